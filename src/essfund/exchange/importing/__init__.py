"""Files of other directories of aids to draft catalogues. To add a format: write its module, add its line here."""

from __future__ import annotations

IMPORT_FORMATS = {
    "dispositif-aide": "essfund.exchange.importing.dispositif_aide",
    "aides-entreprises": "essfund.exchange.importing.aides_entreprises",
    "scdl-subventions": "essfund.exchange.importing.scdl",
    "sheet": "essfund.exchange.importing.plain_sheet",
}
"""Formats that can be imported: each leads to a module with `MARKS` (columns by which it, and a row of JSON, is known) and `read`.

`knows` of a module, if it has one, decides instead of `MARKS`, of all columns."""
