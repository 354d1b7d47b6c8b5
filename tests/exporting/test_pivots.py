"""Long tables for pivots, and the description of a CSV file as a Tabular Data Package."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from essfund import Verdict, match, read_profile
from essfund.exchange.exporting.pivot_tables import PIVOTS
from essfund.presenting.formats import FORMATS
from tests.bundled import bundled
from tests.depth import sliced
from tests.exporting.making import DAY, export, selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done


def rows(table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export("jsonl", selection(table=table)).decode("utf-8").split("\n")[:-1]]


def test_each_stage_of_each_instrument_has_a_row_and_none_is_lost() -> None:
    found = Counter((row["tool"], row["stage"]) for row in rows("stages"))
    wanted = [(key, stage) for key, one in bundled().instruments.items() for stage in (one.tool.stages.stages if one.tool.stages else (None,))]
    assert found == Counter(wanted)


@pytest.mark.parametrize("form", sliced(["scop", "association", "mutuelle"], 3))
def test_a_form_has_a_row_where_match_does_not_refuse_it(form: str) -> None:
    found = [row for row in rows("forms") if row["legal_form"] == form]
    report = match(bundled(), read_profile(bundled(), {"legal_form": form}), on=DAY)
    assert {row["tool"] for row in found} == {one.instrument.id for one in report.results if one.verdict is not Verdict.INELIGIBLE}
    dedicated = {key for key, one in bundled().instruments.items() if one.tool.dedicated_to}
    assert {row["tool"] for row in found if not row["made_for"]} <= dedicated
    assert {row["made_for"] for row in found} == {True, False}


def test_departements_and_contacts_are_those_of_the_territory() -> None:
    home = bundled().vocabularies.home
    found = rows("departements")
    assert {row["departement"] for row in found} == home
    every = Counter(row["tool"] for row in found)
    assert every["pass-occitanie"] == len(home)
    called = rows("contacts")
    local = [(row["tool"], row["departement"]) for row in called if row["departement"]]
    assert len(local) == len(set(local)) > 50
    assert {row["tool"] for row in called if row["departement"] is None} == set(bundled().instruments)


def test_a_workbook_takes_a_pivot_that_is_chosen(essfund: Callable[..., Done], tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "livre.xlsx"
    assert essfund("export", "--as-of", "2019-06-01", "--family", "garantie", "--table", "stages", "-o", str(path), "--lang", "en").code == 0
    assert openpyxl.load_workbook(path, read_only=True).sheetnames == ["Instruments", "Offers", "Conditions", "Sources", "By stage", "About"]


def described_by(path: Path) -> Any:
    """Return what Frictionless finds in the files of a package: the library itself, since its program takes a second to start."""
    import frictionless

    return frictionless.Package(path.name, basepath=str(path.parent)).validate()


@pytest.mark.slow
@pytest.mark.parametrize(("table", "dialect"), [("offers", "fr"), ("instruments", "rfc4180"), ("contacts", "rfc4180")])
def test_a_data_package_is_valid(table: str, dialect: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    described = tmp_path / "datapackage.json"
    done = essfund("export", "--as-of", "2019-06-01", "--table", table, "--dialect", dialect, "-o", str(tmp_path / "liste.csv"), "--datapackage",
                   str(described))
    assert done.code == 0, done.err
    package = json.loads(described.read_text(encoding="utf-8"))
    assert package["licenses"] == [{"name": "etalab-2.0", "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "title": bundled().licence}]
    (resource,) = package["resources"]
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert resource["path"] == "liste.csv"
    assert (tmp_path / "liste.csv").read_text(encoding="utf-8-sig").splitlines()[0].replace(";", ",") == ",".join(names)
    assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    found = described_by(described)
    assert found.valid, found
    assert [task.stats["rows"] for task in found.tasks] == [len(rows(table))]


def test_the_description_names_every_column_with_its_type() -> None:
    package = json.loads(FORMATS["export --datapackage"]["json"].render(selection(table="offers", dialect="fr", lang="en"), "x/o.csv"))
    (resource,) = package["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(fields) == export("csv", selection(table="offers")).decode().splitlines()[0].split(",")
    assert (resource["path"], resource["dialect"]["delimiter"], resource["schema"]["primaryKey"]) == ("x/o.csv", ";", ["tool", "offer"])
    types = {name: fields[name]["type"] for name in ("tool", "from", "runs", "amount_max", "share", "limits")}
    assert types == {"tool": "string", "from": "date", "runs": "boolean", "amount_max": "integer", "share": "number", "limits": "string"}
    assert (fields["share"]["decimalChar"], fields["amount_max"]["unit"]) == (",", "euro")
    assert package["sources"]
    assert package["catalogue"]["digest"] == bundled().digest


@pytest.mark.slow
def test_frictionless_sees_a_type_that_is_wrong(essfund: Callable[..., Done], tmp_path: Path) -> None:
    described = tmp_path / "datapackage.json"
    essfund("export", "--as-of", "2019-06-01", "--family", "pret", "-o", str(tmp_path / "l.csv"), "--datapackage", str(described))
    described.write_text(described.read_text(encoding="utf-8").replace('"type": "string"', '"type": "integer"', 1), encoding="utf-8")
    assert not described_by(described).valid


@pytest.mark.parametrize(("words", "said"), [
    (("-f", "jsonl", "-o", "a.jsonl", "--datapackage", "datapackage.json"), "describes a CSV file"),
    (("--datapackage", "datapackage.json"), "describes a CSV file"),
    (("-o", "a.csv", "--datapackage", "below/datapackage.json"), "must lie in its folder"),
    (("-o", "a.csv", "--datapackage", "a.csv"), "would write the same file"), (("-o", "a.csv", "--datapackage", "b.csv"), ".json"),
])
def test_a_description_of_nothing_is_refused(words: tuple[str, ...], said: str, essfund: Callable[..., Done], tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = essfund("export", "--as-of", "2019-06-01", "--lang", "en", *words)
    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_pivots_say_the_day_and_every_row_its_instrument() -> None:
    assert [table.name for table in PIVOTS] == ["stages", "forms", "departements", "contacts"]
    assert {row["as_of"] for row in rows("stages")} == {date(2019, 6, 1).isoformat()}
