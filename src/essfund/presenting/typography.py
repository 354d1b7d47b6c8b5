"""The spaces and marks of good printing, put into texts that people typed: what a sheet or a letter shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.presenting.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
SPACES = re.compile(r"[ \t]{2,}")
FRENCH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[ \u00a0\u202f]+([;!?])"), "\u202f\\1"),
    (re.compile(r"[ \u202f]+:(?=\s|$)"), "\u00a0:"),
    (re.compile(r'"([^"]+)"'), "«\u00a0\\1\u00a0»"),
    (re.compile(r"«[ \u202f]*(?=[^\s\u00a0])"), "«\u00a0"),
    (re.compile(r"(?<=[^\s\u00a0])[ \u202f]*»"), "\u00a0»"),
    (re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))"), "\u202f"),
    (re.compile(r"(?<=\d) (?=[€%]|[kM]€|ans?\b|mois\b|jours?\b|salariés?\b)"), "\u00a0"),
    (re.compile(r"\b(n°|art\.|p\.) "), "\\1\u00a0"),
)
"""What is to be found, and what takes its place: narrow no-break before ; ! ?, no-break before a colon and inside « »."""


def typesetter(language: str) -> Callable[[str], str]:
    """Return what makes a text of a language fit to print: on one line, with its own apostrophes and no-break spaces."""
    rules = FRENCH if language == "fr" else ()

    def typeset(text: str) -> str:
        found = SPACES.sub(" ", APOSTROPHE.sub("’", one_line(text))).strip(" ")
        for pattern, printed in rules:
            found = pattern.sub(printed, found)
        return found

    return typeset


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
