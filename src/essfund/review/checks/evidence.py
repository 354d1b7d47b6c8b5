"""Sources older than what they are to support: they can announce it, and cannot show that it happened.

What must be shown is a first day, a last day, or a rule or amount from a day on, where it is called `established` and the
day is over; and for evidence in `running`, that the instrument had begun. A source speaks of every day of its date (2018 may
be any day of 2018). An undated source may be newer than the fact, and a law sets its own days: neither raises a finding.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin, Strength
from essfund.model.field_types.day import read_days
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Source
    from essfund.review.checks.subject import ValidationSubject

Fact = tuple[date, tuple[str, ...], str, tuple[object, ...]]
"""A day that must be shown, the sources that say it, and where the fact stands."""


def find_old_sources(subject: ValidationSubject) -> Iterator[Fault]:
    """Find established facts whose sources are all older than the fact, and evidence from before an instrument began."""
    sources = subject.catalogue.sources
    for key, instrument in subject.catalogue.instruments.items():
        for day, names, document, path in _facts(instrument):
            latest = newest(names, sources) if day <= subject.day else None
            if latest and latest < day:
                yield Fault("CAT055", say("`{ids}` can announce {day}, not show that it came: the newest of these sources speaks of "
                                          "{latest}", ids=", ".join(names), day=day, latest=latest), document, path,
                            say("cite a source from {day} or later, or write `probable` instead of `established`", day=day))
        start = instrument.tool.valid_from
        for index, name in enumerate(instrument.tool.running if start else ()):
            latest = newest((name,), sources)
            if start and latest and latest < start.day:
                yield Fault("CAT055", say("`{id}` speaks of {latest}, before the instrument begins on {start}", id=name, latest=latest,
                                          start=start.day), "tools", ("tools", key, "running", index),
                            say("it may announce the instrument; as evidence that it was running, take a later source"))


def newest(names: Iterable[str], sources: Mapping[str, Source]) -> date | None:
    """Return the last day of which any of some sources may speak; None if one is undated or a law, so that nothing follows."""
    days = []
    for name in names:
        source = sources[name]
        if source.date is None or source.kind == "law":
            return None
        days.append(read_days(source.date)[1])
    return max(days, default=None)


def _facts(instrument: Instrument) -> Iterator[Fact]:
    """Yield everything of an instrument that is said to have been established by a day."""
    tool, base = instrument.tool, ("tools", instrument.id)
    for word, fact in (("valid_from", tool.valid_from), ("valid_until", tool.valid_until)):
        if fact and fact.strength is Strength.ESTABLISHED:
            yield fact.day, fact.source, "tools", (*base, word)
    for offer in instrument.offers:
        first, amount = offer.entry.first_day, offer.entry.amount
        if first and amount.source and amount.strength is Strength.ESTABLISHED:
            yield first, amount.source, "tools", (*base, "offers", offer.id, "amount")
    for one in instrument.all_conditions:
        if one.first_day and one.strength is Strength.ESTABLISHED and one.origin is not Origin.FLOOR:
            yield one.first_day, one.sources, *place_of(instrument, one)


START = '    valid_from: {day: "2026-01-01", source: reglement}\n'

CHECK = Check(find_old_sources, {
    "CAT055": CodePage(
        N_("source older than what it supports"),
        N_("A first or last day, or a rule or amount that holds from a day on, is called `established` by sources that are all older "
           "than that day, and the day is over; or a source in `running` is older than the first day of the instrument. A source of "
           "2018 may speak of any day of 2018. Undated sources and laws, which set their own days, are taken at their word."),
        N_("Cite a source from that day or later, write `strength: probable`, or take the source out of `running`."),
        why=N_("A source of 2018 may announce 2019. That it came about, nobody has shown, and the instrument is called open."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml", good=START, bad='    valid_from: {day: "2026-01-20", source: reglement}\n',
        ),
    ),
}, by_day=True)
