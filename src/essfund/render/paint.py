"""Colour in a terminal. It never carries meaning: whatever is painted says the same without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essfund.render.view import View

BOLD, FAINT = "1", "2"


def paint(text: str, style: str, view: View) -> str:
    """Return a text in a style of ANSI (SGR) codes, or as it is where colours are not wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if view.colour and text else text
