"""The tables of an export, by name, and the columns that say where every row comes from."""

from __future__ import annotations

from essfund.core.messages import N_
from essfund.exchange.exporting.column import Column, Table
from essfund.exchange.exporting.conditions import CONDITIONS
from essfund.exchange.exporting.instruments import INSTRUMENTS
from essfund.exchange.exporting.offers import OFFERS
from essfund.exchange.exporting.sources import SOURCES

TABLES: dict[str, Table] = {table.name: table for table in (INSTRUMENTS, OFFERS, CONDITIONS, SOURCES)}

PROVENANCE: tuple[Column, ...] = (
    Column("edition", "text", N_("Edition"), "Edition of the catalogue.", "tools.yaml, edition", lambda s, _: s.catalogue.edition),
    Column("digest", "text", N_("Digest"), "SHA-256 of the files of the catalogue: two exports with the same digest say the same.",
           "worked out from the files", lambda s, _: s.catalogue.digest),
    Column("as_of", "day", N_("As of"), "Day of the export (`--as-of`): availability is that of this day.", "`--as-of`, or today",
           lambda s, _: s.day),
    Column("licence", "text", N_("Licence"), "Licence of the data.", "tools.yaml, licence", lambda s, _: s.catalogue.licence),
)
"""Added to every row of formats that have no other place for it: csv, jsonl and parquet."""
