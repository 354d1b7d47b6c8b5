"""What a column of an export is: declared once, read by every format and by the reference page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
class Table:
    """One table: its columns, the items of its rows, and the columns shown to people unless they choose."""

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    items: Callable[[Selection], Iterator[Any]]
    shown: tuple[str, ...] = ()

    def column(self, key: str) -> Column | None:
        """Return a column by its key."""
        return next((one for one in self.columns if one.key == key), None)
