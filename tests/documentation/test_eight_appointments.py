"""Eight appointments, looked at in a terminal: one screen each, no name cut, and a page that shows what the program says."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from essfund import load_profile, match
from essfund.answer.first_screen import render_text
from essfund.core.language.translator import translator
from essfund.engine.places import advice
from essfund.handout.handout import make_handout
from essfund.handout.sheet_formats import render_pdf
from essfund.presenting.advice import cost, here, verdict
from essfund.presenting.document.blocks import Card
from essfund.presenting.safe_text import typesetter
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import sliced
from tests.documentation.shown import assert_shown

if TYPE_CHECKING:
    from essfund import Report

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/eight-appointments.md"
APPOINTMENTS = sorted((ROOT / "docs/appointments").glob("*.yaml"))
HEAD = """# Eight appointments

What `essfund match FILE --as-of {day}` shows on its first screen for the profiles in `docs/appointments/`. The page is made by the
program, over the catalogue {digest}; [the order of advice](ranking.md) says why it is this order.
"""


def report(path: Path) -> Report:
    return match(bundled(), load_profile(bundled(), path), on=LAST_CHECKED)


def screen(path: Path, width: int, language: str = "fr") -> str:
    return render_text(report(path), View(translator(language), width=width, profile=path.name, options=True))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "most"), [(100, 40), (80, 48)])
@pytest.mark.parametrize("path", APPOINTMENTS, ids=lambda path: path.stem)
def test_an_answer_is_one_screen(path: Path, width: int, most: int, language: str) -> None:
    lines = screen(path, width, language).splitlines()
    assert len(lines) <= most
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [60, 66, 72, 80, 100, 140])
@pytest.mark.parametrize("path", APPOINTMENTS, ids=lambda path: path.stem)
def test_no_name_is_lost_at_any_width(path: Path, width: int) -> None:
    words = "".join(screen(path, width).split())
    for result in advice(report(path), 3).first:
        for part in result.instrument.tool.name.split():
            assert part in words


@pytest.mark.parametrize("path", APPOINTMENTS, ids=lambda path: path.stem)
def test_the_sheet_says_what_the_screen_says_under_the_same_numbers(path: Path) -> None:
    found, tr = report(path), translator("fr")
    sheet = make_handout(found, View(tr))
    cards = [block for part in sheet.sections for block in part.blocks if isinstance(block, Card)]
    leading = advice(found).first[: len(cards)]
    page, set_ = screen(path, 140), typesetter("fr")
    assert len(cards) >= min(3, len(advice(report(path)).first))
    for card, result in zip(cards, leading, strict=True):
        name = result.instrument.tool.name
        assert (card.number, card.name) == (result.rank, set_(name))
        assert re.search(rf"^ {card.number} {re.escape(name)}", page, re.MULTILINE)
        assert card.amount in {"", set_(here(result, found, tr))}
        assert card.tags[0] == set_(verdict(result, found, tr))
        costs = [fact.value for fact in card.facts if fact.label == "Ce que cela coûte"]
        parts = set_(cost(result, found, tr, 52)).split(", ")
        assert all(value.startswith(parts[0]) and all(part in value for part in parts) for value in costs)
        assert bool(costs) == bool(cost(result, found, tr))


@pytest.mark.parametrize("path", sliced(APPOINTMENTS, 3), ids=lambda path: path.stem)
def test_two_pages_hold_the_sheet_and_no_address_is_broken(path: Path) -> None:
    read = pypdf.PdfReader(io.BytesIO(render_pdf(report(path), View(translator("fr")))))
    assert len(read.pages) == 2
    words = " ".join(page.extract_text() for page in read.pages).split()
    for result in advice(report(path), 4).first:
        assert all(not contact.url or any(contact.url in word for word in words) for contact in result.contacts)


def test_the_page_shows_what_the_program_says() -> None:
    parts = [HEAD.format(day=LAST_CHECKED, digest=f"`{bundled().digest[: len('sha256:') + 12]}`")]
    for path in APPOINTMENTS:
        says = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        parts.append(f"## {path.name}\n\n{says}\n\n```text\n{screen(path, 100)}```\n")
    assert_shown(PAGE, "\n".join(parts), lambda page: [line for line in page.splitlines() if line.startswith("## ")])


def test_the_readme_begins_with_such_a_page() -> None:
    sample = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    shown = " ".join(PAGE.read_text(encoding="utf-8").split())
    pieces = [" ".join(piece.split()) for line in sample.splitlines() for piece in line.split("[…]") if piece.strip()]
    assert len(pieces) > 8
    assert [piece for piece in pieces if piece not in shown] == []
