"""Where nothing exists: the holes of a supply, one box a hole, each with an enterprise that stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from itertools import groupby, product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.diagnostics import Witness
from essfund.engine.amounts import scale_of
from essfund.engine.availability import availability_on
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import EVERYTHING, NOTHING, Region, Space
from essfund.engine.sampling import sample
from essfund.model.catalogue import leaves_of
from essfund.model.condition import Leaf
from essfund.model.field_types import Interval
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.list_reading import ListReading

NEED = "amount_needed"
ASKABLE = frozenset({Availability.OPEN, Availability.UNVERIFIED})
"""What counts as open: nearly every source is older than the limit of freshness, and unverified is not closed."""

MOST_CELLS = 500_000
"""Combinations of cells that are counted one by one; a choice of more says so instead."""


class TooManyCells(Exception):  # noqa: N818 - not an error of ours: a question that is too large
    """The chosen fields cut the enterprises into more cells than can be counted."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(count)


class CoverageAxis(NamedTuple):
    """One chosen field; `classes` are the sets of its cells that no instrument tells apart, in the order of the field."""

    field: str
    variable: int
    classes: tuple[int, ...]


Box = tuple[int, ...]
"""A set of enterprises that some fields describe one by one: for each axis, the set of its cells."""


@dataclass(frozen=True)
class Coverage:
    """Instruments available on a day, each as the region, over some fields alone, of the enterprises that it does not refuse."""

    space: Space
    day: date
    axes: tuple[CoverageAxis, ...]
    reach: Mapping[str, Region]
    families: Mapping[str, tuple[str, ...]]
    eligible: bool = False
    """Whether it was asked who is eligible a priori, and not only who is not refused."""

    @property
    def cells(self) -> int:
        """How many combinations of classes there are."""
        return prod(len(axis.classes) for axis in self.axes)

    def counts(self) -> Iterator[tuple[tuple[int, ...], frozenset[str]]]:
        """Each combination of classes, by their places, with the instruments that reach it. Raises TooManyCells."""
        if self.cells > MOST_CELLS:
            raise TooManyCells(self.cells)
        tools = tuple(self.reach)

        @cache
        def below(level: int, regions: tuple[Region, ...]) -> list[tuple[tuple[int, ...], frozenset[str]]]:
            """What the axes from a level on make of regions; the same regions are looked at once."""
            if level == len(self.axes):
                return [((), frozenset(tool for tool, region in zip(tools, regions, strict=True) if region == EVERYTHING))]
            axis = self.axes[level]
            return [((place, *rest), there) for place, cells in enumerate(axis.classes)
                    for rest, there in below(level + 1, tuple(self._at(region, axis.variable, cells) for region in regions))]

        yield from below(0, tuple(self.reach.values()))

    def _at(self, region: Region, index: int, cells: int) -> Region:
        """What is left of a region in a class of cells of its first variable."""
        variable, edges = self.space.nodes[region]
        return next(child for chosen, child in edges if chosen & cells) if variable == index else region

    def hole(self, family: str) -> Region:
        """Enterprises for which nothing of a family can be asked for."""
        return self.space.negate(self.space.join_all(self.reach[tool] for tool in self.families.get(family, ())))

    def boxes(self, region: Region) -> list[Box]:
        """Cut a region over the axes into few boxes that do not overlap; along a number each box is one range."""
        places = {axis.variable: place for place, axis in enumerate(self.axes)}
        everything = tuple(self.space.variables[axis.variable].all for axis in self.axes)

        def walk(node: Region, box: Box) -> Iterator[Box]:
            if node == EVERYTHING:
                yield box
            elif node != NOTHING:
                index, edges = self.space.nodes[node]
                place = places[index]
                for chosen, child in edges:
                    yield from walk(child, (*box[:place], chosen, *box[place + 1:]))

        ranges = [self.space.vocabularies.fields[axis.field].kind.name == "number" for axis in self.axes]
        apart = [cut for box in merged(set(walk(region, everything)))
                 for cut in product(*[runs(cells) if ranged else [cells] for cells, ranged in zip(box, ranges, strict=True)])]
        return sorted(apart, key=lambda box: (-prod(cells.bit_count() for cells in box), box))


