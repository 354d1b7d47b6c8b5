"""What is left to find, and what an amount brings of it (design, section 2: need, brings)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.report import Need

if TYPE_CHECKING:
    from essfund.model.profile import Profile
    from essfund.model.report import Range

FOUND = ("own_contribution", "bank_loan", "grants_obtained")
"""What is there already, as fields of a profile; what nobody has told counts as nothing yet."""


def need_of(profile: Profile) -> Need:
    """Return the cost of the project less what is there already, or the amount asked for: the smaller of the two.

    Numbers known as a range count by the end that promises least: the greatest cost, the least loan.
    """
    parts = {"project_cost": top(profile.number("project_cost"))} | {key: low(profile.number(key)) for key in FOUND}
    asked, cost = top(profile.number("amount_needed")), parts["project_cost"]
    left = None if cost is None else max(0, cost - sum(parts[key] or 0 for key in FOUND))
    if left is None:
        return Need(asked, parts, asked)
    if asked is None or left <= asked:
        return Need(left, parts)
    return Need(asked, parts, asked)


def top(known: Interval | None) -> int | None:
    """Return the greatest value of a number, or the least where there is no greatest."""
    return None if known is None else known.low if known.high is None else known.high


def low(known: Interval | None) -> int | None:
    """Return the least value of a number."""
    return None if known is None else known.low


def brought(amount: Range, need: int | None) -> Interval:
    """Return what an amount brings here, cut to the need; a guarantee brings none and is not cut."""
    floor = amount.low or None
    if need is None:
        return Interval(floor, amount.high)
    high = need if amount.high is None else min(amount.high, need)
    return Interval(None if floor is None else min(floor, high), None if amount.high is None else high)


def share_of_need(amount: Range, need: int | None) -> float | None:
    """Return which part of the need the ceiling covers, in [0, 1]; None if either is unknown. The certain ceiling counts where known."""
    ceiling = amount.high if amount.certain is None else amount.certain
    return None if not need or ceiling is None else min(1.0, ceiling / need)
