"""The days ahead on which an option opens, pauses, opens again or closes."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.condition import Strength
    from essfund.model.report import Report, Result

DAY = timedelta(days=1)


class Turning(Enum):
    """What happens on a day."""

    OPENS = "opens"
    PAUSES = "pauses"
    REOPENS = "reopens"
    CLOSES = "closes"


class Milestone(NamedTuple):
    """One day: the first day of an opening or a pause, the last day on which something can be asked for.

    `offer` is the window it concerns, None for the whole instrument; `strength` is that of the day, None where the catalogue
    does not say how well it is known.
    """

    day: date
    result: Result
    turning: Turning
    offer: str | None = None
    strength: Strength | None = None


def milestones(report: Report) -> tuple[Milestone, ...]:
    """Return the days from the day of the report on, for instruments that are neither refused nor closed; the earliest first."""
    found = [
        one for result in report.results
        if result.verdict is not Verdict.INELIGIBLE and result.availability is not Availability.CLOSED
        for one in _of(result)
        if one.day >= report.as_of
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.result.rank, one.turning.value, one.offer or "")))


def _of(result: Result) -> Iterator[Milestone]:
    tool = result.instrument.tool
    if tool.valid_from:
        yield Milestone(tool.valid_from.day, result, Turning.OPENS, None, tool.valid_from.strength)
    if tool.valid_until:
        yield Milestone(tool.valid_until.day, result, Turning.CLOSES, None, tool.valid_until.strength)
    if tool.suspended:
        yield Milestone(tool.suspended.first_day, result, Turning.PAUSES)
        if tool.suspended.last_day and tool.suspended.last_day < date.max:
            yield Milestone(tool.suspended.last_day + DAY, result, Turning.REOPENS)
    for key, entry in tool.offers.items():
        if entry.first_day and not (tool.valid_from and tool.valid_from.day == entry.first_day):
            yield Milestone(entry.first_day, result, Turning.OPENS, key)
        if entry.last_day and not (tool.valid_until and tool.valid_until.day == entry.last_day):
            yield Milestone(entry.last_day, result, Turning.CLOSES, key)
