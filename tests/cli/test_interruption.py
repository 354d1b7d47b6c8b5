"""Ctrl-C at any moment ends with 130: no traceback, nothing half written. The signal comes at chosen points, not after some time."""

from __future__ import annotations

import gc
import os
import random
import signal
import subprocess
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from essfund.cli import main
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

INTERRUPTED = """
import os, signal, sys
from essfund.__main__ import entry
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this in the background had it ignored
left, mark = int(sys.argv[1]), sys.argv[2]
del sys.argv[1:3]

def watch(event, given):
    global left
    if mark in f"{event} {given[:1]}":
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(watch)
entry()
"""
"""A run that is interrupted at the n-th event that holds a mark: imports, files that are opened, and so on."""

CHANCE = random.Random(13)
POINTS = [(1, ""), (1, "open ('/"), (1, ".out.html."), (2, "os.chmod"), *((CHANCE.randrange(2, 2_500), "") for _ in range(12))]


@pytest.mark.parametrize(("left", "mark"), sliced(POINTS, 5, always=[(1, ".out.html.")]))
def test_ctrl_c_at_any_moment(left: int, mark: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(left), mark, "match", "--legal-form", "scop", "--output", "out.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    written = [path.name for path in tmp_path.iterdir()]
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "") or (done.returncode == 0 and mark == "os.chmod")
    assert written in ([], ["out.html"] if mark == "os.chmod" else [])


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Return what runs a command line as the process does, to its code."""
    def left(code: int) -> None:
        raise SystemExit(code)

    def call(*argv: str) -> int:
        monkeypatch.setattr(sys, "argv", ["essfund", *argv])
        with pytest.raises(SystemExit) as found:
            main.entry()
        assert isinstance(found.value.code, int)
        return found.value.code

    handler, threshold, hook = signal.getsignal(signal.SIGINT), gc.get_threshold(), sys.unraisablehook
    monkeypatch.setattr(os, "_exit", left)
    yield call
    signal.signal(signal.SIGINT, handler)
    gc.set_threshold(*threshold)
    sys.unraisablehook = hook


@pytest.mark.parametrize("while_", ["essfund.cli.session.Session.tell", "essfund.cli.session.texts_of", "essfund.cli.main.write_error", "essfund.cli.main.run"])
def test_ctrl_c_while_something_is_told(while_: str, process: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(while_, interrupted)
    assert process("match", "nothing.yaml" if "session" in while_ else "--nope" if "run" in while_ else "--since=2020-01-01") == 130


def test_what_goes_wrong_while_something_is_told_is_a_bug(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("essfund.cli.session.Session.tell", broken)
    done = essfund("match", "nothing.yaml")
    assert (done.code, done.out) == (70, "")
    assert "RuntimeError" in done.err
    assert "secret" not in done.err


def lose() -> None:
    """Tell of an interruption that was dropped, and go on working."""
    lost: Any = SimpleNamespace(exc_type=KeyboardInterrupt)
    main.interrupt_again(lost)
    for _ in range(60_000):
        time.sleep(0.001)


def test_ctrl_c_that_python_drops_comes_again() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            lose()
    finally:
        signal.signal(signal.SIGINT, before)
