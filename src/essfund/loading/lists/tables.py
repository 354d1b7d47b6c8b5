"""Records of Parquet files and workbooks: each cell as a list of text would hold it."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime, time
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import say
from essfund.loading.files import unreadable
from essfund.loading.lists.blocks import Block, CsvBlocks
from essfund.loading.lists.columns import header_place
from essfund.loading.lists.records import MOST_TITLES, CsvRecords, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from essfund.core.diagnostics import Diagnostic
    from essfund.core.messages import Message

BATCH = 50_000
"""Rows of a Parquet file that are in memory at once."""
WORTH_BLOCKS = 1 << 22
"""Bytes from which it pays to import Arrow."""
REQUIREMENT = "essfund[lists]"
COMPRESSED = {b"\x1f\x8b": "gzip -dc", b"BZ": "bzip2 -dc", b"\xfd7": "xz -dc", b"(\xb5": "zstd -dc"}
"""What compressed files begin with, and what opens them."""
PARQUET, ZIPPED = b"PAR1", b"PK\x03\x04"


class TableRecords:
    """Records of rows of values; `first_line` is the line of the first row below the header, `titles` how many stand above that."""

    def __init__(self, header: Sequence[object], rows: Iterable[Sequence[object]], first_line: int = 2, titles: int = 0) -> None:
        self.header, self.rows, self.first_line = [as_text(name) for name in header], rows, first_line
        self.other_encoding, self.titles = 0, titles

    def __iter__(self) -> Iterator[Record]:
        """Records; rows without any value are none."""
        width = len(self.header)
        for line, row in enumerate(self.rows, start=self.first_line):
            cells = [as_text(value) for value in row]
            if any(cells):
                yield Record(line, [*cells, *[""] * (width - len(cells))][:width])


def as_text(value: object) -> str:
    """Value as a list of text would hold it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def list_of(stream: BinaryIO, path: Path, size: int) -> CsvRecords | TableRecords | CsvBlocks | ParquetBlocks:
    """What a file holds, by what it begins with: Parquet, a workbook, or text; as blocks where that is possible and worth it.

    Raises InvalidInputError and UsageError.
    """
    start = stream.read(4)
    stream.seek(0)
    if (table := table_of(start, stream, path.name, path)) is not None:
        return table
    records = CsvRecords(stream, header_place)
    return CsvBlocks(stream, records) if records.plain and size >= WORTH_BLOCKS and find_spec("pyarrow") else records


def piped_list(stream: BinaryIO, name: str) -> CsvRecords | TableRecords | ParquetBlocks:
    """What comes through a pipe: text as it comes, a table once it is whole. Raises InvalidInputError and UsageError."""
    start = stream.read(4)
    if start in {PARQUET, ZIPPED}:
        stream = io.BytesIO(start + stream.read())
    table = table_of(start, stream, name, stream)
    return CsvRecords(io.BufferedReader(Begun(start, stream)), header_place) if table is None else table


class Begun(io.RawIOBase):
    """A stream of which the first bytes were read."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self.start, self.stream = start, stream

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the first bytes, then what follows them."""
        found = self.start[:len(buffer)] or self.stream.read(len(buffer))
        self.start = self.start[len(buffer):]
        buffer[:len(found)] = found
        return len(found)


def table_of(start: bytes, stream: BinaryIO, name: str, parquet: Path | BinaryIO) -> TableRecords | ParquetBlocks | None:
    """A table by the first bytes of its file, None if it is text. Raises InvalidInputError and UsageError."""
    if start == PARQUET:
        return parquet_blocks([parquet], name)
    if start == ZIPPED:
        return workbook_records(stream, name)
    if opener := COMPRESSED.get(start[:2]):
        raise InvalidInputError([refused(name, say("this file is compressed"), say("open it: {command} FILE | essfund screen -",
                                                                                    command=opener))])
    return None


def folder_blocks(folder: Path) -> ParquetBlocks:
    """Blocks of the Parquet files of a folder, in the order of their names. Raises InvalidInputError and UsageError."""
    paths = sorted(folder.glob("*.parquet"))
    if not paths:
        raise InvalidInputError([refused(str(folder), say("there is no Parquet file in this folder"), say("give the path of a file"))])
    return parquet_blocks(paths, str(folder))


