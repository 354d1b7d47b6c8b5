"""Exact search for amounts in whole euros: what covers most, then what a plan prefers, in order.

A plan is a choice of options, each left out or between its floor and its ceiling, that together bring no more than is to be found and
keep every rule. Goals are compared in order (lexicographic), so no weight decides. Branch and bound: the linear programme over the
options that are not decided, in exact fractions (`simplex`), says how good a plan can be at best; what cannot be better than the best
one so far is left; else the option on which the programme is most undecided is tried in and out, or an amount that is no whole euro is
parted. Tests hold every answer against trying everything.
"""

from __future__ import annotations

from itertools import combinations
from math import gcd
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record, replace
from essfund.engine.planning.simplex import least

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from fractions import Fraction

FINE = 1_000_000
"""Parts of one unit of a goal that bounds count in, rounded down."""


@record(frozen=True)
class Choice:
    """One option: `low` to `high` euros if it is taken; beyond `sure` euros it is only possible.

    `once` and `each` are what it counts in the preferred goal when it is taken, and for each euro; `place` is its place in the order of
    advice.
    """

    low: int
    high: int
    sure: int
    place: int
    once: int = 0
    each: int = 0


class Rule(NamedTuple):
    """A sum of amounts, each times a whole number, that may not exceed a bound."""

    parts: Mapping[int, int]
    bound: int

    def tightened(self) -> Rule:
        """The same rule over whole numbers in its least terms: what its bound has beyond them no amounts can use."""
        by = gcd(*self.parts.values()) or 1
        return Rule({number: times // by for number, times in self.parts.items()}, self.bound // by)

    def cut(self, other: Rule) -> Rule | None:
        """What follows of both for whole numbers from 0 on: their sum in parts of its greatest times, no rests (Chvátal and Gomory).

        No more than the other money and all of it an odd sum: half of that, less the odd euro.
        """
        both = {number: self.parts.get(number, 0) + times for number, times in other.parts.items()}
        by = max(both.values(), default=0)
        return Rule({number: times // by for number, times in both.items()}, (self.bound + other.bound) // by) if by > 1 else None

    def kept(self, amounts: Mapping[int, int]) -> bool:
        """Whether some amounts keep it."""
        return sum(times * amounts.get(number, 0) for number, times in self.parts.items()) <= self.bound


@record(frozen=True)
class Problem:
    """Euros to be found, the options, and what holds between them.

    Of each group of `exclusive` a plan has one at most; it has `unwise` pairs, and breaks `soft` rules, only where it covers more so.
    """

    target: int
    choices: Sequence[Choice]
    rules: Sequence[Rule] = ()
    exclusive: Sequence[frozenset[int]] = ()
    unwise: Sequence[frozenset[int]] = ()
    soft: Sequence[Rule] = ()

    @property
    def key(self) -> Hashable:
        """What two problems that are the same have alike."""
        rules = [tuple([(frozenset(rule.parts.items()), rule.bound) for rule in kept]) for kept in (self.rules, self.soft)]
        return self.target, tuple(self.choices), *rules, tuple(self.exclusive), tuple(self.unwise)

    def value(self, amounts: Mapping[int, int]) -> Value:
        """Goals of some amounts, each the smaller the better.

        Euros missing, warnings (soft rules broken, unwise pairs), what is preferred, euros only possible, places in the order of advice,
        and these by euro.
        """
        chosen = {number: self.choices[number] for number in amounts}
        return (
            self.target - sum(amounts.values()),
            sum(not rule.kept(amounts) for rule in self.soft),
            sum(len(pair & amounts.keys()) > 1 for pair in self.unwise),
            sum(item.once + item.each * amounts[number] for number, item in chosen.items()),
            sum(max(0, amounts[number] - item.sure) for number, item in chosen.items()),
            sum(item.place for item in chosen.values()),
            sum(item.place * amounts[number] for number, item in chosen.items()),
        )

    def keeps(self, amounts: Mapping[int, int]) -> bool:
        """Whether some amounts break nothing."""
        return (
            all(self.choices[number].low <= amount <= self.choices[number].high and amount > 0 for number, amount in amounts.items())
            and all(len(group & amounts.keys()) <= 1 for group in self.exclusive)
            and all(rule.kept(amounts) for rule in self.rules)
            and self.value(amounts)[0] >= 0
        )


Value = tuple[int, ...]


def in_least_terms(row: list[int]) -> list[int]:
    """A row of a programme without what all of it has in common: small numbers are quick to reckon with."""
    by = gcd(*row)
    return [part // by for part in row] if by > 1 else row


def solve(problem: Problem) -> dict[int, int] | None:
    """Amounts of the options of the best plan; None if no amounts keep the rules."""
    if not problem.soft:
        return searched(problem)
    kept = searched(replace(problem, rules=[*problem.rules, *problem.soft]))
    if kept is not None and not problem.value(kept)[0]:
        return kept
    found = searched(problem, None if kept is None else problem.value(kept)[0] - 1)
    if found is None:  # no plan covers more
        return kept
    missing = problem.value(found)[0]
    for broken in range(1, len(problem.soft)):  # the fewest soft rules that have to be broken
        parts = combinations(problem.soft, len(problem.soft) - broken)
        tries = [searched(replace(problem, rules=[*problem.rules, *part]), missing) for part in parts]
        covering = [amounts for amounts in tries if amounts is not None]
        if covering:
            return min(covering, key=problem.value)
    return found


def searched(problem: Problem, most_missing: int | None = None) -> dict[int, int] | None:
    """Amounts of the best plan, the soft rules left aside; None if there is none, or none with so few euros missing."""
    return _Search(problem, problem.target if most_missing is None else most_missing).run()


class Node(NamedTuple):
    """What is decided: the range of each option that is taken, and the options that are out."""

    taken: Mapping[int, tuple[int, int]]
    out: frozenset[int]


class _Search:
    """The best amounts so far, the soft rules left aside."""

    def __init__(self, problem: Problem, most_missing: int) -> None:
        self.problem, self.most_missing = problem, most_missing
        whole, rules = Rule(dict.fromkeys(range(len(problem.choices)), 1), problem.target), [rule.tightened() for rule in problem.rules]
        self.rules = [whole, *rules, *(cut for rule in rules if (cut := rule.cut(whole)))]
        self.best: dict[int, int] | None = None
        self.value: Value | None = None

    def run(self) -> dict[int, int] | None:
        """Amounts of the best plan; None if no amounts keep the rules."""
        empty = frozenset(number for number, item in enumerate(self.problem.choices) if item.high < max(item.low, 1))
        waiting = [Node({}, empty)]
        while waiting:
            waiting += self.explored(waiting.pop())
        return self.best

    def whole(self, number: int) -> tuple[int, int]:
        """Range of an option that is taken."""
        item = self.problem.choices[number]
        return max(item.low, 1), item.high

    def closed(self, node: Node) -> Node:
        """The same with the options out that exclude a taken one."""
        beside = [group - {number} for number in node.taken for group in self.problem.exclusive if number in group]
        return Node(node.taken, node.out.union(*beside))

    def explored(self, node: Node) -> list[Node]:
        """The two parts of a node, the more promising last; none where it cannot be better than the best plan so far, or is decided."""
        relaxed = self.relaxed(node) if node.out.isdisjoint(node.taken) else None
        if relaxed is None or self.problem.target - sum(relaxed) > self.most_missing:
            return []
        if self.value is not None and self.bound(node, relaxed) >= tuple(part * FINE for part in self.value):
            return []
        parted = next(self.undecided(node, relaxed), None)
        if parted is None:
            amounts = {number: int(amount) for number, amount in enumerate(relaxed) if amount}
            value = self.goals(amounts)
            if self.value is None or value < self.value:
                self.best, self.value = amounts, value
            return []
        number, amount = parted
        if number not in node.taken:
            return [Node(node.taken, node.out | {number}), self.closed(Node({**node.taken, number: self.whole(number)}, node.out))]
        low, high = node.taken[number]
        return [Node({**node.taken, number: part}, node.out) for part in ((int(amount) + 1, high), (low, int(amount)))]

    def undecided(self, node: Node, relaxed: Sequence[Fraction | int]) -> Iterator[tuple[int, Fraction | int]]:
        """Options that are neither in nor out where the programme has some euros of them, the most first; then amounts with a rest."""
        free = [number for number, amount in enumerate(relaxed) if amount and number not in node.taken]
        yield from sorted(((number, relaxed[number]) for number in free), key=lambda item: (-item[1], item[0]))
        yield from ((number, amount) for number, amount in enumerate(relaxed) if amount.denominator > 1)

    def relaxed(self, node: Node) -> list[Fraction | int] | None:
        """Amounts of the best plan if an option could be taken in part, with a part of what it counts; None if there is none."""
        choices = self.problem.choices
        open_ = [number for number in range(len(choices)) if number not in node.out]
        ranges = {number: node.taken.get(number, (0, choices[number].high)) for number in open_}
        if any(low > high for low, high in ranges.values()):
            return None
        spans = [(number, doubt, size) for number, (low, high) in ranges.items() for doubt, size in self.parts(number, low, high) if size]
        costs = [self.by_euro(number, node) for number, _, _ in spans]
        goals = [in_least_terms(goal) for goal in (
            [-1] * len(spans), [preferred for preferred, _, _ in costs], [doubt for _, doubt, _ in spans],
            [place for _, place, _ in costs], [by_euro for _, _, by_euro in costs])]
        rules = []
        for rule in self.rules:
            left = rule.bound - sum(times * ranges[number][0] for number, times in rule.parts.items() if number in ranges)
            rules.append(([rule.parts.get(number, 0) for number, _, _ in spans], left))
        found = least(goals, rules, [size for _, _, size in spans])
        if found is None:
            return None
        amounts: list[Fraction | int] = [ranges[number][0] if number in ranges else 0 for number in range(len(choices))]
        for (number, _, _), amount in zip(spans, found, strict=True):
            amounts[number] += amount
        return amounts

    def parts(self, number: int, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The euros of a range above its low end: how many are certain (0), how many only possible (1)."""
        sure = max(low, min(high, self.problem.choices[number].sure))
        yield 0, sure - low
        yield 1, high - sure

    def by_euro(self, number: int, node: Node) -> tuple[int, int, int]:
        """What a euro counts in what is preferred, in places, and in places by euro, in fine parts.

        What an option that is not taken counts once is spread over all that it brings.
        """
        item = self.problem.choices[number]
        if number in node.taken:
            return item.each * FINE, 0, item.place * FINE
        most = max(item.high, 1)
        return item.each * FINE + item.once * FINE // most, item.place * FINE // most, item.place * FINE

    def bound(self, node: Node, relaxed: Sequence[Fraction | int]) -> tuple[Fraction | int, ...]:
        """Goals that no plan of a node is better than, in fine parts."""
        choices, problem = self.problem.choices, self.problem
        missing: Fraction | int = problem.target
        preferred, doubt, places, by_euro = self.once(node)
        for number, amount in enumerate(relaxed):
            if amount:
                each, spread, place = self.by_euro(number, node)
                missing -= amount
                preferred += each * amount
                doubt += max(0, amount - choices[number].sure) * FINE
                places += spread * amount
                by_euro += place * amount
        unwise = sum(len(pair & node.taken.keys()) > 1 for pair in problem.unwise)
        return missing * FINE, 0, unwise * FINE, preferred, doubt, places, by_euro

    def once(self, node: Node) -> tuple[Fraction | int, ...]:
        """What the options that are taken count once, in the goals behind the warnings, in fine parts."""
        taken = [self.problem.choices[number] for number in node.taken]
        return sum(item.once for item in taken) * FINE, 0, sum(item.place for item in taken) * FINE, 0

    def goals(self, amounts: Mapping[int, int]) -> Value:
        """Goals of some amounts, the soft rules left aside."""
        missing, _, *others = self.problem.value(amounts)
        return (missing, 0, *others)
