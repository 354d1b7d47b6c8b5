"""What every test shares: the bundled catalogue, read once, and an environment that says nothing of this machine."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import depth  # noqa: F401 - its profiles
from tests.bundled import bundled
from tests.programs import opened_browser

pytest_plugins = ["tests.command_line"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund import Catalogue

ROOT = Path(__file__).parents[1]
SCRUBBED = (
    "ESSFUND_LANG", "ESSFUND_CATALOGUE", "ESSFUND_DEBUG", "ESSFUND_CACHE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "ESSFUND_ACCESSIBLE", "ACCESSIBLE", "LINES",
    "GITHUB_ACTIONS", "PY_COLORS", "TERMINAL_WIDTH", "LANGUAGE", "LANG", "LC_ALL",
)
for name in SCRUBBED:
    os.environ.pop(name, None)

gc.disable()  # while modules are imported and tests collected: all of that stays


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what collecting left: a tenth of the time would go there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("ESSFUND_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return bundled()


@pytest.fixture(scope="session")
def day() -> date:
    return date(2019, 6, 1)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a headless Chromium."""
    yield from opened_browser()
