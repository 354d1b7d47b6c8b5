"""What a profile leaves possible, and what regions come to in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.regions import DOUBTFUL, EVERYTHING, IMPOSSIBLE, NOTHING

if TYPE_CHECKING:
    from essfund.engine.regions import Region
    from essfund.engine.remnants import Remnant, Remnants

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
