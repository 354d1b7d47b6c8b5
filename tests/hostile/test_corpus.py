"""Broken catalogues: each is refused with its code, never with a traceback, in bounded time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from essfund.core.invisible_characters import UNSEEN
from essfund.presenting.formats import FORMATS
from essfund.review.checks import PAGES
from tests.hostile.bombs import BOMBS
from tests.hostile.corpus import CHANGES, FILES, FOLDER, SMALL, copy_of_base

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

MOST_SECONDS, MOST_BYTES = 2.0, 200_000_000
"""Of CPU time, not of the clock: other programs may be running."""

DAY = ["--as-of", "2026-06-01", "--lang", "en"]
PATIENCE = 60
"""Seconds by the clock after which a child counts as waiting for ever."""


class Measured(NamedTuple):
    code: int
    seconds: float
    bytes: int
    text: str


def measured(folder: Path, *argv: str) -> Measured:
    """Run our command line as a process and measure it."""
    output = folder / "output"
    call = [sys.executable, str(Path(__file__).parent / "measure.py"), str(output), sys.executable, "-m", "essfund", *argv]
    environment = {**os.environ, "ESSFUND_CACHE": "", "ESSFUND_LANG": "en"}
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment, timeout=PATIENCE)
    return Measured(**json.loads(done.stdout), text=output.read_text(encoding="utf-8"))


def assert_refused(code: int, text: str, expected: str) -> None:
    assert code in {1, 3}, text[:2000]
    assert f"[{expected}]" in text, text[:2000]
    assert "Traceback" not in text
    assert not UNSEEN.search(text)


def test_the_base_is_a_good_catalogue(essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("validate", str(copy_of_base(tmp_path / "base")), *DAY, "-f", "concise")
    assert (done.code, done.out.count("] ")) == (0, done.out.count("warning [") + done.out.count("note ["))


def test_every_folder_has_its_code_and_every_code_its_page() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(FILES)
    assert not set(FILES) & set(CHANGES)
    assert {code for code, _ in SMALL.values()} | {one.code for one in BOMBS.values()} <= set(PAGES)


@pytest.mark.parametrize("name", SMALL)
def test_a_broken_catalogue_is_refused_with_its_code(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    code, make = SMALL[name]
    folder = copy_of_base(tmp_path / "catalogue")
    make(folder)
    done = essfund("validate", str(folder), *DAY, "-f", "concise")
    assert_refused(done.code, done.out + done.err, code)
    for line in done.out.splitlines():
        assert line.startswith(str(folder)), line


@pytest.mark.parametrize("form", FORMATS["validate"])
def test_no_format_obeys_or_hides_what_a_file_holds(form: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    named = [name for name, one in CHANGES.items() if UNSEEN.search(one.new) or "\\" in one.new or "markup" in name]
    assert len(named) > 20
    for index, name in enumerate(named):
        folder = copy_of_base(tmp_path / str(index))
        SMALL[name][1](folder)
        done = essfund("validate", str(folder), *DAY, "--color", "never", "-f", form)
        assert done.code == 1
        assert not UNSEEN.search(done.out + done.err), name


def test_a_broken_catalogue_cannot_be_used_either(essfund: Callable[..., Done], tmp_path: Path) -> None:
    for index, name in enumerate(("nul", "right to left, written", "merge key", "utf-16", "the end of time", "billion-laughs")):
        folder = copy_of_base(tmp_path / str(index))
        SMALL[name][1](folder)
        for command in (["match"], ["tools", "list"], ["explain", "don-exemple"]):
            done = essfund(*command, "--catalogue", str(folder), *DAY)
            assert (done.code, done.out) == (3, ""), name
            assert_refused(done.code, done.err, SMALL[name][0])


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_two_seconds_and_200_megabytes(name: str, tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "catalogue")
    BOMBS[name].make(folder)
    done = measured(tmp_path, "validate", str(folder), *DAY, "-f", "concise")
    assert_refused(done.code, done.text, BOMBS[name].code)
    assert done.seconds < MOST_SECONDS
    assert done.bytes < MOST_BYTES


@pytest.mark.parametrize("form", ["full", "json"])
@pytest.mark.parametrize("name", ["one emoji makes every letter wide", "a million hidden characters", "the same key a million times"])
def test_showing_where_a_bomb_stands_takes_no_more(name: str, form: str, tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "catalogue")
    BOMBS[name].make(folder)
    done = measured(tmp_path, "validate", str(folder), *DAY, "-f", form)
    assert done.code == 1
    assert not UNSEEN.search(done.text)
    assert done.seconds < MOST_SECONDS
    assert done.bytes < MOST_BYTES


@pytest.mark.parametrize("name", ["fifty megabytes of instruments", "a pipe that nobody writes to", "one series of a million", "markup"])
def test_using_it_takes_no_more(name: str, tmp_path: Path) -> None:
    code, make = SMALL[name] if name in SMALL else BOMBS[name]
    folder = copy_of_base(tmp_path / "catalogue")
    make(folder)
    done = measured(tmp_path, "match", "--catalogue", str(folder), *DAY)
    if "series" in name:
        assert done.code == 0
    else:
        assert_refused(done.code, done.text, code)
    assert done.seconds < MOST_SECONDS
    assert done.bytes < MOST_BYTES
