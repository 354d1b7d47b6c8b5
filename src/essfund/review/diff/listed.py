"""The enterprises of a list before two catalogues: each row is read by the words of both, and answered by both as `match` answers it."""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from essfund.core.record import field, record
from essfund.engine.screening import UNKNOWN, Screening
from essfund.loading.lists.enterprises import MOST_REMEMBERED, Enterprises
from essfund.loading.lists.kinds import MOST_LINES, KindUse
from essfund.model.profile import Profile
from essfund.model.verdict import LEVELS
from essfund.review.diff.comparison import paired
from essfund.review.diff.list_effect import SPLITS, Ids, ListedInstrument, ListEffect, ListSide, VerdictMove, level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.engine.screening import Classes, Facts
    from essfund.loading.lists.columns import ListColumn, ListColumns
    from essfund.loading.lists.kinds import AlikeRows
    from essfund.model.catalogue import Catalogue
    from essfund.model.list_reading import ListReading
    from essfund.review.diff.model import CatalogueVersion, InstrumentPair

WINS, LOSES = True, False
TwoSided = tuple[int, int, Ids]
"""Class of a cell before the old catalogue, before the new one, and what it says of a field by which rows are split."""


class BothScreenings:
    """The classes of two screenings as one: what neither tells apart is one class, unless rows are split by it."""

    def __init__(self, old: Screening, new: Screening, columns: int) -> None:
        self.old, self.new = old, new
        self.values: list[list[TwoSided]] = [[(UNKNOWN, UNKNOWN, ())] for _ in range(columns)]
        self.numbers: list[dict[TwoSided, int]] = [{(UNKNOWN, UNKNOWN, ()): UNKNOWN} for _ in range(columns)]

    @property
    def catalogue(self) -> Catalogue:
        """The new catalogue."""
        return self.new.catalogue

    def class_of(self, column: int, told: Facts) -> int:
        """Class of what a column tells in words that both catalogues have."""
        return self.number(column, (self.old.class_of(column, told), self.new.class_of(column, told), ()))

    def number(self, column: int, classes: TwoSided) -> int:
        """Number of a class of each side."""
        found = self.numbers[column].get(classes)
        if found is None:
            found = self.numbers[column][classes] = len(self.values[column])
            self.values[column].append(classes)
        return found


class EnterprisesTwice(Enterprises):
    """Rows of a list, each cell read in the words of both catalogues."""

    def __init__(self, columns: ListColumns, both: BothScreenings, header: list[str]) -> None:
        super().__init__(columns, both, header)
        self.both = both
        self.sides = Enterprises(columns, both.old, header), Enterprises(columns, both.new, header)

    def learnt(self, number: int, column: ListColumn, raw: str) -> int:
        """Class of a cell; what one of the catalogues cannot read is told, and counts as unknown there."""
        before, after = (side.learnt(number, column, raw) for side in self.sides)
        split = self.ids(number, raw) if column.rule.field in SPLITS else ()
        found = self.both.number(number, (before, after, split))
        failed = next((side.unread[number][raw] for side in self.sides[::-1] if raw in side.unread[number]), None)
        remembered: dict[str, Any] = self.known[number] if failed is None else self.unread[number]
        if len(remembered) >= MOST_REMEMBERED:
            remembered.clear()
        remembered[raw] = found if failed is None else failed
        return found

    def ids(self, number: int, raw: str) -> Ids:
        """What a cell says of a choice: in the words of the new catalogue, else of the old one."""
        old, new = self.sides
        return tuple(sorted(new.told(number, raw) or old.told(number, raw)))


@record
class SideTally:
    """Those who win, or lose, one instrument, as they are counted."""

    rows: int = 0
    lines: list[int] = field(default_factory=list)
    by: dict[str, Counter[Ids]] = field(default_factory=dict)

    def add(self, found: AlikeTwice) -> None:
        """Count rows that are answered alike."""
        self.rows += found.rows
        self.lines = nsmallest(MOST_LINES, [*self.lines, *found.lines])
        for key, counts in found.by.items():
            self.by.setdefault(key, Counter()).update(counts)

    def finished(self) -> ListSide:
        """What was counted, the most frequent first."""
        by = {key: dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) for key, counts in self.by.items()}
        return ListSide(self.rows, tuple(self.lines), by)


