"""Broken catalogues: each is refused with its code, never with a traceback, with bounded work and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.core.text import UNSEEN
from essfund.presenting.formats import FORMATS
from essfund.review.checks import PAGES
from tests.depth import sliced
from tests.hostile.bombs import BOMBS
from tests.hostile.corpus import CHANGES, FILES, FOLDER, SMALL, copy_of_base
from tests.hostile.work import assert_little_work, counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

DAY = ["--as-of", "2026-06-01", "--lang", "en"]


def assert_refused(code: int, text: str, expected: str) -> None:
    assert code in {1, 3}, text[:2000]
    assert f"[{expected}]" in text, text[:2000]
    assert "Traceback" not in text
    assert not UNSEEN.search(text)


PARTS = 3
"""Into so many parts what might be obeyed is cut; one part runs by default, in every format."""

QUICK = {"one comment", "one emoji makes every letter wide", "brackets", "endless tags", "sets that laugh",
         *(name for name, bomb in BOMBS.items() if bomb.code == "IN001" and "files of cases" not in name)}
"""One of each kind, and those that are refused unread."""


def test_the_base_is_a_good_catalogue(essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("validate", str(copy_of_base(tmp_path / "base")), *DAY, "-f", "concise")
    assert (done.code, done.out.count("] ")) == (0, done.out.count("warning [") + done.out.count("note ["))


def test_every_folder_has_its_code_and_every_code_its_page() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(FILES)
    assert not set(FILES) & set(CHANGES)
    assert {code for code, _ in SMALL.values()} | {one.code for one in BOMBS.values()} <= set(PAGES)


@pytest.mark.parametrize("name", sliced(SMALL, 3))
def test_a_broken_catalogue_is_refused_with_its_code(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    code, make = SMALL[name]
    folder = copy_of_base(tmp_path / "catalogue")
    make(folder)
    done = essfund("validate", str(folder), *DAY, "-f", "concise")
    assert_refused(done.code, done.out + done.err, code)
    for line in done.out.splitlines():
        assert line.startswith(str(folder)), line


@pytest.mark.parametrize(("form", "part"), sliced([(form, part) for form in FORMATS["validate"] for part in range(PARTS)], PARTS))
def test_no_format_obeys_or_hides_what_a_file_holds(form: str, part: int, essfund: Callable[..., Done], tmp_path: Path) -> None:
    named = [name for name, one in CHANGES.items() if UNSEEN.search(one.new) or "\\" in one.new or "markup" in name]
    assert len(named) > 20
    for index, name in enumerate(named[part::PARTS]):
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


@pytest.mark.parametrize("name", sliced(BOMBS, len(BOMBS), always=QUICK))
def test_a_bomb_is_refused_with_little_work(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "catalogue")
    BOMBS[name].make(folder)
    done = counted(essfund, "validate", str(folder), *DAY, "-f", "concise")
    assert_refused(done.code, done.text, BOMBS[name].code)
    assert_little_work(done)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["full", "json"])
@pytest.mark.parametrize("name", ["one emoji makes every letter wide", "a million hidden characters", "the same key a million times"])
def test_showing_where_a_bomb_stands_takes_no_more(name: str, form: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "catalogue")
    BOMBS[name].make(folder)
    done = counted(essfund, "validate", str(folder), *DAY, "-f", form)
    assert done.code == 1
    assert not UNSEEN.search(done.text)
    assert_little_work(done)


@pytest.mark.parametrize("name", ["fifty megabytes of instruments", "a pipe that nobody writes to", pytest.param("one series of a million", marks=pytest.mark.slow), "markup"])
def test_using_it_takes_no_more(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    code, make = SMALL[name] if name in SMALL else BOMBS[name]
    folder = copy_of_base(tmp_path / "catalogue")
    make(folder)
    done = counted(essfund, "match", "--catalogue", str(folder), *DAY)
    if "series" in name:
        assert done.code == 0
    else:
        assert_refused(done.code, done.text, code)
    assert_little_work(done)
