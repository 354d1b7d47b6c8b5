"""« Write a golden plan », followed to the letter: each plan of the page holds, and a wrong amount in it is found."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.loading.cases import read_cases, run_plans
from tests.bundled import bundled

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/write-a-golden-plan.md").read_text(encoding="utf-8")
PLANS = [textwrap.dedent(found) for found in re.findall(r"^ *```yaml\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)]


def found_in(folder: Path, text: str) -> list[Diagnostic]:
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases/plans.yaml").write_text(text, encoding="utf-8")
    cases = read_cases([folder], bundled())
    assert len(cases.plans) == 1, cases.diagnostics
    return [*cases.diagnostics, *run_plans(cases, bundled())]


@pytest.mark.parametrize("text", PLANS)
def test_each_plan_of_the_page_holds(text: str, tmp_path: Path) -> None:
    assert [str(item.message) for item in found_in(tmp_path, text)] == []


def test_a_wrong_amount_is_said_with_what_came(tmp_path: Path) -> None:
    found = found_in(tmp_path, PLANS[0].replace("contrat-apport-associatif: 5000", "contrat-apport-associatif: 4000"))
    assert [str(item.message) for item in found] == [
        "case `exemple-minibus`: contrat-apport-associatif should be asked for 4000 €, the plan asks for 5000 €"]


def test_what_the_page_says_of_variants_is_what_may_be_written() -> None:
    said = set(re.findall(r"`([a-z-]+)`", PAGE[PAGE.index("`variant` is one of"):PAGE.index("among the three")])) - {"variant"}
    listed = (ROOT / "schemas/cases.json").read_text(encoding="utf-8")
    assert said == {"first", "certain", "fewest-files", "cheapest", "least-bank", "otherwise"}
    assert all(f'"{word}"' in listed for word in said)
