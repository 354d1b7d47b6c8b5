"""An instrument as a foreign file tells it: nothing of it is proven, and all of it is marked so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.core.similar_words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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
