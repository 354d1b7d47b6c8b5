"""The page about ranking says the weights of today and how many cases of advice hold. `ESSFUND_UPDATE=1` rewrites the number."""

from __future__ import annotations

import os
import re
from pathlib import Path

from essfund.engine.ranking import CRITERIA
from tests.bundled import bundled, golden_cases

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "ranking.md"
BLOCK = re.compile(r"<!-- advice -->\n.*?<!-- /advice -->\n", re.DOTALL)

CASES = golden_cases().advice


def test_the_page_says_how_many_cases_of_advice_hold_and_which_do_not() -> None:
    pending = [case for case, *_ in CASES if case.pending]
    lines = [f"Of {len(CASES)} cases, {len(CASES) - len(pending)} hold. Pending:" if pending else f"All {len(CASES)} cases hold.", ""]
    lines += [f"- `{case.id}`: {' '.join((case.pending or '').split())}" for case in pending]
    block = "\n".join(["<!-- advice -->", *lines, "<!-- /advice -->", ""])
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("ESSFUND_UPDATE"):
        page = BLOCK.sub(lambda _: block, page)
        PAGE.write_text(page, encoding="utf-8")
    assert block in page, "the cases of advice have changed: run ESSFUND_UPDATE=1 pytest"


def test_the_page_says_the_weight_of_every_criterion() -> None:
    weights = {key: int(weight) for key, weight in bundled().ranking.weights.items()}
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {key: int(weight) for key, weight in rows} == weights
    assert set(weights) == set(CRITERIA)
    assert sum(weights.values()) == 100
