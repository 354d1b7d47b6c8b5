"""The tables as one workbook, by XlsxWriter; one table as Parquet, by Arrow."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.exchange.exporting.cells import as_json, in_words, seen
from essfund.exchange.exporting.export_tables import PROVENANCE, main_table, tables_of
from essfund.presenting.spreadsheets import ARMED, HEAD, LONGEST_CELL, LONGEST_SHEET_NAME, TEXT, opened
from essfund.presenting.table_cells import is_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.exporting.column import Column, ExportTable
    from essfund.exchange.exporting.selection import Selection

ABOUT, WHAT, SAID, CUT = N_("About"), N_("What"), N_("Value"), N_("Cells cut at {count} characters")
LONGEST_LINK, MOST_LINKS = 2_079, 65_530
"""What a workbook takes in a hyperlink and a sheet."""

LINE_HEIGHT, HEAD_HEIGHT, TALLEST, ELLIPSIS = 15, 32, 409, " […]"
"""Points: of a line, of the header, and of the tallest row that a workbook takes."""
A3, A4, MOST_ON_A4, MARGINS = 8, 9, 190, (0.4, 0.4, 0.5, 0.6)
"""Numbers of papers; widths of columns that can still be read on A4; margins in inches."""
FORMATS: dict[str, dict[str, Any]] = {
    "head": {**HEAD, **TEXT, "border": 1},
    "text": {"valign": "top"},
    "wrapped": TEXT,
    "armed": {**TEXT, **ARMED},
    "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    "euro": {"valign": "top", "num_format": '#,##0\\ "€"'},
    "integer": {"valign": "top", "num_format": "#,##0"},
    "percent": {"valign": "top", "num_format": '0.##\\ "%"'},
    "number": {"valign": "top", "num_format": "0.##"},
    "link": {**TEXT, "font_color": "#0B5394", "underline": 1},
}


class Workbook:
    """One workbook while it is written. What a spreadsheet would run as a formula is text, and marked so (`quote_prefix`)."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        facts = selection.provenance()
        self.book, self.stream = opened(f"essfund {facts['edition']}", selection.day, comments=" · ".join(facts.values()))
        self.formats = {name: self.book.add_format(dict(given)) for name, given in FORMATS.items()}
        self.cut = 0

    def table(self, table: ExportTable) -> None:
        """Write a table on a sheet of its own."""
        selection = self.selection
        columns, printed = table.on_a_sheet(selection)
        sheet = self.book.add_worksheet(selection.tr.text(table.label)[:LONGEST_SHEET_NAME])
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, selection.tr.text(column.label), self.formats["head"])
        sheet.set_row(0, HEAD_HEIGHT)
        last, links = 0, 0
        for last, row in enumerate(table.rows(selection, columns), start=1):
            sheet.set_row(last, self.height(row[:printed], columns))
            for index, (value, column) in enumerate(zip(row, columns, strict=True)):
                link = column.kind == "url" and value is not None and len(value) <= LONGEST_LINK and links < MOST_LINKS
                links += link
                self.cell(sheet, last, index, value, column, link=link)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.print_area(0, 0, last, printed - 1)
        self.on_paper(sheet, sum(column.width for column in columns[:printed]))

    def on_paper(self, sheet: Any, wide: int) -> None:
        """Print a sheet on pages with the long edge below, as wide as they are, its header on each, its name and number at the foot."""
        sheet.set_landscape()
        sheet.set_paper(A3 if wide > MOST_ON_A4 else A4)
        sheet.set_margins(*MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{self.selection.provenance()['edition']} · {self.selection.day.isoformat()}&C&A&R&P / &N")

    def height(self, row: Sequence[Any], columns: Sequence[Column]) -> float:
        """Height of a row, in points, at which all that is printed of it is seen."""
        lines = [sum(ceil(len(line) / column.width) or 1 for line in in_words(value, column, self.selection).split("\n"))
                 for value, column in zip(row, columns, strict=False) if isinstance(value, str | tuple)]
        return min(TALLEST, LINE_HEIGHT * max(lines, default=1) + 2)

    def cell(self, sheet: Any, row: int, place: int, value: Any, column: Column, *, link: bool) -> None:
        """Write one value as what it is."""
        if value is None or value == ():
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, self.formats["text"])
        elif isinstance(value, date):
            sheet.write_datetime(row, place, datetime.combine(value, time()), self.formats["day"])
        elif isinstance(value, int | float):
            kind = column.unit if column.unit in self.formats else column.kind
            sheet.write_number(row, place, value, self.formats[kind])
        elif link:
            sheet.write_url(row, place, value, self.formats["link"], self.text(value))
        else:
            self.write_text(sheet, row, place, in_words(value, column, self.selection))

    def write_text(self, sheet: Any, row: int, place: int, said: str) -> None:
        """Write a text that stays text; nothing leaves the cell empty."""
        if said:
            kind = "armed" if is_formula(said) or is_formula(seen(said)) else "wrapped"
            sheet.write_string(row, place, self.text(said), self.formats[kind])

    def text(self, said: str) -> str:
        """Text that fits into a cell."""
        said = seen(said, keep="\n")
        if len(said) <= LONGEST_CELL:
            return said
        self.cut += 1
        return said[: LONGEST_CELL - len(ELLIPSIS)] + ELLIPSIS

    def about(self) -> None:
        """Write the sheet that says where everything comes from."""
        tr, facts = self.selection.tr, self.selection.provenance()
        sheet = self.book.add_worksheet(tr.text(ABOUT)[:LONGEST_SHEET_NAME])
        rows = [(tr.text(column.label), facts[column.key]) for column in PROVENANCE]
        rows += [(key, str(value)) for key, value in self.selection.filters.items()]
        if self.cut:
            rows.append((tr.text(CUT).format(count=LONGEST_CELL), str(self.cut)))
        for index, (title, wide) in enumerate(((WHAT, 34), (SAID, 90))):
            sheet.set_column(index, index, wide)
            sheet.write_string(0, index, tr.text(title), self.formats["head"])
        for number, (what, said) in enumerate(rows, start=1):
            self.write_text(sheet, number, 0, what)
            self.write_text(sheet, number, 1, said)
        sheet.freeze_panes(1, 0)
        self.on_paper(sheet, 0)


