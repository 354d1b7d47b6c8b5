"""What a chart says, and the commands that draw."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from essfund.engine.availability import availability_on
from essfund.engine.cartography import make_chart
from essfund.engine.coverage import ASKABLE
from essfund.landscape.map_picture import render
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.charts.legend import ANSWERS, STATES, edge
from essfund.presenting.charts.stages import Columns, packed
from essfund.presenting.charts.svg import Canvas
from essfund.presenting.charts.words import TITLES
from essfund.presenting.formats import MAP_VIEWS
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import sliced
from tests.pictures.boxes import SVG, groups, read, rectangles
from tests.pictures.making import CASES, EARLY, LATE, SCOP, chart, view

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from tests.command_line import Done


def canvas() -> Canvas:
    return Canvas(100, "", "", reaches=bundled().vocabularies.reach.terms)


@pytest.mark.parametrize("day", [EARLY, LATE])
def test_a_chart_holds_what_can_be_asked_for_and_counts_the_rest(day: date) -> None:
    catalogue = bundled()
    askable = {key for key, one in catalogue.instruments.items()
               if availability_on(day, one.tool, catalogue) in ASKABLE}
    found = make_chart(catalogue, day)
    assert {bar.instrument.id for bar in found.bars} == askable
    assert found.left_out == len(catalogue.instruments) - len(askable)
    assert found.left_out
    whole = make_chart(catalogue, day, everything=True)
    assert {bar.instrument.id for bar in whole.bars} == set(catalogue.instruments)
    assert [band.family for band in whole.bands] == list(catalogue.vocabularies.family.terms)


def test_stages_amounts_and_doubts_are_those_of_the_catalogue() -> None:
    bars = {bar.instrument.id: bar for bar in chart(CASES[1]).bars}
    assert bars["contrat-occitanie"].stages == (1, 2, 3)
    assert "stroke_dasharray" in edge(canvas(), bars["contrat-occitanie"], uncertain=True)
    assert bars["dons-fondations"].stages == ()
    assert (bars["novess"].amount.low, bars["novess"].amount.high) == (100_000, 5_000_000)
    assert bars["pass-occitanie"].availability is Availability.CLOSED


def test_with_a_profile_amounts_and_answers_are_those_of_match() -> None:
    found = chart(CASES[2])
    assert found.report
    results = {one.instrument.id: one for one in found.report.results}
    assert {bar.instrument.id: (bar.amount, bar.result) for bar in found.bars} == {
        key: (one.amount, one) for key, one in results.items()}
    assert {one.verdict for one in results.values()} == set(Verdict)


def test_every_state_and_answer_has_a_shape_of_its_own() -> None:
    assert set(STATES) == set(Availability)
    assert set(ANSWERS) == set(Verdict)
    assert len(set(ANSWERS.values())) == len(Verdict)
    eligible, refused = (next(bar for bar in chart(CASES[2]).bars if bar.askable and bar.result and bar.result.verdict is verdict)
                         for verdict in (Verdict.ELIGIBLE, Verdict.INELIGIBLE))
    assert float(edge(canvas(), eligible, uncertain=False)["stroke_width"]) > 2 * float(edge(canvas(), refused, uncertain=False)["stroke_width"])


def test_every_view_has_its_title() -> None:
    assert set(TITLES) == set(MAP_VIEWS)


def test_bars_stand_as_high_as_they_can() -> None:
    bars = chart(CASES[0]).bars
    columns = Columns(len(chart(CASES[0]).stages), ["a", "b", "c", "d", "e"], 0, 1000)
    places = packed(bars, columns, [30.0] * len(bars))
    for place, bar in zip(places, bars, strict=True):
        below = {other for other, one in zip(places, bars, strict=True) if one is not bar and set(columns.taken(one)) & set(columns.taken(bar))}
        assert place == 0 or place - 30.0 in below


def profile_file(directory: Path) -> str:
    path = directory / "profil.yaml"
    path.write_text("\n".join(f"{key}: {value!r}" for key, value in SCOP.items()), encoding="utf-8")
    return str(path)


def test_the_command_draws_for_a_file_for_options_and_for_both(essfund: Callable[..., Done], tmp_path: Path) -> None:
    day = ("--as-of", "2019-06-01", "-f", "svg")
    file = essfund("map", "--profile", profile_file(tmp_path), *day)
    options = essfund("map", "--legal-form", "scop", "--employees", "12", "--amount", "40000", "--departement", "31", *day)
    other = essfund("map", "--profile", profile_file(tmp_path), "--legal-form", "association", *day)
    assert file.code == options.code == other.code == 0
    assert file.out == options.out != other.out
    standard = essfund("map", "--profile", "-", *day, stdin='{"legal_form": "scop", "amount_needed": 40000, "employees": 12, "departement": "31"}')
    assert standard.out == file.out
    titles = [one.findtext(f"{SVG}title") or "" for one in groups(read(file.out), "bar")]
    assert any("éligible a priori" in one for one in titles)
    assert "éligible a priori" not in essfund("map", *day).out


@pytest.mark.parametrize("name", ["text", "svg", "html", "png", "pdf"])
def test_every_format_is_written_to_a_file(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "out"
    done = essfund("map", "--as-of", "2019-06-01", "-f", name, "-o", str(path), "--width", "600", "--lang", "en")
    assert (done.code, done.out) == (0, "")
    begins = {"text": b"Financing", "svg": b"<?xml", "html": b"<!DOCTYPE html>", "png": b"\x89PNG", "pdf": b"%PDF"}
    assert path.read_bytes().startswith(begins[name])


@pytest.mark.parametrize("argv", sliced([["map", "-f", "svg"], ["map", "-f", "html"], ["coverage", "--axes", "stage", "-f", "svg"]], 3))
def test_a_picture_is_utf_8_whatever_standard_output_takes(argv: list[str], root: Path) -> None:
    kept = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, "-m", "essfund", *argv, "--as-of", "2019-06-01"], env=kept, capture_output=True, check=True)
    assert "É" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("width", ["319", "8001", "abc", "-5", "1e3", "٤٠٠", "9" * 5000])
def test_a_width_that_makes_no_sense_is_refused(width: str, essfund: Callable[..., Done]) -> None:
    done = essfund("map", "-f", "svg", "--width", width, "--lang", "en")
    assert done.code == 2
    assert "--width is not a whole number of pixels from 320 to 8000" in done.err


def test_the_page_is_whole_and_asks_nobody(essfund: Callable[..., Done]) -> None:
    text = essfund("map", "--as-of", "2019-06-01", "-f", "html", "--lang", "en").out
    assert '<html lang="en">' in text
    assert "<script" not in text
    assert not re.findall(r'(?:src|@import|url\()\s*=?\s*["\']?(?:https?:|//)', text)
    anchors, targets = set(re.findall(r'href="#(tool-[\w-]+)"', text)), set(re.findall(r'id="(tool-[\w-]+)"', text))
    assert anchors == targets
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_terminal_shows_uncertain_stages_and_marks_without_colour(essfund: Callable[..., Done]) -> None:
    text = essfund("map", "--as-of", str(LAST_CHECKED), "--all", "--legal-form", "scop", "--lang", "en").out
    rows = (re.fullmatch(r"(?:[█▒░.~?]{4} ){5}. \[.\] (.*?)(?:  .*)?", one) for one in text.splitlines())
    line = {row[1]: row[0] for row in rows if row}
    assert len(line) > 50
    assert line["Contrat Occitanie (subvention)"].startswith(".... ███~ ███~ ███~ ....")
    assert line["Dons des fondations et fonds de dotation"].startswith(".... .... .... .... ░░░?")
    assert "x [" in line["Pass Occitanie"]
    assert "\x1b" not in text


def test_a_heat_map_holds_every_count(essfund: Callable[..., Done]) -> None:
    day = ("--axes", "legal_form,stage", "--as-of", "2019-06-01")
    rows = essfund("coverage", *day, "-f", "csv").out.splitlines()
    cells = [one.findtext(f"{SVG}title") or "" for one in groups(read(essfund("coverage", *day, "-f", "svg").out), "cell")]
    assert len(cells) == (len(rows) - 1) * len(bundled().vocabularies.family.terms)
    counts = sorted(int(number) for row in rows[1:] for number in row.split(",")[-8:-3])
    assert sorted(int(one.rsplit("\u00a0: ", 1)[-1].split(" (")[0]) for one in cells) == counts


def test_a_hole_is_hatched_and_says_zero_and_old_sources_are_no_hole(essfund: Callable[..., Done]) -> None:
    day = ("--as-of", "2001-01-01", "--axes", "stage", "--family", "garantie")
    found = set()
    for cell in groups(read(essfund("coverage", "--availability", "open", *day, "-f", "svg").out), "cell"):
        (text,) = [one.text or "" for one in cell.iter(f"{SVG}text")]
        found.add((next(one.get("fill") for one in cell.iter(f"{SVG}rect")), text.partition(" ")[2][:1] == "?", text[:2]))
    assert found == {("url(#hole)", False, "0 "), ("url(#old)", True, "0 ")}


def test_a_heat_map_too_large_for_a_picture_says_so(essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essfund.landscape.coverage_picture.MOST_CELLS", 20)
    day = ("--axes", "legal_form,stage", "--as-of", "2019-06-01", "--lang", "en")
    done, cells = essfund("coverage", *day, "-f", "svg"), len(essfund("coverage", *day, "-f", "csv").out.splitlines()) - 1
    assert done.code == 2
    assert cells > 20
    assert f"{cells} cells are too many for one picture" in done.err


def test_what_cannot_be_asked_for_stands_below_and_is_counted_apart() -> None:
    root = read(render(chart(CASES[1]), view("en"), "stages", 1123))
    tops = {one.get("data-tool"): min(box.top for box in rectangles(one, "edge")) for one in groups(root, "bar")}
    said = {one.text or "" for one in root.iter(f"{SVG}text")}
    below = 0
    for band in chart(CASES[1]).bands:
        placed = [bar for bar in band.bars if bar.stages]
        there, gone = ([tops[bar.instrument.id] for bar in placed if bar.askable is askable] for askable in (True, False))
        assert not gone or max(there, default=0) < min(gone)
        below += len(gone)
        others = len(band.bars) - band.askable
        assert any(f"({band.askable}; {others} other" in one or f"({band.askable})" in one for one in said)
    assert below > 5
