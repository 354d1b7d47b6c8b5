"""What is wrong with a field that a catalogue adds is said at its line, once, and rules that test it are not blamed for it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.added_fields.making import FOLDER
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

FLAG_LABEL = "label: {fr: implantation en quartier prioritaire (QPV), en: located in a priority neighbourhood (QPV)}"
WRONG = [
    ("type: flag", "type: drapeau", "CAT003", "type: drapeau", "this is not one of the allowed values"),
    (f"    {FLAG_LABEL}\n", "", "CAT002", "  qpv:", "`label` is missing"),
    (FLAG_LABEL, "label: {fr: implantation en quartier prioritaire (QPV)}", "CAT002", "label: {fr", "`en` is missing"),
    ("    reserved: {fr: réservé aux quartiers prioritaires (QPV), en: only in priority neighbourhoods (QPV)}\n", "", "CAT006", "  qpv:",
     "a field of the type flag needs `reserved`"),
    ("    unit: percent\n", "", "CAT006", "  part_insertion:", "a field of the type number needs `unit`"),
    ("unit: percent", "unit: pourcent", "CAT003", "unit: pourcent", "this is not one of the allowed values"),
    ("unit: percent", "unit: percent\n    at_most: 0", "CAT006", "at_most: 0", "nothing lies between these bounds"),
    ("unit: percent", "unit: percent\n    choices: {a: {fr: a, en: a}, b: {fr: b, en: b}}", "CAT006", "choices: {a", "`choices` is for fields of the type choice"),
    ("unit: percent", "unit: percent\n    at_least: 0.125", "CAT006", "at_least: 0.125", "this bound is finer than the unit of the field"),
    ("unit: percent", "unit: percent\n    at_most: 2000000000000", "CAT003", "at_most: 2", "expected 1000000000000 or less"),
    ("effort: 3", "effort: 4", "CAT003", "effort: 4", "expected 3 or less"),
    ("aliases: [aucune]", "aliases: [zrr]", "CAT005", "hors-zone:", "« zrr » already means `frr`"),
    ("zonage rural, en", "forme juridique, en", "CAT005", "label: {fr: forme", "« forme juridique » is what `legal_form` is called"),
    ("fields:\n  qpv:", "fields:\n  esus: {type: flag, label: {fr: a, en: a}, question: {fr: b ?, en: b?}, reserved: {fr: c, en: c}}\n  qpv:", "CAT005",
     "  esus:", "a field of the program is called `esus` already"),
    ("fields:\n  qpv:", "fields:\n  from: {type: flag, label: {fr: a, en: a}, question: {fr: b ?, en: b?}, reserved: {fr: c, en: c}}\n  qpv:", "CAT005",
     "  from:", "`from` means something else in rules, profiles or cases"),
    ("fields:\n  qpv:", "fields:\n  Zone-1: {type: flag, label: {fr: a, en: a}, question: {fr: b ?, en: b?}, reserved: {fr: c, en: c}}\n  qpv:", "CAT003",
     "  Zone-1:", "this text does not have the expected form"),
]


def mended(tmp_path: Path, name: str, old: str, new: str) -> Path:
    shutil.copytree(FOLDER, tmp_path / "mine", ignore=shutil.ignore_patterns("cases"))
    path = tmp_path / "mine" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def errors(essfund: Callable[..., Done], path: Path) -> list[tuple[str, str, str]]:
    """Return code, line as it stands in the file, and message of every error."""
    done = essfund("validate", str(path.parent), "--as-of", "2026-02-01", "--format", "json", "--lang", "en")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [item for item in json.loads(done.out)["diagnostics"] if item["severity"] == "error"]
    assert all(item["file"] == str(path) for item in found), found
    return [(item["code"], lines[item["line"] - 1], item["message"]) for item in found]


@pytest.mark.parametrize(("old", "new", "code", "line", "said"), sliced(WRONG, 5), ids=lambda text: text[:20] if isinstance(text, str) else "")
def test_it_is_said_at_its_line_and_nothing_else_is(
    old: str, new: str, code: str, line: str, said: str, tmp_path: Path, essfund: Callable[..., Done]
) -> None:
    ((found, where, message),) = errors(essfund, mended(tmp_path, "vocabularies", old, new))
    assert (found, message) == (code, said)
    assert line in where


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    sliced([
        ("qpv: true, source", "qvp: true, source", "CAT001", "`qvp` is not a key that may stand here"),
        ("en-quartier: {qpv: true", "en-quartier: {qpv: oui", "CAT003", "expected true or false"),
        ("{in: [frr]}", "{in: [frrr]}", "CAT010", "`frrr` is neither an id nor a set of ids"),
        ("{in: [frr]}", "{at_least: 3}", "CAT001", "`at_least` is not a key that may stand here"),
        ("at_least: 12.5", "at_least: 12.555", "CAT003", "this bound is finer than the unit of the field"),
        ("field: qpv", "field: zone_rurale", "CAT010", "no yes-or-no field is called `zone_rurale`"),
    ], 3),
)
def test_a_rule_that_tests_it_wrongly_is_said_at_its_line(
    old: str, new: str, code: str, said: str, tmp_path: Path, essfund: Callable[..., Done]
) -> None:
    found = errors(essfund, mended(tmp_path, "rules", old, new))
    assert (code, said) in [(item[0], item[2]) for item in found]
    assert {item[0] for item in found} <= {code, "CAT002"}


@pytest.mark.slow
def test_a_share_of_an_added_percentage_is_doubted(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    path = mended(tmp_path, "rules", "at_least: 12.5", "at_least: 0.12")
    done = essfund("validate", str(path.parent), "--as-of", "2026-02-01", "--lang", "en", "--format", "concise")
    assert "CAT024" in done.out


def test_the_help_of_a_rule_names_the_fields_of_its_catalogue(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    path = mended(tmp_path, "rules", "qpv: true, source", "qvp: true, source")
    done = essfund("validate", str(path.parent), "--as-of", "2026-02-01", "--lang", "en")
    assert "did you mean qpv?" in done.out
