"""Where nothing exists, for people: the holes in sentences, and how many instruments there are along the first field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.engine.coverage import TooManyCells
from essfund.landscape.coverage_words import COUNTED, COUNTS, NO_HOLE, count_table, counted, headings, hole_sentence, not_counted, title
from essfund.presenting.notes import witness_command
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.coverage import CoverageGap, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

SHOWN = 20
"""Holes of one list that are written out; --format json holds them all."""


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as text."""
    return typeset(_parts(catalogue, found, view), view)


def _parts(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(title(found, tr), "bold")
    for heading, holes in headings(found, tr):
        yield Line("")
        yield Line(heading, "bold")
        yield from _listed(holes, catalogue, view)
    yield Line("")
    yield from _table(catalogue, found, view)
    yield Line("")
    yield Line(counted(found, tr))


def _listed(holes: Sequence[CoverageGap], catalogue: Catalogue, view: View) -> Iterator[Line]:
    if not holes:
        yield Line(view.tr.text(NO_HOLE), indent=2)
    for hole in holes[:SHOWN]:
        yield Line(hole_sentence(hole, catalogue, view.tr), indent=2)
        witness = replace(hole.witness, catalogue=view.catalogue)
        yield Line(view.tr.say(say("to see it: {command}", command=witness_command(witness))), indent=4)
    if len(holes) > SHOWN:
        yield Line(view.tr.say(say("… and {count} more; --format json has them all", count=len(holes) - SHOWN)), indent=2)


def _table(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    try:
        heads, *rows = count_table(found, catalogue, tr)
    except TooManyCells as many:
        yield Line(tr.say(not_counted(many)))
        return
    yield Line(f"{tr.text(COUNTS)} ({tr.text(COUNTED)})", "bold")
    columns = [TerminalColumn(heads[0], 0), *(TerminalColumn(head, max(9, len(head)), right=True) for head in heads[1:])]
    yield Row([(head, "underline") for head in heads], columns)
    for row in rows:
        yield Row([(cell, "") for cell in row], columns)
