"""A screened list as tables: its rows by kind, what is answered to each kind, the class of each value; and the SQL that joins them."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.engine.screening import UNKNOWN, Classes
from essfund.screening.join_statement import DIALECTS, JoinStatement
from essfund.screening.row_files import BATCH, Behind, in_cell
from essfund.screening.row_shapes import LONG, long_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from essfund.engine.screening import ScreenAnswer, Screening
    from essfund.loading.lists.enterprises import Enterprises
    from essfund.loading.lists.row_blocks import RowBlock
    from essfund.screening.row_shapes import RowShape

NUMBERS = frozenset({"class", "kind", "amount_min", "amount_max"})


class KindTable:
    """Kinds of rows by number; those to which every instrument answers the same have the same one."""

    def __init__(self, screening: Screening) -> None:
        self.screening = screening
        self.numbers: dict[Classes, int] = {}
        self.lines: list[tuple[object, ...]] = []
        self.line_numbers: dict[tuple[object, ...], int] = {}
        self.known: dict[int, int] = {}
        """Lines of answers that were met, by their identity: an answer is one object for all that get it, and is held in `met`."""
        self.met: list[ScreenAnswer] = []
        self.answers: dict[tuple[int | None, ...], int] = {}

    def number(self, kind: Classes) -> int:
        """Number of a kind."""
        found = self.numbers.get(kind)
        if found is None:
            answers = self.screening.answers(kind)
            lines = tuple(map(self.known.get, map(id, answers)))
            if None in lines:
                lines = tuple([self.line(tool, answer) for tool, answer in enumerate(answers)])
            found = self.numbers[kind] = self.answers.setdefault(lines, len(self.answers))
        return found

    def answer_rows(self) -> Iterator[tuple[object, ...]]:
        """Number of a kind, and what one instrument answers to it."""
        return ((number, *self.lines[line]) for lines, number in self.answers.items() for line in lines if line is not None)

    def line(self, tool: int, answer: ScreenAnswer) -> int:
        """Number of the line of an answer."""
        if id(answer) in self.known:
            return self.known[id(answer)]
        line = long_line(self.screening.instruments[tool].id, answer)
        number = self.line_numbers.setdefault(line, len(self.lines))
        if number == len(self.lines):
            self.lines.append(tuple(map(in_cell, line)))
        self.known[id(answer)] = number
        self.met.append(answer)
        return number

    def kind_rows(self) -> Iterator[tuple[int, ...]]:
        """Classes of each kind, and its number."""
        return ((*kind, number) for kind, number in self.numbers.items())


def class_rows(enterprises: Enterprises, number: int) -> Iterator[tuple[str, int]]:
    """Values that a list holds of one fact, and their classes; what could not be read counts as unknown.

    Raises UsageError where there are more values than are remembered.
    """
    if enterprises.forgot:
        raise UsageError(say("a column of this list holds too many different values for a table of its classes"),
                         say("leave columns of exact sums out: rename them, or give what all have in common by an option"))
    yield from {"": UNKNOWN, **dict.fromkeys(enterprises.unread[number], UNKNOWN), **enterprises.known[number]}.items()


class TablesWriter:
    """Tables of a list in a folder, its rows as they come."""

    def __init__(self, folder: Path, shape: RowShape, enterprises: Enterprises, source: str) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self.folder, self.enterprises, self.source, self.arrow, self.parquet = folder, enterprises, source, pa, parquet
        self.ids, self.kinds = shape.ids, KindTable(shape.screening)
        self.schema = pa.schema([*((name, pa.string()) for name in shape.ids), ("kind", pa.int32())])
        self.writer = parquet.ParquetWriter(folder / "rows.parquet", self.schema, compression="zstd", use_dictionary=["kind"])
        self.behind = Behind()
        self.waiting: list[tuple[object, ...]] = []

    def add(self, ids: Sequence[str], classes: Classes) -> None:
        """Take a row."""
        self.waiting.append((*ids, self.kinds.number(classes)))
        if len(self.waiting) >= BATCH:
            self.hand_on()

    def hand_on(self) -> None:
        """Write the rows that wait."""
        if self.waiting:
            self.behind.do(partial(self.writer.write_table, self.table(self.schema, self.waiting)))
            self.waiting.clear()

    def add_block(self, block: RowBlock) -> None:
        """Write the rows of a block."""
        self.hand_on()
        numbers = self.arrow.array([self.kinds.number(kind) for kind in block.kinds], self.arrow.int32())
        table = self.arrow.Table.from_arrays([*block.ids, numbers.take(block.index)], schema=self.schema)
        self.behind.do(partial(self.writer.write_table, table))

    def close(self) -> None:
        """Write the other tables, and the statements. Raises UsageError."""
        self.hand_on()
        self.behind.wait()
        self.writer.close()
        fields = [fact.rule.field for fact in self.enterprises.columns.facts]
        for number, field in enumerate(fields):
            self.write(f"class_{field}", ("value", "class"), class_rows(self.enterprises, number))
        self.write("kinds", (*fields, "kind"), self.kinds.kind_rows(), numbers=(*fields, "kind"))
        self.write_answers()
        for name, dialect in DIALECTS.items():
            script = JoinStatement(self.enterprises, dialect).script(self.source)
            (self.folder / f"join.{name}.sql").write_text(script, encoding="utf-8", newline="\n")

    def write_answers(self) -> None:
        """Write what each instrument answers to each kind."""
        lines = self.table(self.schema_of(LONG, NUMBERS), self.kinds.lines)
        answers = self.kinds.answers
        places = self.arrow.array(list(chain.from_iterable(answers)), self.arrow.int32())
        kinds = self.arrow.array([number for number in answers.values() for _ in range(len(places) // len(answers))], self.arrow.int64())
        columns = [kinds, *(column.combine_chunks().dictionary_encode().take(places) for column in lines.columns)]
        self.parquet.write_table(self.arrow.table(columns, names=["kind", *LONG]), self.folder / "answers.parquet", compression="zstd")

    def schema_of(self, columns: Sequence[str], numbers: Iterable[str]) -> Any:
        """Schema of a table of whole numbers and texts."""
        return self.arrow.schema([(column, self.arrow.int64() if column in numbers else self.arrow.string()) for column in columns])

    def write(self, name: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]], numbers: Iterable[str] = NUMBERS) -> None:
        """Write one table."""
        table = self.table(self.schema_of(columns, numbers), list(rows))
        self.parquet.write_table(table, self.folder / f"{name}.parquet", compression="zstd")

    def table(self, schema: Any, rows: Sequence[tuple[object, ...]]) -> Any:
        """Rows as a table."""
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        return self.arrow.Table.from_arrays([self.arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
                                            schema=schema)
