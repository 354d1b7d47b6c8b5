"""Texts that people type or see: similar words, invisible characters, lines by offset."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from essfund.core.lazily import cached_property
from essfund.core.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
"""Refused by YAML itself."""

BREAKS = "\x85\u2028\u2029"
"""Line breaks to YAML 1.1 and to some editors, but not to YAML 1.2 and most others."""

FORMAT = (
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Unicode's format characters (Cf): writing direction, no width, soft hyphen, tags."""

UNSEEN, FORMATTING, FORBIDDEN = (pattern(f"[{chars}]") for chars in (CONTROL + BREAKS + FORMAT, FORMAT, CONTROL))
"""Any of these characters (tabs, line feeds and carriage returns are none), those of Unicode's formats, those that YAML refuses."""

JOINERS = "\u200b\u200c\u200d\u2060\xad"
"""Those that join and part letters: harmless where a text is only drawn."""

CLOSE_ENOUGH = 0.65
"""Below this similarity a suggestion would be a guess, so none is made."""


def printable(text: str) -> str:
    """Return a text on one line: each character that nobody sees is a space."""
    return text if text.isprintable() else "".join([char if char.isprintable() else " " for char in text])


def fold(text: str) -> str:
    """Lower case, no accents, every run of spaces, hyphens, underscores and apostrophes as one hyphen."""
    if text.isascii():  # the most of what registers hold
        return "-".join("".join([char if char.isalnum() else " " for char in text.lower()]).split())
    plain = [char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)]
    return "-".join("".join(char if char.isalnum() else " " for char in plain).split())


LONGEST_WORD, MOST_KNOWN, MOST_COMPARED = 100, 5_000, 100
"""Longer texts are not mistyped words. Of many known words, only those that begin alike and are about as long are compared:
comparing two words takes much longer than reading them, and a file may be full of words that do not exist."""

_folded = lru_cache(1 << 14)(fold)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known words that look most like `word`, best first; none if nothing is close."""
    import difflib  # noqa: PLC0415 - needed only when somebody mistyped

    if len(word) > LONGEST_WORD:
        return []
    wanted = fold(word)
    candidates = _short(tuple(islice(known, MOST_KNOWN)))
    if len(candidates) > MOST_COMPARED:
        candidates = _about_as_long(_by_length(candidates, wanted[:1]), len(word))
    by_fold = {_folded(candidate): candidate for candidate in reversed(candidates)}  # of two alike the first counts
    return [by_fold[key] for key in difflib.get_close_matches(wanted, list(by_fold), n=limit, cutoff=CLOSE_ENOUGH)]


@lru_cache(16)
def _short(known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that may be compared."""
    return tuple([item for item in known if len(item) <= LONGEST_WORD])


@lru_cache(64)
def _by_length(known: tuple[str, ...], first: str) -> dict[int, list[tuple[int, str]]]:
    """Return the words that begin with a letter, and their places, by length."""
    found: dict[int, list[tuple[int, str]]] = {}
    for place, item in enumerate(known):
        if item[:1].casefold() == first:
            found.setdefault(len(item), []).append((place, item))
    return found


def _about_as_long(words: dict[int, list[tuple[int, str]]], length: int) -> tuple[str, ...]:
    """Return the words that are nearest to a length, those nearest to it first; of two as near, that which came first."""
    found: list[str] = []
    for far in range(LONGEST_WORD + 1):
        found += [item for _, item in sorted(chain.from_iterable(words.get(size, ()) for size in {length - far, length + far}))]
        if len(found) >= MOST_COMPARED:
            break
    return tuple(found[:MOST_COMPARED])


LEAST_PART = 3
"""Letters of a text from which on a word that only holds it somewhere may be meant."""


def suggested(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known words that a person may have meant: those of which it is one part, those that look like it, those that hold it somewhere."""
    names, part = list(known), fold(word)
    whole = [name for name in names if part in fold(name).split("-")]
    held = [name for name in names if len(part) >= LEAST_PART and part in fold(name)]
    return list(dict.fromkeys([*whole, *nearest(word, names, limit), *held]))[:limit]


STEP = 1 << 16
"""The text is counted in stretches of so many characters; within one, counting is instant."""


class LineIndex:
    """The lines of a text. They end at a line feed and count from 1, as columns do."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """For each stretch: the line feeds before it, and the offset of the last of them (-1 if none)."""
        counts, lasts = [0], [-1]
        for start in range(0, len(self.text), STEP):
            counts.append(counts[-1] + self.text.count("\n", start, start + STEP))
            last = self.text.rfind("\n", start, start + STEP)
            lasts.append(last if last >= 0 else lasts[-1])
        return counts, lasts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        counts, lasts = self._stretches
        offset = max(0, min(offset, len(self.text)))
        stretch, rest = divmod(offset, STEP)
        last = self.text.rfind("\n", offset - rest, offset)
        line = counts[stretch] + self.text.count("\n", offset - rest, offset) + 1
        return line, offset - (last if last >= 0 else lasts[stretch])

    def start(self, line: int) -> int | None:
        """Offset at which a line begins; None if there is no such line."""
        counts, _ = self._stretches
        if line <= 1 or line > counts[-1] + 1:
            return 0 if line == 1 else None
        stretch = bisect_left(counts, line - 1) - 1
        offset = stretch * STEP
        for _ in range(line - 1 - counts[stretch]):
            offset = self.text.index("\n", offset) + 1
        return offset
