"""What a profile leaves possible: the cells in which its values lie, and what is left of regions there.

Equal remnants of regions are one number, whatever the profile. Few differ, for many profiles leave the same of a rule: so what a
remnant depends on is worked out when it is first met.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from essfund.engine.regions import BELOW, DOUBTFUL, EVERYTHING, HELD, IMPOSSIBLE, NOTHING
from essfund.model.field_types import JUDGES, SeveralType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from essfund.core.truth import Truth
    from essfund.engine.regions import Node, Region, Space

MOST_REMEMBERED = 500
"""Decisions that one diagram remembers, by what is possible or by what it sees of that."""

MOST_PLACED = 10_000
"""Values of which it is remembered where they lie."""

Cells = tuple[tuple[int, int], ...]
"""For some variables, the set of cells in which each may lie."""


class ValueCells:
    """The cells of a space in which values lie."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.signatures: dict[str, dict[tuple[Truth, ...], int]] = {}
        self.cells = lru_cache(MOST_PLACED)(self._cells)

    def _cells(self, key: str, value: Hashable) -> Cells:
        """Return, for each variable of a field, the cells in which a value may lie; nothing if it lies in none of them."""
        space, field = self.space, self.space.vocabularies.fields[key]
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
        """What every test of a field says of a value: values of one signature are alike to the rules."""
        return tuple([JUDGES[operator].evaluate(operator, argument, value) for operator, argument in self.space.tests_of(key)])


Remnant = int
"""What is left of a region: the number of a node of one `Remnants`, or an end."""

ATTAINED = {NOTHING: 0, EVERYTHING: 1, DOUBTFUL: 0, IMPOSSIBLE: 0}
"""Whether an end is everything: the lowest bit of what a remnant reaches; each other one stands for a variable."""

ANY = -1
"""The cells of a variable at which a remnant does not look: all of them."""

MOST_REMNANTS = 50_000
"""Remnants that are remembered; the bundled catalogue was not seen to leave more than a few thousand."""


