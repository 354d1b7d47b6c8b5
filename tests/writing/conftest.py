"""Running the command line in this process, and catalogues to write into."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from essfund.cli.main import run
from tests.schemas.conftest import FOLDER, ROOT

if TYPE_CHECKING:
    from pathlib import Path


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


class Essfund(Protocol):
    def __call__(self, *argv: str) -> Done: ...


@pytest.fixture
def essfund(capsys: pytest.CaptureFixture[str]) -> Essfund:
    def call(*argv: str) -> Done:
        code = run(list(argv))
        return Done(code, *capsys.readouterr())

    return call


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the small catalogue of the examples, under the vocabularies that come with essfund."""
    shutil.copytree(FOLDER / "good", tmp_path / "mine")
    (tmp_path / "mine/vocabularies.yaml").unlink()
    return tmp_path / "mine"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"
