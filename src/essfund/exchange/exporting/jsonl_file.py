"""One table as JSON Lines: one object a row, with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.exchange.exporting.cells import as_json, json_bytes, plain
from essfund.exchange.exporting.tables import PROVENANCE, main_table

if TYPE_CHECKING:
    from essfund.exchange.exporting.selection import Selection


def write(selection: Selection) -> bytes:
    """Return the table as JSON Lines."""
    table = main_table(selection)
    columns = (*table.chosen(selection), *PROVENANCE)
    lines = [
        as_json({column.key: plain(value, column) for value, column in zip(row, columns, strict=True)})
        for row in table.rows(selection, columns)
    ]
    return json_bytes("".join(f"{line}\n" for line in lines))
