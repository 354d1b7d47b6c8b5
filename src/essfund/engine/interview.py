"""Which question an interview asks next: the one that settles most, never one whose answer can change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.questions import questions_for

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from essfund.models.catalogue import Catalogue
    from essfund.models.report import Report


class Step(NamedTuple):
    """The field to ask next, and what hangs on its answer.

    `field` is a key of FIELDS; `opens` and `closes` are instruments that some answer to this field alone would make
    eligible, or refuse; the verdict of `touches` depends on it; it can change the amount of `amounts`; `decided` is the
    expected number of verdicts that the answer settles.
    """

    field: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    touches: tuple[str, ...]
    amounts: tuple[str, ...]
    decided: float


class Interviewer:
    """Chooses questions for one catalogue and one day; keeps what it has worked out from one question to the next."""

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self.catalogue = catalogue
        self.day = on

    def next_step(self, report: Report, passed: Collection[str] = ()) -> Step | None:
        """Return the field most worth asking; None if no answer can change anything.

        `passed` are fields that the person does not know or skipped.
        """
        waiting = {result.instrument.id: result.missing for result in report.results}
        for one in questions_for(report.results):
            if one.field not in passed:
                opens = tuple(tool for tool in one.settles if waiting[tool] == (one.field,))
                return Step(one.field, opens, one.settles, one.touches, (), float(len(opens)))
        return None
