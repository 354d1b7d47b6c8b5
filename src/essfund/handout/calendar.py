"""Days ahead as a calendar (RFC 5545). It says what the catalogue says of instruments, and nothing of the enterprise."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, Words, say
from essfund.engine.timeline import Turning
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
}


def render(report: Report, found: Sequence[Milestone], tr: Translator) -> bytes:
    """Return the calendar: an all-day event for each day, dated by the day of the report, so that equal answers are equal bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//essfund//essfund//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", tr.say(say("Financing options: days to remember")))
    for item in found:
        calendar.add_component(_event(item, report, tr))
    return bytes(calendar.to_ical())


def _event(one: Milestone, report: Report, tr: Translator) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    summary = one_line(tr.text(TURNINGS[one.turning]).format(name=_name(one, tr)))
    event.add("uid", "-".join(filter(None, (one.result.instrument.id, one.offer, one.turning.value, one.day.isoformat()))) + "@essfund")
    event.add("dtstamp", datetime.combine(report.as_of, time(), UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("description", "\n".join(one_line(line) for line in _lines(one, report, tr)))
    if one.turning is Turning.CLOSES:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -REMINDER)
        event.add_component(alarm)
    return event


def _name(milestone: Milestone, tr: Translator) -> str:
    """Return the name of an instrument, and of its window where only that turns."""
    tool = milestone.result.instrument.tool
    if milestone.offer is None:
        return tool.name
    label = tool.offers[milestone.offer].label or Words(milestone.offer, milestone.offer)
    return f"{tool.name} – {tr.say(label)}"


def _lines(milestone: Milestone, report: Report, tr: Translator) -> list[str]:
    tool = milestone.result.instrument.tool
    lines = [tr.say(tool.summary), contacts(milestone.result, tr)]
    if milestone.strength:
        lines.append(tr.say(say("this day is: {strength}", strength=tr.text(STRENGTHS[milestone.strength.value]))))
    if milestone.turning is Turning.CLOSES and tool.successor:
        lines.append(tr.say(say("Successor: {id}", id=report.catalogue.instruments[tool.successor].tool.name)))
    return [*lines, tr.say(say("Catalogue, edition {edition}", edition=report.catalogue.edition)), tr.text(CAVEAT)]
