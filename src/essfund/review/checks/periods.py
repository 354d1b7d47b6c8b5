"""Periods inside an instrument, held against its own first and last day; and what comes after an instrument that closes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.availability import first_day, months_before
from essfund.loading.checks.check import Check
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Tool
    from essfund.review.checks.subject import ValidationSubject


def find_periods(subject: ValidationSubject) -> Iterator[Fault]:
    """Find offers, pauses and conditions that lie outside the life of their instrument, and evidence from after its end."""
    for key, instrument in subject.catalogue.instruments.items():
        tool = instrument.tool
        start = tool.valid_from.day if tool.valid_from else None
        end = tool.valid_until.day if tool.valid_until else None
        yield from _offers(instrument, start, end)
        yield from _parts(instrument, start, end)
        for index, name in enumerate(tool.running if end else ()):
            seen = subject.catalogue.sources[name].date
            if end and seen and first_day(seen) > end:
                yield Fault("CAT057", say("`{id}` speaks of {said}, after the instrument ended on {end}", id=name, said=seen, end=end),
                            "tools", ("tools", key, "running", index), say("if it was still running then, correct `valid_until`"))


ONE_OF_TWO = say("correct one of the two periods: read both again in the source")


def _offers(instrument: Instrument, start: date | None, end: date | None) -> Iterator[Fault]:
    for offer in instrument.offers:
        first, last = offer.entry.first_day, offer.entry.last_day
        path = ("tools", instrument.id, "offers", offer.id)
        if start and first and first < start:
            yield Fault("CAT057", say("the offer `{id}` begins on {first}, before the instrument does on {start}", id=offer.id,
                                      first=first, start=start), "tools", (*path, "from"), ONE_OF_TWO)
        if end and last and last > end:
            yield Fault("CAT057", say("the offer `{id}` ends on {last}, after the instrument did on {end}", id=offer.id, last=last,
                                      end=end), "tools", (*path, "until"), ONE_OF_TWO)
        if _apart(first, last, start, end):
            yield Fault("CAT057", say("the offer `{id}` can be had on no day of the instrument", id=offer.id), "tools", path, ONE_OF_TWO,
                        on_key=True)


def _parts(instrument: Instrument, start: date | None, end: date | None) -> Iterator[Fault]:
    """Find what never takes effect because no day of the instrument lies in its period."""
    pause = instrument.tool.suspended
    if pause and _apart(pause.first_day, pause.last_day, start, end):
        yield Fault("CAT057", say("this pause lies on no day of the instrument"), "tools", ("tools", instrument.id, "suspended", "from"),
                    ONE_OF_TWO)
    for condition in instrument.all_conditions:
        if _apart(condition.first_day, condition.last_day, start, end):
            yield Fault("CAT057", say("`{id}` applies on no day of the instrument", id=condition.id), *place_of(instrument, condition),
                        ONE_OF_TWO)


def _apart(first: date | None, last: date | None, start: date | None, end: date | None) -> bool:
    return bool((start and last and last < start) or (end and first and first > end))


START = '    valid_from: {day: "2026-01-01", source: reglement}\n'

PERIOD_CHECK = Check(find_periods, {
    "CAT057": CodePage(
        N_("outside the life of the instrument"),
        N_("An offer begins before its instrument or ends after it, a pause or a condition lies on none of its days, or a source in "
           "`running` speaks of a day after `valid_until`."),
        N_("Correct the day that is wrong."),
        why=N_("One of two days is wrong, and the answer follows the outer one: an offer that is open, or evidence that speaks of "
               "today, is then never seen."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good="      jeune:\n        label: {fr: Jeune entreprise, en: Young enterprise}\n",
                        bad='      jeune:\n        label: {fr: Jeune entreprise, en: Young enterprise}\n        from: "2025-06-01"\n'),
    ),
})


SOON = 3
"""Months before its last day in which an instrument without successor is pointed out."""


def find_successions(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments that close, or have closed, without successor, circles of successors, and successors that cannot follow."""
    tools = subject.tools.tools
    yield from _circles(tools)
    for key, tool in tools.items():
        (last, path), day = closing(tool), subject.seen_from(tool)
        if last and tool.successor is None and months_before(last, SOON) <= day:
            problem = (
                say("`{tool}` ended on {last} and names no successor", tool=key, last=last) if last < day
                else say("`{tool}` ends on {last} and names no successor", tool=key, last=last)
            )
            yield Fault("CAT052" if last < day else "CAT051", problem, "tools", ("tools", key, *path),
                        say("name its `successor`; if nobody knows one, say so in `accepts`"))
        elif last and tool.successor in tools:
            yield from _late(key, last, tool.successor, tools[tool.successor], max(day, tool.checked_on))


