"""Numbers in texts against the numbers of the rule: carried by nothing, or carried otherwise."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin, Strength, leaves
from essfund.model.field_types import JUDGES
from essfund.model.field_types.number import NumberType, first_passing_or_failing
from essfund.model.fields import FIELDS
from essfund.review.checks.prose import lexicon
from essfund.review.checks.prose.claims import AMOUNT, EACH, SHARE, claims
from essfund.review.checks.prose.texts import TextRole, texts
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.condition import Condition
    from essfund.model.tool import Amount
    from essfund.review.checks.prose.claims import Bound, Claim
    from essfund.review.checks.prose.texts import Path, Text
    from essfund.review.checks.subject import ValidationSubject

SHORT = 3
"""Words this short are not given their accents back: « des » is not « dès »."""
NUMBER = rf"(?:\d+|{'|'.join(lexicon.CARDINALS)})"
RANGE = re.compile(rf"\b({NUMBER}) a (?={NUMBER}\b)")
ELIDED = re.compile(r"\b(d|l|n|s|qu|jusqu) (?=\w)")


def _flat(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(item for item in decomposed if not unicodedata.combining(item)).replace("-", " ")


KNOWN = {
    _flat(word): word
    for listed in (*lexicon.COMPARATORS.values(), *lexicon.AFTERWARDS.values(), *lexicon.COUNTED.values(), *lexicon.NAMED.values(),
                   lexicon.YEARS, lexicon.AGE_BEHIND, lexicon.BEARERS)
    for word in listed if _flat(word) != word and len(word) > SHORT
}
WORDS = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(KNOWN, key=len, reverse=True)))})\b")


def spoken(key: str) -> str:
    """An id as French words, with the accents and apostrophes that the grammar knows."""
    text = RANGE.sub(r"\1 à ", ELIDED.sub(r"\1'", key.replace("-", " ")))
    return WORDS.sub(lambda match: KNOWN[match[0]], text)


UPPER = ("at_most", "less_than")
WHOLE = 100


class Carried(NamedTuple):
    """One bound as a rule or an amount has it: `written` is how it stands in the file."""

    operator: str
    value: int
    written: str


class Scope:
    """Every bound that a text may speak of, by quantity."""

    def __init__(self, conditions: Iterable[Condition], amounts: Iterable[Amount] = ()) -> None:
        self.bounds: dict[str, list[Carried]] = {}
        for key, item in (*_of_conditions(conditions), *(pair for amount in amounts for pair in _of_amount(amount))):
            self.bounds.setdefault(key, []).append(item)

    def of(self, quantity: str) -> list[Carried]:
        """The bounds of a quantity, each once."""
        return list(dict.fromkeys(self.bounds.get(quantity, ())))

    def holds(self, claim: Claim, *, one_end: bool = False) -> bool:
        """Whether a claim is carried: every end of it, or one end if that is enough. A share has a ceiling only."""
        ends = [bound for bound in claim.bounds if claim.quantity != SHARE or bound.upper is not False or bound.operator]
        return (any if one_end else all)(self._meets(claim, end) for end in ends)

    def _meets(self, claim: Claim, bound: Bound) -> bool:
        quantity = claim.quantity
        scale = getattr(FIELDS[quantity].kind, "scale", 1) if quantity in FIELDS else WHOLE if quantity == SHARE else 1
        listed = self.of(quantity)
        if quantity == AMOUNT:
            listed += [item for key, found in self.bounds.items() if _unit(key) == "euro" for item in found]
        if quantity == SHARE:
            listed += self.of("market_income_share")
            if any(item.value == (WHOLE - bound.value) * scale for item in listed):
                return True
        return any(_same(bound, item, scale, years=_unit(quantity) == "year", either=claim.negated) for item in listed)


def _same(bound: Bound, carried: Carried, scale: int, *, years: bool, either: bool) -> bool:
    """Whether a claimed bound is one that is carried: same edge, same side of it."""
    side = carried.operator in UPPER
    if bound.upper is not None and bound.upper != side and not either:
        return False
    value = round(bound.value * scale)
    edge = first_passing_or_failing(carried.operator, carried.value)
    edges = {first_passing_or_failing(bound.operator, value)} if bound.operator else {value, value + 1}
    if years and (bound.operator == "at_most" or not bound.operator) and side:
        edges.add(round((bound.value + 1) * scale))
    return edge in edges


def _unit(quantity: str) -> str:
    return getattr(FIELDS[quantity].kind, "unit", "") if quantity in FIELDS else ""


def scope_of(instrument: Instrument, offer: Offer | None = None) -> Scope:
    """What an instrument carries with one of its offers, or with all of them."""
    offers = [offer] if offer else instrument.offers
    conditions = [*instrument.conditions, *(condition for each in offers for condition in each.conditions)]
    return Scope(conditions, [each.entry.amount for each in offers])


def _of_conditions(conditions: Iterable[Condition]) -> Iterator[tuple[str, Carried]]:
    for condition in conditions:
        for leaf in leaves(condition.test):
            if isinstance(JUDGES[leaf.operator], NumberType) and isinstance(leaf.argument, int):
                yield leaf.field, Carried(leaf.operator, leaf.argument, f"{leaf.field}: {{{leaf.operator}: {leaf.written}}}")


def _of_amount(amount: Amount) -> Iterator[tuple[str, Carried]]:
    for word, euros in (("at_least", amount.at_least), ("at_most", amount.at_most)):
        if euros is not None:
            yield AMOUNT, Carried(word, euros, f"amount: {{{word}: {euros}}}")
    for limit in amount.limits:
        if limit.each:
            yield EACH, Carried("at_most", limit.each, f"limits: {{each: {limit.each}, of: {limit.of}}}")
        if limit.share:
            yield SHARE, Carried("at_most", round(limit.share * WHOLE), f"limits: {{share: {limit.share:g}, of: {limit.of}}}")


def find_bounds(subject: ValidationSubject) -> Iterator[Fault]:
    """Find bounds, amounts and shares in texts that the rule does not carry, or carries otherwise."""
    scopes: dict[tuple[str, str | None], Scope] = {}
    for text in texts(subject):
        scope = _scope(text, scopes)
        if scope is None:
            continue
        told: set[object] = set()
        for language, words, path in text.sides():
            for claim in claims(words, language, names_window=text.role is TextRole.LABEL):
                key = (claim.quantity, claim.bounds)
                if key not in told and _counts(claim, text, scope) and not scope.holds(claim, one_end=not text.role.states_rule):
                    told.add(key)
                    yield _fault(claim, scope, text.document, path)
    for instrument in subject.catalogue.instruments.values():
        yield from _ids(instrument)
        yield from _plan(instrument)


def _ids(instrument: Instrument) -> Iterator[Fault]:
    """Find conditions whose id says another bound than their test: an id is what an adviser answers and what cases name."""
    for condition in instrument.all_conditions:
        if condition.origin is Origin.OWN:
            scope = Scope([condition])
            for claim in claims(spoken(condition.short_id), "fr", names_window=True):
                if scope.of(claim.quantity) and not scope.holds(claim, one_end=True):
                    document, path = place_of(instrument, condition)
                    yield _fault(claim, scope, document, (*path, "id"))


def _plan(instrument: Instrument) -> Iterator[Fault]:
    """Find amounts that the Plan prints and the instrument does not have: of a line with several, one must be its own."""
    printed = instrument.tool.plan.printed if instrument.tool.plan else ""
    scope = scope_of(instrument)
    found = [claim for claim in claims(printed, "fr") if scope.of(claim.quantity)]
    if found and not any(scope.holds(claim.loose()) for claim in found):
        yield _fault(found[0], scope, "tools", ("tools", instrument.id, "plan", "printed"))


def _scope(text: Text, scopes: dict[tuple[str, str | None], Scope]) -> Scope | None:
    """What a text is held against; None for a text that only explains."""
    if text.role is TextRole.CONDITION and text.condition:
        return None if text.condition.strength is Strength.INFERRED else Scope([text.condition])
    if text.instrument is None or not (text.role.states_rule or text.role is TextRole.MONEY):
        return None
    key = (text.instrument.id, text.offer.id if text.offer else None)
    if key not in scopes:
        scopes[key] = scope_of(text.instrument, text.offer)
    return scopes[key]


def _counts(claim: Claim, text: Text, scope: Scope) -> bool:
    tested, both = bool(scope.of(claim.quantity)), claim.sure and bool(scope.of(claim.quantity))
    if not text.role.states_rule:
        return both and claim.quantity in FIELDS
    return both and claim.of_named if claim.quantity == SHARE and text.role is TextRole.RESERVATION else claim.sure or tested


def _fault(claim: Claim, scope: Scope, document: str, path: Path) -> Fault:
    rules = scope.of(claim.quantity)
    if rules:
        return Fault("CAT061", say("the text says “{quote}”, the rule says {rules}", quote=claim.quote,
                                   rules=", ".join(f"`{rule.written}`" for rule in rules)), document, path,
                     say("correct the text or the rule; mind whether the bound itself is inside"))
    return Fault("CAT060", say("no condition, amount or limit carries “{quote}”", quote=claim.quote), document, path,
                 say("write the condition or the amount; if no field can test it, say so in `accepts`"))


SUMMARY = "      fr: Prêt ouvert à toute entreprise récente.\n      en: Loan open to any recent enterprise.\n"

CHECK = Check(find_bounds, {
    "CAT060": CodePage(
        N_("number that no rule carries"),
        N_("A summary, a label or a reservation names a bound, an amount or a share that no condition, amount or limit of the "
           "instrument carries. Figures in quotes, orders of magnitude (« environ »), durations, and shares of something that is no "
           "field (« 50 % des capitaux permanents ») are not asked about; nor are notes, which explain."),
        N_("Write the condition or the amount that the text speaks of, or take the number out. If it is right and no field can test "
           "it, say so in `accepts`."),
        why=N_("Whoever reads the text believes that the number was taken into account; the answer has never seen it."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good=SUMMARY, bad="      fr: Prêt ouvert à toute entreprise récente d’au moins 3 salariés.\n"
                        "      en: Loan open to any recent enterprise with at least 3 employees.\n"),
    ),
    "CAT061": CodePage(
        N_("number carried otherwise"),
        N_("A text names another number than the rule for the same quantity, or the same number with the bound inside instead of "
           "outside: « jusqu’à 10 ans » beside less_than 10, « 40 k€ » beside 45000. In notes of conditions that "
           "can refuse and in terms of the money, numbers of employees, ages and sums of the accounts are compared too, one end of a "
           "range being enough; so are ids of conditions (`moins-de-50-salaries`) and, leaving edges aside, the line of the Plan."),
        N_("Find out in the source which of the two is right, and correct the other. « moins de 50 » leaves 50 out, « jusqu’à 50 » "
           "has it inside."),
        why=N_("One of the two is wrong, and nobody can say which: the adviser reads the text, the answer follows the rule."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good="      fr: Prêt ouvert à toute entreprise de moins de 10 ans.\n"
                        "      en: Loan open to any enterprise under 10 years old.\n",
                        bad="      fr: Prêt ouvert à toute entreprise de 10 ans au plus.\n"
                        "      en: Loan open to any enterprise at most 10 years old.\n", at=SUMMARY),
    ),
})
