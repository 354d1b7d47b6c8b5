"""One table as CSV, JSON Lines, Markdown and a self-contained page; the whole catalogue as JSON that can be read back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.exchange.exporting.cells import as_json, csv_value, in_words, json_bytes, label, plain, seen
from essfund.exchange.exporting.export_tables import PROVENANCE, heading, main_table
from essfund.exchange.exporting.values import sentence
from essfund.model.rulebook import RELATIONS
from essfund.presenting.content_security_policy import digest
from essfund.presenting.table_cells import markdown_cell
from essfund.presenting.wording import FACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument

BOM = "\ufeff"


def write_csv(selection: Selection) -> bytes:
    """One table as CSV: UTF-8, RFC 4180; or as spreadsheets in French open it."""
    table, french = main_table(selection), selection.dialect == "fr"
    columns = (*table.chosen(selection), *PROVENANCE)
    out = io.StringIO()
    if french:
        out.write(BOM)
    writer = csv.writer(out, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([column.key for column in columns])
    for row in table.rows(selection, columns):
        writer.writerow([csv_value(value, column, comma=french) for value, column in zip(row, columns, strict=True)])
    return out.getvalue().encode("utf-8")


def write_jsonl(selection: Selection) -> bytes:
    """One table as JSON Lines: one object a row, with where it comes from."""
    table = main_table(selection)
    columns = (*table.chosen(selection, structures=True), *PROVENANCE)
    rows = ({column.key: plain(value, column) for value, column in zip(row, columns, strict=True)}
            for row in table.rows(selection, columns))
    return json_bytes("".join(f"{as_json(row)}\n" for row in rows))


def write_markdown(selection: Selection) -> bytes:
    """One table as Markdown, in words, under a heading that says where it comes from."""
    tr, table, facts = selection.tr, main_table(selection), selection.provenance()
    columns = table.chosen(selection, shown=True)
    lines = [f"# {heading(selection)}", ""]
    lines += [f"- {markdown_cell(tr.text(FACT).format(field=tr.text(item.label), value=facts[item.key]))}" for item in PROVENANCE]
    lines += ["", "| " + " | ".join(markdown_cell(tr.text(item.label)) for item in columns) + " |", "|" + " --- |" * len(columns)]
    for row in table.rows(selection, columns):
        cells = (cell_plain(in_words(value, column, selection), column) for value, column in zip(row, columns, strict=True))
        lines.append("| " + " | ".join(cells) + " |")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def cell_plain(said: str, column: Column) -> str:
    """Value as a cell: links as links, structures as code, sentences with a break between them."""
    said = seen(said, keep="\n")
    if column.kind == "url" and said:
        return f"<{said.replace('|', '%7C').replace('>', '%3E').replace('<', '%3C').replace(' ', '%20')}>"
    if column.kind == "structure" and said:
        fence = "`" * (1 + max(map(len, re.findall("`+", said)), default=0))
        return f"{fence} {said.replace('|', chr(92) + '|')} {fence}"
    return "<br>".join(markdown_cell(line) for line in said.split("\n"))


SCHEMA = "essfund.export/1"


def write_json(selection: Selection) -> bytes:
    """The catalogue as one JSON document: its files as their authors wrote them, so that it can be read back."""
    documents = selection.documents()
    tools, rules, left_out = cut(documents["tools"], documents["rules"], [item.instrument.id for item in selection.listing])
    document = {
        "schema": SCHEMA, "catalogue": selection.provenance(), "language": selection.tr.language, "filters": dict(selection.filters),
        "left_out": left_out,
        "availability": {listed.instrument.id: listed.availability.value for listed in selection.listing},
        "sentences": {listed.instrument.id: said(selection, listed.instrument) for listed in selection.listing},
        "tools": tools, "rules": rules, "vocabularies": documents["vocabularies"],
    }
    return json_bytes(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def said(selection: Selection, instrument: Instrument) -> dict[str, Any]:
    """Sentences of an instrument and of each of its offers, by the id of what is asked."""
    selection.tick()
    return {
        "instrument": {asked.id: sentence(selection, asked) for asked in instrument.asked()},
        "offers": {offer.id: {asked.id: sentence(selection, asked) for asked in offer.asked()} for offer in instrument.offers},
    }


def cut(tools: Mapping[str, Any], rules: Mapping[str, Any], chosen: list[str]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Documents of some instruments, in their own order, and what leads out of them: it cannot be kept."""
    kept = set(chosen)
    entries = {key: entry for key, entry in tools["tools"].items() if key in kept}
    successors = {key: entry["successor"] for key, entry in entries.items() if entry.get("successor") not in {None, *kept}}
    entries |= {key: {name: value for name, value in entries[key].items() if name != "successor"} for key in successors}
    written = {name: rules[name] for name in RELATIONS if name in rules}
    relations = {name: [rule for rule in listed if kept.issuperset(rule["tools"])] for name, listed in written.items()}
    dropped = [rule["tools"] for listed in written.values() for rule in listed if not kept.issuperset(rule["tools"])]
    own = {key: entry for key, entry in rules["instruments"].items() if key in kept}
    relations |= plan_rules(rules, kept)
    left_out = {"instruments": len(tools["tools"]) - len(entries), "successors": successors, "relations": dropped}
    return {**tools, "tools": entries}, {**rules, "instruments": own, **relations}, left_out


