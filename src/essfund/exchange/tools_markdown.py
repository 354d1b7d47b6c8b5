"""The list of instruments as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.exchange.tools_rows import HEADER, row
from essfund.presenting.table_cells import markdown_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as Markdown text."""
    return markdown_table([view.tr.text(word) for word in HEADER], [row(catalogue, one, view) for one in listing])
