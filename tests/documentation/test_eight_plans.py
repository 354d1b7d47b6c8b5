"""Eight appointments as financing plans: a page that shows what the program says, and defends it in words that the plan bears out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import load_profile, plan
from essfund.core.errors import EssfundError
from essfund.core.language.translator import translator
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED, bundled
from tests.documentation.shown import assert_shown, made_with_this_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.model.plan import Plan
    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/eight-plans.md"
APPOINTMENTS = sorted((ROOT / "docs/appointments").glob("*.yaml"))
HEAD = """# Eight plans

What `essfund plan FILE --as-of {day}` shows for the profiles in `docs/appointments/`, and why one would defend it, or not, before
a committee. Outputs are made by the program, over the catalogue {digest}; the paragraphs in French are by hand, and a test
holds every amount and every name in bold against the plan. Three variants at most are shown, fewer where they would not differ. « Déjà
trouvé, à nommer » is the part of the cost that is not asked for. The other words: [make a financing plan](../how-to/financing-plan.md).
"""


@cache
def made(path: Path) -> Plan:
    return plan(bundled(), load_profile(bundled(), path), on=LAST_CHECKED)


def shown(essfund: Callable[..., Done], path: Path, form: str = "table") -> str:
    """Return a plan as a page of a hundred columns or another format; without anything to pay, what the program says instead."""
    if not has_need(path):
        return essfund("plan", str(path), "--as-of", LAST_CHECKED.isoformat()).err
    return str(FORMATS["plan"][form].render(made(path), View(translator("fr"), width=100, profile=path.name)))


def has_need(path: Path) -> bool:
    return bool(re.search(r"^(amount_needed|project_cost):", path.read_text(encoding="utf-8"), re.MULTILINE))


def named(found: Plan) -> set[str]:
    """Return the names of what the plan asks for, of what it leaves out of its sums, and of who helps."""
    asked = [line.result for variant in found.variants for line in variant.resources if line.result]
    return {result.instrument.tool.name for result in (*asked, *found.unpriced, *found.advisers)}


def defended(path: Path) -> str:
    """Return what the page says by hand of a plan."""
    found = re.search(rf"<!-- {path.stem} -->\n(.*?)<!-- /{path.stem} -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, path.stem
    return found[1]


def test_the_page_shows_what_the_program_says(essfund: Callable[..., Done]) -> None:
    parts = [HEAD.format(day=LAST_CHECKED, digest=f"`{bundled().digest[: len('sha256:') + 12]}`")]
    for path in APPOINTMENTS:
        says = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        words = f"<!-- {path.stem} -->\n{defended(path)}<!-- /{path.stem} -->"
        parts.append(f"## {path.name}\n\n{says}\n\n{words}\n\n```text\n{shown(essfund, path).rstrip()}\n```\n")
    assert_shown(PAGE, "\n".join(parts), lambda page: [line for line in page.splitlines() if line.startswith("## ")])


@pytest.mark.skipif(not made_with_this_catalogue(PAGE), reason="the page was made with another catalogue: what it says by hand is of that one")
@pytest.mark.parametrize("path", APPOINTMENTS, ids=lambda path: path.stem)
def test_what_is_said_of_a_plan_is_in_it(path: Path, essfund: Callable[..., Done]) -> None:
    """Every amount is in the plan or its profile, every instrument in bold is asked for or named there, every letter is a variant."""
    words = " ".join(defended(path).split())
    told = set(re.findall(r"(?<![\w.])\d+(?![\w.])", shown(essfund, path, "json") + path.read_text(encoding="utf-8")))
    assert [one for one in re.findall(r"\d{1,3}(?:\s\d{3})+", words) if re.sub(r"\s", "", one) not in told] == []
    found = made(path) if has_need(path) else None
    bold, letters = re.findall(r"\*\*(.+?)\*\*", words), set(re.findall(r"\b[A-E]\b", words))
    assert [name for name in bold if not any(whole.startswith(name) for whole in (named(found) if found else ()))] == []
    assert letters <= set("ABCDE"[: len(found.variants) if found else 0])
    assert 3 <= len(re.findall(r"[.?](?= |$)", words)) <= 6


@pytest.mark.parametrize("path", APPOINTMENTS, ids=lambda path: path.stem)
def test_an_appointment_with_a_need_has_a_plan(path: Path) -> None:
    if not has_need(path):
        with pytest.raises(EssfundError, match="PRO006"):
            made(path)
        return
    assert 1 <= len(made(path).variants) <= 3
    for variant in made(path).variants:
        assert sum(line.amount for line in variant.uses) == sum(line.amount for line in variant.money) + variant.missing
        assert all(check.holds is not False for check in variant.checks)
    distinct = {tuple(sorted((line.tool, line.amount) for line in variant.resources)) for variant in made(path).variants}
    assert len(distinct) == len(made(path).variants)
