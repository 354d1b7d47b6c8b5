"""Legal forms in texts against the forms that the conditions let in."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import FALSE, TRUE
from essfund.engine.evaluate import truth_of
from essfund.loading.checks.check import Check
from essfund.model.condition import Leaf, Not
from essfund.review.checks.prose import lexicon
from essfund.review.checks.prose.claims import NEGATION, PARTS, words
from essfund.review.checks.prose.figures import lower, plain
from essfund.review.checks.prose.texts import TextRole, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from essfund.core.messages import Message
    from essfund.model.condition import Condition, Test
    from essfund.model.vocabulary import Vocabulary
    from essfund.review.checks.prose.texts import Text
    from essfund.review.checks.subject import ValidationSubject

FIELD = "legal_form"
SHOWN = 3
REACH = 60
"""Characters before a form in which the words that let it in or shut it out may stand."""


class FormMention(NamedTuple):
    """Forms as a text names them: let in, alone let in, or shut out."""

    kind: str
    forms: frozenset[str]
    quote: str


def find_forms(subject: ValidationSubject) -> Iterator[Fault]:
    """Find texts that name a legal form which the conditions refuse, or that shut out forms which they let in."""
    vocabulary = subject.catalogue.vocabularies.legal_form
    reader = Reader(vocabulary)
    for text in texts(subject):
        groups = _groups(text, subject.seen_from(text.instrument.tool) if text.instrument else subject.day)
        told: set[object] = set()
        for _, said, path in text.sides() if groups else ():
            for item in reader.read(said, label=text.role is TextRole.LABEL):
                problem = _problem(item, groups, vocabulary) if item[:2] not in told else None
                if problem and (text.role.states_rule or item.kind != "in"):
                    told.add(item[:2])
                    advice = say("correct the text or the condition on `{field}`", field=FIELD)
                    yield Fault("CAT062", problem, text.document, path, advice)


def _groups(text: Text, day: date) -> list[list[Condition]]:
    if text.role is TextRole.CONDITION and text.condition:
        return [[text.condition]] if text.condition.strength.refuses and FIELD in text.condition.fields else []
    if text.instrument is None or not text.role.states_rule:
        return []
    offers = [text.offer] if text.offer else text.instrument.offers
    common = text.instrument.conditions
    return [[item for item in (*common, *offer.conditions) if FIELD in item.fields and item.applies_on(day)] for offer in offers]


def _problem(said: FormMention, groups: list[list[Condition]], vocabulary: Vocabulary) -> Message | None:
    if said.kind == "in":
        refusing = [[item for item in group if item.strength.refuses] for group in groups]
        refused = {form for form in vocabulary.ids if all(any(_shuts(item, form) for item in group) for group in refusing)}
        wrong = said.forms <= refused != vocabulary.ids
        return say("the text lets in “{quote}”, the conditions refuse it", quote=said.quote) if wrong else None
    if said.kind == "out":
        tested = any(_may_shut(item.test, form) for group in groups for item in group for form in said.forms)
        return None if tested else say("the text shuts out “{quote}”, the conditions let it in", quote=said.quote)
    others = sorted(vocabulary.ids - said.forms)
    let_in = [f"`{form}`" for form in others if not all(any(_shuts(item, form) for item in group) for group in groups)]
    return say("the text is for “{quote}” only, the conditions also let in {forms}", quote=said.quote,
               forms=", ".join(let_in[:SHOWN])) if let_in else None


def _shuts(condition: Condition, form: str) -> bool:
    """Whether a condition fails for a form, whatever else is true."""
    return truth_of(condition.test, {FIELD: frozenset([form])}) is FALSE


ARTICLE = rf"(?:(?:{words(lexicon.ARTICLES)})(?: |(?<=')))*"
BEFORE = {
    kind: re.compile(rf"(?<![\w'-])(?:{words(listed)}) {ARTICLE}$")
    for kind, listed in (("only", lexicon.ONLY_FOR), ("out", lexicon.NOT_FOR), ("in", lexicon.FOR_WHOM))
}
BEHIND = {
    kind: re.compile(rf" (?:{words(listed)})\b")
    for kind, listed in (("only", lexicon.ONLY_BEHIND), ("out", lexicon.NOT_BEHIND), ("in", lexicon.INCLUDED_BEHIND))
}
LINK = re.compile(rf"(?:,? (?:{words(lexicon.JOINS)}) |, )(?:(?:{words(lexicon.FOR_WHOM)}) )?{ARTICLE}")


def _may_shut(test: Test, form: str, *, wanted: bool = True) -> bool:
    """Whether some part of a test speaks against a form, even if another part may let it in again."""
    if isinstance(test, Leaf):
        truth = truth_of(test, {FIELD: frozenset([form])})
        return test.field == FIELD and truth is (FALSE if wanted else TRUE)
    if isinstance(test, Not):
        return _may_shut(test.part, form, wanted=not wanted)
    return any(_may_shut(part, form, wanted=wanted) for part in test.parts)


BRACKET = re.compile(r"(?P<denied>\b(?:non|not) ?)?\(|\)")


def _denied(low: str, place: int) -> bool:
    """Whether a place lies in brackets that « non » turns round."""
    opened: list[bool] = []
    for match in BRACKET.finditer(low, 0, place):
        opened = opened[:-1] if match[0] == ")" else [*opened, bool(match["denied"])]
    return any(opened)


class Reader:
    """Finds the legal forms of a vocabulary in texts, singular or plural; names in capitals only as they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.ids: dict[str, frozenset[str]] = {}
        for key, term in vocabulary.terms.items():
            self._learn((term.fr, term.en, *term.aliases), frozenset([key]))
        for key, group in vocabulary.sets.items():
            self._learn((group.fr, group.en), vocabulary.expand(key) or frozenset())
        names = sorted(self.ids, key=len, reverse=True)
        capitals = "|".join(re.escape(name) for name in names if name.isupper())
        others = "|".join("s? ".join(map(re.escape, name.split(" "))) + "s?" for name in names if not name.isupper())
        self.capitals, self.others = (re.compile(rf"\b(?:{item or '(?!)'})(?![\w'-]| movement)") for item in (capitals, others))

    def _learn(self, names: Iterable[str], forms: frozenset[str]) -> None:
        for full in names:
            name = plain(full).partition(" (")[0].strip()
            if len(name) > 1 and name.lower() not in lexicon.NO_FORM:
                for item in {name, name.upper()} if " " not in name else {name}:
                    self.ids[_key(item)] = self.ids.get(_key(item), frozenset()) | forms

    def read(self, text: str, *, label: bool = False) -> Iterator[FormMention]:
        """The forms that a text lets in, alone lets in, or shuts out, part of a sentence by part of a sentence."""
        clean = plain(text)
        low = lower(clean)
        found = [*self.others.finditer(low), *self.capitals.finditer(clean)]
        if not found:
            return
        names = {match.start(): match for match in sorted(found, key=re.Match.end)}
        for start, cut in pairwise([0, *(match.end() for match in PARTS.finditer(clean)), len(clean)]):
            inside = [names[place] for place in sorted(names) if start <= place < cut]
            yield from self._part(clean, low, (start, cut), inside, label=label and not start)

    def _part(self, clean: str, low: str, part: tuple[int, int], names: list[re.Match[str]], *, label: bool) -> Iterator[FormMention]:
        """Read one part: what stands before or behind a list of forms says what is meant; a label may just name them."""
        found, (first, last) = [], part
        if _denied(low, first):
            return
        for listed in _lists(names, low):
            start, end = listed[0].start(), listed[-1].end()
            lead = low[max(first, start - REACH):start]
            kinds = [kind for kind in BEFORE if BEFORE[kind].search(lead) or BEHIND[kind].match(low, end, last)]
            if kinds or (label and start == first):
                forms = frozenset(form for match in listed for form in self.ids.get(_key(match[0]), ()))
                found.append(FormMention(kinds[0] if kinds else "in", forms, clean[start:end]))
        strong = [item for item in found if item.kind != "in"]
        yield from strong if strong or NEGATION.search(low[first:last]) else found


