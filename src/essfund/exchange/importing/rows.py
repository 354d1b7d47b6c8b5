"""The bytes of a foreign file to rows of text, whatever its encoding and separator."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

Row = dict[str, Any]
ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")
SEPARATORS = ",;\t|"
LARGEST_CELL = 2_000_000


def read_rows(data: bytes) -> list[Row] | None:
    """Return the rows of a CSV or JSON file; None if it is neither."""
    text = next(found for encoding in ENCODINGS if (found := _decoded(data, encoding)) is not None)
    if text.lstrip()[:1] in {"[", "{"}:
        return _json_rows(text)
    csv.field_size_limit(LARGEST_CELL)
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    if "\x00" in text or not head.count(separator):
        return None
    try:
        return [{str(key): value or "" for key, value in row.items() if key is not None}
                for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _json_rows(text: str) -> list[Row] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [])
    return [row for row in found if isinstance(row, dict)]


def text(row: Row, key: str) -> str:
    """Return a cell as text, what nobody sees as spaces; nothing is an empty text."""
    value = row.get(key)
    if value is None:
        return ""
    found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() or char == "\n" else " " for char in found).strip()
