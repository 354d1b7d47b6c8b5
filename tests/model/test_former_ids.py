"""An id that was renamed leads everywhere to the instrument that has another one today."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parents[1] / "checks/base"
OLD, NEW = "pret-exemple", "pret-cooperatif"
TOLD = ("--legal-form", "scop", "--employees", "4", "--age", "5", "--amount", "8000", "--as-of", "2026-02-01")


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """The small catalogue with another id for its loan, which says what it was called."""
    folder = tmp_path / "nouveau"
    shutil.copytree(BASE, folder)
    for path in folder.rglob("*.yaml"):
        path.write_text(re.sub(rf"\b{OLD}\b", NEW, path.read_text(encoding="utf-8")), encoding="utf-8")
    replace(folder / "tools.yaml", f"  {NEW}:\n    name: Prêt d’exemple\n", f"  {NEW}:\n    name: Prêt d’exemple\n    formerly: [{OLD}]\n")
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("words", [
    ("tools", "show", "{id}"), ("explain", "{id}", *TOLD), ("compare", "{id}", "pret-large", *TOLD), ("boundaries", "{id}"),
    ("match", *TOLD, "--format", "fiche", "--message", "{id}"), ("match", *TOLD, "--what-if", "{id}.effectif=no"),
    ("match", *TOLD, "--answer", "{id}.effectif=no"),
    ("plan", *TOLD, "--project-cost", "20000", "--require", "{id}"), ("plan", *TOLD, "--project-cost", "20000", "--exclude", "{id}"),
])
def test_a_command_answers_for_a_former_id_as_for_the_one_of_today(words: tuple[str, ...], renamed: Path, essfund: Callable[..., Done]) -> None:
    done = [essfund(*(word.format(id=name) for word in words), "--catalogue", str(renamed)) for name in (NEW, OLD)]
    assert done[0].code == 0, done[0].err
    assert done[0] == done[1]
    assert done[0].out != essfund(*(word.format(id="pret-large") for word in words), "--catalogue", str(renamed)).out


def test_the_rows_of_a_list_are_answered_for_it(renamed: Path, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("legal_form\nscop\n", encoding="utf-8")
    done = [essfund("screen", str(tmp_path / "liste.csv"), "--tool", name, "--catalogue", str(renamed), "--format", "json") for name in (NEW, OLD)]
    assert [item["tool"] for item in json.loads(done[1].out)["instruments"]] == [NEW]
    assert done[0].out == done[1].out


def test_an_answer_that_was_saved_under_it_is_compared(renamed: Path, essfund: Callable[..., Done], tmp_path: Path) -> None:
    saved = tmp_path / "avant.json"
    essfund("match", *TOLD, "--catalogue", str(BASE), "--format", "json", "--output", str(saved))
    found = json.loads(essfund("match", *TOLD, "--catalogue", str(renamed), "--since", str(saved), "--format", "json").out)["since"]
    assert found["differs"] == []


def test_answers_of_a_profile_are_read_and_kept_under_the_id_of_today(renamed: Path, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "profil.yaml").write_text(f"legal_form: scop\nanswers: {{{OLD}.effectif: no}}\n", encoding="utf-8")
    found = json.loads(essfund("match", str(tmp_path / "profil.yaml"), "--catalogue", str(renamed), "--format", "json").out)
    assert list(found["profile"]["answers"]) == [f"{NEW}.effectif"]


@pytest.mark.parametrize(("name", "old", "new"), [
    ("tools.yaml", f"    formerly: [{OLD}]\n", f"    formerly: [{OLD}]\n    successor: {OLD}\n"),
    ("rules.yaml", f"  {NEW}:\n", f"  {OLD}:\n"),
    ("cases/exemples.yaml", f"      {NEW}: {{verdict: eligible, offer: jeune", f"      {OLD}: {{verdict: eligible, offer: jeune"),
])
def test_a_file_that_names_a_former_id_is_told_the_one_of_today(name: str, old: str, new: str, renamed: Path, essfund: Callable[..., Done]) -> None:
    assert essfund("validate", str(renamed), "--as-of", "2026-02-01", "--strict").code == 0
    replace(renamed / name, old, new)
    done = essfund("validate", str(renamed), "--as-of", "2026-02-01", "--select", "CAT010,CAT012", "--format", "json", "--lang", "en")
    (finding,) = json.loads(done.out)["diagnostics"]
    assert OLD in finding["message"]
    assert NEW in finding["help"]


def test_a_new_instrument_does_not_take_a_former_id(renamed: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("new", OLD, "--family", "pret", "--reach", "regional", "--catalogue", str(renamed), "--lang", "en")
    assert done.code == 2
    assert f"`{OLD}` is a former id of the instrument `{NEW}`" in done.err


def test_a_comparison_says_renamed_however_much_else_changed(renamed: Path, essfund: Callable[..., Done]) -> None:
    replace(renamed / "tools.yaml", "name: Prêt d’exemple", "name: Avance aux coopératives de travail")
    done = essfund("diff", str(BASE), str(renamed), "--as-of", "2026-02-01", "--format", "json", "--lang", "en")
    found = json.loads(done.out)["summary"]["instruments"]
    assert (found["added"], found["removed"], found["renamed"]) == ([], [], [NEW])


def test_two_claims_on_one_former_id_are_found(renamed: Path, essfund: Callable[..., Done]) -> None:
    replace(renamed / "tools.yaml", "    name: Prêt ouvert\n", f"    name: Prêt ouvert\n    formerly: [{OLD}]\n")
    done = essfund("validate", str(renamed), "--select", "CAT036", "--format", "concise", "--lang", "en")
    assert f"`{OLD}` is already a former id of `{NEW}`" in done.out


def test_an_id_in_use_leads_to_the_instrument_that_has_it() -> None:
    catalogue = load_catalogue(BASE)
    assert [catalogue.id_today(name) for name in (OLD, f"{OLD}.effectif", "autre")] == [OLD, f"{OLD}.effectif", "autre"]
