"""Where nothing exists, as Markdown: what an analyst pastes into a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.models.fields import FIELDS
from essfund.render.cells import markdown_cell, markdown_table
from essfund.render.coverage_text import spread
from essfund.render.coverage_words import (
    CLOSED,
    COUNTED,
    COUNTS,
    HOLES,
    NO_HOLE,
    OPENED,
    class_words,
    counted,
    hole_sentence,
    spreads,
    title,
)

if TYPE_CHECKING:
    from essfund.engine.holes import Shortages
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as Markdown text. Raises TooManyCells."""
    speak, first = view.speak, found.supply.axes[0]
    parts = [f"# {markdown_cell(title(found, speak))}\n"]
    lists = [(speak.text(HOLES), found.holes)]
    if found.change is not None and found.before is not None:
        since = speak.say(say("since {day}", day=found.before.day))
        changed = ((OPENED, found.change.opened), (CLOSED, found.change.closed))
        lists += [(f"{speak.text(word)} {since}", holes) for word, holes in changed]
    for heading, holes in lists:
        parts.append(f"## {markdown_cell(heading)}\n")
        lines = [f"- {markdown_cell(hole_sentence(hole, catalogue, speak))}" for hole in holes] or [f"- {speak.text(NO_HOLE)}"]
        parts.append("\n".join(lines) + "\n")
    parts.append(f"## {speak.text(COUNTS)} ({speak.text(COUNTED)})\n")
    header = [speak.text(FIELDS[first.field].label), *(speak.say(catalogue.vocabularies.family.words(f)) for f in found.families)]
    rows = [
        (class_words(found.supply, first, cells, catalogue, speak), *(spread(row[family]) for family in found.families))
        for cells, row in zip(first.classes, spreads(found), strict=True)
    ]
    parts += [markdown_table(header, rows), f"_{markdown_cell(counted(found, speak))}_\n"]
    return "\n".join(parts)
