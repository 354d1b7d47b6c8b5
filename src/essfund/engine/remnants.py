"""What is left of regions once a profile is known: equal remnants are one number, whatever the profile, and are looked into once.

Few remnants differ: many profiles leave the same of a rule. So what a remnant depends on is worked out when it is first met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.regions import BELOW, DOUBTFUL, EVERYTHING, IMPOSSIBLE, NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from essfund.engine.regions import Node, Space

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
        nodes, last = self.nodes, max(free)
        seen: set[tuple[Remnant, Remnant]] = set()

        def differ(first: Remnant, second: Remnant) -> bool:
            if IMPOSSIBLE in {first, second} or (first, second) in seen:
                return False
            (item, edges), (other, others) = nodes[first], nodes[second]
            variable = min(item, other)
            if first == second and variable > last:
                return False
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
