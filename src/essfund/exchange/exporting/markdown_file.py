"""One table as Markdown, in words, under a heading that says where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.exchange.exporting.cells import in_words, seen
from essfund.exchange.exporting.tables import PROVENANCE, heading, main_table
from essfund.presenting.table_cells import markdown_cell
from essfund.presenting.wording import FACT

if TYPE_CHECKING:
    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection



def write(selection: Selection) -> bytes:
    """Return the table as Markdown."""
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
