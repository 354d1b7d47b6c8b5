"""What to ask next: the fields whose answer would settle most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.fields import FIELDS
from essfund.model.report import Question
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.report import Result


def questions_for(results: Sequence[Result]) -> tuple[Question, ...]:
    """Return every field worth asking, most useful first.

    An instrument that waits for one field alone counts 1 for it, one that waits for four counts a quarter for each;
    closed instruments count nothing. Equal fields are ordered by the effort of answering, then as profiles list them.
    """
    weight: dict[str, float] = {}
    settles: dict[str, list[str]] = {}
    touches: dict[str, list[str]] = {}
    for result in results:
        if result.verdict is not Verdict.TO_CHECK or result.availability is Availability.CLOSED:
            continue
        for key in result.missing:
            weight[key] = weight.get(key, 0) + 1 / len(result.missing)
            touches.setdefault(key, []).append(result.instrument.id)
            if key in result.settling:
                settles.setdefault(key, []).append(result.instrument.id)
    places = {key: index for index, key in enumerate(FIELDS)}
    ordered = sorted(weight, key=lambda key: (-round(weight[key], 6), FIELDS[key].effort, places[key]))
    return tuple(Question(key, tuple(settles.get(key, ())), tuple(touches[key])) for key in ordered)

