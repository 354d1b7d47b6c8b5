"""Rows of text into CSV and Markdown, safe for the programs that open them."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from essfund.presenting.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767
"""Characters that a spreadsheet takes in a cell."""
BREAKING = re.compile(r"[ \t]+")
MARKDOWN_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~"})


def csv_cell(value: object) -> str:
    """Cell that a spreadsheet shows as text: a leading apostrophe disarms what it would run as a formula."""
    plain = "" if value is None else one_line(str(value))
    return f"'{plain}" if plain.startswith(FORMULA_STARTS) and not isinstance(value, int | float) else plain


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], *, french: bool = False) -> str:
    """CSV: UTF-8, comma, CRLF lines (RFC 4180); `french` as spreadsheets in French open it: semicolon, decimal comma, BOM."""
    out = io.StringIO()
    out.write("\ufeff" if french else "")
    writer = csv.writer(out, delimiter=";" if french else ",")
    writer.writerow(header)
    for row in rows:
        writer.writerow([str(value).replace(".", ",") if french and isinstance(value, float) else csv_cell(value) for value in row])
    return out.getvalue()


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[object]], day: date) -> bytes:
    """One table as a workbook: numbers as numbers, all else as text that no spreadsheet runs; the day stands for that of its making."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(stream, {**as_text, "in_memory": True})
    book.set_properties({"title": name, "created": datetime.combine(day, time())})
    head, wrapped = book.add_format({"bold": True, "bg_color": "#DDE6EE"}), book.add_format({"valign": "top", "text_wrap": True})
    armed = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
    sheet = book.add_worksheet(name[:31])
    sheet.set_column(0, len(header) - 1, 18)
    sheet.write_row(0, 0, header, head)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, place, value, wrapped)
            elif value:
                text = one_line(str(value))
                sheet.write_string(number, place, text[:LONGEST_CELL], armed if text.lstrip().startswith(FORMULA_STARTS) else wrapped)
    sheet.freeze_panes(1, 3)
    book.close()
    return stream.getvalue()


def markdown_cell(value: object) -> str:
    """Cell that no Markdown reader takes for markup."""
    text = "" if value is None else one_line(str(value))
    return " ".join(text.split()).translate(MARKDOWN_SPECIAL)


def markdown_text(value: str) -> str:
    """Text that no Markdown reader takes for markup, with its no-break spaces."""
    return BREAKING.sub(" ", one_line(value)).strip(" ").translate(MARKDOWN_SPECIAL)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Markdown table."""
    first, *lines = ["| " + " | ".join(map(markdown_cell, row)) + " |\n" for row in (header, *rows)]
    return "".join([first, "|" + " --- |" * len(header) + "\n", *lines])
