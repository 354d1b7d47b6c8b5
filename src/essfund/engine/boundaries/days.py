"""The days on which something of an instrument changes, and its availability from each of them on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from essfund.engine.availability import availability_on, first_day, months_before
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.catalogue import Catalogue, Instrument

DAY = timedelta(days=1)
START = "start"
"""Stands for all days before the first one on which something changes."""

AROUND = range(-1, 5)
"""Days around the end of a freshness period that months of different lengths may shift it by."""


def steps(catalogue: Catalogue, instrument: Instrument) -> dict[str, str]:
    """Return the availability from each day on which it changes."""
    found: dict[str, str] = {}
    last = None
    days = sorted(set(_candidates(catalogue, instrument)))
    for day in [days[0] - DAY, *days] if days else [date.max]:
        now = availability_on(day, instrument.tool, catalogue.sources, catalogue.ranking.freshness_months).value
        if now != last:
            found[day.isoformat() if found else START] = last = now
    return found


def _candidates(catalogue: Catalogue, instrument: Instrument) -> Iterator[date]:
    tool = instrument.tool
    pause = tool.suspended
    periods = [(offer.first_day, offer.last_day) for offer in tool.offers.values()]
    if pause:
        periods.append((pause.first_day, pause.last_day))
    if tool.valid_until:
        periods.append((None, tool.valid_until.day))
    shown = [first_day(found) for name in tool.running if (found := catalogue.sources[name].date)]
    if tool.valid_from:
        shown.append(tool.valid_from.day)
    for first, last in periods:
        yield from ([first] if first else [])
        yield from ([last + DAY] if last else [])
    for day in shown:
        stale = months_before(day, -catalogue.ranking.freshness_months)
        yield day
        yield from (stale + shift * DAY for shift in AROUND)


def anchor(catalogue: Catalogue, instrument: Instrument) -> date:
    """Return a day to look at an instrument from: one on which it is open, or else one that its sources speak of."""
    tool = instrument.tool
    for day, availability in steps(catalogue, instrument).items():
        if day != START and availability == Availability.OPEN.value:
            return date.fromisoformat(day)
    if tool.valid_from:
        return tool.valid_from.day
    dated = [first_day(found) for name in tool.sources if (found := catalogue.sources[name].date)]
    return max(dated, default=tool.checked_on)


def turns(instrument: Instrument) -> list[str]:
    """Return the days around every change of what is asked or offered."""
    edges: set[date] = set()
    for first, last in periods_of(instrument):
        edges |= {first} if first else set()
        edges |= {last + DAY} if last else set()
    return [day.isoformat() for day in sorted({edge + shift * DAY for edge in edges for shift in (-1, 0, 1)})]


def periods_of(instrument: Instrument) -> Iterator[tuple[date | None, date | None]]:
    """Yield the period of every condition and offer; most have none."""
    for condition in instrument.all_conditions:
        yield condition.first_day, condition.last_day
    for offer in instrument.offers:
        yield offer.entry.first_day, offer.entry.last_day
