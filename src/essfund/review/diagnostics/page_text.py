"""The page of a diagnostic code as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.presenting.terminal import Line, typeset
from essfund.review.diagnostics.page_parts import PageExample, parts, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.codes import CodePage
    from essfund.presenting.view import View


def render(code: str, page: CodePage, view: View) -> str:
    """Return the whole page."""
    return typeset(_lines(code, page, view), view)


def _lines(code: str, page: CodePage, view: View) -> Iterator[Line]:
    yield Line(title(code, page, view.tr), "bold")
    for part in parts(page, view.tr):
        yield Line("")
        if isinstance(part, PageExample):
            yield Line(part.heading)
            yield Line("")
            yield from (Line(line, indent=4) for line in part.text.split("\n"))
        else:
            yield Line(part)
