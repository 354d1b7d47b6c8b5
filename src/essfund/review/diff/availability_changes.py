"""Days on which an instrument is open, closed or unverified in one catalogue and something else in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.availability import availability_on
from essfund.engine.timeline import DAY, availability_days, periods_between
from essfund.review.diff.model import AvailabilityChange, DayRange

if TYPE_CHECKING:
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.verdict import Availability


def availability_changes(
    before: Instrument, old: Catalogue, after: Instrument, new: Catalogue
) -> tuple[AvailabilityChange, ...]:
    """Return every stretch of days on which the availability differs, in order: exact, from the beginning of time to its end."""
    edges = [*availability_days(before.tool, old.sources, old.ranking.freshness_months),
             *availability_days(after.tool, new.sources, new.ranking.freshness_months)]
    found: list[AvailabilityChange] = []
    for day, start, last in periods_between(edges, before.tool.checked_on):
        was, now = (_state(day, *side) for side in ((before, old), (after, new)))
        if was is now:
            continue
        one = AvailabilityChange(DayRange(start, last), was, now)
        previous = found[-1] if found else None
        if previous and previous[1:] == one[1:] and start and previous.span.last == start - DAY:
            found[-1] = previous._replace(span=DayRange(previous.span.first, last))
        else:
            found.append(one)
    return tuple(found)


def _state(day: date, instrument: Instrument, catalogue: Catalogue) -> Availability:
    return availability_on(day, instrument.tool, catalogue.sources, catalogue.ranking.freshness_months)
