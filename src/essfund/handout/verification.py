"""The sheet for a funder: what the catalogue says of one instrument, fact by fact with its source, and room to correct it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.engine.availability import last_proof
from essfund.engine.dated_instrument import offers_on
from essfund.presenting.advice import terms_in_words
from essfund.presenting.amounts import offer_amount
from essfund.presenting.document.blocks import NOTHING, Bullets, Form, PaperSheet, Section, Table
from essfund.presenting.safe_text import capital, typesetter
from essfund.presenting.sentences import condition_sentence, in_sentence
from essfund.presenting.terminal import plain_ascii
from essfund.presenting.wording import SEMICOLON, contact, limit, pause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.tool import DatedFact
    from essfund.presenting.view import View

TITLE, LEAD = N_("What we say of you"), N_(
    "Good morning, this is what our catalogue of financing instruments (edition {edition}) says of this instrument on {day}. Advisers "
    "repeat it to enterprises. Would you correct what is not true, or no longer, and tell us that the rest holds?")
FOOT = N_("Published under {licence}. Your answer is recorded with its day and your function, never with a name.")
SAID, FACTS = N_("What we say"), (N_("Fact"), N_("As published"), N_("Source"), N_("Your correction"))
WIDTHS = (32, 78, 18, 52)
NAME, WHAT, STAGES = N_("Name"), N_("What it is"), N_("Made for")
BEGINS, ENDS, PAUSE, SEEN, AFTER = N_("Since"), N_("Until"), N_("Suspended"), N_("Last seen at work"), N_("What took over")
AMOUNT, MONEY, ASKED, RESERVED, CALL = N_("Amount"), N_("The money"), N_("Condition"), N_("Subject to"), N_("Whom to call")
OPEN, NEVER = N_("open to all"), N_("never, in our sources")
ANSWER, ANSWERS = N_("Your answer"), (
    N_("Can it still be asked for (yes, no, until when)"), N_("What is missing above"), N_("Day of the answer"),
    N_("Your function (no name)"))
SOURCES, UNDATED = N_("Sources"), N_("undated")


class Verification:
    """One instrument on its way to one sheet: sources are numbered in the order in which facts name them."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, day: date, tr: Translator) -> None:
        self.catalogue, self.instrument, self.day, self.tr = catalogue, instrument, day, tr
        self.typeset = typesetter(tr.language)
        self.numbers: dict[str, int] = {}

    def sheet(self) -> PaperSheet:
        """The sheet."""
        tr, tool, typeset = self.tr, self.instrument.tool, self.typeset
        rows = tuple(self.row(*fact) for fact in self.facts())
        table = Table("", tuple(typeset(tr.text(title)) for title in FACTS), rows, WIDTHS)
        labels = tuple(typeset(tr.text(label)) for label in ANSWERS)
        sections = (
            Section("said", tr.text(SAID), (table,)),
            Section("answer", tr.text(ANSWER), (Form(labels),)),
            Section("sources", tr.text(SOURCES), (Bullets(tuple(map(self.source, self.numbers))),)),
        )
        lead = tr.text(LEAD).format(edition=self.catalogue.edition, day=tr.day(self.day))
        foot = tr.text(FOOT).format(licence=self.catalogue.licence)
        return PaperSheet(tr.language, self.day, typeset(tr.text(TITLE)), typeset(tool.name), typeset(lead), sections, typeset(foot))

    def row(self, label: str, said: str, sources: Iterable[str]) -> tuple[str, str, str, str]:
        """Row of the table: a fact with the numbers of its sources, and an empty cell for a pen."""
        return capital(self.typeset(label)), self.typeset(said), self.cited(sources) or NOTHING, ""

    def cited(self, sources: Iterable[str]) -> str:
        """Numbers of sources, given as they are first named."""
        return " ".join(f"[{self.numbers.setdefault(key, len(self.numbers) + 1)}]" for key in sources)

    def source(self, key: str) -> str:
        """Source with its number, its day and its address."""
        found = self.catalogue.sources[key]
        said = f"[{self.numbers[key]}] {found.title} – {self.written(found.date) or self.tr.text(UNDATED)}"
        return self.typeset(f"{said} – {found.url}" if found.url else said)

    def written(self, said: str | None) -> str:
        """Day of a source as the language writes it; a month or a year alone as the source has it."""
        return self.tr.day(date.fromisoformat(said)) if said and len(said) == len("2018-11-16") else said or ""

    def facts(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Every fact that is published: its label, what is said, who says so."""
        tr, tool, words = self.tr, self.instrument.tool, self.catalogue.vocabularies
        yield tr.text(NAME), f"{tool.name} – {tool.provider}", ()
        family = f"{tr.say(words.family.words(tool.family))}, {in_sentence(tr.say(words.reach.words(tool.reach)))}"
        yield tr.text(WHAT), f"{family}. {tr.say(tool.summary)}", ()
        if tool.stages:
            yield tr.text(STAGES), ", ".join(tr.say(words.stage.words(key)) for key in tool.stages.stages), tool.stages.source
        yield from self.days()
        for offer in offers_on(self.instrument, self.day):
            yield from self.offered(offer)
        terms = [*terms_in_words(tool.terms, self.instrument.role, tr).values()] if tool.terms else []
        if said := tr.text(SEMICOLON).join([*terms, *(tr.say(term.words).rstrip(".") for term in tool.conditions_of_money)]):
            read = [*(tool.terms.source if tool.terms else ()), *(key for term in tool.conditions_of_money for key in term.source)]
            yield tr.text(MONEY), said, tuple(dict.fromkeys(read))
        if self.instrument.open_to_all:
            yield tr.text(ASKED), tr.text(OPEN), self.instrument.open_to_all
        yield from self.asked(self.instrument, "")
        place = self.catalogue.contacts[tool.apply]
        yield tr.text(CALL), contact(place, tr), place.source
        for local in place.by_departement:
            found = self.catalogue.contacts[local.contact]
            yield f"{tr.text(CALL)} ({', '.join(local.departements)})", contact(found, tr), found.source

    def days(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield when it began and ends, when it pauses, when it was last seen at work, what took over."""
        tr, tool, sources = self.tr, self.instrument.tool, self.catalogue.sources
        fixed: tuple[tuple[str, DatedFact | None], ...] = ((BEGINS, tool.valid_from), (ENDS, tool.valid_until))
        yield from ((tr.text(label), tr.day(fact.day), fact.source) for label, fact in fixed if fact)
        if tool.suspended:
            yield tr.text(PAUSE), pause(tool.suspended, tr), tool.suspended.source
        seen = last_proof(self.day, tool, sources)
        yield tr.text(SEEN), self.written(seen) or tr.text(NEVER), tuple(key for key in tool.running if sources[key].date == seen)[:1]
        if tool.successor:
            yield tr.text(AFTER), self.catalogue.instruments[tool.successor].tool.name, ()

    def offered(self, offer: Offer) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield what an offer gives, its terms and conditions; its name stands before them where there are several."""
        tr, entry = self.tr, offer.entry
        several = len(offers_on(self.instrument, self.day)) > 1
        name = f" ({tr.say(entry.label) if entry.label else offer.id})" if several else ""
        said = [offer_amount(entry.amount, tr), *(limit(item, tr) for item in entry.amount.limits if item.less)]
        days = ((N_("from {day}"), entry.first_day), (N_("until {day}"), entry.last_day))
        said += [tr.text(words).format(day=tr.day(day)) for words, day in days if day]
        said += [tr.say(entry.amount.note)] if entry.amount.note else []
        sources = dict.fromkeys([*(entry.amount.source or ()), *(key for item in entry.amount.limits for key in item.source)])
        yield f"{tr.text(AMOUNT)}{name}", tr.text(SEMICOLON).join(said), tuple(sources)
        if entry.terms:
            terms = tr.text(SEMICOLON).join(terms_in_words(entry.terms, self.instrument.role, tr).values())
            yield f"{tr.text(MONEY)}{name}", terms, entry.terms.source
        yield from self.asked(offer, name)

    def asked(self, of: Instrument | Offer, name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield the conditions of an instrument or an offer in words, then its reservations."""
        for condition in of.conditions:
            if condition.applies_on(self.day):
                yield f"{self.tr.text(ASKED)}{name}", capital(condition_sentence(condition, self.catalogue, self.tr)), condition.sources
        for reserved in of.reservations:
            yield f"{self.tr.text(RESERVED)}{name}", self.tr.say(reserved.text), reserved.sources


def render_text(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Sheet for the funder as the plain text of a message, with its subject."""
    from essfund.presenting.document.plain import typed

    return plain_ascii(typed(Verification(catalogue, instrument, day, view.tr).sheet(), view.tr.say(say("Subject"))), view)


def render_markdown(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Sheet for the funder as Markdown."""
    from essfund.presenting.document.markdown import typed

    return plain_ascii(typed(Verification(catalogue, instrument, day, view.tr).sheet()), view)


def render_docx(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> bytes:
    """Sheet for the funder as a Word document, to be filled in and sent back."""
    from essfund.presenting.document.docx import typed

    return typed(Verification(catalogue, instrument, day, view.tr).sheet())
