"""Files of other directories of aids to draft catalogues. To add a format: write its module, add its line here."""

from __future__ import annotations

IMPORT_FORMATS = {
    "dispositif-aide": "essfund.exchange.importing.dispositif_aide",
    "aides-entreprises": "essfund.exchange.importing.aides_entreprises",
    "scdl-subventions": "essfund.exchange.importing.scdl",
}
"""Formats that can be imported: each leads to a module with `MARKS` (columns by which it is known) and `read`."""
