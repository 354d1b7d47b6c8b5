"""How much an offer gives this enterprise: formulas evaluated on what is known (design, section 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.report import Range

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.tool import Amount, Limit


def ceiling(limit: Limit, values: Mapping[str, Hashable]) -> Interval:
    """Return the least and greatest ceiling, in whole euros rounded down, that a limit sets; 0 and None if unknown."""
    known = values.get(limit.of or "")
    if not isinstance(known, Interval):
        return Interval(0, None)
    return Interval(_apply(limit, known.low or 0), None if known.high is None else _apply(limit, known.high))


def _apply(limit: Limit, amount: int) -> int:
    scale = getattr(FIELDS[limit.of or ""].kind, "scale", 1)
    whole = max(amount, 0)
    if limit.each is not None:
        return limit.each * whole // scale
    return int(round((limit.share or 0) * 100) * whole // (100 * 100 * scale))


def offer_range(amount: Amount, values: Mapping[str, Hashable]) -> Range:
    """Return what an offer gives. A floor above every ceiling leaves just the floor: nothing can be paid below it."""
    floor = amount.at_least or 0
    high, binding = amount.at_most, None
    sure = [] if amount.at_most is None else [amount.at_most]
    open_limits = []
    unknown = amount.at_most is None and not amount.limits
    for limit in amount.limits:
        least, most = ceiling(limit, values)
        if most is None:
            unknown = True
        else:
            sure.append(least or 0)
            if high is None or most < high:
                high, binding = most, limit
        if least != most:
            open_limits.append(limit)
    high = None if high is None else max(high, floor)
    return Range(floor, high, None if unknown or not sure else min(sure), binding, tuple(open_limits))


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
    known = [one for one in certains if one is not None]
    certain = (max if sure else min)(known) if len(known) == len(certains) else None
    open_limits = tuple(dict.fromkeys(limit for r in ranges for limit in r.open_limits))
    return Range(min(r.low for r in ranges), high, certain, top.binding, open_limits)


def share_of_need(amount: Range, values: Mapping[str, Hashable]) -> float | None:
    """Return which part of the need the ceiling covers, in [0, 1]; None if either is unknown.

    The certain ceiling counts where there is one, and a need known as a range counts by its top: no promise too large.
    """
    need = values.get("amount_needed")
    ceiling_known = amount.high if amount.certain is None else amount.certain
    if not isinstance(need, Interval) or ceiling_known is None:
        return None
    most = need.high if need.high is not None else need.low
    return None if not most else min(1.0, ceiling_known / most)
