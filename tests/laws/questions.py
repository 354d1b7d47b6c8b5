"""Every question of the exact analyses that the bundled catalogue gives rise to, to be answered by regions and by a solver."""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any, NamedTuple

import z3

from essfund.engine.eligibility import Eligibility
from essfund.engine.timeline import days_that_differ
from tests.laws.formulas import Formulas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition

DAY = date(2019, 6, 1)


class Question(NamedTuple):
    """Whether a set of enterprises is empty, asked both ways."""

    kind: str
    name: str
    by_regions: Callable[[], bool]
    by_solver: Callable[[], bool]


class Questions:
    """The questions of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.eligibility = Eligibility(catalogue)
        self.formulas = Formulas(catalogue)

    def all(self) -> Iterator[Question]:
        """Yield every question once."""
        instruments = list(self.catalogue.instruments.values())
        seen: set[tuple[object, ...]] = set()
        for instrument in instruments:
            for day in days_that_differ([instrument], DAY):
                standing = self.eligibility.terms(instrument, day)
                for terms in standing:
                    if (key := (instrument.id, *map(id, terms.all))) not in seen:
                        seen.add(key)
                        yield from self.of_offer(f"{instrument.id}.{terms.offer.id}", terms.all)
                for one, other in combinations(standing, 2):
                    yield self.apart(f"{instrument.id} {one.offer.id} {other.offer.id}", one.all, other.all)
        for first, second in permutations(instruments, 2):
            if first.tool.family == second.tool.family:
                yield self.covered(first, second)

    def of_offer(self, name: str, conditions: tuple[Condition, ...]) -> Iterator[Question]:
        """Yield whether anybody can have an offer, whether a condition implies another, whether the others imply one."""
        space, formulas = self.eligibility.space, self.formulas
        yield Question(
            "offer that nobody can have", name,
            lambda: space.empty(self.eligibility.met(conditions)), lambda: not formulas.somebody(formulas.met(conditions)),
        )
        for one, other in permutations(conditions, 2):
            yield self.implies("condition implied by another", f"{name} {one.id} {other.id}", (one,), other)
        for one in conditions:
            rest = tuple(other for other in conditions if other is not one)
            yield self.implies("condition implied by all others", f"{name} {one.id}", rest, one)

    def implies(self, kind: str, name: str, first: tuple[Condition, ...], second: Condition) -> Question:
        """Return whether everybody who meets some conditions meets another."""
        space, formulas = self.eligibility.space, self.formulas
        return Question(
            kind, name,
            lambda: space.within(self.eligibility.met(first), space.test(second.test)),
            lambda: not formulas.somebody(formulas.met(first), z3.Not(formulas.test(second.test))),
        )

    def apart(self, name: str, first: tuple[Condition, ...], second: tuple[Condition, ...]) -> Question:
        """Return whether nobody can have both of two offers."""
        space, formulas = self.eligibility.space, self.formulas
        return Question(
            "offers that nobody can have both of", name,
            lambda: space.empty(space.meet(self.eligibility.met(first), self.eligibility.met(second))),
            lambda: not formulas.somebody(formulas.met(first), formulas.met(second)),
        )

    def covered(self, first: Instrument, second: Instrument) -> Question:
        """Return whether everybody eligible for an instrument is eligible for another of its family."""
        space, formulas = self.eligibility.space, self.formulas
        return Question(
            "instrument covered by another", f"{first.id} {second.id}",
            lambda: space.within(self.eligibility.eligible(first, DAY), self.eligibility.eligible(second, DAY)),
            lambda: not formulas.somebody(self.eligible(first), z3.Not(self.eligible(second))),
        )

    def eligible(self, instrument: Instrument) -> Any:
        """Return the formula of who is eligible on the day."""
        return z3.Or([self.formulas.met(terms.all) for terms in self.eligibility.terms(instrument, DAY)])
