"""What was answered outlives a place that cannot be written: another one is asked for, and at last the profile is printed."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.depth import sliced
from tests.interview.terminal import CTRL_C, CTRL_D, ENTER, Terminal
from tests.interview.test_terminal import DAY, saved, tell_the_form

if TYPE_CHECKING:
    from pathlib import Path

ASKED, PRINTED, PROFILE = "Enregistrer le profil sous", "Aucun fichier ne contient le profil", "legal_form: [scop]\n"
FULL = ("bash", "-c", f'ulimit -f 0; exec {sys.executable} -m essfund "$@"', "essfund")
"""A program for which every disk is full."""


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Return a directory with a directory and a loop of links in it."""
    (tmp_path / "loop.yaml").symlink_to("other.yaml")
    (tmp_path / "other.yaml").symlink_to("loop.yaml")
    (tmp_path / "folder").mkdir()
    return tmp_path


def test_a_loop_of_links_is_said_and_another_place_is_asked_for(places: Path) -> None:
    with Terminal("interview", *DAY, "--save", "loop.yaml", cwd=places) as terminal:
        assert "ce lien mène à lui-même" in tell_the_form(terminal)
        terminal.type(CTRL_D)
        terminal.wait(ASKED)
        terminal.type("other.yaml" + ENTER)
        terminal.wait("impossible d’écrire `other.yaml`")
        terminal.type("profil.yaml" + ENTER)
        assert terminal.finish() == 0
        assert PRINTED not in terminal.words()
    assert saved(places / "profil.yaml") == PROFILE


@pytest.mark.parametrize(("leaving", "code"), sliced([(ENTER, 0), (CTRL_C, 130)], 2))
def test_a_directory_removed_meanwhile_and_no_other_place(leaving: str, code: int, places: Path) -> None:
    with Terminal("interview", *DAY, "--save", "folder/profil.yaml", cwd=places) as terminal:
        terminal.ready()
        shutil.rmtree(places / "folder")
        tell_the_form(terminal)
        terminal.type(CTRL_D)
        terminal.wait(ASKED)
        terminal.type(leaving)
        assert terminal.finish() == code
        assert PROFILE in terminal.text()[terminal.text().index(PRINTED):] + "\n"


@pytest.mark.slow
def test_every_disk_is_full(places: Path) -> None:
    with Terminal("interview", *DAY, "--save", "profil.yaml", cwd=places, program=FULL) as terminal:
        tell_the_form(terminal)
        terminal.type(CTRL_C)
        terminal.wait(ASKED)
        terminal.type("folder/profil.yaml" + ENTER)
        terminal.wait("impossible d’écrire `folder/profil.yaml`")
        terminal.wait_for(lambda: terminal.text().split("\n")[-1].startswith(ASKED), "the place asked for again")
        terminal.type(CTRL_C)
        assert terminal.finish() == 130
        assert PRINTED in terminal.words()
    assert not list(places.rglob("*profil*"))


def test_a_result_that_cannot_be_written_does_not_take_the_answers_with_it(places: Path) -> None:
    with Terminal("interview", *DAY, "--output", "folder", cwd=places) as terminal:
        tell_the_form(terminal)
        terminal.type(CTRL_D)
        terminal.wait(ASKED)
        terminal.type("profil.yaml" + ENTER)
        assert terminal.finish() == 74
    assert saved(places / "profil.yaml") == PROFILE


@pytest.mark.parametrize("output", [(), pytest.param(("--output", "result.txt"), marks=pytest.mark.slow)])
def test_without_a_terminal_any_more_the_profile_is_printed(output: tuple[str, ...], places: Path) -> None:
    program = ("bash", "-c", f'exec {sys.executable} -m essfund "$@" 2>errors', "essfund")
    with Terminal("interview", *DAY, *output, program=program, deaf=True, cwd=places) as terminal:
        tell_the_form(terminal)
        terminal.close()
        assert terminal.child.wait(20) in {0, 74}
    assert PROFILE in saved(places / "errors")
