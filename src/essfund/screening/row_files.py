"""Rows of a screened list as files: CSV and JSON lines as they come, Parquet and workbooks by their libraries."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.presenting.table_cells import csv_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from essfund.presenting.view import View
    from essfund.screening.row_shapes import RowShape

WAITING = 2_000
"""Pieces of text that wait for one writing."""
MOST_REMEMBERED = 20_000
"""Classes of rows of which the text is remembered."""
BATCH = 50_000
"""Rows of one piece of a Parquet file."""
MOST_SHEET_ROWS = 1_048_575
"""Rows that a sheet takes below its header."""


SEVERAL = "|"
"""Between several values in one cell."""


class RowWriter(Protocol):
    """What takes rows one after another."""

    def add(self, ids: Sequence[str], classes: tuple[int, ...]) -> None:
        """Write what is answered to a row."""

    def close(self) -> None:
        """Write what waits."""


class TextWriter:
    """Rows as text: what stands before and behind the identifiers is made once for each class of rows."""

    def __init__(
        self, stream: BinaryIO, shape: RowShape, lead: Callable[[Sequence[str]], str], tail: Callable[[Sequence[object]], str],
    ) -> None:
        self.stream, self.shape, self.lead, self.tail = stream, shape, lead, tail
        self.known: dict[tuple[int, ...], list[str]] = {}
        self.tails: dict[tuple[object, ...], str] = {}
        self.waiting: list[str] = []

    def add(self, ids: Sequence[str], classes: tuple[int, ...]) -> None:
        """Write the lines of a row."""
        tails = self.known.get(classes)
        if tails is None:
            tails = self.made(classes)
        self.waiting.append(self.lead(ids).join(tails))
        if len(self.waiting) >= WAITING:
            self.close()

    def made(self, classes: tuple[int, ...]) -> list[str]:
        """What stands behind the identifiers in each line of a class; the first is empty: identifiers join them."""
        if len(self.known) >= MOST_REMEMBERED:
            self.known.clear()
            self.tails.clear()
        found = self.known[classes] = ["", *(self.text(cells) for cells in self.shape.tails(classes))]
        return found

    def text(self, cells: tuple[object, ...]) -> str:
        """Text of some cells; the same cells are the same text."""
        known = self.tails.get(cells)
        if known is None:
            known = self.tails[cells] = self.tail(cells)
        return known

    def close(self) -> None:
        """Write what waits."""
        self.stream.write("".join(self.waiting).encode())
        self.waiting.clear()


def in_cell(value: object) -> object:
    """Value of one cell: several are joined."""
    return SEVERAL.join(value) if isinstance(value, tuple) else value


def quoted(value: object, delimiter: str) -> str:
    """Cell of a CSV file that no spreadsheet runs."""
    if isinstance(value, str) and value.isalnum():  # the most of them
        return value
    text = csv_cell(in_cell(value))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(char in text for char in (delimiter, '"', "\r", "\n")) else text


def csv_lead(ids: Sequence[str], delimiter: str) -> str:
    """Beginning of a line of CSV."""
    return "".join([quoted(value, delimiter) + delimiter for value in ids])


def csv_tail(cells: Sequence[object], delimiter: str) -> str:
    """End of a line of CSV."""
    return delimiter.join([quoted(value, delimiter) for value in cells]) + "\r\n"


def write_csv(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:
    """Writer of CSV, its header written."""
    delimiter = ";" if view.dialect == "fr" else ","
    stream.write(("\ufeff" if view.dialect == "fr" else "").encode() + csv_tail(shape.header, delimiter).encode())
    return TextWriter(stream, shape, partial(csv_lead, delimiter=delimiter), partial(csv_tail, delimiter=delimiter))


def write_jsonl(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:  # noqa: ARG001 - all writers take the same
    """Writer of JSON lines: one object a line."""
    names = shape.header

    def lead(ids: Sequence[str]) -> str:
        return json.dumps(dict(zip(names, ids, strict=False)), ensure_ascii=False)[:-1]

    def tail(cells: Sequence[object]) -> str:
        rest = dict(zip(names[len(shape.ids):], cells, strict=True))
        return f", {json.dumps(rest, ensure_ascii=False)[1:]}\n"

    return TextWriter(stream, shape, lead, tail)


class TableWriter:
    """Rows as lists of cells, handed on in batches."""

    def __init__(self, shape: RowShape, take: Callable[[list[tuple[object, ...]]], None], end: Callable[[], None]) -> None:
        self.shape, self.take, self.end = shape, take, end
        self.known: dict[tuple[int, ...], list[tuple[object, ...]]] = {}
        self.waiting: list[tuple[object, ...]] = []

    def add(self, ids: Sequence[str], classes: tuple[int, ...]) -> None:
        """Take the lines of a row."""
        if classes not in self.known:
            if len(self.known) >= MOST_REMEMBERED:
                self.known.clear()
            self.known[classes] = [tuple(map(in_cell, cells)) for cells in self.shape.tails(classes)]
        self.waiting += [(*ids, *cells) for cells in self.known[classes]]
        if len(self.waiting) >= BATCH:
            self.hand_on()

    def hand_on(self) -> None:
        """Hand on what waits."""
        self.take(self.waiting)
        self.waiting = []

    def close(self) -> None:
        """Hand on the rest, and end."""
        self.hand_on()
        self.end()


def write_parquet(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:  # noqa: ARG001 - all writers take the same
    """Writer of Parquet: ids and words as dictionaries, amounts as whole numbers."""
    import pyarrow as pa
    from pyarrow import parquet

    words = pa.dictionary(pa.int32(), pa.string())
    kinds = [pa.string()] * len(shape.ids) + [pa.int64() if name in shape.numbers else words for name in shape.header[len(shape.ids):]]
    schema = pa.schema(list(zip(shape.header, kinds, strict=True)))
    writer = parquet.ParquetWriter(stream, schema, compression="zstd")

    def take(rows: list[tuple[object, ...]]) -> None:
        columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(kinds)
        arrays = [pa.array(column, pa.string()).dictionary_encode().cast(kind) if kind is words else pa.array(column, kind)
                  for column, kind in zip(columns, kinds, strict=True)]
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))

    return TableWriter(shape, take, writer.close)


def write_xlsx(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:
    """Writer of a workbook of one sheet. Raises UsageError where a sheet does not take so many rows."""
    from essfund.presenting.spreadsheets import RowsWorkbook

    book = RowsWorkbook(stream, view.tr.say(say("Enterprises and instruments")), shape.header)

    def take(rows: list[tuple[object, ...]]) -> None:
        if book.rows + len(rows) > MOST_SHEET_ROWS:
            book.discard()
            raise UsageError(say("a workbook takes {count} rows", count=MOST_SHEET_ROWS),
                             say("write CSV or Parquet, or fewer rows: --verdict, --tool, --shape wide"))
        book.add(rows)

    return TableWriter(shape, take, book.close)
