"""Conditions that decide nothing: always met, or never the one that changes a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.engine.eligibility import Eligibility
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition
    from essfund.review.checks.subject import ValidationSubject


def find_redundant(subject: ValidationSubject) -> Iterator[Fault]:
    """Find conditions without which every verdict of every offer would be the same, in every period in which they apply."""
    for instrument in subject.catalogue.instruments.values():
        eligibility = subject.around(instrument)
        groups = [
            (day, list(terms.all))
            for day in days_that_differ([instrument], subject.day)
            for terms in eligibility.terms(instrument, day)
            if not eligibility.space.empty(eligibility.met(terms.all))
        ]
        for one in reversed(instrument.all_conditions):
            concerned = [(day, group) for day, group in groups if any(other is one for other in group)]
            if one.origin is Origin.FLOOR or not concerned:
                continue
            if all(idle(eligibility, one, group) for _, group in concerned):
                yield _fault(eligibility, instrument, one, concerned)
                for _, group in concerned:
                    group[:] = [other for other in group if other is not one]


def idle(eligibility: Eligibility, one: Condition, group: Sequence[Condition]) -> bool:
    """Whether a condition can be left out of a group without any enterprise gaining or losing anything."""
    rest = [other for other in group if other is not one]
    space = eligibility.space
    return space.within(eligibility.met(rest), eligibility.met(group)) and space.within(
        eligibility.unmet(group), eligibility.unmet(rest)
    )


def _fault(
    eligibility: Eligibility, instrument: Instrument, one: Condition, concerned: Sequence[tuple[date, list[Condition]]]
) -> Fault:
    space, (day, group) = eligibility.space, concerned[0]
    document, path = place_of(instrument, one)
    failing = space.negate(space.test(one.test))
    if space.empty(failing):
        return Fault("CAT072", say("every enterprise meets `{id}`", id=one.id), document, path,
                     say("correct its bound or its set, or remove it"))
    core = [other for other in group if other is not one]
    for other in list(core):
        fewer = [kept for kept in core if kept is not other]
        if idle(eligibility, one, [*fewer, one]):
            core = fewer
    ids = ", ".join(f"`{other.id}`" for other in core)
    return Fault(
        "CAT073", say("`{id}` never decides: {ids} already ask for as much", id=one.id, ids=ids), document, path,
        say("remove it, or correct the bound or the set that makes it idle"),
        witness=eligibility.show(failing, day, say("this enterprise fails `{id}`, and one of {ids} with it", id=one.id, ids=ids)),
    )


CHECK = Check(find_redundant, {
    "CAT072": CodePage(
        N_("condition that is always met"),
        N_("No possible enterprise fails the condition."),
        N_("Correct its bound or its set; remove it if it was never meant to exclude anybody."),
        why=N_("It reads as a requirement, it is asked in appointments, and it decides nothing: most often a bound or a set "
               "is not the one that was meant."),
        severity=Severity.WARNING,
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n"
            "      - {id: effectif-connu, employees: {at_least: 0}, source: reglement}\n",
        ),
    ),
    "CAT073": CodePage(
        N_("condition that never decides"),
        N_("Other conditions of the same offer already ask for as much: without this one every verdict would be the same."),
        N_("Remove it, or correct the bound or the set that makes it idle."),
        why=N_("It is one more thing to read and to check, and it often hides a mistake: two bounds that were meant to differ."),
        severity=Severity.WARNING,
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad="      - {id: pas-trop-grande, employees: {less_than: 250}, source: reglement}\n"
            "      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
        ),
    ),
})
