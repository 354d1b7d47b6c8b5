"""What is wrong with an input, on standard error: shown as results are, whatever becomes of standard output."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.checks.test_examples import EXAMPLES, written
from tests.cli.test_contract import ANSI, in_terminal
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

ESCAPE = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "mon profil.yaml"
    path.write_text(f"name: x\nlegal_form: {'z' * 300}\nemployees: 3\n", encoding="utf-8")
    return path


def test_a_frame_without_colours_when_nobody_sees_them(profile: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("match", str(profile), "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert not ESCAPE.search(done.err)
    assert f"{profile}:2:13: error [PRO002]" in done.err
    assert "  |\n2 | legal_form: zzz" in done.err
    assert essfund("match", str(profile), "--lang", "en", "--color", "always").err != done.err


@pytest.mark.parametrize("width", sliced([60, 100], 2))
def test_colours_and_width_of_the_terminal(profile: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = in_terminal(width, "match", str(profile), "--lang", "en")
    assert ANSI.search(text)
    frame = [line for line in ESCAPE.sub("", text).split("\n") if "|" in line]
    assert max(map(cell_len, frame)) == width
    assert not ESCAPE.search(in_terminal(width, "match", str(profile), "--color", "never"))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ESCAPE.search(in_terminal(width, "match", str(profile)))


def test_the_command_of_a_finding_can_be_pasted(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    """It shows the enterprise to the catalogue that was checked, not to the bundled one."""
    folder = tmp_path / "mon catalogue"
    written(folder, EXAMPLES["CAT070"], EXAMPLES["CAT070"].bad)
    done = essfund("validate", str(folder), "--select", "CAT070", "--as-of", "2026-02-01", "--lang", "en")
    (command,) = re.findall(r"= to see it: (.*)", done.out)
    call = f'essfund() {{ {shlex.quote(sys.executable)} -m essfund "$@"; }}\n{command} --format json'
    seen = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=True, env=os.environ)
    results = {one["tool"]: one["verdict"] for one in json.loads(seen.stdout)["results"]}
    assert set(results) == {"pret-exemple", "pret-large", "don-exemple"}
    assert results["pret-exemple"] == "ineligible"
