"""Where nothing exists, in every format that is text: sentences and counts for people, plain values for machines.

What lists every cell, `render_csv` and `render_json`, raises TooManyCells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, say
from essfund.engine.coverage import TooManyCells, known_in
from essfund.landscape.hole_weights import NOBODY, cell_weights
from essfund.landscape.weight_words import WEIGHT_COLUMNS, weight_markdown, weight_parts, weight_plain, weight_words, weights_plain
from essfund.presenting.notes import witness_command
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import seen
from essfund.presenting.table_cells import csv_text, markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, tabled, typeset
from essfund.presenting.wording import SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.engine.coverage import Coverage, CoverageAxis, CoverageGap, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

ANYTHING = N_("whatever it is")
HOLES, OPENED, CLOSED, COUNTS = N_("Holes"), N_("Holes that opened"), N_("Holes that closed"), N_("How many instruments")
NO_HOLE = N_("none")
COUNTED = N_("fewest – most, over every other field")
UNCERTAIN = N_("Counted: instruments that do not refuse everybody there, for any value of the other fields. A ceiling that nobody "
               "knows keeps no need out, a condition that is only inferred refuses nobody: a hole is where all is refused.")
ELIGIBLE = N_("Counted: instruments for which somebody there is eligible a priori, for some value of the other fields. A ceiling that "
              "nobody knows keeps no need out.")


def counted(found: Shortages, tr: Translator) -> str:
    """Sentence on what was counted, and so what a hole is."""
    return tr.text(ELIGIBLE if found.supply.eligible else UNCERTAIN)


def title(found: Shortages, tr: Translator) -> str:
    """Heading: the fields looked along, the day."""
    labels = [tr.words(found.supply.space.vocabularies.fields[axis.field].label) for axis in found.supply.axes]
    return tr.say(say("Where nothing exists on {day}: {fields}", day=found.supply.day, fields=labels))


def hole_sentence(hole: CoverageGap, catalogue: Catalogue, tr: Translator) -> str:
    """Hole as a sentence: « Garanties : rien pour forme juridique : mutuelle ; besoin : plus de 50 000 € »."""
    family = tr.say(catalogue.vocabularies.family.words(hole.family))
    told = [(catalogue.fields[key], value) for key, value in hole.known.items()]
    parts = [f"{tr.words(field.label)} {seen(field, value, catalogue.vocabularies, tr)}" for field, value in told]
    if not parts:
        return tr.say(say("{family}: nothing for anybody", family=family))
    return tr.say(say("{family}: nothing for {whom}", family=family, whom=tr.text(SEMICOLON).join(parts)))


def class_words(supply: Coverage, axis: CoverageAxis, cells: int, catalogue: Catalogue, tr: Translator) -> str:
    """Class of an axis in words."""
    known = known_in(supply.space, axis, cells)
    return tr.text(ANYTHING) if known is None else seen(catalogue.fields[axis.field], known, catalogue.vocabularies, tr)


def headings(found: Shortages, tr: Translator) -> list[tuple[str, tuple[CoverageGap, ...]]]:
    """Lists of holes, each under its heading: those there are, those that opened and those that closed since."""
    lists = [(tr.text(HOLES), found.holes)]
    if found.change is not None and found.before is not None:
        since = tr.say(say("since {day}", day=found.before.day))
        lists += [(f"{tr.text(OPENED)} ({since})", found.change.opened), (f"{tr.text(CLOSED)} ({since})", found.change.closed)]
    return lists


def counts(found: Shortages, catalogue: Catalogue, tr: Translator) -> list[list[str]] | str:
    """Number of instruments for each class of the first field, a column a family, the heads first; or why there is no table."""
    first = found.supply.axes[0]
    try:
        rows = spreads(found, 1)
    except TooManyCells as many:
        return tr.say(say("{count} cells are too many to count one by one; the holes above are exact all the same", count=many.count))
    heads = [tr.words(catalogue.fields[first.field].label), *(tr.say(catalogue.vocabularies.family.words(f)) for f in found.families)]
    return [heads] + [
        [class_words(found.supply, first, cells, catalogue, tr), *(spread(rows[place,][family]) for family in found.families)]
        for place, cells in enumerate(first.classes)
    ]


def spread(pair: tuple[int, int]) -> str:
    """Fewest and most, or the one number both are."""
    return " – ".join(map(str, dict.fromkeys(pair)))


def members(found: Shortages) -> dict[str, frozenset[str]]:
    """Instruments of each family."""
    return {family: frozenset(found.supply.families.get(family, ())) for family in found.families}


def spreads(found: Shortages, axes: int) -> dict[tuple[int, ...], dict[str, tuple[int, int]]]:
    """Fewest and most instruments over all other axes, by classes of the first axes and by family. Raises TooManyCells."""
    families = members(found)
    rows: dict[tuple[int, ...], dict[str, tuple[int, int]]] = {}
    for places, tools in found.supply.counts():
        row = rows.setdefault(places[:axes], {})
        for family, ids in families.items():
            count = len(tools & ids)
            low, high = row.get(family, (count, count))
            row[family] = (min(low, count), max(high, count))
    return rows


SHOWN = 20
"""Holes of one list that are written out; --format json holds them all."""


def render_text(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Holes in sentences, and how many instruments there are along the first field."""
    return typeset(_parts(catalogue, found, view), view)


