"""Encoding of a catalogue as columns of plain JSON, and back: data for the cache, in which nothing can name code.

A body is `[batches, catalogue, extra]`. A batch `[kind, column…]` holds values of one kind: atoms in one column, records in one for
each field, mappings and other collections in one of lengths and one or two of parts. Values are numbered in the order of the
batches, and columns name the values of earlier batches by these numbers; 0 is None. So shared objects stay shared, nothing is
nested, and a column is checked and filled in at once. Texts and numbers stand in place where nothing else may.
"""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

from essfund.loading.cache_shapes import ATOMS, CLASSES, KINDS, NAMES, SHAPES, class_of, kind_of, kinds_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essfund.model.catalogue import Catalogue

MOST_BATCHES = 1000  # no value is nested deeper than there are batches. The bundled catalogue has 113.
MALFORMED = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError)
"""What `decode` raises for a body that `encode` did not make, and `encode` for values that no shape takes."""

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
        final = {met: number for number, met in enumerate(order)}
        batches = []
        for (_, kind), group in groupby((self.rows[met] for met in order[1:]), key=lambda row: row[:2]):
            columns = _columns(kind, [row for _, _, row in group])
            batches.append([kind, *([final[cell] if isinstance(cell, _Number) else cell for cell in column] for column in columns)])
        whole = [batches, *(final[root] for root in roots)]
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _columns(kind: str, rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The rows of a batch as columns."""
    if kind in ATOMS:
        return [rows]
    if kind in SHAPES:
        return zip(*rows, strict=True)
    width = 2 if ":" in kind else 1
    parts = (list(chain.from_iterable(row[start::width] for row in rows)) for start in range(width))
    return [[len(row) // width for row in rows], *parts]


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


def decode(body: bytes) -> tuple[Catalogue, Any]:
    """The catalogue of a body and what was kept with it, if every value in it has the shape of its place."""
    batches, *roots = json.loads(body)
    if len(batches) > MOST_BATCHES:
        raise ValueError(len(batches))
    decoder = _Decoder()
    for kind, *columns in batches:
        if kind not in KINDS:
            raise ValueError(kind)
        made = list(decoder.values_of(kind, columns))
        decoder.values += made
        decoder.kinds += [kind] * len(made)
    (catalogue,), (extra,) = (decoder.column(shape, [root]) for shape, root in zip(("Catalogue", "plain"), roots, strict=True))
    return catalogue, extra


class _Decoder:
    """The values of the batches read so far, and the kind of each."""

    def __init__(self) -> None:
        self.values: list[Any] = [None]
        self.kinds = ["None"]

    def column(self, shape: str, cells: Iterable[Any]) -> Iterator[Any]:
        """The values that stand in cells, if all of them have this shape."""
        if shape in IN_PLACE:
            fits, values = IN_PLACE[shape].issuperset(map(type, cells)), iter(cells)
        else:
            fits, values = kinds_in(shape).issuperset(map(self.kinds.__getitem__, cells)), map(self.values.__getitem__, cells)
        if not fits:
            raise TypeError(shape)
        return values

    def values_of(self, kind: str, columns: Sequence[Any]) -> Iterable[Any]:
        """The values of a batch."""
        if kind in ATOMS:
            (cells,) = columns
            return self.column(kind, cells) if kind in IN_PLACE else map(date.fromisoformat if kind == "date" else CLASSES[kind], cells)
        if kind in SHAPES:
            return _records(kind, [self.column(shape, cells) for shape, cells in zip(SHAPES[kind], columns, strict=True)])
        lengths, *parts = columns
        filled = [self.column(shape, cells) for shape, cells in zip(kind.strip("*{}").split(":"), parts, strict=True)]
        if ":" in kind:
            return [dict(zip(*(islice(column, length) for column in filled), strict=True)) for length in lengths]
        make = class_of(kind)
        return [make(islice(filled[0], length)) for length in lengths]


def _records(kind: str, columns: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Make records without their constructors, which take four times as long: frozen classes set one field after the other."""
    made, names = CLASSES[kind], NAMES[kind]
    for row in zip(*columns, strict=True):
        record = object.__new__(made)
        record.__dict__.update(zip(names, row))  # noqa: B905 - as many as names; asking here too would take a third of the time
        yield record
