"""Sets of enterprises, exactly: what a rule lets through is a region, and regions are joined, met, compared and emptied.

Every field is cut into the cells that the tests of a catalogue tell apart; a set of cells is the bits of one whole number.
A region is a reduced decision diagram over the fields in a fixed order: a node holds, for each child, the set of cells that
leads to it. Equal regions are the same number, so emptiness, implication and equality are comparisons. Nothing is sampled.

A verdict has three levels, so a diagram may also end in DOUBTFUL, between NOTHING and EVERYTHING: `meet` is then the worse of
two levels, `join` the better one, and `negate` turns them round (strong Kleene logic, enterprise by enterprise).
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.core.lazily import cached_property
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import TRUE
from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.field_types import JUDGES, SeveralType

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.model.condition import Test
    from essfund.model.vocabulary import Vocabularies

Region = int
"""A set of enterprises: the number of a node of one `Space`."""

Node = tuple[int, tuple[tuple[int, Region], ...]]
"""A variable, and for each edge its cells and the child they lead to."""

NOTHING: Region = 0
EVERYTHING: Region = 1
"""All values whatever, possible ones or not: see `Space.possible` for all enterprises."""
DOUBTFUL: Region = 2
"""Neither inside nor outside: what the enterprise fails only by an inference."""

IMPOSSIBLE: Region = 3
"""Where no enterprise is: only a region that is `bound` to the facts of the world ends so, and nothing is met or joined with it."""

BELOW = 1 << 30
"""The variable of the ends of a diagram: they stand below every other."""

ABSENT, HELD = None, 0b10
"""The cell of an id that is not among the values of a field that holds several, and the set that holds the other cell."""

LEAST_WORK, WORK_PER_TEST, WORK_PER_INSTRUMENT = 100_000, 500, 1_000
"""Steps that a space may take before it gives up; regions of rules that hang together in every way double with each field.
No space of the bundled catalogue was seen to need more than 25,000, 330 an instrument: a catalogue of thousands is no more intricate."""


class Variable(NamedTuple):
    """Something a region depends on: a field and its cells; or, for a field that holds several ids, one of them: absent, held."""

    field: str
    cells: tuple[Hashable, ...]

    @property
    def all(self) -> int:
        """The set of all cells."""
        return (1 << len(self.cells)) - 1


class Space:
    """The fields of a catalogue cut into cells, and every region made so far. Its operations may raise TooIntricateError."""

    def __init__(
        self, leaves_by_field: Mapping[str, Sequence[Leaf]], vocabularies: Vocabularies, known: Mapping[str, Hashable] | None = None,
        instruments: int = 0,
    ) -> None:
        """Cut the fields by their tests; of a field that is `known`, only what is still possible. `instruments` ask for them."""
        self.vocabularies = vocabularies
        self.leaves_by_field = leaves_by_field
        self.variables: list[Variable] = []
        self.of_field: dict[str, tuple[int, ...]] = {}
        self.nodes: list[Node] = [(BELOW, ())] * (IMPOSSIBLE + 1)
        self.reaches = [(0, 0), (0, 0), (0, 0), (0, 1)]
        self.budget = LEAST_WORK + WORK_PER_TEST * sum(map(len, leaves_by_field.values())) + WORK_PER_INSTRUMENT * instruments
        self.start(self.budget)
        for key in vocabularies.fields:
            if leaves_by_field.get(key):
                self._cut(key, None if known is None else known.get(key))

    def _cut(self, key: str, known: Hashable | None) -> None:
        field, first, tests = self.vocabularies.fields[key], len(self.variables), self.tests_of(key)
        terms = self.vocabularies.of(field.vocabulary)
        if isinstance(field.kind, SeveralType) and known is None:
            self.variables += [Variable(key, (ABSENT, atom)) for atom in field.kind.atoms(tests, terms)]
        else:
            self.variables.append(Variable(key, tuple(field.kind.cells(tests, known, terms)) or (known,)))
        self.of_field[key] = tuple(range(first, len(self.variables)))

    def tests_of(self, key: str) -> list[tuple[str, Hashable]]:
        """Every test of a field."""
        return [(leaf.operator, leaf.argument) for leaf in self.leaves_by_field[key]]

    @cached_property
    def numbers(self) -> dict[Node, Region]:
        """The number of each node; worked out when the first is made, which is never where all were kept."""
        return {node: number for number, node in enumerate(self.nodes) if number > IMPOSSIBLE}

    @cached_property
    def possible(self) -> Region:
        """All enterprises there can be."""
        return self.meet_all(self._constraint(key) for key in self.of_field)

    def _constraint(self, key: str) -> Region:
        """Where a field holds a possible value: one that holds several ids holds one at least."""
        places = self.of_field.get(key, ())
        several = places and self.variables[places[0]].cells[0] is ABSENT
        return self.join_all(self.literal(index, HELD) for index in places) if several else EVERYTHING

    def start(self, budget: int) -> None:
        """Begin a piece of work with its own budget: nothing made before makes it shorter, so that its length is always the same."""
        self.left = budget
        self.met: dict[tuple[Region, Region], Region] = {}
        self.opposites: dict[Region, Region] = {NOTHING: EVERYTHING, EVERYTHING: NOTHING, DOUBTFUL: DOUBTFUL}
        self.tests: dict[Test, Region] = {}

    def literal(self, index: int, cells: int) -> Region:
        """Region where a variable lies in a set of cells."""
        return self.node(index, {NOTHING: self.variables[index].all & ~cells, EVERYTHING: cells})

    def _leaf(self, leaf: Leaf) -> Region:
        kind = JUDGES[leaf.operator]
        every = isinstance(kind, SeveralType) and kind.needs_all(leaf.operator)
        parts = []
        for index in self.of_field[leaf.field]:
            cells = self.variables[index].cells
            self.left -= len(cells)
            passing = [every if cell is ABSENT else kind.evaluate(leaf.operator, leaf.argument, cell) is TRUE for cell in cells]
            parts.append(self.literal(index, sum(1 << bit for bit, passes in enumerate(passing) if passes)))
        return self.meet_all(parts) if every else self.join_all(parts)

    def test(self, test: Test) -> Region:
        """Region of a test: the enterprises that pass it."""
        if test not in self.tests:
            if isinstance(test, Leaf):
                self.tests[test] = self._leaf(test)
            elif isinstance(test, Not):
                self.tests[test] = self.negate(self.test(test.part))
            else:
                combine = self.meet_all if isinstance(test, AllOf) else self.join_all
                self.tests[test] = combine(self.test(part) for part in test.parts)
        return self.tests[test]

    def meet(self, first: Region, second: Region) -> Region:
        """Enterprises in both."""
        if second in (first, EVERYTHING):
            return first
        if first == EVERYTHING:
            return second
        if NOTHING in (first, second):
            return NOTHING
        key = (first, second) if first < second else (second, first)
        if key not in self.met:
            self.met[key] = self._meet(first, second)
        return self.met[key]

    def _meet(self, first: Region, second: Region) -> Region:
        if self.nodes[first][0] > self.nodes[second][0]:
            first, second = second, first
        (item, edges), (other, others) = self.nodes[first], self.nodes[second]
        if item == other:
            self.left -= len(edges) * len(others)
        else:
            others = ((-1, second),)  # it does not look at the variable: all cells lead to it
        children: dict[Region, int] = {}
        for cells, child in edges:
            for more, inner in others:
                if both := cells & more:
                    target = self.meet(child, inner)
                    children[target] = children.get(target, 0) | both
        return self.node(item, children)

    def negate(self, region: Region) -> Region:
        """Everything outside, impossible values included."""
        if region not in self.opposites:
            index, edges = self.nodes[region]
            opposite = self.node(index, {self.negate(child): cells for cells, child in edges})
            self.opposites |= {region: opposite, opposite: region}
        return self.opposites[region]

    def join(self, first: Region, second: Region) -> Region:
        """Enterprises in one at least."""
        return self.negate(self.meet(self.negate(first), self.negate(second)))

    def meet_all(self, regions: Iterable[Region]) -> Region:
        """Enterprises in every region."""
        return reduce(self.meet, regions, EVERYTHING)

    def join_all(self, regions: Iterable[Region]) -> Region:
        """Enterprises in some region."""
        return reduce(self.join, regions, NOTHING)

    def minus(self, first: Region, second: Region) -> Region:
        """Enterprises of the first that are not in the second."""
        return self.meet(self.meet(first, self.negate(second)), self.possible)

    def within(self, first: Region, second: Region) -> bool:
        """Whether every enterprise of the first is in the second."""
        return self.minus(first, second) == NOTHING

    def empty(self, region: Region) -> bool:
        """Whether no enterprise is in it."""
        return self.meet(region, self.possible) == NOTHING

    def given(self, region: Region, index: int, cell: int) -> Region:
        """Region once a variable is known to lie in one cell; it no longer depends on that variable."""
        return self.narrowed(region, {index: 1 << cell})

    def narrowed(self, region: Region, possible: Mapping[int, int]) -> Region:
        """Region that is the same wherever some variables lie in sets of cells, and depends on as little as it can."""
        last = max(possible, default=-1)

        @cache
        def walk(node: Region) -> Region:
            variable, edges = self.nodes[node]
            if variable > last:
                return node
            inside = possible.get(variable, self.variables[variable].all)
            children: dict[Region, int] = {}
            for cells, child in edges:
                if both := cells & inside:
                    target = walk(child)
                    children[target] = children.get(target, 0) | both
            lowest = min(children, key=lambda child: children[child] & -children[child])
            children[lowest] |= self.variables[variable].all & ~inside
            return self.node(variable, children)

        return walk(region)

    def some(self, region: Region, field: str) -> Region:
        """Enterprises that are in the region for some value of a field."""
        found = self.meet(region, self._constraint(field))
        for index in self.of_field.get(field, ()):
            found = self._anywhere(found, index)
        return found

    def _anywhere(self, region: Region, index: int) -> Region:
        """Enterprises that are in the region wherever a variable lies: at its nodes, those of any child."""
        nodes, done = self.nodes, dict[Region, Region]()

        def walk(node: Region) -> Region:
            variable, edges = nodes[node]
            if variable > index:
                return node
            if node not in done:
                if variable == index:
                    done[node] = self.join_all(child for _, child in edges)
                else:
                    children: dict[Region, int] = {}
                    for cells, child in edges:
                        target = walk(child)
                        children[target] = children.get(target, 0) | cells
                    done[node] = self.node(variable, children)
            return done[node]

        return walk(region)

    def every(self, region: Region, field: str) -> Region:
        """Enterprises that are in the region for every possible value of a field."""
        return self.negate(self.some(self.negate(region), field))

    def depends_on(self, region: Region) -> frozenset[str]:
        """Fields whose value can change whether an enterprise is in the region."""
        return frozenset(self.variables[index].field for index in self.support(self.among_possible(region)))

    def among_possible(self, region: Region) -> Region:
        """Region that holds the same possible enterprises and depends on nothing but them.

        Enterprises that hold no id of a field that holds several are taken for those who hold the first alone. Where some id makes
        no difference, holding none of the others is possible.
        """
        support = self.support(region)
        for places in self.of_field.values():
            if self.variables[places[0]].cells[0] is ABSENT and support.issuperset(places):
                first, *others = places
                alone = self.narrowed(region, {first: HELD} | dict.fromkeys(others, 1))
                held = self._constraint(self.variables[first].field)
                region = self.join(self.meet(region, held), self.meet(alone, self.negate(held)))
        return region

    def bound(self, region: Region, world: Region) -> Region:
        """Region that ends in IMPOSSIBLE outside the world."""
        memo: dict[tuple[Region, Region], Region] = {}

        def walk(node: Region, inside: Region) -> Region:
            if inside in {EVERYTHING, NOTHING}:
                return node if inside == EVERYTHING else IMPOSSIBLE
            if (node, inside) not in memo:
                (item, edges), (other, others) = self.nodes[node], self.nodes[inside]
                variable = min(item, other)
                children: dict[Region, int] = {}
                for cells, child in edges if item == variable else ((self.variables[variable].all, node),):
                    for more, inner in others if other == variable else ((self.variables[variable].all, inside),):
                        if both := cells & more:
                            target = walk(child, inner)
                            children[target] = children.get(target, 0) | both
                memo[node, inside] = self.node(variable, children)
            return memo[node, inside]

        return walk(region, world)

    def support(self, *regions: Region) -> frozenset[int]:
        """Variables that some diagrams look at."""
        return frozenset(place for place in range(len(self.variables)) if any(self.reach(region)[0] >> place & 1 for region in regions))

    def reach(self, region: Region) -> tuple[int, int]:
        """Variables of a diagram, as bits; then 1, if it ends in IMPOSSIBLE somewhere, with variables of nodes from which it does.

        Bits of the second number stand one place higher. A child has a lower number than its parents: each node is looked at once.
        """
        known = self.reaches
        for variable, edges in self.nodes[len(known):] if len(known) <= region else ():
            every, bound = 1 << variable, 0
            for _, child in edges:
                below, tied = known[child]
                every |= below
                bound |= tied
            known.append((every, bound | 2 << variable if any(known[child][1] & 1 for _, child in edges) else bound))
        return known[region]

    def below(self, *regions: Region) -> set[Region]:
        """Nodes of some diagrams."""
        seen: set[Region] = set()
        added = {region for region in regions if region > IMPOSSIBLE}
        while added:
            seen |= added
            added = {child for node in added for _, child in self.nodes[node][1] if child > IMPOSSIBLE} - seen
        return seen

    def node(self, index: int, children: dict[Region, int]) -> Region:
        """Region that leads to some children, each from a set of cells. Raises TooIntricateError."""
        self.left -= 1
        if self.left < 0:
            raise TooIntricateError
        kept = tuple(sorted((cells, child) for child, cells in children.items() if cells))
        if len(kept) == 1:
            return kept[0][1]
        number = self.numbers.setdefault((index, kept), len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append((index, kept))
        return number
