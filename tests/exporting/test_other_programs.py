"""Each format is opened by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from essfund.exchange.exporting.dispositif_files import COLUMNS
from essfund.exchange.exporting.export_tables import MAIN, TABLES
from essfund.model.condition import Leaf
from tests.bundled import bundled
from tests.exporting.making import FACTS, export, renamed, selection
from tests.programs import office, program

TYPED: dict[str, Any] = {"integer": int, "number": (int, float), "day": datetime, "flag": bool}
FIELDS = Path(__file__).parent / "dispositif-aide-professionnels-0.2.0.csv"


def schema() -> dict[str, Any]:
    """Return the Table Schema of version 0.2.0, from the table of its fields."""
    fields = []
    for row in csv.DictReader(FIELDS.read_text(encoding="utf-8").splitlines()):
        constraints: dict[str, Any] = {"required": row["required"] == "yes"}
        constraints |= {"maxLength": int(row["max_length"])} if row["max_length"] else {}
        constraints |= {"pattern": row["pattern"]} if row["pattern"] else {}
        constraints |= {"unique": True} if row["field"] == "id" else {}
        field = {"name": row["field"], "type": row["type"], "constraints": constraints}
        fields.append(field | ({"format": row["format"]} if row["format"] else {}))
    return {"$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json", "fields": fields}


def frictionless(path: Path) -> Any:
    """Return what Frictionless finds in a file of the schema; the library itself, since its program takes a second to start."""
    import frictionless

    return frictionless.Resource(path=path.name, basepath=str(path.parent), schema=frictionless.Schema.from_descriptor(schema())).validate()


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [None, "=1+1", "a|b\nc", "-"])
def test_frictionless_finds_no_error_in_dispositif_aide(hostile: str | None, tmp_path: Path) -> None:
    path = tmp_path / "aides.csv"
    path.write_bytes(export("dispositif-aide", selection(renamed(hostile) if hostile else None, lang="en")))
    found = frictionless(path)
    assert found.valid, found
    assert [task.stats["rows"] for task in found.tasks] == [len(bundled().instruments)]


@pytest.mark.slow
def test_frictionless_sees_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "aides.csv"
    path.write_bytes(export("dispositif-aide", selection()).replace(b"REG-76", b"Occitanie", 1))
    assert not frictionless(path).valid


def test_dispositif_aide_has_the_26_columns_and_says_what_the_rules_say() -> None:
    assert [row["field"] for row in csv.DictReader(FIELDS.read_text(encoding="utf-8").splitlines())] == list(COLUMNS)
    text = export("dispositif-aide", selection()).decode()
    rows = {row["titre"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    for field, column in (("employees", "eligibilite_effectif_minimal"), ("age_years", "eligibilite_annees_existence_minimal")):
        least = {
            one.tool.name: str(condition.test.written)
            for one in bundled().instruments.values()
            for condition in one.conditions
            if isinstance(condition.test, Leaf) and condition.strength.refuses
            and (condition.test.field, condition.test.operator) == (field, "at_least")
        }
        assert least, field
        assert {name: rows[name][column] for name in least} == least, field
    found = rows[bundled().instruments["pass-occitanie"].tool.name]
    assert (found["eligibilite_effectif_minimal"], found["eligibilite_effectif_maximal"]) == ("1", "49")
    assert found["eligibilite_geographique"] == "REG-76"
    assert json.loads(found["porteurs"])[0]["roles"] == ["financeur"]
    assert {row["types_aides"] for row in rows.values()} == {"financement", "prêt", "garantie", "assistance"}
    assert len({row["id"] for row in rows.values()}) == len(bundled().instruments)


def test_the_sidecar_says_what_the_schema_cannot() -> None:
    from essfund.exchange.exporting.dispositif_files import identifier, write_sidecar

    found = json.loads(write_sidecar(selection()))
    assert set(found["dispositifs"]) == {identifier(key) for key in bundled().instruments}
    socoden = found["dispositifs"][identifier("socoden")]
    assert socoden["tool"] == "socoden"
    written = [limit.each for offer in bundled().instruments["socoden"].tool.offers.values() for limit in offer.amount.limits]
    assert written
    assert [limit["each"] for offer in socoden["amounts"]["offers"].values() for limit in offer["limits"]] == written
    assert found["dispositifs"][identifier("realis")]["age_years_max"] == 4
    assert any(one["statuses"] for one in found["dispositifs"].values())
    assert found["catalogue"]["digest"] == bundled().digest


@pytest.mark.parametrize("table", [table.name for table in MAIN])
def test_duckdb_reads_parquet(table: str, tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(export("parquet", selection(table=table)))
    with duckdb.connect() as base:
        relation = base.execute("SELECT count(*), any_value(digest), any_value(as_of) FROM read_parquet(?)", [str(path)])
        count, digest, as_of = relation.fetchall()[0]
        metadata = dict(base.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
        types = dict(base.execute("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(path)]).fetchall())
    assert (count, digest, as_of) == (len(list(TABLES[table].items(selection()))), bundled().digest, date(2019, 6, 1))
    assert metadata[b"essfund.edition"] == bundled().edition.encode()
    wanted = {"integer": "BIGINT", "number": "DOUBLE", "day": "DATE", "flag": "BOOLEAN", "list": "VARCHAR[]", "lines": "VARCHAR[]"}
    assert all(types[column.key] == wanted.get(column.kind, "VARCHAR") for column in TABLES[table].columns)


def test_openpyxl_reads_typed_cells_a_frozen_header_filters_widths_and_links() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", selection(lang="en"))))
    assert book.sheetnames == ["Instruments", "Offers", "Conditions", "Sources", "About"]
    for sheet, table in zip(book.worksheets, MAIN, strict=False):
        columns, printed = table.on_a_sheet(selection())
        assert {column.key for column in columns} == {column.key for column in table.columns if column.kind != "structure"}
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(columns)).column_letter}{sheet.max_row}"
        last = sheet.cell(1, printed).column_letter
        assert sheet.print_area == f"'{sheet.title}'!$A$1:${last}${sheet.max_row}"
        assert {column.key for column in columns[:printed]} >= set(table.shown)
        assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("$1:$1", "landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.max_row == 1 + len(list(table.items(selection())))
        for place, column in enumerate(columns, start=1):
            assert sheet.column_dimensions[sheet.cell(1, place).column_letter].width > 8
            wanted = TYPED.get(column.kind, str)
            cells = [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]
            assert all(isinstance(cell.value, wanted) for cell in cells if cell.value is not None), column.key
            if column.kind == "url":
                assert all(cell.hyperlink.target.rstrip("/") == cell.value.rstrip("/") for cell in cells if cell.value)
    about = [cell.value for row in book["About"].iter_rows() for cell in row]
    assert [fact for fact in FACTS if not any(fact in str(value) for value in about)] == []


def values(sheet: Any) -> list[list[Any]]:
    """Return the values of a sheet. LibreOffice knows no yes and no: it writes them as its functions TRUE and FALSE."""
    functions = {"=TRUE()": True, "=FALSE()": False}
    return [[functions.get(cell.value, cell.value) if isinstance(cell.value, str) else cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_sees_the_same_values(tmp_path: Path) -> None:
    source = tmp_path / "export.xlsx"
    source.write_bytes(export("xlsx", selection(renamed("=1+1"))))
    again = openpyxl.load_workbook(office("xlsx", tmp_path, source) / source.name)
    first = openpyxl.load_workbook(source)
    for one, other in zip(first.worksheets, again.worksheets, strict=True):
        assert values(one) == values(other)
    assert again.worksheets[0]["B2"].value == "=1+1"
    assert again.worksheets[0]["B2"].data_type == "s"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["rfc4180", "fr"])
def test_libreoffice_opens_csv_and_runs_nothing(dialect: str, tmp_path: Path) -> None:
    source = tmp_path / "export.csv"
    source.write_bytes(export("csv", selection(renamed('=HYPERLINK("http://x","y")'), table="offers", dialect=dialect)))
    separator, language = ("59", "1036") if dialect == "fr" else ("44", "1033")
    command = [program("soffice", "libreoffice-calc"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
               f"--infilter=CSV:{separator},34,76,1,,{language},false,true", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"),
               str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "export.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:2] == ["tool", "offer"]
    wanted = list(csv.DictReader(io.StringIO(export("csv", selection(table="offers")).decode(), newline="")))
    assert len(rows) == len(wanted) + 1
    share, most = rows[0].index("share"), rows[0].index("amount_max")
    assert [row[share] for row in rows[1:]] == [float(row["share"]) if row["share"] else None for row in wanted]
    assert [row[most] for row in rows[1:]] == [int(row["amount_max"]) if row["amount_max"] else None for row in wanted]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
