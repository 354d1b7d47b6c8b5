"""Periods inside an instrument, held against its own first and last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.availability import first_day
from essfund.loading.checks.check import Check
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Source
    from essfund.review.checks.subject import ValidationSubject


def find_periods(subject: ValidationSubject) -> Iterator[Fault]:
    """Find offers, pauses and conditions that lie outside the life of their instrument, and evidence from after its end."""
    for key, instrument in subject.catalogue.instruments.items():
        tool = instrument.tool
        start = tool.valid_from.day if tool.valid_from else None
        end = tool.valid_until.day if tool.valid_until else None
        if start or end:
            yield from _offers(instrument, start, end)
            yield from _parts(instrument, start, end)
            yield from _evidence(key, tool.running, end, subject.catalogue.sources)


def _offers(instrument: Instrument, start: date | None, end: date | None) -> Iterator[Fault]:
    for offer in instrument.offers:
        first, last = offer.entry.first_day, offer.entry.last_day
        path = ("tools", instrument.id, "offers", offer.id)
        if start and first and first < start:
            yield Fault("CAT057", say("the offer `{id}` begins on {first}, before the instrument does on {start}", id=offer.id,
                                      first=first, start=start), "tools", (*path, "from"))
        if end and last and last > end:
            yield Fault("CAT057", say("the offer `{id}` ends on {last}, after the instrument did on {end}", id=offer.id, last=last,
                                      end=end), "tools", (*path, "until"))
        if (start and last and last < start) or (end and first and first > end):
            yield Fault("CAT057", say("the offer `{id}` can be had on no day of the instrument", id=offer.id), "tools", path, on_key=True)


def _parts(instrument: Instrument, start: date | None, end: date | None) -> Iterator[Fault]:
    """Find what never takes effect because no day of the instrument lies in its period."""
    pause = instrument.tool.suspended
    if pause and _apart(pause.first_day, pause.last_day, start, end):
        yield Fault("CAT057", say("this pause lies on no day of the instrument"), "tools",
                    ("tools", instrument.id, "suspended", "from"))
    for one in instrument.all_conditions:
        if _apart(one.first_day, one.last_day, start, end):
            yield Fault("CAT057", say("`{id}` applies on no day of the instrument", id=one.id), *place_of(instrument, one))


def _apart(first: date | None, last: date | None, start: date | None, end: date | None) -> bool:
    return bool((start and last and last < start) or (end and first and first > end))


def _evidence(key: str, running: tuple[str, ...], end: date | None, sources: Mapping[str, Source]) -> Iterator[Fault]:
    for index, name in enumerate(running):
        said = sources[name].date
        if end and said and first_day(said) > end:
            yield Fault("CAT057", say("`{id}` speaks of {said}, after the instrument ended on {end}", id=name, said=said, end=end),
                        "tools", ("tools", key, "running", index), say("if it was still running then, correct `valid_until`"))


PERIOD = '    valid_from: {day: "2026-01-01", source: reglement}\n'

CHECK = Check(find_periods, {
    "CAT057": CodePage(
        N_("outside the life of the instrument"),
        N_("An offer begins before its instrument or ends after it, a pause or a condition lies on none of its days, or a source in "
           "`running` speaks of a day after `valid_until`."),
        N_("Correct the day that is wrong."),
        why=N_("One of two days is wrong, and the answer follows the outer one: an offer that is open, or evidence that speaks of "
               "today, is then never seen."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good="      jeune:\n        label: {fr: Jeune entreprise, en: Young enterprise}\n",
            bad='      jeune:\n        label: {fr: Jeune entreprise, en: Young enterprise}\n        from: "2025-06-01"\n',
        ),
    ),
})
