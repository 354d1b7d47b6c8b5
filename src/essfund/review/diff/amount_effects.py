"""Amounts that change: for each offer that both catalogues have, an enterprise that may have it in both and gets more, or less."""

from __future__ import annotations

from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Witness
from essfund.core.errors import TooIntricateError
from essfund.core.named_tuple import NamedTuple
from essfund.engine.amounts import Formula, formulas, offer_range
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.review.diff.effects import formula
from essfund.review.diff.model import AmountEffect, AmountKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from essfund.engine.regions import Region, Space
    from essfund.model.catalogue import Offer
    from essfund.review.diff.shared_space import SharedSpace

PLAIN = (0, *(figure * 10**power for power in range(9) for figure in (1, 2, 5)))
"""Numbers that people would say, tried before any other."""


class Ceiling(NamedTuple):
    """The least of some formulas, but never below a floor."""

    formulas: tuple[Formula, ...]
    floor: int = 0


def where_above(high: Ceiling, low: Ceiling, box: Mapping[str, Interval]) -> dict[str, int] | None:
    """Numbers out of a box for which one ceiling is above another; None proves that there are none."""
    found = _where((Formula(None, high.floor, 1),), low, box) if high.floor > low.floor else None
    return _where(high.formulas, low, box) if found is None else found


def _where(high: Sequence[Formula], low: Ceiling, box: Mapping[str, Interval]) -> dict[str, int] | None:
    found = (_above(high, lowest, low.floor, box) for lowest in low.formulas)
    return next((numbers for numbers in found if numbers is not None), None)


def _above(high: Sequence[Formula], lowest: Formula, floor: int, box: Mapping[str, Interval]) -> dict[str, int] | None:
    """Numbers for which every formula of `high` is above one formula and above a floor."""
    others = [item for item in high if item.field is None or item.field != lowest.field]
    tops = [top for other in others if (top := other.at(box[other.field].high if other.field else None)) is not None]
    most = min(tops) - 1 if tops else None
    if most is not None and most < floor:
        return None
    chosen: dict[str, int] = {}
    if lowest.field is None:
        if most is not None and lowest.rate > most:
            return None
    else:
        number = _first_passing([item for item in high if item.field == lowest.field], lowest, floor, box[lowest.field], most)
        if number is None:
            return None
        chosen[lowest.field] = number
    reached = max(lowest.at(chosen.get(lowest.field or "")) or 0, floor)
    for other in others:
        if other.field is not None:
            chosen[other.field] = max(chosen.get(other.field, 0), _number_above(other, reached, box[other.field]))
    return chosen


def _first_passing(own: Sequence[Formula], lowest: Formula, floor: int, cell: Interval, most: int | None) -> int | None:
    """A number of a cell for which a formula is at most `most` and, like the floor, below others of the same field."""
    top = cell.high
    bottom = max(cell.low or 0, 0) if top is None or top >= 0 else top
    if not all(item.rate for item in own):
        return None
    bottom = max([bottom, *(item.least(floor + 1) for item in own if floor)])
    if most is not None and lowest.rate:
        reach = lowest.least(most + 1) - 1
        top = reach if top is None else min(top, reach)
    if (top is not None and top < bottom) or any(item.rate * lowest.over <= lowest.rate * item.over for item in own):
        return None
    reached = lowest.at
    return next((x for x in _candidates(own, lowest, bottom, top) if all((item.at(x) or 0) > (reached(x) or 0) for item in own)), None)


