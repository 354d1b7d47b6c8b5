"""Running the command line in this process, with what it printed and the code it left with."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from essfund.cli.main import run
from essfund.loading import cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund import Catalogue

MOST_KNOWN = 20
"""Catalogues that are kept here, the newest: a catalogue and its diagrams are some megabytes."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Keyboardless(io.TextIOWrapper):
    def isatty(self) -> bool:
        return False


class Shelf:
    """The catalogues that this process has read, in the place of the cache on the disk: its own tests go without the shelf."""

    def __init__(self) -> None:
        self.known: dict[str, Catalogue] = {}

    def recall(self, digest: str) -> Catalogue | None:
        found = self.known.get(digest)
        if found:
            self.remember(found)
        return found

    def remember(self, catalogue: Catalogue) -> None:
        self.known.pop(catalogue.digest, None)
        self.known[catalogue.digest] = catalogue
        for digest in list(self.known)[:-MOST_KNOWN]:
            del self.known[digest]


SHELF = Shelf()


@pytest.fixture
def essfund(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    def call(*argv: str, stdin: str | bytes = "") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", Keyboardless(io.BytesIO(data), encoding="utf-8"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cache, "recall", SHELF.recall)
            patch.setattr(cache, "remember", SHELF.remember)
            code = run(list(argv))
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call
