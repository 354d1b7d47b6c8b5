"""Colour in a terminal. It never carries meaning: whatever is painted says the same without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essfund.presenting.view import View

BOLD, FAINT = "1", "2"


def paint(text: str, style: str, view: View) -> str:
    """Return a text in a style of ANSI (SGR) codes, or as it is where colours are not wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if view.colour and text else text


def linked(text: str, address: str, view: View) -> str:
    """Return a text that a terminal opens when it is clicked (OSC 8); as it is where there is no terminal or no address."""
    if not address or not view.colour or view.width is None:
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"