def closing(tool: Tool) -> tuple[date | None, tuple[str, ...]]:
    """Last day of an instrument, or of the last of its offers if each has one, and where it is written."""
    known = [(offer.last_day, ("offers", name, "until")) for name, offer in tool.offers.items() if offer.last_day]
    ends: list[tuple[date, tuple[str, ...]]] = [(tool.valid_until.day, ("valid_until", "day"))] if tool.valid_until else []
    if len(known) == len(tool.offers):
        ends.append(max(known))
    return min(ends, default=(None, ()))


def _late(key: str, last: date, name: str, successor: Tool, day: date) -> Iterator[Fault]:
    """Find a successor that cannot take over. `day` is the later of the question and the last check: older gaps are history."""
    path, end, start = ("tools", key, "successor"), closing(successor)[0], successor.valid_from
    if end and end <= last:
        yield Fault("CAT056", say("`{id}` ended on {end}, no later than `{tool}` itself", id=name, end=end, tool=key), "tools", path,
                    say("name what really followed, or correct one of the days"))
    elif start and start.day > max(day, last + timedelta(days=1)):
        yield Fault("CAT056", say("nothing can be asked for between {last}, when `{tool}` ends, and {start}, when `{id}` begins",
                                  last=last, tool=key, start=start.day, id=name), "tools", path,
                    say("if the gap is real, say so in `accepts`; otherwise correct one of the days"))


def _circles(tools: Mapping[str, Tool]) -> Iterator[Fault]:
    """Find each circle once, at the first of its instruments."""
    done: set[str] = set()
    for start in tools:
        way: list[str] = []
        key: str | None = start
        while key is not None and key in tools and key not in done and key not in way:
            way.append(key)
            key = tools[key].successor
        if key in way:
            circle = [*way[way.index(key):], key]
            first = min(circle, key=list(tools).index)
            yield Fault("CAT053", say("the successors go round: {ids}", ids=" → ".join(f"`{item}`" for item in circle)), "tools",
                        ("tools", first, "successor"), say("let the newest of them name none"))
        done.update(way)


SUCCESSION_CHECK = Check(find_successions, {
    "CAT051": CodePage(
        N_("closes soon without successor"),
        N_("The last day of an instrument, or of the last of its offers, lies within three months after `--as-of`, and no successor "
           "is named."),
        N_("Ask the provider what follows and name it as `successor`; if nobody knows yet, say so in `accepts`."),
        why=N_("A file takes weeks: whoever begins one now may find the door shut, and nobody can say where to go then."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good=START, bad=START + '    valid_until: {day: "2026-03-31", source: reglement}\n'),
    ),
    "CAT052": CodePage(
        N_("closed without successor"),
        N_("The last day of an instrument, or of the last of its offers, is over, and no successor is named."),
        N_("Name what followed as `successor`; if nobody has established anything, say so in `accepts`: a gap is stated, never filled."),
        why=N_("The answer ends at a closed door, even where something else took over."), severity=Severity.WARNING,
        example=Example("tools.yaml", good=START, bad=START + '    valid_until: {day: "2026-01-15", source: reglement}\n'),
    ),
    "CAT053": CodePage(
        N_("successors that go round"), N_("An instrument is its own successor, directly or through others."),
        N_("Find the newest of them: it names no successor."), why=N_("Whoever follows the successors never arrives."),
        example=Example("tools.yaml", good=START, bad=START + "    successor: pret-exemple\n"),
    ),
    "CAT056": CodePage(
        N_("successor that cannot take over"),
        N_("A successor ended no later than the instrument it follows, or leaves a gap before it that was not over "
           "when somebody last looked. An older gap is history, and not reported."),
        N_("Name what really followed, or correct one of the days. If the gap is real, say so in `accepts`."),
        why=N_("The answer sends people from one closed door to another."),
        severity=Severity.WARNING, example=Example(
            "tools.yaml", good=START, bad=START + '    valid_until: {day: "2026-12-31", source: reglement}\n    successor: pret-large\n',
            found_in="tools.yaml",
        ),
    ),
}, by_day=True)
