"""`essfund explain CODE`: however the code is typed, in every format, and good answers to codes that do not exist."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from essfund.core.codes import SUBJECTS, subject_of
from essfund.core.language.translator import translator
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.review.checks import PAGES
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]


@pytest.mark.parametrize("typed", ["CAT010", "cat010", "cat10", " Cat-10 ", "CAT 10"])
def test_a_code_is_found_however_it_is_typed(typed: str, essfund: Essfund) -> None:
    done = essfund("explain", typed, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("CAT010 – unknown reference (error)\n")


def test_a_page_says_what_why_an_example_and_what_to_do_in_this_order(essfund: Essfund) -> None:
    page, example = PAGES["CAT010"], PAGES["CAT010"].example
    assert example
    out = " ".join(essfund("explain", "--lang", "en", "CAT010").out.split())
    told = [page.meaning, f"Why it matters: {page.why}", example.bad.strip(), f"What to do: {page.remedy}", example.good.strip()]
    places = [out.index(" ".join(text.split())) for text in told]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "help_"),
    [
        ("CAT999", "the codes of `CAT` go from CAT001 to "), ("cat999", "did you mean CAT09"), ("DBT0", "did you mean DBT0"),
        ("in999", "the codes of `IN` go from IN001 to "),
    ],
)
def test_a_code_that_does_not_exist_is_answered_with_those_that_do(typed: str, help_: str, essfund: Essfund) -> None:
    done = essfund("explain", typed, "--lang", "en")
    first, second, rest = done.err.split("\n")
    assert (done.code, done.out, first, rest) == (2, "", f"`{typed}` is not a code", "")
    assert help_ in second


def test_what_only_looks_like_a_code_is_an_instrument(essfund: Essfund) -> None:
    assert essfund("explain", "zzz12", "--lang", "en").err.startswith("no instrument is called `zzz12`")


def test_part_of_a_name_suggests_the_instruments_that_have_it(essfund: Essfund, root: Path) -> None:
    catalogue = str(root / "tests/golden/catalogue")
    assert essfund("explain", "Emprunt", "--catalogue", catalogue, "--lang", "en").err == (
        "no instrument is called `Emprunt`\ndid you mean garantie-emprunt?\n")
    assert "`essfund tools list` lists them" in essfund("explain", "…", "--catalogue", catalogue, "--lang", "en").err


def test_a_code_is_explained_beside_a_catalogue_that_cannot_be_read(essfund: Essfund, tmp_path: Path) -> None:
    assert essfund("explain", "IN001", "--catalogue", str(tmp_path)).code == 0


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("code", sliced(sorted(PAGES), 5))
def test_a_page_as_json_holds_every_part(code: str, lang: str, essfund: Essfund) -> None:
    found = json.loads(essfund("explain", code, "--format", "json", "--lang", lang).out)
    page, tr = PAGES[code], translator(lang)
    assert (found["schema"], found["code"], found["severity"]) == ("essfund.code/1", code, page.severity.value)
    for key in ("title", "meaning", "why", "remedy"):
        assert found[key] == tr.text(getattr(page, key))
    assert found["subject"] == tr.text(subject_of(code))
    if page.at_scale:
        assert found["example"] is None
        return
    assert page.example
    assert (found["example"]["file"], found["example"]["bad"]) == (page.example.file, page.example.bad)


def test_a_defect_that_cannot_be_seen_is_said_above_the_piece(essfund: Essfund) -> None:
    encoded = essfund("explain", "IN002", "--lang", "en").out
    assert "Example, tools.yaml saved as ANSI (Windows-1252):" in encoded
    assert "Better, tools.yaml saved as UTF-8:" in encoded
    named = essfund("explain", "IN001", "--lang", "en").out
    assert "Example, rules.yml:" in named
    assert "Better, rules.yaml:" in named
    left_out = essfund("explain", "CAT041", "--lang", "en").out
    assert "Example, cases/exemples.yaml without this:" in left_out
    assert "What is found then stands in tools.yaml." in left_out


def test_a_format_of_codes_is_refused_for_an_instrument(essfund: Essfund) -> None:
    done = essfund("explain", "fiso", "--format", "markdown", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err == "--format markdown is for diagnostic codes only\nan instrument is explained as text or json\n"


def test_a_page_fits_the_width_of_a_terminal() -> None:
    render = FORMATS["explain CODE"]["text"].render
    lines = render("CAT004", PAGES["CAT004"], View(translator("fr"), width=80)).split("\n")
    assert max(map(len, lines)) <= 80


def test_every_subject_has_a_code_and_every_code_its_own_subject() -> None:
    used = {subject_of(code) for code in PAGES}
    assert used == set(SUBJECTS.values()) - {SUBJECTS["CAT"]}
