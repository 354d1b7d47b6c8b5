"""Linear programmes over whole numbers, exactly: the least costs, compared in order, of numbers between bounds that keep some rules.

The bounded simplex method over a tableau of the numbers that are not in the basis. A number at its upper bound is turned round (its
distance from that bound counts), so that all of them stand at nothing. Entries are whole numbers over one denominator (Bareiss), which a
pivot divides out without a rest: nothing is rounded. Costs are several rows, compared in order; Bland's rule ends every programme.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows = Sequence[tuple[Sequence[int], int]]

MOST_CUTS = 12
"""Rules added to one programme to bring it to whole numbers; where they do not, whoever asked parts the range of a number."""


def least(costs: Sequence[Sequence[int]], rules: Rows, highest: Sequence[int]) -> list[Fraction | int] | None:
    """
    Numbers from 0 to `highest` that make the first costs least, then the second, and so on; None if no whole numbers keep the rules.

    They are whole where a few cuts bring that about; no whole numbers have lesser costs.

    Args:
        costs: one row for each goal, a cost for each number.
        rules: the sum of the numbers times a row may not exceed the bound beside it.
        highest: the upper bound of each number.
    """
    return _Programme(costs, rules, highest).solved()


class _Programme:
    """A tableau: each basic number + the sum of its row times the others = the end of its row; the last one outside breaks rules."""

    def __init__(self, costs: Sequence[Sequence[int]], rules: Rows, highest: Sequence[int]) -> None:
        self.count, wide = len(highest), len(highest) + 1
        self.rows = [[*row, -1, bound] for row, bound in rules]
        self.goals = [[0] * self.count + [1, 0], *([*row, 0, 0] for row in costs)]
        self.over = 1
        """The denominator of every entry."""
        self.upper: list[int | None] = [*highest, None, *[None] * len(rules)]
        self.outside = list(range(wide))
        self.basis = list(range(wide, wide + len(rules)))
        self.turned = [False] * (wide + len(rules))

    def solved(self) -> list[Fraction | int] | None:
        """The numbers; None if they cannot keep the rules."""
        worst = min(range(len(self.rows)), key=lambda place: self.rows[place][-1], default=None)
        if worst is not None and self.rows[worst][-1] < 0:
            # what breaks the rules comes in where most is missing: nothing is below 0 then
            self.pivot(worst, self.count)
        while (column := self.entering()) is not None:
            self.step(column)
        if any(number == self.count and row[-1] for number, row in zip(self.basis, self.rows, strict=True)):
            return None
        self.upper[self.count] = 0
        for _ in range(MOST_CUTS):
            broken = (place for place, number in enumerate(self.basis) if number < self.count and self.rows[place][-1] % self.over)
            place = next(broken, None)
            if place is None:
                break
            self.cut(place)
            if not self.mended():
                return None
        return self.known()

    def known(self) -> list[Fraction | int]:
        """The numbers as they stand."""
        known: list[Fraction | int] = [0] * len(self.turned)
        for number, row in zip(self.basis, self.rows, strict=True):
            known[number] = Fraction(row[-1], self.over) if row[-1] % self.over else row[-1] // self.over
        return [top - value if turned and top is not None else value
                for value, turned, top in zip(known[: self.count], self.turned, self.upper, strict=False)]

    def cut(self, place: int) -> None:
        """Add the rule that a basic number with a rest breaks and no whole numbers (Gomory): rests of its row ≥ the rest of its end."""
        self.rows.append([-(part % self.over) for part in self.rows[place]])
        self.basis.append(len(self.turned))
        self.turned.append(False)
        self.upper.append(None)

    def mended(self) -> bool:
        """Whether basic numbers that are beyond a bound can be brought back, the goals no better than they must be (dual simplex)."""
        while True:
            for place, number in enumerate(self.basis):
                top = self.upper[number]
                if top is not None and self.rows[place][-1] > top * self.over:
                    self.turn_row(place)
            low = [place for place, row in enumerate(self.rows) if row[-1] < 0]
            if not low:
                return True
            place = min(low, key=lambda each: self.basis[each])
            column = self.dearest_first(self.rows[place])
            if column is None:
                return False
            self.pivot(place, column)

    def dearest_first(self, row: list[int]) -> int | None:
        """The column that makes a row grow and costs least for it, the goals compared in order."""
        best: int | None = None
        for column, number in enumerate(self.outside):
            if row[column] >= 0 or number == self.count:
                continue
            if best is None or self.cheaper(column, best, row):
                best = column
        return best

    def cheaper(self, column: int, other: int, row: list[int]) -> bool:
        """Whether one column costs less than another for what it makes a row grow by."""
        for goal in self.goals:
            difference = goal[column] * row[other] - goal[other] * row[column]  # both entries of the row are below 0
            if difference:
                return difference > 0
        return self.outside[column] < self.outside[other]

    def entering(self) -> int | None:
        """The column of the first number that makes a goal better and none before it worse."""
        best: int | None = None
        for column, number in enumerate(self.outside):
            if best is None or number < self.outside[best]:
                for goal in self.goals:
                    if cost := goal[column]:
                        best = column if cost < 0 else best
                        break
        return best

    def step(self, column: int) -> None:
        """Let the number of a column grow until it, or a basic number, reaches a bound."""
        top = self.upper[self.outside[column]]
        limit, leaving, over = (top, 1), None, False
        for place, row in enumerate(self.rows):
            slope, bound = row[column], self.upper[self.basis[place]]
            if slope > 0:
                room, above = (row[-1], slope), False
            elif slope < 0 and bound is not None:
                room, above = (bound * self.over - row[-1], -slope), True
            else:
                continue
            nearer = -1 if limit[0] is None else room[0] * limit[1] - limit[0] * room[1]
            if nearer < 0 or (nearer == 0 and leaving is not None and self.basis[place] < self.basis[leaving]):
                limit, leaving, over = room, place, above
        if leaving is None:
            self.turn_column(column)
            return
        if over:
            self.turn_row(leaving)
        self.pivot(leaving, column)

    def turn_column(self, column: int) -> None:
        """Take a number outside the basis to its other bound."""
        top = self.upper[self.outside[column]]
        assert top is not None
        for row in (*self.rows, *self.goals):
            if row[column]:
                row[-1] -= row[column] * top
                row[column] = -row[column]
        self.turned[self.outside[column]] ^= True

    def turn_row(self, place: int) -> None:
        """Count a basic number from its upper bound."""
        top = self.upper[self.basis[place]]
        assert top is not None
        row = self.rows[place]
        row[-1] -= top * self.over
        row[:] = [-part for part in row]
        self.turned[self.basis[place]] ^= True

    def pivot(self, place: int, column: int) -> None:
        """Exchange a basic number for one outside."""
        pivot, over = self.rows[place], self.over
        by = pivot[column]
        for row in (*self.rows, *self.goals):
            if row is not pivot:
                times = row[column]
                if times:
                    row[:] = [(part * by - times * each) // over for part, each in zip(row, pivot, strict=True)]
                    row[column] = -times
                elif by != over:
                    row[:] = [part * by // over for part in row]
        pivot[column], self.over = over, by
        if by < 0:
            self.over = -by
            for row in (*self.rows, *self.goals):
                row[:] = [-part for part in row]
        self.basis[place], self.outside[column] = self.outside[column], self.basis[place]
