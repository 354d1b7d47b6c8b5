"""Where nothing exists: the holes of a supply, one box a hole, each with an enterprise that stands in it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from itertools import groupby, product
from math import prod
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Witness
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.engine.regions import EVERYTHING, NOTHING, Region, Space
from essfund.engine.sampling import sample
from essfund.model.field_types import Interval
from essfund.model.profile import Profile
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.list_reading import ListReading

NEED = "amount_needed"
ASKABLE = frozenset({Availability.OPEN, Availability.UNVERIFIED})
"""What counts as open: nearly every source is older than the limit of freshness, and unverified is not closed."""

ROUND = (5_000, 10_000, 25_000, 50_000, 100_000, 300_000, 1_000_000)
"""Where bands of euros end, each included, if nobody says otherwise."""

MOST_CELLS = 500_000
"""Combinations of cells that are counted one by one; a choice of more says so instead."""


class Counting(StrEnum):
    """What makes an instrument count for somebody: its sources say so, it does not refuse them, or it takes them a priori."""

    MADE_FOR = "made_for"
    NOT_REFUSED = "not_refused"
    ELIGIBLE = "eligible"


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

    @property
    def every(self) -> int:
        """The cells looked at: all, or those that a fact held fixed leaves."""
        return sum(self.classes)


class CoverageCell(NamedTuple):
    """A combination of classes, by their places, with the instruments that count, those that do not refuse, and those of old proof."""

    places: tuple[int, ...]
    tools: frozenset[str]
    bound: frozenset[str]
    aged: frozenset[str]


Box = tuple[int, ...]
"""A set of enterprises that some fields describe one by one: for each axis, the set of its cells."""


@record(frozen=True)
class Coverage:
    """Instruments available on a day, each as a region over some fields alone: the enterprises for which it counts.

    `bound` are the enterprises that each does not refuse; `aged` what counted if sources were younger: unverified, and not asked for.
    """

    space: Space
    day: date
    axes: tuple[CoverageAxis, ...]
    reach: Mapping[str, Region]
    families: Mapping[str, tuple[str, ...]]
    counting: Counting = Counting.NOT_REFUSED
    bound: Mapping[str, Region] = field(default_factory=dict)
    aged: Mapping[str, Region] = field(default_factory=dict)
    held: Profile = field(default_factory=Profile)
    """Facts that hold of every enterprise looked at."""

    @property
    def cells(self) -> int:
        """How many combinations of classes there are."""
        return prod(len(axis.classes) for axis in self.axes)

    def counts(self) -> Iterator[CoverageCell]:
        """Each combination of classes with the instruments that reach it. Raises TooManyCells."""
        if self.cells > MOST_CELLS:
            raise TooManyCells(self.cells)
        kinds = self.reach, self.bound, self.aged
        named = [(kind, tool) for kind, regions in enumerate(kinds) for tool in regions]

        @cache
        def below(level: int, regions: tuple[Region, ...]) -> list[CoverageCell]:
            """What the axes from a level on make of regions; the same regions are looked at once."""
            if level == len(self.axes):
                there = [name for name, region in zip(named, regions, strict=True) if region == EVERYTHING]
                return [CoverageCell((), *(frozenset(tool for of_kind, tool in there if of_kind == kind) for kind in range(len(kinds))))]
            axis = self.axes[level]
            return [cell._replace(places=(place, *cell.places)) for place, cells in enumerate(axis.classes)
                    for cell in below(level + 1, tuple(self._at(region, axis.variable, cells) for region in regions))]

        yield from below(0, tuple(region for regions in kinds for region in regions.values()))

    def _at(self, region: Region, index: int, cells: int) -> Region:
        """What is left of a region in a class of cells of its first variable."""
        variable, edges = self.space.nodes[region]
        return next(child for chosen, child in edges if chosen & cells) if variable == index else region

    def hole(self, family: str) -> Region:
        """Enterprises for which nothing of a family counts, were its sources never so young."""
        looked_at = self.space.meet_all(self.space.literal(axis.variable, axis.every) for axis in self.axes)
        counted = self.space.join(self._joined(family, self.reach), self._joined(family, self.aged))
        return self.space.meet(looked_at, self.space.negate(counted))

    def refused(self, family: str) -> Region:
        """Enterprises that everything of a family refuses."""
        return self.space.negate(self._joined(family, self.bound))

    def aging(self, family: str) -> Region:
        """Enterprises for which something of a family counts only if the age of its sources is no matter."""
        return self.space.meet(self._joined(family, self.aged), self.space.negate(self._joined(family, self.reach)))

    def _joined(self, family: str, regions: Mapping[str, Region]) -> Region:
        return self.space.join_all(regions[tool] for tool in self.families.get(family, ()) if tool in regions)

    def boxes(self, region: Region) -> list[Box]:
        """Cut a region over the axes into few boxes that do not overlap; along a number each box is one range."""
        places = {axis.variable: place for place, axis in enumerate(self.axes)}
        everything = tuple(axis.every for axis in self.axes)

        def walk(node: Region, box: Box) -> Iterator[Box]:
            if node == EVERYTHING:
                yield box
            elif node != NOTHING:
                index, edges = self.space.nodes[node]
                place = places[index]
                for chosen, child in edges:
                    if inside := chosen & everything[place]:
                        yield from walk(child, (*box[:place], inside, *box[place + 1:]))

        ranges = [self.space.vocabularies.fields[axis.field].kind.name == "number" for axis in self.axes]
        apart = [cut for box in merged(set(walk(region, everything)))
                 for cut in product(*[runs(cells) if ranged else [cells] for cells, ranged in zip(box, ranges, strict=True)])]
        return sorted(apart, key=lambda box: (-prod(cells.bit_count() for cells in box), box))


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
    if cells == axis.every:
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

    `told` are the fields looked along of which the list, or what follows from it, tells something; `held` are the rows of whom the facts
    held fixed are surely true, and possibly: the others are not counted.
    """

    reading: ListReading
    boxes: Mapping[Box, int]
    told: tuple[str, ...]
    overall: HoleWeight
    families: Mapping[str, HoleWeight]
    held: HoleWeight

    @property
    def counted(self) -> int:
        """Enterprises that are counted: all that were answered, but for those of whom a fact held fixed is not true."""
        return sum(self.held)

    @property
    def outside(self) -> int:
        """Enterprises that surely stand in no hole."""
        return self.counted - sum(self.overall)


