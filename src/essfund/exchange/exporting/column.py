"""What a column of an export is: declared once, read by every format and by the reference page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import did_you_mean, say
from essfund.core.record import field, record
from essfund.core.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from essfund.exchange.exporting.selection import Selection


@record(frozen=True)
class Column:
    """One column: what it is called, holds, means, and where it comes from; `value` takes the selection and the item of the row.

    `kind` is text, id, integer, number, day, flag, url, list (of ids), lines (sentences) or structure (data as rules are written).
    `vocabulary` names the labels of its ids, for people; `words` puts a closed list into words where no vocabulary does.
    """

    key: str
    kind: str
    label: str
    meaning: str
    source: str
    value: Callable[[Selection, Any], Any]
    unit: str = ""
    vocabulary: str = ""
    words: dict[str, str] = field(default_factory=dict)
    width: int = 18


@record(frozen=True)
class ExportTable:
    """One table: its columns, the items of its rows, the columns shown to people unless they choose, and those that name a row."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    items: Callable[[Selection], Iterator[Any]]
    shown: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    def column(self, key: str) -> Column | None:
        """Column by its key."""
        return next((column for column in self.columns if column.key == key), None)

    def chosen(self, selection: Selection, *, shown: bool = False, structures: bool = False) -> tuple[Column, ...]:
        """Columns in the order they were chosen in; if nobody chose, those shown to people, or every one, `structures` too or not.

        Raises UsageError for one that does not exist.
        """
        every = tuple(column.key for column in self.columns if structures or column.kind != "structure")
        keys = (selection.columns if self.name == selection.table else ()) or (self.shown if shown else ()) or every
        columns = {key: self.column(key) for key in keys}
        for key, column in columns.items():
            if column is None:
                names = [item.key for item in self.columns]
                raise UsageError(say("the table `{table}` has no column `{key}`", table=self.name, key=key),
                                 did_you_mean(nearest(key, names), say("its columns are {words}", words=", ".join(names))))
        return tuple(filter(None, columns.values()))

    def on_a_sheet(self, selection: Selection) -> tuple[tuple[Column, ...], int]:
        """Columns of a spreadsheet, and how many of them are printed: the first, those shown to people, then the others."""
        columns = self.chosen(selection)
        if not self.shown or (selection.columns and self.name == selection.table):
            return columns, len(columns)
        first = dict.fromkeys((self.columns[0].key, *self.shown))
        return tuple(sorted(columns, key=lambda column: list(first).index(column.key) if column.key in first else len(first))), len(first)

    def rows(self, selection: Selection, columns: Sequence[Column]) -> Iterator[list[Any]]:
        """Rows: values of the kinds of the columns, None where nothing is known."""
        for item in self.items(selection):
            selection.tick()
            yield [column.value(selection, item) for column in columns]
