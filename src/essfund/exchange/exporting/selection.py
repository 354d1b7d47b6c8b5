"""What is exported: the instruments that passed the filters, on a day, in a language, with the columns chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import did_you_mean, say
from essfund.core.similar_words import nearest
from essfund.exchange.exporting.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.exchange.exporting.column import Column, Table
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue


def idle() -> None:
    """Watch nothing."""


@dataclass(frozen=True)
class Selection:
    """One export. `columns` are those of `table` that were chosen, none if nobody chose; `tick` is called at every row.

    `documents` gives the files of the catalogue as their authors wrote them, without comments.
    """

    catalogue: Catalogue
    listing: Sequence[Listed]
    day: date
    tr: Translator
    documents: Callable[[], Mapping[str, Any]]
    table: str = "instruments"
    columns: tuple[str, ...] = ()
    dialect: str = "rfc4180"
    filters: Mapping[str, Any] = field(default_factory=dict)
    tick: Callable[[], None] = idle

    def provenance(self) -> dict[str, str]:
        """Return what every export says of itself."""
        one = self.catalogue
        return {"edition": one.edition, "digest": one.digest, "as_of": self.day.isoformat(), "licence": one.licence}

    def in_language(self, tr: Translator) -> Selection:
        """Return the same selection in another language."""
        return replace(self, tr=tr)

    def chosen(self, table: Table, *, shown: bool = False) -> tuple[Column, ...]:
        """Return the columns of a table, in the order they were chosen in. Raises UsageError for one that does not exist.

        If nobody chose: every column, or those shown to people.
        """
        keys = self.columns if table.name == self.table else ()
        keys = keys or (table.shown if shown else ())
        if not keys:
            return table.columns
        found = []
        for key in dict.fromkeys(keys):
            column = table.column(key)
            if column is None:
                names = [one.key for one in table.columns]
                near = nearest(key, names)
                raise UsageError(
                    say("the table `{table}` has no column `{key}`", table=table.name, key=key),
                    did_you_mean(near, say("its columns are {words}", words=", ".join(names))),
                )
            found.append(column)
        return tuple(found)

    def steps(self, tables: str) -> int:
        """Return how often a format ticks that holds one of the tables, every one of them or none."""
        counted = {"one": [self.main()], "every": list(TABLES.values())}.get(tables, [])
        return sum(1 for table in counted for _ in table.items(self)) or len(self.listing)

    def main(self) -> Table:
        """Return the table that was chosen."""
        return TABLES[self.table]

    def rows(self, table: Table, columns: Sequence[Column]) -> Iterator[list[Any]]:
        """Yield the rows of a table: values of the kinds of its columns, None where nothing is known."""
        for item in table.items(self):
            self.tick()
            yield [column.value(self, item) for column in columns]
