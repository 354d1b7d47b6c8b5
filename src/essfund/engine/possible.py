"""What a profile leaves possible, and what regions come to in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.regions import BELOW, DOUBTFUL, EVERYTHING, IMPOSSIBLE, NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from essfund.engine.regions import Region, Space

ENDS: dict[Region, Region] = {NOTHING: NOTHING, EVERYTHING: EVERYTHING, DOUBTFUL: DOUBTFUL, IMPOSSIBLE: IMPOSSIBLE}
ATTAINED = {NOTHING: 0, EVERYTHING: 1, DOUBTFUL: 0, IMPOSSIBLE: 0}
"""Whether an end is everything: the lowest bit of what a region reaches; each other one stands for a variable."""

ATTAINABLE = 2
BEST = {IMPOSSIBLE: 0, NOTHING: 1, DOUBTFUL: 1, EVERYTHING: ATTAINABLE}
"""How good an end is: no enterprise, one that is not eligible, one that is."""


class Possible:
    """What a profile leaves possible: for each variable a set of cells, and what regions come to in them, each cut down once."""

    def __init__(self, space: Space, inside: tuple[int, ...]) -> None:
        self.space, self.inside = space, inside
        self.reduced = ENDS.copy()
        self.alike: dict[tuple[int, frozenset[tuple[Region, int]]], Region] = {}
        self.reaches = ATTAINED.copy()
        self.best = BEST.copy()

    def cut_down(self, node: Region) -> Region:
        """Return what a region comes to: regions that come to the same are the same number."""
        found = self.reduced.get(node)
        if found is not None:
            return found
        variable, edges = self.space.nodes[node]
        possible, reduced = self.inside[variable], self.reduced
        first, children = IMPOSSIBLE, None  # most nodes come to one child: no table is made for it
        from_first = 0
        for cells, child in edges:
            if both := cells & possible:
                target = reduced.get(child)
                if target is None:
                    target = self.cut_down(child)
                if target == IMPOSSIBLE:
                    continue
                if children is not None:
                    children[target] = children.get(target, 0) | both
                elif first in {target, IMPOSSIBLE}:
                    first, from_first = target, from_first | both
                else:
                    children = {first: from_first, target: both}
        found = reduced[node] = first if children is None else self._joined(node, variable, children)
        return found

    def _joined(self, node: Region, variable: int, children: Mapping[Region, int]) -> Region:
        """Return the one number of all nodes that lead to some children, each from some cells."""
        found = self.alike.setdefault((variable, frozenset(children.items())), node)
        if found == node:
            reached = 2 << variable
            for child in children:
                reached |= self.reaches[child]
            self.reaches[node] = reached
        return found

    def best_end(self, node: Region) -> int:
        """Return the best that a region reaches, as `BEST` counts: far less work than to cut it down."""
        found = self.best.get(node)
        if found is None:
            found, (variable, edges) = 0, self.space.nodes[node]
            possible = self.inside[variable]
            for cells, child in edges:
                if cells & possible and (end := self.best_end(child)) > found:
                    found = end
                    if end == ATTAINABLE:
                        break
            self.best[node] = found
        return found

    def looked_at(self, region: Region) -> list[str]:
        """Return the fields on which a region that was cut down still depends."""
        reached = self.reaches[region] >> 1
        return [variable.field for number, variable in enumerate(self.space.variables) if reached >> number & 1] if reached else []

    def needed(self, region: Region, tied: Collection[str]) -> list[str]:
        """Return a least set of fields whose answers decide a region.

        Of fields that facts of the world tie to one another a diagram may look at one whose answers tell no more than the others do.
        """
        fields = self.looked_at(self.cut_down(region))
        of_field, free = self.space.of_field, frozenset[int]()
        for key in [key for key in fields if key in tied]:
            without = free.union(of_field[key])
            if not self._differs(region, without):
                free = without
                fields.remove(key)
        return fields

    def _differs(self, region: Region, free: frozenset[int]) -> bool:
        """Return whether two possible enterprises that are the same but for some variables end differently."""
        nodes, inside, last = self.space.nodes, self.inside, max(free)
        seen: set[tuple[Region, Region]] = set()

        def differ(first: Region, second: Region) -> bool:
            if IMPOSSIBLE in {first, second} or (first, second) in seen:
                return False
            (item, edges), (other, others) = nodes[first], nodes[second]
            variable = min(item, other)
            if first == second and variable > last:
                return False
            if variable == BELOW:
                return True
            seen.add((first, second))
            possible = inside[variable]
            for cells, child in edges if item == variable else ((possible, first),):
                for more, inner in others if other == variable else ((possible, second),):
                    met = cells & possible and more & possible if variable in free else cells & more & possible
                    if met and differ(child, inner):
                        return True
            return False

        return differ(region, region)

    def attains(self, region: Region) -> bool:
        """Return whether a region that was cut down reaches everything."""
        return bool(self.reaches[region] & 1)
