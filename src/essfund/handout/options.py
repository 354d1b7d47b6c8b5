"""The options of a sheet: which ones are printed, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.engine.places import advice
from essfund.model.verdict import Place, Status, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting import advice as words
from essfund.presenting.document.blocks import Caller, Card, Fact
from essfund.presenting.safe_text import capital
from essfund.presenting.sentences import seen
from essfund.presenting.wording import SEMICOLON, refusals, reservations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from essfund.core.language.translator import Translator
    from essfund.core.messages import Text
    from essfund.model.report import Report, Result
    from essfund.model.tool import Contact

PRINTED = 4
"""How many options a sheet prints: two pages hold them. A message takes the room of one."""
CHECKED = 4
"""How many things to check an option names."""
COST, HOW_MUCH, REFUSED = N_("What it costs"), N_("How much"), N_("Why not")
CHOICE, CHECKS, CALL = N_("Choice"), N_("Still to check"), N_("Whom to call")
NO_ADDRESS = N_("address not in the catalogue")
GIVEN, REPAID, GUARANTEED = (words.PAID, words.DELAY), (words.RATE, words.YEARS, words.SECURITY, words.DELAY), (words.FEE, words.DELAY)
"""Terms that a person has to know before saying yes: those that nobody established are named as something to ask."""
ASKED = {words.PAID: N_("Payment in advance or on proof")}
"""Terms whose label does not say what to ask."""


class Chosen(NamedTuple):
    """A heading, and the results printed below it, each with its number on the sheet: its rank, as on the first screen."""

    title: str
    results: tuple[tuple[int, Result], ...]


def chosen(report: Report, *, everything: bool, message: bool = False) -> list[Chosen]:
    """Options to print: what leads, or everything by its place. What has ended is told elsewhere."""
    groups = []
    for place in Place if everything else (Place.FIRST,):
        results: Sequence[Result] = [result for result in report.results if result.place is place]
        if not everything:
            results = advice(report, PRINTED - message).first
        if results and place not in {Place.ENDED, Place.CLOSED}:
            groups.append(Chosen(words.PLACES[place], tuple((result.rank, result) for result in results)))
    return groups


def unbroken(phone: str) -> str:
    """Return a telephone number that stays on one line."""
    return phone.replace(" ", "\u00a0")


class OptionWriter:
    """Puts options into words, in one language and typography; `numbered` are those that are printed."""

    def __init__(self, report: Report, tr: Translator, typeset: Callable[[str], str], numbered: Sequence[tuple[int, Result]]) -> None:
        self.report, self.tr, self.typeset = report, tr, typeset
        self.numbers = {result.instrument.id: number for number, result in numbered}
        self.calls: dict[str, list[tuple[int, Result]]] = {}
        for number, result in numbered:
            if result.verdict is not Verdict.INELIGIBLE:
                self.calls.setdefault(result.desk, []).append((number, result))

    def text(self, thing: object) -> str:
        """Anything that a message may hold, typeset; a text is translated."""
        return self.typeset(self.tr.text(thing) if isinstance(thing, str) else self.tr.say(thing))

    def fact(self, label: Text, value: str) -> Fact:
        """Fact whose label is translated; its value, spoken already, is typeset."""
        return Fact(capital(self.text(label)), self.typeset(value))

    def known(self, key: str) -> Fact:
        """Field of the profile with what is known of it."""
        value = self.report.facts.values[key]
        field = self.report.catalogue.fields[key]
        return self.fact(field.label, seen(field, value, self.report.catalogue.vocabularies, self.tr))

    def card(self, number: int, result: Result) -> Card:
        """One option."""
        tool, tr = result.instrument.tool, self.tr
        family = tr.say(self.report.catalogue.vocabularies.family.words(tool.family))
        told = (words.verdict(result, self.report, tr), family, words.proof_and_dates(result, self.report, tr))
        return Card(
            number=number,
            name=self.typeset(tool.name),
            verdict=result.verdict.value,
            tags=tuple(self.typeset(item) for item in told),
            amount="" if result.instrument.role is Role.SUPPORT else self.typeset(words.here(result, self.report, tr)),
            summary=self.text(tool.summary),
            facts=tuple(self.facts(number, result)),
            call_label=self.text(CALL),
            callers=tuple(self.callers(number, result)),
        )

    def facts(self, number: int, result: Result) -> Iterator[Fact]:
        """What else it would take the place of, what it costs and how it is paid, what limits it, and what is still to be checked."""
        tr, semicolon = self.tr, self.tr.text(SEMICOLON)
        if result.verdict is Verdict.INELIGIBLE:
            yield self.fact(REFUSED, semicolon.join(refusals(result, self.report, tr)))
            return
        above = {tool: other for tool, other in self.numbers.items() if other < number}
        choice = (words.in_place_of(result, above, self.report, tr), words.stands_for(result, self.report, tr))
        cost = words.cost(result, self.report, tr, everything=True)
        for label, value in (
            (CHOICE, semicolon.join(filter(None, choice))),
            (COST, semicolon.join(filter(None, (cost, self.to_ask(result, words.labelled_terms(result, tr)))))),
            (HOW_MUCH, words.limits_here(result, tr)),
            (CHECKS, " ".join(self.checks(result))),
        ):
            if value:
                yield self.fact(label, value)

    def to_ask(self, result: Result, terms: Mapping[str, str]) -> str:
        """Terms that are to be asked because nobody established them; empty where all are known, and for help without money."""
        role, tool = result.instrument.role, result.instrument.tool
        given = self.report.catalogue.ranking.cost.get(tool.cost or "") == 1
        wanted = GUARANTEED if role is Role.GUARANTEE else () if not role.funds else GIVEN if given else REPAID
        told = {*terms, words.RATE, words.FEE} if words.OTHER in terms else terms
        labels = [self.tr.text(ASKED.get(label, label)) for label in wanted if label not in told]
        return self.tr.say(say("to be asked: {terms}", terms=", ".join(text[:1].lower() + text[1:] for text in labels))) if labels else ""

    def checks(self, result: Result) -> list[str]:
        """What is still to be checked: doubts, then what no field can test."""
        told = (*words.doubts(result, self.report, self.tr), *reservations(result, Status.UNKNOWN, self.tr))
        found = [capital(text if text.endswith((".", "!", "?")) else f"{text}.") for text in told]
        more = len(found) - CHECKED
        return [*found[:CHECKED], capital(self.tr.say(say("and {count} more, which the adviser has", count=more)))] if more > 0 else found

    def callers(self, number: int, result: Result) -> Iterator[Caller]:
        """Whom to call; one desk is one call, and its address is said once."""
        first = self.calls.get(result.desk, [(number, result)])[0][0]
        if first == number:
            yield from map(self.caller, result.contacts)
        else:
            yield Caller(self.typeset(words.desk_names(result, self.tr)), "", self.text(say("same call as {rank}", rank=first)))

    def caller(self, contact: Contact) -> Caller:
        """A contact; a gap says that it is one."""
        address = contact.url if contact.url and contact.url.startswith(("https://", "http://")) else ""
        parts = [unbroken(contact.phone or ""), "" if address else contact.url or "", self.tr.say(contact.note) if contact.note else ""]
        more = " – ".join(part for part in parts if part)
        return Caller(self.typeset(contact.name), address, self.typeset(more or ("" if address else self.tr.text(NO_ADDRESS))))
