"""Where nothing exists, as Markdown: what an analyst pastes into a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.coverage import TooManyCells
from essfund.landscape.coverage_words import COUNTED, COUNTS, NO_HOLE, count_table, counted, headings, hole_sentence, not_counted, title
from essfund.presenting.table_cells import markdown_cell, markdown_table

if TYPE_CHECKING:
    from essfund.engine.coverage import Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as Markdown text."""
    tr = view.tr
    parts = [f"# {markdown_cell(title(found, tr))}\n"]
    for heading, holes in headings(found, tr):
        parts.append(f"## {markdown_cell(heading)}\n")
        lines = [f"- {markdown_cell(hole_sentence(hole, catalogue, tr))}" for hole in holes] or [f"- {tr.text(NO_HOLE)}"]
        parts.append("\n".join(lines) + "\n")
    parts.append(f"## {tr.text(COUNTS)} ({tr.text(COUNTED)})\n")
    try:
        header, *rows = count_table(found, catalogue, tr)
    except TooManyCells as many:
        parts.append(markdown_cell(tr.say(not_counted(many))) + "\n")
    else:
        parts.append(markdown_table(header, rows))
    parts.append(f"_{markdown_cell(counted(found, tr))}_\n")
    return "\n".join(parts)
