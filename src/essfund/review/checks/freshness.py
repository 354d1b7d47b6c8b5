"""Age of the sources: read too long ago, on a day that cannot be, or older than what they are to support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.availability import availability_on, first_day, months_before
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin, Strength
from essfund.model.field_types.day import read_days
from essfund.model.verdict import Availability
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Source
    from essfund.review.checks.subject import ValidationSubject


def find_stale(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments that were last checked too long ago, after the day of the question, or before a source they cite."""
    catalogue, months = subject.catalogue, subject.catalogue.ranking.freshness_months
    # A catalogue that is later as a whole is asked about the past, which is no mistake of an entry.
    past = all(item.tool.checked_on > subject.day for item in catalogue.instruments.values())
    for key, instrument in catalogue.instruments.items():
        tool, path = instrument.tool, ("tools", key, "checked_on")
        checked, day = tool.checked_on, subject.seen_from(tool)
        if checked > day and not past:
            yield Fault("CAT054", say("checked on {checked}, after the day of the question, {day}", checked=checked, day=day), "tools",
                        path, say("write the day on which somebody really looked"))
        cited = [*tool.sources, *tool.running, *(name for condition in instrument.all_conditions for name in condition.sources)]
        first_days = {name: first_day(source.date) for name in cited if (source := catalogue.sources[name]).date}
        youngest = max(first_days, key=first_days.__getitem__, default="")
        if youngest and first_days[youngest] > checked:
            yield Fault("CAT054", say("checked on {checked}, before the source `{id}` existed", checked=checked, id=youngest), "tools",
                        path, say("whoever read that source has looked later: write that day"))
        if checked < months_before(day, months) and availability_on(day, tool, catalogue) is not Availability.CLOSED:
            yield Fault("CAT050", say("last checked on {checked}, more than {months} months before {day}", checked=checked,
                                      months=months, day=day), "tools", path,
                        say("open its sources again, correct what changed, and write the new day"))


START = '    valid_from: {day: "2026-01-01", source: reglement}\n'

STALE_CHECK = Check(find_stale, {
    "CAT050": CodePage(
        N_("checked too long ago"),
        N_("The day on which somebody last read the sources of an instrument lies further back than `freshness_months` of rules.yaml, "
           "seen from `--as-of`. Instruments that have closed are not asked about."),
        N_("Open the sources again, correct what changed, and write the new `checked_on`."),
        why=N_("Nobody can say any more whether amounts and conditions still hold, and an adviser repeats them as if they did."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good=START + '    checked_on: "2026-01-20"\n', bad=START + '    checked_on: "2024-07-31"\n'),
    ),
    "CAT054": CodePage(
        N_("day of the check cannot be"),
        N_("An instrument was checked after the day of the question, or before a source that it cites existed. If every instrument "
           "was checked after that day, the question is about the past, and nothing is said."),
        N_("Write the day on which somebody really read the sources."),
        why=N_("A `checked_on` that is a slip keeps an instrument looking fresh for years."), severity=Severity.WARNING,
        example=Example("tools.yaml", good=START + '    checked_on: "2026-01-20"\n', bad=START + '    checked_on: "2027-01-20"\n'),
    ),
}, by_day=True)


def find_old_sources(subject: ValidationSubject) -> Iterator[Fault]:
    """Find established facts whose sources are all older than the fact, and evidence from before an instrument began."""
    sources = subject.catalogue.sources
    for key, instrument in subject.catalogue.instruments.items():
        for day, names, document, path in _facts(instrument):
            latest = newest(names, sources) if day <= subject.seen_from(instrument.tool) else None
            if latest and latest < day:
                yield Fault("CAT055", say("`{ids}` can announce {day}, not show that it came: the newest of these sources speaks of "
                                          "{latest}", ids=", ".join(names), day=day, latest=latest), document, path,
                            say("cite a source from {day} or later, or write `probable` instead of `established`", day=day))
        start = instrument.tool.valid_from
        for index, name in enumerate(instrument.tool.running):
            latest = newest((name,), sources)
            if start and latest and latest < start.day:
                yield Fault("CAT055", say("`{id}` speaks of {latest}, before the instrument begins on {start}", id=name, latest=latest,
                                          start=start.day), "tools", ("tools", key, "running", index),
                            say("it may announce the instrument; as evidence that it was running, take a later source"))


def newest(names: Iterable[str], sources: Mapping[str, Source]) -> date | None:
    """The last day of which any of some sources may speak; None if one is undated or a law, so that nothing follows."""
    cited = [sources[name] for name in names]
    if any(source.kind == "law" for source in cited):
        return None
    days = [read_days(source.date)[1] for source in cited if source.date]
    return max(days) if days and len(days) == len(cited) else None


def _facts(instrument: Instrument) -> Iterator[tuple[date, tuple[str, ...], str, tuple[object, ...]]]:
    """Established facts that hold from or to a day: the day, the sources that say it, and where the fact stands."""
    tool, base = instrument.tool, ("tools", instrument.id)
    for word, fact in (("valid_from", tool.valid_from), ("valid_until", tool.valid_until)):
        if fact and fact.strength is Strength.ESTABLISHED:
            yield fact.day, fact.source, "tools", (*base, word)
    for offer in instrument.offers:
        first, amount = offer.entry.first_day, offer.entry.amount
        if first and amount.source and amount.strength is Strength.ESTABLISHED:
            yield first, amount.source, "tools", (*base, "offers", offer.id, "amount")
    for condition in instrument.all_conditions:
        if condition.first_day and condition.strength is Strength.ESTABLISHED and condition.origin is not Origin.FLOOR:
            yield condition.first_day, condition.sources, *place_of(instrument, condition)


EVIDENCE_CHECK = Check(find_old_sources, {
    "CAT055": CodePage(
        N_("source older than what it supports"),
        N_("A first or last day, or a rule or amount that holds from a day on, is called `established` by sources that are all older "
           "than that day, and the day is over; or a source in `running` is older than the first day of the instrument. A source of "
           "2018 may speak of any day of 2018. Undated sources and laws, which set their own days, are taken at their word."),
        N_("Cite a source from that day or later, write `strength: probable`, or take the source out of `running`."),
        why=N_("A source of 2018 may announce 2019. That it came about, nobody has shown, and the instrument is called open."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good=START, bad='    valid_from: {day: "2026-01-20", source: reglement}\n'),
    ),
}, by_day=True)
