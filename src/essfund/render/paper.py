"""Rich as a typesetter: text in, text out. Markup in data is never interpreted, and nothing is cut outside a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from essfund.render.view import View

ENDLESS = 100_000
"""Columns of an output that is not a terminal: enough never to wrap or cut."""

NARROWEST = 40


def typeset(parts: Iterable[RenderableType], view: View) -> str:
    """Return the parts as text, in the width and colours of the view, without trailing spaces."""
    from rich.console import Console  # noqa: PLC0415 - only when a table is wanted

    out = io.StringIO()
    console = Console(
        file=out,
        width=ENDLESS if view.width is None else max(view.width, NARROWEST),
        color_system="standard" if view.colour else None,
        force_terminal=view.colour,
        no_color=not view.colour,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part, soft_wrap=view.width is None)
    lines = (line.rstrip() for line in out.getvalue().split("\n"))
    return plain_ascii("\n".join(lines), view)


def plain_ascii(text: str, view: View) -> str:
    """Replace what an output that is not UTF-8 cannot show."""
    if view.unicode:
        return text
    for fancy, plain in (("→", "->"), ("–", "-"), ("…", "..."), ("─", "-"), ("\u202f", " "), ("\u00a0", " "), ("€", "EUR")):
        text = text.replace(fancy, plain)
    return text


def words(value: object, style: str = "") -> Text:
    """Return a text in which brackets are brackets and control characters are spaces."""
    from rich.text import Text  # noqa: PLC0415 - only when a table is wanted

    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in str(value)), style=style)


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], *, right: frozenset[int] = frozenset()) -> RenderableType:
    """Return a table ruled only below its header."""
    from rich import box  # noqa: PLC0415 - only when a table is wanted
    from rich.table import Table  # noqa: PLC0415 - only when a table is wanted

    found = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, title in enumerate(header):
        found.add_column(words(title), justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        found.add_row(*[cell if hasattr(cell, "plain") else words(cell) for cell in row])
    return found
