"""Conditions to a verdict, exactly: undecided only where two completions of the profile really differ.

Kleene logic is sound but not exact: `age < 3` in one offer and `age >= 3` in the other are each unknown, yet one of them
holds. Where every unknown field is tested once, Kleene is exact and cheap. Elsewhere the verdict is written as a reduced
decision diagram over the parts into which the rules cut each unknown field; a diagram that is a single leaf is a decided
verdict, and the fields left in it are exactly those whose answer can still change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.evaluate import prove
from essfund.models.condition import All, Leaf, Not, Test, leaves
from essfund.models.fields import FIELDS
from essfund.models.report import Verdict
from essfund.truth import FALSE, TRUE, UNKNOWN, Truth, every, negate, some

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.engine.evaluate import Memo
    from essfund.models.report import Trace
    from essfund.models.vocabulary import Vocabularies

LEVELS = (Verdict.INELIGIBLE, Verdict.TO_CHECK, Verdict.ELIGIBLE)
REFUSED, DOUBTFUL, GRANTED = 0, 1, 2


class Stake(NamedTuple):
    """One condition in the balance: its test, its truth so far, whether FALSE shuts the door."""

    test: Test
    truth: Truth
    refuses: bool


class Decision(NamedTuple):
    """A verdict, and the fields whose answer can still change it, in the order of the profile."""

    verdict: Verdict
    missing: tuple[str, ...]


def bounds(truth: Truth, refuses: bool) -> tuple[int, int]:  # noqa: FBT001 - two facts of one condition
    """Return the worst and best level a condition allows."""
    if truth is TRUE:
        return GRANTED, GRANTED
    worst = REFUSED if refuses else DOUBTFUL
    return (worst, worst) if truth is FALSE else (worst, GRANTED)


def together(stakes: Iterable[Stake]) -> tuple[int, int]:
    """Return the worst and best level of conditions that must all hold."""
    low = high = GRANTED
    for stake in stakes:
        worst, best = bounds(stake.truth, stake.refuses)
        low, high = min(low, worst), min(high, best)
    return low, high


def best_of(common: Sequence[Stake], offers: Sequence[Sequence[Stake]]) -> tuple[int, int]:
    """Return the worst and best level of an instrument: its common conditions and the best of its offers."""
    low, high = together(common)
    if not offers:
        return low, high
    ranges = [together(offer) for offer in offers]
    return min(low, max(r[0] for r in ranges)), min(high, max(r[1] for r in ranges))


def decide(
    common: Sequence[Stake],
    offers: Sequence[Sequence[Stake]],
    values: Mapping[str, Hashable],
    vocabularies: Vocabularies,
    memo: Memo,
) -> Decision:
    """Return the exact verdict of an instrument and the fields it still depends on."""
    low, high = best_of(common, offers)
    if low == high:
        return Decision(LEVELS[low], ())
    stakes = [*common, *(stake for offer in offers for stake in offer)]
    open_leaves = [leaf for stake in stakes if stake.truth is UNKNOWN for leaf in open_parts(stake.test, values, memo)]
    fields = [leaf.field for leaf in open_leaves]
    if len(offers) <= 1 and len(set(fields)) == len(fields):
        relevant = {
            leaf.field
            for stake in stakes
            if stake.truth is UNKNOWN and (stake.refuses or high == GRANTED)
            for leaf in open_parts(stake.test, values, memo)
        }
        return Decision(Verdict.TO_CHECK, in_profile_order(relevant))
    return Diagram(common, offers, values, vocabularies).decision()


def open_parts(test: Test, values: Mapping[str, Hashable], memo: Memo) -> list[Leaf]:
    """Return the unknown leaves of an unknown test whose truth still matters to it."""
    return _open_parts(prove(test, values, memo))


def _open_parts(trace: Trace) -> list[Leaf]:
    if trace.truth is not UNKNOWN:
        return []
    if isinstance(trace.test, Leaf):
        return [trace.test]
    return [leaf for part in trace.parts for leaf in _open_parts(part)]


def in_profile_order(fields: Iterable[str]) -> tuple[str, ...]:
    """Return fields in the order in which a profile declares them."""
    wanted = set(fields)
    return tuple(key for key in FIELDS if key in wanted)


class Diagram:
    """A verdict as a reduced decision diagram over the unknown fields of its undecided conditions."""

    def __init__(
        self,
        common: Sequence[Stake],
        offers: Sequence[Sequence[Stake]],
        values: Mapping[str, Hashable],
        vocabularies: Vocabularies,
    ) -> None:
        self.common, self.offers = list(common), [list(offer) for offer in offers]
        self.truths: dict[Leaf, Truth] = {}
        undecided: dict[str, dict[Leaf, None]] = {}
        for stake in [*common, *(stake for offer in offers for stake in offer)]:
            if stake.truth is UNKNOWN:
                for leaf in leaves(stake.test):
                    self._sort(leaf, values, undecided)
        self.fields = [key for key in FIELDS if key in undecided]
        self.cells = [self._split(undecided[key], values.get(key), vocabularies) for key in self.fields]
        self.nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self.memo: dict[object, int] = {}

    def _sort(self, leaf: Leaf, values: Mapping[str, Hashable], undecided: dict[str, dict[Leaf, None]]) -> None:
        known = values.get(leaf.field)
        truth = UNKNOWN if known is None else FIELDS[leaf.field].kind.judge(leaf.operator, leaf.argument, known)
        if truth is UNKNOWN:
            undecided.setdefault(leaf.field, {})[leaf] = None
        else:
            self.truths[leaf] = truth

    @staticmethod
    def _split(
        tests: Mapping[Leaf, None], known: Hashable | None, vocabularies: Vocabularies
    ) -> list[dict[Leaf, Truth]]:
        """Return, for each part of what one field may be, the truth of every leaf that tests it."""
        field = FIELDS[next(iter(tests)).field]
        cells = field.kind.cells(
            [(leaf.operator, leaf.argument) for leaf in tests], known, vocabularies.of(field.vocabulary)
        )
        return [{leaf: field.kind.judge(leaf.operator, leaf.argument, cell) for leaf in tests} for cell in cells]

    def decision(self) -> Decision:
        """Build the diagram and read it."""
        root = self._build(0)
        if root <= GRANTED:
            return Decision(LEVELS[root], ())
        inner = {node: key for key, node in self.nodes.items()}
        seen: set[int] = set()
        queue = [root]
        while queue:
            node = queue.pop()
            if node > GRANTED and node not in seen:
                seen.add(node)
                queue.extend(inner[node][1])
        return Decision(Verdict.TO_CHECK, in_profile_order(self.fields[inner[node][0]] for node in seen))

    def _build(self, index: int) -> int:
        low, high = best_of(self._settle(self.common), [self._settle(offer) for offer in self.offers])
        if low == high:
            return low
        key = (index, self._residue())
        if key not in self.memo:
            children = []
            for cell in self.cells[index]:
                self.truths.update(cell)
                children.append(self._build(index + 1))
                for leaf in cell:
                    del self.truths[leaf]
            self.memo[key] = self._node(index, tuple(children))
        return self.memo[key]

    def _node(self, index: int, children: tuple[int, ...]) -> int:
        if len(set(children)) == 1:
            return children[0]
        return self.nodes.setdefault((index, children), GRANTED + 1 + len(self.nodes))

    def _settle(self, stakes: Sequence[Stake]) -> list[Stake]:
        return [s if s.truth is not UNKNOWN else s._replace(truth=self._truth(s.test)) for s in stakes]

    def _truth(self, test: Test) -> Truth:
        if isinstance(test, Leaf):
            return self.truths.get(test, UNKNOWN)
        if isinstance(test, Not):
            return negate(self._truth(test.part))
        combine = every if isinstance(test, All) else some
        return combine([self._truth(part) for part in test.parts])

    def _residue(self) -> tuple[object, ...]:
        """What is left of each condition: its truth if decided, else the truths inside it. Equal residues, equal futures."""
        found: list[object] = []
        for stake in [*self.common, *(stake for offer in self.offers for stake in offer)]:
            if stake.truth is UNKNOWN:
                truth = self._truth(stake.test)
                found.append(truth if truth is not UNKNOWN else tuple(self.truths.get(x) for x in leaves(stake.test)))
        return tuple(found)
