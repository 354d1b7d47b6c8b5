"""Exact search for amounts in whole euros: what covers most, then what a plan prefers, in order.

A plan is a choice of options, each left out or between its floor and its ceiling, that together bring no more than is to be found.
Goals are compared in order (lexicographic), so no weight decides. The search tries the choices of options, the most promising first, and
leaves what cannot be better than the best plan so far: the bound fills what is to be found with the cheapest euros that may be had,
whatever the rules between options say. For a choice of options the same filling is tried as it stands; where it breaks a rule, the
range of one amount is halved. All numbers are whole, so nothing is rounded; tests hold every answer against trying everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FINE = 1_000_000
"""Parts of one unit of a goal that bounds count in, rounded down."""


@dataclass(frozen=True)
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
    required: bool = False


class Rule(NamedTuple):
    """A sum of amounts, each times a whole number, that may not exceed a bound."""

    parts: Mapping[int, int]
    bound: int

    def kept(self, amounts: Mapping[int, int]) -> bool:
        """Whether some amounts keep it."""
        return sum(times * amounts.get(number, 0) for number, times in self.parts.items()) <= self.bound


@dataclass(frozen=True)
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

    def value(self, amounts: Mapping[int, int]) -> Value:
        """Goals of some amounts, each the smaller the better.

        Euros missing, warnings (soft rules broken, unwise pairs), what is preferred, euros only possible, places in the order of advice, and
        these by euro.
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
            and all(number in amounts for number, item in enumerate(self.choices) if item.required)
            and all(len(group & amounts.keys()) <= 1 for group in self.exclusive)
            and all(rule.kept(amounts) for rule in self.rules)
            and self.value(amounts)[0] >= 0
        )


Value = tuple[int, ...]
Box = dict[int, tuple[int, int]]
"""For each option that is taken, the least and the greatest amount."""


def solve(problem: Problem) -> dict[int, int] | None:
    """Amounts of the options of the best plan; None if the required ones cannot be had together."""
    found = searched(problem)
    if found is None or not problem.soft:
        return found
    missing = problem.value(found)[0]
    for broken in range(len(problem.soft) + 1):  # the fewest soft rules that have to be broken
        tries = [searched(replace(problem, rules=[*problem.rules, *kept])) for kept in combinations(problem.soft, len(problem.soft) - broken)]
        covering = [amounts for amounts in tries if amounts is not None and problem.value(amounts)[0] == missing]
        if covering:
            return min(covering, key=problem.value)
    return found


def searched(problem: Problem) -> dict[int, int] | None:
    """Amounts of the best plan, the soft rules left aside."""
    search = _Search(problem)
    search.choose(0, {})
    return search.best


