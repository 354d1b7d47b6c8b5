"""Blocks of a list to the kinds of enterprises in them: what `Enterprises` says row by row, a column at a time."""

from __future__ import annotations

from collections import Counter
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.engine.screening import UNKNOWN, Classes
from essfund.loading.lists.blocks import Block
from essfund.loading.lists.enterprises import CEASED, ListRow, Rejected, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from essfund.core.messages import Message
    from essfund.loading.lists.blocks import CsvBlocks
    from essfund.loading.lists.enterprises import Enterprises
    from essfund.loading.lists.tables import ParquetBlocks

Unreadable = tuple[int, Any, "Mapping[str, Unread]"]
"""Place of a column, which of its rows could not be read, and why, by their text."""
MOST_COMBINED = 1 << 62
"""What classes of several columns are combined up to, in one number."""


class CountedBy(NamedTuple):
    """Column by whose cells rows are counted apart, and the label of each cell."""

    place: int
    label: Callable[[str], str]


class Complaint(NamedTuple):
    """A row that is not answered, or one of its cells that was not understood; without a column it is no record."""

    row: ListRow | Rejected
    column: str
    reason: Message


class RowBlock(NamedTuple):
    """Rows that are answered: the kinds in them with their label and number of rows; of each row its kind and what identifies it.

    And what was not: rows that have ceased, cells that count as unknown by their column; `complaints` tells them one by one.
    """

    kinds: list[Classes]
    labels: list[str]
    counts: list[int]
    index: Any
    ids: list[Any]
    closed: int
    unread: Counter[str]
    complaints: Callable[[], list[Complaint]]


