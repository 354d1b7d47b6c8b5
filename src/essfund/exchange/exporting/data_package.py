"""The description of a CSV file for programs: a Tabular Data Package (Frictionless, version 1), `datapackage.json` beside the file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from essfund.core.text import fold
from essfund.exchange.exporting.cells import json_bytes
from essfund.exchange.exporting.export_tables import PROVENANCE, heading, main_table
from essfund.exchange.exporting.selection import sources

if TYPE_CHECKING:
    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection

TYPES = {"integer": "integer", "number": "number", "day": "date", "flag": "boolean", "structure": "object"}
"""Types of fields by kinds of columns; all others are strings."""
APART = {"list": "Ids separated by spaces.", "lines": "One sentence a line."}
LICENCES = {
    "licence ouverte 2.0": {"name": "etalab-2.0", "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence"},
}
"""Licences that are known by an id and a page, by how they begin."""


def write(selection: Selection, path: str) -> bytes:
    """Description of the CSV file at a path, relative to that of the description."""
    table, facts = main_table(selection), selection.provenance()
    columns = (*table.chosen(selection), *PROVENANCE)
    found = [{"title": item.source.title, **({"path": item.source.url} if item.source.url else {})} for item in sources(selection)]
    package = {
        "profile": "tabular-data-package", "name": f"essfund-{table.name}", "title": heading(selection), "description": table.meaning,
        "version": facts["edition"], "created": f"{facts['as_of']}T00:00:00Z", "licenses": [licence(facts["licence"])],
        **({"sources": found} if found else {}),
        "catalogue": facts, "filters": dict(selection.filters),
        "resources": [{
            "profile": "tabular-data-resource", "name": table.name, "title": selection.tr.text(table.label), "path": path,
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": dialect(selection),
            "schema": {"fields": [field(column, selection) for column in columns], "missingValues": [""], **key(table.key, columns)},
        }],
    }
    return json_bytes(json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def field(column: Column, selection: Selection) -> dict[str, Any]:
    """Field of the schema: what a column is called, holds and means."""
    said = " ".join(filter(None, (column.meaning, APART.get(column.kind))))
    decimal = {"decimalChar": ","} if column.kind == "number" and selection.dialect == "fr" else {}
    return {
        "name": column.key, "type": TYPES.get(column.kind, "string"), **({"format": "uri"} if column.kind == "url" else {}), **decimal,
        "title": selection.tr.text(column.label), "description": said, **({"unit": column.unit} if column.unit else {}),
    }


def key(names: tuple[str, ...], columns: tuple[Column, ...]) -> dict[str, list[str]]:
    """Primary key, where every column of it was chosen."""
    return {"primaryKey": list(names)} if names and {column.key for column in columns}.issuperset(names) else {}


def dialect(selection: Selection) -> dict[str, Any]:
    """How the CSV is written."""
    return {"delimiter": ";" if selection.dialect == "fr" else ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True,
            "header": True}


def licence(said: str) -> dict[str, str]:
    """Licence with an id, and its page where it is known."""
    known = next((of for begins, of in LICENCES.items() if said.casefold().startswith(begins)), None)
    return {**(known or {"name": re.sub(r"[^a-z0-9.]+", "-", fold(said)).strip("-") or "licence"}), "title": said}
