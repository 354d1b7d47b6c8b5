"""Encoding of a catalogue as columns of plain JSON, and back: data for the cache, in which nothing can name code.

A body is lines: `[catalogue, extra]`, then batches, each put to use before the next is read, as one text of all takes four times
the memory. A batch `[kind, column…]` holds values of one kind: atoms in one column, records in one for each field, mappings and other
collections in one of lengths and one or two of parts. Values are numbered in the order of the batches, and columns name the values
of earlier batches by these numbers. So shared objects stay shared, nothing is nested, and a column is checked and filled in at
once. Texts and numbers stand in place where nothing else may.

A column of numbers is a text, each character for the number that it has in Unicode, because JSON takes ten times as long to read digits:
so values begin at a number whose character needs no escape, None is this first one, and none has the number of a surrogate.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from datetime import date
from enum import Enum
from io import BytesIO
from itertools import accumulate, chain, groupby, repeat
from operator import itemgetter, setitem
from typing import TYPE_CHECKING, Any

from essfund.loading.cache_shapes import ATOMS, CLASSES, KINDS, NAMES, SHAPES, class_of, kind_of, kinds_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from essfund.model.catalogue import Catalogue

MOST_BATCHES = 1000  # no value is nested deeper than there are batches. The bundled catalogue has 113.
MALFORMED = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError)
"""What `decode` raises for a body that `encode` did not make, and `encode` for values that no shape takes."""

NONE = ord("]")
"""The number of None, which is the first."""

NOTHING = "nothing"
"""The kind of what numbers without a value stand for; no shape takes it."""

SURROGATES = range(0xD800, 0xE000)
"""Numbers that stand for nothing."""

CHARACTERS = f"utf-32-{sys.byteorder[0]}e"
"""The encoding in which each character of a text is the number itself, as memory holds numbers."""

IN_PLACE: dict[str, frozenset[object]] = {
    **{made.__name__: frozenset([made]) for made in (str, bool, int, float)},
    **{f"{made.__name__}?": frozenset([made, type(None)]) for made in (str, bool, int, float)},
}
"""Shapes whose values JSON has itself, and their classes."""


class _Number(int):
    """The number of a value, told apart from a whole number that stands in place."""


def encode(catalogue: Catalogue, extra: object = None) -> bytes:
    """The body for a catalogue, and for data of the shape `plain` that is kept with it."""
    encoder = _Encoder()
    return encoder.body(encoder.cell(catalogue, "Catalogue"), encoder.cell(extra, "plain"))


class _Encoder:
    """The values met so far, each once: where classes compare by identity the same object, elsewhere what is equal."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str, Any]] = [(0, "None", None)]
        """Height above the atoms, kind and row of each value."""

        self.numbers: dict[tuple[str, object], _Number] = {}

    def cell(self, value: Any, shape: str) -> Any:
        """What stands for a value in a column: itself, or its number."""
        kind = kind_of(value.__class__, shape)
        if shape in IN_PLACE:
            return value
        if kind == "None":
            return _Number(0)
        by_identity = isinstance(value, dict) or "__eq__" not in vars(type(value))
        if by_identity and (kind, id(value)) in self.numbers:
            return self.numbers[kind, id(value)]
        row = _written(value) if kind in ATOMS else [self.cell(part, inner) for part, inner in _parts(value, kind)]
        key = kind, id(value) if by_identity else repr(row)  # `repr` tells 1 from 1.0 and True, which are equal
        if key not in self.numbers:
            below = [self.rows[part][0] for part in row if isinstance(part, _Number)] if kind not in ATOMS else []
            self.numbers[key] = _Number(len(self.rows))
            self.rows.append((1 + max(below, default=0), kind, row))
        return self.numbers[key]

    def body(self, *roots: _Number) -> bytes:
        """All values in batches, those that others are made of first."""
        order = sorted(range(len(self.rows)), key=lambda met: self.rows[met][:2])
        final, batches, first = {0: NONE}, list[list[Any]](), NONE + 1
        for (_, kind), group in groupby(order[1:], key=lambda met: self.rows[met][:2]):
            numbered = list(group)
            first = _start(first, len(numbered))
            final |= zip(numbered, range(first, first + len(numbered)), strict=True)
            first += len(numbered)
            batches.append([kind, *(_column(column, final) for column in _columns(kind, [self.rows[met][2] for met in numbered]))])
        lines = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in ([final[root] for root in roots], *batches)]
        return "\n".join(lines).encode("utf-8", "surrogatepass")


def _start(first: int, count: int) -> int:
    """The number from which on so many values are numbered, if it can be this one: no value has the number of a surrogate."""
    return SURROGATES.stop if first <= SURROGATES.stop and first + count > SURROGATES.start else first


def _column(cells: Sequence[Any], final: Mapping[int, int]) -> Sequence[Any]:
    """The cells of a column as they are written."""
    numbered = cells and all(isinstance(cell, _Number) for cell in cells)
    return _characters([final[cell] for cell in cells]) if numbered else cells


def _characters(numbers: Sequence[int]) -> Sequence[Any]:
    """Numbers as one text, where each has a character."""
    return "".join(map(chr, numbers)) if all(number <= sys.maxunicode and number not in SURROGATES for number in numbers) else numbers


