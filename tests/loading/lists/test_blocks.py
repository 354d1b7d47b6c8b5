"""Blocks of a list hold what its records hold, whatever stands in the file and wherever a block ends."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essfund.loading.lists import blocks as blocks_module
from essfund.loading.lists.blocks import Block, CsvBlocks
from essfund.loading.lists.records import CsvRecords
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = b"siren;nom;forme\n"
pieces = st.sampled_from([b"a", b"12", b";", b";;", b"\n", b"\r\n", b"\r", b'"', b'""', b" ", b"\t", b"\xc3\xa9", b"\xe9", b"\xc2\xa0", b"\0",
                          b"x;y;z\n", b"1;2;3\n1;2;3\n", b'"a;b";c;d\n', b'"a\nb";c;d\n', b'a"b;c;d\n', b";;\n", b"x" * 90])


def by_record(text: bytes) -> tuple[list[tuple[int, tuple[str, ...], bool]], int]:
    records = CsvRecords(io.BytesIO(text))
    return [(record.line, tuple(record.cells), record.problem is not None) for record in records], records.other_encoding


def by_block(text: bytes) -> tuple[list[tuple[int, tuple[str, ...], bool]], int, int]:
    stream = io.BytesIO(text)
    blocks = CsvBlocks(stream, CsvRecords(stream))
    assert blocks.records.plain
    found, tables = [], 0
    for piece in blocks.read(range(len(blocks.header))):
        if isinstance(piece, Block):
            tables += 1
            found += [(piece.first_line + at, row, False) for at, row in enumerate(rows_of(piece))]
        else:
            found.append((piece.line, tuple(piece.cells), piece.problem is not None))
    return found, blocks.other_encoding, tables


def rows_of(block: Block) -> Iterator[tuple[str, ...]]:
    rows = list(zip(*(column.to_pylist() for column in block.columns.values()), strict=True))
    assert len(rows) == block.rows
    return iter(rows)


@law(1_000)
@given(st.lists(pieces, max_size=25).map(b"".join), st.sampled_from([1, 7, 20, 64, 1000]))
@example(b'"orphan;b;c\n' + b"1;2;3\n" * 60, 20)
@example(b"1;2;3\n" * 5 + b'"a\n\nb";c;d\n' + b"1;2;3\n" * 5, 20)
@example(b"x" * 400 + b";2;3\n1;2;3\n", 20)
@example(b"1;2;3\n\xe9;2;3\n\n\n1;\xe9\xe9;3", 7)
def test_blocks_hold_the_records_of_the_list(body: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks_module, "BLOCK", size)
        for module in ("blocks", "records"):
            patched.setattr(f"essfund.loading.lists.{module}.LONGEST_LINE", 300)
        records, other = by_record(HEADER + body)
        found, other_by_block, _ = by_block(HEADER + body)
    assert found == records
    assert other_by_block == other


def test_a_plain_list_is_read_as_tables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_module, "BLOCK", 100)
    rows = b"".join(b'%d;"L\xc3\xa9a ""X""";SARL\n' % number for number in range(50))
    found, _, tables = by_block(HEADER + rows)
    assert found == by_record(HEADER + rows)[0]
    assert tables >= 10
    assert found[3][1] == ("3", 'Léa "X"', "SARL")


def test_only_the_block_of_a_broken_record_is_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_module, "BLOCK", 100)
    rows = b"1;2;3\n" * 100 + b"1;2\n" + b"1;2;3\n" * 100
    found, _, tables = by_block(HEADER + rows)
    assert found == by_record(HEADER + rows)[0]
    assert sum(problem for _, _, problem in found) == 1
    assert tables >= 10
