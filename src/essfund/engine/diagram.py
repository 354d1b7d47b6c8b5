"""A verdict as a reduced decision diagram: the exact answer where Kleene logic alone is not.

The variables are the fields that several undecided conditions test, cut into the parts that those conditions tell apart.
Conditions that share no field with another are bundled, one variable for the refusing ones of an offer and one for the
inferred ones: inside a bundle Kleene is exact, and every field matters exactly if the bundle does. A diagram that shrinks
to one leaf is a decided verdict; the variables left in it are those whose value can still change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth, every, negate, some
from essfund.model.condition import AllOf, Leaf, Not, Test, leaves
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.model.vocabulary import Vocabularies

REFUSED, DOUBTFUL, GRANTED = 0, 1, 2
MET, UNMET = 0, 1
"""Residues of a decided condition; larger numbers stand for what is left of an undecided one."""


MOST_STEPS = 20_000
"""Of a diagram, counted in tests looked at. The largest that the bundled catalogue was seen to need takes 1,100."""


class Open(NamedTuple):
    """One undecided condition: its test, whether FALSE refuses, and its unknown leaves that still matter."""

    test: Test
    refuses: bool
    leaves: tuple[Leaf, ...]


class Group(NamedTuple):
    """Conditions that must all hold: the best level their decided ones allow, and the undecided ones."""

    cap: int
    open: Sequence[Open]


class Variable(NamedTuple):
    """Something unknown: the fields behind it, how many values it has, and the conditions it enters with their weights."""

    fields: frozenset[str]
    size: int
    enters: tuple[tuple[int, int], ...]


class _TooIntricate(Exception):  # noqa: N818 - no error: the answer stays open
    """A diagram grows too large."""


class Diagram:
    """Built for one instrument and one profile; `read` gives the levels that remain possible and what they depend on."""

    def __init__(
        self, common: Group, offers: Sequence[Group], values: Mapping[str, Hashable], vocabularies: Vocabularies
    ) -> None:
        self.values, self.vocabularies = values, vocabularies
        self.conditions: list[_Condition] = []
        groups = [common, *offers]
        times = _uses(groups)
        self.groups: list[tuple[int, list[int]]] = []
        bundles: list[tuple[frozenset[str], int]] = []
        for group in groups:
            self.groups.append((group.cap, self._members(group, times, bundles)))
        self.variables = [*self._field_variables(), *(Variable(f, 2, ((i, 1),)) for f, i in bundles)]
        self.nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self.memo: dict[object, int] = {}
        self.steps = 0

    def read(self) -> tuple[int | None, frozenset[str]]:
        """Return the level if only one is possible (else None), and the fields that can still change it.

        A diagram of more than `MOST_STEPS` is not finished: nothing is decided then, and every field counts.
        """
        try:
            root = self._build(0, [0] * len(self.conditions))
        except _TooIntricate:
            return None, frozenset(field for variable in self.variables for field in variable.fields)
        if root <= GRANTED:
            return root, frozenset()
        inner = {node: key for key, node in self.nodes.items()}
        seen: set[int] = set()
        queue = [root]
        while queue:
            node = queue.pop()
            if node > GRANTED and node not in seen:
                seen.add(node)
                queue.extend(inner[node][1])
        return None, frozenset(field for node in seen for field in self.variables[inner[node][0]].fields)

    def _members(
        self, group: Group, times: Mapping[str, int], bundles: list[tuple[frozenset[str], int]]
    ) -> list[int]:
        """Register the conditions of a group; those that share no field become one bundle a strength."""
        members = []
        alone: dict[bool, set[str]] = {}
        for one in group.open:
            if all(times[leaf.field] == 1 for leaf in one.leaves):
                alone.setdefault(one.refuses, set()).update(leaf.field for leaf in one.leaves)
            else:
                members.append(self._register(_Condition(one.test, one.refuses)))
        for refuses, fields in alone.items():
            index = self._register(_Condition(None, refuses))
            bundles.append((frozenset(fields), index))
            members.append(index)
        return members

    def _register(self, condition: _Condition) -> int:
        self.conditions.append(condition)
        return len(self.conditions) - 1

    def _field_variables(self) -> list[Variable]:
        """Cut every unknown field of the conditions that are not bundled; the most used field comes first."""
        tests: dict[str, dict[Leaf, None]] = {}
        for condition in self.conditions:
            for leaf in leaves(condition.test) if condition.test else ():
                known = self.values.get(leaf.field)
                truth = UNKNOWN if known is None else FIELDS[leaf.field].kind.evaluate(leaf.operator, leaf.argument, known)
                if truth is UNKNOWN:
                    tests.setdefault(leaf.field, {})[leaf] = None
                else:
                    condition.known[leaf] = truth
        found = [self._field_variable(key, list(asked)) for key, asked in tests.items()]
        return sorted(found, key=lambda variable: -len(variable.enters))

    def _field_variable(self, key: str, asked: list[Leaf]) -> Variable:
        field = FIELDS[key]
        cells = field.kind.cells(
            [(leaf.operator, leaf.argument) for leaf in asked], self.values.get(key), self.vocabularies.of(field.vocabulary)
        )
        table = [{leaf: field.kind.evaluate(leaf.operator, leaf.argument, cell) for leaf in asked} for cell in cells]
        enters = []
        for index, condition in enumerate(self.conditions):
            if condition.test and any(leaf.field == key for leaf in leaves(condition.test)):
                enters.append((index, condition.take(table)))
        return Variable(frozenset([key]), len(cells), tuple(enters))

    def _build(self, index: int, codes: list[int]) -> int:
        low, high, key = self._state(codes)
        if low == high:
            return low
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooIntricate
        found = self.memo.get((index, key))
        if found is None:
            children = []
            variable = self.variables[index]
            for cell in range(1, variable.size + 1):
                inner = codes.copy()
                for condition, weight in variable.enters:
                    inner[condition] += cell * weight
                children.append(self._build(index + 1, inner))
            found = self.memo[index, key] = self._node(index, tuple(children))
        return found

    def _node(self, index: int, children: tuple[int, ...]) -> int:
        if len(set(children)) == 1:
            return children[0]
        return self.nodes.setdefault((index, children), GRANTED + 1 + len(self.nodes))

    def _state(self, codes: list[int]) -> tuple[int, int, object]:
        """Return the worst and best level still possible, and a key: equal keys have equal futures."""
        common, *offers = [self._group(cap, members, codes) for cap, members in self.groups]
        low, high, rest = common
        if not offers:
            return low, high, rest
        sure = max(one[0] for one in offers)
        best = max(one[1] for one in offers)
        alive = tuple([one if one[1] > sure else None for one in offers])
        return min(low, sure), min(high, best), (common, sure, alive)

    def _group(self, cap: int, members: Sequence[int], codes: list[int]) -> tuple[int, int, tuple[int, ...]]:
        low = high = cap
        left: list[int] = []
        for index in members:
            condition = self.conditions[index]
            if codes[index] not in condition.residues:
                self.steps += condition.size
            residue = condition.residue(codes[index])
            if residue == MET:
                continue
            worst = REFUSED if condition.refuses else DOUBTFUL
            low = min(low, worst)
            if residue == UNMET:
                high = min(high, worst)
                if high == REFUSED:
                    return REFUSED, REFUSED, ()
            else:
                left += (index, residue)
        if high == DOUBTFUL:
            left = [
                part
                for at in range(0, len(left), 2)
                if self.conditions[left[at]].refuses
                for part in left[at : at + 2]
            ]
        return low, high, tuple(left)


class _Condition:
    """One condition in a diagram. A code says which values its variables have taken, 0 for none yet."""

    def __init__(self, test: Test | None, refuses: bool) -> None:
        self.test, self.refuses = test, refuses
        self.known: dict[Leaf, Truth] = {}
        self.tables: list[tuple[int, list[dict[Leaf, Truth]]]] = []
        self.size = sum(1 for _ in leaves(test)) if test else 1
        self.weight = 1
        self.residues: dict[int, int] = {} if test else {0: MET + 2, 1: MET, 2: UNMET}
        self.rests: dict[tuple[object, ...], int] = {}

    def take(self, table: list[dict[Leaf, Truth]]) -> int:
        """Add a variable; return the weight of its value in the code."""
        weight = self.weight
        self.tables.append((weight, table))
        self.weight *= len(table) + 1
        return weight

    def residue(self, code: int) -> int:
        """Return what is left of the condition: MET, UNMET, or a number that stands for its undecided rest."""
        found = self.residues.get(code)
        if found is None:
            found = self.residues[code] = self._residue(code)
        return found

    def _residue(self, code: int) -> int:
        truths = dict(self.known)
        for weight, table in self.tables:
            cell = code // weight % (len(table) + 1)
            if cell:
                truths.update(table[cell - 1])
        assert self.test is not None
        rest = _rest(self.test, truths)
        if rest is TRUE:
            return MET
        if rest is FALSE:
            return UNMET
        return self.rests.setdefault(rest, len(self.rests) + 2)  # type: ignore[arg-type] # a tuple when undecided


def _rest(test: Test, truths: Mapping[Leaf, Truth]) -> Truth | tuple[object, ...]:
    """Return the truth of a test, or the shape of its undecided part."""
    if isinstance(test, Leaf):
        truth = truths.get(test, UNKNOWN)
        return truth if truth is not UNKNOWN else (test.field, test.operator, test.argument)
    if isinstance(test, Not):
        rest = _rest(test.part, truths)
        return negate(rest) if isinstance(rest, Truth) else ("not", rest)
    rests = [_rest(part, truths) for part in test.parts]
    combine, word = (every, "all") if isinstance(test, AllOf) else (some, "any")
    truth = combine([rest if isinstance(rest, Truth) else UNKNOWN for rest in rests])
    return truth if truth is not UNKNOWN else (word, *[rest for rest in rests if not isinstance(rest, Truth)])


def _uses(groups: Iterable[Group]) -> dict[str, int]:
    """Count, for every unknown field, the leaves that test it and still matter."""
    times: dict[str, int] = {}
    for group in groups:
        for one in group.open:
            for leaf in one.leaves:
                times[leaf.field] = times.get(leaf.field, 0) + 1
    return times
