"""Conditions that plain three-valued logic leaves undecided though every completion agrees (Kleene's gap)."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.regions import NOTHING
from essfund.loading.checks.check import Check
from essfund.model.condition import AllOf, Leaf, Not, leaves
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.engine.regions import Region, Space
    from essfund.model.condition import Condition, Test
    from essfund.review.checks.subject import ValidationSubject


def find_undecided(subject: ValidationSubject) -> Iterator[Fault]:
    """Find conditions, one by one, with what may be unknown when the gap opens."""
    done: set[Test] = set()
    for instrument in subject.catalogue.instruments.values():
        for one in instrument.all_conditions:
            if one.test in done:
                continue
            done.add(one.test)
            eligibility = subject.around(instrument)
            found = gap(eligibility.space, one)
            if found is not None:
                unknown, region = found
                document, path = place_of(instrument, one)
                shows = say("while {fields} is unknown the verdict is exact, and the parts of `{id}` are not",
                            fields=list(unknown), id=one.id)
                yield Fault(
                    "CAT077", say("`{id}` tests {fields} more than once: plain logic leaves it undecided where every value agrees",
                                  id=one.id, fields=list(unknown)),
                    document, path, say("join the tests of that field into one, if that reads as well"),
                    witness=eligibility.show(region, subject.day, shows),
                )


def gap(space: Space, condition: Condition) -> tuple[tuple[str, ...], Region] | None:
    """Return the fewest unknown fields for which every completion agrees and Kleene logic does not, and where; or None."""
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
                return unknown, found
    return None


def kleene(space: Space, test: Test, unknown: frozenset[str]) -> tuple[Region, Region]:
    """Return where Kleene logic says TRUE and where it says FALSE while some fields are unknown."""
    if isinstance(test, Leaf):
        region = space.leaf(test)
        return (NOTHING, NOTHING) if test.field in unknown else (region, space.negate(region))
    if isinstance(test, Not):
        surely, never = kleene(space, test.part, unknown)
        return never, surely
    parts = [kleene(space, part, unknown) for part in test.parts]
    together, apart = (space.meet_all, space.join_all) if isinstance(test, AllOf) else (space.join_all, space.meet_all)
    return together(surely for surely, _ in parts), apart(never for _, never in parts)


CHECK = Check(find_undecided, {
    "CAT077": CodePage(
        N_("condition left undecided by its own wording"),
        N_("The condition tests a field twice so that, while the field is unknown, each part is undecided and yet every possible "
           "value leads to the same answer."),
        N_("Join the tests of that field into one, if the rule reads as well; otherwise leave it, and say so in `accepts`."),
        why=N_("Verdicts here are exact all the same; but the proof shown to the adviser lists as unknown what does not matter, "
               "and other tools that read these rules would ask for it."),
        severity=Severity.NOTE,
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad="      - id: effectif\n"
            "        any:\n"
            "          - all: [{employees: {less_than: 50}}, {esus: true}]\n"
            "          - all: [{employees: {less_than: 50}}, {esus: false}]\n"
            "        source: reglement\n",
        ),
    ),
})
