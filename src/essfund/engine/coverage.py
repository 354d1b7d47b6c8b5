"""Where nothing exists: the holes of a supply, one box a hole, each with an enterprise that stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
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
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer


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


class Box(NamedTuple):
    """A set of enterprises that some fields describe one by one: for each axis, the set of its cells."""

    cells: tuple[int, ...]


@dataclass(frozen=True)
class Coverage:
    """The instruments that can be asked for on a day, seen along some fields.

    `reach` holds, for each instrument, the enterprises that it does not refuse, as a region over the axes alone.
    """

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
        """Yield each combination of classes, by their places, with the instruments that reach it. Raises TooManyCells."""
        if self.cells > MOST_CELLS:
            raise TooManyCells(self.cells)
        tools = tuple(self.reach)
        known: dict[tuple[int, tuple[Region, ...]], list[tuple[tuple[int, ...], frozenset[str]]]] = {}

        def below(level: int, regions: tuple[Region, ...]) -> list[tuple[tuple[int, ...], frozenset[str]]]:
            """Return what the axes from a level on make of regions; the same regions are looked at once."""
            if level == len(self.axes):
                return [((), frozenset(tool for tool, region in zip(tools, regions, strict=True) if region == EVERYTHING))]
            if (level, regions) not in known:
                axis, found = self.axes[level], []
                for place, cells in enumerate(axis.classes):
                    inner = tuple(self._at(region, axis.variable, cells) for region in regions)
                    found += [((place, *rest), there) for rest, there in below(level + 1, inner)]
                known[level, regions] = found
            return known[level, regions]

        yield from below(0, tuple(self.reach.values()))

    def _at(self, region: Region, index: int, cells: int) -> Region:
        """Return what is left of a region in a class of cells of its first variable."""
        variable, edges = self.space.nodes[region]
        return next(child for chosen, child in edges if chosen & cells) if variable == index else region

    def hole(self, family: str) -> Region:
        """Return the enterprises for which nothing of a family can be asked for."""
        return self.space.negate(self.space.join_all(self.reach[tool] for tool in self.families.get(family, ())))

    def boxes(self, region: Region) -> list[Box]:
        """Cut a region over the axes into few boxes that do not overlap; along a number each box is one range."""
        places = {axis.variable: place for place, axis in enumerate(self.axes)}
        everything = [self.space.variables[axis.variable].all for axis in self.axes]

        def walk(node: Region, cells: list[int]) -> Iterator[tuple[int, ...]]:
            if node == EVERYTHING:
                yield tuple(cells)
            elif node != NOTHING:
                index, edges = self.space.nodes[node]
                for chosen, child in edges:
                    inner = cells.copy()
                    inner[places[index]] = chosen
                    yield from walk(child, inner)

        found = merged(set(walk(region, everything)))
        ranges = [FIELDS[axis.field].kind.name == "number" for axis in self.axes]
        apart = [Box(cut) for cells in found for cut in product(*[runs(c) if r else [c] for c, r in zip(cells, ranges, strict=True)])]
        return sorted(apart, key=lambda box: (-prod(cells.bit_count() for cells in box.cells), box.cells))


def supply(
    catalogue: Catalogue,
    day: date,
    axes: Sequence[str],
    available: frozenset[Availability] = ASKABLE,
    space: Space | None = None,
    *,
    eligible: bool = False,
) -> Coverage:
    """Project the instruments of a catalogue that are available on a day on some fields of a profile.

    Along the amount needed an instrument reaches as far as its ceiling; one whose ceiling nobody knows, or that is only inferred,
    reaches as far as any need: a gap is no hole. `eligible` asks for more: that inferred conditions are met too.
    """
    tools = [instrument for instrument in catalogue.instruments.values()
             if availability_on(day, instrument.tool, catalogue) in available]
    found = space or space_along([catalogue])
    eligibility = Eligibility(catalogue, found)
    reach = {instrument.id: _reach(eligibility, instrument, day, axes, eligible=eligible) for instrument in tools}
    families: dict[str, list[str]] = {instrument.tool.family: [] for instrument in catalogue.instruments.values()}
    for instrument in tools:
        families[instrument.tool.family].append(instrument.id)
    cut = tuple(_axis(found, key, list(reach.values())) for key in FIELDS if key in axes and key in found.of_field)
    return Coverage(found, day, cut, reach, {family: tuple(ids) for family, ids in families.items()}, eligible)


def space_along(catalogues: Sequence[Catalogue]) -> Space:
    """Return a space in which every test and every ceiling of some catalogues is an edge. The vocabularies are the last one's."""
    leaves: dict[str, dict[Leaf, None]] = {}
    for catalogue in catalogues:
        for key, found in leaves_of(catalogue.instruments.values()).items():
            leaves.setdefault(key, {}).update(dict.fromkeys(found))
        for instrument in catalogue.instruments.values():
            for offer in instrument.offers:
                ceiling = known_ceiling(offer)
                if ceiling is not None:
                    leaves.setdefault(NEED, {})[_within_ceiling(ceiling)] = None
    return Space({key: tuple(found) for key, found in leaves.items()}, catalogues[-1].vocabularies)


