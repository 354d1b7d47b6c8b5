"""Whether an instrument can be asked for on a day (design, section 3.4). Dates count with both ends included."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from essfund.model.condition import Strength, within
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.tool import Source, Tool

MONTHS = 12


@cache
def first_day(partial: str) -> date:
    """Return the first day of a year, a month or a day: evidence counts from the earliest day it may speak of."""
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


def months_before(day: date, months: int) -> date:
    """Return the same day of the month, so many months earlier; the month's last day where there is no such day.

    Before the first day of the calendar there is only that day.
    """
    index = day.year * MONTHS + day.month - 1 - months
    year, month = index // MONTHS, index % MONTHS + 1
    if year < date.min.year:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def availability_on(day: date, tool: Tool, sources: Mapping[str, Source], freshness_months: int) -> Availability:
    """Return the availability of an instrument on a day.

    Closed or upcoming only where a source establishes the end or the start; a merely probable one leaves the instrument
    unverified. Between two windows it is upcoming, after the last one closed.
    Open where a source showed it running recently enough, or both before and after that day.
    """
    end = tool.valid_until
    if end and day > end.day:
        return Availability.CLOSED if end.strength is Strength.ESTABLISHED else Availability.UNVERIFIED
    start = tool.valid_from
    if start and day < start.day:
        return Availability.UPCOMING if start.strength is Strength.ESTABLISHED else Availability.UNVERIFIED
    if not any(offer.runs_on(day) for offer in tool.offers.values()):
        later = any(offer.first_day and offer.first_day > day for offer in tool.offers.values())
        return Availability.UPCOMING if later else Availability.CLOSED
    pause = tool.suspended
    if pause and within(day, pause.first_day, pause.last_day):
        return Availability.SUSPENDED
    return Availability.OPEN if _shown_running(day, tool, sources, freshness_months) else Availability.UNVERIFIED


def _shown_running(day: date, tool: Tool, sources: Mapping[str, Source], freshness_months: int) -> bool:
    seen = [first_day(day_or_month) for name in tool.running if (day_or_month := sources[name].date)]
    if tool.valid_from and tool.valid_from.strength is Strength.ESTABLISHED:
        seen.append(tool.valid_from.day)
    seen.sort()
    before = [evidence for evidence in seen if evidence <= day]
    if not before:
        return False
    return before[-1] >= months_before(day, freshness_months) or len(before) < len(seen)
