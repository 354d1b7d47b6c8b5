"""The enterprises of a list before the holes: in which each surely stands, in which it may, counted exactly.

What is known of an enterprise, and what follows from it, leaves for each field looked along a set of cells: a box. It stands in a hole
surely if its box lies inside, possibly if the two meet. The holes of a family do not overlap, so that counting cells tells both. A fact
of the world that ties two fields of which neither is known cuts no box, as it cuts no hole.

Where facts are held fixed, only enterprises of whom they are true, or may be, are counted. What may be otherwise is one more place of the
box: whoever need not have the facts stands in no hole surely.
"""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING

from essfund.core.truth import FALSE
from essfund.engine.coverage import NEED, Box, CoverageGap, GapChange, HoleWeight, ListWeights, Shortages
from essfund.engine.evaluate import truth_of
from essfund.engine.match import Matcher
from essfund.engine.need import FOUND
from essfund.engine.possible import ValueCells
from essfund.engine.screening import UNKNOWN, Classes, Facts, together
from essfund.loading.lists.enterprises import Enterprises
from essfund.loading.lists.kinds import KindUse
from essfund.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.engine.coverage import Coverage, CoverageAxis
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.kinds import AlikeRows
    from essfund.model.catalogue import Catalogue
    from essfund.model.list_reading import ListReading

WORKED_OUT = frozenset({"project_cost", *FOUND})
"""Fields from which the need is worked out where nobody tells it: their very values count."""


NOBODY = HoleWeight(0, 0)

HAS, MAY_HAVE = 0b01, 0b11
"""Last place of a box: what is held fixed is true of the enterprise, or may be; a hole lies where it is true."""


class BoxesOfList:
    """Rows of a list by the box in which each may lie; values that differ for no field looked along are one class."""

    def __init__(self, supply: Coverage, catalogue: Catalogue) -> None:
        self.supply, self.catalogue = supply, catalogue
        self.held = Matcher(catalogue, supply.held, supply.day).values if supply.held.values else {}
        """What is held fixed, and what follows from it."""
        self.whole = tuple([axis.every for axis in supply.axes])
        fields = {axis.field for axis in supply.axes}
        self.relevant = fields.union(self.held, *(fact.fields for fact in catalogue.facts))
        if NEED in self.relevant:
            self.relevant |= WORKED_OUT
        self.cells_of_space = ValueCells(supply.space).cells
        decider = Matcher(catalogue, Profile(), supply.day).decider
        self.sights = (supply.space, self.cells_of_space), (decider.space, decider.cells)
        self.values: list[list[Facts]] = []
        self.numbers: list[dict[Hashable, int]] = []
        self.boxes: Counter[Box] = Counter()

    def prepared(self, columns: ListColumns, header: list[str]) -> KindUse:
        """What the list is read for, once its columns are known."""
        self.values = [[()] for _ in columns.facts]
        self.numbers = [{} for _ in columns.facts]
        return KindUse(Enterprises(columns, self, header), self.take)

    def class_of(self, column: int, told: Facts) -> int:
        """Class of what a column tells: the cells of its fields, of the catalogue and of the holes."""
        values = Profile(dict(told)).on(self.supply.day).values
        seen = tuple([(key, self.sight(key, known)) for key, known in values.items() if key in self.relevant])
        found = self.numbers[column].get(seen)
        if found is None:
            found = self.numbers[column][seen] = len(self.values[column])
            self.values[column].append(told if seen else ())
        return found

    def sight(self, key: str, known: Hashable) -> Hashable:
        """What matters of a value."""
        if key in WORKED_OUT or key in self.held:
            return known
        return tuple([cells(key, known) or known for space, cells in self.sights if key in space.of_field])

    def take(self, kinds: Mapping[Classes, AlikeRows]) -> None:
        """Count rows of some kinds by their boxes."""
        for kind, alike in kinds.items():
            if box := self.box(kind):
                self.boxes[box] += alike.rows

    def box(self, kind: Classes) -> Box | None:
        """Cells in which the enterprises of a kind may lie, with all that follows from what is known of them.

        Those of an enterprise that has the facts held fixed, where it may have them; None where it has not.
        """
        told = [values[number] for values, number in zip(self.values, kind, strict=True) if number != UNKNOWN and values[number]]
        values, has = Matcher(self.catalogue, Profile(together(told)), self.supply.day).values, HAS
        if self.held:
            joint = self.with_the_facts(values)
            if joint is None:
                return None
            has = HAS if all(values.get(key) == joint[key] for key in self.supply.held.values) else MAY_HAVE
            values = Matcher(self.catalogue, Profile(joint), self.supply.day).values
        cells = [self.cells_in(axis, values.get(axis.field)) for axis in self.supply.axes]
        return (*cells, has) if all(cells) else None

    def with_the_facts(self, values: Mapping[str, Hashable]) -> dict[str, Hashable] | None:
        """What is known of an enterprise that has the facts held fixed too; None if it cannot have them."""
        joint, fields = dict(values), self.supply.space.vocabularies.fields
        for key, value in self.held.items():
            both = fields[key].kind.both(values[key], value) if key in values else value
            if both is None:
                return None
            joint[key] = both
        return joint if self.possible(joint) or not self.possible(values) else None

    def possible(self, values: Mapping[str, Hashable]) -> bool:
        """Whether values contradict no fact of the world."""
        return not any(truth_of(fact.test, values) is FALSE for fact in self.catalogue.facts)

    def cells_in(self, axis: CoverageAxis, known: Hashable | None) -> int:
        """Cells of a field in which a value may lie: all that are looked at where it is unknown, or none that rules could tell."""
        cells = self.cells_of_space(axis.field, known) if known is not None else ()
        return dict(cells).get(axis.variable, axis.every) & axis.every

    def told(self) -> tuple[str, ...]:
        """Fields looked along of which something is known of somebody, or that are held so fixed that nothing hangs on them."""
        return tuple([axis.field for place, axis in enumerate(self.supply.axes)
                      if len(axis.classes) == 1 or any(box[place] != self.whole[place] for box in self.boxes)])


