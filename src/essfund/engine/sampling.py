"""One value of a cell, written as a person would type it: what witness profiles are made of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.field_types.naf import naf_codes
from essfund.model.field_types.texts_and_flags import ANYTHING_ELSE, SHAPE
from essfund.model.profile import YEAR, age_on, anniversary

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from essfund.model.field_types import FieldType
    from essfund.model.vocabulary import Vocabularies

PLAIN = {"euro": 10_000, "person": 5, "percent": 50, "year": 2}
"""What is taken where anything from nothing upwards would do, in units of the field."""


def sample(key: str, cells: Sequence[Hashable], every: Sequence[Hashable], vocabularies: Vocabularies, day: date) -> dict[str, object]:
    """Field and a value out of its cell (or cells, one for each of several ids), as a profile file holds them.

    An age that no whole number of years can say is given as a date of creation that has that age on `day`.
    """
    kind = vocabularies.fields[key].kind
    cell = cells[0]
    if kind.name == "several":
        held: frozenset[str] = frozenset().union(*[item for item in cells if isinstance(item, frozenset)])
        return {key: sorted(held)} if held else {}
    if kind.name == "choice" and isinstance(cell, frozenset):
        vocabulary = vocabularies.of(vocabularies.fields[key].vocabulary)
        return {key: next(item for item in (vocabulary.terms if vocabulary else sorted(cell)) if item in cell)}
    if kind.name == "code" and isinstance(cell, str):
        return {key: _code(cell, [str(item) for item in every])}
    if isinstance(cell, Interval):
        return _number(key, kind, cell, day)
    return {key: cell}


def _number(key: str, kind: FieldType, cell: Interval, day: date) -> dict[str, object]:
    if getattr(kind, "spread", 0):
        return _age(key, cell, day)
    inner = cell.low or PLAIN.get(getattr(kind, "unit", ""), 1) * getattr(kind, "scale", 1)
    inner = inner if cell.high is None else min(inner, cell.high)
    return {key: kind.plain(Interval(inner, inner))}


def _age(key: str, cell: Interval, day: date) -> dict[str, object]:
    low = cell.low or 0
    years = -(-low // YEAR)
    if not low and (cell.high is None or cell.high >= (PLAIN["year"] + 1) * YEAR):
        return {key: PLAIN["year"]}
    if cell.high is None or years * YEAR + YEAR - 1 <= cell.high:
        return {key: years}
    return {"created_on": created_for(low, cell.high, day).isoformat()}


def created_for(low: int, high: int, day: date) -> date:
    """Day of creation whose age on `day` lies between two ages, both included, in inner units (see `age_on`)."""
    years, days = divmod(low, YEAR)
    first = anniversary(day, day.year - years).toordinal() - days
    for created in (first, first - 1, first + 1, first - 2):
        if low <= age_on(created, day) <= high:
            return date.fromordinal(created)
    raise AssertionError((low, high))


def _code(cell: str, every: Sequence[str]) -> str:
    """Full code under a prefix and under none of the longer prefixes that rules name."""
    prefix = cell.partition(ANYTHING_ELSE)[0]
    longer = [item for item in (other.partition(ANYTHING_ELSE)[0] for other in every) if len(item) > len(prefix)]
    whole = sorted(code for code in naf_codes() if len(code) == len(SHAPE) and code.startswith(prefix))
    return next((code for code in reversed(whole) if not code.startswith(tuple(longer))), prefix)  # or all are named
