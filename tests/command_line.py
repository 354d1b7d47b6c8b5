"""Running the command line in this process, with what it printed and the code it left with."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from essfund.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Keyboardless(io.TextIOWrapper):
    def isatty(self) -> bool:
        return False


@pytest.fixture
def essfund(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    def call(*argv: str, stdin: str | bytes = "") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", Keyboardless(io.BytesIO(data), encoding="utf-8"))
        code = run(list(argv))
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call