class Remnants:
    """The remnants of the regions of one space: nodes as those of a region, whose edges hold no cell but possible ones."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.nodes: list[Node] = [(BELOW, ())] * (IMPOSSIBLE + 1)
        self.numbers: dict[tuple[int, frozenset[tuple[Remnant, int]]], Remnant] = {}
        self.reaches = ATTAINED.copy()
        self.settled_ones: dict[Remnant, Remnant] = {end: end for end in ATTAINED}

    @property
    def full(self) -> bool:
        """Whether so many are remembered that others should begin anew."""
        return len(self.nodes) > MOST_REMNANTS

    def number(self, variable: int, children: Mapping[Remnant, int]) -> Remnant:
        """Return the one number of all remnants that lead to some children, each from some cells."""
        found = self.numbers.setdefault((variable, frozenset(children.items())), len(self.nodes))
        if found == len(self.nodes):
            self.nodes.append((variable, tuple([(cells, child) for child, cells in children.items()])))
            reached = 2 << variable
            for child in children:
                reached |= self.reaches[child]
            self.reaches[found] = reached
        return found

    def settled(self, node: Remnant) -> Remnant:
        """Return what a remnant comes to among possible enterprises; IMPOSSIBLE where there are none."""
        found = self.settled_ones.get(node)
        if found is None:
            variable, edges = self.nodes[node]
            children: dict[Remnant, int] = {}
            for cells, child in edges:
                target = self.settled(child)
                if target != IMPOSSIBLE:
                    children[target] = children.get(target, 0) | cells
            found = self.number(variable, children) if len(children) > 1 else next(iter(children), IMPOSSIBLE)
            self.settled_ones[node] = found
        return found

    def looked_at(self, node: Remnant) -> list[str]:
        """Return the fields on which a settled remnant depends."""
        reached = self.reaches[node] >> 1
        if not reached:
            return []
        return list(dict.fromkeys([variable.field for number, variable in enumerate(self.space.variables) if reached >> number & 1]))

    def needed(self, node: Remnant, tied: Collection[str]) -> list[str]:
        """Return a least set of fields whose answers decide a remnant.

        Of fields that facts of the world tie to one another a remnant may look at one whose answers tell no more than the others do.
        """
        fields = self.looked_at(self.settled(node))
        of_field, free = self.space.of_field, frozenset[int]()
        for key in [key for key in fields if key in tied]:
            without = free.union(of_field[key])
            if not self._differs(node, without):
                free = without
                fields.remove(key)
        return fields

    def _differs(self, node: Remnant, free: Collection[int]) -> bool:
        """Return whether two possible enterprises that are the same but for some variables end differently."""
        nodes, reaches, freed = self.nodes, self.reaches, sum([2 << variable for variable in free])
        seen: set[tuple[Remnant, Remnant]] = set()

        def differ(first: Remnant, second: Remnant) -> bool:
            if first == second and not reaches[first] & freed:
                return False
            if IMPOSSIBLE in (first, second) or (first, second) in seen:
                return False
            (item, edges), (other, others) = nodes[first], nodes[second]
            variable = min(item, other)
            if variable == BELOW:
                return True
            seen.add((first, second))
            for cells, child in edges if item == variable else ((ANY, first),):
                for more, inner in others if other == variable else ((ANY, second),):
                    if (variable in free or cells & more) and differ(child, inner):
                        return True
            return False

        return differ(node, node)

    def attains(self, node: Remnant) -> bool:
        """Return whether a remnant reaches everything."""
        return bool(self.reaches[node] & 1)


ENDS: dict[Region, Remnant] = {NOTHING: NOTHING, EVERYTHING: EVERYTHING, DOUBTFUL: DOUBTFUL, IMPOSSIBLE: IMPOSSIBLE}

ATTAINABLE = 2
BEST = {IMPOSSIBLE: 0, NOTHING: 1, DOUBTFUL: 1, EVERYTHING: ATTAINABLE}
"""How good an end is: no enterprise, one that is not eligible, one that is."""


class Possible:
    """What a profile leaves possible: for each variable a set of cells, and what is left of regions in them, each cut down once."""

    def __init__(self, remnants: Remnants, inside: tuple[int, ...]) -> None:
        self.remnants, self.inside = remnants, inside
        self.nodes = remnants.space.nodes
        self.reduced = ENDS.copy()
        self.best = BEST.copy()

    def cut_down(self, node: Region) -> Remnant:
        """Return what is left of a region."""
        found = self.reduced.get(node)
        if found is not None:
            return found
        variable, edges = self.nodes[node]
        possible, reduced = self.inside[variable], self.reduced
        first, children = -1, None  # most nodes come to one child: no table is made for it
        from_first = 0
        for cells, child in edges:
            if both := cells & possible:
                target = reduced.get(child)
                if target is None:
                    target = self.cut_down(child)
                if children is not None:
                    children[target] = children.get(target, 0) | both
                elif first in {target, -1}:
                    first, from_first = target, from_first | both
                else:
                    children = {first: from_first, target: both}
        found = reduced[node] = first if children is None else self.remnants.number(variable, children)
        return found

    def best_end(self, node: Region) -> int:
        """Return the best that a region reaches, as `BEST` counts: far less work than to cut it down."""
        found = self.best.get(node)
        if found is None:
            found, (variable, edges) = 0, self.nodes[node]
            possible = self.inside[variable]
            for cells, child in edges:
                if cells & possible and (end := self.best_end(child)) > found:
                    found = end
                    if end == ATTAINABLE:
                        break
            self.best[node] = found
        return found


def taking(places: Sequence[int]) -> Callable[[tuple[int, ...]], Hashable]:
    """What takes the values at some places."""
    return itemgetter(*places) if places else lambda _: ()


def told_apart(sets: Iterable[int]) -> list[int]:
    """Sets of cells that some sets, which hold every cell, tell apart."""
    found: list[int] = []
    for cells in sets:
        parts = [part for each in found for part in (each & cells, each & ~cells) if part]
        new = cells & ~sum(found)
        found = [*parts, new] if new else parts
    return found


class Sight(dict[int, int]):
    """What is seen of sets of cells: cells that no edge tells apart are one. Sets are looked into when they are first met."""

    def __init__(self, edges: Iterable[int]) -> None:
        super().__init__()
        self.parts = told_apart(edges)

    def __missing__(self, cells: int) -> int:
        """Which of the parts hold some of the cells, as bits of one number."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        return self.setdefault(cells, sum([1 << place for place, part in enumerate(self.parts) if part & cells]))
