"""When somebody last looked: too long ago, or on a day that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.availability import availability_on, first_day, months_before
from essfund.loading.checks.check import Check
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.model.catalogue import Instrument
    from essfund.review.checks.subject import ValidationSubject


def find_stale(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments that were last checked too long ago, after the day of the question, or before a source they cite."""
    catalogue, day = subject.catalogue, subject.day
    months = catalogue.ranking.freshness_months
    limit = months_before(day, months)
    # A catalogue that is later as a whole is asked about the past, which is no mistake of an entry.
    past = all(one.tool.checked_on > day for one in catalogue.instruments.values())
    for key, instrument in catalogue.instruments.items():
        tool, path = instrument.tool, ("tools", key, "checked_on")
        checked = tool.checked_on
        if checked > day and not past:
            yield Fault("CAT054", say("checked on {checked}, after the day of the question, {day}", checked=checked, day=day), "tools",
                        path, say("write the day on which somebody really looked"))
        newest = _newest(subject, instrument)
        if newest and newest[1] > checked:
            yield Fault("CAT054", say("checked on {checked}, before the source `{id}` existed", checked=checked, id=newest[0]), "tools",
                        path, say("whoever read that source has looked later: write that day"))
        if checked < limit and availability_on(day, tool, catalogue.sources, months) is not Availability.CLOSED:
            yield Fault("CAT050", say("last checked on {checked}, more than {months} months before {day}", checked=checked,
                                      months=months, day=day), "tools", path,
                        say("open its sources again, correct what changed, and write the new day"))


def _newest(subject: ValidationSubject, instrument: Instrument) -> tuple[str, date] | None:
    """Return the source an instrument cites that can be the youngest, and the first day on which it can have existed."""
    tool = instrument.tool
    names = [*tool.sources, *tool.running, *(name for one in instrument.all_conditions for name in one.sources)]
    days = {name: first_day(found.date) for name in names if (found := subject.catalogue.sources[name]).date}
    return max(days.items(), key=lambda item: item[1]) if days else None


PERIOD = '    valid_from: {day: "2026-01-01", source: reglement}\n'

CHECK = Check(find_stale, {
    "CAT050": CodePage(
        N_("checked too long ago"),
        N_("The day on which somebody last read the sources of an instrument lies further back than `freshness_months` of rules.yaml, "
           "seen from `--as-of`. Instruments that have closed are not asked about."),
        N_("Open the sources again, correct what changed, and write the new `checked_on`."),
        why=N_("Nobody can say any more whether amounts and conditions still hold, and an adviser repeats them as if they did."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good=PERIOD + '    checked_on: "2026-01-20"\n',
            bad=PERIOD + '    checked_on: "2024-07-31"\n',
        ),
    ),
    "CAT054": CodePage(
        N_("day of the check cannot be"),
        N_("An instrument was checked after the day of the question, or before a source that it cites existed. If every instrument "
           "was checked after that day, the question is about the past, and nothing is said."),
        N_("Write the day on which somebody really read the sources."),
        why=N_("A `checked_on` that is a slip keeps an instrument looking fresh for years."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good=PERIOD + '    checked_on: "2026-01-20"\n',
            bad=PERIOD + '    checked_on: "2027-01-20"\n',
        ),
    ),
}, by_day=True)
