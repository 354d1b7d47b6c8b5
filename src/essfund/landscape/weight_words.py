"""How many enterprises of a list stand in holes, in words, in tables and as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, counted, say
from essfund.presenting.list_head import head_lines, reading_plain, rows_read
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, tabled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.engine.coverage import HoleWeight, ListWeights, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

HEADS = (N_("Family"), N_("surely in a hole"), N_("possibly"), N_("in none"))
ANY = N_("in a hole of some family")
WEIGHT_COLUMNS = ("enterprises_sure", "enterprises_possible")
WIDTH = 21


def weight_words(weight: HoleWeight, answered: int, tr: Translator) -> str:
    """How many enterprises stand in a hole, and which share of those answered that is."""
    shares = [tr.percent(rows / answered) if answered else "–" for rows in weight]
    return tr.say(say("{sure} enterprises of the list surely ({sure_share}), {possible} possibly ({possible_share})",
                      sure=tr.number(weight.sure), sure_share=shares[0], possible=tr.number(weight.possible), possible_share=shares[1]))


def weight_mark(weight: HoleWeight, tr: Translator) -> str:
    """How many enterprises stand in a hole, as short as a picture needs it: « 12 + 340 ? »."""
    parts = [tr.number(weight.sure)] if weight.sure else []
    return " + ".join([*parts, *([f"{tr.number(weight.possible)} ?"] if weight.possible else [])]) or "–"


def overall_words(weights: ListWeights, tr: Translator) -> str:
    """How many enterprises stand in a hole of some family, and how many in none."""
    sure, possible = weights.overall
    return tr.say(say("In a hole of some family: {sure} surely, {possible} possibly; in none: {none}",
                      sure=tr.number(sure), possible=tr.number(possible), none=tr.number(weights.outside)))


def weight_lines(found: Shortages, tr: Translator, *, columns: bool = True) -> list[str]:
    """What was read of the list, column by column or only the rows, and that it tells nothing of some fields."""
    weights = found.weights
    if weights is None:
        return []
    lines = [tr.say(say("List « {name} », {rows}", name=weights.reading.name, rows=rows_read(weights.reading, tr)))]
    if found.supply.held.values:
        others = counted(weights.reading.rows.answered - weights.counted, N_("{count} other is not counted"),
                         N_("{count} others are not counted"))
        lines.append(tr.say(say("Facts held fixed, enterprises of the list: {sure} surely, {possible} possibly; {others}",
                                sure=tr.number(weights.held.sure), possible=tr.number(weights.held.possible), others=others)))
    fields = found.supply.space.vocabularies.fields
    lines += list(head_lines(weights.reading, fields, tr))[1:] if columns else []
    if untold := [tr.words(fields[axis.field].label) for axis in found.supply.axes if axis.field not in weights.told]:
        lines.append(tr.say(say("The list tells nothing of {fields}: where a hole hangs on that, nobody stands there surely",
                                fields=", ".join(untold))))
    return lines


def picture_lines(found: Shortages, tr: Translator) -> list[str]:
    """What a picture says of the list: its rows, what it does not tell, how many of its enterprises stand in holes."""
    if found.weights is None:
        return []
    return [*weight_lines(found, tr, columns=False), overall_words(found.weights, tr)]


def table(catalogue: Catalogue, weights: ListWeights, tr: Translator) -> list[list[str]]:
    """Enterprises by family: surely in a hole, possibly, in none; the last row counts those in a hole of some family."""
    answered = weights.counted
    rows = {tr.say(catalogue.vocabularies.family.words(family)): weight for family, weight in weights.families.items()}
    rows[tr.text(ANY)] = weights.overall
    return [[name, *map(tr.number, weight), tr.number(answered - sum(weight))] for name, weight in rows.items()]


def weight_parts(catalogue: Catalogue, found: Shortages, view: View) -> Iterator[Line | Row]:
    """Lines and table for a terminal; none where there is no list."""
    if found.weights is None:
        return
    yield from (Line(text, "" if place == 0 else "dim", hang=2) for place, text in enumerate(weight_lines(found, view.tr)))
    yield Line("")
    first, *others = [view.tr.text(head) for head in HEADS]
    columns = [TerminalColumn(first, 0), *(TerminalColumn(head, WIDTH, right=True) for head in others)]
    yield from tabled(columns, table(catalogue, found.weights, view.tr), view)


def weight_markdown(catalogue: Catalogue, found: Shortages, tr: Translator) -> list[str]:
    """Parts of a note; none where there is no list."""
    if found.weights is None:
        return []
    lines = "".join(f"- {markdown_cell(text)}\n" for text in weight_lines(found, tr))
    return [lines, markdown_table([tr.text(head) for head in HEADS], table(catalogue, found.weights, tr))]


def weight_plain(weight: HoleWeight | None, found: Shortages) -> dict[str, Any]:
    """Weight of a hole as plain values, shares of those answered; nothing where there is no list."""
    if weight is None or found.weights is None:
        return {}
    answered = found.weights.counted
    shares = [round(rows / answered, 6) if answered else None for rows in weight]
    return {"enterprises": {"sure": weight.sure, "possible": weight.possible, "sure_share": shares[0], "possible_share": shares[1]}}


def weights_plain(found: Shortages) -> dict[str, Any]:
    """What was read of the list and how many stand in holes, as plain values; nothing where there is no list."""
    weights = found.weights
    if weights is None:
        return {}

    def counts(weight: HoleWeight) -> dict[str, int]:
        return {"sure": weight.sure, "possible": weight.possible, "none": weights.counted - sum(weight)}

    held = {"sure": weights.held.sure, "possible": weights.held.possible, "none": weights.reading.rows.answered - weights.counted}
    return {"list": {"read": reading_plain(weights.reading), "told": list(weights.told),
                     **({"held": held} if found.supply.held.values else {}), "some_family": counts(weights.overall),
                     "families": {family: counts(weight) for family, weight in weights.families.items()}}}
