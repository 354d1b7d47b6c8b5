"""Where amounts turn: the values of what a ceiling is computed from at which that ceiling decides, and at which it stops to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import ceiling
from essfund.engine.boundaries.values import plain_number
from essfund.model.boundaries import UNKNOWN
from essfund.model.field_types.number import LARGEST
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from essfund.model.tool import Amount, Limit

PLENTY = 1_000_000
"""A ceiling in euros where no other limits it."""


def turning(amount: Amount, values: Mapping[str, Hashable]) -> dict[str, list[str]]:
    """Return, for each field that a ceiling is computed from, the values worth trying, as people type them."""
    found: dict[str, set[int]] = {}
    for limit in amount.limits:
        if limit.of is not None:
            others = [_most(other, values) for other in amount.limits if other.of != limit.of]
            tops = [top for top in (*others, amount.at_most) if top is not None]
            found.setdefault(limit.of, set()).update(_values(limit, min(tops, default=PLENTY), amount.at_least or 0))
    return {field: [*(plain_number(field, one) for one in sorted(tried)), UNKNOWN] for field, tried in found.items()}


def plenty(amount: Amount) -> dict[str, int]:
    """Return, for each field that a ceiling is computed from, a value under which the fixed ceiling is reached and passed."""
    found: dict[str, int] = {}
    for limit in amount.limits:
        if limit.of is not None:
            found[limit.of] = max(found.get(limit.of, 0), _least(limit, 2 * (amount.at_most or PLENTY)))
    return found


def _most(limit: Limit, values: Mapping[str, Hashable]) -> int | None:
    return ceiling(limit, values).high


def _values(limit: Limit, top: int, floor: int) -> Iterable[int]:
    """Yield values under which the ceiling is halfway between floor and top, and those around which it reaches the top."""
    for goal in ((floor + top) // 2, top):
        reached = _least(limit, goal)
        yield from {max(0, reached - 1), reached, reached + 1}


def _least(limit: Limit, goal: int) -> int:
    """Return the least value, in inner units, of a field whose ceiling reaches a goal."""
    scale = getattr(FIELDS[limit.of or ""].kind, "scale", 1)
    share = 100 * 100 * scale
    least = -(-goal * scale // limit.each) if limit.each else -(-goal * share // round((limit.share or 100) * 100))
    return min(least, LARGEST * scale - 1)
