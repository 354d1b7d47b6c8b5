"""Enterprises of a list, one after another: the class of each of its facts, or why the row cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.engine.screening import UNKNOWN
from essfund.loading.lists.cells import read_cell
from essfund.model.field_types import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essfund.core.messages import Message
    from essfund.engine.screening import Facts
    from essfund.loading.lists.columns import ListColumn, ListColumns
    from essfund.loading.lists.records import Record
    from essfund.model.catalogue import Catalogue

CEASED = say("ceased, by the register")
MOST_REMEMBERED = 200_000
"""Values of a column of which the class is remembered."""


class Classifier(Protocol):
    """What numbers the values of each column, the same for those that it cannot tell apart: a screening, for example."""

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue by whose words cells are read."""

    @property
    def values(self) -> Sequence[Sequence[object]]:
        """For each column something for each of its classes; the first is that of nothing."""

    def class_of(self, column: int, told: Facts) -> int:
        """Class of what a column tells."""


class Unread(NamedTuple):
    """A cell that could not be read and counts as unknown: the name of its column, and why."""

    column: str
    reason: Message


class ListRow(NamedTuple):
    """One enterprise: the line of its record, its cells, the class of each fact, and what could not be read of it."""

    line: int
    cells: list[str]
    classes: tuple[int, ...]
    unread: tuple[Unread, ...] = ()


class Rejected(NamedTuple):
    """A row without an answer: its line and cells, and why; `column` is the one by which the register says that it has ceased."""

    line: int
    cells: list[str]
    reason: Message
    column: str = ""


class Enterprises:
    """Rows of a list as classes of a screening, or of what else tells values apart."""

    def __init__(self, columns: ListColumns, screening: Classifier, header: list[str]) -> None:
        self.columns, self.screening, self.header = columns, screening, header
        self.known: list[dict[str, int]] = [{} for _ in columns.facts]
        self.unread: list[dict[str, Unread]] = [{} for _ in columns.facts]
        self.forgot = False
        """Whether values were forgotten on the way."""
        self.counting = [(number, column.beside, {"", column.rule.only_where[1]}) for number, column in enumerate(columns.facts)
                         if column.beside is not None and column.rule.only_where]
        """Columns that count only where another says so: a code of an older list says nothing here."""

    def read(self, records: Iterable[Record]) -> Iterator[ListRow | Rejected]:
        """Each record, read or rejected, in its order."""
        closed, known, places = list(self.columns.set_aside.items()), self.known, [column.place for column in self.columns.facts]
        for line, cells, problem in records:
            if problem is not None:
                yield Rejected(line, cells, problem)
                continue
            for place, values in closed:
                if cells[place].strip() in values:
                    yield Rejected(line, cells, CEASED, self.header[place])
                    break
            else:
                try:
                    classes = [of_column[cells[place]] for of_column, place in zip(known, places, strict=True)]
                except KeyError:  # a value that was not met before, or that cannot be read
                    yield self.slowly(line, cells)
                    continue
                for number, beside, counting in self.counting:
                    if cells[beside] not in counting:
                        classes[number] = UNKNOWN
                yield ListRow(line, cells, tuple(classes))

    def slowly(self, line: int, cells: list[str]) -> ListRow:
        """Row of a record with values to be learnt; those that cannot be read are unknown, and told."""
        classes, unread = [], []
        counting = {number: cells[beside] in values for number, beside, values in self.counting}
        for number, column in enumerate(self.columns.facts):
            raw = cells[column.place]
            classes.append(self.learnt(number, column, raw) if counting.get(number, True) else UNKNOWN)
            if raw in self.unread[number] and counting.get(number, True):
                unread.append(self.unread[number][raw])
        return ListRow(line, cells, tuple(classes), tuple(unread))

    def told(self, number: int, raw: str) -> frozenset[str]:
        """Ids that a cell of a choice may mean; none where it says nothing."""
        column = self.columns.facts[number]
        try:
            told = read_cell(raw, column.rule.field, column.rule.way, column.rule.unknown, self.screening.catalogue)
        except ParseError:
            return frozenset()
        return told[0][1] if told and isinstance(told[0][1], frozenset) else frozenset()

    def learnt(self, number: int, column: ListColumn, raw: str) -> int:
        """Class of a cell; what cannot be read is remembered apart, to be told each time."""
        known, unread = self.known[number], self.unread[number]
        if raw in known or raw in unread:
            return known.get(raw, UNKNOWN)
        if len(known) + len(unread) >= MOST_REMEMBERED:
            known.clear()
            unread.clear()
            self.forgot = True
        try:
            told = read_cell(raw, column.rule.field, column.rule.way, column.rule.unknown, self.screening.catalogue)
        except ParseError as error:
            unread[raw] = Unread(column.name, error.message)
            return UNKNOWN
        known[raw] = self.screening.class_of(number, told) if told else UNKNOWN
        return known[raw]
