"""Comparing what people type with what we know: case, accents and typing slips forgiven."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_ENOUGH = 0.65
"""Below this similarity a suggestion would be a guess, so none is made."""


def fold(text: str) -> str:
    """Lower case, no accents, every run of spaces, hyphens, underscores and apostrophes as one hyphen."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in kept).split()
    return "-".join(words)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known words that look most like `word`, best first; none if nothing is close."""
    import difflib  # noqa: PLC0415 - needed only when somebody mistyped

    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    found = difflib.get_close_matches(fold(word), list(by_fold), n=limit, cutoff=CLOSE_ENOUGH)
    return [by_fold[key] for key in found]
