"""A report as JSON, `essfund.match/2`: the contract of design section 6. Ids never change; labels follow the language.

What an instrument says to anybody on a day is written once, with holes for what it says to one enterprise. These forms are remembered,
and hold nothing of one enterprise alone.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from essfund.answer.report_plain import (
    Told,
    condition_plain,
    contacts_plain,
    criterion_plain,
    first_plain,
    offer_plain,
    pending_plain,
    report_plain,
    result_plain,
    rounded,
    test_plain,
    with_what_is_told,
)
from essfund.core.named_tuple import NamedTuple
from essfund.engine.evaluate import combined, parts_of, truth_of
from essfund.model.condition import Leaf
from essfund.model.verdict import Place, Status, Verdict
from essfund.presenting.json_writing import HOLE, JsonForm, list_text, name, quoted, template, written
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import basis

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from essfund.core.language.translator import Translator
    from essfund.core.truth import Truth
    from essfund.model.catalogue import Catalogue
    from essfund.model.condition import Condition, Reservation, Test
    from essfund.model.profile import Profile
    from essfund.model.report import Dated, OfferResult, Range, Report, Result
    from essfund.model.tool import Contact
    from essfund.presenting.view import View

MOST_FORMS = 10_000
"""Forms of one kind, of one catalogue in one language, that are kept."""

RESULT = "\n    "
PART, ITEM, INSIDE = (RESULT + "  " * level for level in (1, 2, 3))
"""What lines begin with: of a result in a report, of its parts, of what a list among them holds, of the parts of that."""


class ResultForm(NamedTuple):
    """A result of which all is written that its best offer says to anybody on a day; its conditions by their tests."""

    dated: Dated  # kept, so that no other has its identity
    form: JsonForm
    tests: tuple[int, ...]


class Forms:
    """What has been written of one catalogue in one language, by what it was made from."""

    def __init__(self, tr: Translator) -> None:
        self.tr = tr
        self.known: dict[Callable[..., Any], dict[Hashable, Any]] = {}
        self.tests: dict[int, tuple[Test, tuple[str, ...]]] = {}
        """By their identity, with the fields that each looks at."""

    def once(self, key: Hashable, make: Callable[..., Any], *facts: Any) -> Any:
        """Return what is made of some facts, for all of which the key stands."""
        known = self.known.setdefault(make, {})
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_FORMS:
                known.clear()
            found = known[key] = make(*facts)
        return found


FORMS: WeakKeyDictionary[Catalogue, dict[str, Forms]] = WeakKeyDictionary()


def render(report: Report, view: View) -> str:
    """Report as JSON text, with every instrument in it."""
    in_language = FORMS.setdefault(report.catalogue, {})
    if view.tr.language not in in_language:
        in_language[view.tr.language] = Forms(view.tr)
    return ReportText(report, in_language[view.tr.language]).whole()


class ReportText:
    """The text of one report."""

    def __init__(self, report: Report, forms: Forms) -> None:
        self.report, self.forms, self.tr = report, forms, forms.tr
        self.proofs = ReportProofs(report, forms)

    def whole(self) -> str:
        """Return the text."""
        before, _, after = JsonForm(report_plain(self.report, HOLE, self.tr), "\n").pieces
        pieces, lead = [before], "[" + RESULT
        for result in self.report.results:
            pieces.append(lead)
            pieces += self.result(result)
            lead = "," + RESULT
        return "".join([*pieces, RESULT[:-2] + "]" if self.report.results else "[]", after, "\n"])  # one join: the text is large

    def result(self, result: Result) -> list[str]:
        """Return the pieces of a result."""
        offer, offers = result.offer, result.offers
        if self.report.profile.answers and answered(offer, self.report.profile):
            return [written(result_plain(result, self.report, self.tr), RESULT)]
        once, values, brings, contacts = self.forms.once, MEMBERS, result.brings, result.contacts
        found: ResultForm = once((id(result.dated), id(offer.offer)), result_form, result, self.report.catalogue, self.forms)
        told = [
            repr(result.rank), values[id(result.verdict)], values[id(result.place)], names(result.only_if), names(result.replaces),
            repr(result.score), BROUGHT % (number(brings.low), number(brings.high)), name(result.desk), self.amount(result.amount, PART),
            number(rounded(result.need_covered)), self.criteria(result),
        ]
        told += chain.from_iterable(map(self.proofs.__getitem__, found.tests))
        told += once(tuple(map(id, offer.reservations)), reservations_text, offer, self.tr), names(result.missing)
        for item in offers:
            told += values[id(item.verdict)], self.amount(item.amount, INSIDE)
        told += once(tuple(map(id, contacts)), called_text, contacts)
        return found.form.filled(told)

    def amount(self, found: Range, line: str) -> str:
        """Return a range."""
        low, high, certain, binding, limits, _ = found
        why = '""'
        if binding or limits:
            why = self.forms.once((id(binding), *map(id, limits)), basis_text, found, self.tr)
        return AMOUNTS[line] % (number(low or None), number(high), number(certain), why)

    def criteria(self, result: Result) -> str:
        """Return the parts of a score."""
        if not result.measures:
            return "[]"
        form = self.forms.once(tuple(result.measures), criteria_form, result)
        return "".join(form.filled(["null" if value is None else repr(round(value, 4)) for value in result.measures.values()]))


class ReportProofs(dict[int, tuple[str, str]]):
    """The status of a condition and the proof of its test in one report, by the identity of the test; conditions share tests."""

    def __init__(self, report: Report, forms: Forms) -> None:
        super().__init__()
        self.values_known, self.fields, self.forms = report.facts.values, report.catalogue.fields, forms
        self.remembered = forms.known.setdefault(ReportProofs, {})
        self.seen: dict[tuple[str, str], str] = {}

    def __missing__(self, identity: int) -> tuple[str, str]:
        test, fields = self.forms.tests[identity]
        key = identity, *map(self.values_known.get, fields)
        found: tuple[str, str] | None = self.remembered.get(key)
        if found is None:
            truth, text = self.trace(test, INSIDE)
            found = name(Status.of(truth).value), text
            if {*map(type, key[1:])} <= REMEMBERED:
                if len(self.remembered) >= MOST_FORMS:
                    self.remembered.clear()
                self.remembered[key] = found
        self[identity] = found
        return found

    def trace(self, test: Test, line: str) -> tuple[Truth, str]:
        """Return what a test says, and its proof."""
        if isinstance(test, Leaf):
            known, truth = test.field in self.values_known, truth_of(test, self.values_known)
            form = self.forms.once((id(test), line, id(truth), known), test_form, test, truth, known, line)
            return truth, "".join(form.filled([self.seen_of(test.field, line)] if known else []))
        parts = [self.trace(part, line + "    ") for part in parts_of(test)]
        truth = combined(test, [truth for truth, _ in parts])
        form = self.forms.once((id(test), line, id(truth)), test_form, test, truth, True, line)  # noqa: FBT003 - it has parts
        return truth, "".join(form.filled([list_text([text for _, text in parts], line + "  ")]))

    def seen_of(self, key: str, line: str) -> str:
        """Return what is known of a field, in a test whose lines begin with `line`."""
        found = self.seen.get((key, line))
        if found is None:
            found = self.seen[key, line] = written(self.fields[key].kind.plain(self.values_known[key]), line + "  ")
        return found


REMEMBERED = {bool, frozenset, type(None)}
"""Types of what many enterprises have alike, of which proofs are remembered: a number, a day or a code may be that of one."""

MEMBERS = {id(member): name(member.value) for members in (Verdict, Place) for member in members}
BROUGHT = template({"min": HOLE, "max": HOLE}, PART)
AMOUNTS = {line: template({"min": HOLE, "max": HOLE, "certain": HOLE, "basis": HOLE}, line) for line in (PART, INSIDE)}


def answered(offer: OfferResult, profile: Profile) -> bool:
    """Whether the adviser answered something about an offer."""
    items: list[Condition | Reservation] = [*offer.conditions, *offer.reservations]
    return any(profile.answer_to(offer.tool, item) for item in items)


def number(value: float | None) -> str:
    """A finite number, or none."""
    return "null" if value is None else repr(value)


def names(keys: Sequence[str]) -> str:
    """Ids among the parts of a result."""
    return list_text([*map(name, keys)], PART) if keys else "[]"


def basis_text(found: Range, tr: Translator) -> str:
    """What decides a ceiling."""
    return quoted(basis(found, tr))


def result_form(result: Result, catalogue: Catalogue, forms: Forms) -> ResultForm:
    """Form of a result."""
    offer = result.offer
    labels = [forms.once(id(item.test), condition_sentence, item, catalogue, forms.tr) for item in offer.conditions]
    told = Told(*[HOLE] * len(Told._fields))._replace(
        conditions=[condition_plain(item, label, HOLE, HOLE) for item, label in zip(offer.conditions, labels, strict=True)],
        offers=[offer_plain(item, HOLE, HOLE, forms.tr) for item in result.offers],
    )
    forms.tests.update((id(item.test), (item.test, item.fields)) for item in offer.conditions)
    form = JsonForm(with_what_is_told(result, told, forms.tr), RESULT)
    return ResultForm(result.dated, form, tuple([id(item.test) for item in offer.conditions]))


def reservations_text(offer: OfferResult, tr: Translator) -> str:
    """Reservations of an offer, of which nobody has answered any."""
    return written([pending_plain(item, tr) for item in offer.pending], PART)


def test_form(test: Test, truth: Truth, known: bool, line: str) -> JsonForm:
    """Form of the proof of a test."""
    return JsonForm(test_plain(test, truth, HOLE if known else None, HOLE), line)


def criteria_form(result: Result) -> JsonForm:
    """Form of the parts of a score."""
    return JsonForm([criterion_plain(item.id, HOLE, item.weight) for item in result.criteria], PART)


def called_text(contacts: Sequence[Contact]) -> tuple[str, str]:
    """Whom to call first, and all of them."""
    return written(first_plain(contacts), PART), written(contacts_plain(contacts), PART)
