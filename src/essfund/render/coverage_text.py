"""Where nothing exists, for people: the holes in sentences, and how many instruments there are along the first field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essfund.engine.supply import TooManyCells
from essfund.messages import say
from essfund.models.fields import FIELDS
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
from essfund.render.notes import witness_command
from essfund.render.paper import Column, Line, Row, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.holes import Hole, Shortages
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View

SHOWN = 20
"""Holes of one list that are written out; --format json holds them all."""


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as text."""
    return typeset(_parts(catalogue, found, view), view)


def _parts(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    speak = view.speak
    yield Line(title(found, speak), "bold")
    lists = [(HOLES, found.holes)]
    if found.change is not None and found.before is not None:
        lists += [(OPENED, found.change.opened), (CLOSED, found.change.closed)]
    for heading, holes in lists:
        yield Line("")
        since = speak.say(say("since {day}", day=found.before.day)) if found.before and heading is not HOLES else ""
        yield Line(speak.text(heading) + (f" ({since})" if since else ""), "bold")
        yield from _listed(holes, catalogue, view)
    yield Line("")
    yield from _table(catalogue, found, view)
    yield Line("")
    yield Line(counted(found, speak))


def _listed(holes: Sequence[Hole], catalogue: Catalogue, view: View) -> Iterator[Line]:
    if not holes:
        yield Line(view.speak.text(NO_HOLE), indent=2)
    for hole in holes[:SHOWN]:
        yield Line(hole_sentence(hole, catalogue, view.speak), indent=2)
        witness = replace(hole.witness, catalogue=view.catalogue)
        yield Line(view.speak.say(say("to see it: {command}", command=witness_command(witness))), indent=4)
    if len(holes) > SHOWN:
        yield Line(view.speak.say(say("… and {count} more; --format json has them all", count=len(holes) - SHOWN)), indent=2)


def _table(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    speak, first = view.speak, found.supply.axes[0]
    try:
        rows = spreads(found)
    except TooManyCells as many:
        yield Line(speak.say(say("{count} cells are too many to count one by one; the holes above are exact all the same",
                                 count=many.count)))
        return
    yield Line(f"{speak.text(COUNTS)} ({speak.text(COUNTED)})", "bold")
    heads = [speak.text(FIELDS[first.field].label), *(speak.say(catalogue.vocabularies.family.words(f)) for f in found.families)]
    columns = [Column(heads[0], 0), *(Column(head, max(9, len(head)), right=True) for head in heads[1:])]
    yield Row([(head, "underline") for head in heads], columns)
    for cells, row in zip(first.classes, rows, strict=True):
        label = class_words(found.supply, first, cells, catalogue, speak)
        yield Row([(label, ""), *((spread(row[family]), "") for family in found.families)], columns)


def spread(pair: tuple[int, int]) -> str:
    """Return the fewest and the most, or the one number both are."""
    low, high = pair
    return str(low) if low == high else f"{low} – {high}"
