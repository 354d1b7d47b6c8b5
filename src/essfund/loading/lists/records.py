"""Records of a CSV list: encoding and delimiter found out, one record at a time. What is no record is told at its line, never lost."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from copy import copy
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from essfund.core.messages import Message

    HeaderPlace = Callable[[Sequence[Sequence[str]]], int]

DELIMITERS = ";,\t|"
LONGEST_LINE = 1_000_000
"""Characters of a line; a field of a list holds a name or a code."""
MOST_TITLES = 10
"""Lines below a title among which the names of the columns are looked for."""
PIECE = 1 << 16
"""Bytes that are read at once."""
MOST_LINES = 50
"""Lines that one record may take: a text in quotes may break off. What no quote ends by then is an orphan quote."""
STILL_OPEN = "unexpected end of data"
"""What the reader of Python says of an open quote; any other mistake stays one, whatever follows."""

SAID_BY_EXCEL = re.compile(r"sep=(.)\s*", re.IGNORECASE)


class Record(NamedTuple):
    """One record: the line it begins on, its cells, and why it is none where it is none."""

    line: int
    cells: list[str]
    problem: Message | None = None


class CsvRecords:
    """Records of a stream of bytes, the header apart; `header_place` finds it among the first lines, where a title stands above it.

    `plain` says that its lines are bytes as they stand, one after another; `titles` how many lines stand above the header.
    """

    most_lines = MOST_LINES

    def __init__(self, stream: BinaryIO, header_place: HeaderPlace = lambda _: 0) -> None:
        self.plain, self.other_encoding, self.titles = True, 0, 0
        self.header: list[str] = []
        self.lines = self.numbered(stream)
        self.waiting: deque[tuple[int, str]] = deque()
        first = next((item for item in self.lines if item[1].strip()), (0, ""))
        self.delimiter = delimiter_of(first[1])
        if found := SAID_BY_EXCEL.fullmatch(first[1]):
            self.delimiter = found[1]
            first = next(self.lines, (0, ""))
        elif len(words_of(first[1])) == 1:
            above = [first, *islice((item for item in self.lines if words_of(item[1])), MOST_TITLES)]
            self.titles = header_place([words_of(line) for _, line in above])
            first, *below = above[self.titles:]
            self.delimiter = delimiter_of(first[1])
            self.waiting.extend(below)
        self.waiting.appendleft(first)
        self.header = [cell.strip() for cell in next(self._read(), Record(0, [])).cells]
        self.plain = self.plain and not self.waiting

    def __iter__(self) -> Iterator[Record]:
        """Records after the header; empty lines are none."""
        return self._read()

    def resumed(self, stream: BinaryIO, line: int) -> CsvRecords:
        """Records of the same list from where a stream stands, on a line of some number."""
        other = copy(self)
        other.lines, other.waiting, other.other_encoding = other.numbered(stream, line), deque(), 0
        return other

    def numbered(self, stream: BinaryIO, first: int = 1) -> Iterator[tuple[int, str]]:
        """Lines as text with their numbers: UTF-8, each that is none in the encoding of Windows; UTF-16 where a mark says so."""
        read = partial(stream.readline, LONGEST_LINE)
        start = read()
        if first == 1 and start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            self.plain = False
            text = io.TextIOWrapper(io.BytesIO(start + stream.read()), encoding="utf-16", newline="")
            yield from enumerate(iter(partial(text.readline, LONGEST_LINE), ""), start=1)
            return
        if first == 1 and b"\r" in start.rstrip(b"\r\n") and b"\n" not in start:  # lines end as on old computers
            self.plain = False
            stream = io.BytesIO((start + stream.read()).replace(b"\r", b"\n"))
            read = partial(stream.readline, LONGEST_LINE)
            start = read()
        if first == 1:
            start = start.removeprefix(b"\xef\xbb\xbf")
        for lines in chain([[start]], pieces_of(stream)):
            if len(lines[-1]) >= LONGEST_LINE and not lines[-1].endswith(b"\n"):
                while (more := read()) and not more.endswith(b"\n"):
                    pass
            yield from enumerate(self.texts(lines), start=first)
            first += len(lines)
            self.plain = self.plain and bool(self.header)  # else the header takes more than the first line

    def texts(self, lines: list[bytes]) -> list[str]:
        """Lines as text."""
        try:
            return list(map(bytes.decode, lines))
        except UnicodeDecodeError:
            both = list(map(decoded, lines))
            self.other_encoding += sum(other for _, other in both)
            return [text for text, _ in both]

    def _read(self) -> Iterator[Record]:
        """Records from where the reading stands."""
        lines, waiting, width, delimiter = self.lines, self.waiting, len(self.header), self.delimiter
        while True:
            number, line = waiting.popleft() if waiting else next(lines, (0, ""))
            if not line:
                return
            if '"' not in line:  # the most of them
                cells = line.rstrip("\r\n").split(delimiter)
                if len(cells) == width and cells[0].strip() and len(line) < LONGEST_LINE:
                    yield Record(number, cells)
                    continue
            else:
                cells = self._quoted(line)
            if len(line) >= LONGEST_LINE:
                yield Record(number, [], say("this line is longer than {count} characters", count=LONGEST_LINE))
            elif (record := self._fitting(number, cells)) is not None:
                yield record

    def _quoted(self, line: str) -> list[str]:
        """Cells of a record with quotes, of as many lines as it takes; of its first line alone if that is no record."""
        taken: list[tuple[int, str]] = []
        text, (cells, unfinished) = line, begun(line, self.delimiter)
        while unfinished and len(taken) < self.most_lines:
            following = self.waiting.popleft() if self.waiting else next(self.lines, None)
            if following is None:
                break
            taken.append(following)
            text += following[1]
            if '"' in following[1]:  # nothing else closes what is open
                cells, unfinished = begun(text, self.delimiter)
        if cells is not None and (not taken or not self.header or (len(cells) == len(self.header) and not self._whole(line, taken))):
            return cells
        self.waiting.extendleft(reversed(taken))  # a quote that nothing closes: the lines below it are records of their own
        return split(line, self.delimiter, strict=False) or []

    def _whole(self, line: str, taken: list[tuple[int, str]]) -> bool:
        """Whether each of some lines has as many cells as the header, so that two orphan quotes made one record of them."""
        most = len(self.header) - 1
        return most > 0 and all(text.count(self.delimiter) == most for text in (line, *[text for _, text in taken]))

    def _fitting(self, number: int, cells: list[str]) -> Record | None:
        """Record of some cells; None for an empty line. Empty cells beyond the header are no more than ends of a line."""
        width = len(self.header)
        if not any(cell.strip() for cell in cells):
            return None
        if not width or len(cells) == width:
            return Record(number, cells)
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            return Record(number, cells[:width])
        return Record(number, cells, say("{count} cells where the header has {width}: an orphan quote or a lost delimiter, perhaps",
                                         count=len(cells), width=width))


def words_of(line: str) -> list[str]:
    """Cells of a line that hold something."""
    return [cell for cell in split(line, delimiter_of(line), strict=False) or [] if cell.strip()]


def pieces_of(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Lines of a stream, some at a time; a line that is longer than any is cut, and the last of its piece."""
    while text := stream.read(PIECE):
        if not text.endswith(b"\n"):
            text += stream.readline(LONGEST_LINE)
        yield list(io.BytesIO(text))


def decoded(line: bytes) -> tuple[str, bool]:
    """Line as text, and whether it is in the encoding of Windows instead of UTF-8."""
    try:
        return line.decode(), False
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), True


def split(text: str, delimiter: str, *, strict: bool) -> list[str] | None:
    """Cells of one record; None if it is none: a quote is open, or a cell is longer than any name."""
    try:
        return next(csv.reader([text] if strict else [text.rstrip("\r\n")], delimiter=delimiter, strict=strict), [])
    except csv.Error:
        return None


def begun(text: str, delimiter: str) -> tuple[list[str] | None, bool]:
    """Cells of one record, None if it is none; and whether that is for a quote that a line below may close."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), []), False
    except csv.Error as error:
        return None, str(error) == STILL_OPEN


def delimiter_of(header: str) -> str:
    """Delimiter that parts a header into most names, quotes left aside."""
    outside = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=outside.count)