def _parts(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(title(found, tr), "bold")
    yield from weight_parts(catalogue, found, view)
    answered = found.weights.reading.rows.answered if found.weights else 0
    for heading, holes in headings(found, tr):
        yield from (Line(""), Line(heading, "bold"), *_listed(holes, answered, catalogue, view))
    yield from (Line(""), *_table(catalogue, found, view), Line(""), Line(counted(found, tr)))


def _listed(holes: Sequence[CoverageGap], answered: int, catalogue: Catalogue, view: View) -> Iterator[Line]:
    if not holes:
        yield Line(view.tr.text(NO_HOLE), indent=2)
    for hole in holes[:SHOWN]:
        yield Line(hole_sentence(hole, catalogue, view.tr), indent=2)
        if hole.weight:
            yield Line(weight_words(hole.weight, answered, view.tr), indent=4, hang=2)
        command = witness_command(replace(hole.witness, catalogue=view.catalogue))
        yield Line(view.tr.say(say("to see it: {command}", command=command)), indent=4, whole=True)
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
    yield from tabled(columns, rows, view)


def render_markdown(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Holes as Markdown: what an analyst pastes into a note."""
    tr = view.tr
    parts = [f"# {markdown_cell(title(found, tr))}\n", *weight_markdown(catalogue, found, tr)]
    answered = found.weights.reading.rows.answered if found.weights else 0
    for heading, holes in headings(found, tr):
        lines = [f"- {markdown_cell(_with_weight(hole, answered, catalogue, tr))}" for hole in holes] or [f"- {tr.text(NO_HOLE)}"]
        parts += [f"## {markdown_cell(heading)}\n", "\n".join(lines) + "\n"]
    parts.append(f"## {tr.text(COUNTS)} ({tr.text(COUNTED)})\n")
    table = counts(found, catalogue, tr)
    parts.append(f"{markdown_cell(table)}\n" if isinstance(table, str) else markdown_table(table[0], table[1:]))
    parts.append(f"_{markdown_cell(counted(found, tr))}_\n")
    return "\n".join(parts)


def _with_weight(hole: CoverageGap, answered: int, catalogue: Catalogue, tr: Translator) -> str:
    """Hole as a sentence, and how many enterprises of a list stand in it, if there is one."""
    said = hole_sentence(hole, catalogue, tr)
    return f"{said} – {weight_words(hole.weight, answered, tr)}" if hole.weight else said


def render_csv(catalogue: Catalogue, found: Shortages, view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Numbers of instruments in each cell, as CSV: a column a field, a column a family, the ids."""
    return csv_text((*(axis.field for axis in found.supply.axes), *found.families, "tools", *(WEIGHT_COLUMNS if found.weights else ())),
                    _rows(found))


def _rows(found: Shortages) -> Iterator[tuple[object, ...]]:
    words = [[plain_class(found.supply, axis, cells) for cells in axis.classes] for axis in found.supply.axes]
    families = members(found).values()
    standing = cell_weights(found, len(words)) if found.weights else {}
    for places, tools in found.supply.counts():
        where = [words[level][place] for level, place in enumerate(places)]
        weight = standing.get(places, NOBODY) if found.weights else ()
        yield (*where, *(len(tools & ids) for ids in families), " ".join(sorted(tools & frozenset[str]().union(*families))), *weight)


def plain_class(supply: Coverage, axis: CoverageAxis, cells: int) -> object:
    """Class of an axis as a profile would hold it; ids are separated by spaces, nothing means anything."""
    known = known_in(supply.space, axis, cells)
    plain = None if known is None else supply.space.vocabularies.fields[axis.field].kind.plain(known)
    return " ".join(map(str, plain)) if isinstance(plain, list) else plain


SCHEMA = "essfund.coverage/1"


def render_json(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Everything as JSON, `essfund.coverage/1`: axes, holes with their witnesses, what changed, every cell."""

    def hole(coverage_gap: CoverageGap) -> dict[str, Any]:
        return {
            "family": coverage_gap.family, "sentence": hole_sentence(coverage_gap, catalogue, view.tr),
            "where": {key: catalogue.fields[key].kind.plain(value) for key, value in coverage_gap.known.items()},
            "witness": {"profile": dict(coverage_gap.witness.profile), "as_of": coverage_gap.witness.day.isoformat()},
            **weight_plain(coverage_gap.weight, found),
        }

    supply = found.supply
    return json_text({
        "schema": SCHEMA, "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "as_of": supply.day.isoformat(), "counted": "eligible" if supply.eligible else "not_refused",
        "axes": [{"field": axis.field, "classes": [plain_class(supply, axis, cells) for cells in axis.classes]} for axis in supply.axes],
        "families": {family: list(supply.families.get(family, ())) for family in found.families},
        "holes": [hole(item) for item in found.holes],
        "since": None if found.before is None else found.before.day.isoformat(),
        "opened": None if found.change is None else [hole(item) for item in found.change.opened],
        "closed": None if found.change is None else [hole(item) for item in found.change.closed],
        "cells": [{"at": list(places), "tools": sorted(tools)} for places, tools in supply.counts()],
        **weights_plain(found),
    })
