"""What every format holds: provenance, chosen columns, the same bytes every time, no formula, no broken text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.cli.main import run
from essfund.core.errors import UsageError
from essfund.exchange.exporting.cells import UNSEEN, disarmed, seen
from essfund.exchange.exporting.export_tables import MAIN, PROVENANCE, TABLES
from essfund.model.catalogue import leaves_of
from essfund.model.condition import to_plain
from essfund.presenting.formats import FORMATS
from essfund.presenting.table_cells import FORMULA_STARTS, csv_cell
from essfund.screening.row_files import quoted
from tests.bundled import bundled
from tests.depth import law, sliced
from tests.exporting.making import FACTS, export, exported, renamed, selection

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = ["=1+1", "＝1+1", "\u3000＠SUM(A1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "a\nb", "a\x00b", "\u202eliam", "<script>alert(1)</script>",
           "a|b`c`", '"; DROP', "a;b,c", "é" * 300, "\u2028", "]]>", "\ufeffx", '=HYPERLINK("http://x")', "{{ 7*7 }}"]
OLD = sorted(table.name for table in MAIN)
TABULAR = [name for name, one in FORMATS["export"].items() if one.tables == "one"]


def text_of(name: str, data: bytes) -> str:
    """Return all the text of an export."""
    if name == "xlsx":
        archive = zipfile.ZipFile(io.BytesIO(data))
        return "".join(archive.read(part).decode() for part in archive.namelist())
    if name == "parquet":
        table = pa.parquet.read_table(io.BytesIO(data), use_threads=False)
        return str(table.schema.metadata) + str(table.to_pylist())
    return data.decode("utf-8")


def rows_of(name: str, data: bytes) -> list[dict[str, Any]]:
    """Return the rows of a format for programs."""
    if name == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    if name == "jsonl":
        return [json.loads(line) for line in data.decode("utf-8").split("\n")[:-1]]
    found: list[dict[str, Any]] = pa.parquet.read_table(io.BytesIO(data), use_threads=False).to_pylist()
    return found


@pytest.mark.parametrize("name", FORMATS["export"])
def test_every_export_says_where_it_comes_from(name: str) -> None:
    text = text_of(name, exported(name))
    assert [fact for fact in FACTS if fact not in text] == []
    assert bundled().digest in text


@pytest.mark.parametrize("names", [list(FORMATS["export"])[:1], pytest.param(list(FORMATS["export"])[1:], marks=pytest.mark.slow)], ids=["one", "others"])
def test_the_same_catalogue_gives_the_same_bytes_in_another_process(names: list[str], tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    argv = ["export", "--as-of", "2019-06-01", "-f"]
    for name in names:
        assert run([*argv, name, "-o", str(tmp_path / "here" / name)]) == 0
    other = f"import sys\nfrom essfund.cli.main import run\nsys.exit(any([run([*{argv}, name, '-o', name]) for name in {names}]))"
    subprocess.run([sys.executable, "-c", other], check=True, cwd=tmp_path / "there", capture_output=True,
                   env={**os.environ, "PYTHONHASHSEED": "1", "ESSFUND_CACHE": str(tmp_path / "cache")})
    made = sorted(path.name for path in (tmp_path / "there").iterdir())
    assert set(made) >= set(names), "and what lies beside one of them"
    assert [name for name in made if (tmp_path / "here" / name).read_bytes() != (tmp_path / "there" / name).read_bytes()] == []


@pytest.mark.parametrize("table", OLD)
@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_formats_for_programs_agree_on_rows_and_columns(name: str, table: str) -> None:
    chosen = selection(table=table)
    rows = rows_of(name, export(name, chosen))
    wanted = [column.key for column in (*TABLES[table].columns, *PROVENANCE) if name != "csv" or column.kind != "structure"]
    assert len(rows) == len(list(TABLES[table].items(chosen))) > 40
    assert all(list(row) == wanted for row in rows)
    key = wanted[0]
    assert [row[key] for row in rows] == [row[key] for row in rows_of("jsonl", export("jsonl", chosen))]


@pytest.mark.parametrize("name", TABULAR)
@pytest.mark.parametrize("table", OLD)
def test_columns_are_chosen_and_ordered(name: str, table: str) -> None:
    keys = tuple(column.key for column in reversed(TABLES[table].columns))[:3]
    data = export(name, selection(table=table, columns=keys))
    if name in {"csv", "jsonl", "parquet"}:
        assert list(rows_of(name, data)[0])[:4] == [*keys, "edition"]
    else:
        labels = [selection().tr.text(TABLES[table].column(key).label) for key in keys]  # type: ignore[union-attr] # they exist
        found = re.findall(r'data-label="([^"]*)"', data.decode()) if name == "html" else data.decode().split("\n")[7].strip("| ").split(" | ")
        assert [one.replace("\\", "") for one in found] == labels


def test_a_column_that_does_not_exist_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UsageError) as caught:
        export("csv", selection(columns=("amount_mx",)))
    assert caught.value.help is not None
    assert "amount_max" in str(caught.value.help)


def test_the_french_dialect_is_what_french_spreadsheets_open() -> None:
    data = export("csv", selection(table="offers", dialect="fr"))
    assert data.startswith(b"\xef\xbb\xbftool;offer;")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    plain = rows_of("csv", export("csv", selection(table="offers")))
    assert [row["share"].replace(",", ".") for row in rows] == [row["share"] for row in plain]
    assert [row["amount_max"] for row in rows] == [row["amount_max"] for row in plain]


def test_a_decimal_has_a_comma_in_the_french_dialect() -> None:
    from essfund.exchange.exporting.cells import csv_value

    column = TABLES["offers"].column("share")
    assert column is not None
    assert [csv_value(value, column, comma=True) for value in (12.5, 50.0, 0.1)] == ["12,5", "50", "0,1"]
    assert csv_value(12.5, column, comma=False) == "12.5"


def test_amounts_are_numbers_and_a_gap_is_no_zero() -> None:
    for row in rows_of("parquet", export("parquet", selection(table="offers"))):
        entry = next(o.entry.amount for o in bundled().instruments[row["tool"]].offers if o.id == row["offer"])
        assert row["amount_min"] == entry.at_least
        assert row["amount_max"] == (entry.at_most if entry.at_most is None or not entry.at_least else max(entry.at_most, entry.at_least))


def test_rules_as_structure_are_the_rules() -> None:
    from essfund.loading.resolving import Resolver

    faults: list[Any] = []
    resolver = Resolver({}, bundled().vocabularies, faults)
    count = 0
    for row in rows_of("jsonl", export("jsonl", selection(table="conditions"))):
        if row["kind"] == "condition":
            one = bundled().instruments[row["tool"]]
            asked = next((offer.conditions for offer in one.offers if offer.id == row["offer"]), one.conditions)
            test = next(c.test for c in asked if c.id == row["condition"])
            assert row["sentence"]
            assert to_plain(resolver.test(row["test"], ())) == row["test"] == to_plain(test)
            count += 1
    assert faults == []
    assert count > 200


def test_what_only_an_offer_asks_names_the_offer_and_what_is_inferred_says_so() -> None:
    rows = {row["tool"]: row for row in rows_of("jsonl", export("jsonl", selection(lang="en")))}
    guarantee = rows["garantie-france-active"]["conditions"]
    assert [line for line in guarantee if line.startswith("[")]
    for key, row in rows.items():
        inferred = [c for c in bundled().instruments[key].all_conditions if c.strength.value == "inferred" and c.applies_on(selection().day)]
        assert bool(inferred) == any(line.endswith("(inferred)") for line in row["conditions"]), key


def test_waivers_of_maintainers_are_no_data_for_analysts() -> None:
    for name in FORMATS["export"]:
        if name != "json":
            assert "CAT0" not in text_of(name, exported(name)), name


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_one_rule_says_in_every_command_what_a_spreadsheet_would_run(start: str) -> None:
    for text in (f"{start}1+1", *([] if start.isspace() else [f" {start}1+1", f"\ufeff{start}1+1", f"\u3000{start}1+1"])):
        for cell in (csv_cell(text), disarmed(text), quoted(text, "|")):
            assert cell.startswith("'"), repr(text)
    assert [csv_cell(-1), csv_cell(-0.5), quoted(-1, "|"), csv_cell("1-1")] == ["-1", "-0.5", "-1", "1-1"]


@pytest.mark.parametrize("hostile", sliced(HOSTILE, len(HOSTILE)))
def test_hostile_names_stay_text_in_every_format(hostile: str) -> None:
    whole = selection(renamed(hostile))
    few = replace(whole, listing=whole.listing[:3])  # the name stands in the first
    for name in ("csv", "dispositif-aide"):
        for row in csv.reader(io.StringIO(export(name, few).decode("utf-8"), newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith(FORMULA_STARTS)]
            assert not [cell for cell in row if "\x00" in cell or "\u202e" in cell]
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", few)))
    cell = book.worksheets[0]["B2"]
    assert (cell.data_type, cell.value) == ("s", seen(hostile, keep="\n"))
    assert cell.quotePrefix == hostile.lstrip().startswith(FORMULA_STARTS)
    page = export("html", few).decode()
    assert "<script>alert" not in page
    assert "49" not in re.findall(r'<th scope="row">(.*?)</th>', page)[0]
    line = next(line for line in export("markdown", replace(few, columns=("name", "tool"))).decode().split("\n")[9:])
    assert len(re.findall(r"(?<!\\)\|", line)) == 3
    for name in ("jsonl", "parquet"):
        assert rows_of(name, export(name, few))[0]["name"] == hostile


def test_a_printed_row_has_the_columns_of_its_head_where_a_link_is_missing() -> None:
    page = export("html", selection()).decode()
    head, *rows = [re.findall(r"<t[hd]([^>]*)>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    printed = [[place for place, cell in enumerate(row) if 'class="link"' not in cell] for row in (head, *rows)]
    assert len(printed[0]) < len(head)
    assert {*map(tuple, printed)} == {tuple(printed[0])}


@law(25)
@given(data=st.data())
def test_any_subset_and_any_columns_can_be_exported(data: st.DataObject) -> None:
    whole = selection()
    listing = tuple(data.draw(st.lists(st.sampled_from(whole.listing), unique=True, max_size=5)))
    table = data.draw(st.sampled_from(OLD))
    keys = tuple(data.draw(st.lists(st.sampled_from([c.key for c in TABLES[table].columns]), max_size=6, unique=True)))
    name = data.draw(st.sampled_from(["csv", "jsonl", "parquet"]))
    chosen = replace(whole, listing=listing, table=table, columns=keys)
    rows = rows_of(name, export(name, chosen))
    assert len(rows) == len(list(TABLES[table].items(chosen)))
    wanted = keys or tuple(column.key for column in TABLES[table].columns if name != "csv" or column.kind != "structure")
    assert all(tuple(row)[: len(wanted)] == wanted for row in rows)
    text_of("xlsx", export("xlsx", chosen))


@law(25)
@given(name=st.text(min_size=1, max_size=30))
def test_any_name_makes_files_that_can_be_read(name: str) -> None:
    catalogue = renamed(name)
    whole = selection(catalogue, columns=("name", "provider"))
    chosen = dict.fromkeys(("csv", "jsonl", "parquet", "xlsx"), replace(whole, listing=whole.listing[:2]))
    rows = {key: rows_of(key, export(key, one)) for key, one in chosen.items() if key != "xlsx"}
    assert rows["jsonl"][0]["name"] == rows["parquet"][0]["name"] == name
    assert not rows["csv"][0]["name"].startswith(FORMULA_STARTS)
    value = openpyxl.load_workbook(io.BytesIO(export("xlsx", chosen["xlsx"]))).worksheets[0]["A2"].value
    assert (value or "").strip() == seen(name, keep="\n").strip()
    assert not any(unicodedata.category(char) in UNSEEN for char in (value or "").replace("\n", ""))


def test_every_field_a_rule_tests_is_named_in_the_column_of_fields() -> None:
    rows = rows_of("jsonl", export("jsonl", selection(table="conditions")))
    assert {field for row in rows for field in row["fields"]} == set(leaves_of(bundled().instruments.values()))
