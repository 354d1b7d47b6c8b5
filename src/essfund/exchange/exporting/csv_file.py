"""One table as CSV: UTF-8, RFC 4180; or as spreadsheets in French open it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from essfund.exchange.exporting.cells import csv_value
from essfund.exchange.exporting.tables import PROVENANCE, main_table

if TYPE_CHECKING:
    from essfund.exchange.exporting.selection import Selection

BOM = "\ufeff"


def write(selection: Selection) -> bytes:
    """Return the table as CSV. Every row ends with where it comes from: CSV has no other place to say it."""
    table, french = main_table(selection), selection.dialect == "fr"
    columns = (*table.chosen(selection), *PROVENANCE)
    out = io.StringIO()
    if french:
        out.write(BOM)
    writer = csv.writer(out, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([column.key for column in columns])
    for row in table.rows(selection, columns):
        writer.writerow([csv_value(value, column, comma=french) for value, column in zip(row, columns, strict=True)])
    return out.getvalue().encode("utf-8")
