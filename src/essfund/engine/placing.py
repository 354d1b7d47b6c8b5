"""Where a profile lies in a space of enterprises, and what a diagram comes to there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.regions import DOUBTFUL, EVERYTHING, HELD, NOTHING, Region
from essfund.model.field_types import SeveralType
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.core.truth import Truth
    from essfund.engine.regions import Space

Cells = tuple[tuple[int, int], ...]
"""For some variables, the set of cells in which each may lie."""

MOST_REMEMBERED = 10_000
"""Values of which it is remembered where they lie."""


class Placing:
    """Finds the cells of a space in which values lie; a value seen before is found at once."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.everything = tuple([variable.all for variable in space.variables])
        self.known: dict[tuple[str, Hashable], Cells] = {}
        self.signatures: dict[str, dict[tuple[Truth, ...], int]] = {}

    def inside(self, values: Mapping[str, Hashable]) -> tuple[int, ...] | None:
        """Return the set of cells in which each variable may lie; None if a value lies in no cell of the space."""
        found = list(self.everything)
        for key, value in values.items():
            if key in self.space.of_field:
                cells = self.cells(key, value)
                if not cells:
                    return None
                for index, bits in cells:
                    found[index] = bits
        return tuple(found)

    def cells(self, key: str, value: Hashable) -> Cells:
        """Return, for each variable of a field, the cells in which a value may lie; nothing if it lies in none of them."""
        found = self.known.get((key, value))
        if found is None:
            if len(self.known) >= MOST_REMEMBERED:
                self.known.clear()
            found = self.known[key, value] = self._cells(key, value)
        return found

    def _cells(self, key: str, value: Hashable) -> Cells:
        space, field = self.space, FIELDS[key]
        places = space.of_field[key]
        if isinstance(field.kind, SeveralType):
            assert isinstance(value, frozenset)
            atoms = {self._signature(key, space.variables[index].cells[1]): index for index in places}
            held = {atoms.get(self._signature(key, frozenset([item]))) for item in value}
            return () if None in held or not held else tuple([(index, HELD if index in held else HELD >> 1) for index in places])
        if key not in self.signatures:
            cells = space.variables[places[0]].cells
            self.signatures[key] = {self._signature(key, cell): 1 << bit for bit, cell in enumerate(cells)}
        parts = field.kind.cells(space.tests_of(key), value, space.vocabularies.of(field.vocabulary))
        bits = [self.signatures[key].get(self._signature(key, part), 0) for part in parts]
        return ((places[0], sum(set(bits))),) if bits and all(bits) else ()

    def _signature(self, key: str, value: Hashable) -> tuple[Truth, ...]:
        """Return what every test of a field says of a value: values of one signature are alike to the rules."""
        evaluate = FIELDS[key].kind.evaluate
        return tuple([evaluate(operator, argument, value) for operator, argument in self.space.tests_of(key)])


def cut_down(space: Space, regions: Sequence[Region], inside: Sequence[int]) -> tuple[list[Region], frozenset[str]]:
    """Return what regions come to where each variable lies in a set of cells, and the fields on which the first still depends.

    The regions are among possible enterprises; one that depends on no field comes to one of the three ends. No node is made.
    """
    nodes = space.nodes
    reduced: dict[Region, Region] = {NOTHING: NOTHING, EVERYTHING: EVERYTHING, DOUBTFUL: DOUBTFUL}
    alike: dict[tuple[int, frozenset[tuple[Region, int]]], Region] = {}

    def walk(node: Region) -> Region:
        passed = []
        while (found := reduced.get(node)) is None:
            passed.append(node)
            variable, edges = nodes[node]
            possible = inside[variable]
            open_edges = [edge for edge in edges if edge[0] & possible]
            if len(open_edges) == 1:
                node = open_edges[0][1]
                continue
            children: dict[Region, int] = {}
            for cells, child in open_edges:
                target = walk(child)
                children[target] = children.get(target, 0) | cells & possible
            found = target if len(children) == 1 else alike.setdefault((variable, frozenset(children.items())), node)
            break
        for each in passed:
            reduced[each] = found
        return found

    first = walk(regions[0])
    fields = frozenset([space.variables[variable].field for variable, _ in alike])
    return [first, *map(walk, regions[1:])], fields
