"""`essfund screen`: every row accounted for, each answer that of `match`, the same rows in every format, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from essfund import match, read_profile
from essfund.cli.commands.schema import schema
from essfund.core.language.translator import translator
from essfund.model.verdict import Verdict
from tests.bundled import bundled
from tests.depth import sliced
from tests.screening.making import DAY, LIST, register_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

ON = ("--as-of", DAY.isoformat())
FEW = ("--tool", "ies", "--tool", "socoden", "--tool", "garantie-france-active")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def summary(essfund: Essfund, path: Path, *words: str) -> Any:
    done = essfund("screen", str(path), *ON, "--format", "json", *words)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_every_row_is_answered_ceased_or_rejected_and_they_add_up(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    found = summary(essfund, listed)
    jsonschema.validate(found, schema("screen", bundled().vocabularies, translator("en")))
    assert found["rows"] == {"read": 7, "answered": 5, "ceased": 1, "rejected": 1}
    assert {column["column"]: column["unread"] for column in found["columns"] if column["unread"]} == {"categorieJuridiqueUniteLegale": 1}
    for item in found["instruments"]:
        assert sum(item["verdicts"].values()) == sum(item["places"].values()) == 5
    out = tmp_path / "reponses.csv"
    done = essfund("screen", str(listed), *ON, "--output", str(out))
    assert done.code == 0, done.err
    assert "7 lignes lues\u00a0: 5 avec réponse, 1 cessée, 1 brisée" in done.out
    assert "reponses.csv.rejects.csv" in done.err
    assert len(rows_of(out)) == 5 * len(bundled().instruments)
    rejects = [(row["line"], row["siren"], row["column"]) for row in rows_of(tmp_path / "reponses.csv.rejects.csv")]
    assert rejects == [("5", "000000004", "etatAdministratifUniteLegale"), ("6", "000000005", "categorieJuridiqueUniteLegale"), ("8", "000000007", "")]


def test_each_row_says_what_match_says_of_it(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "reponses.csv"
    essfund("screen", str(listed), *ON, "--stage", "developpement", "--output", str(out))
    told: dict[str, dict[str, Any]] = {
        "000000001": {"legal_form": "9220", "naf": "88.99B", "employees": "10..19", "created_on": "2015-03-12", "departement": "31"},
        "000000002": {"legal_form": "5458", "naf": "62.02A", "departement": "09"},
        "000000003": {"legal_form": "5710", "created_on": "2020-01-01", "departement": "75"},
        "000000005": {"naf": "88.99B", "employees": "1..2", "created_on": "2010-01-01", "departement": "31"},
        "000000006": {"legal_form": "9220", "employees": 0, "departement": "11"},
    }
    rows = rows_of(out)
    assert {row["siren"] for row in rows} == set(told)
    for siren, known in told.items():
        report = match(bundled(), read_profile(bundled(), {**known, "stage": "developpement"}), on=DAY)
        for row in (row for row in rows if row["siren"] == siren):
            result = report.result(row["tool"])
            refused = result.verdict is Verdict.INELIGIBLE
            amounts = ["" if refused or not end else str(end) for end in (result.amount.low, result.amount.high)]
            assert [row["verdict"], row["place"]] == [result.verdict.value, result.place.value]
            assert [row["missing"], row["amount_min"], row["amount_max"]] == ["" if refused else "|".join(result.missing), *amounts], row["tool"]


def test_all_formats_hold_the_same_rows(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    import openpyxl
    from pyarrow import parquet

    def written(ending: str) -> Path:
        path = tmp_path / f"out{ending}"
        done = essfund("screen", str(listed), *ON, *FEW, "--output", str(path))
        assert done.code == 0, done.err
        return path

    plain = [{key: value or None for key, value in row.items()} for row in rows_of(written(".csv"))]
    assert len(plain) == 15
    lines = [json.loads(line) for line in written(".jsonl").read_text(encoding="utf-8").splitlines()]
    assert [{key: "|".join(value) or None if key == "missing" else value for key, value in line.items()} for line in lines] == [
        {key: int(value) if value and key.startswith("amount") else value for key, value in row.items()} for row in plain]
    table = parquet.read_table(written(".parquet")).to_pylist()
    assert [{key: None if value in {"", None} else str(value) for key, value in row.items()} for row in table] == plain
    sheet = openpyxl.load_workbook(written(".xlsx")).active
    header, *cells = list(sheet.iter_rows(values_only=True))
    assert [{key: None if value is None else str(value) for key, value in zip(header, row, strict=True)} for row in cells] == plain


def test_wide_is_a_row_an_enterprise_and_counts_its_verdicts(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    essfund("screen", str(listed), *ON, *FEW, "--shape", "wide", "--output", str(path))
    rows = rows_of(path)
    assert list(rows[0]) == ["siren", "socoden", "garantie-france-active", "ies", "eligible", "to_check", "ineligible"] or set(rows[0]) == {
        "siren", "ies", "socoden", "garantie-france-active", "eligible", "to_check", "ineligible"}
    assert len(rows) == 5
    for row in rows:
        verdicts = [row[tool] for tool in ("ies", "socoden", "garantie-france-active")]
        assert [int(row[verdict.value]) for verdict in Verdict] == [verdicts.count(verdict.value) for verdict in Verdict]


def test_a_verdict_keeps_a_part_of_the_rows_and_the_summary_counts_all(essfund: Essfund, listed: Path, tmp_path: Path) -> None:
    every, some = tmp_path / "every.csv", tmp_path / "some.csv"
    whole = essfund("screen", str(listed), *ON, "--output", str(every))
    part = essfund("screen", str(listed), *ON, "--verdict", "eligible", "--output", str(some))
    assert rows_of(some) == [row for row in rows_of(every) if row["verdict"] == "eligible"]
    assert part.out == whole.out


def test_rows_on_standard_output_leave_the_summary_to_standard_error(essfund: Essfund, listed: Path) -> None:
    done = essfund("screen", str(listed), *ON, *FEW, "--format", "csv", "--dialect", "fr")
    assert done.out.startswith("\ufeffsiren;tool;verdict;place;missing;amount_min;amount_max\r\n")
    assert "7 lignes lues" in done.err


def test_a_list_may_come_by_standard_input_and_rows_without_a_siren_have_their_line(essfund: Essfund) -> None:
    done = essfund("screen", "-", *ON, "--tool", "ies", "--format", "csv", stdin="Forme juridique\nScop\n\nAssociation\n")
    assert [line.split(",")[:2] for line in done.out.splitlines()] == [["row", "tool"], ["2", "ies"], ["4", "ies"]]


def test_groups_add_up_to_the_rows(essfund: Essfund, listed: Path) -> None:
    found = summary(essfund, listed, "--by", "departement")
    assert {group["label"]: group["rows"] for group in found["groups"]} == {"Haute-Garonne": 2, "Ariège": 1, "Paris": 1, "Aude": 1}
    for item in found["instruments"]:
        for verdict, rows in item["verdicts"].items():
            assert rows == sum(group["verdicts"][item["tool"]][verdict] for group in found["groups"])


def test_what_is_known_of_all_is_said_and_wins(essfund: Essfund, listed: Path) -> None:
    done = essfund("screen", str(listed), *ON, "--departement", "11", "--age", "1")
    out = " ".join(done.out.split())
    assert "Commun à toutes : âge de l’entreprise 1 an ; département Aude" in out.replace("\u00a0", " "), out[:900]
    assert "« dateCreationUniteLegale »" in out.partition("Non utilisé")[2]
    found = summary(essfund, listed, "--age", "1")
    assert {column["field"] for column in found["columns"]} == {"legal_form", "naf", "employees", "departement"}


def test_a_form_that_says_a_second_thing_says_it_here_too(essfund: Essfund) -> None:
    done = essfund("screen", "-", *ON, "--tool", "pret-honneur-initiative", "--format", "csv", stdin="legal_form\nMicro-entreprise\n1000\n")
    verdicts = [line.split(",")[2] for line in done.out.splitlines()[1:]]
    told = [match(bundled(), read_profile(bundled(), {"legal_form": form}), on=DAY).result("pret-honneur-initiative") for form in ("Micro-entreprise", "1000")]
    assert verdicts == [result.verdict.value for result in told]
    assert len(set(verdicts)) == 2


def test_what_decides_is_counted_by_row(essfund: Essfund, listed: Path) -> None:
    item = next(item for item in summary(essfund, listed)["instruments"] if item["tool"] == "ies")
    assert item["verdicts"]["ineligible"] == 1
    assert list(item["refused_by"].values()) == [1], "Paris lies outside"
    assert all(0 < rows <= item["verdicts"]["to_check"] for rows in item["missing"].values())


def test_what_was_read_and_what_was_not_is_said(essfund: Essfund, listed: Path) -> None:
    out = " ".join(essfund("screen", str(listed), *ON, "--lang", "en").out.split())
    assert "« activitePrincipaleUniteLegale » 2, " in out.partition("Nothing said: ")[2].partition("Not understood")[0], "an older code, and none"
    assert "Not understood, and so unknown: « categorieJuridiqueUniteLegale » 1" in out
    assert "Not taken: « economieSocialeSolidaireUniteLegale » is a hint and proves nothing" in out
    assert "Not used: « denominationUniteLegale »" in out


def test_a_name_is_never_shown_nothing_goes_out_and_a_formula_is_never_run(
    essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was opened"))
    path, out = tmp_path / "liste.csv", tmp_path / "out.csv"
    path.write_text('siren;Nom;Forme juridique\n=1+1;SECRET;Scop\n"a;""b";SECRET;Licorne\n', encoding="utf-8")
    done = essfund("screen", str(path), *ON, "--tool", "ies", "--output", str(out))
    texts = [done.out, done.err, out.read_text(encoding="utf-8"), (tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8")]
    assert not any("SECRET" in text for text in texts)
    assert rows_of(out)[0]["siren"] == "'=1+1"
    assert rows_of(tmp_path / "out.csv.rejects.csv")[0]["siren"] == 'a;"b'


@pytest.mark.parametrize(("words", "code"), [
    (("nulle-part.csv",), 3), ((".",), 3), ((), 2), (("LISTED", "--map", "legal_form"), 2), (("LISTED", "--map", "forme=Nulle"), 2),
    (("LISTED", "--by", "stage"), 2), (("LISTED", "--tool", "licorne"), 2), (("LISTED", "--output", "LISTED"), 2), (("LISTED", "--output", "x.pdf"), 2),
    (("LISTED", "--dialect", "fr"), 2), (("EMPTY",), 3),
])
def test_what_cannot_be_is_said_and_leaves_nothing(essfund: Essfund, listed: Path, words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "vide.csv").write_text("", encoding="utf-8")
    places = {"LISTED": str(listed), "EMPTY": str(tmp_path / "vide.csv")}
    done = essfund("screen", *[places.get(word, word) for word in words])
    assert (done.code, done.out) == (code, "")
    assert "Traceback" not in done.err
    assert listed.read_text(encoding="utf-8") == LIST
    assert sorted(path.name for path in tmp_path.iterdir()) == ["liste.csv", "vide.csv"]


def test_a_result_is_whole_or_what_it_was_before(essfund: Essfund, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from essfund.screening.row_files import TextWriter

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    monkeypatch.setattr(TextWriter, "close", full)
    done = essfund("screen", str(listed), *ON, "--output", str(out))
    assert (done.code, done.out) == (74, "")
    assert "out.csv`" in done.err
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["liste.csv", "out.csv"]


def test_no_rejects_no_file_and_an_older_one_goes(essfund: Essfund, tmp_path: Path) -> None:
    path, out = tmp_path / "liste.csv", tmp_path / "out.csv"
    path.write_text("Forme juridique\nScop\n", encoding="utf-8")
    (tmp_path / "out.csv.rejects.csv").write_text("older", encoding="utf-8")
    assert essfund("screen", str(path), *ON, "--output", str(out)).code == 0
    assert not (tmp_path / "out.csv.rejects.csv").exists()


@pytest.mark.parametrize(("shape", "words"), sliced([
    ("wide", ("--output", "out.csv")), ("long", ("--output", "out.csv", *FEW, "--verdict", "eligible")), ("wide", ("--output", "out.parquet")),
    ("long", ("--output", "out.parquet", *FEW)), ("long", ("--output", "out.jsonl", *FEW)), ("long", ("--output", "out.xlsx", *FEW)),
    ("long", ("--by", "departement", "--format", "json")), ("wide", ("--map", "naf=denominationUniteLegale", "--output", "out.csv")),
], 2))
def test_blocks_of_a_list_give_the_same_files_byte_by_byte(
    essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, words: tuple[str, ...],
) -> None:
    path, made = tmp_path / "liste.csv", {}
    body = LIST + register_rows(150).partition("\n")[2] + '000000008,"=1+1, ""x""",9220,88.99B,NAFRev2,11,2015-03-12,A,O,31555\n\n' + LIST.partition("\n")[2]
    path.write_bytes(body.encode() + "000000009,ÉTÉ,9220,88.99B,NAFRev2,11,2015-03-12,A,O,31555\n".encode("cp1252"))
    monkeypatch.setattr("essfund.loading.lists.blocks.BLOCK", 700)
    monkeypatch.setattr("essfund.screening.row_files.MOST_LINES", 20)
    monkeypatch.setattr("essfund.screening.row_parquet.MOST_LINES", 20)
    monkeypatch.setattr("essfund.screening.row_parquet.MOST_REMEMBERED", 40)
    monkeypatch.chdir(tmp_path)
    for worth in (0, 1 << 30):
        monkeypatch.setattr("essfund.loading.lists.tables.WORTH_BLOCKS", worth)
        done = essfund("screen", "liste.csv", *ON, *(("--shape", shape) if "--output" in words else ()), *words)
        assert done.code == 0, done.err
        files = {file.name: contents(file) for file in sorted(tmp_path.glob("out*"))}
        assert files or "--output" not in words
        for file in tmp_path.glob("out*"):
            file.unlink()
        made[worth] = (done.out, done.err, files)
    assert made[0] == made[1 << 30]


