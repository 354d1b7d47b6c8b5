"""The charts in a real browser: texts measured as drawn, keyboard, no network, no barrier that axe finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund.engine.coverage import Shortages, holes
from essfund.engine.supply import supply
from essfund.landscape import coverage_picture, map_html, map_picture
from essfund.model.verdict import Availability
from essfund.presenting.formats import MAP_VIEWS
from tests.bundled import bundled
from tests.pictures.making import CASES, EARLY, LATE, WIDTHS, Case, chart, view
from tests.programs import library, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURE = """() => {
  const near = 0.6, wrong = [], boxes = [], seen = el => el.getClientRects().length > 0;
  for (const one of [...document.querySelectorAll('svg text')].filter(seen)) {
    const r = one.getBoundingClientRect();
    boxes.push([one, r]);
    const frame = one.ownerSVGElement.getBoundingClientRect();
    if (r.left < frame.left - near || r.right > frame.right + near || r.top < frame.top - near || r.bottom > frame.bottom + near)
      wrong.push(['outside', one.textContent]);
    const bar = one.closest('.bar');
    if (bar) {
      const slots = bar.querySelectorAll('.slot'), frames = [...(slots.length ? slots : bar.querySelectorAll('.edge'))];
      if (!frames.some(f => { const b = f.getBoundingClientRect();
          return r.left >= b.left - near && r.right <= b.right + near && r.top >= b.top - near && r.bottom <= b.bottom + near; }))
        wrong.push(['not in its bar', one.textContent]);
    }
  }
  boxes.sort((a, b) => a[1].top - b[1].top);
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j][1].top < boxes[i][1].bottom; j++) {
      const a = boxes[i][1], b = boxes[j][1];
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > near && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > near)
        wrong.push(['overlap', boxes[i][0].textContent, boxes[j][0].textContent]);
    }
  return {texts: boxes.length, wrong};
}"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Open a page; anything that it asks the network for, and anything the browser complains of, fails the test."""
    context = browser.new_context(bypass_csp=True)
    yield from watched(context)


def show(page: Any, path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))
    page.goto(path.as_uri())


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAP_VIEWS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_two_texts_of_a_picture_overlap(page: Any, case: Case, kind: str, tmp_path: Path) -> None:
    for wide in WIDTHS:
        page.set_viewport_size({"width": wide + 40, "height": 900})
        show(page, tmp_path / "map.svg", map_picture.render(chart(case), view(case.lang), kind, wide))
        found = page.evaluate(MEASURE)
        assert found["wrong"] == [], wide
        assert found["texts"] > len(chart(case).bars) / 2


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAP_VIEWS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_two_texts_of_a_page_overlap_in_any_window(page: Any, case: Case, kind: str, tmp_path: Path) -> None:
    show(page, tmp_path / "map.html", map_html.render(chart(case), view(case.lang), kind, 0))
    for wide in (320, 360, 600, 768, 991, 992, 1280, 1587):
        page.set_viewport_size({"width": wide, "height": 900})
        found = page.evaluate(MEASURE)
        assert found["wrong"] == [], wide
        assert found["texts"] > len(chart(case).bars) / 2
        assert page.evaluate("document.querySelectorAll('figure').length") == 2
        assert page.evaluate("[...document.querySelectorAll('figure')].filter(one => one.getClientRects().length).length") == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide
    page.emulate_media(media="print")
    assert page.evaluate(MEASURE)["wrong"] == []


@pytest.mark.slow
@pytest.mark.parametrize("axes", [("legal_form", "stage", "amount_needed"), ("legal_form", "amount_needed"), ("stage",), ("age_years", "legal_form")])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_two_texts_of_a_heat_map_overlap(page: Any, axes: tuple[str, ...], lang: str, tmp_path: Path) -> None:
    catalogue = bundled()
    for day, states in ((EARLY, None), (LATE, frozenset({Availability.OPEN}))):
        found = supply(catalogue, day, axes, states) if states else supply(catalogue, day, axes)
        families = tuple(catalogue.vocabularies.family.terms)
        shortages = Shortages(found, families, holes(found, families), None, None)
        show(page, tmp_path / "coverage.svg", coverage_picture.svg(catalogue, shortages, view(lang)))
        measured = page.evaluate(MEASURE)
        assert measured["wrong"] == []
        assert measured["texts"] > 15


@pytest.mark.slow
@pytest.mark.parametrize("wide", [360, 1280])
def test_tab_reaches_every_bar_and_enter_leads_to_its_details(page: Any, wide: int, tmp_path: Path) -> None:
    page.set_viewport_size({"width": wide, "height": 900})
    show(page, tmp_path / "map.html", map_html.render(chart(CASES[2]), view("fr"), "stages", 0))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = []
    for _ in chart(CASES[2]).bars:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert set(reached) == {f"#tool-{bar.instrument.id}" for bar in chart(CASES[2]).bars}
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == reached[-1][1:]
    assert page.evaluate("document.querySelector(':target h3').getBoundingClientRect().top") < 900
    labels = page.evaluate("[...document.querySelectorAll('figure a')].map(one => one.getAttribute('aria-label'))")
    assert all(len(label) > 20 for label in labels)


@pytest.mark.slow
@pytest.mark.parametrize("case", [CASES[2], CASES[4]], ids=lambda case: case.name)
@pytest.mark.parametrize(("kind", "wide", "scheme"), [("stages", 1280, "light"), ("amounts", 360, "light"), ("stages", 360, "dark")])
def test_axe_finds_no_barrier(page: Any, case: Case, kind: str, wide: int, scheme: str, tmp_path: Path) -> None:
    library("axe_core_python", "axe-core-python")
    import axe_core_python

    page.set_viewport_size({"width": wide, "height": 900})
    page.emulate_media(color_scheme=scheme)
    show(page, tmp_path / "map.html", map_html.render(chart(case), view(case.lang), kind, 0))
    page.add_script_tag(path=str(Path(axe_core_python.__file__).parent / "axe.min.js"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_a_hostile_name_is_shown_and_not_run(page: Any, tmp_path: Path) -> None:
    show(page, tmp_path / "map.html", map_html.render(chart(CASES[4]), view("fr"), "stages", 0))
    assert page.evaluate("document.querySelectorAll('script').length") == 0
    assert '<script>alert("x")</script> & <b>gras</b> ]]> &amp; <!-- --> </svg>' in page.evaluate(
        "[...document.querySelectorAll('h3')].map(one => one.textContent)")
