"""`essfund init`: the catalogue of a region is valid from the first minute, and nothing is overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from essfund import load_catalogue
from essfund.authoring.region import region_files
from essfund.loading.catalogue import read_documents
from essfund.loading.checks.official_codes import REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done



def test_every_region_of_the_official_list_begins_with_its_departements(tmp_path: Path) -> None:
    named = {}
    for region in read_documents()["vocabularies"]["regions"]:
        made = region_files(tmp_path / region, region)
        places = yaml.safe_load(made[tmp_path / region / "vocabularies.yaml"])
        ((name, group),) = places["departement_sets"].items()
        assert places["territory"]["departements"] == name
        named[region] = group["members"]
        assert {path.suffix: yaml.safe_load(text) for path, text in made.items() if path.suffix == ".yaml"}
    assert named == {region: list(REGIONS[region]) for region in named}
    assert len(named) == 18


def test_the_files_of_a_region_and_its_own_golden_cases(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    folder = tmp_path / "sur" / "place"
    done = essfund("init", str(folder), "--region", "bretagne", "--lang", "en")
    written = [line.removeprefix(f"{folder}/") for line in done.out.splitlines()]
    assert written == ["tools.yaml", "rules.yaml", "vocabularies.yaml", "cases/cas.yaml", "README.md", ".pre-commit-config.yaml",
                       ".github/workflows/catalogue.yml"]
    assert f"essfund validate --strict {folder}" in done.err
    found = essfund("validate", "--strict", str(folder), "--as-of", "newest", "--format", "json")
    assert (found.code, json.loads(found.out)["diagnostics"]) == (0, [])
    words = load_catalogue(folder).vocabularies
    assert words.departement.expand("bretagne") == frozenset({"22", "29", "35", "56"})
    steps = yaml.safe_load((folder / ".github/workflows/catalogue.yml").read_text(encoding="utf-8"))["jobs"]["check"]["steps"]
    assert all(len(step["uses"].partition("@")[2]) == 40 for step in steps if "uses" in step)
    hook = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    assert hook["entry"] == "essfund validate --strict ."
    assert "Finistère (29)" in (folder / "README.md").read_text(encoding="utf-8")
    assert "$" not in (folder / "README.md").read_text(encoding="utf-8")
    ranking = yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8"))["ranking"]
    assert ranking["weights"] == load_catalogue("national").ranking.weights


def test_an_instrument_is_begun_in_empty_sections(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    essfund("init", str(tmp_path), "--region", "53")
    done = essfund("new", "fonds-local", "--family", "subvention", "--reach", "regional", "--catalogue", str(tmp_path), "--write")
    assert done.code == 0, done.err
    for role, section in (("tools", "tools"), ("tools", "sources"), ("tools", "contacts"), ("rules", "instruments")):
        assert list(yaml.safe_load((tmp_path / f"{role}.yaml").read_text(encoding="utf-8"))[section])
    found = essfund("validate", str(tmp_path), "--format", "json", "--select", "CAT0")
    assert [one["code"] for one in json.loads(found.out)["diagnostics"] if one["severity"] == "error"] == ["CAT011"]


def test_nothing_is_overwritten(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = essfund("init", str(tmp_path), "--region", "53", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "README.md` exists already" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_place_where_nothing_can_be_written(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert essfund("init", str(tmp_path / "file" / "region"), "--region", "53").code == 74


@pytest.mark.parametrize(("typed", "said"), [("54", "53 Bretagne"), ("bretagn", "did you mean Bretagne?"), ("", "76 Occitanie")])
def test_a_region_that_is_none(typed: str, said: str, tmp_path: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("init", str(tmp_path / "x"), "--region", typed, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not (tmp_path / "x").exists()
