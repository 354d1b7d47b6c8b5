"""Lists that are no text: Parquet, a folder of it, workbooks; and files that only look like lists."""

from __future__ import annotations

import gzip
import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from essfund.core.errors import InvalidInputError, UsageError
from essfund.loading.lists import tables
from essfund.loading.lists.blocks import CsvBlocks
from essfund.loading.lists.records import CsvRecords
from essfund.loading.lists.tables import ParquetBlocks, as_text, folder_blocks, list_of, piped_list

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2015, 3, 12)


def read(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with path.open("rb") as stream:
        records = list_of(stream, path, 0)
        if isinstance(records, ParquetBlocks):
            return records.header, rows_of(records)
        assert not isinstance(records, CsvBlocks)
        return records.header, [(record.line, record.cells) for record in records]


def rows_of(blocks: ParquetBlocks) -> list[tuple[int, list[str]]]:
    return [(block.first_line + at, list(row)) for block in blocks.read(range(len(blocks.header)))
            for at, row in enumerate(zip(*(column.to_pylist() for column in block.columns.values()), strict=True))]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_values_are_what_text_would_hold() -> None:
    values = [None, 9220.0, 12, 0.5, True, DAY, datetime.combine(DAY, time()), datetime.combine(DAY, time(8, 30)), "x"]
    assert list(map(as_text, values)) == ["", "9220", "12", "0.5", "true", "2015-03-12", "2015-03-12", "2015-03-12T08:30:00", "x"]


def test_a_workbook_is_read_from_its_first_row_that_is_not_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liste.xlsx", [[], ["SIREN", "Effectif", None], [123, 12.0, None], [None, None], ["4", None, "note"]])
    assert read(path) == (["SIREN", "Effectif"], [(3, ["123", "12"]), (5, ["4", ""])])


def test_a_title_of_a_workbook_is_no_name_of_a_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Liste des adhérents"], [], ["Nom", "Forme juridique"], ["X", "SCOP"], [], ["Y", None]]
    path = workbook(tmp_path / "liste.xlsx", rows)
    assert read(path) == (["Nom", "Forme juridique"], [(4, ["X", "SCOP"]), (6, ["Y", ""])])
    alone = workbook(tmp_path / "une.xlsx", [["Forme juridique"], ["SCOP"], ["Association"]])
    assert read(alone) == (["Forme juridique"], [(2, ["SCOP"]), (3, ["Association"])])


def test_parquet_files_of_a_folder_are_one_list(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"siren": ["1", None], "employees": [3.0, None]}), tmp_path / "b.parquet")
    parquet.write_table(pa.table({"siren": ["0"], "employees": [1.0]}), tmp_path / "a.parquet")
    assert read(tmp_path / "b.parquet") == (["siren", "employees"], [(2, ["1", "3"]), (3, ["", ""])]), "a row of Parquet is a row"
    assert rows_of(folder_blocks(tmp_path)) == [(2, ["0", "1"]), (3, ["1", "3"]), (4, ["", ""])]
    parquet.write_table(pa.table({"other": ["0"]}), tmp_path / "c.parquet")
    with pytest.raises(InvalidInputError):
        folder_blocks(tmp_path)


def test_parquet_of_any_type_holds_what_text_would_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, list[object]] = {
        "a": [None, 9220, 9220], "b": [0.5, 2.0, None], "c": [DAY, None, DAY], "d": [datetime.combine(DAY, time(8, 30)), None, None],
        "e": [True, False, None], "f": [["x"], None, []], "g": [{"h": 1}, None, {"h": 2}], "i": ["é", "", None]}
    path = tmp_path / "kinds.parquet"
    parquet.write_table(pa.table({**values, "j": pa.array(["x", None, "x"]).dictionary_encode()}), path)
    values["j"] = ["x", None, "x"]
    monkeypatch.setattr(tables, "BATCH", 2)
    assert [row for _, row in read(path)[1]] == [list(map(as_text, row)) for row in zip(*values.values(), strict=True)]


def test_only_the_columns_that_are_asked_for_are_read_and_names_may_stand_twice(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["1"]), pa.array(["2"]), pa.array(["3"])], names=["a", "b", "a"])
    parquet.write_table(table, tmp_path / "twice.parquet")
    (block,) = folder_blocks(tmp_path).read([1, 2])
    assert {place: column.to_pylist() for place, column in block.columns.items()} == {1: ["2"], 2: ["3"]}


def test_a_pipe_brings_what_a_file_holds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liste.xlsx", [["siren", "Effectif"], ["1", 12]])
    piped = piped_list(io.BytesIO(path.read_bytes()), "entrée")
    assert not isinstance(piped, ParquetBlocks)
    assert (piped.header, [one.cells for one in piped]) == (["siren", "Effectif"], [["1", "12"]])
    parquet.write_table(pa.table({"siren": ["1"], "employees": [3]}), tmp_path / "liste.parquet")
    blocks = piped_list(io.BytesIO((tmp_path / "liste.parquet").read_bytes()), "entrée")
    assert isinstance(blocks, ParquetBlocks)
    assert rows_of(blocks) == [(2, ["1", "3"])]
    for text in ("Forme juridique;Effectif\nScop;3\n" * 3, "a;b", "a", ""):
        piped, plain = piped_list(io.BytesIO(text.encode()), "entrée"), CsvRecords(io.BytesIO(text.encode()))
        assert not isinstance(piped, ParquetBlocks)
        assert (piped.header, list(piped)) == (plain.header, list(plain))
    with pytest.raises(InvalidInputError) as caught:
        piped_list(io.BytesIO(gzip.compress(b"a;b")), "entrée")
    assert "compressed" in caught.value.diagnostics[0].message.template


def test_text_is_read_as_csv_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with path.open("rb") as stream:
        assert isinstance(list_of(stream, path, 0), CsvRecords)


@pytest.mark.parametrize("data", [gzip.compress(b"a;b\n", mtime=0), b"PAR1 and nothing", b"PK\x03\x04 and nothing", b"PK\x03\x04" + b"\x00" * 500])
def test_what_holds_no_list_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as caught:
        read(path)
    assert [(item.code, item.help is not None) for item in caught.value.diagnostics] == [("IN001", True)]


def test_an_empty_folder_and_a_missing_library_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInputError):
        folder_blocks(tmp_path)

    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(tables, "import_module", missing)
    path = workbook(tmp_path / "liste.xlsx", [["SIREN"]])
    with pytest.raises(UsageError) as caught:
        read(path)
    assert caught.value.help is not None
    assert caught.value.help.values["requirement"] == "essfund[lists]"
