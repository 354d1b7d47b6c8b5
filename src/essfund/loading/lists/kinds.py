"""A list as its kinds of enterprises: how many rows are alike, and on which lines the first of them stand. Names are not even read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.engine.screening import UNKNOWN, Classes
from essfund.loading.lists.columns import recognised
from essfund.loading.lists.enterprises import Rejected
from essfund.loading.lists.row_blocks import RowBlock
from essfund.loading.lists.source import ListSource, opened, read_map
from essfund.model.list_reading import RowsRead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from essfund.core.language.translator import Translator
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.enterprises import Enterprises
    from essfund.model.list_reading import ListReading
    from essfund.model.vocabulary import Vocabularies

MOST_KINDS = 50_000
"""Kinds that wait to be counted."""

MOST_LINES = 3
"""Lines of one kind that are remembered, the first."""

STEP = 1000
"""Rows after which somebody who waits hears of it."""


class AlikeRows:
    """Rows of one kind: how many, and the lines of the first."""

    __slots__ = ("lines", "rows")

    def __init__(self) -> None:
        self.rows = 0
        self.lines: list[int] = []


class KindUse(NamedTuple):
    """What a list is read for: its rows as classes, and what takes their kinds, some at a time; a kind may come again."""

    enterprises: Enterprises
    take: Callable[[Mapping[Classes, AlikeRows]], None]


def count_list(
    listed: str, asked: Sequence[str], tr: Translator, prepare: Callable[[ListColumns, list[str]], KindUse],
    watch: Callable[[ListSource], Callable[[], None]], words: Vocabularies | None = None,
) -> ListReading:
    """Read a list and hand its kinds on; `watch` tells somebody who waits how far it is, `words` are those of the catalogue.

    Raises InvalidInputError and UsageError.
    """
    named = read_map(asked)
    with opened(listed, tr) as source:
        columns = replace(recognised(source.header, named, (), source.name, words), identifiers=())  # blocks then count lines
        return KindCounter(source, columns, prepare(columns, source.header)).counted(watch(source))


class KindCounter:
    """Rows of a list, each answered, ceased or rejected; kinds wait until there are many, so that no list grows the memory."""

    def __init__(self, source: ListSource, columns: ListColumns, use: KindUse) -> None:
        self.source, self.columns, self.use = source, columns, use
        self.waiting: dict[Classes, AlikeRows] = {}
        self.answered = self.ceased = self.rejected = 0
        self.unknown: Counter[int] = Counter()
        self.unread: Counter[str] = Counter()

    def counted(self, tick: Callable[[], None]) -> ListReading:
        """Count all rows, and what was read."""
        for number, row in enumerate(self.source.rows(self.use.enterprises, None)):
            if isinstance(row, RowBlock):
                self.add_block(row)
            elif isinstance(row, Rejected):
                self.ceased += bool(row.column)
                self.rejected += not row.column
            else:
                self.unread.update([unread.column for unread in row.unread])
                alike = self.add(row.classes, 1)
                if len(alike.lines) < MOST_LINES:
                    alike.lines.append(row.line)
                if number % STEP:
                    continue
            tick()
            if len(self.waiting) >= MOST_KINDS:
                self.hand_on()
        self.hand_on()
        return self.reading()

    def add(self, classes: Classes, rows: int) -> AlikeRows:
        """Count rows of one kind."""
        alike = self.waiting.get(classes)
        if alike is None:
            alike = self.waiting[classes] = AlikeRows()
        alike.rows += rows
        return alike

    def add_block(self, block: RowBlock) -> None:
        """Count the rows of a block, and remember the lines of those that are among the first of their kind."""
        self.ceased += block.closed
        self.unread += block.unread
        kinds = [self.add(kind, rows) for kind, rows in zip(block.kinds, block.counts, strict=True)]
        open_ones, (lines,) = {number for number, alike in enumerate(kinds) if len(alike.lines) < MOST_LINES}, block.ids
        for place, number in enumerate(block.index.to_pylist() if open_ones else ()):
            if number in open_ones:
                kinds[number].lines.append(int(lines[place].as_py()))
                if len(kinds[number].lines) == MOST_LINES:
                    open_ones.remove(number)

    def hand_on(self) -> None:
        """Give the kinds that wait to whoever counts them."""
        for classes, alike in self.waiting.items():
            self.answered += alike.rows
            self.unknown.update({place: alike.rows for place, number in enumerate(classes) if number == UNKNOWN})
        self.use.take(self.waiting)
        self.waiting = {}

    def reading(self) -> ListReading:
        """What was read."""
        rows = RowsRead(self.answered, self.ceased, self.rejected)
        records = self.source.records
        return self.columns.reading(self.source.name, rows, self.unknown, self.unread,
                                    other_encoding=records.other_encoding, titles=records.titles)
