"""Where nothing exists, as Markdown: what an analyst pastes into a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.supply import TooManyCells
from essfund.render.cells import markdown_cell, markdown_table
from essfund.render.coverage_words import COUNTED, COUNTS, NO_HOLE, count_table, counted, headings, hole_sentence, not_counted, title

if TYPE_CHECKING:
    from essfund.engine.holes import Shortages
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as Markdown text."""
    speak = view.speak
    parts = [f"# {markdown_cell(title(found, speak))}\n"]
    for heading, holes in headings(found, speak):
        parts.append(f"## {markdown_cell(heading)}\n")
        lines = [f"- {markdown_cell(hole_sentence(hole, catalogue, speak))}" for hole in holes] or [f"- {speak.text(NO_HOLE)}"]
        parts.append("\n".join(lines) + "\n")
    parts.append(f"## {speak.text(COUNTS)} ({speak.text(COUNTED)})\n")
    try:
        header, *rows = count_table(found, catalogue, speak)
    except TooManyCells as many:
        parts.append(markdown_cell(speak.say(not_counted(many))) + "\n")
    else:
        parts.append(markdown_table(header, rows))
    parts.append(f"_{markdown_cell(counted(found, speak))}_\n")
    return "\n".join(parts)
