"""A list as tables: what the SQL joins, in a database or in Apache Spark, is row by row what the list was answered."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from pyarrow import parquet

from essfund import screen_dataframe
from essfund.screening.join_statement import DIALECTS
from tests.bundled import bundled
from tests.depth import sliced
from tests.programs import library, program
from tests.screening.making import DAY, LIST, register_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.command_line import Done

    Essfund = Callable[..., Done]

ON = ("--as-of", DAY.isoformat())
FEW = ("--tool", "ies", "--tool", "socoden", "--tool", "garantie-france-active")
READABLE = LIST.replace("000000007,BRISEE,9220,88.99B\n", "")
"""Without the broken row, which no database reads."""
PAGE = Path(__file__).parents[2] / "docs/how-to/screen-where-it-lies.md"
COLUMNS = ("siren", "tool", "verdict", "place", "missing", "amount_min", "amount_max")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(READABLE + register_rows(300).partition("\n")[2], encoding="utf-8")
    return path


def answered(essfund: Essfund, listed: Path, *words: str) -> list[tuple[str, ...]]:
    out = listed.with_name("reponses.csv")
    done = essfund("screen", str(listed), *ON, *words, "--output", str(out))
    assert done.code == 0, done.err
    with out.open(encoding="utf-8", newline="") as stream:
        return sorted(tuple(row[name] for name in COLUMNS) for row in csv.DictReader(stream))


def as_text(rows: Any) -> list[tuple[str, ...]]:
    return sorted(tuple("" if value is None else str(value) for value in row) for row in rows)


def in_duckdb(listed: Path, folder: Path) -> list[tuple[Any, ...]]:
    connection = duckdb.connect()
    connection.execute("SET file_search_path = ?", [str(folder)])
    connection.read_csv(str(listed), all_varchar=True).create_view("list")
    return connection.execute((folder / "join.duckdb.sql").read_text(encoding="utf-8")).fetchall()


@pytest.mark.parametrize("worth", sliced([0, 1 << 30], 2))
def test_the_statement_in_duckdb_gives_what_the_list_was_answered(
    essfund: Essfund, listed: Path, tmp_path: Path, worth: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("essfund.loading.lists.tables.WORTH_BLOCKS", worth)
    monkeypatch.setattr("essfund.loading.lists.blocks.BLOCK", 5_000)
    monkeypatch.setattr("essfund.screening.list_tables.BATCH", 100)
    folder = tmp_path / "tables"
    done = essfund("screen", str(listed), *ON, "--tables", str(folder))
    assert done.code == 0, done.err
    expected = answered(essfund, listed)
    assert as_text(in_duckdb(listed, folder)) == expected
    assert len(expected) > 280 * len(bundled().instruments)
    connection = duckdb.connect()
    for name in ("rows", "answers"):
        connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    short = connection.execute("SELECT siren, tool, verdict, place, missing, amount_min, amount_max FROM rows JOIN answers USING (kind)")
    assert as_text(short.fetchall()) == expected


def test_a_value_or_a_kind_that_the_tables_do_not_hold_is_left_without_an_answer(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    essfund("screen", str(listed), *ON, *FEW, "--tables", str(folder))
    later = tmp_path / "plus-tard.csv"
    later.write_text(READABLE + "000000099,NEUVE,9220,88.99B,NAFRev2,11,2026-11-27,A,O,31555\n", encoding="utf-8")
    rows = in_duckdb(later, folder)
    assert [row for row in rows if row[2] is None] == [("000000099", None, None, None, None, None, None)]
    assert len(rows) == 1 + 5 * 3


def test_the_folder_is_whole_and_new_or_not_there(essfund: Essfund, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    assert essfund("screen", str(listed), *ON, *FEW, "--tables", str(folder)).code == 0
    assert {path.name for path in folder.iterdir()} == {
        "rows.parquet", "kinds.parquet", "answers.parquet", *(f"join.{name}.sql" for name in DIALECTS),
        *(f"class_{field}.parquet" for field in ("legal_form", "naf", "employees", "created_on", "departement"))}
    assert parquet.read_metadata(folder / "rows.parquet").num_rows == sum(",A," in line for line in listed.read_text(encoding="utf-8").splitlines())
    done = essfund("screen", str(listed), *ON, *FEW, "--tables", str(folder))
    assert (done.code, done.out) == (2, "")
    assert "tables`" in done.err
    monkeypatch.setattr("essfund.loading.lists.enterprises.MOST_REMEMBERED", 20)
    done = essfund("screen", str(listed), *ON, *FEW, "--tables", str(tmp_path / "neuf"))
    assert (done.code, done.out) == (2, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["liste.csv", "tables"]
    for words in (("--verdict", "eligible"), ("--shape", "wide"), ("--output", str(tmp_path / "x.csv"))):
        assert essfund("screen", str(listed), *ON, *words, "--tables", str(tmp_path / "neuf")).code == 2


def test_a_full_disk_and_a_link_to_nowhere_are_said_of_the_folder(
    essfund: Essfund, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    link = tmp_path / "lien"
    link.symlink_to(tmp_path / "nulle-part")
    done = essfund("screen", str(listed), *ON, *FEW, "--tables", str(link))
    assert (done.code, done.out) == (2, "")
    assert "lien`" in done.err

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("essfund.screening.list_tables.TablesWriter.close", full)
    done = essfund("screen", str(listed), *ON, *FEW, "--tables", str(tmp_path / "neuf"))
    assert (done.code, done.out) == (74, "")
    assert "neuf`" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lien", "liste.csv"]


def test_names_of_columns_are_quoted_in_every_dialect(essfund: Essfund, tmp_path: Path) -> None:
    path, folder = tmp_path / "liste.csv", tmp_path / "tables"
    path.write_text('"siren","la ""forme"" d`ici"\n1,Scop\n2,Licorne\n3,\n', encoding="utf-8")
    done = essfund("screen", str(path), *ON, *FEW, "--map", 'legal_form=la "forme" d`ici', "--tables", str(folder))
    assert done.code == 0, done.err
    assert len([row for row in in_duckdb(path, folder) if row[2]]) == 9
    assert '`la "forme" d``ici`' in (folder / "join.spark.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    program("java", "default-jre-headless")
    library("pyspark", "pyspark", "spark")
    from pyspark.sql import SparkSession

    built = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    session = built.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
def test_spark_gives_what_the_list_was_answered(essfund: Essfund, listed: Path, tmp_path: Path, spark: Any) -> None:
    expected = answered(essfund, listed)
    frame = spark.read.csv(str(listed), header=True)
    renamed = frame.withColumnRenamed("categorieJuridiqueUniteLegale", "la {forme} d`ici.")
    found = screen_dataframe(renamed, bundled(), on=DAY, columns={"legal_form": "la {forme} d`ici."})
    assert as_text(map(tuple, found.collect())) == expected
    (block,) = re.findall(r"^```py\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    exec(block.replace("etablissements.csv", str(listed)), {})  # noqa: S102 - the page's own block; the folder of Spark is that it began in
    folder = tmp_path / "tables"
    essfund("screen", str(listed), *ON, *FEW, "--tables", str(folder))
    frame.createOrReplaceTempView("list")
    *tables, statement = (folder / "join.spark.sql").read_text(encoding="utf-8").replace("(path '", f"(path '{folder}/").split(";\n")[:-1]
    for table in tables:
        spark.sql(table)
    assert as_text(map(tuple, spark.sql(statement).collect())) == [row for row in expected if row[1] in FEW]
