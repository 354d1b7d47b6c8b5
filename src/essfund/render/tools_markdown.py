"""The list of instruments as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.render.cells import markdown_table
from essfund.render.tools_rows import HEADER, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.engine.listing import Listed
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as Markdown text."""
    return markdown_table([view.speak.text(word) for word in HEADER], [row(catalogue, one, view) for one in listing])
