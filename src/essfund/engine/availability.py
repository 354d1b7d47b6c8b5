"""Whether an instrument can be asked for on a day, and what was last seen of it (design, section 3.4). Both ends of periods count."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from essfund.model.condition import Strength, within
from essfund.model.field_types.day import days_in
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.catalogue import Catalogue
    from essfund.model.tool import Source, Tool

MONTHS, MOST_MONTHS = 12, 100
"""Months of a year, and days some months earlier that are remembered: all instruments ask for the same ones."""


@cache
def first_day(partial: str) -> date:
    """Return the first day of a year, a month or a day: evidence counts from the earliest day it may speak of."""
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(MOST_MONTHS)
def months_before(day: date, months: int) -> date:
    """Return the same day of the month, so many months earlier; the month's last day where there is no such day.

    Before the first day of the calendar there is only that day.
    """
    index = day.year * MONTHS + day.month - 1 - months
    year, month = index // MONTHS, index % MONTHS + 1
    if year < date.min.year:
        return date.min
    return date(year, month, min(day.day, days_in(year, month)))


def availability_on(day: date, tool: Tool, catalogue: Catalogue) -> Availability:
    """Return the availability of an instrument on a day.

    Closed or upcoming only where a source establishes the end or the start; a weaker one makes the end or the start probable, and
    so does a successor that is in service. Between two windows it is upcoming, after the last one closed.
    Open where a source showed it running recently enough, or both before and after that day.
    """
    end, start = tool.valid_until, tool.valid_from
    if end and day > end.day:
        return Availability.CLOSED if end.strength is Strength.ESTABLISHED else Availability.PROBABLY_ENDED
    if start and day < start.day:
        return Availability.UPCOMING if start.strength is Strength.ESTABLISHED else Availability.PROBABLY_NOT_YET
    if not any(offer.runs_on(day) for offer in tool.offers.values()):
        later = any(offer.first_day and offer.first_day > day for offer in tool.offers.values())
        return Availability.UPCOMING if later else Availability.CLOSED
    if _replaced(day, tool, catalogue):
        return Availability.PROBABLY_ENDED
    pause = tool.suspended
    if pause and within(day, pause.first_day, pause.last_day):
        return Availability.SUSPENDED
    return Availability.OPEN if _shown_running(day, tool, catalogue) else Availability.UNVERIFIED


def proofs_of_life(tool: Tool, sources: Mapping[str, Source]) -> list[str]:
    """Return the days, months or years of which sources show an instrument at work, the earliest first; an established start is one."""
    return sorted(_proofs(tool, sources), key=first_day)


def _proofs(tool: Tool, sources: Mapping[str, Source]) -> list[str]:
    seen = [said for name in tool.running if (said := sources[name].date)]
    if tool.valid_from and tool.valid_from.strength is Strength.ESTABLISHED:
        seen.append(tool.valid_from.day.isoformat())
    return seen


def last_proof(day: date, tool: Tool, sources: Mapping[str, Source]) -> str | None:
    """Return the last day, month or year up to a day of which a source shows an instrument at work."""
    return max([seen for seen in reversed(_proofs(tool, sources)) if first_day(seen) <= day], key=first_day, default=None)


def supporting_source(day: date, tool: Tool, sources: Mapping[str, Source]) -> str:
    """Return the source of the last proof of life up to a day; where there is none, the first source of the instrument."""
    seen = {name: first_day(said) for name in tool.running if (said := sources[name].date) and first_day(said) <= day}
    start = tool.valid_from
    if start and start.strength is Strength.ESTABLISHED and start.day <= day:
        seen.setdefault(start.source[0], start.day)
    return max(seen, key=seen.__getitem__, default=tool.sources[0])


def closes_on(day: date, tool: Tool) -> date | None:
    """Return the last day on which an instrument can be asked for, if it is known and has not passed; an end that we inferred is not."""
    ends, until = [entry.last_day for entry in tool.offers.values()], tool.valid_until
    if until:
        last = None if until.strength is Strength.INFERRED else until.day
    else:
        last = max((end for end in ends if end), default=None) if all(ends) else None
    return last if last and last >= day else None


def first_service(tool: Tool, sources: Mapping[str, Source]) -> date | None:
    """Return the first day on which an instrument is known to be in service, however well."""
    begun = [first_day(seen) for seen in proofs_of_life(tool, sources)]
    return tool.valid_from.day if tool.valid_from else min(begun, default=None)


def _replaced(day: date, tool: Tool, catalogue: Catalogue) -> bool:
    """Whether a successor is in service and nothing was seen of the instrument since."""
    successor = catalogue.instruments.get(tool.successor or "")
    born = first_service(successor.tool, catalogue.sources) if successor else None
    return born is not None and born <= day and not any(first_day(seen) >= born for seen in proofs_of_life(tool, catalogue.sources))


def _shown_running(day: date, tool: Tool, catalogue: Catalogue) -> bool:
    seen = [*map(first_day, _proofs(tool, catalogue.sources))]
    last = max([evidence for evidence in seen if evidence <= day], default=None)
    return last is not None and (last >= months_before(day, catalogue.ranking.freshness_months) or max(seen) > day)