@record
class AlikeTwice:
    """Rows that both catalogues answer alike: how many, the lines of the first, how many by each split."""

    rows: int = 0
    lines: list[int] = field(default_factory=list)
    by: dict[str, Counter[Ids]] = field(default_factory=dict)


class ListComparison:
    """Two catalogues on a day, for the rows of one list."""

    def __init__(self, old: CatalogueVersion, new: CatalogueVersion, day: date) -> None:
        self.old, self.new, self.day = old, new, day
        self.pairs = paired(old, new)
        self.moves: list[Counter[tuple[int, int]]] = [Counter() for _ in self.pairs]
        self.sides = [(SideTally(), SideTally()) for _ in self.pairs]
        self.turned: Counter[tuple[bool, bool]] = Counter()

    def prepared(self, columns: ListColumns, header: list[str]) -> KindUse:
        """What the list is read for, once its columns are known."""
        fields = [column.rule.field for column in columns.facts]
        self.splits = [(place, key) for place, key in enumerate(fields) if key in SPLITS]
        old, new = [Screening(side.catalogue, self.day, fields, common=Profile()) for side in (self.old, self.new)]
        self.both = BothScreenings(old, new, len(fields))
        ranks = [{instrument.id: number for number, instrument in enumerate(side.instruments)} for side in (old, new)]
        self.places = [(ranks[0][pair.before.id] if pair.before else None, ranks[1][pair.after.id] if pair.after else None)
                       for pair in self.pairs]
        return KindUse(EnterprisesTwice(columns, self.both, header), self.take)

    def take(self, kinds: Mapping[Classes, AlikeRows]) -> None:
        """Count rows of some kinds: each two rows of classes are answered once."""
        alike: dict[tuple[Classes, Classes], AlikeTwice] = {}
        for kind, rows in kinds.items():
            told = [values[number] for values, number in zip(self.both.values, kind, strict=True)]
            found = alike.setdefault((tuple([each[0] for each in told]), tuple([each[1] for each in told])), AlikeTwice())
            found.rows += rows.rows
            found.lines = nsmallest(MOST_LINES, [*found.lines, *rows.lines])
            for place, key in self.splits:
                found.by.setdefault(key, Counter())[told[place][2]] += rows.rows
        for (before, after), found in alike.items():
            self.count(before, after, found)

    def count(self, before: Classes, after: Classes, found: AlikeTwice) -> None:
        """Count rows of some classes of each side by what becomes of their verdicts."""
        old = [level(answer.verdict) for answer in self.both.old.answers(before)]
        new = [level(answer.verdict) for answer in self.both.new.answers(after)]
        turned = {WINS: False, LOSES: False}
        for number, (was, now) in enumerate(self.places):
            step = 0 if was is None else old[was], 0 if now is None else new[now]
            if step[0] != step[1]:
                better = step[1] > step[0]
                turned[better] = True
                self.moves[number][step] += found.rows
                self.sides[number][better].add(found)
        self.turned[turned[WINS], turned[LOSES]] += found.rows

    def effect(self, reading: ListReading) -> ListEffect:
        """What was counted, instruments in the order of the new catalogue, those that are gone last."""
        turned = self.turned
        return ListEffect(reading, turned[True, False], turned[False, True], turned[True, True], turned[False, False],
                          tuple([self.instrument(number, pair) for number, pair in enumerate(self.pairs) if self.moves[number]]))

    def instrument(self, number: int, pair: InstrumentPair) -> ListedInstrument:
        """What became of one instrument."""
        known = pair.after or pair.before
        assert known is not None
        moves = [VerdictMove(LEVELS[was] if pair.before else None, LEVELS[now] if pair.after else None, rows)
                 for (was, now), rows in sorted(self.moves[number].items(), key=lambda item: (-item[1], item[0]))]
        was = pair.before.id if pair.before and pair.after and pair.before.id != pair.after.id else None
        wins, loses = (self.sides[number][better].finished() for better in (WINS, LOSES))
        return ListedInstrument(known.id, known.tool.name, was, pair.before is None, pair.after is None, tuple(moves), wins, loses)