def parquet_blocks(files: Sequence[Path | BinaryIO], name: str) -> ParquetBlocks:
    """Blocks of Parquet files with the same columns, one after another. Raises InvalidInputError and UsageError."""
    arrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    try:
        sources = [arrow.BufferReader(file.read()) if isinstance(file, io.BytesIO) else str(file) for file in files]
        opened = [parquet.ParquetFile(source) for source in sources]  # of a Python file, threads may outlive the interpreter
        header = opened[0].schema_arrow.names
        if any(file.schema_arrow.names != header for file in opened):
            raise InvalidInputError([refused(name, say("the files of this folder do not have the same columns"), None)])
    except (arrow.ArrowException, OSError):
        raise InvalidInputError([refused(name, say("this file is no Parquet that can be read"), say("save it again"))]) from None
    return ParquetBlocks(header, opened)


class ParquetBlocks:
    """Blocks of Parquet files; the first row counts as the second line, as if the names stood above it. Each row is an enterprise."""

    def __init__(self, names: Sequence[str], files: Sequence[Any]) -> None:
        self.header, self.files, self.other_encoding, self.titles = list(names), files, 0, 0

    def read(self, places: Sequence[int]) -> Iterator[Block]:
        """Blocks with the columns of some places."""
        arrow, line = library("pyarrow"), 2
        chosen = [self.header[place] for place in places] if len(set(self.header)) == len(self.header) else None
        for file in self.files:
            for batch in file.iter_batches(batch_size=BATCH, columns=chosen):
                numbers = zip(places, range(len(places)) if chosen else places, strict=True)
                yield Block(line, batch.num_rows, {place: texts(arrow, batch.column(number)) for place, number in numbers})
                line += batch.num_rows


def texts(arrow: Any, column: Any) -> Any:
    """Column by the dictionary of its texts."""
    try:
        encoded = column if arrow.types.is_dictionary(column.type) else column.dictionary_encode()
    except (arrow.ArrowNotImplementedError, arrow.ArrowInvalid):  # values with an inside of their own
        return arrow.array([as_text(value) for value in column.to_pylist()], arrow.string()).dictionary_encode()
    values = [*map(as_text, encoded.dictionary.to_pylist()), ""]
    indices = encoded.indices.cast(arrow.int32()).fill_null(len(values) - 1)
    return arrow.DictionaryArray.from_arrays(indices, arrow.array(values, arrow.string()))


def workbook_records(stream: BinaryIO, name: str) -> TableRecords:
    """Records of the first sheet of a workbook; its first row that is not empty holds the names, or one below titles."""
    openpyxl = library("openpyxl")
    try:
        rows = openpyxl.load_workbook(stream, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
        told = ((line, row) for line, row in enumerate(rows, start=1) if any(value is not None for value in row))
        above = [next(told, (1, ()))]
        if len(words_in(above[0][1])) == 1:
            above += islice(told, MOST_TITLES)
        titles = header_place([words_in(row) for _, row in above])
        line, header = above[titles]
    except (KeyError, ValueError, OSError, IndexError, BadZipFile):
        raise InvalidInputError([refused(name, say("this file is no workbook that can be read"),
                                         say("save it as .xlsx or as CSV"))]) from None
    while header and header[-1] is None:
        header = header[:-1]
    below = dict(above[titles + 1:])
    looked_at = [below.get(place, ()) for place in range(line + 1, max(below, default=line) + 1)]
    return TableRecords(header, chain(looked_at, rows), line + 1, titles)


def words_in(row: Sequence[object]) -> list[str]:
    """Cells of a row that hold something."""
    return [text for value in row if (text := as_text(value)).strip()]


def library(name: str) -> Any:
    """A library that reads tables. Raises UsageError, with the command that installs it, if it is missing."""
    try:
        return import_module(name)
    except ImportError:
        install = say('{python} -m pip install "{requirement}"', python=sys.executable or "python3", requirement=REQUIREMENT)
        raise UsageError(say("this list needs a library that is not installed"), install) from None


def refused(name: str, message: Message, help_: Message | None) -> Diagnostic:
    """What to say of a file that holds no list."""
    return unreadable(name, "IN001", message, help_)
