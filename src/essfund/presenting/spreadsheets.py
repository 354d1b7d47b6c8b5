"""Workbooks, by XlsxWriter: numbers as numbers, all else as text that no spreadsheet runs."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.presenting.safe_text import one_line
from essfund.presenting.table_cells import is_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import BinaryIO

LONGEST_CELL, LONGEST_SHEET_NAME = 32_767, 31
"""Characters that a spreadsheet takes in a cell and in the name of a sheet."""
HEAD = {"bold": True, "bg_color": "#DDE6EE"}
TEXT = {"valign": "top", "text_wrap": True}
AS_TEXT = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
ARMED = {"quote_prefix": True}
"""Mark of a text that looks like a formula: it stays text when somebody edits its cell."""


def opened(title: str, day: date, **properties: str) -> tuple[Any, io.BytesIO]:
    """A new workbook and the bytes that it goes to when it is closed; the day stands for that of its making."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {**AS_TEXT, "in_memory": True})
    book.set_properties({"title": one_line(title), **made_on(day), **properties})
    return book, stream


def made_on(day: date) -> dict[str, object]:
    """The day as that of the making of a workbook: the same answer is the same file."""
    return {"created": datetime.combine(day, time())}


class RowsWorkbook:
    """One table as a workbook, row after row: only the row that is written is in memory."""

    def __init__(self, stream: BinaryIO, name: str, header: Sequence[str], day: date) -> None:
        from xlsxwriter import Workbook

        self.book = Workbook(stream, {**AS_TEXT, "constant_memory": True})
        self.book.set_properties(made_on(day))
        self.sheet, self.rows = self.book.add_worksheet(name[:LONGEST_SHEET_NAME]), 0
        self.armed = self.book.add_format(ARMED)
        self.sheet.write_row(0, 0, header, self.book.add_format(HEAD))
        self.sheet.freeze_panes(1, 0)

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            self.rows += 1
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    self.sheet.write_number(self.rows, place, value)
                elif value:
                    text = one_line(str(value))
                    self.sheet.write_string(self.rows, place, text[:LONGEST_CELL], self.armed if is_formula(text) else None)

    def discard(self) -> None:
        """Give up the rows that were written: they wait in a file of the library."""
        self.sheet.row_data_fh.close()
        Path(self.sheet.row_data_filename).unlink()

    def close(self) -> None:
        """Write the end of the workbook."""
        self.book.close()


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[object]], day: date) -> bytes:
    """One table as a workbook."""
    book, stream = opened(name, day)
    head, wrapped, armed = book.add_format(HEAD), book.add_format(TEXT), book.add_format({**TEXT, **ARMED})
    sheet = book.add_worksheet(name[:LONGEST_SHEET_NAME])
    sheet.set_column(0, len(header) - 1, 18)
    sheet.write_row(0, 0, header, head)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, place, value, wrapped)
            elif value:
                text = one_line(str(value))
                sheet.write_string(number, place, text[:LONGEST_CELL], armed if is_formula(text) else wrapped)
    sheet.freeze_panes(1, 3)
    book.close()
    return stream.getvalue()
