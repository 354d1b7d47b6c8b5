"""Every text of a catalogue that is written in both languages, with its place; both languages hold the same figures."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, Words, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.loading.checks.check import Check
from essfund.model.rulebook import COMBINATIONS
from essfund.review.checks.prose.figures import figures, moments, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.condition import Condition
    from essfund.model.rulebook import InstrumentRules, OfferRules
    from essfund.model.terms import Terms
    from essfund.model.tool import Tool
    from essfund.review.checks.subject import ValidationSubject

Path = tuple[object, ...]


class TextRole(Enum):
    """What a text is for. The first three state the rule; the others explain, and are held against it less strictly."""

    SUMMARY = "summary"
    LABEL = "label"
    RESERVATION = "reservation"
    CONDITION = "condition"
    MONEY = "money"
    NOTE = "note"

    @property
    def states_rule(self) -> bool:
        """Whether people take this text for the rule itself."""
        return self in {TextRole.SUMMARY, TextRole.LABEL, TextRole.RESERVATION}


@record(frozen=True)
class Text:
    """One text in two languages: where it stands (the languages are keys below), and what it speaks of."""

    words: Words
    role: TextRole
    document: str
    path: Path
    instrument: Instrument | None = None
    offer: Offer | None = None
    condition: Condition | None = None

    def sides(self) -> Iterator[tuple[str, str, Path]]:
        """Each language with its text and its place."""
        yield "fr", self.words.fr, (*self.path, "fr")
        yield "en", self.words.en, (*self.path, "en")


def texts(subject: ValidationSubject) -> Iterator[Text]:
    """Every text, in the order of the documents."""
    tools, rules, instruments = subject.tools, subject.rules, subject.catalogue.instruments
    for section, entries in (("sources", tools.sources), ("contacts", tools.contacts)):
        for key, entry in entries.items():
            if entry.note:
                yield Text(entry.note, TextRole.NOTE, "tools", (section, key, "note"))
    for key, tool in tools.tools.items():
        yield from _of_tool(tool, instruments[key])
    for key, raw in rules.shared.items():
        yield from _notes([raw], [subject.catalogue.shared[key]], ("shared",), [key])
    for key, shared in rules.shared_reservations.items():
        yield Text(shared.text, TextRole.NOTE, "rules", ("shared_reservations", key, "text"))
    for key, written in rules.instruments.items():
        base, instrument = ("instruments", key), instruments[key]
        parts: list[tuple[InstrumentRules | OfferRules, Offer | None, Path]] = [(written, None, base)]
        parts += [(written.offers[it.id], it, (*base, "offers", it.id)) for it in instrument.offers if it.id in written.offers]
        for part, offer, place in parts:
            conditions = (offer or instrument).conditions
            yield from _notes(part.requires, conditions, (*place, "requires"), instrument=instrument, offer=offer)
            for index, reservation in enumerate(part.reservations):
                if reservation.text:
                    path = (*place, "reservations", index, "text")
                    yield Text(reservation.text, TextRole.RESERVATION, "rules", path, instrument, offer)
    yield from _of_all(subject)


def _of_all(subject: ValidationSubject) -> Iterator[Text]:
    """Texts that are about no single instrument: rules of combination, suppositions, facts of the world."""
    rules = subject.rules
    for word in COMBINATIONS:
        for index, rule in enumerate(getattr(rules, word)):
            yield Text(rule.text, TextRole.NOTE, "rules", (word, index, "text"))
    for index, item in enumerate(rules.suppositions):
        yield Text(item.text, TextRole.NOTE, "rules", ("suppositions", index, "text"))
        yield Text(item.otherwise, TextRole.NOTE, "rules", ("suppositions", index, "otherwise"))
    facts = subject.words.facts_of_the_world, subject.catalogue.facts
    yield from _notes(*facts, ("facts_of_the_world",), document="vocabularies")


def _of_tool(tool: Tool, instrument: Instrument) -> Iterator[Text]:
    base = ("tools", instrument.id)
    yield Text(tool.summary, TextRole.SUMMARY, "tools", (*base, "summary"), instrument)
    for index, term in enumerate(tool.conditions_of_money):
        yield Text(term.words, TextRole.MONEY, "tools", (*base, "conditions_of_money", index), instrument)
    yield from _of_terms(tool.terms, base, instrument)
    for offer in instrument.offers:
        own, place = offer.entry, (*base, "offers", offer.id)
        yield from _of_terms(own.terms, place, instrument, offer)
        for words, role, path in ((own.label, TextRole.LABEL, ("label",)), (own.amount.note, TextRole.NOTE, ("amount", "note"))):
            if words:
                yield Text(words, role, "tools", (*place, *path), instrument, offer)
    if tool.suspended:
        yield Text(tool.suspended.text, TextRole.NOTE, "tools", (*base, "suspended", "text"), instrument)
    for index, item in enumerate(tool.notes):
        yield Text(item.words, TextRole.NOTE, "tools", (*base, "notes", index), instrument)


def _of_terms(terms: Terms | None, base: Path, instrument: Instrument, offer: Offer | None = None) -> Iterator[Text]:
    for key in ("security", "delay", "other"):
        if terms and (words := getattr(terms, key)):
            yield Text(words, TextRole.MONEY, "tools", (*base, "terms", key), instrument, offer)


def _notes(
    entries: Sequence[Mapping[str, Any]], conditions: Sequence[Condition], base: Path, keys: Sequence[str] = (), *,
    instrument: Instrument | None = None, offer: Offer | None = None, document: str = "rules",
) -> Iterator[Text]:
    for index, (raw, condition) in enumerate(zip(entries, conditions, strict=False)):
        if "note" in raw:
            words = Words(raw["note"]["fr"], raw["note"]["en"])
            yield Text(words, TextRole.CONDITION, document, (*base, keys[index] if keys else index, "note"), instrument, offer, condition)


ALSO_ARTICLES = 2
"""One and two are left alone in words: « les deux » is “both”, « une » is “a”."""


class TextFigure(NamedTuple):
    """A figure or a day of a text: what it is, its unit, how it is written, and whether the other language must have it."""

    value: object
    unit: str
    quote: str
    loud: bool


def find_languages(subject: ValidationSubject) -> Iterator[Fault]:
    """Find texts whose French and English do not hold the same numbers, amounts, shares and days."""
    for text in texts(subject):
        yield from compare(text)


def compare(text: Text) -> Iterator[Fault]:
    """Find figures of each language that the other does not have, or has less often."""
    sides = list(text.sides())
    read = {language: list(_said(plain(words), language)) for language, words, _ in sides}
    for (language, _, path), (other, _, _) in zip(sides, reversed(sides), strict=True):
        missing = [item.quote for item in _unmatched(read[language], read[other]) if item.loud]
        if missing:
            yield Fault("CAT064", say("{language} says “{quotes}”, and {other} does not", language=language, quotes="”, “".join(missing),
                                      other=other), text.document, path,
                        say("find out which of the two is right: both languages say the same"))


def _said(text: str, language: str) -> Iterator[TextFigure]:
    for figure in figures(text, language):
        yield TextFigure(figure.value, figure.unit, text[figure.start:figure.end], not figure.spelled or figure.value > ALSO_ARTICLES)
    for day in moments(text):
        yield TextFigure((day.year, day.month, day.day), "day", text[day.start:day.end], loud=True)


def _unmatched(listed: list[TextFigure], others: list[TextFigure]) -> list[TextFigure]:
    """What has no counterpart of its own: the same value with the same unit, or with none on one side."""
    left, rest = list(others), []
    for item in sorted(listed, key=lambda said: (not said.loud, not said.unit)):
        same = [other for other in left if other.value == item.value and (other.unit == item.unit or not other.unit or not item.unit)]
        if same:
            left.remove(max(same, key=lambda other: (other.unit == item.unit, other.loud)))
        else:
            rest.append(item)
    return rest


CHECK = Check(find_languages, {
    "CAT064": CodePage(
        N_("languages that differ in a figure"),
        N_("The French and the English of a text do not hold the same numbers, amounts, shares or days, however each writes them: "
           "« 30 000 € », €30,000 and €30k are one figure, as are « trois » and 3."),
        N_("Find out in the source which of the two is right, and correct the other."),
        why=N_("Two readers of one sheet get two different amounts, and one of them plans with it."),
        severity=Severity.WARNING, example=Example(
            "tools.yaml", good='        label: {fr: "Jeune entreprise, jusqu’à 20 000 €", en: "Young enterprise, up to €20,000"}\n',
            bad='        label: {fr: "Jeune entreprise, jusqu’à 20 000 €", en: "Young enterprise, up to €25,000"}\n',
            at="        label: {fr: Jeune entreprise, en: Young enterprise}\n",
        ),
    ),
})
