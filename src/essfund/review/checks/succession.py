"""What comes after an instrument that closes: nothing named, a circle, or something that cannot take over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.availability import months_before
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from essfund.model.tool import Tool
    from essfund.review.checks.subject import ValidationSubject

SOON = 3
"""Months before its last day in which an instrument without successor is pointed out."""


def find_successions(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments that close, or have closed, without successor, circles of successors, and successors that cannot follow."""
    tools, day = subject.tools.tools, subject.day
    yield from _circles(tools)
    for key, tool in tools.items():
        found = closing(tool)
        if found is None:
            continue
        last, path = found
        if tool.successor is None:
            yield from _alone(key, last, path, day)
        elif tool.successor in tools:
            yield from _late(key, last, tool.successor, tools[tool.successor], max(day, tool.checked_on))


def closing(tool: Tool) -> tuple[date, tuple[object, ...]] | None:
    """Return the last day of an instrument, or of the last of its offers if each has one, and where it is written."""
    ends = [(offer.last_day, ("offers", name, "until")) for name, offer in tool.offers.items()]
    known = [(last, path) for last, path in ends if last]
    found: list[tuple[date, tuple[object, ...]]] = [(tool.valid_until.day, ("valid_until", "day"))] if tool.valid_until else []
    if len(known) == len(ends):
        found.append(max(known))
    return min(found) if found else None


def _alone(key: str, last: date, path: tuple[object, ...], day: date) -> Iterator[Fault]:
    advice = say("name its `successor`; if nobody knows one, say so in `accepts`")
    if last < day:
        yield Fault("CAT052", say("`{tool}` ended on {last} and names no successor", tool=key, last=last), "tools",
                    ("tools", key, *path), advice)
    elif months_before(last, SOON) <= day:
        yield Fault("CAT051", say("`{tool}` ends on {last} and names no successor", tool=key, last=last), "tools",
                    ("tools", key, *path), advice)


def _late(key: str, last: date, name: str, successor: Tool, day: date) -> Iterator[Fault]:
    """Find a successor that cannot take over. `day` is the later of the question and the last check: older gaps are history."""
    path, end, start = ("tools", key, "successor"), closing(successor), successor.valid_from
    if end and end[0] <= last:
        yield Fault("CAT056", say("`{id}` ended on {end}, no later than `{tool}` itself", id=name, end=end[0], tool=key), "tools", path,
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
            yield Fault("CAT053", say("the successors go round: {ids}", ids=" → ".join(f"`{one}`" for one in circle)), "tools",
                        ("tools", first, "successor"), say("let the newest of them name none"))
        done.update(way)


PERIOD = '    valid_from: {day: "2026-01-01", source: reglement}\n'

CHECK = Check(find_successions, {
    "CAT051": CodePage(
        N_("closes soon without successor"),
        N_("The last day of an instrument, or of the last of its offers, lies within three months after `--as-of`, and no successor "
           "is named."),
        N_("Ask the provider what follows and name it as `successor`; if nobody knows yet, say so in `accepts`."),
        why=N_("A file takes weeks: whoever begins one now may find the door shut, and nobody can say where to go then."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml", good=PERIOD, bad=PERIOD + '    valid_until: {day: "2026-03-31", source: reglement}\n',
        ),
    ),
    "CAT052": CodePage(
        N_("closed without successor"),
        N_("The last day of an instrument, or of the last of its offers, is over, and no successor is named."),
        N_("Name what followed as `successor`; if nobody has established anything, say so in `accepts`: a gap is stated, never filled."),
        why=N_("The answer ends at a closed door, even where something else took over."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml", good=PERIOD, bad=PERIOD + '    valid_until: {day: "2026-01-15", source: reglement}\n',
        ),
    ),
    "CAT053": CodePage(
        N_("successors that go round"),
        N_("An instrument is its own successor, directly or through others."),
        N_("Find the newest of them: it names no successor."),
        why=N_("Whoever follows the successors never arrives."),
        example=Example(
            "tools.yaml", good=PERIOD, bad=PERIOD + "    successor: pret-exemple\n",
        ),
    ),
    "CAT056": CodePage(
        N_("successor that cannot take over"),
        N_("A successor ended no later than the instrument it follows, or leaves a gap before it that was not over "
           "when somebody last looked. An older gap is history, and not reported."),
        N_("Name what really followed, or correct one of the days. If the gap is real, say so in `accepts`."),
        why=N_("The answer sends people from one closed door to another."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml", good=PERIOD,
            bad=PERIOD + '    valid_until: {day: "2026-12-31", source: reglement}\n    successor: pret-large\n',
            found_in="tools.yaml",
        ),
    ),
}, by_day=True)