def contents(path: Path) -> object:
    """Return what a file holds: Parquet may be cut into other pieces."""
    if path.suffix != ".parquet":
        return path.read_bytes()
    from pyarrow import parquet

    return parquet.read_table(str(path), use_threads=False).to_pylist()


def test_a_workbook_takes_no_more_rows_than_a_sheet(essfund: Essfund, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essfund.screening.row_files.MOST_SHEET_ROWS", 5)
    done = essfund("screen", str(listed), *ON, *FEW, "--output", str(tmp_path / "out.xlsx"))
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("most", sliced([200, 2_000], 2))
def test_a_made_register_is_counted_as_its_rows_are_written(most: int, essfund: Essfund, tmp_path: Path) -> None:
    path, out = tmp_path / "sirene.csv", tmp_path / "out.csv"
    path.write_text(register_rows(most), encoding="utf-8")
    found = summary(essfund, path)
    assert essfund("screen", str(path), *ON, "--shape", "wide", "--output", str(out)).code == 0
    rows = rows_of(out)
    assert len(rows) == found["rows"]["answered"] > most * 9 // 10
    for item in found["instruments"]:
        assert {verdict: sum(row[item["tool"]] == verdict for row in rows) for verdict in item["verdicts"]} == item["verdicts"]


@pytest.mark.slow
def test_what_is_forgotten_on_the_way_changes_no_number_and_no_row(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "sirene.csv", tmp_path / "out.csv"
    path.write_text(register_rows(25), encoding="utf-8")
    words = ("--by", "departement")
    found = summary(essfund, path, *words)
    essfund("screen", str(path), *ON, "--output", str(out))
    rows = out.read_bytes()
    for name, most in (("tally.MOST_KINDS", 5), ("tally.STEP", 7), ("row_files.MOST_REMEMBERED", 4)):
        monkeypatch.setattr(f"essfund.screening.{name}", most)
    monkeypatch.setattr("essfund.engine.screening.MOST_ANSWERS", 3)
    monkeypatch.setattr("essfund.engine.screening.MOST_REMEMBERED", 3)
    monkeypatch.setattr("essfund.loading.lists.enterprises.MOST_REMEMBERED", 3)
    assert summary(essfund, path, *words) == found
    essfund("screen", str(path), *ON, "--output", str(out))
    assert out.read_bytes() == rows


def test_a_summary_loads_no_library_of_tables() -> None:
    import subprocess

    script = ("import sys, io, contextlib\nfrom essfund.cli.main import run\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'Forme juridique\\nScop\\n'))\n"
              "with contextlib.redirect_stdout(io.StringIO()): code = run(['screen', '-'])\n"
              "assert code == 0\nprint(sorted({'pyarrow', 'polars', 'numpy', 'pandas', 'xlsxwriter', 'openpyxl'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_columns_that_are_known_are_listed(essfund: Essfund) -> None:
    text = essfund("screen", "--columns").out
    assert "trancheEffectifsUniteLegale → salariés (tranche d’effectif de Sirene)" in text
    found = json.loads(essfund("screen", "--columns", "--format", "json").out)
    assert {preset["id"] for preset in found["presets"]} == {"sirene-unites-legales", "sirene-etablissements", "recherche-entreprises", "liste-ess", "profil"}
