"""What was read of a list of enterprises: its rows, each counted once, and its columns; never who is in it."""

from __future__ import annotations

from essfund.core.named_tuple import NamedTuple


class ColumnReading(NamedTuple):
    """One column: field, name, the preset that knows it, rows in which nothing is known of it, cells that were not understood."""

    field: str
    name: str
    preset: str
    unknown: int
    unread: int


class HintReading(NamedTuple):
    """A column that proves nothing and was not taken, and the field that it hints at."""

    name: str
    field: str


class RowsRead(NamedTuple):
    """Rows that were answered, that have ceased, and that are no record."""

    answered: int
    ceased: int
    rejected: int

    @property
    def read(self) -> int:
        """All rows."""
        return sum(self)


class ListReading(NamedTuple):
    """Rows of a list, and what each column told; `unused` are names of other columns.

    `other_encoding` counts lines that are no UTF-8, `titles` those that stand above the names of the columns.
    """

    name: str
    rows: RowsRead
    columns: tuple[ColumnReading, ...]
    hints: tuple[HintReading, ...] = ()
    unused: tuple[str, ...] = ()
    other_encoding: int = 0
    titles: int = 0
