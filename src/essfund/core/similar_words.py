"""Comparing what people type with what we know: case, accents and typing slips forgiven."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice
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


LONGEST_WORD, MOST_KNOWN, MOST_COMPARED = 100, 5_000, 100
"""Longer texts are not mistyped words. Of many known words, only those that begin alike and are about as long are compared:
comparing two words takes much longer than reading them, and a file may be full of words that do not exist."""

_folded = lru_cache(1 << 14)(fold)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return the known words that look most like `word`, best first; none if nothing is close."""
    import difflib  # noqa: PLC0415 - needed only when somebody mistyped

    if len(word) > LONGEST_WORD:
        return []
    wanted = fold(word)
    candidates = [one for one in islice(known, MOST_KNOWN) if len(one) <= LONGEST_WORD]
    if len(candidates) > MOST_COMPARED:
        alike = [one for one in candidates if one[:1].casefold() == wanted[:1]]
        candidates = sorted(alike, key=lambda one: abs(len(one) - len(word)))[:MOST_COMPARED]
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(_folded(candidate), candidate)
    found = difflib.get_close_matches(wanted, list(by_fold), n=limit, cutoff=CLOSE_ENOUGH)
    return [by_fold[key] for key in found]
