"""`essfund boundaries`, and what `validate` makes of its files, on a small catalogue that is changed under it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parents[1] / "checks" / "base"


@pytest.fixture
def folder(tmp_path: Path, essfund: Callable[..., Done]) -> Path:
    """Return a small catalogue whose answers have been derived."""
    found = tmp_path / "catalogue"
    shutil.copytree(BASE, found)
    assert essfund("boundaries", str(found), "--write").code == 0
    return found


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def validated(essfund: Callable[..., Done], folder: Path) -> tuple[int, list[dict[str, Any]]]:
    """Return the exit code and what is said of boundaries; the golden cases of the catalogue say their own."""
    options = ["--as-of", "2026-02-01", "--format", "json", "--lang", "en"]
    done = essfund("validate", str(folder), "--select", "CAT043,CAT044,CAT010,CAT003,CAT002,PRO", *options)
    return done.code, json.loads(done.out)["diagnostics"]


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_what_was_just_written_holds(folder: Path, essfund: Callable[..., Done]) -> None:
    assert sorted(path.name for path in (folder / "boundaries").iterdir()) == ["_shared.yaml", "don-exemple.yaml", "pret-exemple.yaml", "pret-large.yaml"]
    assert validated(essfund, folder) == (0, [])
    done = essfund("boundaries", str(folder), "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "", "0 of 4 files differ\n")


def test_a_catalogue_without_the_folder_is_not_asked_for_it(essfund: Callable[..., Done]) -> None:
    done = essfund("validate", str(BASE), "--as-of", "2026-02-01", "--lang", "en")
    assert done.code == 0
    assert "CAT04" not in done.out


def test_a_threshold_that_moves_by_one_is_an_error_at_its_line(folder: Path, essfund: Callable[..., Done]) -> None:
    put(folder / "rules.yaml", "employees: {less_than: 50}", "employees: {less_than: 51}")
    code, found = validated(essfund, folder)
    assert code == 1
    path = folder / "boundaries" / "pret-exemple.yaml"
    first = found[0]
    assert (first["code"], first["severity"], first["file"]) == ("CAT043", "error", str(path))
    assert first["line"] == line_of(path, "ineligible effectif")
    assert first["message"] == "employees 50: the reviewed answer is `ineligible effectif`, the catalogue now says `eligible`"
    assert {one["code"] for one in found} == {"CAT043"}, "an edge that differs is not said to be missing as well"


def test_the_difference_shows_the_edge_and_nothing_else(folder: Path, essfund: Callable[..., Done]) -> None:
    put(folder / "rules.yaml", "employees: {less_than: 50}", "employees: {less_than: 51}")
    done = essfund("boundaries", str(folder), "--lang", "en")
    assert done.code == 1
    assert done.err == "1 of 4 files differ\n"
    changed = [line for line in done.out.split("\n") if line.startswith(("+ ", "- "))]
    assert changed == [
        '-      eligible: "49"', "-      ineligible effectif: 50, 51", '+      eligible: "50"', "+      ineligible effectif: 51, 52",
    ] * 2
    assert essfund("boundaries", str(folder), "--write").code == 0
    assert validated(essfund, folder)[1] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "subject"),
    [
        ("rules.yaml", "{less_than: 3}", "{less_than: 4}", "created_on"),
        ("rules.yaml", "legal_form: {in: [association]}", "legal_form: {in: [association, scop]}", "legal_form scop"),
        ("tools.yaml", "at_most: 20000", "at_most: 20001", "this_offer"),
        ("tools.yaml", '{day: "2026-01-01"', '{day: "2026-01-02"', "valid_from"),
        ("tools.yaml", "workers’ co-operative.\n    cost: sans-interet", "workers’ co-operative.\n    cost: don", "cost"),
        ("tools.yaml", 'date: "2026-01-15"', 'date: "2026-01-14"', "reglement"),
    ],
)
def test_anything_else_that_moves_is_seen_too(
    name: str, old: str, new: str, subject: str, folder: Path, essfund: Callable[..., Done]
) -> None:
    put(folder / name, old, new)
    code, found = validated(essfund, folder)
    assert code == 1
    assert any(one["code"] == "CAT043" and one["message"].startswith(subject) for one in found), found


def test_a_new_condition_without_reviewed_answers_is_a_warning_where_it_stands(folder: Path, essfund: Callable[..., Done]) -> None:
    put(folder / "rules.yaml", "      - {id: effectif,", "      - {id: innovant, innovation: true, source: reglement}\n      - {id: effectif,")
    _, found = validated(essfund, folder)
    gaps = [one for one in found if one["code"] == "CAT044" and one["file"].endswith("rules.yaml")]
    assert [(one["severity"], one["line"]) for one in gaps] == [("warning", line_of(folder / "rules.yaml", "id: innovant"))]
    assert "innovation" in gaps[0]["message"]
    put(folder / "rules.yaml", "innovation: true,", "innovation: true, accepts: {CAT044: à relire},")
    assert not [one for one in validated(essfund, folder)[1] if one["code"] == "CAT044" and one["file"].endswith("rules.yaml")]


def test_an_instrument_without_file_is_a_warning(folder: Path, essfund: Callable[..., Done]) -> None:
    (folder / "boundaries" / "don-exemple.yaml").unlink()
    code, found = validated(essfund, folder)
    assert code == 0
    assert [(one["code"], one["line"]) for one in found] == [("CAT044", line_of(folder / "tools.yaml", "don-exemple:"))]


def test_a_profile_reviewed_by_people_is_kept_while_it_serves(folder: Path, essfund: Callable[..., Done]) -> None:
    path = folder / "boundaries" / "don-exemple.yaml"
    put(path, "amount_needed: 10000", "amount_needed: 8000")
    assert essfund("boundaries", str(folder), "--write").code == 0
    assert "amount_needed: 8000" in path.read_text(encoding="utf-8")
    assert validated(essfund, folder) == (0, [])


def test_the_file_of_an_instrument_that_is_gone_goes(folder: Path, essfund: Callable[..., Done]) -> None:
    old = folder / "boundaries" / "ancien.yaml"
    text = (folder / "boundaries" / "don-exemple.yaml").read_text(encoding="utf-8")
    old.write_text(text.replace("tool: don-exemple", "tool: ancien"), encoding="utf-8")
    code, found = validated(essfund, folder)
    assert (code, [one["code"] for one in found]) == (1, ["CAT010"])
    assert essfund("boundaries", str(folder), "--write").code == 0
    assert not old.exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tool: don-exemple", "tool: pret-exemple", "CAT010"),
        ("offer: unique", "offers: unique", "CAT003|CAT002|CAT001"),
        ("legal_form: association,", "legal_form: associatoin,", "PRO002"),
        ("legal_form: association,", "legal_from: association,", "PRO001"),
        ("profiles:\n- as_of", "profiles:\n- as_off", "CAT002|CAT001"),
        ("offer: unique", "offer: autre", "CAT010"),
        ("eligible: association", "eligible: associatoin", "CAT043"),
    ],
)
def test_a_file_spoilt_by_hand_is_said_at_its_line(old: str, new: str, code: str, folder: Path, essfund: Callable[..., Done]) -> None:
    put(folder / "boundaries" / "don-exemple.yaml", old, new)
    done = essfund("validate", str(folder), "--as-of", "2026-02-01", "--format", "json")
    assert done.code == 1
    found = [one for one in json.loads(done.out)["diagnostics"] if one["code"] in code.split("|")]
    assert found
    assert all(one["file"].endswith("don-exemple.yaml") and one["line"] > 1 for one in found)


def test_a_file_of_boundaries_stands_for_its_catalogue(folder: Path, essfund: Callable[..., Done]) -> None:
    for path in (folder / "boundaries", folder / "boundaries" / "don-exemple.yaml"):
        done = essfund("validate", str(path), "--as-of", "2026-02-01", "--lang", "en")
        assert done.code == 0
        assert "3 instruments" in done.err


def test_writing_needs_to_know_where(essfund: Callable[..., Done]) -> None:
    done = essfund("boundaries", "--write", "--lang", "en")
    assert done.code == 2
    assert "essfund boundaries DIR --write" in done.err


def test_a_catalogue_that_cannot_be_used_has_no_edges(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    assert essfund("boundaries", str(tmp_path)).code == 3
    assert not (tmp_path / "boundaries").exists()


def test_a_place_that_cannot_be_written_is_said(folder: Path, essfund: Callable[..., Done]) -> None:
    shutil.rmtree(folder / "boundaries")
    (folder / "boundaries").write_text("no folder", encoding="utf-8")
    done = essfund("boundaries", str(folder), "--write", "--lang", "en")
    assert done.code == 74
    assert "may not be written" in done.err
