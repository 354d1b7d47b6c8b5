"""The sheet for a funder, and the answer as a proof of life: what is written, that nothing else is, and what is refused."""

from __future__ import annotations

import io
import json
import shutil
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from docx import Document

from essfund.cli import session
from tests.checks.test_examples import BASE
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]
    Record = Callable[..., Done]

DAY = "2026-02-03"
OLDER = {
    "a single source": ("    sources: [reglement]\n", "    sources: reglement\n"),
    "a list on lines": ("    running: [reglement]\n", "    running:\n      - reglement  # vu en janvier\n"),
    "no proof yet": ("    running: [reglement]\n", ""),
    "an empty list": ("    running: [reglement]\n", "    running: [ ]\n"),
    "a comment above the day": ('    checked_on: "2026-01-20"\n', '    # relu en entier\n    checked_on: "2026-01-20"  # par deux\n'),
    "no proof yet, a comment below": (
        '    running: [reglement]\n    checked_on: "2026-01-20"\n', '    # relu en entier\n    checked_on: "2026-01-20"\n'),
    "a list of two lines": ("    running: [reglement]\n", "    running: [reglement,\n              reglement]\n"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "catalogue")


@pytest.fixture
def record(essfund: Essfund, folder: Path) -> Record:
    return lambda *options, day=DAY, by="chargée de mission", tool="pret-large": essfund(
        "verify", tool, "--catalogue", str(folder), "--lang", "en", "--confirmed-on", day, "--by", by, *options)


def quiet(essfund: Essfund, folder: Path) -> bool:
    done = essfund("validate", str(folder), "--strict", "--as-of", "2026-02-10", "--format", "concise")
    return (done.code, done.out) == (0, "")


def test_the_sheet_says_every_fact_with_its_source_and_leaves_room(essfund: Essfund) -> None:
    out = essfund("verify", "pret-exemple", "--catalogue", str(BASE), "--as-of", "2026-02-10").out.replace("\u00a0", " ").replace("\u202f", " ")
    assert out.startswith("Objet : Ce que nous disons de vous – Prêt d’exemple\n")
    for said in ("jusqu’à 20 000 €", "5 000 – 60 000 €", "Maison de l’économie sociale", "Depuis : 1er janvier 2026",
                 "[1] Règlement d’intervention des deux exemples – 15 janvier 2026"):
        assert said in " ".join(out.split())
    assert max(len(line) for line in out.splitlines() if "http" not in line) <= 72
    assert out.count("Votre correction : …") == out.count("\n- ") - 4 - 1  # facts, but not what is to be answered, nor the source


def test_a_long_address_does_not_widen_the_lines_around_it(essfund: Essfund, folder: Path) -> None:
    tools, address = folder / "tools.yaml", f"https://www.exemple.fr/{'reglement-' * 9}"
    text = tools.read_text(encoding="utf-8").replace("url: https://www.exemple.fr/reglement\n", f"url: {address}\n")
    tools.write_text(text.replace("Règlement d’intervention des deux exemples", f"Règlement {'des deux exemples ' * 9}".strip()), encoding="utf-8")
    lines = essfund("verify", "pret-exemple", "--catalogue", str(folder), "--as-of", "2026-02-10").out.splitlines()
    assert [line.strip() for line in lines if len(line) > 72] == [address]


def test_the_sheet_in_word_has_an_empty_cell_for_each_fact(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "fiche.docx"
    assert essfund("verify", "don-exemple", "--catalogue", str(BASE), "--output", str(path), "--lang", "en").code == 0
    table, form = Document(io.BytesIO(path.read_bytes())).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Fact", "As published", "Source", "Your correction"]
    assert {row.cells[3].text for row in table.rows[1:]} == {""} == {row.cells[1].text for row in form.rows}


def test_an_answer_is_a_source_a_proof_and_a_check_and_nothing_else(record: Record, folder: Path, essfund: Essfund) -> None:
    before = (folder / "tools.yaml").read_text(encoding="utf-8").splitlines()
    done = record("--note", "Grille inchangée.")
    after = (folder / "tools.yaml").read_text(encoding="utf-8").splitlines()
    assert (done.code, done.out.count("\n")) == (0, 4)
    assert [line for line in after if line not in before] == [
        "  pret-large-2026-02-03:",
        "    title: Caisse des entreprises, réponse du 3 février 2026 (chargée de mission)",
        '    date: "2026-02-03"',
        "    kind: operator",
        "    note: {fr: Grille inchangée., en: Grille inchangée.}",
        "    running: [reglement, pret-large-2026-02-03]",
        '    checked_on: "2026-02-03"',
        "    sources: [reglement, pret-large-2026-02-03]",
    ]
    assert len(after) == len(before) + 5
    assert quiet(essfund, folder)
    assert json.loads(essfund("tools", "show", "pret-large", "--catalogue", str(folder), "--format", "json").out)["running"][-1] == (
        "pret-large-2026-02-03")
    assert record().code == 2  # recorded already


@pytest.mark.parametrize("layout", sliced(OLDER, 3))
def test_every_layout_keeps_its_comments(layout: str, record: Record, folder: Path) -> None:
    tools = folder / "tools.yaml"
    text, (old, new) = tools.read_text(encoding="utf-8"), OLDER[layout]
    head, entry = text.split("  pret-large:\n")
    tools.write_text(f"{head}  pret-large:\n{entry.replace(old, new, 1)}", encoding="utf-8")
    before = tools.read_text(encoding="utf-8")
    assert record().code == 0
    after = tools.read_text(encoding="utf-8")
    old_lines, new_lines = (text.replace(DAY, "2026-01-20").splitlines() for text in (before, after))
    assert [line for line in old_lines if "#" in line] == [line for line in new_lines if "#" in line]
    assert all("checked_on" in below for line, below in pairwise(new_lines) if line == "    # relu en entier")
    assert after.count("pret-large-2026-02-03") == 3


def test_golden_cases_that_state_the_availability_say_what_it_is_now(record: Record, folder: Path, essfund: Essfund) -> None:
    tools, cases = folder / "tools.yaml", folder / "cases/disponibilite.yaml"
    head, entry = tools.read_text(encoding="utf-8").split("  pret-large:\n")
    tools.write_text(f"{head}  pret-large:\n{entry.replace('    running: [reglement]' + chr(10), '', 1)}", encoding="utf-8")
    cases.write_text(
        'series:\n  - id: disponible\n    says: Essai.\n    as_of: "2026-02-05"\n    source: reglement\n    tool: pret-large\n    profile: {}\n'
        '    vary: as_of\n    availability: {"2026-02-01": unverified, "2026-02-05": unverified}\n', encoding="utf-8")
    assert quiet(essfund, folder)
    done = record()
    assert done.code == 0
    assert f"{cases}:9: availability" in done.out
    assert '    availability: {"2026-02-01": unverified, "2026-02-05": open}' in cases.read_text(encoding="utf-8")
    assert quiet(essfund, folder)


def test_a_case_of_advice_that_says_otherwise_is_named(record: Record, folder: Path) -> None:
    with (folder / "cases/conseils.yaml").open("w", encoding="utf-8") as cases:
        cases.write('advice:\n  - id: conseil\n    says: Essai.\n    as_of: "2026-02-05"\n    profile: {}\n    not_on_screen: [pret-large]\n')
    done = record()
    assert done.code == 1
    assert "conseils.yaml:2:5" in done.err
    assert "1 golden case says otherwise" in done.err
    assert "pret-large-2026-02-03" in (folder / "tools.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("day", "by"), [
    ("2999-01-01", "instructeur"), ("2026-02", "instructeur"), (DAY, "Jeanne Martin"), (DAY, "Mme Martin"), (DAY, ""),
    (DAY, "jeanne@exemple.fr"), (DAY, "poste 05 61 00 00 00"),
])
def test_days_to_come_and_names_are_refused(day: str, by: str, record: Record, folder: Path) -> None:
    before = (folder / "tools.yaml").read_bytes()
    assert record(day=day, by=by).code == 2
    assert (folder / "tools.yaml").read_bytes() == before


@pytest.mark.parametrize(("said", "day"), [
    ("hier", "2026-02-10"), ("Aujourd’hui", "2026-02-11"), ("aujourd'hui", "2026-02-11"), ("avant-hier", "2026-02-09"), ("yesterday", "2026-02-10"),
    ("le 3 février 2026", "2026-02-03"), ("03/02/2026", "2026-02-03"),
])
def test_a_day_is_told_as_people_say_it_and_kept_as_a_date(
    said: str, day: str, record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2026, 2, 11))
    assert record(day=said).code == 0
    text = (folder / "tools.yaml").read_text(encoding="utf-8")
    assert f'checked_on: "{day}"' in text
    assert f"  pret-large-{day}:\n" in text