class RowBlocks:
    """Rows of a list, block by block."""

    def __init__(self, source: CsvBlocks | ParquetBlocks, enterprises: Enterprises, group: CountedBy | None = None) -> None:
        self.source, self.enterprises, self.group = source, enterprises, group
        columns = enterprises.columns
        self.identifying = [column.place for column in columns.identifiers]
        self.beside = {number: (place, counting) for number, place, counting in enterprises.counting}
        self.places = sorted({*self.identifying, *columns.set_aside, *(column.place for column in columns.facts),
                              *(place for place, _ in self.beside.values()), *([group.place] if group else [])})
        self.arrow, self.compute = import_module("pyarrow"), import_module("pyarrow.compute")

    def read(self) -> Iterator[RowBlock | ListRow | Rejected]:
        """Blocks, and rows of their own where a block is no plain table."""
        for piece in self.source.read(self.places):
            if isinstance(piece, Block):
                yield self.block(piece)
            else:
                yield from self.enterprises.read([piece])

    def block(self, block: Block) -> RowBlock:
        """Rows of one block."""
        aside = {place: self.where(block, place, lambda text, values=values: text.strip() in values)  # type: ignore[misc]
                 for place, values in self.enterprises.columns.set_aside.items()}
        codes, unread, facts = list[Any](), list[Unreadable](), {fact.place: fact for fact in self.enterprises.columns.facts}
        for number in range(len(self.enterprises.columns.facts)):
            code, failed = self.classes(block, number)
            codes.append(code)
            unread.extend(failed)
        closed = reduced(self.compute.or_, aside.values()) if any(mask.true_count for mask in aside.values()) else None
        misread = Counter({facts[place].name: self.compute.sum(self.compute.and_not(mask, closed) if closed else mask).as_py()
                          for place, mask, _ in unread})
        labels, labelled = self.labels(block)
        ids = [block.columns[place].cast(self.arrow.string()) for place in self.identifying] or [
            self.arrow.array(range(block.first_line, block.first_line + block.rows)).cast(self.arrow.string())]
        if closed:
            kept = self.compute.invert(closed)
            codes, ids, labelled = ([array.filter(kept) for array in arrays] for arrays in (codes, ids, labelled))
        sizes = [len(values) for values in self.enterprises.screening.values]
        kinds, index = self.kinds([*codes, *labelled], [*sizes, *([len(labels)] if labelled else [])], block.rows)
        counted = self.compute.value_counts(index)
        counts = dict(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
        return RowBlock([kind[:len(sizes)] for kind in kinds], [labels[kind[-1]] if labelled else "" for kind in kinds],
                        [counts.get(number, 0) for number in range(len(kinds))], index, ids, closed.true_count if closed else 0, misread,
                        partial(self.complaints, block, aside, unread))

    def where(self, block: Block, place: int, holds: Callable[[str], bool]) -> Any:
        """Which rows hold what is asked for in a column."""
        column = block.columns[place]
        return self.arrow.array([holds(text) for text in column.dictionary.to_pylist()], self.arrow.bool_()).take(column.indices)

    def classes(self, block: Block, number: int) -> tuple[Any, list[Unreadable]]:
        """Class of each row by one fact, and the rows that could not be read, if there are any."""
        enterprises, fact, failing, found = self.enterprises, self.enterprises.columns.facts[number], dict[str, Unread](), list[int]()
        column, known = block.columns[fact.place], enterprises.known[number]
        for text in column.dictionary.to_pylist():
            code = known.get(text)
            found.append(enterprises.learnt(number, fact, text) if code is None else code)
            if code is None and text in enterprises.unread[number]:
                failing[text] = enterprises.unread[number][text]
        codes = self.arrow.array(found, self.arrow.int32()).take(column.indices)
        failed = self.where(block, fact.place, failing.__contains__) if failing else None
        if number in self.beside:
            place, counting = self.beside[number]
            counts = self.where(block, place, counting.__contains__)
            codes = self.compute.if_else(counts, codes, self.arrow.scalar(UNKNOWN, self.arrow.int32()))
            failed = failed and self.compute.and_(failed, counts)
        return codes, [(fact.place, failed, failing)] if failed else []

    def labels(self, block: Block) -> tuple[list[str], list[Any]]:
        """Labels of groups, and which of them each row has, if rows are grouped."""
        if self.group is None:
            return [], []
        column = block.columns[self.group.place]
        named = [self.group.label(text) for text in column.dictionary.to_pylist()]
        labels = sorted(set(named))
        places = {label: place for place, label in enumerate(labels)}
        return labels, [self.arrow.array([places[label] for label in named], self.arrow.int32()).take(column.indices)]

    def complaints(self, block: Block, aside: Mapping[int, Any], unread: Sequence[Unreadable]) -> list[Complaint]:
        """What is set aside and what could not be read, in the order of the rows."""
        found = dict[int, list[Complaint]]()
        for place, mask in aside.items():
            column = self.enterprises.header[place]
            for at, cells in self.cells(block, mask):
                row = Rejected(block.first_line + at, cells, CEASED, column)
                found.setdefault(at, [Complaint(row, column, CEASED)])
        ceased = set(found)
        for place, mask, reasons in unread:
            for at, cells in self.cells(block, mask):
                if at not in ceased:
                    told = reasons[cells[place]]
                    found.setdefault(at, []).append(Complaint(ListRow(block.first_line + at, cells, ()), *told))
        return [complaint for at in sorted(found) for complaint in found[at]]

    def cells(self, block: Block, mask: Any) -> Iterator[tuple[int, list[str]]]:
        """Rows of a mask, each with its cells; those that nobody asks for are empty."""
        if not mask.true_count:
            return
        at, width = self.compute.indices_nonzero(mask), len(self.enterprises.header)
        asked = [column.take(at).cast(self.arrow.string()).to_pylist() for column in block.columns.values()]
        for number, cells in zip(at.to_pylist(), zip(*asked, strict=True), strict=True):
            row = [""] * width
            for place, cell in zip(block.columns, cells, strict=True):
                row[place] = cell
            yield number, row

    def kinds(self, codes: Sequence[Any], sizes: Sequence[int], rows: int) -> tuple[list[Classes], Any]:
        """Kinds of rows, each the classes of its columns, and the kind of each row."""
        index, span, inside = self.arrow.repeat(0, len(codes[0]) if codes else rows), 1, list[int]()
        kinds: list[Classes] = [()]
        for code, size in zip(codes, sizes, strict=True):
            if span * size > MOST_COMBINED:
                kinds, index = renumbered(kinds, index, inside)
                span, inside = len(kinds), []
            index = self.compute.add(self.compute.multiply(index, size), code.cast(self.arrow.int64()))
            span, inside = span * size, [*inside, size]
        return renumbered(kinds, index, inside)


def renumbered(kinds: Sequence[Classes], index: Any, inside: Sequence[int]) -> tuple[list[Classes], Any]:
    """Kinds by what they have got since they were numbered: the classes of columns with some numbers of classes."""
    encoded, found = index.dictionary_encode(), list[Classes]()
    for key in encoded.dictionary.to_pylist():
        rest, classes = key, []
        for size in reversed(inside):
            rest, code = divmod(rest, size)
            classes.append(code)
        found.append((*kinds[rest], *reversed(classes)))
    return found, encoded.indices.cast("int64")


def reduced(join: Callable[[Any, Any], Any], masks: Any) -> Any:
    """Several masks as one."""
    first, *others = masks
    for mask in others:
        first = join(first, mask)
    return first
