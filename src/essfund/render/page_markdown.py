"""The page of a diagnostic code as Markdown: the pages of the reference are this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.render.page_parts import Piece, parts, title

if TYPE_CHECKING:
    from essfund.codes import Code
    from essfund.render.view import View


def render(code: str, page: Code, view: View) -> str:
    """Return the whole page. The texts of pages are our own, and hold the code spans of Markdown already."""
    blocks = [f"# {title(code, page, view.speak)}"]
    for part in parts(page, view.speak):
        blocks += [part.heading, f"```yaml\n{part.text}\n```"] if isinstance(part, Piece) else [part]
    return "\n\n".join(blocks) + "\n"
