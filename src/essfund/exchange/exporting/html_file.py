"""One table as one self-contained page: search, sort and filters without any network, readable without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from essfund.core.messages import N_
from essfund.exchange.exporting.cells import as_json, in_words, label, seen
from essfund.exchange.exporting.tables import PROVENANCE, heading, main_table
from essfund.presenting.content_security_policy import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection

HERE = Path(__file__).parent
FEWEST, MOST = 2, 12
"""A column of ids becomes a filter if it holds that many different ones."""

TEXTS = {
    "search": N_("Search"), "hint": N_("Case and accents do not matter."),
    "every": N_("all"), "filters": N_("Filters"), "shown": N_("{shown} of {count} rows shown"), "reset": N_("Clear"),
    "data": N_("as data"), "skip": N_("Go to the table"), "sort": N_("sort by {column}"), "none": N_("No row passes the filters."),
    "about": N_("Where this comes from"), "several": N_("{column}: {count}"),
}


class Cell(NamedTuple):
    """What a cell shows, and what it is sorted by."""

    kind: str
    said: str
    lines: tuple[str, ...]
    sorted_by: str
    link: str


class ColumnFilter(NamedTuple):
    """A filter over the ids of one column."""

    place: int
    label: str
    options: tuple[str, ...]


def write(selection: Selection) -> bytes:
    """Return the table as a page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    tr, table = selection.tr, main_table(selection)
    columns = table.chosen(selection, shown=True)
    rows = [[cell(value, column, selection) for value, column in zip(row, columns, strict=True)]
            for row in table.rows(selection, columns)]
    texts = {key: tr.text(text) for key, text in TEXTS.items()}
    style, script = ((HERE / f"page.{ending}").read_text(encoding="utf-8") for ending in ("css", "js"))
    facts = selection.provenance()
    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                        lstrip_blocks=True)
    page = world.get_template("page.html").render(
        language=tr.language, title=heading(selection), texts=texts, style=style, script=script,
        style_digest=digest(style), script_digest=digest(script), columns=columns,
        labels=[tr.text(column.label) for column in columns], rows=rows, choices=list(choices(columns, rows, selection)),
        facts=[(tr.text(one.label), facts[one.key]) for one in PROVENANCE],
    )
    return page.encode("utf-8", "replace")


def cell(value: Any, column: Column, selection: Selection) -> Cell:
    """Return what is shown of a value."""
    if column.kind == "structure":
        said = seen(as_json(value)) if value else ""
        return Cell("data" if said else "text", said, (), said, "")
    said = seen(in_words(value, column, selection), keep="\n")
    lines = tuple(said.split("\n")) if column.kind in {"list", "lines"} and said else ()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    kind = "lines" if lines else "link" if column.kind == "url" and said else "number" if number else "text"
    return Cell(kind, said, lines, str(value) if number else said, seen(value) if kind == "link" else "")


def choices(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], selection: Selection) -> Iterator[ColumnFilter]:
    """Yield a filter for each column that holds few different ids: in the order of their vocabulary."""
    for place, column in enumerate(columns):
        if not (column.vocabulary or column.words) or column.kind != "id":
            continue
        vocabulary = selection.catalogue.vocabularies.of(column.vocabulary) if column.vocabulary else None
        order = [label(key, column, selection) for key in (vocabulary.terms if vocabulary else column.words)]
        held = {row[place].said for row in rows if row[place].said}
        if FEWEST <= len(held) <= MOST:
            options = (*(one for one in order if one in held), *sorted(held - set(order)))
            yield ColumnFilter(place, selection.tr.text(column.label), options)
