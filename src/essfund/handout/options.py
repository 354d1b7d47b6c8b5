"""The options of a sheet: which ones are printed, and what is said of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, say
from essfund.engine.cartography import make_chart
from essfund.handout.blocks import Caller, Card, Fact
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Status, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting import wording
from essfund.presenting.charts.words import amount_words
from essfund.presenting.safe_text import capital
from essfund.presenting.sentences import seen
from essfund.presenting.wording import GUARANTEES, MONEY, OTHER, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.model.report import Report, Result
    from essfund.model.tool import Contact

PRINTED = {MONEY: 4, GUARANTEES: 2, SUPPORT: 2, OTHER: 2}
"""How many options of a section a sheet prints: three pages hold them. A message takes the room of one of the first section."""
RESERVED, NAMED = 3, 5
"""How many reservations and missing facts an option names."""
LONGEST = 280
"""Letters of what speaks for an option."""
COVERS, COVERS_PART = N_("covers the need"), N_("covers {share} of the need")
WHY, HOW_MUCH, MISSING, CONFIRM, REFUSED = N_("Why"), N_("How much"), N_("To be known"), N_("To confirm with the funder"), N_("Why not")
SUBJECT_TO, CALL = N_("Subject to"), N_("Whom to call")
NO_ADDRESS = N_("address not in the catalogue")


class Chosen(NamedTuple):
    """A heading, the results printed below it, each with its number on the sheet, and how many more there are."""

    title: str
    results: tuple[tuple[int, Result], ...]
    more: int


def chosen(report: Report, *, everything: bool, message: bool = False) -> list[Chosen]:
    """Options to print, numbered through; closed instruments are told elsewhere, refused ones only if everything is wanted."""
    groups, number = [], 0
    for section in wording.sections(report, everything=everything):
        living = [result for result in section.results if result.availability is not Availability.CLOSED]
        room = PRINTED.get(section.title, 0) - (message and section.title == MONEY)
        kept = living if everything else living[:room]
        if kept:
            groups.append(Chosen(section.title, tuple(enumerate(kept, start=number + 1)), len(living) - len(kept)))
            number += len(kept)
    return groups


class OptionWriter:
    """Puts options into words, in one language and typography."""

    def __init__(self, report: Report, tr: Translator, typeset: Callable[[str], str]) -> None:
        self.report, self.tr, self.typeset = report, tr, typeset
        self.chart = make_chart(report.catalogue, report.as_of, everything=True, report=report)
        self.bars = {bar.instrument.id: bar for bar in self.chart.bars}

    def text(self, thing: object) -> str:
        """Anything that a message may hold, typeset; a text is translated."""
        return self.typeset(self.tr.text(thing) if isinstance(thing, str) else self.tr.say(thing))

    def fact(self, label: str, value: str) -> Fact:
        """Fact whose label is translated; its value, spoken already, is typeset."""
        return Fact(capital(self.text(label)), self.typeset(value))

    def known(self, key: str) -> Fact:
        """Field of the profile with what is known of it; a whole day is written in full."""
        value = self.report.facts.values[key]
        if isinstance(value, Interval) and FIELDS[key].kind.name == "day" and value.low and value.low == value.high:
            return self.fact(FIELDS[key].label, self.tr.day(date.fromordinal(value.low)))
        return self.fact(FIELDS[key].label, seen(FIELDS[key], value, self.report.catalogue.vocabularies, self.tr))

    def card(self, number: int, result: Result) -> Card:
        """One option."""
        tool, words, tr = result.instrument.tool, self.report.catalogue.vocabularies, self.tr
        reserved = [self.typeset(text) for text in wording.reservations(result, Status.UNKNOWN, self.tr)]
        more = len(reserved) - RESERVED
        if more > 0:
            reserved[RESERVED:] = [self.text(say("and {count} more, which the adviser has", count=more))]
        return Card(
            number=number,
            name=self.typeset(tool.name),
            verdict=result.verdict.value,
            tags=tuple(self.typeset(item) for item in (
                tr.say(words.family.words(tool.family)), tr.say(words.reach.words(tool.reach)), tr.text(wording.VERDICTS[result.verdict]),
                wording.availability(result, tr))),
            amount="" if result.instrument.role is Role.SUPPORT else self.typeset(amount_words(self.bars[result.instrument.id], tr)),
            share=self.share(result),
            summary=self.text(tool.summary),
            facts=tuple(self.facts(result)),
            reserved_label=self.text(SUBJECT_TO),
            reserved=tuple(reserved) if result.verdict is not Verdict.INELIGIBLE else (),
            call_label=self.text(CALL),
            callers=tuple(self.caller(contact) for contact in result.contacts),
        )

    def share(self, result: Result) -> str:
        """How much of the need an option covers; nothing if that is not known."""
        if not result.need_covered or result.need_covered >= 1:
            return self.text(COVERS) if result.need_covered else ""
        return self.typeset(self.tr.text(COVERS_PART).format(share=self.tr.percent(result.need_covered)))

    def facts(self, result: Result) -> Iterator[Fact]:
        """What speaks for an option, what decides its amount, and what is still open."""
        tr = self.tr
        if result.verdict is Verdict.INELIGIBLE:
            yield self.fact(REFUSED, tr.text(wording.SEMICOLON).join(wording.refusals(result, self.report, tr)))
            return
        if reasons := wording.why(result, self.report, tr):
            yield self.fact(WHY, short(reasons))
        ceiling = wording.basis(result.amount, tr) if result.instrument.role is not Role.SUPPORT else ""
        if ceiling and result.amount.high is not None:
            yield self.fact(HOW_MUCH, ceiling)
        if result.missing:
            named = ", ".join(tr.text(FIELDS[key].label) for key in result.missing[:NAMED])
            more = len(result.missing) - NAMED
            yield self.fact(MISSING, tr.say(say("{missing} and {count} more", missing=named, count=more)) if more > 0 else named)
        if result.doubts:
            yield self.fact(CONFIRM, tr.text(wording.SEMICOLON).join(wording.finding(doubt, self.report, tr) for doubt in result.doubts))

    def caller(self, contact: Contact) -> Caller:
        """Whom to call; a gap says that it is one."""
        address = contact.url if contact.url and contact.url.startswith(("https://", "http://")) else ""
        parts = [contact.phone or "", "" if address else contact.url or "", self.tr.say(contact.note) if contact.note else ""]
        more = " – ".join(part for part in parts if part)
        return Caller(self.typeset(contact.name), address, self.typeset(more or ("" if address else self.tr.text(NO_ADDRESS))))


def short(text: str) -> str:
    """A list of reasons, cut between two of them where it is longer than a sheet has room for."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST]
    return f"{kept.rpartition(';')[0].rstrip() or kept.rpartition(' ')[0]}…"