def _lists(names: list[re.Match[str]], low: str) -> list[list[re.Match[str]]]:
    """The names that stand together, joined by « ou », « et » or a comma."""
    groups: list[list[re.Match[str]]] = []
    for match in names:
        end = groups[-1][-1].end() if groups else 0
        if not groups or (match.start() >= end and not LINK.fullmatch(low, end, match.start())):
            groups.append([match])
        elif match.start() >= end:
            groups[-1].append(match)
    return groups


def _key(name: str) -> str:
    """The name under which a form is known: capitals stay, plurals and other capitals go."""
    return name if name.isupper() else " ".join(word.rstrip("s") for word in name.lower().split(" "))


CHECK = Check(find_forms, {
    "CAT062": CodePage(
        N_("legal form said otherwise"),
        N_("A summary, a label or a reservation says that an instrument is for a legal form that established or probable conditions "
           "refuse; or a text says « réservé aux associations » or « les associations n’y ont pas accès » where the conditions "
           "say otherwise. Names and aliases are those of the vocabularies."),
        N_("Find out in the source who may have it, and correct the text or the condition on `legal_form`."),
        why=N_("Someone reads that the instrument is made for them and is refused, or never asks for what they could have had."),
        severity=Severity.WARNING, example=Example(
            "tools.yaml",
            good="      fr: Subvention pour une association qui investit.\n      en: Grant for an association that invests.\n",
            bad="      fr: Subvention pour une Scop qui investit.\n      en: Grant for a Scop that invests.\n",
        ),
    ),
}, by_day=True)
