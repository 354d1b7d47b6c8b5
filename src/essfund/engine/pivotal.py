"""Pivotal tests: for each test of a condition two values of its field between which the condition turns, and for whom."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import TRUE
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import Space
from essfund.engine.sampling import created_for, sample
from essfund.engine.timeline import DAY
from essfund.model.catalogue import leaves_of
from essfund.model.condition import AllOf, AnyOf, Leaf, Not
from essfund.model.field_types import JUDGES, Interval, SeveralType
from essfund.model.field_types.number import first_passing_or_failing
from essfund.model.profile import YEAR, age_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from essfund.engine.eligibility import OfferTerms
    from essfund.engine.regions import Region
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Test
    from essfund.model.fields import Field

AGE, CREATED = "age_years", "created_on"
EARLIEST = 1800
"""No enterprise is older than this year."""


class FieldValue(NamedTuple):
    """One value of a field: as a profile file holds it, the cells of the space it lies in, and whether it passes the test."""

    raw: Mapping[str, object]
    cells: Mapping[int, int]
    passes: bool = False


class PivotalTest(NamedTuple):
    """Test, two values of its field between which its condition turns, and for whom. `offer` is None where it holds for every offer."""

    condition: Condition
    offer: str | None
    leaf: Leaf
    region: Region
    inside: FieldValue
    outside: FieldValue


class PivotFinder:
    """Looks for the pivotal tests of one instrument on a day, in a space cut for that instrument alone."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, day: date) -> None:
        self.instrument, self.day = instrument, day
        self.space = Space(leaves_of([instrument]), catalogue.vocabularies)
        self.eligibility = Eligibility(catalogue, self.space)
        self.terms = self.eligibility.terms(instrument, day)

    def pivots(self) -> Iterator[PivotalTest]:
        """Every test of the conditions of the day that turns its condition for somebody."""
        scopes: list[tuple[str | None, Condition, tuple[OfferTerms, ...]]]
        scopes = [(None, condition, self.terms) for condition in self.terms[0].common]
        scopes += [(terms.offer.id, condition, (terms,)) for terms in self.terms for condition in terms.own]
        for offer, condition, offers in scopes:
            for leaf, *tests in alternatives(condition.test):
                met, unmet = map(self.space.test, tests)
                # for these the condition turns with the leaf, whatever its other tests say
                turning = self.space.join(self.space.minus(met, unmet), self.space.minus(unmet, met))
                if pivot := self._pivot(condition, leaf, turning, offers):
                    yield PivotalTest(condition, offer, leaf, *pivot)

    def _pivot(self, condition: Condition, leaf: Leaf, turning: Region, offers: Sequence[OfferTerms]
               ) -> tuple[Region, FieldValue, FieldValue] | None:
        """Two values of a field and the enterprises for which a condition turns between them, as eligible as can be."""
        space, met = self.space, self.space.test(condition.test)
        eligible, refused = (every(self.instrument, self.day) for every in (self.eligibility.eligible, self.eligibility.refused))
        best: tuple[int, Region, FieldValue, FieldValue] | None = None
        for values in self._values(leaf):
            for inside, outside in permutations(values, 2):
                region = space.meet_all([
                    self.once(turning, inside), self.once(turning, outside),
                    self.once(met, inside), self.once(space.negate(met), outside),
                ])
                for terms in () if space.empty(region) or inside.passes is outside.passes else offers:
                    others = [item for item in terms.all if item is not condition]
                    fulfilled, within = self.wished(region, [
                        self.once(self.eligibility.met(terms.all), inside), self.once(space.negate(eligible), outside),
                        self.once(self.eligibility.met(others), outside), self.once(refused, outside),
                    ])
                    if best is None or fulfilled > best[0]:
                        best = fulfilled, within, inside, outside
            if best is not None:
                return best[1:]
        return None

    def wished(self, region: Region, wishes: Sequence[Region]) -> tuple[int, Region]:
        """Part of a region that fulfils as many wishes as can be, the first ones first, and how many these are."""
        fulfilled = 0
        for wish in wishes:
            nearer, fulfilled = self.space.meet(region, wish), 2 * fulfilled
            if not self.space.empty(nearer):
                region, fulfilled = nearer, fulfilled + 1
        return fulfilled, region

    def once(self, region: Region, value: FieldValue) -> Region:
        """Region once a field is known to hold a value; it no longer depends on that field."""
        for index, cell in value.cells.items():
            region = self.space.given(region, index, cell)
        return region

    def _values(self, leaf: Leaf) -> Iterator[list[FieldValue]]:
        """Lists of values on both sides of a test: the next one is asked for only where no two of the first will do."""
        field, places = self.space.vocabularies.fields[leaf.field], self.space.of_field[leaf.field]
        if isinstance(field.kind, SeveralType):
            for size in (1, 2):
                yield [self._several(leaf, held, places) for few in range(1, size + 1) for held in combinations(places, few)]
            return
        cells = self.space.variables[places[0]].cells
        passing = [field.kind.evaluate(leaf.operator, leaf.argument, cell) is TRUE for cell in cells]
        if field.kind.name != "number":
            raws = [sample(leaf.field, [cell], cells, self.space.vocabularies, self.day) for cell in cells]
            yield [FieldValue(raw, {places[0]: bit}, passing[bit]) for bit, raw in enumerate(raws)]
            return
        assert isinstance(leaf.argument, int)
        cut = first_passing_or_failing(leaf.operator, leaf.argument)
        upper = next((bit for bit, cell in enumerate(cells) if isinstance(cell, Interval) and cell.low == cut), 0)
        raws = self._around(leaf.field, cut) if upper else []
        yield [FieldValue(raw, {places[0]: bit}, passing[bit]) for bit, raw in zip((upper - 1, upper), raws, strict=False)]

    def _several(self, leaf: Leaf, held: Sequence[int], places: Sequence[int]) -> FieldValue:
        atoms = [self.space.variables[index].cells[1] for index in held]
        ids: frozenset[str] = frozenset().union(*[atom for atom in atoms if isinstance(atom, frozenset)])
        passes = JUDGES[leaf.operator].evaluate(leaf.operator, leaf.argument, ids) is TRUE
        return FieldValue({leaf.field: sorted(ids)}, {index: int(index in held) for index in places}, passes)

    def _around(self, field: str, cut: int) -> list[dict[str, object]]:
        """Values just below and at a number of inner units; an age is said as a date of creation, to the day."""
        if field != AGE:
            known = self.space.vocabularies.fields[field]
            return [plain_number(known, cut - 1), plain_number(known, cut)]
        if self.day.year - cut // YEAR <= EARLIEST:
            return []
        created = created_for(cut, cut + 1, self.day)
        while age_on((created + DAY).toordinal(), self.day) >= cut:
            created += DAY
        return [{CREATED: (created + DAY).isoformat()}, {CREATED: created.isoformat()}]


def plain_number(field: Field, number: int) -> dict[str, object]:
    """Number in inner units as a profile file holds it."""
    return {field.key: field.kind.plain(Interval(number, number))}


def alternatives(test: Test) -> Iterator[tuple[Leaf, Test, Test]]:
    """Every leaf of a test, in reading order, with the test as it is when that leaf alone is met, and when it is not."""
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