def weighed(found: Shortages, list_boxes: BoxesOfList, reading: ListReading) -> Shortages:
    """The holes with their weights, those in which most enterprises stand first."""
    boxes = list_boxes.boxes
    holes = heaviest(found.holes, boxes)
    change = GapChange(heaviest(found.change.opened, boxes), heaviest(found.change.closed, boxes)) if found.change else None
    within = {family: [(*hole.box, HAS) for hole in found.holes if hole.family == family] for family in found.families}
    standing = {family: {box: covered(box, holes_of) for box in boxes} for family, holes_of in within.items()}
    families = {family: weight(((met, size(box)), boxes[box]) for box, met in of_box.items()) for family, of_box in standing.items()}
    best = {box: max((of_box[box] for of_box in standing.values()), default=0) for box in boxes}
    overall = weight(((met, size(box)), boxes[box]) for box, met in best.items())
    held = weight(((HAS, box[-1]), rows) for box, rows in boxes.items())
    return found._replace(holes=holes, change=change, aged=heaviest(found.aged, boxes),
                          weights=ListWeights(reading, boxes, list_boxes.told(), overall, families, held))


def heaviest(holes: Iterable[CoverageGap], boxes: Mapping[Box, int]) -> tuple[CoverageGap, ...]:
    """Holes with their weights, the heaviest first: by those who surely stand there, then by those who may."""
    found = [hole._replace(weight=weight(((covered(box, [(*hole.box, HAS)]), size(box)), rows) for box, rows in boxes.items()))
             for hole in holes]
    return tuple(sorted(found, key=lambda hole: [-rows for rows in hole.weight or ()]))


def size(box: Box) -> int:
    """Cells of a box."""
    return prod(cells.bit_count() for cells in box)


def covered(box: Box, holes: Sequence[Box]) -> int:
    """Cells of a box that lie in some holes, which do not overlap."""
    return sum(prod((cells & other).bit_count() for cells, other in zip(box, hole, strict=True)) for hole in holes)


def weight(met: Iterable[tuple[tuple[int, int], int]]) -> HoleWeight:
    """Weight of cells that are met, and how many there are, each with a number of rows."""
    sure = possible = 0
    for (inside, every), rows in met:
        if inside == every:
            sure += rows
        elif inside:
            possible += rows
    return HoleWeight(sure, possible)


def cell_weights(found: Shortages, axes: int, family: str | None = None) -> dict[tuple[int, ...], HoleWeight]:
    """Weights of the classes of the first axes, by their places: of a family, only of what of them lies in its holes."""
    assert found.weights is not None
    every_box = tuple([axis.every for axis in found.supply.axes])
    holes = [(*box, HAS) for box in ([hole.box for hole in found.holes if hole.family == family] if family else [every_box])]
    classes = [axis.classes for axis in found.supply.axes[:axes]]
    sums: dict[tuple[int, ...], list[int]] = {}
    for box, rows in found.weights.boxes.items():
        met: Counter[tuple[int, ...]] = Counter()
        for hole in holes:
            inside = tuple([cells & other for cells, other in zip(box, hole, strict=True)])
            if rest := prod(cells.bit_count() for cells in inside[axes:]):
                met.update({places: rest * count for places, count in shares(inside[:axes], classes)})
        every = size(box)
        for places, count in met.items():
            sums.setdefault(places, [0, 0])[count != every] += rows
    return {places: HoleWeight(*both) for places, both in sums.items()}


def shares(box: Box, classes: Sequence[Sequence[int]]) -> list[tuple[tuple[int, ...], int]]:
    """Combinations of classes that a box meets, by their places, with the number of its cells in each."""
    found: list[tuple[tuple[int, ...], int]] = [((), 1)]
    for cells, of_axis in zip(box, classes, strict=True):
        met = [(place, count) for place, each in enumerate(of_axis) if (count := (cells & each).bit_count())]
        found = [((*places, place), so_far * count) for places, so_far in found for place, count in met]
    return found
