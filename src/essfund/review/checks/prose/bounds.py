"""Numbers in texts against the numbers of the rule: carried by nothing, or carried otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin, Strength
from essfund.model.fields import FIELDS
from essfund.review.checks.places import place_of
from essfund.review.checks.prose.carried import scope_of, scope_of_condition
from essfund.review.checks.prose.claims import SHARE, claims
from essfund.review.checks.prose.ids import spoken
from essfund.review.checks.prose.texts import Role, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.catalogue import Instrument
    from essfund.review.checks.prose.carried import Scope
    from essfund.review.checks.prose.claims import Claim
    from essfund.review.checks.prose.texts import Path, Text
    from essfund.review.checks.subject import ValidationSubject


def find_bounds(subject: ValidationSubject) -> Iterator[Fault]:
    """Find bounds, amounts and shares in texts that the rule does not carry, or carries otherwise."""
    scopes: dict[tuple[str, str | None], Scope] = {}
    for text in texts(subject):
        scope = _scope(text, scopes)
        if scope is None:
            continue
        told: set[object] = set()
        for language, words, path in text.sides():
            for claim in claims(words, language, names_window=text.role is Role.LABEL):
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
            scope = scope_of_condition(condition)
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
    """Return what a text is held against; None for a text that only explains."""
    if text.role is Role.CONDITION and text.condition:
        return None if text.condition.strength is Strength.INFERRED else scope_of_condition(text.condition)
    if text.instrument is None or not (text.role.states_rule or text.role is Role.MONEY):
        return None
    key = (text.instrument.id, text.offer.id if text.offer else None)
    if key not in scopes:
        scopes[key] = scope_of(text.instrument, text.offer)
    return scopes[key]


def _counts(claim: Claim, text: Text, scope: Scope) -> bool:
    """Whether a claim of this text is to be carried by the rule."""
    tested = bool(scope.of(claim.quantity))
    if not text.role.states_rule:
        return claim.sure and claim.quantity in FIELDS and tested
    if claim.quantity == SHARE and text.role is Role.RESERVATION:
        return claim.sure and tested and claim.of_named
    return claim.sure or tested


def _fault(claim: Claim, scope: Scope, document: str, path: Path) -> Fault:
    rules = scope.of(claim.quantity)
    if rules:
        return Fault("CAT061", say("the text says “{quote}”, the rule says {rules}", quote=claim.quote,
                                   rules=", ".join(f"`{one.written}`" for one in rules)), document, path,
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
        example=Example(
            "tools.yaml",
            good=SUMMARY,
            bad="      fr: Prêt ouvert à toute entreprise récente d’au moins 3 salariés.\n"
            "      en: Loan open to any recent enterprise with at least 3 employees.\n",
        ),
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
        example=Example(
            "tools.yaml",
            good="      fr: Prêt ouvert à toute entreprise de moins de 10 ans.\n"
            "      en: Loan open to any enterprise under 10 years old.\n",
            bad="      fr: Prêt ouvert à toute entreprise de 10 ans au plus.\n"
            "      en: Loan open to any enterprise at most 10 years old.\n",
            at=SUMMARY,
        ),
    ),
})
