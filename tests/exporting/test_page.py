"""The page in a real browser: search, sort, filters, keyboard, no network, no barrier that axe finds."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund.core.text import fold
from essfund.exchange.exporting.export_tables import MAIN, TABLES
from tests.bundled import bundled
from tests.exporting.making import export, renamed, selection
from tests.programs import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.exchange.exporting.selection import Selection

SHOWN = "[...document.querySelectorAll('tbody tr')].filter(row => !row.hidden)"
NAMES = f"{SHOWN}.map(row => row.cells[0].textContent.trim())"


def few(table: str) -> Selection:
    """Return ten instruments: rows are alike, and axe looks at each."""
    whole = selection(table=table)
    return replace(whole, listing=whole.listing[::6])

pytestmark = pytest.mark.slow  # a browser is opened; of those, tests/pictures keeps one test in the default run


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open the page of the instruments; anything it asks the network for, and any error of its script, fails the test."""
    context = browser.new_context(bypass_csp=False)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("request", lambda one: None if one.url.startswith("file:") else wrong.append(one.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    (tmp_path / "page.html").write_bytes(export("html", selection()))
    opened.goto((tmp_path / "page.html").as_uri())
    yield opened
    assert wrong == []
    context.close()


@pytest.mark.parametrize("typed", ["MEDITERRANEE", "méditerranée", "pret  HONNEUR", "d’amorçage", "d'amorcage", "zzz"])
def test_search_ignores_case_accents_and_marks(browser: Any, typed: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(export("html", selection(columns=("name", "provider"))))
    opened = browser.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    opened.locator("#search").fill(typed)
    tools = [one.tool for one in bundled().instruments.values()]
    wanted = {tool.name for tool in tools if all(word in fold(f"{tool.name} {tool.provider}") for word in fold(typed).split("-"))}
    assert set(opened.evaluate(NAMES)) == wanted
    assert bool(wanted) == (typed != "zzz")
    assert str(len(wanted)) in opened.get_by_role("status").text_content()
    opened.close()


def test_a_filter_shows_its_rows_and_reset_shows_all(page: Any) -> None:
    select = page.locator("select").first
    select.select_option(label="Garantie")
    assert set(page.evaluate(NAMES)) == {one.tool.name for one in bundled().instruments.values() if one.tool.family == "garantie"}
    page.locator("button[type=reset]").click()
    page.wait_for_function(f"{SHOWN}.length === {len(bundled().instruments)}")


def test_sorting_by_keyboard_both_ways(page: Any) -> None:
    button = page.locator("thead button").first
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator("thead th").first
    assert head.get_attribute("aria-sort") == "ascending"
    up = page.evaluate(NAMES)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(NAMES) == up[::-1]
    assert up == page.evaluate("names => names.sort(new Intl.Collator(document.documentElement.lang, {numeric: true}).compare)", up)


def test_amounts_sort_as_numbers_with_gaps_last(page: Any) -> None:
    keys = TABLES["instruments"].shown
    place = keys.index("amount_max")
    page.locator("thead button").nth(place).click()
    values = page.evaluate(f"{SHOWN}.map(row => row.cells[{place}].dataset.value ?? '')")
    numbers = [int(value) for value in values if value]
    assert numbers == sorted(numbers)
    assert len(numbers) > 20
    assert values[len(numbers):] == [""] * (len(values) - len(numbers))


@pytest.mark.parametrize(("table", "scheme"), [*((table.name, "light") for table in MAIN), ("instruments", "dark")])
def test_axe_finds_no_barrier(browser: Any, table: str, scheme: str, tmp_path: Path) -> None:
    library("axe_core_python", "axe-core-python")
    import axe_core_python
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    opened = context.new_page()
    (tmp_path / "page.html").write_bytes(export("html", few(table)))
    opened.goto((tmp_path / "page.html").as_uri())
    opened.add_script_tag(path=str(Path(axe_core_python.__file__).parent / "axe.min.js"))
    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 10
    context.close()


def test_a_hostile_name_is_shown_and_not_run(browser: Any, tmp_path: Path) -> None:
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    (tmp_path / "page.html").write_bytes(export("html", selection(renamed(hostile))))
    opened = browser.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    assert hostile in opened.evaluate(NAMES)
    assert opened.title() not in {"1", "2"}
    opened.close()


def test_the_page_says_everything_without_a_script(browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    (tmp_path / "page.html").write_bytes(export("html", selection()))
    opened.goto((tmp_path / "page.html").as_uri())
    assert opened.locator("tbody tr").count() == len(bundled().instruments)
    assert opened.locator("#controls").is_hidden()
    context.close()


@pytest.mark.parametrize("wide", [1920, 1366, 1200, 390])
def test_the_page_fits_its_window(browser: Any, wide: int, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(export("html", selection()))
    opened = browser.new_page(viewport={"width": wide, "height": 900})
    opened.goto((tmp_path / "page.html").as_uri())
    inside = opened.evaluate("[document.documentElement, document.querySelector('.scroll')].map(one => one.scrollWidth - one.clientWidth)")
    assert inside == [0, 0]
    opened.close()


def test_the_page_prints_what_is_folded_and_its_header_on_every_page(browser: Any, tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "page.html").write_bytes(export("html", few("instruments")))
    opened = browser.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    folded = opened.evaluate("[...document.querySelectorAll('details:not([open]) li')].map(one => one.textContent)")
    assert folded
    opened.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "page.pdf").pages
    assert all(float(page.mediabox.width) > float(page.mediabox.height) for page in pages)
    said = ["".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in pages]
    words = {word for text in folded for word in unicodedata.normalize("NFKC", text).split() if len(word) > 6}
    assert [word for word in words if word not in "".join(said)] == []
    with_rows = [text for text in said if "Instrument" in text]
    assert len(with_rows) >= len(said) - 1
    assert opened.locator("thead button").count() > 5
    opened.close()
