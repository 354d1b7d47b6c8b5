"""Days ahead as a calendar (RFC 5545). It says what the catalogue says of instruments, and nothing of the enterprise."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, Words, say
from essfund.engine.timeline import Turning
from essfund.presenting.advice import proof
from essfund.presenting.safe_text import one_line
from essfund.presenting.wording import CAVEAT, STRENGTHS, contacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.language.translator import Translator
    from essfund.engine.timeline import Milestone
    from essfund.model.report import Report

REMINDER = timedelta(days=30)
"""How long before a closing day a calendar reminds of it."""

TURNINGS = {
    Turning.OPENS: N_("{name} opens"),
    Turning.PAUSES: N_("{name} pauses"),
    Turning.REOPENS: N_("{name} opens again"),
    Turning.CLOSES: N_("{name} closes: last day"),
    Turning.PROOF: N_("{name}: ask whether it still exists"),
}


def render(report: Report, days: Sequence[Milestone], tr: Translator) -> bytes:
    """Calendar: an all-day event for each day, dated by the day of the report, so that equal answers are equal bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//essfund//essfund//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", tr.say(say("Financing options: days to remember")))
    for item in days:
        calendar.add_component(_event(item, report, tr))
    return bytes(calendar.to_ical())


def _event(item: Milestone, report: Report, tr: Translator) -> Any:
    from icalendar import Alarm, Event

    event, tool = Event(), item.result.instrument.tool
    window = f" – {tr.say(tool.offers[item.offer].label or Words(item.offer, item.offer))}" if item.offer is not None else ""
    summary = one_line(tr.text(TURNINGS[item.turning]).format(name=tool.name + window))
    parts = (item.result.instrument.id, item.offer, item.turning.value, item.day.isoformat())
    event.add("uid", "-".join(filter(None, parts)) + "@essfund")
    event.add("dtstamp", datetime.combine(report.as_of, time(), UTC))
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", "\n".join(one_line(line) for line in _lines(item, report, tr)))
    if item.turning is Turning.CLOSES:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -REMINDER)
        event.add_component(alarm)
    return event


def _lines(milestone: Milestone, report: Report, tr: Translator) -> list[str]:
    tool = milestone.result.instrument.tool
    lines = [tr.say(tool.summary), contacts(milestone.result, tr)]
    if milestone.strength:
        lines.append(tr.say(say("this day is: {strength}", strength=tr.text(STRENGTHS[milestone.strength.value]))))
    if milestone.turning is Turning.CLOSES and tool.successor:
        lines.append(tr.say(say("Successor: {id}", id=report.catalogue.instruments[tool.successor].tool.name)))
    if milestone.turning is Turning.PROOF:
        lines.append(proof(milestone.result, tr))
    return [*lines, tr.say(say("Catalogue, edition {edition}", edition=report.catalogue.edition)), tr.text(CAVEAT)]
