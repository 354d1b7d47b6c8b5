"""One table as CSV, JSON Lines and Markdown."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from essfund.exchange.exporting.cells import as_json, csv_value, in_words, json_bytes, plain, seen
from essfund.exchange.exporting.tables import PROVENANCE, heading, main_table
from essfund.presenting.table_cells import markdown_cell
from essfund.presenting.wording import FACT

if TYPE_CHECKING:
    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection


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
    columns = (*table.chosen(selection), *PROVENANCE)
    lines = [
        as_json({column.key: plain(value, column) for value, column in zip(row, columns, strict=True)})
        for row in table.rows(selection, columns)
    ]
    return json_bytes("".join(f"{line}\n" for line in lines))


def write_markdown(selection: Selection) -> bytes:
    """One table as Markdown, in words, under a heading that says where it comes from."""
    tr, table = selection.tr, main_table(selection)
    columns = table.chosen(selection, shown=True)
    facts = selection.provenance()
    lines = [f"# {heading(selection)}", ""]
    lines += [f"- {markdown_cell(tr.text(FACT).format(field=tr.text(one.label), value=facts[one.key]))}" for one in PROVENANCE]
    lines += ["", "| " + " | ".join(markdown_cell(tr.text(one.label)) for one in columns) + " |", "|" + " --- |" * len(columns)]
    for row in table.rows(selection, columns):
        cells = (cell(in_words(value, column, selection), column) for value, column in zip(row, columns, strict=True))
        lines.append("| " + " | ".join(cells) + " |")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def cell(said: str, column: Column) -> str:
    """Return a value as a cell: links as links, structures as code, sentences with a break between them."""
    said = seen(said, keep="\n")
    if column.kind == "url" and said:
        return f"<{said.replace('|', '%7C').replace('>', '%3E').replace('<', '%3C').replace(' ', '%20')}>"
    if column.kind == "structure" and said:
        return code(said)
    return "<br>".join(markdown_cell(line) for line in said.split("\n"))


def code(said: str) -> str:
    """Return text as code, with a fence longer than any inside it."""
    fence = "`"
    while fence in said:
        fence += "`"
    return f"{fence} {said.replace('|', chr(92) + '|')} {fence}"
