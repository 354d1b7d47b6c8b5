"""Amounts of an offer: limits as formulas of the profile, evaluated on what is known and inverted (design, section 3.3)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.report import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from essfund.model.tool import Amount, Limit

NOTHING_KNOWN = Profile()
HUNDREDTHS_OF_PERCENT = 100 * 100
MOST_FORMULAS = 1000
"""Limits of which the formula is remembered."""


def scale_of(field: str) -> int:
    """How many inner units make one unit of a field."""
    return int(getattr(FIELDS[field].kind, "scale", 1))


class Formula(NamedTuple):
    """Whole euros: `rate` times the number of a field over `over`, rounded down; the rate alone if there is no field."""

    field: str | None
    rate: int
    over: int

    def at(self, number: int | None) -> int | None:
        """Euros for a number of the field, in inner units; None (no bound) for a number without bound."""
        if self.field is None or not self.rate:
            return self.rate
        return None if number is None else self.rate * max(number, 0) // self.over

    def least(self, euros: int) -> int:
        """Least number, in inner units, from which some euros are reached (inverse of `at`); a rate of 0 counts as the smallest."""
        return -(-euros * self.over // (self.rate or 1))


@lru_cache(MOST_FORMULAS)
def formula_of(limit: Limit) -> Formula:
    """Formula of a limit: so much for each, or a share to a hundredth of a percent."""
    scale = scale_of(limit.of or "")
    if limit.each is not None:
        return Formula(limit.of, limit.each, scale)
    return Formula(limit.of, round((limit.share or 0) * 100), HUNDREDTHS_OF_PERCENT * scale)


def formulas(amount: Amount) -> tuple[Formula, ...]:
    """Formulas of which an amount's ceiling is the least; what is left of a sum falls as the field rises, and is none of them."""
    fixed = [] if amount.at_most is None else [Formula(None, amount.at_most, 1)]
    return (*fixed, *(formula_of(limit) for limit in amount.limits if not limit.less))


def ceiling(limit: Limit, profile: Profile) -> Interval:
    """Least and greatest ceiling, in whole euros rounded down, that a limit sets; 0 and None if unknown."""
    if limit.less:
        spent, share = profile.number(limit.less), round((limit.share or 100) * 100)
        ends = [] if spent is None else [spent.low or 0] if spent.high is None else [spent.low or 0, spent.high]
        left = [max(0, (limit.fixed or 0) - received) * share // HUNDREDTHS_OF_PERCENT for received in ends]
        return Interval(left[1] if len(left) > 1 else 0, left[0] if left else None)
    parts, formula = [profile.number(key) for key in limit.fields], formula_of(limit)
    least = sum(max(part.low or 0, 0) for part in parts if part)
    highs = [part.high if part else None for part in parts]
    return Interval(formula.at(least), formula.at(None if None in highs else sum(max(high or 0, 0) for high in highs)))


def offer_range(amount: Amount, profile: Profile = NOTHING_KNOWN) -> Range:
    """What an offer gives. A floor above the ceilings leaves just the floor, and nothing is certain: nothing can be paid below it.

    A limit that may fall below the floor is a refusal then, so that the floor is certain of an offer that may be had; a limit over a
    sum, or over what is left of one, refuses nothing, and leaves nothing certain.
    """
    if not amount.limits:
        return _fixed(amount.at_least or 0, amount.at_most)
    ceilings = [(limit, *ceiling(limit, profile)) for limit in amount.limits]
    floor, high, binding = amount.at_least or 0, amount.at_most, None
    for limit, _, most in ceilings:
        if most is not None and (high is None or most < high):
            high, binding = most, limit
    sure = [least or 0 for _, least, _ in ceilings] + ([] if amount.at_most is None else [amount.at_most])
    certain = min(sure) if sure and all(least or most is not None for _, least, most in ceilings) else None
    short = 0 if high is None else max(0, floor - high)
    if certain is not None and certain < floor:
        certain = floor if not short and all(limit.refusing for limit, least, _ in ceilings if (least or 0) < floor) else None
    open_limits = tuple(limit for limit, least, most in ceilings if least != most)
    return Range(floor, None if high is None else max(high, floor), certain, binding, open_limits, short)


@lru_cache(MOST_FORMULAS)
def _fixed(floor: int, most: int | None) -> Range:
    """What an offer without limits gives."""
    short = 0 if most is None else max(0, floor - most)
    return Range(floor, None if most is None else max(most, floor), None if short else most, short=short)


def hull(ranges: Sequence[Range], sure: Sequence[Range] = ()) -> Range:
    """Range over several offers, while it is undecided which; of `sure` ones, eligible already, the best certain ceiling is certain."""
    if len(ranges) == 1:
        return ranges[0]
    top = max(ranges, key=lambda each: math.inf if each.high is None else each.high)
    certains = [r.certain for r in sure or ranges]
    known = [certain for certain in certains if certain is not None]
    certain = (max if sure else min)(known) if len(known) == len(certains) else None
    open_limits = tuple(dict.fromkeys(limit for r in ranges for limit in r.open_limits))
    return Range(min(r.low for r in ranges), top.high, certain, top.binding, open_limits, min(r.short for r in ranges))


MOST_AMOUNTS = 500
"""Amounts that an offer remembers, by what is known of what they depend on."""


def remembered(known: dict[tuple[Hashable, ...], Range], seen: tuple[Hashable, ...], made: Callable[[], Range]) -> Range:
    """Amount that was worked out before, or is now."""
    found = known.get(seen)
    if found is None:
        if len(known) >= MOST_AMOUNTS:
            known.clear()
        found = known[seen] = made()
    return found
