"""What a column of an export is: declared once, read by every format and by the reference page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import did_you_mean, say
from essfund.core.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from essfund.exchange.exporting.selection import Selection

KINDS = ("text", "id", "integer", "number", "day", "flag", "url", "list", "lines", "structure")
"""`list` holds ids, `lines` sentences, `structure` data as rules are written; the others are what they say."""


@dataclass(frozen=True)
class Column:
    """One column: what it is called, holds, means, and where it comes from.

    `value` takes the selection and the item of the row. `vocabulary` names the labels of its ids, for people.
    `words` puts a value of closed list into words, where no vocabulary does.
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


@dataclass(frozen=True)
class ExportTable:
    """One table: its columns, the items of its rows, and the columns shown to people unless they choose."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    items: Callable[[Selection], Iterator[Any]]
    shown: tuple[str, ...] = ()

    def column(self, key: str) -> Column | None:
        """Return a column by its key."""
        return next((column for column in self.columns if column.key == key), None)

    def chosen(self, selection: Selection, *, shown: bool = False) -> tuple[Column, ...]:
        """Return the columns of an export, in the order they were chosen in. Raises UsageError for one that does not exist.

        If nobody chose: every column, or those shown to people.
        """
        keys = selection.columns if self.name == selection.table else ()
        keys = keys or (self.shown if shown else ())
        if not keys:
            return self.columns
        found = []
        for key in dict.fromkeys(keys):
            column = self.column(key)
            if column is None:
                names = [item.key for item in self.columns]
                near = nearest(key, names)
                raise UsageError(
                    say("the table `{table}` has no column `{key}`", table=self.name, key=key),
                    did_you_mean(near, say("its columns are {words}", words=", ".join(names))),
                )
            found.append(column)
        return tuple(found)

    def rows(self, selection: Selection, columns: Sequence[Column]) -> Iterator[list[Any]]:
        """Yield the rows: values of the kinds of the columns, None where nothing is known."""
        for item in self.items(selection):
            selection.tick()
            yield [column.value(selection, item) for column in columns]
