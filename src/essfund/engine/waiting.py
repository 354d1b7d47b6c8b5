"""What time does to an enterprise: it only grows older, and the day on which it has grown old enough can be named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.profile import YEAR, age_on, anniversary

if TYPE_CHECKING:
    from collections.abc import Hashable

DAY = timedelta(days=1)


def older(cell: Hashable, known: Hashable) -> bool:
    """Whether an age can only be reached by waiting: it begins after the greatest age that is possible now."""
    if not isinstance(cell, Interval) or not isinstance(known, Interval):
        return False
    return cell.low is not None and known.high is not None and cell.low > known.high


def day_of_age(created: Interval | None, least: int) -> date | None:
    """Return the first day on which an enterprise surely has an age, in inner units of an age (`age_on`).

    `created` is what is known of its creation, as ordinals of days: the latest possible day counts. None if that is not
    known, or lies beyond the calendar.
    """
    if created is None or created.high is None:
        return None
    born = date.fromordinal(created.high)
    years, days = divmod(least, YEAR)
    try:
        day = anniversary(born, born.year + years) + days * DAY
        while age_on(created.high, day) < least:
            day += DAY
        while day > born and age_on(created.high, day - DAY) >= least:
            day -= DAY
    except (OverflowError, ValueError):
        return None
    return day
