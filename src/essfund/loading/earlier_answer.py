"""What `match --format json` wrote at an earlier appointment, read back. Nothing of it is trusted, and no value of it is repeated."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.loading.files import unreadable
from essfund.loading.profile import ANSWERS, read_profile
from essfund.model.changes import AnswerSummary, EarlierAnswer
from essfund.model.field_types.number import LARGEST
from essfund.model.profile import Profile
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Answer

LARGEST_ANSWER = 24_000_000  # bytes of an earlier answer: one on the bundled catalogue takes about 200 KB
SCHEMAS = frozenset(["essfund.match/1", "essfund.match/2"])
"""Both versions say what is compared; the second adds advice."""
MOST_TOOLS = 10_000


class _Malformed(Exception):  # noqa: N818 - becomes a diagnostic
    """Something is not what `match` writes."""


def read_earlier(catalogue: Catalogue, text: str, name: str) -> EarlierAnswer:
    """An earlier answer, read with today's vocabularies; `name` is how messages call it. Raises InvalidInputError if it is none."""
    try:
        return _earlier(catalogue, _of(dict, json.loads(text, parse_constant=partial(_of, dict))))
    except (ValueError, RecursionError, _Malformed):
        problem = say("this is not an answer that `match --format json` wrote")
        help_ = say("keep the answer of an appointment: essfund match … --format json --output FILE.json")
        raise InvalidInputError([unreadable(name, "PRO004", problem, help_)]) from None


def _earlier(catalogue: Catalogue, data: Mapping[str, Any]) -> EarlierAnswer:
    about, results = _of(dict, data.get("catalogue")), data.get("results")
    if _of(str, data.get("schema")) not in SCHEMAS or not isinstance(results, list) or len(results) > MOST_TOOLS:
        raise _Malformed
    summaries = (_told(_of(dict, result)) for result in results)
    told = {catalogue.id_today(tool): summary for tool, summary in summaries}
    if len(told) != len(results):
        raise _Malformed
    day = date.fromisoformat(_of(str, data.get("as_of")))
    profile, lost = _profile(catalogue, _of(dict, data.get("profile")))
    return EarlierAnswer(day, _of(str, about.get("edition")), _of(str, about.get("digest")), profile, lost, told)


Kind = TypeVar("Kind")


def _of(kind: type[Kind], value: object) -> Kind:
    """A value of this kind. Raises `_Malformed` for any other."""
    if not isinstance(value, kind):
        raise _Malformed
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or abs(_of(int, value)) > LARGEST:
        raise _Malformed
    return _of(int, value)


def _told(item: Mapping[str, Any]) -> tuple[str, AnswerSummary]:
    """The id of an instrument and what was said of it."""
    amount = _of(dict, item.get("amount"))
    low, high = amount.get("min"), amount.get("max")
    return _of(str, item.get("tool")), AnswerSummary(
        Verdict(_of(str, item.get("verdict"))), Availability(_of(str, item.get("availability"))), 0 if low is None else _whole(low),
        None if high is None else _whole(high), _whole(item.get("rank")),
    )


def _profile(catalogue: Catalogue, raw: Mapping[str, Any]) -> tuple[Profile, tuple[str, ...]]:
    """What can be read of a profile, and the keys of what cannot."""
    pieces = [(key, {key: value}) for key, value in raw.items() if key != ANSWERS]
    pieces += [(key, {ANSWERS: {key: value}}) for key, value in _of(dict, raw.get(ANSWERS, {})).items()]
    values: dict[str, Hashable] = {}
    known: dict[str, Answer] = {}
    lost: list[str] = []
    for key, piece in pieces:
        try:
            readable = read_profile(catalogue, piece)[0]
        except InvalidInputError:
            lost.append(key)
            continue
        values |= readable.values
        known |= readable.answers
    return Profile(values, known), tuple(lost)