def _candidates(own: Sequence[Formula], lowest: Formula, bottom: int, top: int | None) -> Iterator[int]:
    """Numbers to try, nice ones first. From `sure` on every steeper formula is a whole euro above: beyond, one is enough."""
    gaps = [(item.over * lowest.over, item.rate * lowest.over - lowest.rate * item.over) for item in own]
    sure = max([bottom, *(-(-whole // gap) for whole, gap in gaps)])
    yield from (x for x in PLAIN if bottom <= x and (top is None or x <= top))
    yield from range(bottom, sure + 1 if top is None else min(top, sure) + 1)


def _number_above(formula: Formula, euros: int, cell: Interval) -> int:
    """A number of a cell for which a formula is above some euros; the caller knows that there is one."""
    least = max(formula.least(euros + 1), cell.low or 0, 0)
    nice = (x for x in PLAIN if x >= least and (cell.high is None or x <= cell.high))
    return next(nice, least)


MOST_CELLS = 50_000
"""Combinations of cells of the fields that ceilings are computed from; more are not looked through."""


def amount_effects(ground: SharedSpace) -> tuple[AmountEffect, ...]:
    """Every way in which the amount of an offer changes for somebody who may have it before and after."""
    old, new = ({offer.id: offer for offer in item.offers} if item else {} for item in (ground.before, ground.after))
    changed = (key for key in new if key in old and formula(old[key].entry.amount) != formula(new[key].entry.amount))
    return tuple(effect for key in changed for effect in _changes(ground, old[key], new[key], list(_who_may_have_both(ground, key))))


def _who_may_have_both(ground: SharedSpace, offer: str) -> Iterator[tuple[date, Region]]:
    for period in ground.periods:
        before, after = (ground.running(period.day, after=after).get(offer) for after in (False, True))
        if before and after:
            region = ground.space.meet(ground.old.met(before.all), ground.old.met(after.all))
            if not ground.space.empty(region):
                yield period.day, region


def _changes(ground: SharedSpace, old: Offer, new: Offer, both: Sequence[tuple[date, Region]]) -> Iterator[AmountEffect]:
    before, after = (Ceiling(formulas(offer.entry.amount), offer.entry.amount.at_least or 0) for offer in (old, new))
    for day, region in both[:1]:  # what is so for anybody is shown by somebody of the first period
        if bool(before.formulas) != bool(after.formulas):
            yield _effect(ground, old, new, AmountKind.STATED if after.formulas else AmountKind.UNSTATED, day, region, {})
        if before.floor != after.floor:
            yield _effect(ground, old, new, AmountKind.FLOOR_UP if after.floor > before.floor else AmountKind.FLOOR_DOWN, day, region, {})
    if before.formulas and after.formulas:
        for kind, high, low in ((AmountKind.HIGHER, after, before), (AmountKind.LOWER, before, after)):
            shown = ((day, *found) for day, region in both if (found := _numbers(ground.space, region, high, low)))
            yield from (_effect(ground, old, new, kind, *case) for case in islice(shown, 1))


def _numbers(space: Space, region: Region, high: Ceiling, low: Ceiling) -> tuple[Region, Mapping[str, int]] | None:
    """Numbers for which one ceiling is above the other, and the enterprises of the region that may have them."""
    keys = list(dict.fromkeys(item.field for item in (*high.formulas, *low.formulas) if item.field))
    asked = [key for key in keys if key in space.of_field]
    box = {key: Interval(getattr(FIELDS[key].kind, "lowest", 0), getattr(FIELDS[key].kind, "highest", None)) for key in keys}
    places = [space.of_field[key][0] for key in asked]
    if prod(len(space.variables[index].cells) for index in places) > MOST_CELLS:
        raise TooIntricateError
    for cells in product(*[range(len(space.variables[index].cells)) for index in places]):
        chosen = {key: (index, cell) for key, index, cell in zip(asked, places, cells, strict=True)}
        literals = {key: space.literal(index, 1 << cell) for key, (index, cell) in chosen.items()}
        if space.empty(space.meet_all([region, *literals.values()])):
            continue
        here = {key: known for key, (index, cell) in chosen.items() if isinstance(known := space.variables[index].cells[cell], Interval)}
        if (numbers := where_above(high, low, box | here)) is not None:
            return space.meet_all([region, *(literal for key, literal in literals.items() if key in numbers)]), numbers
    return None


def _effect(
    ground: SharedSpace, old: Offer, new: Offer, kind: AmountKind, day: date, region: Region, numbers: Mapping[str, int]
) -> AmountEffect:
    shown = ground.new.show(region, day)
    assert shown is not None
    # the other parts of a sum are nothing where nobody told them: with them open the amounts would look alike
    nothing = {key: 0 for offer in (old, new) for limit in offer.entry.amount.limits if numbers and len(limit.fields) > 1
               for key in limit.fields if key not in shown.profile}
    told = {key: FIELDS[key].kind.plain(Interval(value, value)) for key, value in {**nothing, **numbers}.items()}
    profile = dict(shown.profile) | told
    known = Profile({key: FIELDS[key].kind.read(raw, None) for key, raw in profile.items() if FIELDS[key].kind.name == "number"})
    ranges = [offer_range(offer.entry.amount, known) for offer in (old, new)]
    return AmountEffect(new.id, kind, ranges[0], ranges[1], Witness(profile, day))
