"""Lines and rows to text. Rich sets them in a terminal; elsewhere they are written whole, one a line, without Rich."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from essfund.presenting.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.presenting.view import View

BOLD, FAINT = "1", "2"


def paint(text: str, style: str, view: View) -> str:
    """Text in a style of ANSI (SGR) codes, or as it is where colours are not wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if view.colour and text else text


def linked(text: str, address: str, view: View) -> str:
    """Text that a terminal opens when it is clicked (OSC 8); as it is where there is no terminal or no address."""
    if not address or not view.colour or view.width is None:
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


NARROWEST, GAP = 40, "  "
HELD = "\ue000"
"""Stands for a no-break space while Rich wraps: Rich would break there."""


class Line(NamedTuple):
    """A text on its own line, or on as many as the terminal needs. `style` is a colour; it never carries meaning."""

    text: str
    style: str = ""
    indent: int = 0


class TerminalColumn(NamedTuple):
    """A heading, its width in a terminal (0 takes what is left) and whether it is ranged right."""

    title: str
    width: int
    right: bool = False


class Row(NamedTuple):
    """Cells below the columns of a table, each with its style."""

    cells: Sequence[tuple[str, str]]
    columns: Sequence[TerminalColumn]


def typeset(parts: Iterable[Line | Row], view: View) -> str:
    """Parts as text, in the width and colours of the view, without trailing spaces."""
    if view.width is None and not view.colour:
        texts = (" " * part.indent + one_line(part.text) if isinstance(part, Line)
                 else GAP.join(one_line(cell) for cell, _ in part.cells) for part in parts)
        text = "".join(f"{line}\n" for line in texts)
    else:
        text = _in_terminal(parts, view)
    return plain_ascii("\n".join(line.rstrip() for line in text.split("\n")), view)


def typeset_lines(lines: Iterable[str], view: View) -> str:
    """Lines of text; in a terminal each is wrapped below its own indent."""
    return typeset((Line(line.lstrip(" "), "", len(line) - len(line.lstrip(" "))) for line in map(one_line, lines)), view)


def _in_terminal(parts: Iterable[Line | Row], view: View) -> str:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    def set_text(text: str, style: str) -> Text:
        return Text(one_line(text).replace("\u00a0", HELD).replace("\u202f", HELD), style=style if view.colour else "")

    out = io.StringIO()
    console = Console(
        file=out, width=100_000 if view.width is None else max(view.width, NARROWEST), legacy_windows=False,
        color_system="standard" if view.colour else None, force_terminal=view.colour, no_color=not view.colour,
        markup=False, highlight=False, emoji=False,
    )
    for part in parts:
        if isinstance(part, Row):
            grid = Table.grid(padding=(0, 1, 0, 0), expand=view.width is not None)
            for column in part.columns:
                grid.add_column(width=column.width or None, ratio=None if column.width else 1, overflow="fold",
                                justify="right" if column.right else "left")
            grid.add_row(*[set_text(text, style) for text, style in part.cells])
            console.print(grid)
        elif part.text:
            padded = Padding(set_text(part.text, part.style), (0, 0, 0, part.indent), expand=False)
            console.print(padded, soft_wrap=view.width is None)
        else:
            console.print()
    return out.getvalue().replace(HELD, "\u00a0")


FANCY = {"→": "->", "–": "-", "…": "...", "\u202f": " ", "\u00a0": " ", "€": "EUR", "’": "'", "«": '"', "»": '"', "×": "x", "œ": "oe"}


def plain_ascii(text: str, view: View) -> str:
    """Replace what the encoding of the output cannot hold by its nearest plain form."""
    if view.encoding.lower().startswith("utf"):
        return text
    import unicodedata

    for char in set(text):
        try:
            char.encode(view.encoding)
        except (UnicodeEncodeError, LookupError):
            plain = FANCY.get(char) or unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
            text = text.replace(char, plain or "?")
    return text
