"""The regions of one instrument and the points in them: where a known profile lies, and where one test turns its condition."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.truth import UNKNOWN
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import EVERYTHING, NOTHING, Region, Space
from essfund.model.condition import AllOf, AnyOf, Leaf, Not, leaves
from essfund.model.field_types import SeveralType
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from essfund.core.truth import Truth
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Test

Point = dict[int, int]
"""One enterprise: for each variable of a space the cell it lies in. A variable that is not there is not known."""

Signature = tuple["Truth", ...]


class PivotalTest(NamedTuple):
    """One test inside a condition, and the enterprises for which the condition turns with it, whatever the field holds."""

    condition: Condition
    leaf: Leaf
    turning: Region


class ProbeSet:
    """The space that the conditions of one instrument cut. Other instruments do not change it."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument) -> None:
        self.catalogue = catalogue
        self.instrument = instrument
        self.leaves: dict[str, dict[Leaf, None]] = {}
        for condition in instrument.all_conditions:
            for leaf in leaves(condition.test):
                self.leaves.setdefault(leaf.field, {})[leaf] = None
        self.space = Space({key: tuple(found) for key, found in self.leaves.items()}, catalogue.vocabularies)
        self.eligibility = Eligibility(catalogue, self.space)
        self.places: dict[tuple[str, Hashable], Point | None] = {}

    @cached_property
    def pivotal_tests(self) -> tuple[PivotalTest, ...]:
        """Every test of every condition that can turn its condition at all."""
        found = []
        for condition in self.instrument.all_conditions:
            for leaf, when_met, when_not in alternatives(condition.test):
                first, second = self.space.test(when_met), self.space.test(when_not)
                turning = self.space.join(self.space.minus(first, second), self.space.minus(second, first))
                if not self.space.empty(turning):
                    found.append(PivotalTest(condition, leaf, turning))
        return tuple(found)

    def signature(self, field: str, value: Hashable) -> Signature:
        """Return what every test of a field says of a value: values with the same signature cannot be told apart."""
        evaluate = FIELDS[field].kind.evaluate
        return tuple([evaluate(leaf.operator, leaf.argument, value) for leaf in self.leaves.get(field, ())])

    @cached_property
    def cells(self) -> Mapping[str, Mapping[Signature, tuple[int, int]]]:
        """For each field the variable and the cell that a signature stands for."""
        found: dict[str, dict[Signature, tuple[int, int]]] = {}
        for field, places in self.space.of_field.items():
            table = found[field] = {}
            several = isinstance(FIELDS[field].kind, SeveralType)
            for index in places:
                for bit, cell in enumerate(self.space.variables[index].cells):
                    if not several or cell is not None:
                        table[self.signature(field, cell)] = (index, bit)
        return found

    def place(self, field: str, value: Hashable) -> Point | None:
        """Return where a value of one field lies; None if the tests do not decide it."""
        key = (field, value)
        if key not in self.places:
            self.places[key] = self._place(field, value)
        return self.places[key]

    def _place(self, field: str, value: Hashable) -> Point | None:
        if field not in self.space.of_field:
            return {}
        if isinstance(FIELDS[field].kind, SeveralType):
            assert isinstance(value, frozenset)
            point = dict.fromkeys(self.space.of_field[field], 0)
            for one in value:
                index, bit = self.cells[field][self.signature(field, frozenset([one]))]
                point[index] = bit
            return point
        signature = self.signature(field, value)
        if UNKNOWN in signature:
            return None
        index, bit = self.cells[field][signature]
        return {index: bit}

    def once(self, region: Region, place: Point) -> Region:
        """Return a region once it is known where one field lies; it no longer depends on that field."""
        for index, bit in place.items():
            region = self.space.given(region, index, bit)
        return region

    def point(self, values: Mapping[str, Hashable]) -> Point:
        """Return where a profile lies; fields that are not known, or not well enough, are left out."""
        found: Point = {}
        for field in self.space.of_field:
            if field in values:
                found |= self.place(field, values[field]) or {}
        return found

    def holds(self, region: Region, point: Point) -> bool:
        """Whether a point lies in a region for certain."""
        while region > EVERYTHING:
            index, edges = self.space.nodes[region]
            if index not in point:
                return False
            bit = point[index]
            region = next(child for cells, child in edges if cells >> bit & 1)
        return region != NOTHING


def alternatives(test: Test) -> Iterator[tuple[Leaf, Test, Test]]:
    """Yield every leaf of a test, in reading order, with the test as it is when that leaf alone is met, and when it is not."""
    if isinstance(test, Leaf):
        yield test, AllOf(()), AnyOf(())
    elif isinstance(test, Not):
        for leaf, met, unmet in alternatives(test.part):
            yield leaf, Not(met), Not(unmet)
    else:
        for index, part in enumerate(test.parts):
            before, after = test.parts[:index], test.parts[index + 1:]
            for leaf, met, unmet in alternatives(part):
                yield leaf, type(test)((*before, met, *after)), type(test)((*before, unmet, *after))