@pytest.mark.parametrize(("said", "why"), [("12 février 2026", "has not come yet"), ("demain", "this is not a date")])
def test_a_day_to_come_is_refused_however_it_is_told(said: str, why: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "today", lambda: date(2026, 2, 11))
    done = record(day=said)
    assert done.code == 2
    assert why in done.err


def test_what_the_catalogue_contradicts_is_refused(record: Record, folder: Path) -> None:
    tools = folder / "tools.yaml"
    tools.write_text(tools.read_text(encoding="utf-8").replace('day: "2026-12-31"', 'day: "2026-01-31"'), encoding="utf-8")
    before = tools.read_bytes()
    done = record(tool="don-exemple")
    assert done.code == 3
    assert "CAT057" in done.err
    assert tools.read_bytes() == before


def test_only_a_directory_that_is_named_is_written_to(essfund: Essfund, folder: Path, tmp_path: Path) -> None:
    answer = ("--confirmed-on", DAY, "--by", "instructeur")
    assert essfund("verify", "socoden", *answer).code == 2
    exported = tmp_path / "catalogue.json"
    assert essfund("export", "--catalogue", str(folder), "--output", str(exported)).code == 0
    before = exported.read_bytes()
    assert essfund("verify", "pret-large", "--catalogue", str(exported), *answer).code == 2
    assert exported.read_bytes() == before
    assert essfund("verify", "pret-large", "--catalogue", str(folder), "--by", "instructeur").code == 2
