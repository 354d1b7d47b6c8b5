"""The HTML sheet in a real browser: a telephone, a window and A4 paper; no network, no script, no barrier that axe finds."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from essfund.handout import sheet_formats
from tests.handout.making import CASES, HOSTILE, SHOWN, Case, cards, case, handout, report, view
from tests.pictures.test_browser import MEASURE
from tests.programs import library, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

A4 = (595, 842)
WINDOWS = (320, 360, 480, 703, 704, 900, 1280)
CLIPPED = """() => [...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, td, th, caption, figcaption')].filter(el => {
  const r = el.getBoundingClientRect();
  return r.width && (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).display !== 'inline' || r.right > innerWidth + 1);
}).map(el => el.textContent.slice(0, 60))"""

pytestmark = pytest.mark.slow  # a browser is opened; of those, tests/pictures keeps one test in the default run


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Open a page; anything that it asks the network for, and anything the browser complains of, fails the test."""
    context = browser.new_context()
    yield from watched(context)


def show(page: Any, one: Case, folder: Path) -> None:
    path = folder / "fiche.html"
    path.write_bytes(sheet_formats.render_html(report(one), view(one)).encode("utf-8", "replace"))
    page.goto(path.as_uri())


def bare(text: str) -> str:
    """Return a text without spaces, which programs that read PDF put where they like."""
    return "".join(text.split())


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_every_window_shows_all_of_it_without_scrolling_sideways(page: Any, one: Case, tmp_path: Path) -> None:
    show(page, one, tmp_path)
    for wide in WINDOWS:
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide
        assert page.evaluate(CLIPPED) == [], wide
        measured = page.evaluate(MEASURE)
        assert measured["wrong"] == [], wide
        assert measured["texts"] > 10
        assert page.evaluate("[...document.querySelectorAll('figure')].filter(one => one.getClientRects().length).length") == 1
    assert page.locator("article").count() == len(cards(handout(one)))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_one_to_three_pages_of_a4_and_no_option_is_cut_by_the_end_of_a_page(page: Any, one: Case, tmp_path: Path) -> None:
    show(page, one, tmp_path)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert 1 <= len(printed.pages) <= 3
    assert tuple(round(float(part)) for part in printed.pages[0].mediabox[2:]) == A4
    if not one.harm:
        texts = [bare(sheet.extract_text()) for sheet in printed.pages]
        shown = cards(handout(one))
        begin = [sum(bare(card.summary[:40]) in text for card in shown) for text in texts]
        end = [text.count(bare(shown[0].call_label)) for text in texts]
        assert sum(begin) == len(shown)
        assert begin == end
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('.card, figure, .weighty')].every(one => getComputedStyle(one).breakInside === 'avoid')")


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
@pytest.mark.parametrize(("wide", "media"), [(360, "screen"), (1000, "screen"), (794, "print")])
def test_axe_finds_no_barrier(browser: Any, one: Case, wide: int, media: str, tmp_path: Path) -> None:
    library("axe_core_python", "axe-core-python")
    import axe_core_python

    context = browser.new_context(bypass_csp=True, viewport={"width": wide, "height": 900})
    opened = context.new_page()
    opened.emulate_media(media=media)
    show(opened, one, tmp_path)
    opened.add_script_tag(path=str(Path(axe_core_python.__file__).parent / "axe.min.js"))
    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 15
    context.close()


def test_headings_follow_one_another_and_the_language_is_said(page: Any, tmp_path: Path) -> None:
    show(page, case("full-en"), tmp_path)
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("[...document.querySelectorAll('table')].every(one => one.tHead && "
                         "(one.caption || document.getElementById(one.getAttribute('aria-labelledby'))).textContent)")
    told = page.evaluate("[...document.querySelectorAll('svg')].map(one => [one.getAttribute('role'), one.querySelector('desc').textContent.length])")
    assert [one[0] for one in told] == ["img", "img"]
    assert all(one[1] > 100 for one in told)


@pytest.mark.parametrize("name", ["hostile", "hostile-catalogue"])
def test_a_hostile_name_is_shown_and_not_run(page: Any, name: str, tmp_path: Path) -> None:
    show(page, case(name), tmp_path)
    assert SHOWN in page.locator("h1").text_content()
    assert "صندوق" in page.locator("h1").text_content()
    assert page.title() != "run"
    assert page.evaluate("document.querySelectorAll('script').length") == 0
    whole = page.evaluate("document.documentElement.outerHTML")
    assert not [char for char in "\u202e\x00\x1b\u2066" if char in whole]
    assert "{{7*7}}" in whole
    assert "49" not in page.locator("h1").text_content()
    assert len(HOSTILE) > len(SHOWN)


def test_the_policy_of_the_page_lets_nothing_in(page: Any, tmp_path: Path) -> None:
    show(page, case("full"), tmp_path)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 58, 99)"
    policy = page.evaluate("document.querySelector('meta[http-equiv]').content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.evaluate("[...document.querySelectorAll('[src], link, [style], [onload], iframe, form')].length") == 0
