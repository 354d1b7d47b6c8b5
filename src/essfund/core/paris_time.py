"""Days in Paris: an instant written for Greenwich lies on the next day in Paris when it falls in its last hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MARCH, OCTOBER = 3, 10


@cache
def paris() -> ZoneInfo | None:
    """Time zone of Paris; None on a machine that has no data of time zones."""
    try:
        return ZoneInfo("Europe/Paris")
    except (ZoneInfoNotFoundError, OSError):
        return None


def offset_by_rule(moment: datetime) -> timedelta:
    """Offset of Paris at an instant, by the two rules of the European Union since 1996: both changes at one o'clock in Greenwich."""
    summer, winter = (datetime.combine(last_sunday(moment.year, month), time(1), UTC) for month in (MARCH, OCTOBER))
    return timedelta(hours=2 if summer <= moment < winter else 1)


def last_sunday(year: int, month: int) -> date:
    """Last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def day_in_paris(moment: datetime) -> date:
    """Day of an instant in Paris; of one that names no offset, the day as written. Raises OverflowError beyond the calendar."""
    if moment.tzinfo is None:
        return moment.date()
    instant = moment.astimezone(UTC)
    return (instant.astimezone(zone) if (zone := paris()) else instant + offset_by_rule(instant)).date()


def end_of_day(day: date) -> datetime:
    """Last second of a day in Paris, as an instant in Greenwich."""
    last = datetime.combine(day, time(23, 59, 59), UTC)
    return last - offset_by_rule(last)
