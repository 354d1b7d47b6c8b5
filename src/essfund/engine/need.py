"""What is left to find, and what an amount brings of it (design, section 2: need, brings)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.report import Need

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.model.profile import Profile
    from essfund.model.report import Range, Report

FOUND = ("own_contribution", "bank_loan", "grants_obtained")
"""What is there already, as fields of a profile; what nobody has told counts as nothing yet."""


def need_of(profile: Profile) -> Need:
    """Return the cost of the project less what is there already, or the amount asked for: the smaller of the two.

    Numbers known as a range count by the end that promises least: the greatest cost, the least loan.
    """
    whole, wanted = profile.number("project_cost"), profile.number("amount_needed")
    parts = {"project_cost": top(whole)} | {key: low(profile.number(key)) for key in FOUND}
    asked, cost = top(wanted), parts["project_cost"]
    left = None if cost is None else max(0, cost - sum(parts[key] or 0 for key in FOUND))
    if left is not None and (asked is None or left <= asked):
        return Need(left, parts, unbounded=boundless(whole))
    return Need(asked, parts, asked, boundless(wanted))


def left_to_find(profile: Profile) -> Interval | None:
    """Return what is left to find if the cost and all that is there already were told and the amount was not: nobody subtracts for us."""
    cost, parts = profile.number("project_cost"), [profile.number(key) for key in FOUND]
    if "amount_needed" in profile.values or cost is None or cost.low is None or None in parts:
        return None
    least, most = sum(part.low or 0 for part in parts if part), [part.high for part in parts if part]
    low = 0 if None in most else max(0, cost.low - sum(high or 0 for high in most))
    return Interval(low, None if cost.high is None else max(0, cost.high - least))


def worked_out(need: Need) -> tuple[str, ...]:
    """Return the amount asked for, where the cost and the loan of the project say what is left to find."""
    return ("amount_needed",) if need.parts.get("project_cost") is not None and need.parts.get("bank_loan") is not None else ()


def asked_as(keys: Iterable[str], report: Report) -> list[str]:
    """Return what people are asked for instead of fields: of a sum that follows from the cost and what is there, the untold parts.

    A sum that somebody told, if only as a range, is asked for as such.
    """
    follows = worked_out(report.need) if "amount_needed" not in report.profile.values else ()
    untold = [part for part in FOUND if part not in report.facts.values]
    return list(dict.fromkeys(field for key in keys for field in (untold if untold and key in follows else [key])))


def boundless(known: Interval | None) -> bool:
    """Return whether a number is known to be so much or more."""
    return known is not None and known.high is None


def top(known: Interval | None) -> int | None:
    """Return the greatest value of a number, or the least where there is no greatest."""
    return None if known is None else known.low if known.high is None else known.high


def low(known: Interval | None) -> int | None:
    """Return the least value of a number."""
    return None if known is None else known.low


def brought(amount: Range, need: int | None) -> Interval:
    """Return what an amount brings here, cut to the need but not below its floor; a guarantee brings none and is not cut."""
    floor = amount.low or None
    if need is None:
        return Interval(floor, amount.high)
    return Interval(floor, None if amount.high is None else max(min(amount.high, need), floor or 0))


def greatest_loan(profile: Profile) -> int | None:
    """Return what a bank can lend at most: the cost of the project, or the amount asked for; None if the loan was told, or neither."""
    if profile.number("bank_loan") is not None:
        return None
    told = [top(profile.number(key)) for key in ("project_cost", "amount_needed")]
    return max((each for each in told if each), default=None)


def share_of_need(amount: Range, need: int | None) -> float | None:
    """Return which part of the need the ceiling covers, in [0, 1]; None if either is unknown.

    The certain ceiling counts where known; nothing is covered where nothing can be paid as things stand.
    """
    ceiling = 0 if amount.short else amount.high if amount.certain is None else amount.certain
    return None if not need or ceiling is None else min(1.0, ceiling / need)
