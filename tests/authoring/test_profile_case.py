"""A saved profile as a golden case: who it was stays unknown, what decides stays, and the catalogue answers what the case states."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.checks.test_examples import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ("--as-of", "2026-02-10")
PROFILE = """
name: Zyxomma Petiolatum
siren: "732829320"
legal_form: scop
employees: 7
created_on: "2021-03-17"
departement: "31"
turnover: 412345
amount_needed: 8765
naf: "62.01Z"
uses: [{label: Presse de madame Zyxomma, amount: 9000}]
answers: {pret-large.pas-pour-recruter: {met: yes, note: Zyxomma l’a dit}}
"""
REFUSED = "legal_form: scop\nemployees: 60\nage_years: 1\namount_needed: 8000\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "catalogue")


@pytest.fixture
def case(essfund: Essfund, folder: Path, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Return a function that makes a case of a profile, writes it into the catalogue, and gives back what the file holds."""
    def made(profile: str, *options: str) -> dict[str, Any]:
        saved, path = tmp_path / "profil.yaml", folder / "cases/rendez-vous.yaml"
        saved.write_text(profile, encoding="utf-8")
        path.unlink(missing_ok=True)
        done = essfund("case", str(saved), *DAY, "--catalogue", str(folder), "--write", str(path), "--lang", "en", *options)
        assert done.code == 0, done.err
        found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"][0]
        checked = essfund("validate", str(folder), "--strict", *DAY, "--format", "concise")
        assert (checked.code, checked.out) == (0, "")
        return found

    return made


def test_nobody_is_known_by_it_and_only_what_decides_is_left(case: Callable[..., dict[str, Any]], folder: Path) -> None:
    found = case(PROFILE, "--tool", "pret-exemple")
    assert found["profile"] == {"legal_form": ["scop"], "amount_needed": 8700, "employees": 7, "age_years": 4}
    assert found["expect"] == {"pret-exemple": {"verdict": "eligible", "offer": "etablie", "amount": {"min": 5000, "max": 60000}}}
    text = (folder / "cases/rendez-vous.yaml").read_text(encoding="utf-8")
    assert not [told for told in ("Zyxomma", "732829320", "2021-03-17", "8765", "412345") if told in text]


def test_of_a_refusal_what_refuses_is_left(case: Callable[..., dict[str, Any]]) -> None:
    found = case(REFUSED, "--tool", "pret-exemple")
    assert found["profile"].keys() >= {"employees"}
    assert "legal_form" not in found["profile"]
    assert found["expect"]["pret-exemple"]["verdict"] == "ineligible"
    assert len(found["expect"]["pret-exemple"]["because"]) == 1


def test_each_fact_that_is_left_decides(case: Callable[..., dict[str, Any]], essfund: Essfund, folder: Path) -> None:
    """Without it the catalogue answers otherwise, and the case fails."""
    found = case(PROFILE, "--tool", "pret-exemple")
    path = folder / "cases/rendez-vous.yaml"
    for key in found["profile"]:
        less = {**found, "profile": {name: value for name, value in found["profile"].items() if name != key}}
        path.write_text(yaml.safe_dump({"cases": [less]}, allow_unicode=True), encoding="utf-8")
        assert "CAT040" in essfund("validate", str(folder), *DAY, "--format", "concise", "--select", "CAT040").out, key


def test_a_saved_answer_is_asked_of_its_day_and_its_first_option(essfund: Essfund, tmp_path: Path) -> None:
    saved, answer = tmp_path / "profil.yaml", tmp_path / "reponse.json"
    saved.write_text(PROFILE, encoding="utf-8")
    assert essfund("match", str(saved), *DAY, "--catalogue", str(BASE), "--output", str(answer)).code == 0
    done = essfund("case", str(answer), "--catalogue", str(BASE))
    found = yaml.safe_load(done.out)["cases"][0]
    assert found["as_of"] == "2026-02-10"
    assert len(found["expect"]) == 1
    piped = essfund("case", "-", "--catalogue", str(BASE), stdin=answer.read_text(encoding="utf-8"))
    assert piped.out == done.out


def test_it_is_added_below_others_and_to_nothing_else(essfund: Essfund, folder: Path, tmp_path: Path) -> None:
    saved, path, tools = tmp_path / "profil.yaml", folder / "cases/exemples.yaml", folder / "tools.yaml"
    saved.write_text(PROFILE, encoding="utf-8")
    before, kept = path.read_text(encoding="utf-8"), tools.read_bytes()
    assert essfund("case", str(saved), *DAY, "--catalogue", str(folder), "--write", str(path)).code == 0
    assert path.read_text(encoding="utf-8").startswith(before)
    assert essfund("case", str(saved), *DAY, "--catalogue", str(folder), "--write", str(tools)).code == 2
    assert essfund("case", str(saved), *DAY, "--catalogue", str(folder), "--write", str(saved)).code == 2
    assert tools.read_bytes() == kept


@pytest.mark.parametrize(("text", "code"), [("legal_form: [", 3), ('{"schema": "essfund.match/9"}', 3), ("- 1\n", 3)])
def test_what_is_no_profile_says_so(text: str, code: int, essfund: Essfund, tmp_path: Path) -> None:
    (tmp_path / "profil.yaml").write_text(text, encoding="utf-8")
    assert essfund("case", str(tmp_path / "profil.yaml"), "--catalogue", str(BASE)).code == code
    assert essfund("case", str(tmp_path / "nulle-part.yaml"), "--catalogue", str(BASE)).code == 3
    assert essfund("case", str(tmp_path / "profil.yaml"), "--tool", "inconnu").code in {2, 3}
