"""Lists that are no text: Parquet, a folder of it, workbooks; and files that only look like lists."""

from __future__ import annotations

import gzip
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from essfund.core.errors import InvalidInputError, UsageError
from essfund.loading.lists import tables
from essfund.loading.lists.records import CsvRecords
from essfund.loading.lists.tables import as_text, folder_records, records_of

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2015, 3, 12)


def read(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with path.open("rb") as stream:
        records = records_of(stream, path.name)
        return records.header, [(record.line, record.cells) for record in records]


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


def test_parquet_files_of_a_folder_are_one_list(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"siren": ["1", None], "employees": [3.0, None]}), tmp_path / "b.parquet")
    parquet.write_table(pa.table({"siren": ["0"], "employees": [1.0]}), tmp_path / "a.parquet")
    assert read(tmp_path / "b.parquet") == (["siren", "employees"], [(2, ["1", "3"])])
    assert [record.cells for record in folder_records(tmp_path)] == [["0", "1"], ["1", "3"]]
    parquet.write_table(pa.table({"other": ["0"]}), tmp_path / "c.parquet")
    with pytest.raises(InvalidInputError):
        folder_records(tmp_path)


def test_text_is_read_as_csv_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with path.open("rb") as stream:
        assert isinstance(records_of(stream, path.name), CsvRecords)


@pytest.mark.parametrize("data", [gzip.compress(b"a;b\n", mtime=0), b"PAR1 and nothing", b"PK\x03\x04 and nothing", b"PK\x03\x04" + b"\x00" * 500])
def test_what_holds_no_list_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as caught:
        read(path)
    assert [(item.code, item.help is not None) for item in caught.value.diagnostics] == [("IN001", True)]


def test_an_empty_folder_and_a_missing_library_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInputError):
        folder_records(tmp_path)

    def missing(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(tables, "import_module", missing)
    path = workbook(tmp_path / "liste.xlsx", [["SIREN"]])
    with pytest.raises(UsageError) as caught:
        read(path)
    assert caught.value.help is not None
    assert caught.value.help.values["requirement"] == "essfund[lists]"
