"""Where nothing exists, in every format that is text: sentences and counts for people, plain values for machines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from essfund.core.messages import say
from essfund.engine.coverage import known_in
from essfund.landscape.coverage_words import COUNTED, COUNTS, NO_HOLE, counted, counts, headings, hole_sentence, title
from essfund.model.fields import FIELDS
from essfund.presenting.notes import witness_command
from essfund.presenting.safe_text import json_text
from essfund.presenting.table_cells import csv_text, markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.coverage import Coverage, CoverageAxis, CoverageGap, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

SHOWN = 20
"""Holes of one list that are written out; --format json holds them all."""


def render_text(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes in sentences, and how many instruments there are along the first field."""
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
    table = counts(found, catalogue, tr)
    if isinstance(table, str):
        yield Line(table)
        return
    heads, *rows = table
    yield Line(f"{tr.text(COUNTS)} ({tr.text(COUNTED)})", "bold")
    columns = [TerminalColumn(heads[0], 0), *(TerminalColumn(head, max(9, len(head)), right=True) for head in heads[1:])]
    yield Row([(head, "underline") for head in heads], columns)
    for row in rows:
        yield Row([(cell, "") for cell in row], columns)


def render_markdown(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return the holes as Markdown: what an analyst pastes into a note."""
    tr = view.tr
    parts = [f"# {markdown_cell(title(found, tr))}\n"]
    for heading, holes in headings(found, tr):
        parts.append(f"## {markdown_cell(heading)}\n")
        lines = [f"- {markdown_cell(hole_sentence(hole, catalogue, tr))}" for hole in holes] or [f"- {tr.text(NO_HOLE)}"]
        parts.append("\n".join(lines) + "\n")
    parts.append(f"## {tr.text(COUNTS)} ({tr.text(COUNTED)})\n")
    table = counts(found, catalogue, tr)
    parts.append(f"{markdown_cell(table)}\n" if isinstance(table, str) else markdown_table(table[0], table[1:]))
    parts.append(f"_{markdown_cell(counted(found, tr))}_\n")
    return "\n".join(parts)


def render_csv(catalogue: Catalogue, found: Shortages, view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Return how many instruments there are in each cell, as CSV: a column a field, a column a family, the ids.

    Raises TooManyCells.
    """
    header = (*(axis.field for axis in found.supply.axes), *found.families, "tools")
    return csv_text(header, _rows(found))


def _rows(found: Shortages) -> Iterator[tuple[object, ...]]:
    axes = found.supply.axes
    words = [[plain_class(found.supply, axis, cells) for cells in axis.classes] for axis in axes]
    families = {family: frozenset(found.supply.families.get(family, ())) for family in found.families}
    for places, tools in found.supply.counts():
        where = [words[level][place] for level, place in enumerate(places)]
        counts = [len(tools & members) for members in families.values()]
        yield (*where, *counts, " ".join(sorted(tools & frozenset[str]().union(*families.values()))))


def plain_class(supply: Coverage, axis: CoverageAxis, cells: int) -> object:
    """Return a class of an axis as a profile would hold it; ids are separated by spaces, nothing means anything."""
    known = known_in(supply.space, axis, cells)
    plain = None if known is None else FIELDS[axis.field].kind.plain(known)
    return " ".join(map(str, plain)) if isinstance(plain, list) else plain


SCHEMA = "essfund.coverage/1"


def render_json(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return everything as JSON, `essfund.coverage/1`: axes, holes with their witnesses, what changed, every cell.

    Raises TooManyCells.
    """

    def hole(one: CoverageGap) -> dict[str, Any]:
        return {
            "family": one.family, "sentence": hole_sentence(one, catalogue, view.tr),
            "where": {key: FIELDS[key].kind.plain(value) for key, value in one.known.items()},
            "witness": {"profile": dict(one.witness.profile), "as_of": one.witness.day.isoformat()},
        }

    supply = found.supply
    plain = {
        "schema": SCHEMA,
        "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "as_of": supply.day.isoformat(),
        "counted": "eligible" if supply.eligible else "not_refused",
        "axes": [{"field": axis.field, "classes": [plain_class(supply, axis, cells) for cells in axis.classes]} for axis in supply.axes],
        "families": {family: list(supply.families.get(family, ())) for family in found.families},
        "holes": [hole(one) for one in found.holes],
        "since": None if found.before is None else found.before.day.isoformat(),
        "opened": None if found.change is None else [hole(one) for one in found.change.opened],
        "closed": None if found.change is None else [hole(one) for one in found.change.closed],
        "cells": [{"at": list(places), "tools": sorted(tools)} for places, tools in supply.counts()],
    }
    return json_text(plain)
