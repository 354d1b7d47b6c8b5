"""The tables of an export, by name, and the columns that say where every row comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.exchange.exporting.columns import CONDITIONS, INSTRUMENTS, OFFERS, SOURCES

if TYPE_CHECKING:
    from essfund.exchange.exporting.selection import Selection

TITLE, TITLE_OF_TABLE = N_("Financing instruments"), N_("Financing instruments: {table}")

TABLES: dict[str, ExportTable] = {table.name: table for table in (INSTRUMENTS, OFFERS, CONDITIONS, SOURCES)}

PROVENANCE: tuple[Column, ...] = (
    Column("edition", "text", N_("Edition"), "Edition of the catalogue.", "tools.yaml, edition", lambda s, _: s.catalogue.edition),
    Column("digest", "text", N_("Digest"), "SHA-256 of the files of the catalogue: two exports with the same digest say the same.",
           "worked out from the files", lambda s, _: s.catalogue.digest),
    Column("as_of", "day", N_("As of"), "Day of the export (`--as-of`): availability is that of this day.", "`--as-of`, or today",
           lambda s, _: s.day),
    Column("licence", "text", N_("Licence"), "Licence of the data.", "tools.yaml, licence", lambda s, _: s.catalogue.licence),
)
"""Added to every row of formats that have no other place for it: csv, jsonl and parquet."""


def main_table(selection: Selection) -> ExportTable:
    """Return the table that was chosen."""
    return TABLES[selection.table]


def steps(selection: Selection, tables: str) -> int:
    """Return how often a format ticks that holds one of the tables, every one of them or none."""
    counted = {"one": [main_table(selection)], "every": list(TABLES.values())}.get(tables, [])
    return sum(1 for table in counted for _ in table.items(selection)) or len(selection.listing)


def heading(selection: Selection) -> str:
    """Return the title of what is exported."""
    table = main_table(selection)
    if table.name == "instruments":
        return selection.tr.text(TITLE)
    return selection.tr.text(TITLE_OF_TABLE).format(table=selection.tr.text(table.label).lower())