def known_ceiling(offer: Offer) -> int | None:
    """Return the ceiling of an offer in euros, if it is known well enough to keep a need above it out."""
    amount = offer.entry.amount
    return amount.at_most if amount.strength.refuses else None


def _within_ceiling(ceiling: int) -> Leaf:
    return Leaf(NEED, "at_most", ceiling * scale_of(NEED), ceiling)


def _reach(eligibility: Eligibility, instrument: Instrument, day: date, axes: Sequence[str], *, eligible: bool) -> Region:
    space, found = eligibility.space, NOTHING
    for terms in eligibility.terms(instrument, day):
        region = eligibility.met(terms.all) if eligible else space.negate(eligibility.unmet(terms.all))
        ceiling = known_ceiling(terms.offer)
        if ceiling is not None and NEED in axes:
            region = space.meet(region, space.leaf(_within_ceiling(ceiling)))
        found = space.join(found, region)
    for field in space.depends_on(found) - set(axes):
        found = space.some(found, field)
    return found


def _axis(space: Space, key: str, regions: Sequence[Region]) -> CoverageAxis:
    """Group the cells of a field that no region tells apart."""
    (index,) = space.of_field[key]
    groups: dict[tuple[Region, ...], int] = {}
    for cell in range(len(space.variables[index].cells)):
        signature = tuple(space.given(region, index, cell) for region in dict.fromkeys(regions))
        if FIELDS[key].kind.name == "number":
            last = next(reversed(groups), None)
            signature = signature if last is None or last[:-1] != signature else last[:-1]
            place = cell if last is None or last[:-1] != signature else last[-1]
            groups[(*signature, place)] = groups.get((*signature, place), 0) | 1 << cell
        else:
            groups[signature] = groups.get(signature, 0) | 1 << cell
    return CoverageAxis(key, index, tuple(groups.values()))


def merged(boxes: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Join boxes that differ along one axis only, as long as there are any."""
    axes = range(len(next(iter(boxes), ())))
    again = True
    while again:
        again = False
        for axis in axes:
            groups: dict[tuple[int, ...], int] = {}
            for box in sorted(boxes):
                rest = (*box[:axis], 0, *box[axis + 1:])
                groups[rest] = groups.get(rest, 0) | box[axis]
            joined = {(*rest[:axis], cells, *rest[axis + 1:]) for rest, cells in groups.items()}
            again = again or joined != boxes
            boxes = joined
    return sorted(boxes)


def runs(cells: int) -> list[int]:
    """Cut a set of cells of a number into sets of neighbours."""
    found: list[int] = []
    for bit in range(cells.bit_length()):
        if cells >> bit & 1:
            if found and found[-1] >> (bit - 1) & 1:
                found[-1] |= 1 << bit
            else:
                found.append(1 << bit)
    return found


def known_in(space: Space, axis: CoverageAxis, cells: int) -> Hashable | None:
    """Return what is known of a field in a set of its cells, as a profile holds it; None if it may be anything."""
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


class CoverageGap(NamedTuple):
    """Enterprises for whom nothing of a family can be asked for: what is known of them by field, and one of them.

    A field that may be anything is left out of `known`.
    """

    family: str
    known: Mapping[str, Hashable]
    witness: Witness


class GapChange(NamedTuple):
    """What changed between two days or two catalogues: holes that opened since, and holes that closed."""

    opened: tuple[CoverageGap, ...]
    closed: tuple[CoverageGap, ...]


def holes(found: Coverage, families: Sequence[str]) -> tuple[CoverageGap, ...]:
    """Return every hole of some families, the widest first."""
    return tuple(hole for family in families for hole in _in(found, family, found.hole(family)))


def changed_holes(before: Coverage, after: Coverage, families: Sequence[str]) -> GapChange:
    """Return which holes opened and which closed. Both supplies must share a space and axes."""
    opened, closed = [], []
    for family in families:
        old, new = (supply_then.hole(family) for supply_then in (before, after))
        opened += _in(after, family, after.space.meet(new, after.space.negate(old)))
        closed += _in(before, family, before.space.meet(old, before.space.negate(new)))
    return GapChange(tuple(opened), tuple(closed))


def _in(found: Coverage, family: str, region: Region) -> list[CoverageGap]:
    return [] if region == NOTHING else [_hole(found, family, box) for box in found.boxes(region)]


def _hole(found: Coverage, family: str, box: Box) -> CoverageGap:
    known: dict[str, Hashable] = {}
    profile: dict[str, object] = {}
    for axis, cells in zip(found.axes, box.cells, strict=True):
        value = known_in(found.space, axis, cells)
        if value is not None:
            known[axis.field] = value
            every = found.space.variables[axis.variable].cells
            first = every[(cells & -cells).bit_length() - 1]
            profile |= sample(axis.field, [first], every, found.space.vocabularies, found.day)
    return CoverageGap(family, known, Witness(profile, found.day))


class Shortages(NamedTuple):
    """The answer of `coverage`: a supply along some fields, its holes in some families, and what changed since another one."""

    supply: Coverage
    families: tuple[str, ...]
    holes: tuple[CoverageGap, ...]
    before: Coverage | None = None
    change: GapChange | None = None
