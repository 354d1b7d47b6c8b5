"""The tutorial from the register to a note shows what the program shows. `ESSFUND_UPDATE=1 pytest tests/documentation` rewrites it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.documentation.shown import assert_shown, first_lines
from tests.documentation.test_pages import in_shell
from tests.interview.test_page import put
from tests.screening.making import register_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
PAGE, LIST = ROOT / "docs/tutorial/a-list-of-enterprises.md", ROOT / "docs/lists/sirene-inventee.csv"
MARK = "--map", "ess=economieSocialeSolidaireUniteLegale"


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def typed(start: str, *holding: str) -> list[str]:
    """Return the first command of the page that begins so and holds some words, without the name of the program."""
    lines = [line for block in re.findall(r"^```sh\n(.*?)^```$", text(), re.MULTILINE | re.DOTALL) for line in block.splitlines()]
    return shlex.split(next(line for line in lines if line.startswith(start) and all(word in line for word in holding)))[1:]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the page reads: the list, the catalogue, and what its commands of other programs make."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / "data").symlink_to(ROOT / "data")
    (awk,) = re.findall(r"^awk .*$", text(), re.MULTILINE)
    assert in_shell(awk, tmp_path)[0] == 0
    return tmp_path


def shown(name: str, made: str) -> None:
    """Hold a part of the page against what was made just now."""
    assert_shown(PAGE, put(text(), name, f"```text\n{made.strip()}\n```\n"), first_lines)


@pytest.mark.usefixtures("folder")
def test_the_page_shows_the_list_by_departement(essfund: Callable[..., Done]) -> None:
    done = essfund(*typed("essfund screen", "--by departement"))
    assert done.code == 0, done.err
    assert re.search(r"Aude +142 ", done.out)
    shown("departements", done.out)


def test_the_page_shows_the_note_and_says_its_figure(essfund: Callable[..., Done], folder: Path) -> None:
    done = essfund(*typed("essfund screen", "note.md"))
    assert done.code == 0, done.err
    shown("note", (folder / "note.md").read_text(encoding="utf-8"))
    day = re.findall(r"--as-of (\S+)", text())[0]
    found = json.loads(essfund("screen", "aude.csv", "--tool", "ies", *MARK, "--as-of", day, "--format", "json").out)
    (ies,) = found["instruments"]
    said = " ".join(text().partition("That is the note and its figure")[2].partition("\n\n")[0].split())
    figures = [found["rows"]["answered"], *ies["verdicts"].values(), ies["missing"]["legal_form"]]
    assert re.findall(r"\d+", said) == [str(figure) for figure in figures]


def test_the_rows_of_the_note_are_in_the_file_and_those_that_ceased_beside_it(essfund: Callable[..., Done], folder: Path) -> None:
    assert essfund(*typed("essfund screen", "ies-aude.csv")).code == 0
    rows, rejects = ((folder / name).read_text(encoding="utf-8").splitlines()[1:] for name in ("ies-aude.csv", "ies-aude.csv.rejects.csv"))
    assert f"**{len(rows)} are eligible" in text()
    assert len(rejects) == len((folder / "aude.csv").read_text(encoding="utf-8").splitlines()) - 1 - int(re.findall(r"of the (\d+) enterprises", text())[0])


@pytest.mark.slow
def test_the_page_shows_a_change_counted_on_the_list(essfund: Callable[..., Done], folder: Path) -> None:
    (copy,), (sed,) = (re.findall(rf"^{word} .*$", text(), re.MULTILINE) for word in ("cp", "sed"))
    assert in_shell(copy.replace("-r", "-rL"), folder)[0] == in_shell(sed, folder)[0] == 0
    done = essfund(*typed("essfund diff", "--list"))
    assert done.code == 1, done.err
    part = next(part for part in done.out.split("\n\n") if part.startswith("Liste «"))
    shown("diff", f"[…]\n{part}\n[…]")


@pytest.mark.usefixtures("folder")
def test_the_page_shows_the_holes_weighed_by_the_list(essfund: Callable[..., Done]) -> None:
    done = essfund(*typed("essfund coverage", "--list"))
    assert done.code == 0, done.err
    shown("holes", f"{done.out.partition('Combien d’instruments')[0].rstrip()}\n[…]")


@pytest.mark.slow
def test_the_page_draws_the_holes(essfund: Callable[..., Done], folder: Path) -> None:
    assert essfund(*typed("essfund coverage", "--output")).code == 0
    assert (folder / "trous.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_every_command_of_the_page_is_run_here() -> None:
    run = [("essfund screen", "--by departement"), ("essfund screen", "ies-aude.csv"), ("essfund screen", "note.md"), ("essfund diff", "--list"),
           ("essfund coverage", "--list"), ("essfund coverage", "--output")]
    lines = re.findall(r"^(?!#)\S.*$", "".join(re.findall(r"^```sh\n(.*?)^```$", text(), re.MULTILINE | re.DOTALL)), re.MULTILINE)
    assert [shlex.split(line)[1:] for line in lines if line.startswith("essfund")] == [typed(*words) for words in run]
    assert [line.split()[0] for line in lines if not line.startswith("essfund")] == ["awk", "cp", "sed"]


def test_the_list_is_the_one_that_is_drawn_and_every_name_says_so() -> None:
    assert LIST.read_bytes() == register_rows(2000).encode()
    rows = [line.split(",") for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]
    assert [row[1] for row in rows] == [f"ENTREPRISE {number}" for number in range(2000)]
    assert [int(row[0]) for row in rows] == list(range(2000)), "no SIREN of a real enterprise begins so"
    assert "No row is a real enterprise" in (LIST.parent / "README.md").read_text(encoding="utf-8")
