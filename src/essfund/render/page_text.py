"""The page of a diagnostic code as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.render.page_parts import Piece, parts, title
from essfund.render.paper import Line, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.codes import Code
    from essfund.render.view import View


def render(code: str, page: Code, view: View) -> str:
    """Return the whole page."""
    return typeset(_lines(code, page, view), view)


def _lines(code: str, page: Code, view: View) -> Iterator[Line]:
    yield Line(title(code, page, view.speak), "bold")
    for part in parts(page, view.speak):
        yield Line("")
        if isinstance(part, Piece):
            yield Line(part.heading)
            yield Line("")
            yield from (Line(line, indent=4) for line in part.text.split("\n"))
        else:
            yield Line(part)
