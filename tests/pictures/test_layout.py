"""Where things stand in a picture, by the layout's own measures; a browser measures again in test_browser.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.landscape.map_picture import render
from essfund.presenting.charts.text_layout import plain, width
from essfund.presenting.formats import MAP_VIEWS
from tests.depth import sliced
from tests.pictures.boxes import SVG, Box, groups, overlapping, read, rectangles, texts
from tests.pictures.making import CASES, WIDTHS, Case, chart, view

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def drawn(case: Case, kind: str, wide: int) -> Element:
    return read(render(chart(case), view(case.lang), kind, wide))


@pytest.mark.parametrize("wide", sliced(WIDTHS, 5))
@pytest.mark.parametrize("kind", MAP_VIEWS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_two_texts_touch_each_stays_inside_and_bars_are_apart(case: Case, kind: str, wide: int) -> None:
    root = drawn(case, kind, wide)
    found = texts(root)
    assert len(found) > len(chart(case).bars) / 2
    assert overlapping(found) == []
    whole = Box(0, 0, float(root.get("width", 0)), float(root.get("height", 0)))
    assert [box.text for box in found if not whole.holds(box)] == []
    bars = groups(root, "bar")
    assert bars
    for bar in bars:
        frames = rectangles(bar, "slot") or rectangles(bar, "edge")
        for box in texts(bar):
            assert any(frame.holds(box) for frame in frames), (bar.get("data-tool"), box)
    if kind == "stages":
        assert_bars_do_not_cover_one_another(root, len(chart(case).bars))


def assert_bars_do_not_cover_one_another(root: Element, count: int) -> None:
    bars = [(one.get("data-tool"), rectangles(one, "edge")) for one in groups(root, "bar")]
    assert len(bars) == count
    for place, (name, boxes) in enumerate(bars):
        for other, others in bars[:place]:
            assert not [1 for one in boxes for two in others if one.touches(two)], (name, other)


@pytest.mark.parametrize("kind", MAP_VIEWS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_bar_has_its_alternative_text_and_the_whole_name(case: Case, kind: str) -> None:
    root = drawn(case, kind, 360)
    assert [one.tag for one in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    titles = {one.get("data-tool"): one.findtext(f"{SVG}title") or "" for one in groups(root, "bar")}
    for bar in chart(case).bars:
        if bar.instrument.id in titles:
            assert titles[bar.instrument.id].startswith(plain(bar.instrument.tool.name))
    wanted = {bar.instrument.id for bar in chart(case).bars if kind == "stages" or bar.instrument.tool.family != "accompagnement"}
    assert set(titles) == wanted


def test_letters_of_unknown_width_are_held_to_their_width() -> None:
    root = drawn(CASES[4], "stages", 1123)
    held = [one for one in root.iter(f"{SVG}text") if one.get("textLength")]
    assert held
    for one in held:
        bold = one.get("font-weight") == "bold"
        assert float(one.get("textLength", 0)) == pytest.approx(width(one.text or "", float(one.get("font-size", 0)), bold=bold), abs=0.01)


def test_the_same_chart_is_the_same_bytes() -> None:
    for kind in MAP_VIEWS:
        assert render(chart(CASES[2]), view("fr"), kind, 1123) == render(chart(CASES[2]), view("fr"), kind, 1123)
