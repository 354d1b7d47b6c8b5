"""What came of a list in numbers: how many rows each instrument says yes, perhaps or no to, what decides, what could not be read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.record import field, record
from essfund.engine.screening import UNKNOWN, Classes
from essfund.loading.lists.enterprises import Rejected
from essfund.loading.lists.row_blocks import RowBlock
from essfund.model.list_reading import RowsRead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from essfund.core.messages import Message
    from essfund.engine.screening import ScreenAnswer, Screening
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.enterprises import ListRow, Unread
    from essfund.model.catalogue import Instrument
    from essfund.model.list_reading import ListReading
    from essfund.model.verdict import Verdict

    Reject = Callable[[ListRow | Rejected, str, Message], None]

STEP = 1000
"""Rows after which somebody who waits hears of it."""

MOST_KINDS = 50_000
"""Kinds of rows that wait to be counted."""


@record
class InstrumentTally:
    """One instrument over a list: rows by verdict, and rows in which a fact is missing or a condition refuses."""

    instrument: Instrument
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    refused_by: Counter[str] = field(default_factory=Counter)

    def add(self, answer: ScreenAnswer, rows: int) -> None:
        """Count the rows that get an answer."""
        self.verdicts[answer.verdict] += rows
        self.places[answer.place.value] += rows
        for key in answer.missing:
            self.missing[key] += rows
        for condition in answer.refused_by:
            self.refused_by[condition] += rows


@record
class RowGroup:
    """Rows that have one value of a field in common, and what each instrument says to them."""

    label: str
    verdicts: list[Counter[Verdict]]
    rows: int = 0


@record
class Tally:
    """Rows of a list, counted by their classes; every row is answered, closed, or rejected because it is no record.

    Rows wait by their kind and group until there are many kinds, so that no list grows the memory; `fold` gives them to the instruments.
    """

    screening: Screening
    columns: ListColumns
    source: str
    waiting: Counter[tuple[str, Classes]] = field(default_factory=Counter)
    answered: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    """Cells that could not be read and count as unknown, by column."""
    rejected: int = 0
    """Rows that are no record."""
    closed: int = 0
    other_encoding: int = 0
    titles: int = 0
    unknown: Counter[int] = field(default_factory=Counter)
    """Rows in which nothing is known of a fact, by its number."""
    groups: dict[str, RowGroup] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.instruments = [InstrumentTally(instrument) for instrument in self.screening.instruments]

    def reading(self) -> ListReading:
        """What was read."""
        rows = RowsRead(self.answered, self.closed, self.rejected)
        return self.columns.reading(self.source, rows, self.unknown, self.unread, other_encoding=self.other_encoding, titles=self.titles)

    def fold(self, *, grouped: bool) -> None:
        """Give the rows that wait to the instruments that answered them, and to their groups."""
        by_label: dict[str, Counter[Classes]] = {}
        for (label, classes), rows in self.waiting.items():
            by_label.setdefault(label, Counter())[classes] += rows
        for label, kinds in by_label.items():
            self.count_kinds(kinds, self.group(label) if grouped else None)
        self.waiting.clear()

    def group(self, label: str) -> RowGroup:
        """Group of a label."""
        return self.groups.setdefault(label, RowGroup(label, [Counter() for _ in self.instruments]))

    def count_kinds(self, kinds: Mapping[Classes, int], group: RowGroup | None) -> None:
        """Count rows of some kinds, and in their group."""
        rows = sum(kinds.values())
        self.answered += rows
        for number in range(len(self.columns.facts)):
            self.unknown[number] += sum([count for classes, count in kinds.items() if classes[number] == UNKNOWN])
        if group:
            group.rows += rows
        for number, answers in self.screening.answered(kinds):
            for answer, count in answers:
                self.instruments[number].add(answer, count)
                if group:
                    group.verdicts[number][answer.verdict] += count

    def add_block(self, block: RowBlock, reject: Reject | None) -> None:
        """Count the rows of a block, which wait by their kind, and hand on what is not answered or not understood of them."""
        for label, kind, rows in zip(block.labels, block.kinds, block.counts, strict=True):
            self.waiting[label, kind] += rows
        self.closed += block.closed
        self.unread += block.unread
        if reject:
            for complaint in block.complaints():
                reject(*complaint)

    def add_rejected(self, row: Rejected, reject: Reject | None) -> None:
        """Count a row without an answer, and hand it on."""
        self.closed += bool(row.column)
        self.rejected += not row.column
        if reject:
            reject(row, row.column, row.reason)

    def add_unread(self, row: ListRow, unread: Unread, reject: Reject | None) -> None:
        """Count a cell that was not understood, and hand it on."""
        self.unread[unread.column] += 1
        if reject:
            reject(row, unread.column, unread.reason)

    def by_group(self) -> list[RowGroup]:
        """Groups, the largest first."""
        return sorted(self.groups.values(), key=lambda group: (-group.rows, group.label))


def count(
    rows: Iterable[ListRow | Rejected | RowBlock], tally: Tally, *, write: Callable[[ListRow], None] | None,
    write_block: Callable[[RowBlock], None] | None,
    reject: Reject | None,
    label: Callable[[ListRow], str] | None, tick: Callable[[int], None],
) -> None:
    """Count rows as they come, one by one or in blocks; `write` takes what is answered, `reject` what could not be read or is none.

    `label` tells the group of a row.
    """
    waiting = tally.waiting
    for number, row in enumerate(rows):
        if isinstance(row, RowBlock):
            tally.add_block(row, reject)
            if write_block:
                write_block(row)
        elif isinstance(row, Rejected):
            tally.add_rejected(row, reject)
        else:
            for unread in row.unread:
                tally.add_unread(row, unread, reject)
            waiting[label(row) if label else "", row.classes] += 1
            if write:
                write(row)
            if number % STEP:
                continue
        tick(number)
        if len(waiting) >= MOST_KINDS:
            tally.fold(grouped=label is not None)
    tally.fold(grouped=label is not None)
