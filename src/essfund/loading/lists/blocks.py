"""Blocks of a list, column by column, by Arrow; what is no plain table there is read a record at a time, exactly as without Arrow."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.loading.lists.records import LONGEST_LINE, decoded, split

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from typing import BinaryIO

    from essfund.loading.lists.records import CsvRecords, Record

BLOCK = 1 << 23
"""Bytes of a block."""
AHEAD = 2
"""Blocks that are read while one is answered."""


class Block(NamedTuple):
    """Rows of a list: the line of the first, how many there are, and by place the columns that are asked for: texts by dictionary."""

    first_line: int
    rows: int
    columns: Mapping[int, Any]


class Plain(NamedTuple):
    """A block that is a plain table, and how many of its lines are not in UTF-8."""

    block: Block
    other_encoding: int


class CsvBlocks:
    """Blocks of a CSV file of which the header was read."""

    def __init__(self, stream: BinaryIO, records: CsvRecords) -> None:
        self.stream, self.records, self.header, self.other_encoding = stream, records, records.header, 0
        self.titles = records.titles
        blank = rb"(?:[^\S\n]|\xc2\xa0|[\"" + re.escape(records.delimiter.encode()) + rb"])"
        self.blank_first = re.compile(blank + rb"*(?:\n|\Z)")
        self.blank_later = re.compile(rb"\n(?:" + blank + rb"*\n|" + blank + rb"+\Z)")

    def read(self, places: Sequence[int]) -> Iterator[Block | Record]:
        """Blocks with the columns of some places, and records of their own where a block is no plain table."""
        self.arrow, self.csv = import_module("pyarrow"), import_module("pyarrow.csv")
        at, line = self.stream.tell(), 1
        self.stream.seek(0)
        line += self.stream.read(at).count(b"\n")
        waiting: deque[tuple[int, int, Future[Plain | None]]] = deque()
        with ThreadPoolExecutor(1) as pool:
            while True:
                while len(waiting) <= AHEAD and (text := self.next_text()):
                    waiting.append((at, line, pool.submit(self.plain, text, line, places)))
                    at, line = at + len(text), line + lines_of(text)
                if not waiting:
                    return
                start, first_line, future = waiting.popleft()
                if found := future.result():
                    self.other_encoding += found.other_encoding
                    yield found.block
                    continue
                end_line = waiting[0][1] if waiting else line
                waiting.clear()
                line = yield from self.one_by_one(start, first_line, end_line)
                at = self.stream.tell()

    def next_text(self) -> bytes:
        """The next whole lines; a line that is longer than any is cut."""
        text = self.stream.read(BLOCK)
        return text if text.endswith(b"\n") else text + self.stream.readline(LONGEST_LINE)

    def one_by_one(self, start: int, line: int, end_line: int) -> Generator[Record, None, int]:
        """Records that begin in a block; the line after them is returned, and the stream stands there."""
        self.stream.seek(start)
        records = self.records.resumed(self.stream, line)
        for record in records:
            if record.line >= end_line:
                end_line = record.line
                skip(self.stream, start, end_line - line)
                break
            yield record
        else:
            self.stream.seek(0, io.SEEK_END)
        at = self.stream.tell()
        self.stream.seek(start)
        self.other_encoding += in_utf8(self.stream.read(at - start))[1]
        return end_line

    def plain(self, text: bytes, line: int, places: Sequence[int]) -> Plain | None:
        """A block as a table, None where a line is too long or blank, holds what no text does, or is not a record of its own."""
        lines, other = lines_of(text), 0
        if b"\0" in text or text.count(b"\r") != text.count(b"\r\n") or holds_long_line(text):
            return None
        if self.blank_first.match(text) or self.blank_later.search(text):
            return None
        if not text.isascii():
            text, other = in_utf8(text)
        names, asked = [str(place) for place in range(len(self.header))], [str(place) for place in places]
        kinds = dict.fromkeys(asked, self.arrow.dictionary(self.arrow.int32(), self.arrow.string()))
        try:
            table = self.csv.read_csv(
                self.arrow.py_buffer(text),
                read_options=self.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(text) + 1),
                parse_options=self.csv.ParseOptions(delimiter=self.records.delimiter),
                convert_options=self.csv.ConvertOptions(include_columns=asked, check_utf8=False, column_types=kinds))
        except self.arrow.ArrowInvalid:
            return None
        if table.num_rows != lines or self.breaks_off(text):
            return None
        return Plain(Block(line, lines, {place: one_array(table.column(str(place))) for place in places}), other)

    def breaks_off(self, text: bytes) -> bool:
        """Whether a quote is open where a block ends: Arrow takes the end for the end of the cell."""
        last = text[text.rfind(b"\n", 0, -1) + 1:]
        return b'"' in last and split(last.decode(), self.records.delimiter, strict=True) is None


def holds_long_line(text: bytes) -> bool:
    """Whether a line may be longer than a line or a cell is read."""
    half = min(LONGEST_LINE, csv.field_size_limit()) // 2
    return any(text.find(b"\n", place, place + half) < 0 for place in range(0, len(text) - half, half))


def lines_of(text: bytes) -> int:
    """Lines of a block; the last may have no end."""
    return text.count(b"\n") + (not text.endswith(b"\n"))


def skip(stream: BinaryIO, start: int, lines: int) -> None:
    """Go on behind some lines."""
    stream.seek(start)
    for _ in range(lines):
        while (piece := stream.readline(LONGEST_LINE)) and not piece.endswith(b"\n"):
            pass


def one_array(column: Any) -> Any:
    """Column of one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def in_utf8(text: bytes) -> tuple[bytes, int]:
    """Lines in UTF-8, and how many of them were not."""
    try:
        text.decode()
    except UnicodeDecodeError:
        lines = [decoded(line) for line in text.split(b"\n")]
        return "\n".join([line for line, _ in lines]).encode(), sum(other for _, other in lines)
    return text, 0
