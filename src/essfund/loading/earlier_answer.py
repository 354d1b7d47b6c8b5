"""What `match --format json` wrote at an earlier appointment, read back. Nothing of it is trusted, and no value of it is repeated."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.loading.profile import ANSWERS, read_profile
from essfund.model.changes import AnswerSummary, EarlierAnswer
from essfund.model.field_types.number import LARGEST
from essfund.model.profile import Profile
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Answer

LARGEST_ANSWER = 24_000_000
"""Bytes of an earlier answer: one on the bundled catalogue takes about 200 KB."""

SCHEMAS = frozenset(["essfund.match/1", "essfund.match/2"])
"""Both versions say what is compared; the second adds advice."""
MOST_TOOLS = 10_000


class _Malformed(Exception):  # noqa: N818 - becomes a diagnostic
    """Something is not what `match` writes."""


def read_earlier(catalogue: Catalogue, text: str, name: str) -> EarlierAnswer:
    """
    Read an earlier answer.

    Args:
        catalogue: today's; the earlier profile is read with its vocabularies.
        text: what `match --format json` wrote.
        name: how messages call it.

    Raises:
        InvalidInputError: if it is anything else.
    """
    try:
        return _earlier(catalogue, _mapping(json.loads(text, parse_constant=_refuse)))
    except (ValueError, RecursionError, _Malformed):
        problem = say("this is not an answer that `match --format json` wrote")
        help_ = say("keep the answer of an appointment: essfund match … --format json --output FILE.json")
        raise InvalidInputError([Diagnostic("PRO004", problem, Severity.ERROR, Span(name, 1, 1, 1, 1), help_)]) from None


def _earlier(catalogue: Catalogue, data: Mapping[str, Any]) -> EarlierAnswer:
    about, results = _mapping(data.get("catalogue")), data.get("results")
    if data.get("schema") not in SCHEMAS or not isinstance(results, list) or len(results) > MOST_TOOLS:
        raise _Malformed
    told = dict(_told(_mapping(result)) for result in results)
    if len(told) != len(results):
        raise _Malformed
    day = date.fromisoformat(_text(data.get("as_of")))
    profile, lost = _profile(catalogue, _mapping(data.get("profile")))
    return EarlierAnswer(day, _text(about.get("edition")), _text(about.get("digest")), profile, lost, told)


def _refuse(constant: str) -> None:
    raise _Malformed(constant)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Malformed
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Malformed
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise _Malformed
    return value


def _told(item: Mapping[str, Any]) -> tuple[str, AnswerSummary]:
    """Return the id of an instrument and what was said of it."""
    amount = _mapping(item.get("amount"))
    high = amount.get("max")
    return _text(item.get("tool")), AnswerSummary(
        Verdict(_text(item.get("verdict"))), Availability(_text(item.get("availability"))), _whole(amount.get("min") or 0),
        None if high is None else _whole(high), _whole(item.get("rank")),
    )


def _profile(catalogue: Catalogue, raw: Mapping[str, Any]) -> tuple[Profile, tuple[str, ...]]:
    """Return what can be read of a profile, and the keys of what cannot."""
    answers = raw.get(ANSWERS, {})
    pieces = [(key, {key: value}) for key, value in raw.items() if key != ANSWERS]
    pieces += [(key, {ANSWERS: {key: value}}) for key, value in _mapping(answers).items()]
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
