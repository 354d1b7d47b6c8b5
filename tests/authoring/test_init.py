"""`essfund init`: the catalogue of a region is valid from the first minute, and nothing is overwritten."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from essfund import load_catalogue
from essfund.authoring.region import region_files
from essfund.loading.catalogue import read_documents
from essfund.loading.checks.official_codes import REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

NOBODY = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"))}


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
    assert hook["entry"] == "essfund validate --strict --as-of newest ."
    assert "Finistère (29)" in (folder / "README.md").read_text(encoding="utf-8")
    assert "$" not in (folder / "README.md").read_text(encoding="utf-8")
    ranking = yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8"))["ranking"]
    assert ranking["weights"] == load_catalogue("national").ranking.weights


@pytest.mark.slow
def test_the_hook_and_the_workflow_pass_what_begins_and_stop_what_breaks(tmp_path: Path) -> None:
    """Their commands, as they stand, in a repository: the change that brings the catalogue, a harmless one, and one that breaks it."""
    summary = tmp_path / "summary.md"

    def run(*command: str, **more: str) -> int:
        place = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(command, cwd=tmp_path, env=os.environ | NOBODY | {"PATH": place} | more, capture_output=True, check=False).returncode

    def committed() -> None:
        assert run("git", "add", "-A") == run("git", "commit", "-q", "--allow-empty", "-m", "x") == 0

    assert run("git", "init", "-q") == 0
    committed()
    assert run("essfund", "init", "a", "--region", "53") == 0
    committed()
    hook = yaml.safe_load((tmp_path / "a/.pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"][0]["entry"]
    flow = yaml.safe_load((tmp_path / "a/.github/workflows/catalogue.yml").read_text(encoding="utf-8"))
    check, compare = [step["run"] for step in flow["jobs"]["check"]["steps"] if "essfund " in step.get("run", "")]

    def step(script: str) -> int:
        return run("bash", "-e", "-c", script, BASE="HEAD~1", CATALOGUE="a", GITHUB_STEP_SUMMARY=str(summary))

    assert (step(check), step(compare), summary.exists()) == (0, 0, False)
    tools = tmp_path / "a/tools.yaml"
    text = tools.read_text(encoding="utf-8").replace('edition: "1"', 'edition: "2"')
    tools.write_text(text, encoding="utf-8")
    committed()
    assert step(compare) == 0
    assert "1 → 2" in summary.read_text(encoding="utf-8")
    tools.write_text(text.replace("contacts: {}", "contacts: {guichet: {name: Guichet, source: absente}}"), encoding="utf-8")
    assert hook.endswith(" .")
    assert (step(check), run(*shlex.split(hook)[:-1], "a")) == (1, 1)


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
