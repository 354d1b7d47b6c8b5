"""Conditions that no enterprise meets together, that decide nothing, or that plain three-valued logic leaves undecided."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import About, Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.regions import NOTHING
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.model.condition import AllOf, Leaf, Not, Origin, leaves
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.engine.eligibility import Eligibility, OfferTerms
    from essfund.engine.regions import Region, Space
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition, Test
    from essfund.review.checks.subject import ValidationSubject

EFFECTIF = "      - {id: effectif, employees: {less_than: 50}, source: reglement}\n"


def find_unsatisfiable(subject: ValidationSubject) -> Iterator[Fault]:
    """Find offers whose conditions no enterprise meets together, in any period, with the smallest set that conflicts."""
    for instrument in subject.catalogue.instruments.values():
        eligibility, done = subject.around(instrument), set[tuple[str, ...]]()
        for day in days_that_differ([instrument], subject.day):
            for terms in eligibility.terms(instrument, day):
                core = conflict(eligibility, terms.all)
                key = tuple(item.id for item in core)
                if core and key not in done:
                    done.add(key)
                    yield _unsatisfiable_fault(eligibility, instrument, terms, core, day)


def conflict(eligibility: Eligibility, conditions: Sequence[Condition]) -> list[Condition]:
    """Conditions that no enterprise meets together and of which none can be left out; none if all can be met."""
    if not eligibility.space.empty(eligibility.met(conditions)):
        return []
    core = list(conditions)
    for condition in conditions:
        rest = [other for other in core if other is not condition]
        if eligibility.space.empty(eligibility.met(rest)):
            core = rest
    return core


def _unsatisfiable_fault(eligibility: Eligibility, instrument: Instrument, terms: OfferTerms, core: list[Condition], day: date) -> Fault:
    place = place_of(instrument, core[-1])
    if len(core) == 1:
        return Fault("CAT071", say("no enterprise can meet `{id}`", id=core[0].id), *place,
                     say("the bounds or sets of its test contradict each other"), about=About("rules", instrument.id))
    rest = eligibility.met(item for item in terms.all if item is not core[-1])
    near = rest if not eligibility.space.empty(rest) else eligibility.met(core[:-1])
    return Fault(
        "CAT070",
        say("no enterprise can have the offer `{offer}` of `{tool}`: {ids} cannot all be met", offer=terms.offer.id,
            tool=instrument.id, ids=", ".join(f"`{item.id}`" for item in core)),
        *place, say("correct one of these conditions, or remove the offer"),
        witness=eligibility.show(near, day, say("this enterprise meets everything but `{id}`", id=core[-1].id)),
        about=About("rules", instrument.id),
    )


UNSATISFIABLE_CHECK = Check(find_unsatisfiable, {
    "CAT070": CodePage(
        N_("offer that nobody can have"),
        N_("The conditions of an offer cannot all be met by one enterprise: each possible profile fails one of them."),
        N_("Correct one of the conditions named, or remove the offer."),
        why=N_("The offer would be refused to everybody, and nobody would notice: each refusal has a reason that looks right."),
        example=Example("rules.yaml", good="          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n",
                        bad="          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n"
                        "          - {id: pas-plus-de-deux-ans, age_years: {less_than: 3}, source: reglement}\n"),
    ),
    "CAT071": CodePage(
        N_("condition that nobody meets"), N_("The bounds or sets inside one condition contradict each other."),
        N_("Correct the bounds: most often the two are swapped, or « and » stands for « or »."), why=N_("It refuses everybody."),
        example=Example("rules.yaml", good=EFFECTIF,
                        bad="      - {id: effectif, employees: {at_least: 50, less_than: 10}, source: reglement}\n"),
    ),
})


def find_redundant(subject: ValidationSubject) -> Iterator[Fault]:
    """Find conditions without which every verdict of every offer would be the same, in every period in which they apply."""
    for instrument in subject.catalogue.instruments.values():
        eligibility = subject.around(instrument)
        groups = [
            (day, list(terms.all)) for day in days_that_differ([instrument], subject.day) for terms in eligibility.terms(instrument, day)
            if not eligibility.space.empty(eligibility.met(terms.all))
        ]
        for condition in reversed(instrument.all_conditions):
            concerned = [(day, group) for day, group in groups if any(other is condition for other in group)]
            if condition.origin is Origin.FLOOR or not concerned:
                continue
            if all(idle(eligibility, condition, group) for _, group in concerned):
                yield _redundant_fault(eligibility, instrument, condition, concerned)
                for _, group in concerned:
                    group[:] = [other for other in group if other is not condition]


def idle(eligibility: Eligibility, condition: Condition, group: Sequence[Condition]) -> bool:
    """Whether a condition can be left out of a group without any enterprise gaining or losing anything."""
    rest = [other for other in group if other is not condition]
    space = eligibility.space
    return space.within(eligibility.met(rest), eligibility.met(group)) and space.within(eligibility.unmet(group), eligibility.unmet(rest))


def _redundant_fault(
    eligibility: Eligibility, instrument: Instrument, condition: Condition, concerned: Sequence[tuple[date, list[Condition]]]
) -> Fault:
    space, (day, group) = eligibility.space, concerned[0]
    place, failing = place_of(instrument, condition), space.negate(space.test(condition.test))
    if space.empty(failing):
        return Fault("CAT072", say("every enterprise meets `{id}`", id=condition.id), *place,
                     say("correct its bound or its set, or remove it"))
    core = [other for other in group if other is not condition]
    for other in list(core):
        fewer = [kept for kept in core if kept is not other]
        if idle(eligibility, condition, [*fewer, condition]):
            core = fewer
    ids = ", ".join(f"`{other.id}`" for other in core)
    return Fault(
        "CAT073", say("`{id}` never decides: {ids} already ask for as much", id=condition.id, ids=ids), *place,
        say("remove it, or correct the bound or the set that makes it idle"),
        witness=eligibility.show(failing, day, say("this enterprise fails `{id}`, and one of {ids} with it", id=condition.id, ids=ids)),
    )


REDUNDANT_CHECK = Check(find_redundant, {
    "CAT072": CodePage(
        N_("condition that is always met"), N_("No possible enterprise fails the condition."),
        N_("Correct its bound or its set; remove it if it was never meant to exclude anybody."),
        why=N_("It reads as a requirement, it is asked in appointments, and it decides nothing: most often a bound or a set "
               "is not the one that was meant."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", good=EFFECTIF,
                        bad=EFFECTIF + "      - {id: effectif-connu, employees: {at_least: 0}, source: reglement}\n"),
    ),
    "CAT073": CodePage(
        N_("condition that never decides"),
        N_("Other conditions of the same offer already ask for as much: without this one every verdict would be the same."),
        N_("Remove it, or correct the bound or the set that makes it idle."),
        why=N_("It is one more thing to read and to check, and it often hides a mistake: two bounds that were meant to differ."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", good=EFFECTIF,
                        bad="      - {id: pas-trop-grande, employees: {less_than: 250}, source: reglement}\n" + EFFECTIF),
    ),
})


def find_undecided(subject: ValidationSubject) -> Iterator[Fault]:
    """Find conditions, one by one, with what may be unknown when the gap opens."""
    done: set[Test] = set()
    for instrument in subject.catalogue.instruments.values():
        for condition in instrument.all_conditions:
            if condition.test in done:
                continue
            done.add(condition.test)
            eligibility = subject.around(instrument)
            for unknown, region in gap(eligibility.space, condition):
                shows = say("while {fields} is unknown the verdict is exact, and the parts of `{id}` are not",
                            fields=list(unknown), id=condition.id)
                yield Fault(
                    "CAT077", say("`{id}` tests {fields} more than once: plain logic leaves it undecided where every value agrees",
                                  id=condition.id, fields=list(unknown)),
                    *place_of(instrument, condition), say("join the tests of that field into one, if that reads as well"),
                    witness=eligibility.show(region, subject.day, shows),
                )


def gap(space: Space, condition: Condition) -> Iterator[tuple[tuple[str, ...], Region]]:
    """The fewest unknown fields, if any, for which every completion agrees and Kleene logic does not; and where."""
    whole = space.test(condition.test)
    times = Counter(leaf.field for leaf in leaves(condition.test))
    suspect = {leaf.field for leaf in leaves(condition.test) if times[leaf.field] > 1}
    for size in range(1, len(condition.fields) + 1):
        for unknown in combinations(condition.fields, size):
            if suspect.isdisjoint(unknown):
                continue
            met, unmet = whole, space.negate(whole)
            for field in unknown:
                met, unmet = space.every(met, field), space.every(unmet, field)
            surely, never = kleene(space, condition.test, frozenset(unknown))
            found = space.join(space.minus(met, surely), space.minus(unmet, never))
            if found != NOTHING:
                yield unknown, found
                return


def kleene(space: Space, test: Test, unknown: frozenset[str]) -> tuple[Region, Region]:
    """Where Kleene logic says TRUE and where it says FALSE while some fields are unknown."""
    if isinstance(test, Leaf):
        region = space.test(test)
        return (NOTHING, NOTHING) if test.field in unknown else (region, space.negate(region))
    if isinstance(test, Not):
        surely, never = kleene(space, test.part, unknown)
        return never, surely
    parts = [kleene(space, part, unknown) for part in test.parts]
    together, apart = (space.meet_all, space.join_all) if isinstance(test, AllOf) else (space.join_all, space.meet_all)
    return together(surely for surely, _ in parts), apart(never for _, never in parts)


UNDECIDED_CHECK = Check(find_undecided, {
    "CAT077": CodePage(
        N_("condition left undecided by its own wording"),
        N_("The condition tests a field twice so that, while the field is unknown, each part is undecided and yet every possible "
           "value leads to the same answer."),
        N_("Join the tests of that field into one, if the rule reads as well; otherwise leave it, and say so in `accepts`."),
        why=N_("Verdicts here are exact all the same; but the proof shown to the adviser lists as unknown what does not matter, "
               "and other tools that read these rules would ask for it."),
        severity=Severity.NOTE,
        example=Example("rules.yaml", good=EFFECTIF, bad="      - id: effectif\n"
                        "        any:\n"
                        "          - all: [{employees: {less_than: 50}}, {esus: true}]\n"
                        "          - all: [{employees: {less_than: 50}}, {esus: false}]\n"
                        "        source: reglement\n"),
    ),
})