@dataclass
class _Search:
    """The best amounts so far."""

    problem: Problem
    best: dict[int, int] | None = None
    value: Value | None = None
    order: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        choices = self.problem.choices
        self.order = sorted(range(len(choices)), key=lambda number: (not choices[number].required, self.dear(number), choices[number].place))
        self.within: dict[int, list[frozenset[int]]] = {
            number: [group for group in self.problem.exclusive if number in group] for number in self.order}

    def dear(self, number: int) -> int:
        """What a euro of an option costs in the preferred goal at least, if it is not taken yet."""
        item = self.problem.choices[number]
        return item.each * FINE + item.once * FINE // max(item.high, 1)

    def choose(self, depth: int, taken: Box) -> None:
        """Try an option in and out, once what stands before it is decided."""
        if not self.hopeful(depth, taken):
            return
        if depth == len(self.order):
            self.fill(taken)
            return
        number = self.order[depth]
        item = self.problem.choices[number]
        if item.high >= max(item.low, 1) and all(group.isdisjoint(taken) for group in self.within[number]):
            self.choose(depth + 1, {**taken, number: (max(item.low, 1), item.high)})
        if not item.required:
            self.choose(depth + 1, taken)

    def hopeful(self, depth: int, taken: Box) -> bool:
        """Whether a plan with these options, and perhaps some of those not decided, can be better than the best one."""
        problem, choices = self.problem, self.problem.choices
        if sum(low for low, _ in taken.values()) > problem.target:
            return False
        if self.value is None:
            return True
        left = [number for number in self.order[depth:] if all(group.isdisjoint(taken) for group in self.within[number])]
        most = sum(high for _, high in taken.values()) + sum(choices[number].high for number in left)
        missing = max(0, problem.target - most)
        if missing != self.value[0]:
            return missing < self.value[0]
        unwise = sum(len(pair & taken.keys()) > 1 for pair in problem.unwise)
        if unwise != self.value[2]:
            return unwise < self.value[2]
        wanted = problem.target - missing - sum(low for low, _ in taken.values())
        spans = [(number, high - low, choices[number].each * FINE, 0) for number, (low, high) in taken.items()]
        spans += [(number, choices[number].high, self.dear(number), 1) for number in left]
        preferred = sum(choices[number].once + choices[number].each * low for number, (low, _) in taken.items())
        preferred += -(-_cheapest(((span, dear) for _, span, dear, _ in spans), wanted) // FINE)
        if preferred != self.value[3]:
            return preferred < self.value[3]
        doubtful = sum(max(0, low - choices[number].sure) for number, (low, _) in taken.items())
        sure = sum(max(0, min(high, choices[number].sure) - low) for number, (low, high) in taken.items())
        sure += sum(min(choices[number].high, choices[number].sure) for number in left)
        doubtful += max(0, wanted - sure)
        if doubtful != self.value[4]:
            return doubtful < self.value[4]
        places = sum(choices[number].place for number in taken)
        places += -(-_cheapest(((span, new * choices[number].place * FINE // max(span, 1)) for number, span, _, new in spans), wanted) // FINE)
        if places != self.value[5]:
            return places < self.value[5]
        by_euro = sum(choices[number].place * low for number, (low, _) in taken.items())
        return by_euro + _cheapest(((span, choices[number].place) for number, span, _, _ in spans), wanted) < self.value[6]

    def fill(self, taken: Box) -> None:
        """Find the amounts of the options taken: the best filling, or else halves of the range of one amount."""
        box = self.narrowed(taken)
        if box is None:
            return
        amounts = self.filled(box)
        value = self.goals(amounts)
        if self.value is not None and value >= self.value:
            return
        apart = next(self.apart(amounts, box), None)
        if apart is None:
            self.best, self.value = amounts, value
            return
        low, high = box[apart]
        middle = (low + high) // 2
        halves = [(low, middle), (middle + 1, high)]
        for half in halves if amounts[apart] <= middle else reversed(halves):
            self.fill({**box, apart: half})

    def goals(self, amounts: Mapping[int, int]) -> Value:
        """Goals of some amounts, the soft rules left aside."""
        missing, _, *others = self.problem.value(amounts)
        return (missing, 0, *others)

    def filled(self, box: Box) -> dict[int, int]:
        """Amounts that fill what is to be found from the least ones on, the best euros first, whatever the rules say."""
        choices = self.problem.choices
        amounts = {number: low for number, (low, _) in box.items()}
        left = self.problem.target - sum(amounts.values())
        euros = sorted((choices[number].each, doubt, choices[number].place, number) for number in box for doubt in (0, 1))
        for _, doubt, _, number in euros:
            most = box[number][1] if doubt else min(box[number][1], choices[number].sure)
            more = max(0, min(left, most - amounts[number]))
            amounts[number] += more
            left -= more
        return amounts

    def apart(self, amounts: Mapping[int, int], box: Box) -> Iterator[int]:
        """Options whose range has to be halved: those of a rule that is broken, the widest first."""
        for rule in self.problem.rules:
            if not rule.kept(amounts):
                wide = [number for number in rule.parts if number in box and box[number][0] < box[number][1]]
                yield from sorted(wide, key=lambda number: box[number][0] - box[number][1])

    def narrowed(self, box: Box) -> Box | None:
        """The same ranges without what the rules and the sum rule out; None if nothing is left."""
        box = dict(box)
        whole = Rule(dict.fromkeys(box, 1), self.problem.target)
        changed = True
        while changed:
            changed = False
            for rule in (whole, *self.problem.rules):
                least = sum(min(times * low, times * high) for number, times in rule.parts.items() for low, high in [box.get(number, (0, 0))])
                if least > rule.bound:
                    return None
                for number, times in rule.parts.items():
                    if number not in box or not times:
                        continue
                    low, high = box[number]
                    room = rule.bound - least + min(times * low, times * high)
                    new = (low, min(high, room // times)) if times > 0 else (max(low, -(room // -times)), high)
                    if new[0] > new[1]:
                        return None
                    if new != (low, high):
                        box[number], changed = new, True
                        break  # `least` has changed
        return box


def _cheapest(spans: Iterator[tuple[int, int]], wanted: int) -> int:
    """What it takes at least to fill some euros out of spans, each so many euros at so much a euro."""
    whole = 0
    for span, each in sorted(spans, key=lambda item: item[1]):
        part = min(span, wanted)
        if part <= 0:
            break
        whole += part * each
        wanted -= part
    return whole