def supply(
    catalogue: Catalogue, day: date, axes: Sequence[str], available: frozenset[Availability] = ASKABLE, space: Space | None = None, *,
    eligible: bool = False,
) -> Coverage:
    """Instruments that are available on a day, along some fields of a profile; `eligible`: inferred conditions must be met too.

    Along the amount needed an instrument reaches as far as its ceiling; without end where that is unknown or only inferred.
    """
    tools = [instrument for instrument in catalogue.instruments.values()
             if availability_on(day, instrument.tool, catalogue) in available]
    space = space or space_along([catalogue])
    eligibility = Eligibility(catalogue, space)
    reach = {instrument.id: _reach(eligibility, instrument, day, axes, eligible=eligible) for instrument in tools}
    families = {family: tuple(instrument.id for instrument in tools if instrument.tool.family == family)
                for family in dict.fromkeys(instrument.tool.family for instrument in catalogue.instruments.values())}
    cut = tuple(_axis(space, key, list(reach.values())) for key in space.vocabularies.fields if key in axes and key in space.of_field)
    return Coverage(space, day, cut, reach, families, eligible)


def space_along(catalogues: Sequence[Catalogue]) -> Space:
    """Space in which every test and every ceiling of some catalogues is an edge. The vocabularies are the last one's."""
    leaves: dict[str, dict[Leaf, None]] = {}
    for catalogue in catalogues:
        for key, tests in leaves_of(catalogue.instruments.values()).items():
            leaves.setdefault(key, {}).update(dict.fromkeys(tests))
        ceilings = [known_ceiling(offer) for instrument in catalogue.instruments.values() for offer in instrument.offers]
        if needs := dict.fromkeys(_within_ceiling(ceiling) for ceiling in ceilings if ceiling is not None):
            leaves.setdefault(NEED, {}).update(needs)
    words = reduce(lambda found, each: found.beside(each.vocabularies), reversed(catalogues[:-1]), catalogues[-1].vocabularies)
    return Space({key: tuple(tests) for key, tests in leaves.items()}, words)


def known_ceiling(offer: Offer) -> int | None:
    """Ceiling of an offer in euros, if it is known well enough to keep a need above it out."""
    amount = offer.entry.amount
    return amount.at_most if amount.strength.refuses else None


def _within_ceiling(ceiling: int) -> Leaf:
    return Leaf(NEED, "at_most", ceiling * scale_of(NEED), ceiling)


def _reach(eligibility: Eligibility, instrument: Instrument, day: date, axes: Sequence[str], *, eligible: bool) -> Region:
    space, reach = eligibility.space, NOTHING
    for terms in eligibility.terms(instrument, day):
        region = eligibility.met(terms.all) if eligible else space.negate(eligibility.unmet(terms.all))
        ceiling = known_ceiling(terms.offer)
        if ceiling is not None and NEED in axes:
            region = space.meet(region, space.test(_within_ceiling(ceiling)))
        reach = space.join(reach, region)
    return reduce(space.some, space.depends_on(reach) - set(axes), reach)


def _axis(space: Space, key: str, regions: Sequence[Region]) -> CoverageAxis:
    """Group the cells of a field that no region tells apart."""
    (index,) = space.of_field[key]
    cells, distinct = range(len(space.variables[index].cells)), dict.fromkeys(regions)
    ranged = space.vocabularies.fields[key].kind.name == "number"
    groups: dict[Hashable, int] = {}
    alike = groupby(cells, lambda cell: tuple(space.given(region, index, cell) for region in distinct))
    for place, (signature, neighbours) in enumerate(alike):  # of a number, only neighbours are grouped
        name = signature, place if ranged else None
        groups[name] = groups.get(name, 0) | sum(1 << cell for cell in neighbours)
    return CoverageAxis(key, index, tuple(groups.values()))


def merged(boxes: set[Box]) -> list[Box]:
    """Join boxes that differ along one axis only, as long as there are any."""
    axes = range(len(next(iter(boxes), ())))
    again = True
    while again:
        again = False
        for axis in axes:
            groups: dict[Box, int] = {}
            for box in sorted(boxes):
                rest = (*box[:axis], 0, *box[axis + 1:])
                groups[rest] = groups.get(rest, 0) | box[axis]
            joined = {(*rest[:axis], cells, *rest[axis + 1:]) for rest, cells in groups.items()}
            again = again or joined != boxes
            boxes = joined
    return sorted(boxes)


