"""Rows of a foreign file, CSV or JSON of any shape. What is no row is told at its place, and no row is lost."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from essfund.core.messages import Message, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.text import printable
from essfund.loading.lists.records import LONGEST_LINE, CsvRecords, decoded
from essfund.loading.lists.tables import ZIPPED, workbook_records

if TYPE_CHECKING:
    from collections.abc import Collection

Row = dict[str, Any]
DEEPEST_LIST = 4
"""Mappings around the list of a JSON file."""

BLANK = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " "))
"""Letters that fonts draw as nothing."""

TOO_DEEP = "[…]"


class ForeignRows(NamedTuple):
    """Rows of a file, and why what stands between them is none."""

    rows: list[Row]
    problems: list[Message]


class ForeignRecords(CsvRecords):
    """Records whose texts take more lines than names do; a quote that nothing closes is a character of its cell."""

    most_lines = 500

    def _quoted(self, line: str) -> list[str]:
        """Cells of a record with quotes; as they stand where an orphan quote leaves no other way to as many as the header has."""
        cells, literal = super()._quoted(line), line.rstrip("\r\n").split(self.delimiter)
        orphan = self.header and line.count('"') % 2 and len(cells) != len(self.header)
        return literal if orphan and len(literal) == len(self.header) else cells


def read_rows(data: bytes, marks: Collection[set[str]], name: str = "") -> ForeignRows:
    """Rows of a CSV or JSON file or of a workbook; none if it is none. `marks` are columns by which a row is known.

    Raises InvalidInputError and UsageError for a workbook that cannot be read.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        return _json_rows(decoded(data)[0].removeprefix("\ufeff"), marks)
    csv.field_size_limit(LONGEST_LINE)
    records = workbook_records(io.BytesIO(data), name) if data.startswith(ZIPPED) else ForeignRecords(io.BytesIO(data))
    found, header = list(records), told_apart(records.header)
    rows = [dict(zip(header, record.cells, strict=True)) for record in found if record.problem is None]
    problems = [say("line {line}: {problem}", line=record.line, problem=record.problem) for record in found if record.problem]
    return ForeignRows(rows, problems)


def told_apart(header: list[str]) -> list[str]:
    """Names of columns; one that stands again with its place, so that it hides no other."""
    first = {name: place for place, name in reversed(list(enumerate(header)))}
    return [name if first[name] == place else f"{name} ({place + 1})" for place, name in enumerate(header)]


def _json_rows(text: str, marks: Collection[set[str]]) -> ForeignRows:
    items = listed_in(parsed(text), marks)
    if not items and text.count("\n"):  # a value a line
        items = [parsed(line) for line in text.splitlines() if line.strip()]
    problems = [say("item {number} of the list is no mapping", number=number) for number, item in enumerate(items, start=1)
                if not isinstance(item, dict)]
    return ForeignRows([item for item in items if isinstance(item, dict)], problems)


def parsed(value: Any) -> Any:
    """Value of a JSON text, numbers as they are written; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return value


def listed_in(found: Any, marks: Collection[set[str]], depth: int = DEEPEST_LIST) -> list[Any]:
    """Rows of a JSON value: a list, a mapping of rows by their id, one row alone, or any of them inside a mapping."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or not depth:
        return []
    if is_row(found, marks):
        return [found]
    if any(is_row(value, marks) for value in found.values()):
        return list(found.values())
    inner = [rows for value in found.values() if (rows := listed_in(value, marks, depth - 1))]
    return next((rows for rows in inner if any(is_row(row, marks) for row in rows)), inner[0] if inner else [])


def is_row(value: Any, marks: Collection[set[str]]) -> bool:
    """Whether a value has the columns of one of the formats."""
    return isinstance(value, dict) and any(each <= value.keys() for each in marks)


def text(row: Row, key: str) -> str:
    """Cell as text, what nobody sees as spaces; nothing is an empty text."""
    return as_text(row.get(key))


def as_text(value: Any) -> str:
    """Value as text, what nobody sees as spaces; nothing is an empty text."""
    try:
        written = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        written = TOO_DEEP
    return "\n".join(map(printable, written.translate(BLANK).split("\n"))).strip()
