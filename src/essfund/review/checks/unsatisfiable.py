"""Offers that no enterprise can have, and the few conditions that shut everybody out together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault
from essfund.core.messages import N_, say
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.engine.eligibility import Eligibility, OfferTerms
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition
    from essfund.review.checks.subject import ValidationSubject


def find_unsatisfiable(subject: ValidationSubject) -> Iterator[Fault]:
    """Find offers whose conditions no enterprise meets together, in any period, with the smallest set that conflicts."""
    for instrument in subject.catalogue.instruments.values():
        eligibility, done = subject.around(instrument), set[tuple[str, ...]]()
        for day in days_that_differ([instrument], subject.day):
            for terms in eligibility.terms(instrument, day):
                core = conflict(eligibility, terms.all)
                key = tuple(one.id for one in core)
                if core and key not in done:
                    done.add(key)
                    yield _fault(eligibility, instrument, terms, core, day)


def conflict(eligibility: Eligibility, conditions: Sequence[Condition]) -> list[Condition]:
    """Return conditions that no enterprise meets together and of which none can be left out; none if all can be met."""
    if not eligibility.space.empty(eligibility.met(conditions)):
        return []
    core = list(conditions)
    for one in conditions:
        rest = [other for other in core if other is not one]
        if eligibility.space.empty(eligibility.met(rest)):
            core = rest
    return core


def _fault(eligibility: Eligibility, instrument: Instrument, terms: OfferTerms, core: list[Condition], day: date) -> Fault:
    document, path = place_of(instrument, core[-1])
    if len(core) == 1:
        return Fault("CAT071", say("no enterprise can meet `{id}`", id=core[0].id), document, path,
                     say("the bounds or sets of its test contradict each other"))
    rest = eligibility.met(one for one in terms.all if one is not core[-1])
    near = rest if not eligibility.space.empty(rest) else eligibility.met(core[:-1])
    return Fault(
        "CAT070",
        say("no enterprise can have the offer `{offer}` of `{tool}`: {ids} cannot all be met", offer=terms.offer.id,
            tool=instrument.id, ids=", ".join(f"`{one.id}`" for one in core)),
        document, path, say("correct one of these conditions, or remove the offer"),
        witness=eligibility.show(near, day, say("this enterprise meets everything but `{id}`", id=core[-1].id)),
    )


CHECK = Check(find_unsatisfiable, {
    "CAT070": CodePage(
        N_("offer that nobody can have"),
        N_("The conditions of an offer cannot all be met by one enterprise: each possible profile fails one of them."),
        N_("Correct one of the conditions named, or remove the offer."),
        why=N_("The offer would be refused to everybody, and nobody would notice: each refusal has a reason that looks right."),
        example=Example(
            "rules.yaml",
            good="          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n",
            bad="          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n"
            "          - {id: pas-plus-de-deux-ans, age_years: {less_than: 3}, source: reglement}\n",
        ),
    ),
    "CAT071": CodePage(
        N_("condition that nobody meets"),
        N_("The bounds or sets inside one condition contradict each other."),
        N_("Correct the bounds: most often the two are swapped, or « and » stands for « or »."),
        why=N_("It refuses everybody."),
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad="      - {id: effectif, employees: {at_least: 50, less_than: 10}, source: reglement}\n",
        ),
    ),
})
