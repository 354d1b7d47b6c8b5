"""Many enterprises against one catalogue on one day, exactly as `match` answers each: what is alike to an instrument is asked once.

A value matters to an instrument only through the truth of the tests that it makes of the field; where its amount, the need or a
supposition hangs on a field, through the value itself. Values of a column that differ for nobody are one class; a row is the classes of
its columns; and an instrument answers once for each combination of what it can tell apart. Every answer is that of `Matcher`, so no rule
is written a second time.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import add, call
from typing import TYPE_CHECKING, cast

from essfund.core.named_tuple import NamedTuple
from essfund.engine.match import Matcher
from essfund.engine.need import FOUND, boundless, top
from essfund.model.catalogue import leaves_by_field
from essfund.model.field_types import JUDGES, Interval, SeveralType
from essfund.model.profile import Profile
from essfund.model.verdict import Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.engine.possible import Cells
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Leaf
    from essfund.model.report import Result

WHOLE_NEED = frozenset({"project_cost", "amount_needed"})
NEED = WHOLE_NEED.union(FOUND)
"""Fields from which what is left to find is worked out: whether an amount is wanted hangs on their very values."""

MOST_REMEMBERED = 200_000
"""Values of a column of which the class is remembered."""

MOST_ANSWERS = 20_000
"""Answers of one instrument that are remembered; 77 instruments hardly reach a thousand each over a register."""

MOST_PARTIAL = 5_000
"""Halves of rows of which the part in every key is remembered."""

UNKNOWN = 0
"""Class of a column of which nothing is known."""


class ScreenAnswer(NamedTuple):
    """What one instrument says to one enterprise; `low` and `high` are whole euros, None where no bound is known, or it refuses.

    `refused_by` are the conditions of its offers that refuse, by id, where it refuses.
    """

    verdict: Verdict
    place: Place
    missing: tuple[str, ...]
    low: int | None = None
    high: int | None = None
    refused_by: tuple[str, ...] = ()


Facts = tuple[tuple[str, "Hashable"], ...]
"""Fields and what is known of each."""

Classes = tuple[int, ...]
"""A row: the class of each of its columns."""

SHIFT = 24
"""Bits for what an instrument tells apart in one column: the parts of a key stand side by side in one number."""


class Screening:
    """A catalogue on a day, for rows of some columns; `common` is what is known of all of them, and wins over a row."""

    def __init__(self, catalogue: Catalogue, on: date, fields: Sequence[str], *, common: Profile, tools: Sequence[str] = ()) -> None:
        self.catalogue, self.day, self.common = catalogue, on, common
        columns, told_of_need = len(fields), NEED.intersection([*fields, *common.values])
        self.matcher = Matcher(catalogue, common, on)
        self.instruments = [catalogue.instruments[tool] for tool in tools or catalogue.instruments]
        self.need = next(iter(told_of_need)) if len(told_of_need) == 1 and told_of_need <= WHOLE_NEED else None
        """The field that alone tells what is left to find, if one does: then only floors of amounts are held against it."""
        exact = frozenset({"stage"}.union([item.field for item in catalogue.suppositions], () if self.need else NEED))
        self.sensitivities = [Sensitivity(instrument, self, columns, exact) for instrument in self.instruments]
        self.partial: dict[tuple[int, Classes], list[int]] = {}
        self.remembered = [each.known.get for each in self.sensitivities]
        self.told_apart = NEED.union(*(each.exact for each in self.sensitivities))
        self.classes: list[dict[Hashable, int]] = [{} for _ in range(columns)]
        self.alike: list[dict[tuple[int, ...], int]] = [{} for _ in range(columns)]
        self.points: list[list[tuple[int, int, Hashable]]] = [[] for _ in range(columns)]
        """Single numbers and days of each column that were met, in their order: the class and what is seen of each."""
        self.values: list[list[Facts]] = [[()] for _ in range(columns)]
        self.parts: list[list[tuple[int, ...]]] = [[(0,) * len(self.instruments)] for _ in range(columns)]
        """Of each class of each column, what it adds to the key of each instrument."""

    def class_of(self, column: int, told: Facts) -> int:
        """Class of what a column tells, its own field first: values of one class get one answer from every instrument.

        A number between two of which the same is seen lies in the same cells: cells hold all that lies between two of theirs.
        """
        point = told[0][1].low if len(told) == 1 and isinstance(told[0][1], Interval) and told[0][1].low == told[0][1].high else None
        points, place = self.points[column], 0
        if point is not None:
            place = bisect_left(points, (point,))
            if place < len(points) and (points[place][0] == point or (place and points[place - 1][1:] == points[place][1:])):
                return points[place][1]
        facts = self.facts(told)
        seen = tuple([(key, known if key in self.told_apart else self.cells(key, known)) for key, known in facts])
        known = self.classes[column]
        if seen not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[seen] = self.class_by_parts(column, told, tuple([each.part(column, facts) for each in self.sensitivities]))
        if point is not None and len(points) < MOST_REMEMBERED:
            points.insert(place, (point, known[seen], seen))
        return known[seen]

    def class_by_parts(self, column: int, told: Facts, parts: tuple[int, ...]) -> int:
        """Class of what a column tells by what each instrument sees of it: the first that is told stands for all that are alike."""
        number = self.alike[column].get(parts)
        if number is None:
            number = self.alike[column][parts] = len(self.values[column])
            self.values[column].append(told)
            self.parts[column].append(tuple([part << SHIFT * column for part in parts]))
        return number

    def facts(self, told: Facts) -> Facts:
        """Facts of a column on the day: a date of creation tells an age too."""
        values = Profile(dict(told)).on(self.day).values
        return tuple([(key, known) for key, known in values.items() if key not in self.common.values])

    def cells(self, key: str, value: Hashable) -> Hashable:
        """Cells of the catalogue in which a value may lie; the value itself where it lies in none, nothing where no rule asks."""
        decider = self.matcher.decider
        if key not in decider.space.of_field:
            return None
        return value if decider.intricate else decider.cells(key, value) or value

    def keys(self, row: Classes) -> list[int]:
        """What each instrument can tell of the enterprises of some classes, one of each column."""
        middle = len(row) // 2
        return list(map(add, self.key_parts(0, row[:middle]), self.key_parts(middle, row[middle:])))

    def key_parts(self, first: int, classes: Classes) -> list[int]:
        """What some columns that follow one another add to the keys."""
        known = self.partial.get((first, classes))
        if known is None:
            if len(self.partial) >= MOST_PARTIAL:
                self.partial.clear()
            parts = [self.parts[column][number] for column, number in enumerate(classes, first)]
            known = self.partial[first, classes] = list(map(sum, zip(*parts, strict=True))) or [0] * len(self.instruments)
        return known

    def answers(self, row: Classes) -> list[ScreenAnswer]:
        """Answers of every instrument to the enterprises of some classes, in the order of the catalogue."""
        keys = self.keys(row)
        found = list(map(call, self.remembered, keys))
        if None not in found:
            return cast("list[ScreenAnswer]", found)
        matcher = Matcher(self.catalogue, self.profile(row), self.day)
        return [answer or each.asked(key, matcher) for each, key, answer in zip(self.sensitivities, keys, found, strict=True)]

    def answered(self, rows: Mapping[Classes, int]) -> Iterator[tuple[int, list[tuple[ScreenAnswer, int]]]]:
        """Each instrument by its number, with its answers to enterprises of some classes and to how many it gives each.

        Instruments that tell the same apart are asked together.
        """
        middle = len(self.parts) // 2
        together: dict[tuple[tuple[int, ...], ...], list[int]] = {}
        for number in range(len(self.sensitivities)):
            sights = tuple([tuple([parts[number] for parts in of_column]) for of_column in self.parts])
            together.setdefault(sights, []).append(number)
        halves = [(row[:middle], row[middle:], row, count) for row, count in rows.items()]
        heads, tails = {head for head, _, _, _ in halves}, {tail for _, tail, _, _ in halves}
        for sights, numbers in together.items():
            of_head = {head: sum([sight[part] for sight, part in zip(sights[:middle], head, strict=True)]) for head in heads}
            of_tail = {tail: sum([sight[part] for sight, part in zip(sights[middle:], tail, strict=True)]) for tail in tails}
            alike: dict[int, Classes] = {}
            counts: dict[int, int] = {}
            for head, tail, row, count in halves:
                key = of_head[head] + of_tail[tail]
                if key in counts:
                    counts[key] += count
                else:
                    alike[key], counts[key] = row, count
            for number in numbers:
                known = self.sensitivities[number].known
                yield number, [(known.get(key) or self.answers(row)[number], counts[key]) for key, row in alike.items()]

    def profile(self, row: Sequence[int]) -> Profile:
        """Profile of one enterprise of some classes."""
        told = together([values[number] for values, number in zip(self.values, row, strict=True) if number != UNKNOWN])
        return self.common.supposing({**told, **self.common.values})


def together(told: Sequence[Facts]) -> dict[str, Hashable]:
    """What several columns tell of one enterprise: of a field, what its own column says before what another says beside."""
    return {**dict(fact for facts in told for fact in facts[1:]), **dict(facts[0] for facts in told)}


def answer_of(result: Result) -> ScreenAnswer:
    """Answer of a result; of an instrument that refuses, the conditions that do."""
    if result.verdict is not Verdict.INELIGIBLE:
        return ScreenAnswer(result.verdict, result.place, result.missing, result.amount.low, result.amount.high)
    refusing = [finding.condition.id for offer in result.offers for finding in offer.findings if finding.refuses]
    return ScreenAnswer(result.verdict, result.place, (), refused_by=tuple(dict.fromkeys(refusing)))


class Sensitivity:
    """What one instrument can tell apart, and what it has answered, by key."""

    def __init__(self, instrument: Instrument, screening: Screening, columns: int, exact: frozenset[str]) -> None:
        self.instrument, self.screening = instrument, screening
        offers = screening.matcher.dated_instruments[instrument.id].offers
        conditions = [condition for offer in offers for condition in offer.conditions]
        self.tests: Mapping[str, tuple[Leaf, ...]] = leaves_by_field([*conditions, *screening.catalogue.facts])
        self.exact = exact.union(*(offer.figures for offer in offers))
        self.floors = sorted({1, *(offer.offer.entry.amount.at_least or 1 for offer in offers)})
        self.seen: list[dict[Hashable, int]] = [{} for _ in range(columns)]
        self.sights: dict[Hashable, Hashable] = {}
        self.known: dict[int, ScreenAnswer] = {}

    def asked(self, key: int, matcher: Matcher) -> ScreenAnswer:
        """Answer to enterprises that the instrument had not met."""
        if len(self.known) >= MOST_ANSWERS:
            self.known.clear()
        answer = self.known[key] = answer_of(matcher.result(self.instrument))
        return answer

    def part(self, column: int, facts: Facts) -> int:
        """Number, from 1 on, of what the instrument sees of the facts of a column; 0, as of nothing, where it looks at none of them."""
        sights, seen = tuple([(key, self.sight(key, known)) for key, known in facts]), self.seen[column]
        return seen.setdefault(sights, len(seen) + 1) if any(sight is not None for _, sight in sights) else UNKNOWN

    def sight(self, key: str, value: Hashable) -> Hashable:
        """What the instrument sees of a value: itself where it counts as such, what its tests say of it, None where it does not look."""
        if key in self.exact:
            return value
        if key == self.screening.need and isinstance(value, Interval):
            most = top(value)
            return self.by_tests(key, value), boundless(value), most is None or sum(floor <= most for floor in self.floors)
        return self.by_tests(key, value)

    def by_tests(self, key: str, value: Hashable) -> Hashable:
        """What the tests of the instrument say of a value, None where there are none."""
        if key not in self.tests:
            return None
        cells = self.screening.cells(key, value)
        if isinstance(self.screening.matcher.catalogue.fields[key].kind, SeveralType) or cells is value or not isinstance(cells, tuple):
            return cells
        if (key, cells) not in self.sights:
            self.sights[key, cells] = self.tested(key, cells)
        return self.sights[key, cells]

    def tested(self, key: str, cells: Cells) -> Hashable:
        """What the tests of a field say of the cells in which a value may lie."""
        ((index, bits),) = cells
        inside = [cell for bit, cell in enumerate(self.screening.matcher.decider.space.variables[index].cells) if bits >> bit & 1]
        tests = [(JUDGES[leaf.operator].evaluate, leaf.operator, leaf.argument) for leaf in self.tests[key]]
        return frozenset([tuple([evaluate(operator, argument, cell) for evaluate, operator, argument in tests]) for cell in inside])
