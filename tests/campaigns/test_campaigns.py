"""A few runs of each campaign; `benchmarks/campaigns.py` runs as many as one likes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.campaigns.differential import differences
from tests.campaigns.fuzz import KINDS, defects
from tests.campaigns.interrupting import interruptions

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
SEED, RUNS = 1, {"profiles": 6, "catalogues": 4, "options": 8, "lists": 5, "imports": 3, "exports": 6}
"""A second or so of each."""


@pytest.mark.parametrize("day", [date(2019, 6, 1), date(2026, 11, 24)])
def test_an_evaluator_written_apart_answers_the_same(day: date) -> None:
    assert list(differences(SEED, 4, (day,))) == []


@pytest.mark.parametrize("kind", [*KINDS])
def test_spoilt_input_ends_with_a_code_that_is_no_bug(kind: str, tmp_path: Path) -> None:
    assert list(defects(kind, SEED, RUNS[kind], tmp_path)) == []


def test_an_interrupted_run_leaves_no_damaged_file(tmp_path: Path) -> None:
    assert [line for line in interruptions(SEED, 2, tmp_path) if "damaged" in line or "no file" in line] == []
