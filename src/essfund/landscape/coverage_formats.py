"""Where nothing exists, in every format that is text: sentences and counts for people, plain values for machines.

What lists every cell, `render_csv` and `render_json`, raises TooManyCells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, counted, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.engine.coverage import SHORT, Counting, GapKind, TooManyCells, held_plain, known_in
from essfund.engine.regions import NOTHING
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
NOTES = {
    Counting.MADE_FOR: N_("Counted: instruments made for somebody there, as far as sources say so: their stages, their legal forms, "
                          "needs between a floor and a ceiling known in euros. In brackets: the most that do not refuse everybody "
                          "there."),
    Counting.NOT_REFUSED: N_("Counted: instruments that do not refuse everybody there, for any value of the other fields. A ceiling that "
                             "nobody knows keeps no need out, a condition that is only inferred refuses nobody: a hole is where all is "
                             "refused."),
    Counting.ELIGIBLE: N_("Counted: instruments for which somebody there is eligible a priori, for some value of the other fields. A "
                          "ceiling that nobody knows keeps no need out. In brackets: the most that do not refuse everybody there."),
}
GAPS = {
    GapKind.ALL_REFUSE: N_("Holes: everything refuses"),
    GapKind.NONE_MADE: N_("Holes: nothing is made for these enterprises, though not everything refuses them"),
    GapKind.NONE_ELIGIBLE: N_("Holes: none of these enterprises is eligible a priori, though not everything refuses them"),
    GapKind.OLD_SOURCES: N_("No holes, but old sources: what exists was not proved recently"),
}
SAID = {
    GapKind.ALL_REFUSE: (N_("{family}: nothing for anybody"), N_("{family}: nothing for {whom}")),
    GapKind.NONE_MADE: (N_("{family}: nothing made for anybody"), N_("{family}: nothing made for {whom}")),
    GapKind.NONE_ELIGIBLE: (N_("{family}: nothing sure for anybody"), N_("{family}: nothing sure for {whom}")),
    GapKind.OLD_SOURCES: (N_("{family}: only what is unverified, for anybody"), N_("{family}: only what is unverified, for {whom}")),
}


def notes(found: Shortages, tr: Translator) -> list[str]:
    """What was counted, and so what a hole is; and how many instruments stand nowhere because no source says where."""
    supply, lines = found.supply, [tr.text(NOTES[found.supply.counting])]
    unplaced = [tool for tool, region in supply.reach.items() if region == NOTHING and supply.bound[tool] != NOTHING]
    if unplaced and supply.counting is Counting.MADE_FOR:
        told = counted(
            len(unplaced),
            N_("{count} instrument counts in brackets alone: no source says for what stage, or how much in euros, or it is for others."),
            N_("{count} instruments count in brackets alone: no source says for what stage, or how much in euros, or they are for "
               "others."),
        )
        lines.append(tr.say(told))
    if any(region != NOTHING for region in supply.aged.values()):
        lines.append(tr.text(AGED))
    return lines


AGED = N_("« ?2 »: two more instruments would count if their last proof were recent; where they are alone it is no hole.")


def title(found: Shortages, tr: Translator) -> str:
    """Heading: the fields looked along, the day."""
    labels = [tr.words(found.supply.space.vocabularies.fields[axis.field].label) for axis in found.supply.axes]
    said = tr.say(say("Where nothing exists on {day}: {fields}", day=found.supply.day, fields=labels))
    return f"{said} – {held}" if (held := held_words(found, tr)) else said


def held_words(found: Shortages, tr: Translator) -> str:
    """The facts held fixed: « pour forme juridique : association »."""
    words, held = found.supply.space.vocabularies, found.supply.held.values
    facts = [f"{tr.words(words.fields[key].label)} {seen(words.fields[key], value, words, tr)}" for key, value in held.items()]
    return tr.say(say("for {whom}", whom=tr.text(SEMICOLON).join(facts))) if facts else ""


def hole_sentence(hole: CoverageGap, catalogue: Catalogue, tr: Translator) -> str:
    """Hole as a sentence: « Garanties : rien pour forme juridique : mutuelle ; besoin : plus de 50 000 € »."""
    family = tr.say(catalogue.vocabularies.family.words(hole.family))
    told = [(catalogue.fields[key], value) for key, value in hole.known.items()]
    parts = [f"{tr.words(field.label)} {seen(field, value, catalogue.vocabularies, tr)}" for field, value in told]
    for_anybody, for_some = SAID[hole.kind]
    return tr.text(for_some if parts else for_anybody).format(family=family, whom=tr.text(SEMICOLON).join(parts))


def class_words(supply: Coverage, axis: CoverageAxis, cells: int, catalogue: Catalogue, tr: Translator) -> str:
    """Class of an axis in words; all that is looked at is what is held fixed, if the field is."""
    known = known_in(supply.space, axis, cells)
    if known is None:
        known = supply.held.values.get(axis.field)
    return tr.text(ANYTHING) if known is None else seen(catalogue.fields[axis.field], known, catalogue.vocabularies, tr)


def headings(found: Shortages, tr: Translator) -> list[tuple[str, tuple[CoverageGap, ...]]]:
    """Lists of holes, each under its heading: those there are, by their kinds, those that opened and those that closed since."""
    lists = [(tr.text(HOLES), found.holes)]
    if found.supply.counting is not Counting.NOT_REFUSED:
        lists = [(tr.text(GAPS[kind]), tuple(hole for hole in found.holes if hole.kind is kind))
                 for kind in (GapKind.ALL_REFUSE, SHORT[found.supply.counting])]
        lists = [item for item in lists if item[1]] or lists[1:]
    if found.aged:
        lists.append((tr.text(GAPS[GapKind.OLD_SOURCES]), found.aged))
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
        [class_words(found.supply, first, cells, catalogue, tr), *(rows[place,][family].words() for family in found.families)]
        for place, cells in enumerate(first.classes)
    ]


class CellCount(NamedTuple):
    """Fewest and most instruments in a cell, over every other field; the most that do not refuse, and the most of old proof.

    `bound` is None where nothing else than what does not refuse is counted; `hole` tells whether somewhere in it nothing counts.
    """

    low: int
    high: int
    bound: int | None
    aged: int
    hole: bool

    def and_also(self, other: CellCount) -> CellCount:
        """Count of two cells together."""
        bound = None if self.bound is None else max(self.bound, other.bound or 0)
        return CellCount(min(self.low, other.low), max(self.high, other.high), bound, max(self.aged, other.aged), self.hole or other.hole)

    def words(self, dash: str = " – ") -> str:
        """Fewest and most, or the one number both are; what is of old proof where nothing else is; in brackets what does not refuse."""
        said = dash.join(map(str, dict.fromkeys((self.low, self.high))))
        said += f" ?{self.aged}" if self.aged and not self.low else ""
        return said if self.bound is None else f"{said} ({self.bound})"


def members(found: Shortages) -> dict[str, frozenset[str]]:
    """Instruments of each family."""
    return {family: frozenset(found.supply.families.get(family, ())) for family in found.families}


def spreads(found: Shortages, axes: int) -> dict[tuple[int, ...], dict[str, CellCount]]:
    """Counts over all other axes, by classes of the first axes and by family. Raises TooManyCells."""
    families, bounded = members(found), found.supply.counting is not Counting.NOT_REFUSED
    rows: dict[tuple[int, ...], dict[str, CellCount]] = {}
    for cell in found.supply.counts():
        row = rows.setdefault(cell.places[:axes], {})
        for family, ids in families.items():
            number, aged = len(cell.tools & ids), len(cell.aged & ids)
            count = CellCount(number, number, len(cell.bound & ids) if bounded else None, aged, not number and not aged)
            row[family] = row[family].and_also(count) if family in row else count
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
    answered = found.weights.counted if found.weights else 0
    for heading, holes in headings(found, tr):
        yield from (Line(""), Line(heading, "bold"), *_listed(holes, answered, catalogue, view))
    yield from (Line(""), *_table(catalogue, found, view), Line(""), *map(Line, notes(found, tr)))


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
    wide = [max(len(row[place]) for row in table) for place in range(len(heads))]
    columns = [TerminalColumn(head, wide[place] if place else 0, right=place > 0) for place, head in enumerate(heads)]
    yield from tabled(columns, rows, view)


def render_markdown(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Holes as Markdown: what an analyst pastes into a note."""
    tr = view.tr
    parts = [f"# {markdown_cell(title(found, tr))}\n", *weight_markdown(catalogue, found, tr)]
    answered = found.weights.counted if found.weights else 0
    for heading, holes in headings(found, tr):
        lines = [f"- {markdown_cell(_with_weight(hole, answered, catalogue, tr))}" for hole in holes] or [f"- {tr.text(NO_HOLE)}"]
        parts += [f"## {markdown_cell(heading)}\n", "\n".join(lines) + "\n"]
    parts.append(f"## {tr.text(COUNTS)} ({tr.text(COUNTED)})\n")
    table = counts(found, catalogue, tr)
    parts.append(f"{markdown_cell(table)}\n" if isinstance(table, str) else markdown_table(table[0], table[1:]))
    parts += [f"_{markdown_cell(note)}_\n" for note in notes(found, tr)]
    return "\n".join(parts)


