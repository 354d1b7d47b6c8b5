"""The work list: what is due, in which order, on which line, and how much of it one screen shows."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.checks.test_examples import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Listed = Callable[..., Done]

SOURCES = """
  ancienne: {title: Une page ancienne, date: "2022-03", kind: official}
  muette: {title: Une page sans date, kind: official}

contacts:
"""
ROW = """
  {id}:
    name: Aide {id}
    family: subvention
    reach: regional
    provider: Maison {id}
    apply: maison
    summary: {{fr: Une aide., en: A grant.}}
    offers: {{unique: {{amount: {{}}}}}}
{more}    checked_on: "2026-01-20"
    sources: [{source}]
"""
ROWS = {
    "jamais-vue": ("muette, ancienne", ""),
    "vieille": ("ancienne", "    running: [ancienne]\n"),
    "plus-jeune": ("ancienne", "    running: [ancienne, reglement]\n"),
    "sans-suite": ("muette", '    valid_until: {day: "2026-11-30", source: muette}\n'),
    "relevee": ("muette", '    valid_until: {day: "2026-10-31", source: muette}\n    successor: pret-large\n'),
    "finie": ("muette", '    valid_until: {day: "2025-12-31", source: muette}\n'),
    "finie-sans-doute": ("muette", '    valid_until: {day: "2025-12-31", source: muette, strength: probable}\n'),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a catalogue with one instrument for each reason, and one that has closed."""
    folder = tmp_path / "catalogue"
    shutil.copytree(BASE, folder)
    tools = folder / "tools.yaml"
    rows = "".join(ROW.format(id=key, source=source, more=more) for key, (source, more) in ROWS.items())
    tools.write_text(tools.read_text(encoding="utf-8").replace("\ncontacts:\n", SOURCES) + rows, encoding="utf-8")
    with (folder / "rules.yaml").open("a", encoding="utf-8") as rules:
        rules.writelines(f"  {key}: {{open_to_all: muette}}\n" for key in ROWS)
    return folder


@pytest.fixture
def due(essfund: Listed, folder: Path) -> Listed:
    return lambda *options: essfund("validate", str(folder), "--due", "--as-of", "2026-06-01", "--lang", "en", *options)


def reasons(done: Done) -> list[tuple[str, str]]:
    return [(item["tool"], item["due"]) for item in json.loads(done.out)["due"]]


def test_what_ends_comes_first_then_what_nobody_saw_then_the_oldest_proof(due: Listed) -> None:
    """Instruments of one source stand together, where the most pressing of them stands."""
    done = due("--format", "json")
    assert done.code == 0
    assert reasons(done) == [
        ("sans-suite", "ends"), ("relevee", "ends"), ("jamais-vue", "never"), ("finie-sans-doute", "ended"), ("vieille", "old"),
    ]


def test_more_is_due_within_more_months(due: Listed) -> None:
    assert reasons(due("--format", "json", "--within", "0")) == [
        ("jamais-vue", "never"), ("sans-suite", "never"), ("finie-sans-doute", "ended"), ("relevee", "ended"), ("vieille", "old"),
    ]
    assert {("don-exemple", "ends"), ("plus-jeune", "ageing"), ("pret-exemple", "ageing")} <= {*reasons(due("--format", "json", "--within", "18"))}


def test_each_line_is_that_of_the_instrument(due: Listed, folder: Path) -> None:
    lines = (folder / "tools.yaml").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(io.StringIO(due("--format", "csv").out)))
    assert [lines[int(row["line"]) - 1] for row in rows] == [f"  {row['tool']}:" for row in rows]
    assert [row["successor_open"] for row in rows if row["successor"]] == ["true"]
    assert {row["contact"] for row in rows} == {"Maison de l’économie sociale"}


def test_the_table_says_why_and_what_comes_after(due: Listed) -> None:
    out = due().out
    assert "5 of 10 instruments, 2 sources" in out
    assert "\nmuette – Une page sans date\n" in out
    assert "ends on November 30, 2026, no successor" in out
    assert "ends on October 31, 2026; then pret-large" in out
    assert "last proof: 2022" in out


def test_one_screen_holds_ten(due: Listed, folder: Path) -> None:
    with (folder / "tools.yaml").open("a", encoding="utf-8") as tools:
        tools.writelines(ROW.format(id=f"aide-{number:02}", source="muette", more="") for number in range(20))
    with (folder / "rules.yaml").open("a", encoding="utf-8") as rules:
        rules.writelines(f"  aide-{number:02}: {{open_to_all: muette}}\n" for number in range(20))
    out = due().out
    assert out.endswith("\n15 other instruments: --all\n")
    assert out.count("\n") < 24
    assert "aide-19" in due("--all").out


@pytest.mark.parametrize("options", [("--within", "six"), ("--within", "121"), ("--fix",), ("--format", "sarif")])
def test_what_does_not_go_with_it_is_refused(options: tuple[str, ...], due: Listed) -> None:
    assert due(*options).code == 2


def test_months_alone_and_a_profile_are_refused(essfund: Listed, tmp_path: Path) -> None:
    (tmp_path / "profil.yaml").write_text("legal_form: scop\n", encoding="utf-8")
    assert essfund("validate", "--within", "3").code == 2
    assert essfund("validate", str(tmp_path / "profil.yaml"), "--due").code == 2


def test_a_catalogue_that_cannot_be_used_says_why(due: Listed, folder: Path) -> None:
    (folder / "tools.yaml").write_text("tools: [\n", encoding="utf-8")
    done = due()
    assert done.code == 3
    assert "tools.yaml" in done.err


def test_the_newest_day_is_that_on_which_somebody_last_looked(essfund: Listed, folder: Path) -> None:
    done = essfund("validate", str(folder), "--due", "--as-of", "newest", "--format", "json")
    newest = max(entry["checked_on"] for entry in yaml.safe_load((folder / "tools.yaml").read_text(encoding="utf-8"))["tools"].values())
    assert json.loads(done.out)["as_of"] == newest