def _numbers(column: Any) -> list[int]:
    """What `_characters` was given."""
    return memoryview(column.encode(CHARACTERS)).cast("I").tolist() if isinstance(column, str) else column


def _columns(kind: str, rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The rows of a batch as columns."""
    if kind in ATOMS:
        return [rows]
    if kind in SHAPES:
        return zip(*rows, strict=True)
    width = 2 if ":" in kind else 1
    parts = (list(chain.from_iterable(row[start::width] for row in rows)) for start in range(width))
    return [_characters([NONE + len(row) // width for row in rows]), *parts]


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Enum) else value


def _parts(value: Any, kind: str) -> Iterable[tuple[Any, str]]:
    """The parts of a value, each with its shape; keys and values of a mapping take turns."""
    if kind in SHAPES:
        return zip((getattr(value, name) for name in NAMES[kind]), SHAPES[kind], strict=True)
    if isinstance(value, dict):
        shapes = kind.split(":")
        return ((part, shape) for item in value.items() for part, shape in zip(item, shapes, strict=True))
    return ((part, kind.strip("*{}")) for part in (sorted(value) if isinstance(value, frozenset) else value))


def decode(body: bytes, start: int = 0) -> tuple[Catalogue, Any]:
    """The catalogue of a body and what was kept with it, if every value in it has the shape of its place."""
    count, lines = body.count(b"\n", start), BytesIO(body)
    if count > MOST_BATCHES:
        raise ValueError(count)
    lines.seek(start)
    decoder, roots = _Decoder(), json.loads(lines.readline())
    for kind, *columns in map(json.loads, lines):
        if kind not in KINDS:
            raise ValueError(kind)
        decoder.add(kind, decoder.values_of(kind, columns))
    (catalogue,), (extra,) = (decoder.column(shape, [root]) for shape, root in zip(("Catalogue", "plain"), roots, strict=True))
    return catalogue, extra


class _Decoder:
    """The values of the batches read so far, and the kind of each."""

    def __init__(self) -> None:
        self.values: list[Any] = [None] * (NONE + 1)
        self.kinds = [NOTHING] * NONE + ["None"]

    def add(self, kind: str, made: Sequence[Any]) -> None:
        """Number the values of a batch."""
        skipped = _start(len(self.values), len(made)) - len(self.values)
        self.values += [None] * skipped
        self.kinds += [NOTHING] * skipped
        self.values += made
        self.kinds += [kind] * len(made)

    def column(self, shape: str, cells: Any) -> Sequence[Any]:
        """The values that stand in cells, if all of them have this shape."""
        values: Sequence[Any]
        if shape in IN_PLACE:
            fits, values = isinstance(cells, list) and IN_PLACE[shape].issuperset(map(type, cells)), cells
        else:
            numbers = _numbers(cells)
            take = itemgetter(*numbers) if len(numbers) > 1 else lambda known: [known[number] for number in numbers]
            fits, values = kinds_in(shape).issuperset(take(self.kinds)), take(self.values)
        if not fits:
            raise TypeError(shape)
        return values

    def values_of(self, kind: str, columns: Sequence[Any]) -> Sequence[Any]:
        """The values of a batch."""
        if kind in ATOMS:
            (cells,) = columns
            made = date.fromisoformat if kind == "date" else CLASSES[kind]
            return self.column(kind, cells) if kind in IN_PLACE else list(map(made, cells))
        if kind in SHAPES:
            return _records(kind, [self.column(shape, cells) for shape, cells in zip(SHAPES[kind], columns, strict=True)])
        ends, *parts = columns
        filled = [self.column(shape, cells) for shape, cells in zip(kind.strip("*{}").split(":"), parts, strict=True)]
        return _collections(class_of(kind), [number - NONE for number in _numbers(ends)], *filled)


def _collections(made: type[Any], lengths: Sequence[int], column: Sequence[Any], others: Sequence[Any] | None = None) -> list[Any]:
    """Collections of so many of the parts that stand in a column one after the other."""
    ends = list(accumulate(lengths, initial=0))
    if min(lengths, default=0) < 0 or ends[-1] != len(column):
        raise ValueError(made)
    parts: Iterable[Any] = map(column.__getitem__, map(slice, ends, ends[1:]))
    if others is not None:
        if len(others) != len(column):
            raise ValueError(made)
        parts = map(zip, parts, map(others.__getitem__, map(slice, ends, ends[1:])))
    return list(map(made, parts))


def _records(kind: str, columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Make records without their constructors, which take four times as long, one field of all of them after the other."""
    count = len(columns[0])
    if any(len(column) != count for column in columns):
        raise ValueError(kind)
    first = object.__new__(CLASSES[kind])
    for name in NAMES[kind]:
        object.__setattr__(first, name, None)  # from the first of a class all others learn to share one table of names
    records = list(map(object.__new__, repeat(CLASSES[kind], count)))
    fields = [record.__dict__ for record in records]  # frozen classes refuse what is set by name
    for name, column in zip(NAMES[kind], columns, strict=True):
        deque(map(setitem, fields, repeat(name), column), maxlen=0)
    return records
