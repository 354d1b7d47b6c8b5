"""Catalogues to write into."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.schemas.programs import FOLDER, ROOT

if TYPE_CHECKING:
    from pathlib import Path


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