def write_xlsx(selection: Selection) -> bytes:
    """The tables as one workbook, by XlsxWriter: typed cells, frozen header, filters, widths, hyperlinks."""
    workbook = Workbook(selection)
    for table in tables_of(selection):
        workbook.table(table)
    workbook.about()
    workbook.book.close()
    return workbook.stream.getvalue()


def write_parquet(selection: Selection) -> bytes:
    """One table as Parquet, by Arrow: typed columns, each with its meaning and unit in the metadata of its field."""
    import pyarrow as pa
    from pyarrow import parquet

    table = main_table(selection)
    columns = (*table.chosen(selection, structures=True), *PROVENANCE)
    rows = list(table.rows(selection, columns))
    cells = [[arrow_value(row[place], column) for row in rows] for place, column in enumerate(columns)]
    types = {
        "integer": pa.int64(), "number": pa.float64(), "day": pa.date32(), "flag": pa.bool_(),
        "list": pa.list_(pa.string()), "lines": pa.list_(pa.string()),
    }
    fields = [pa.field(column.key, types.get(column.kind, pa.string()), metadata={
        "meaning": column.meaning, "source": column.source, **({"unit": column.unit} if column.unit else {}),
    }) for column in columns]
    facts = {f"essfund.{key}": value for key, value in selection.provenance().items()}
    facts |= {"essfund.table": table.name, "essfund.core.language": selection.tr.language}
    schema = pa.schema(fields, metadata=facts)
    arrays = [pa.array(values, type=item.type) for values, item in zip(cells, fields, strict=True)]
    stream = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), stream, compression="zstd")
    return bytes(stream.getvalue().to_pybytes())


def arrow_value(value: Any, column: Column) -> Any:
    """Value as Arrow takes it: structures as JSON, no halves of characters, for which UTF-8 has no bytes."""
    if column.kind == "structure" and value is not None:
        value = as_json(value)
    if isinstance(value, tuple):
        return [arrow_value(item, column) for item in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