def _with_weight(hole: CoverageGap, answered: int, catalogue: Catalogue, tr: Translator) -> str:
    """Hole as a sentence, and how many enterprises of a list stand in it, if there is one."""
    said = hole_sentence(hole, catalogue, tr)
    return f"{said} – {weight_words(hole.weight, answered, tr)}" if hole.weight else said


def render_csv(catalogue: Catalogue, found: Shortages, view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Numbers of instruments in each cell, as CSV: a column a field, a column a family, the ids that count, those that do not refuse."""
    return csv_text((*(axis.field for axis in found.supply.axes), *found.families, *IDS, *(WEIGHT_COLUMNS if found.weights else ())),
                    _rows(found))


IDS = ("tools", "not_refused", "old_sources")
"""Columns of ids."""


def _rows(found: Shortages) -> Iterator[tuple[object, ...]]:
    words = [[plain_class(found.supply, axis, cells) for cells in axis.classes] for axis in found.supply.axes]
    families = members(found).values()
    standing = cell_weights(found, len(words)) if found.weights else {}
    every = frozenset[str]().union(*families)
    for cell in found.supply.counts():
        where = [words[level][place] for level, place in enumerate(cell.places)]
        weight = standing.get(cell.places, NOBODY) if found.weights else ()
        ids = [" ".join(sorted(tools & every)) for tools in cell[1:]]
        yield (*where, *(len(cell.tools & ids) for ids in families), *ids, *weight)


def plain_class(supply: Coverage, axis: CoverageAxis, cells: int) -> object:
    """Class of an axis as a profile would hold it; ids are separated by spaces, nothing means anything."""
    known = known_in(supply.space, axis, cells)
    plain = None if known is None else supply.space.vocabularies.fields[axis.field].kind.plain(known)
    return " ".join(map(str, plain)) if isinstance(plain, list) else plain


SCHEMA = "essfund.coverage/2"


def render_json(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Everything as JSON, `essfund.coverage/2`: axes, holes with their witnesses, what changed, every cell."""

    def hole(coverage_gap: CoverageGap) -> dict[str, Any]:
        return {
            "family": coverage_gap.family, "kind": coverage_gap.kind.value, "sentence": hole_sentence(coverage_gap, catalogue, view.tr),
            "where": {key: catalogue.fields[key].kind.plain(value) for key, value in coverage_gap.known.items()},
            "witness": {"profile": dict(coverage_gap.witness.profile), "as_of": coverage_gap.witness.day.isoformat()},
            **weight_plain(coverage_gap.weight, found),
        }

    supply = found.supply
    return json_text({
        "schema": SCHEMA, "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "as_of": supply.day.isoformat(), "counted": supply.counting.value,
        "held": held_plain(supply),
        "axes": [{"field": axis.field, "classes": [plain_class(supply, axis, cells) for cells in axis.classes]} for axis in supply.axes],
        "families": {family: [tool for tool in supply.families.get(family, ()) if tool in supply.reach] for family in found.families},
        "holes": [hole(item) for item in found.holes], "old_sources": [hole(item) for item in found.aged],
        "since": None if found.before is None else found.before.day.isoformat(),
        "opened": None if found.change is None else [hole(item) for item in found.change.opened],
        "closed": None if found.change is None else [hole(item) for item in found.change.closed],
        "cells": [{"at": list(cell.places), **{name: sorted(tools) for name, tools in zip(IDS, cell[1:], strict=True)}}
                  for cell in supply.counts()],
        **weights_plain(found),
    })
