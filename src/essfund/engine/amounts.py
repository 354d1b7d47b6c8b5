"""Amounts of an offer: limits as formulas of the profile, evaluated on what is known and inverted (design, section 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.report import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.tool import Amount, Limit

NOTHING_KNOWN = Profile()

HUNDREDTHS_OF_PERCENT = 100 * 100


def scale_of(field: str) -> int:
    """Return how many inner units make one unit of a field."""
    return int(getattr(FIELDS[field].kind, "scale", 1))


class Formula(NamedTuple):
    """Whole euros: `rate` times the number of a field over `over`, rounded down; the rate alone if there is no field."""

    field: str | None
    rate: int
    over: int

    def at(self, number: int | None) -> int | None:
        """Return the euros for a number of the field, in inner units; None (no bound) for a number without bound."""
        if self.field is None or not self.rate:
            return self.rate
        return None if number is None else self.rate * max(number, 0) // self.over

    def least(self, euros: int) -> int:
        """Return the least number of the field, in inner units, from which some euros are reached; the inverse of `at`.

        A share that is rounded to nothing is taken for the smallest there is.
        """
        return -(-euros * self.over // (self.rate or 1))


def formula_of(limit: Limit) -> Formula:
    """Return the formula of a limit: so much for each, or a share to a hundredth of a percent."""
    scale = scale_of(limit.of or "")
    if limit.each is not None:
        return Formula(limit.of, limit.each, scale)
    return Formula(limit.of, round((limit.share or 0) * 100), HUNDREDTHS_OF_PERCENT * scale)


def formulas(amount: Amount) -> tuple[Formula, ...]:
    """Return the formulas of which an amount's ceiling is the least."""
    fixed = () if amount.at_most is None else (Formula(None, amount.at_most, 1),)
    return fixed + tuple(formula_of(limit) for limit in amount.limits)


def ceiling(limit: Limit, profile: Profile) -> Interval:
    """Return the least and greatest ceiling, in whole euros rounded down, that a limit sets; 0 and None if unknown."""
    parts = [profile.number(key) for key in limit.fields]
    formula = formula_of(limit)
    least = sum(max(part.low or 0, 0) for part in parts if part)
    highs = [part.high if part else None for part in parts]
    most = None if None in highs else sum(max(high or 0, 0) for high in highs)
    return Interval(formula.at(least), formula.at(most))


def offer_range(amount: Amount, profile: Profile = NOTHING_KNOWN) -> Range:
    """Return what an offer gives. A floor above every ceiling leaves just the floor: nothing can be paid below it."""
    floor = amount.at_least or 0
    high, binding = amount.at_most, None
    sure = [] if amount.at_most is None else [amount.at_most]
    open_limits = []
    unknown = amount.at_most is None and not amount.limits
    for limit in amount.limits:
        least, most = ceiling(limit, profile)
        if most is None and not least:
            unknown = True
        else:
            sure.append(least or 0)
        if most is not None and (high is None or most < high):
            high, binding = most, limit
        if least != most:
            open_limits.append(limit)
    short = max(0, floor - high) if high is not None else 0
    high = None if high is None else max(high, floor)
    return Range(floor, high, None if unknown or not sure else min(sure), binding, tuple(open_limits), short)


def hull(ranges: Sequence[Range], sure: Sequence[Range] = ()) -> Range:
    """Return the range that covers several: what an instrument gives while its offer is undecided.

    `sure` are the ranges of offers that are eligible already: the best of their certain ceilings is certain.
    """
    if len(ranges) == 1:
        return ranges[0]
    highs = [r.high for r in ranges]
    high = None if None in highs else max(h for h in highs if h is not None)
    top = next(r for r in ranges if r.high == high)
    certains = [r.certain for r in sure or ranges]
    known = [certain for certain in certains if certain is not None]
    certain = (max if sure else min)(known) if len(known) == len(certains) else None
    open_limits = tuple(dict.fromkeys(limit for r in ranges for limit in r.open_limits))
    return Range(min(r.low for r in ranges), high, certain, top.binding, open_limits, min(r.short for r in ranges))
