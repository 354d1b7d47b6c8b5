"""Rows of a screened list as files: CSV and JSON lines as they come, Parquet and workbooks by their libraries."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.presenting.table_cells import csv_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from typing import BinaryIO

    from essfund.loading.lists.row_blocks import RowBlock
    from essfund.presenting.view import View
    from essfund.screening.row_shapes import RowShape

MOST_LINES = 4_000
"""Lines that are put together at once."""
HARMLESS = r"^(?:[\pL\p{Nd}][\pL\p{Nd} .,'/&()-]*)?$"
"""What a cell of CSV holds as it stands, once it holds no delimiter."""
WAITING = 2_000
"""Pieces of text that wait for one writing."""
MOST_REMEMBERED = 20_000
"""Classes of rows of which the text is remembered."""
BATCH = 50_000
"""Rows that are handed on together."""
MOST_SHEET_ROWS = 1_048_575
"""Rows that a sheet takes below its header."""


SEVERAL = "|"
"""Between several values in one cell."""


class RowWriter(Protocol):
    """What takes rows one after another."""

    def add(self, ids: Sequence[str], classes: tuple[int, ...]) -> None:
        """Write what is answered to a row."""

    def add_block(self, block: RowBlock) -> None:
        """Write what is answered to the rows of a block."""

    def close(self) -> None:
        """Write what waits."""


class Behind:
    """One piece of work at a time that goes on while the next is prepared: libraries write without holding the interpreter."""

    def __init__(self) -> None:
        self.pool: ThreadPoolExecutor | None = None
        self.doing: Future[None] | None = None

    def do(self, work: Callable[[], None]) -> None:
        """Begin a piece of work once the one before is done. Raises what that one raised."""
        self.wait()
        self.pool = self.pool or ThreadPoolExecutor(1)
        self.doing = self.pool.submit(work)

    def wait(self) -> None:
        """Wait for the work that was begun. Raises what it raised."""
        if self.doing:
            self.doing.result()


class TextWriter:
    """Rows as text: what stands before and behind the identifiers is made once for each class of rows."""

    def __init__(
        self, stream: BinaryIO, shape: RowShape, lead: Callable[[Sequence[str]], str], tail: Callable[[Sequence[object]], str],
        leads: Callable[[Sequence[Any]], Any] = lambda _: None,
    ) -> None:
        self.stream, self.shape, self.lead, self.tail, self.leads = stream, shape, lead, tail, leads
        self.known: dict[tuple[int, ...], list[str]] = {}
        self.tails: dict[tuple[object, ...], str] = {}
        self.waiting: list[str] = []
        self.behind = Behind()

    def add(self, ids: Sequence[str], classes: tuple[int, ...]) -> None:
        """Write the lines of a row."""
        tails = self.known.get(classes)
        if tails is None:
            tails = self.made(classes)
        self.waiting.append(self.lead(ids).join(tails))
        if len(self.waiting) >= WAITING:
            self.close()

    def add_block(self, block: RowBlock) -> None:
        """Write the lines of a block, some rows at a time."""
        import pyarrow as pa
        from pyarrow import compute

        self.close()
        texts = [self.known.get(kind) or self.made(kind) for kind in block.kinds]
        tails, rows = pa.array(texts, pa.list_(pa.string())), max(1, MOST_LINES // max(map(len, texts), default=1))
        leads = self.leads(block.ids)
        if leads is None:
            leads = pa.array([self.lead(ids) for ids in zip(*(column.to_pylist() for column in block.ids), strict=True)], pa.string())


        def put() -> None:
            for start in range(0, len(block.index), rows):
                lines = compute.binary_join(tails.take(block.index.slice(start, rows)), leads.slice(start, rows))
                self.stream.write(memoryview(lines.buffers()[2] or b"")[:compute.sum(compute.binary_length(lines)).as_py()])

        self.behind.do(put)

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
        self.behind.wait()
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
    if "".join(ids).isalnum():  # the most of them
        return delimiter.join([*ids, ""])
    return "".join([quoted(value, delimiter) + delimiter for value in ids])


def csv_leads(ids: Sequence[Any], delimiter: str) -> Any:
    """Beginnings of lines of CSV; None where a cell is not harmless."""
    from pyarrow import compute

    for column in ids:
        harmless = compute.all(compute.match_substring_regex(column, HARMLESS)).as_py() is not False
        if not harmless or compute.any(compute.match_substring(column, delimiter)).as_py():
            return None
    return compute.binary_join_element_wise(*ids, "", delimiter)


def csv_tail(cells: Sequence[object], delimiter: str) -> str:
    """End of a line of CSV."""
    return delimiter.join([quoted(value, delimiter) for value in cells]) + "\r\n"


def write_csv(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:
    """Writer of CSV, its header written."""
    delimiter = ";" if view.dialect == "fr" else ","
    stream.write(("\ufeff" if view.dialect == "fr" else "").encode() + csv_tail(shape.header, delimiter).encode())
    return TextWriter(stream, shape, partial(csv_lead, delimiter=delimiter), partial(csv_tail, delimiter=delimiter),
                      partial(csv_leads, delimiter=delimiter))


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

    def add_block(self, block: RowBlock) -> None:
        """Take the lines of a block."""
        kinds = [block.kinds[number] for number in block.index.to_pylist()]
        for ids, kind in zip(zip(*(column.to_pylist() for column in block.ids), strict=True), kinds, strict=True):
            self.add(ids, kind)

    def hand_on(self) -> None:
        """Hand on what waits."""
        self.take(self.waiting)
        self.waiting = []

    def close(self) -> None:
        """Hand on the rest, and end."""
        self.hand_on()
        self.end()


def write_xlsx(stream: BinaryIO, shape: RowShape, view: View) -> RowWriter:
    """Writer of a workbook of one sheet. Raises UsageError where a sheet does not take so many rows."""
    from essfund.presenting.spreadsheets import RowsWorkbook

    book = RowsWorkbook(stream, view.tr.say(say("Enterprises and instruments")), shape.header, shape.screening.day)

    def take(rows: list[tuple[object, ...]]) -> None:
        if book.rows + len(rows) > MOST_SHEET_ROWS:
            book.discard()
            raise UsageError(say("a workbook takes {count} rows", count=MOST_SHEET_ROWS),
                             say("write CSV or Parquet, or fewer rows: --verdict, --tool, --shape wide"))
        book.add(rows)

    return TableWriter(shape, take, book.close)
