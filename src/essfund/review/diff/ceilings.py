"""Whether one ceiling is above another for some enterprise, exactly: the ceilings are the least of a few formulas.

Each formula is a constant or rises with one number of the profile. So the first ceiling is above the second where some formula
of the second lies below all of the first; and the numbers of other fields may be taken as large as they can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.amounts import Formula, formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.model.field_types import Interval
    from essfund.model.tool import Amount

PLAIN = (0, *(figure * 10**power for power in range(9) for figure in (1, 2, 5)))
"""Numbers that people would say, tried before any other."""


class Ceiling(NamedTuple):
    """The least of some formulas, but never below a floor."""

    formulas: tuple[Formula, ...]
    floor: int = 0


def ceiling_of(amount: Amount) -> Ceiling:
    """Return the ceiling of an amount."""
    return Ceiling(formulas(amount), amount.at_least or 0)


def where_above(high: Ceiling, low: Ceiling, box: Mapping[str, Interval]) -> dict[str, int] | None:
    """Return numbers out of a box for which one ceiling is above another; None proves that there are none."""
    found = _where((Formula(None, high.floor, 1),), low, box) if high.floor > low.floor else None
    return _where(high.formulas, low, box) if found is None else found


def _where(high: Sequence[Formula], low: Ceiling, box: Mapping[str, Interval]) -> dict[str, int] | None:
    for lowest in low.formulas:
        found = _above(high, lowest, low.floor, box)
        if found is not None:
            return found
    return None


def _above(high: Sequence[Formula], lowest: Formula, floor: int, box: Mapping[str, Interval]) -> dict[str, int] | None:
    """Return numbers for which every formula of `high` is above one formula and above a floor."""
    others = [one for one in high if one.field is None or one.field != lowest.field]
    tops = [top for one in others if (top := one.at(box[one.field].high if one.field else None)) is not None]
    most = min(tops) - 1 if tops else None
    if most is not None and most < floor:
        return None
    own = [one for one in high if one.field is not None and one.field == lowest.field]
    if lowest.field is None:
        found: int | None = None
        if most is not None and lowest.rate > most:
            return None
    else:
        found = _first_passing(own, lowest, floor, box[lowest.field], most)
        if found is None:
            return None
    reached = max(lowest.at(found) or 0, floor)
    chosen = {} if lowest.field is None or found is None else {lowest.field: found}
    for one in others:
        if one.field is not None:
            chosen[one.field] = max(chosen.get(one.field, 0), _number_above(one, reached, box[one.field]))
    return chosen


def _first_passing(own: Sequence[Formula], lowest: Formula, floor: int, cell: Interval, most: int | None) -> int | None:
    """Return a number of a cell for which a formula is at most `most` and, like the floor, below others of the same field."""
    top = cell.high
    bottom = max(cell.low or 0, 0) if top is None or top >= 0 else top
    if not all(one.rate for one in own):
        return None
    bottom = max([bottom, *(one.least(floor + 1) for one in own if floor)])
    if most is not None and lowest.rate:
        reach = lowest.least(most + 1) - 1
        top = reach if top is None else min(top, reach)
    if (top is not None and top < bottom) or any(one.rate * lowest.over <= lowest.rate * one.over for one in own):
        return None
    reached = lowest.at
    return next(
        (x for x in _candidates(own, lowest, bottom, top) if all((one.at(x) or 0) > (reached(x) or 0) for one in own)), None
    )


def _candidates(own: Sequence[Formula], lowest: Formula, bottom: int, top: int | None) -> Iterator[int]:
    """Yield numbers to try, nice ones first. From `sure` on every steeper formula is a whole euro above: beyond, one is enough."""
    gaps = [(one.over * lowest.over, one.rate * lowest.over - lowest.rate * one.over) for one in own]
    sure = max([bottom, *(-(-whole // gap) for whole, gap in gaps)])
    yield from (x for x in PLAIN if bottom <= x and (top is None or x <= top))
    yield from range(bottom, sure + 1 if top is None else min(top, sure) + 1)


def _number_above(formula: Formula, euros: int, cell: Interval) -> int:
    """Return a number of a cell for which a formula is above some euros; the caller knows that there is one."""
    least = max(formula.least(euros + 1), cell.low or 0, 0)
    nice = (x for x in PLAIN if x >= least and (cell.high is None or x <= cell.high))
    return next(nice, least)
