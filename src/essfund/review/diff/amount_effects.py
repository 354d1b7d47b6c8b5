"""Whose amount changes: for each offer that both catalogues have, an enterprise that may have it in both and gets more, or less."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Witness
from essfund.core.errors import TooIntricateError
from essfund.engine.amounts import offer_range
from essfund.engine.regions import NOTHING
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.review.diff.bearing import formula
from essfund.review.diff.ceilings import ceiling_of, where_above
from essfund.review.diff.model import AmountEffect, AmountKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from essfund.engine.regions import Region, Space
    from essfund.model.catalogue import Offer
    from essfund.review.diff.ceilings import Ceiling
    from essfund.review.diff.ground import SharedSpace

MOST_CELLS = 50_000
"""Combinations of cells of the fields that ceilings are computed from; more are not looked through."""


def amount_effects(ground: SharedSpace) -> tuple[AmountEffect, ...]:
    """Return every way in which the amount of an offer changes for somebody who may have it before and after."""
    if ground.before is None or ground.after is None:
        return ()
    old, new = ({offer.id: offer for offer in one.offers} for one in (ground.before, ground.after))
    found = []
    for key in (key for key in new if key in old and formula(old[key].entry.amount) != formula(new[key].entry.amount)):
        both = [(day, region) for day, region in _who_may_have_both(ground, key) if not ground.space.empty(region)]
        found += list(_changes(ground, old[key], new[key], both))
    return tuple(found)


def _who_may_have_both(ground: SharedSpace, offer: str) -> Iterator[tuple[date, Region]]:
    assert ground.before is not None
    assert ground.after is not None
    for period in ground.periods:
        sides = (ground.old.terms(ground.before, period.day), ground.new.terms(ground.after, period.day))
        found = [terms for side in sides for terms in side if terms.offer.id == offer]
        if len(found) == len(sides):
            yield period.day, ground.space.meet_all(ground.old.met(terms.all) for terms in found)


def _changes(ground: SharedSpace, old: Offer, new: Offer, both: Sequence[tuple[date, Region]]) -> Iterator[AmountEffect]:
    before, after = ceiling_of(old.entry.amount), ceiling_of(new.entry.amount)
    if bool(before.formulas) != bool(after.formulas):
        yield from _anybody(ground, old, new, both, AmountKind.STATED if after.formulas else AmountKind.UNSTATED)
    if before.floor != after.floor:
        yield from _anybody(ground, old, new, both, AmountKind.FLOOR_UP if after.floor > before.floor else AmountKind.FLOOR_DOWN)
    if before.formulas and after.formulas:
        for kind, high, low in ((AmountKind.HIGHER, after, before), (AmountKind.LOWER, before, after)):
            for day, region in both:
                found = _numbers(ground.space, region, high, low)
                if found:
                    within, numbers = found
                    yield _effect(ground, old, new, kind, day, within, numbers)
                    break


def _anybody(
    ground: SharedSpace, old: Offer, new: Offer, both: Sequence[tuple[date, Region]], kind: AmountKind
) -> Iterator[AmountEffect]:
    for day, region in both[:1]:
        yield _effect(ground, old, new, kind, day, region, {})


def _numbers(
    space: Space, region: Region, high: Ceiling, low: Ceiling
) -> tuple[Region, Mapping[str, int]] | None:
    """Return numbers for which one ceiling is above the other, and the enterprises of the region that may have them."""
    keys = list(dict.fromkeys(one.field for one in (*high.formulas, *low.formulas) if one.field))
    asked = [key for key in keys if key in space.of_field]
    box = {key: Interval(getattr(FIELDS[key].kind, "lowest", 0), getattr(FIELDS[key].kind, "highest", None)) for key in keys}
    places = [space.of_field[key][0] for key in asked]
    if prod(len(space.variables[index].cells) for index in places) > MOST_CELLS:
        raise TooIntricateError
    for cells in product(*[range(len(space.variables[index].cells)) for index in places]):
        literals = {key: space.literal(index, 1 << cell) for key, index, cell in zip(asked, places, cells, strict=True)}
        if space.empty(space.meet_all([region, *literals.values()])):
            continue
        for key, index, cell in zip(asked, places, cells, strict=True):
            known = space.variables[index].cells[cell]
            assert isinstance(known, Interval)
            box[key] = known
        numbers = where_above(high, low, box)
        if numbers is not None:
            within = space.meet_all([region, *(literal for key, literal in literals.items() if key in numbers)])
            return within, numbers
    return None


def _effect(
    ground: SharedSpace, old: Offer, new: Offer, kind: AmountKind, day: date, region: Region, numbers: Mapping[str, int]
) -> AmountEffect:
    shown = ground.new.show(region, day)
    assert shown is not None
    assert region != NOTHING
    profile = dict(shown.profile) | {key: FIELDS[key].kind.plain(Interval(value, value)) for key, value in numbers.items()}
    known = Profile({key: FIELDS[key].kind.read(raw, None) for key, raw in profile.items() if FIELDS[key].kind.name == "number"})
    ranges = [offer_range(offer.entry.amount, known) for offer in (old, new)]
    return AmountEffect(new.id, kind, ranges[0], ranges[1], Witness(profile, day))
