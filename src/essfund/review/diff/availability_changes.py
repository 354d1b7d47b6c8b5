"""The days on which an instrument is open, closed or unverified in one catalogue and something else in the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essfund.engine.availability import availability_on, first_day, months_before
from essfund.review.diff.model import AvailabilityChange, DayRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.report import Availability
    from essfund.model.tool import Source, Tool

DAY = timedelta(days=1)


def availability_changes(
    before: Instrument, old: Catalogue, after: Instrument, new: Catalogue
) -> tuple[AvailabilityChange, ...]:
    """Return every stretch of days on which the availability differs, in order: exact, from the beginning of time to its end."""
    edges = sorted({*availability_days(before.tool, old.sources, old.ranking.freshness_months),
                    *availability_days(after.tool, new.sources, new.ranking.freshness_months)})
    found: list[AvailabilityChange] = []
    for start, end in zip([None, *edges], [*edges, None], strict=True):
        day = start or (end - DAY if end else before.tool.checked_on)
        last = end - DAY if end else None
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


def availability_days(tool: Tool, sources: Mapping[str, Source], freshness: int) -> Iterator[date]:
    """Yield every day on which the availability of an instrument can turn."""
    spans = [(offer.first_day, offer.last_day) for offer in tool.offers.values()]
    spans += [(tool.valid_from.day if tool.valid_from else None, tool.valid_until.day if tool.valid_until else None)]
    spans += [(tool.suspended.first_day, tool.suspended.last_day)] if tool.suspended else []
    for first, last in spans:
        if first:
            yield first
        if last and last < type(last).max:
            yield last + DAY
    seen = [first_day(found) for name in tool.running if (found := sources[name].date)]
    for day in [*seen, *([tool.valid_from.day] if tool.valid_from else [])]:
        yield day
        yield from _no_longer_fresh(day, freshness)


def _no_longer_fresh(seen: date, freshness: int) -> Iterator[date]:
    """Yield the first day on which what was seen on a day is too old; nothing beyond the calendar."""
    try:
        day = months_before(seen, -freshness)
        while months_before(day, freshness) <= seen:
            day += DAY
    except (ValueError, OverflowError):
        return
    yield day
