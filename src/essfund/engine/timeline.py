"""Timeline of an instrument: the days on which its rules, its availability or an age change, and the dates ahead of an enterprise."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.engine.availability import first_day, first_service, months_before, proofs_of_life
from essfund.engine.places import advice
from essfund.model.profile import YEAR, age_on, anniversary
from essfund.model.verdict import Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Strength
    from essfund.model.field_types import Interval
    from essfund.model.report import Report, Result
    from essfund.model.tool import Tool

DAY = timedelta(days=1)

Span = tuple[date | None, date | None]
"""A first and a last day, both included; None is open."""


class Period(NamedTuple):
    """Days, both ends included, over which nothing changes; None is no end. `day` is one of them."""

    day: date
    first: date | None
    last: date | None


def periods_between(edges: Iterable[date], day: date) -> Iterator[Period]:
    """Cut all days at the first days of periods, in order; the period that holds the given day is shown by that day."""
    ordered = sorted(set(edges))
    for start, end in zip([None, *ordered], [*ordered, None], strict=True):
        last = end - DAY if end else None
        inside = (start is None or day >= start) and (last is None or day <= last)
        yield Period(day if inside else start or last or day, start, last)


def periods(instruments: Iterable[Instrument], day: date) -> tuple[Period, ...]:
    """Every period over which the rules of some instruments stay the same; the one that holds the given day comes first."""
    edges = (edge for instrument in instruments for edge in _turns(_rule_spans(instrument)))
    return tuple(sorted(periods_between(edges, day), key=lambda period: period.day != day))


def days_that_differ(instruments: Iterable[Instrument], day: date) -> tuple[date, ...]:
    """One day of every period over which the rules of some instruments stay the same; the given day comes first."""
    return tuple(period.day for period in periods(instruments, day))


def availability_days(tool: Tool, catalogue: Catalogue) -> Iterator[date]:
    """Every day on which the availability of an instrument can turn: its own days, and the first of its successor."""
    yield from _turns(_opening_spans(tool))
    for day in map(first_day, proofs_of_life(tool, catalogue.sources)):
        yield day
        yield from _no_longer_fresh(day, catalogue.ranking.freshness_months)
    successor = catalogue.instruments.get(tool.successor or "")
    born = first_service(successor.tool, catalogue.sources) if successor else None
    if born:
        yield born


def stated_days(instrument: Instrument) -> tuple[date, ...]:
    """Every first and last day that the catalogue writes for an instrument, its offers, conditions and pause; each once."""
    spans = [*_opening_spans(instrument.tool), *_rule_spans(instrument)]
    return tuple(dict.fromkeys(day for span in spans for day in span if day))


def _rule_spans(instrument: Instrument) -> Iterator[Span]:
    yield from ((condition.first_day, condition.last_day) for condition in instrument.all_conditions)
    yield from ((offer.entry.first_day, offer.entry.last_day) for offer in instrument.offers)


def _opening_spans(tool: Tool) -> Iterator[Span]:
    yield tool.valid_from.day if tool.valid_from else None, tool.valid_until.day if tool.valid_until else None
    yield from ((entry.first_day, entry.last_day) for entry in tool.offers.values())
    if tool.suspended:
        yield tool.suspended.first_day, tool.suspended.last_day


def _turns(spans: Iterable[Span]) -> Iterator[date]:
    """Days on which something begins or has just ended; the last day of the calendar ends nothing."""
    for first, last in spans:
        if first:
            yield first
        if last and last < date.max:
            yield last + DAY


def _no_longer_fresh(seen: date, freshness: int) -> Iterator[date]:
    """First day on which what was seen on a day is too old; nothing beyond the calendar."""
    try:
        day = months_before(seen, -freshness)
        # Months differ in length: several days may lie the same number of months after one.
        while months_before(day, freshness) <= seen:
            day += DAY
    except (ValueError, OverflowError):
        return
    yield day


def day_of_age(created: Interval | None, least: int) -> date | None:
    """First day on which an enterprise, created at the latest possible day, has an age in inner units; None beyond the calendar."""
    if created is None or created.high is None:
        return None
    born = date.fromordinal(created.high)
    years, days = divmod(least, YEAR)
    try:
        # A year of 366 units has at most 366 days, some fewer: the estimate may lie a few days off on either side.
        day = anniversary(born, born.year + years) + days * DAY
        while age_on(created.high, day) < least:
            day += DAY
        while day > born and age_on(created.high, day - DAY) >= least:
            day -= DAY
    except (OverflowError, ValueError):
        return None
    return day


class Turning(Enum):
    """What happens on a day."""

    OPENS = "opens"
    PAUSES = "pauses"
    REOPENS = "reopens"
    CLOSES = "closes"
    PROOF = "proof"


class Milestone(NamedTuple):
    """First day of an opening or a pause, or last day to ask, of an offer or (None) the whole instrument; how well it is known.

    For a proof of life, the day from which on it is too old and should be renewed.
    """

    day: date
    result: Result
    turning: Turning
    offer: str | None = None
    strength: Strength | None = None


def milestones(report: Report) -> tuple[Milestone, ...]:
    """Days from the day of the report on, for instruments that are neither refused nor closed; the earliest first."""
    living = [result for result in report.results
              if result.verdict is not Verdict.INELIGIBLE and not result.availability.over]
    every = [*(each for result in living for each in _milestones_of(result)), *_proofs_to_renew(report)]
    ahead = [milestone for milestone in every if milestone.day >= report.as_of]
    return tuple(sorted(ahead, key=lambda item: (item.day, item.result.rank, item.turning.value, item.offer or "")))


def _milestones_of(result: Result) -> Iterator[Milestone]:
    tool = result.instrument.tool
    for fact, turning in ((tool.valid_from, Turning.OPENS), (tool.valid_until, Turning.CLOSES)):
        if fact:
            yield Milestone(fact.day, result, turning, None, fact.strength)
    if tool.suspended:
        yield Milestone(tool.suspended.first_day, result, Turning.PAUSES)
        if tool.suspended.last_day and tool.suspended.last_day < date.max:
            yield Milestone(tool.suspended.last_day + DAY, result, Turning.REOPENS)
    first, last = (fact and fact.day for fact in (tool.valid_from, tool.valid_until))
    for key, entry in tool.offers.items():
        if entry.first_day and entry.first_day != first:
            yield Milestone(entry.first_day, result, Turning.OPENS, key)
        if entry.last_day and entry.last_day != last:
            yield Milestone(entry.last_day, result, Turning.CLOSES, key)


def _proofs_to_renew(report: Report) -> Iterator[Milestone]:
    """The first day on which the last proof of life of an option is too old; of options that lead, today where it is too old already."""
    leading = {result.instrument.id for result in advice(report).first}
    for result in report.results:
        if result.last_proof and result.place is Place.FIRST:
            for day in _no_longer_fresh(first_day(result.last_proof), report.catalogue.ranking.freshness_months):
                yield Milestone(max(day, report.as_of) if result.instrument.id in leading else day, result, Turning.PROOF)
