"""`validate --fix` and `--diff` as a maintainer uses them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parents[1] / "checks" / "base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "tools.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('checked_on: "2026-01-20"', "checked_on: 2026-01-20").replace("at_most: 20000", "at_most: 20_000"), encoding="utf-8")
    path.chmod(0o640)
    return tmp_path


def test_fix_puts_right_and_says_so(folder: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("validate", str(folder), "--fix", "--as-of", "2026-02-01", "--strict", "--format", "concise", "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert "[IN006] `20_000` is now written 20000" in done.err
    assert "4 places were put right" in done.err
    assert (folder / "tools.yaml").read_text(encoding="utf-8") == (BASE / "tools.yaml").read_text(encoding="utf-8")
    assert (folder / "tools.yaml").stat().st_mode & 0o777 == 0o640


def test_diff_shows_and_writes_nothing(folder: Path, essfund: Callable[..., Done]) -> None:
    before = (folder / "tools.yaml").read_bytes()
    done = essfund("validate", str(folder / "tools.yaml"), "--diff")
    assert done.code == 1
    assert '-    checked_on: 2026-01-20\n+    checked_on: "2026-01-20"\n' in done.out
    assert (folder / "tools.yaml").read_bytes() == before
    assert essfund("validate", str(BASE), "--diff") == (0, "", "")


def test_what_cannot_be_written_is_said(folder: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, text: str, *, private: bool) -> None:  # noqa: ARG001 - as what it stands for
        raise PermissionError(path, text)

    monkeypatch.setattr("essfund.cli.writing.replace_file", refuse)
    before = (folder / "tools.yaml").read_bytes()
    done = essfund("validate", str(folder), "--fix", "--lang", "en")
    assert done.code == 74
    assert "may not be written" in done.err
    assert (folder / "tools.yaml").read_bytes() == before