def runs(cells: int) -> list[int]:
    """Cut a set of cells of a number into sets of neighbours."""
    return [sum(1 << bit for bit in run) for run in consecutive(bit for bit in range(cells.bit_length()) if cells >> bit & 1)]


def consecutive(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Runs of ascending numbers without a gap."""
    for _, run in groupby(enumerate(numbers), lambda item: item[1] - item[0]):  # along a run, value and place grow alike
        yield [number for _, number in run]


def known_in(space: Space, axis: CoverageAxis, cells: int) -> Hashable | None:
    """What is known of a field in a set of its cells, as a profile holds it; None if it may be anything."""
    variable = space.variables[axis.variable]
    if cells == variable.all:
        return None
    chosen = [cell for bit, cell in enumerate(variable.cells) if cells >> bit & 1]
    first, last = chosen[0], chosen[-1]
    if isinstance(first, Interval) and isinstance(last, Interval):
        return Interval(first.low, last.high)
    if isinstance(first, frozenset):
        return frozenset(item for cell in chosen if isinstance(cell, frozenset) for item in cell)
    return first


class HoleWeight(NamedTuple):
    """Enterprises of a list that stand in a hole, whatever is not known of them, and those that may stand in it."""

    sure: int
    possible: int


class ListWeights(NamedTuple):
    """A list before the holes: what was read, its rows by the box in which each may lie, and how many stand in some hole.

    `told` are the fields looked along of which the list, or what follows from it, tells something.
    """

    reading: ListReading
    boxes: Mapping[Box, int]
    told: tuple[str, ...]
    overall: HoleWeight
    families: Mapping[str, HoleWeight]

    @property
    def outside(self) -> int:
        """Enterprises that surely stand in no hole."""
        return self.reading.rows.answered - sum(self.overall)


class CoverageGap(NamedTuple):
    """Enterprises for whom a family offers nothing: what is known of them, without the fields that may be anything, and one of them.

    `box` are their cells; `weight` is there where a list was given.
    """

    family: str
    known: Mapping[str, Hashable]
    witness: Witness
    box: Box = ()
    weight: HoleWeight | None = None


class GapChange(NamedTuple):
    """What changed between two days or two catalogues: holes that opened since, and holes that closed."""

    opened: tuple[CoverageGap, ...]
    closed: tuple[CoverageGap, ...]


def holes(found: Coverage, families: Sequence[str], but: Coverage | None = None) -> tuple[CoverageGap, ...]:
    """Holes of some families, the widest first; `but` those of another supply, in the same space and along the same fields."""
    left = {family: found.hole(family) for family in families}
    if but:
        left = {family: found.space.meet(region, found.space.negate(but.hole(family))) for family, region in left.items()}
    return tuple(_hole(found, family, box) for family, region in left.items() for box in found.boxes(region))


def changed_holes(before: Coverage, after: Coverage, families: Sequence[str]) -> GapChange:
    """Which holes opened and which closed. Both supplies must share a space and axes."""
    return GapChange(holes(after, families, before), holes(before, families, after))


def _hole(found: Coverage, family: str, box: Box) -> CoverageGap:
    known: dict[str, Hashable] = {}
    profile: dict[str, object] = {}
    for axis, cells in zip(found.axes, box, strict=True):
        value, every = known_in(found.space, axis, cells), found.space.variables[axis.variable].cells
        if value is not None:
            known[axis.field] = value
            profile |= sample(axis.field, [every[(cells & -cells).bit_length() - 1]], every, found.space.vocabularies, found.day)
    return CoverageGap(family, known, Witness(profile, found.day), box)


class Shortages(NamedTuple):
    """The answer of `coverage`: a supply along some fields, its holes in some families, and what changed since another one."""

    supply: Coverage
    families: tuple[str, ...]
    holes: tuple[CoverageGap, ...]
    before: Coverage | None = None
    change: GapChange | None = None
    weights: ListWeights | None = None
