"""Text made fit to be shown: no terminal obeys it, and print has the spaces and marks of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.pattern import pattern
from essfund.core.text import JOINERS, UNSEEN
from essfund.presenting.json_writing import written

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

LONGEST_MESSAGE = 800
"""A message quotes what stands in a file; a key of a file may be as long as the file."""
NO_BREAK = "\u00a0\u202f"
"""The spaces of French typography: Python calls them unprintable, a terminal shows them."""
WITHOUT_NO_BREAK = dict.fromkeys(map(ord, NO_BREAK))


def one_line(text: str) -> str:
    """Text on one line, control characters shown as spaces."""
    if text.isprintable() or text.translate(WITHOUT_NO_BREAK).isprintable():
        return text
    return "".join([char if char.isprintable() or char in NO_BREAK else " " for char in text])


def picture_text(text: str) -> str:
    """Text of a picture: lines and joined letters as they are, all else that nobody sees as spaces."""
    return UNSEEN.sub(lambda found: found[0] if found[0] in JOINERS else " ", text)


def brief(text: str) -> str:
    """Message, cut where it is longer than anybody reads."""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def message_line(text: str) -> str:
    """Message on one line, cut where it is longer than anybody reads."""
    return one_line(brief(text))


def json_text(value: object) -> str:
    """Value as JSON, accents as they are, but nothing in it that a terminal obeys or an eye is misled by."""
    return written(value, "\n") + "\n"


APOSTROPHE = pattern(r"(?<=\w)'(?=\w)")
SPACES = pattern(r"[ \t]{2,}")
FRENCH: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(r"[ \u00a0\u202f]+([;!?])"), "\u202f\\1"),
    (pattern(r"[ \u202f]+:(?=\s|$)"), "\u00a0:"),
    (pattern(r'"([^"]+)"'), "«\u00a0\\1\u00a0»"),
    (pattern(r"«[ \u202f]*(?=[^\s\u00a0])"), "«\u00a0"),
    (pattern(r"(?<=[^\s\u00a0])[ \u202f]*»"), "\u00a0»"),
    (pattern(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))"), "\u202f"),
    (pattern(r"(?<=\d) (?=[€%]|[kM]€|ans?\b|mois\b|jours?\b|salariés?\b)"), "\u00a0"),
    (pattern(r"\b(n°|art\.|p\.) "), "\\1\u00a0"),
)
"""What is to be found, and what takes its place: narrow no-break before ; ! ?, no-break before a colon and inside « »."""


def typesetter(language: str) -> Callable[[str], str]:
    """What makes a text of a language fit to print: on one line, with its own apostrophes and no-break spaces."""
    rules = FRENCH if language == "fr" else ()

    def typeset(text: str) -> str:
        found = SPACES.sub(" ", APOSTROPHE.sub("’", one_line(text))).strip(" ")
        for typed, printed in rules:
            found = typed.sub(printed, found)
        return found

    return typeset


def capital(text: str) -> str:
    """Text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