def plan_rules(rules: Mapping[str, Any], kept: set[str]) -> dict[str, list[Any]]:
    """Ceilings and calls as they are about some instruments: of a sum, what the others bring is nothing."""
    ceilings = [{**item, "tools": tools, **_counted(item, tools), **_left_out(item, kept)} for item in rules.get("plan_ceilings", ())
                if (tools := [tool for tool in item["tools"] if tool in kept]) and item.get("only_with") in {None, *kept}]
    calls = [{**item, "tools": [tool for tool in item.get("tools", ()) if tool in kept]} for item in rules.get("calls", ())]
    found = {"plan_ceilings": ceilings, "calls": [item for item in calls if item["tools"] or item.get("families")]}
    return {name: listed for name, listed in found.items() if name in rules}


def _counted(ceiling: Mapping[str, Any], tools: list[str]) -> dict[str, Any]:
    return {"counted": {tool: part for tool, part in ceiling["counted"].items() if tool in tools}} if "counted" in ceiling else {}


def _left_out(ceiling: Mapping[str, Any], kept: set[str]) -> dict[str, Any]:
    return {name: [tool for tool in ceiling[name] if tool in kept] for name in ("leaving_out", "besides") if name in ceiling}


HERE = Path(__file__).parent
FEWEST, MOST = 2, 12
"""A column of ids becomes a filter if it holds that many different ones."""

TEXTS = {
    "search": N_("Search"), "hint": N_("Case and accents do not matter."),
    "every": N_("all"), "filters": N_("Filters"), "shown": N_("{shown} of {count} rows shown"), "reset": N_("Clear"),
    "data": N_("as data"), "skip": N_("Go to the table"), "sort": N_("sort by {column}"), "none": N_("No row passes the filters."),
    "about": N_("Where this comes from"), "several": N_("{column}: {count}"),
}


MARKS = {"number": "number", "lines": "long", "link": "link"}
"""Classes of cells in the style of the page, by their kinds."""


class Cell(NamedTuple):
    """What a cell shows, and what it is sorted by."""

    kind: str
    said: str
    lines: tuple[str, ...]
    sorted_by: str
    link: str


def write_html(selection: Selection) -> bytes:
    """One table as one self-contained page: search, sort and filters without any network, readable without JavaScript."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    tr, table, facts = selection.tr, main_table(selection), selection.provenance()
    columns = table.chosen(selection, shown=True)
    rows = [[cell_html(value, column, selection) for value, column in zip(row, columns, strict=True)]
            for row in table.rows(selection, columns)]
    texts = {key: tr.text(text) for key, text in TEXTS.items()}
    style, script = ((HERE / f"page.{ending}").read_text(encoding="utf-8") for ending in ("css", "js"))
    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = world.get_template("page.html").render(
        language=tr.language, title=heading(selection), texts=texts, style=style, script=script,
        style_digest=digest(style), script_digest=digest(script), columns=columns,
        labels=[tr.text(column.label) for column in columns], rows=rows, choices=list(choices(columns, rows, selection)),
        facts=[(tr.text(item.label), facts[item.key]) for item in PROVENANCE], marks=MARKS,
    )
    return page.encode("utf-8", "replace")


def cell_html(value: Any, column: Column, selection: Selection) -> Cell:
    """Cell that shows a value."""
    if column.kind == "structure":
        said = seen(as_json(value)) if value else ""
        return Cell("data" if said else "text", said, (), said, "")
    said = seen(in_words(value, column, selection), keep="\n")
    lines = tuple(said.split("\n")) if column.kind in {"list", "lines"} and said else ()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    kind = "lines" if lines else "link" if column.kind == "url" else "number" if number else "text"
    return Cell(kind, said, lines, str(value) if number else said, seen(value) if kind == "link" and said else "")


def choices(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], selection: Selection) -> Iterator[dict[str, Any]]:
    """A filter for each column that holds few different ids: in the order of their vocabulary."""
    for place, column in enumerate(columns):
        if not (column.vocabulary or column.words) or column.kind != "id":
            continue
        vocabulary = selection.catalogue.vocabularies.of(column.vocabulary) if column.vocabulary else None
        order = [label(key, column, selection) for key in (vocabulary.terms if vocabulary else column.words)]
        held = {row[place].said for row in rows if row[place].said}
        if FEWEST <= len(held) <= MOST:
            options = (*(item for item in order if item in held), *sorted(held - set(order)))
            yield {"place": place, "label": selection.tr.text(column.label), "options": options}
