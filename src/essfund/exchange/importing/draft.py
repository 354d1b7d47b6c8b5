"""An instrument as a foreign file tells it, and the rows of such a file: nothing is proven, and all is marked so."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


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


SOURCE = "fichier-importe"
"""Id of the source that stands for the file."""

LONGEST, LONGEST_ID = 1900, 60
URL = re.compile(r"https?://[^\s\"'<>]+")


@dataclass
class ImportedInstrument:
    """One instrument to be. `tests` are conditions by a short id, `asked` prose that no field can test."""

    name: str
    family: str
    reach: str
    provider: str
    summary: str
    tests: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    place: str = ""
    siren: str | None = None
    url: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    updated: date | None = None


@dataclass
class Drafts:
    """What a file gave: drafts, and how many rows gave none, by reason."""

    format: str
    drafts: list[ImportedInstrument] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        """Count a row that gave no draft."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def line(text: str) -> str:
    """Return text on one line that a catalogue takes: what nobody sees is gone, what is too long is cut and says so."""
    found = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return found if len(found) <= LONGEST else found[:LONGEST] + " […]"


def words(text: str) -> dict[str, str]:
    """Return text in both languages: the English says that nobody translated it."""
    said = line(text)
    return {"fr": said, "en": f"Imported, not translated: {said}"}


def identifier(text: str, taken: Iterable[str], otherwise: str) -> str:
    """Return an id made of a name, unlike those taken."""
    parts = [part for part in fold(text).encode("ascii", "ignore").decode().split("-") if part]
    found = "-".join(parts)[:LONGEST_ID].strip("-") or otherwise
    known, number, unique = set(taken), 1, found
    while unique in known:
        number += 1
        unique = f"{found}-{number}"
    return unique


def url_in(text: str) -> str | None:
    """Return the first link of a text."""
    found = URL.search(text)
    return found[0] if found else None
