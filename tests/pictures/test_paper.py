"""A chart on one sheet of paper: its real size, nothing beyond its edge, the need as a line; and what is chosen for it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from essfund.landscape.map_picture import on_paper
from essfund.presenting.charts.papers import PAPERS
from essfund.presenting.charts.svg import svg_text
from tests.depth import sliced
from tests.pictures.boxes import SVG, Box, groups, overlapping, read, texts
from tests.pictures.making import CASES, Case, chart, view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from tests.command_line import Done

DAY = ("--as-of", "2026-11-25")
SHEETS = [(CASES[0], "stages", "a3"), (CASES[2], "amounts", "a4"), (CASES[1], "stages", "a4"), (CASES[4], "amounts", "a3")]


def sheet(root: Element) -> Box:
    left, top, wide, tall = map(float, root.get("viewBox", "").split())
    return Box(left, top, wide, tall)


@pytest.mark.parametrize(("case", "kind", "name"), sliced(SHEETS, 4), ids=lambda each: getattr(each, "name", each))
def test_a_sheet_holds_everything_in_its_real_size(case: Case, kind: str, name: str) -> None:
    paper = PAPERS[name]
    root = read(svg_text(on_paper(chart(case), view(case.lang), kind, paper)))
    assert (root.get("width"), root.get("height")) == (f"{paper.wide}mm", f"{paper.tall}mm")
    whole, found = sheet(root), texts(root)
    left, top, wide, tall = map(float, root.get("viewBox", "").split())
    assert (left, top) == (0, 0)
    assert tall / wide == pytest.approx(paper.tall / paper.wide, rel=1e-3)
    assert wide < 2.5 * paper.pixels
    assert [box.text for box in found if not whole.holds(box)] == []
    assert overlapping(found) == []
    assert len(groups(root, "bar")) == sum(kind == "stages" or bar.instrument.tool.family != "accompagnement" for bar in chart(case).bars)


@pytest.mark.slow
def test_a_pdf_is_one_page_of_the_sheet(essfund: Callable[..., Done], tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = tmp_path / "page.pdf"
    assert essfund("map", *DAY, "--family", "garantie", "--paper", "a4", "--output", str(path)).code == 0
    (page,) = PdfReader(BytesIO(path.read_bytes())).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((841.89, 595.28), abs=0.1)


def test_the_need_is_a_line_where_it_is(essfund: Callable[..., Done]) -> None:
    call = ("map", *DAY, "--view", "amounts", "--family", "garantie", "-f", "svg", "--lang", "en")
    with_need, without = (read(essfund(*call, *more).out) for more in (("--amount", "50000"), ("--amount", "40000..50000")))
    lines = [one for one in with_need.iter(f"{SVG}line") if one.get("class") == "need"]
    assert [one.text for one in with_need.iter(f"{SVG}text") if (one.text or "").startswith("need")] == ["need: €50,000"]
    (line,) = lines
    tick = next(one for one in with_need.iter(f"{SVG}text") if one.text == "€50k")
    assert float(line.get("x1", 0)) == pytest.approx(float(tick.get("x", 0)), abs=0.1)
    assert not [one for one in without.iter() if one.get("class") == "need"]


def test_a_map_is_filtered_titled_and_credited(essfund: Callable[..., Done]) -> None:
    call = ("map", *DAY, "-f", "svg", "--lang", "en")

    def drawn(*more: str) -> set[str]:
        return {one.get("data-tool") or "" for one in groups(read(essfund(*call, *more).out), "bar")}

    listed = essfund("tools", "list", *DAY, "--family", "pret", "--reach", "regional", "-f", "csv").out
    loans = drawn("--family", "pret", "--reach", "regional")
    assert loans
    assert all(tool in listed for tool in loans)
    assert drawn("--family", "pret", "--availability", "closed")
    every, fitting = drawn("--legal-form", "mutuelle", "--family", "garantie"), drawn("--legal-form", "mutuelle", "--family", "garantie", "--without-refused")
    assert fitting < every
    texts_of = [one.text or "" for one in read(essfund(*call, "--family", "garantie", "--title", " Our  guarantees", "--credit", "The office").out).iter(f"{SVG}text")]
    assert texts_of[0] == "Our guarantees"
    assert texts_of[1] == "Financing landscape on November 25, 2026: which instruments at which stage"
    assert "The office" in texts_of


@pytest.mark.parametrize(("words", "said"), [
    (("--paper", "a3", "--width", "900", "-f", "svg"), "--paper and --width"), (("--paper", "a4"), "--paper is for pictures"),
    (("--paper", "a4", "-f", "html"), "--paper is for pictures"),
])
def test_a_sheet_is_refused_where_there_is_none(words: tuple[str, ...], said: str, essfund: Callable[..., Done]) -> None:
    done = essfund("map", *DAY, "--lang", "en", *words)
    assert done.code == 2
    assert said in done.err
