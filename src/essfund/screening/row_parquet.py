"""Rows of a screened list as Parquet: identifiers and words as dictionaries, amounts as whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.screening.row_files import BATCH, MOST_REMEMBERED, Behind, in_cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from essfund.engine.screening import Classes
    from essfund.loading.lists.row_blocks import RowBlock
    from essfund.presenting.view import View
    from essfund.screening.row_shapes import RowShape

MOST_LINES = 1_000_000
"""Lines of one piece of a file."""


class ParquetWriter:
    """Rows as Parquet: the lines of each kind of rows are kept once, as numbers of words, and taken as often as rows are of that kind."""

    def __init__(self, stream: BinaryIO, shape: RowShape) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self.shape, self.arrow, self.behind = shape, pa, Behind()
        self.names = shape.header[len(shape.ids):]
        words = pa.dictionary(pa.int32(), pa.string())
        kinds = [pa.string()] * len(shape.ids) + [pa.int64() if name in shape.numbers else words for name in self.names]
        self.schema = pa.schema(list(zip(shape.header, kinds, strict=True)))
        self.writer = parquet.ParquetWriter(stream, self.schema, compression="zstd")
        self.words: list[dict[object, int]] = [{} for _ in self.names]
        self.waiting: list[tuple[Sequence[str], Classes]] = []
        self.forget()

    def forget(self) -> None:
        """Begin with no line of any kind."""
        self.places: dict[Classes, list[int]] = {}
        self.lines = [self.arrow.array([], self.arrow.int64()) for _ in self.names]

    def add(self, ids: Sequence[str], classes: Classes) -> None:
        """Take the lines of a row."""
        self.waiting.append((ids, classes))
        if len(self.waiting) >= BATCH:
            self.hand_on()

    def hand_on(self) -> None:
        """Write the rows that wait."""
        if self.waiting:
            ids, kinds = zip(*self.waiting, strict=True)
            numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
            columns = [self.arrow.array(column, self.arrow.string()) for column in zip(*ids, strict=True)]
            self.put(columns, list(numbers), self.arrow.array([numbers[kind] for kind in kinds], self.arrow.int64()))
            self.waiting.clear()

    def add_block(self, block: RowBlock) -> None:
        """Write the lines of a block."""
        self.hand_on()
        self.put(block.ids, block.kinds, block.index)

    def put(self, ids: Sequence[Any], kinds: Sequence[Classes], index: Any) -> None:
        """Write the lines of rows of some kinds, some rows at a time."""
        if len(self.places) + len(kinds) > MOST_REMEMBERED:
            self.forget()
        self.learn([kind for kind in kinds if kind not in self.places])
        places = [self.places[kind] for kind in kinds]
        of_kind, lines = self.arrow.array(places, self.arrow.list_(self.arrow.int64())), self.lines
        words = [self.arrow.array(list(known), self.arrow.string()) for known in self.words]
        rows = max(1, MOST_LINES // max(map(len, places), default=1) or 1)

        def write() -> None:
            for start in range(0, len(index), rows):
                self.write([column.slice(start, rows) for column in ids], of_kind.take(index.slice(start, rows)), lines, words)

        self.behind.do(write)

    def write(self, ids: Sequence[Any], of_row: Any, lines: Sequence[Any], words: Sequence[Any]) -> None:
        """Write some rows, of each the places of its lines."""
        from pyarrow import compute

        row, place = compute.list_parent_indices(of_row), compute.list_flatten(of_row)
        columns = [column.take(row) for column in ids]
        for name, line, known in zip(self.names, lines, words, strict=True):
            taken = line.take(place)
            columns.append(taken if name in self.shape.numbers else
                           self.arrow.DictionaryArray.from_arrays(taken.cast(self.arrow.int32()), known))
        self.writer.write_table(self.arrow.Table.from_arrays(columns, schema=self.schema))

    def learn(self, kinds: Sequence[Classes]) -> None:
        """Keep the lines of kinds that were not met."""
        made, first = list[tuple[object, ...]](), len(self.lines[0]) if self.lines else 0
        for kind in kinds:
            tails = list(self.shape.tails(kind))
            self.places[kind] = list(range(first + len(made), first + len(made) + len(tails)))
            made += tails
        for place, (name, known) in enumerate(zip(self.names, self.words, strict=True)):
            cells = [in_cell(line[place]) for line in made]
            numbers = cells if name in self.shape.numbers else [
                None if cell is None else known.setdefault(cell, len(known)) for cell in cells]
            self.lines[place] = self.arrow.concat_arrays([self.lines[place], self.arrow.array(numbers, self.arrow.int64())])

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        self.hand_on()
        self.behind.wait()
        self.writer.close()


def write_parquet(stream: BinaryIO, shape: RowShape, view: View) -> ParquetWriter:  # noqa: ARG001 - all writers take the same
    """Writer of Parquet."""
    return ParquetWriter(stream, shape)
