"""Text that a terminal shows and does not obey, in every format."""

from __future__ import annotations

import json

from essfund.core.text import JOINERS, UNSEEN

LONGEST_MESSAGE = 800
"""A message quotes what stands in a file; a key of a file may be as long as the file."""
NO_BREAK = "\u00a0\u202f"
"""The spaces of French typography: Python calls them unprintable, a terminal shows them."""


def one_line(text: str) -> str:
    """Return text on one line, control characters shown as spaces."""
    return text if text.isprintable() else "".join([char if char.isprintable() or char in NO_BREAK else " " for char in text])


def picture_text(text: str) -> str:
    """Return the text of a picture: lines and joined letters as they are, all else that nobody sees as spaces."""
    return UNSEEN.sub(lambda found: found[0] if found[0] in JOINERS else " ", text)


def brief(text: str) -> str:
    """Return a message, cut where it is longer than anybody reads."""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def message_line(text: str) -> str:
    """Return a message on one line, cut where it is longer than anybody reads."""
    return one_line(brief(text))


def json_text(value: object) -> str:
    """Return a value as JSON, accents as they are, but nothing in it that a terminal obeys or an eye is misled by."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def escaped(text: str) -> str:
    """Return JSON, or YAML that quotes what is hidden, with escapes for what a terminal obeys."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
