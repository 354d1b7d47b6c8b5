"""The page of a diagnostic code as Markdown: the pages of the reference are this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.review.diagnostics.page_parts import PageExample, parts, title

if TYPE_CHECKING:
    from essfund.core.codes import CodePage
    from essfund.presenting.view import View


def render(code: str, page: CodePage, view: View) -> str:
    """Return the whole page. The texts of pages are our own, and hold the code spans of Markdown already."""
    blocks = [f"# {title(code, page, view.tr)}"]
    for part in parts(page, view.tr):
        blocks += [part.heading, f"```yaml\n{part.text}\n```"] if isinstance(part, PageExample) else [part]
    return "\n\n".join(blocks) + "\n"
