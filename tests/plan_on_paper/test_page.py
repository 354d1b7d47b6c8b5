"""The plan as a page in a real browser: a telephone, a window and A4 paper; no network, no script, no barrier that axe finds."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from essfund.financing_plan import plan_formats
from essfund.financing_plan.plan_document import plan_sections
from essfund.handout import sheet_formats
from tests.handout.test_page import A4, CLIPPED, WINDOWS
from tests.pictures.test_browser import MEASURE
from tests.plan_on_paper.plans import CASES, Case, balances, case, planned, report, sheet, view
from tests.programs import library, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

TALL = """() => [...document.querySelectorAll('.balance')].map(one => [...one.querySelectorAll('tfoot')].map(foot => foot.getBoundingClientRect().bottom))"""

pytestmark = pytest.mark.slow  # a browser is opened; of those, tests/pictures keeps one test in the default run


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Open a page; anything that it asks the network for, and anything the browser complains of, fails the test."""
    context = browser.new_context()
    yield from watched(context)


def show(page: Any, one: Case, folder: Path, *, handout: bool = False) -> None:
    path = folder / "plan.html"
    text = (sheet_formats.render_html(report(one), view(one), plan_sections(planned(one), view(one))) if handout
            else plan_formats.render_html(planned(one), view(one)))
    path.write_bytes(text.encode("utf-8", "replace"))
    page.goto(path.as_uri())


PAGES = [*((one, False) for one in CASES), *((one, True) for one in CASES if one.name in {"hostile", "takeover-en"})]
"""Each plan alone, and two of them in the sheet: axe takes three seconds a page, and the parts are the same."""


@pytest.mark.parametrize(("one", "handout"), PAGES, ids=[f"{one.name}-{handout}" for one, handout in PAGES])
def test_every_window_shows_all_of_it_without_scrolling_sideways(page: Any, one: Case, handout: bool, tmp_path: Path) -> None:
    show(page, one, tmp_path, handout=handout)
    for wide in WINDOWS:
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide
        assert page.evaluate(CLIPPED) == [], wide
        assert page.evaluate(MEASURE)["wrong"] == [], wide
        if wide >= 704:
            for left, right in page.evaluate(TALL):
                assert abs(left - right) < 1, wide


@pytest.mark.parametrize(("one", "handout"), PAGES, ids=[f"{one.name}-{handout}" for one, handout in PAGES])
@pytest.mark.parametrize(("wide", "media"), [(320, "screen"), (1000, "screen"), (794, "print")])
def test_axe_finds_no_barrier(browser: Any, one: Case, wide: int, media: str, handout: bool, tmp_path: Path) -> None:
    library("axe_core_python", "axe-core-python")
    import axe_core_python

    context = browser.new_context(bypass_csp=True, viewport={"width": wide, "height": 900})
    opened = context.new_page()
    opened.emulate_media(media=media)
    show(opened, one, tmp_path, handout=handout)
    opened.add_script_tag(path=str(Path(axe_core_python.__file__).parent / "axe.min.js"))
    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 15
    context.close()


def test_a_telephone_says_of_each_number_what_it_is(page: Any, tmp_path: Path) -> None:
    show(page, case("van"), tmp_path)
    page.set_viewport_size({"width": 320, "height": 800})
    shown = page.evaluate("""[...document.querySelectorAll('.many td')].map(one => getComputedStyle(one, '::before').content)""")
    assert {text.strip('"').rstrip("\u00a0: ") for text in shown} == {"Ici", "Limite", "Résultat", "Connu de"}
    page.set_viewport_size({"width": 1000, "height": 800})
    shown = page.evaluate("""[...document.querySelectorAll('.many td')].map(one => getComputedStyle(one, '::before').content)""")
    assert set(shown) == {"none"}


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_it_prints_on_a4_and_no_plan_is_cut(page: Any, one: Case, tmp_path: Path) -> None:
    show(page, one, tmp_path)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert 1 <= len(printed.pages) <= 4
    assert tuple(round(float(part)) for part in printed.pages[0].mediabox[2:]) == A4
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('.balance, figure, .weighty')].every(one => getComputedStyle(one).breakInside === 'avoid')")
    assert page.locator(".balance").count() == len(balances(sheet(one)))


def test_every_table_has_a_name_and_a_header(page: Any, tmp_path: Path) -> None:
    show(page, case("takeover-en"), tmp_path)
    names = page.evaluate("""[...document.querySelectorAll('table')].map(one => [one.tHead !== null,
        one.getAttribute('aria-label') || document.getElementById(one.getAttribute('aria-labelledby')).textContent])""")
    assert len(names) == 2 * 4
    assert all(headed and name for headed, name in names)