class GapKind(StrEnum):
    """Why nothing counts: everything refuses; something does not, but is not made for it or takes nobody; or only sources are old."""

    ALL_REFUSE = "all_refuse"
    NONE_MADE = "none_made_for_it"
    NONE_ELIGIBLE = "none_eligible"
    OLD_SOURCES = "old_sources"


SHORT = {Counting.MADE_FOR: GapKind.NONE_MADE, Counting.ELIGIBLE: GapKind.NONE_ELIGIBLE}
"""What a hole is where something does not refuse, by what counts."""


class CoverageGap(NamedTuple):
    """Enterprises for whom a family offers nothing: what is known of them, without the fields that may be anything, and one of them.

    `box` are their cells; `weight` is there where a list was given.
    """

    family: str
    known: Mapping[str, Hashable]
    witness: Witness
    box: Box = ()
    weight: HoleWeight | None = None
    kind: GapKind = GapKind.ALL_REFUSE


class GapChange(NamedTuple):
    """What changed between two days or two catalogues: holes that opened since, and holes that closed."""

    opened: tuple[CoverageGap, ...]
    closed: tuple[CoverageGap, ...]


def holes(found: Coverage, families: Sequence[str], but: Coverage | None = None) -> tuple[CoverageGap, ...]:
    """Holes of some families, the widest first; `but` those of another supply, in the same space and along the same fields."""
    left = {family: found.hole(family) for family in families}
    if but:
        left = {family: found.space.meet(region, found.space.negate(but.hole(family))) for family, region in left.items()}
    if found.counting is Counting.NOT_REFUSED:
        return _gaps(found, left, GapKind.ALL_REFUSE)
    refused = {family: found.space.meet(region, found.refused(family)) for family, region in left.items()}
    others = {family: found.space.meet(region, found.space.negate(found.refused(family))) for family, region in left.items()}
    return (*_gaps(found, refused, GapKind.ALL_REFUSE), *_gaps(found, others, SHORT[found.counting]))


def aged_gaps(found: Coverage, families: Sequence[str]) -> tuple[CoverageGap, ...]:
    """What would be holes if what is unverified were not there: no holes, but old sources."""
    return _gaps(found, {family: found.aging(family) for family in families}, GapKind.OLD_SOURCES)


def _gaps(found: Coverage, regions: Mapping[str, Region], kind: GapKind) -> tuple[CoverageGap, ...]:
    return tuple(_hole(found, family, box)._replace(kind=kind) for family, region in regions.items() for box in found.boxes(region))


def changed_holes(before: Coverage, after: Coverage, families: Sequence[str]) -> GapChange:
    """Which holes opened and which closed. Both supplies must share a space and axes."""
    return GapChange(holes(after, families, before), holes(before, families, after))


def _hole(found: Coverage, family: str, box: Box) -> CoverageGap:
    known: dict[str, Hashable] = {}
    profile: dict[str, object] = held_plain(found)
    for axis, cells in zip(found.axes, box, strict=True):
        value, every = known_in(found.space, axis, cells), found.space.variables[axis.variable].cells
        if value is not None:
            known[axis.field] = value
            profile |= sample(axis.field, [every[(cells & -cells).bit_length() - 1]], every, found.space.vocabularies, found.day)
    return CoverageGap(family, known, Witness(profile, found.day), box)


def held_plain(found: Coverage) -> dict[str, object]:
    """Facts held fixed, as a profile file holds them."""
    plain = {key: found.space.vocabularies.fields[key].kind.plain(value) for key, value in found.held.values.items()}
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in plain.items()}


class Shortages(NamedTuple):
    """The answer of `coverage`: a supply along some fields, its holes in some families, and what changed since another one."""

    supply: Coverage
    families: tuple[str, ...]
    holes: tuple[CoverageGap, ...]
    before: Coverage | None = None
    change: GapChange | None = None
    weights: ListWeights | None = None
    aged: tuple[CoverageGap, ...] = ()
