"""Where a list comes from: a file, a folder or standard input, as records or blocks; and the columns that people name."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.loading.files import is_folder, open_file
from essfund.loading.lists.blocks import CsvBlocks
from essfund.loading.lists.row_blocks import RowBlocks
from essfund.loading.lists.tables import ParquetBlocks, folder_blocks, list_of, piped_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.loading.lists.enterprises import Enterprises, ListRow, Rejected
    from essfund.loading.lists.records import CsvRecords
    from essfund.loading.lists.row_blocks import CountedBy, RowBlock
    from essfund.loading.lists.tables import TableRecords

STDIN = "-"


class ListSource(NamedTuple):
    """Records of a list, how messages call it, its bytes, 0 if nobody knows, and how many of them were read."""

    records: CsvRecords | TableRecords | CsvBlocks | ParquetBlocks
    name: str
    size: int = 0
    place: Callable[[], int] = lambda: 0

    @property
    def header(self) -> list[str]:
        """Names of the columns."""
        return self.records.header

    def rows(self, enterprises: Enterprises, group: CountedBy | None) -> Iterator[ListRow | Rejected | RowBlock]:
        """Enterprises of the list, one by one or in blocks."""
        if isinstance(self.records, CsvBlocks | ParquetBlocks):
            return RowBlocks(self.records, enterprises, group).read()
        return enterprises.read(self.records)


@contextmanager
def opened(listed: str, tr: Translator) -> Iterator[ListSource]:
    """The list. Raises InvalidInputError and UsageError."""
    path = Path(listed)
    if listed == STDIN:
        if sys.stdin is None or sys.stdin.closed:
            raise UsageError(say("there is no standard input to read"))
        name = tr.say(say("standard input"))
        yield ListSource(piped_list(sys.stdin.buffer, name), name)
    elif is_folder(path):
        yield ListSource(folder_blocks(path), path.name)
    else:
        stream = open_file(path)
        if isinstance(stream, Diagnostic):
            raise InvalidInputError([stream])
        with stream:
            size = os.fstat(stream.fileno()).st_size
            yield ListSource(list_of(stream, path, size), path.name, size, stream.tell)


def read_map(texts: Sequence[str]) -> dict[str, str]:
    """Columns by the field that they tell. Raises UsageError."""
    found = {}
    for text in texts:
        key, equals, column = text.partition("=")
        if not equals or not column.strip():
            raise UsageError(say("--map is written FIELD=COLUMN, for example legal_form=Statut"))
        found[key.strip()] = column.strip()
    return found
