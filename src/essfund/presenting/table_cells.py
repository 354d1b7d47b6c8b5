"""Rows of text into CSV and Markdown, safe for the programs that open them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from essfund.presenting.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # spreadsheets set to Japanese or Chinese run the wide ones too
BREAKING = re.compile(r"[ \t]+")
MARKDOWN_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~"})


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text, once the spaces before it are gone."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def disarmed(text: str, shown: str) -> str:
    """Text as it is shown in a cell of CSV: a leading apostrophe where a spreadsheet would run it."""
    return f"'{shown}" if is_formula(shown) or is_formula(text) else shown


def csv_cell(value: object) -> str:
    """Cell that a spreadsheet shows as text."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    return disarmed(str(value), one_line(str(value)))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], *, french: bool = False) -> str:
    """CSV: UTF-8, comma, CRLF lines (RFC 4180); `french` as spreadsheets in French open it: semicolon, decimal comma, BOM."""
    out = io.StringIO()
    out.write("\ufeff" if french else "")
    writer = csv.writer(out, delimiter=";" if french else ",")
    writer.writerow(header)
    for row in rows:
        writer.writerow([str(value).replace(".", ",") if french and isinstance(value, float) else csv_cell(value) for value in row])
    return out.getvalue()


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
