"""What every width and every format must still show: names, ids, labels, the reason of a pause, the day it closes, the nearest offer."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.answer.first_screen import render_text
from essfund.core.language.translator import translator
from essfund.engine.coverage import ASKABLE, Shortages, holes
from essfund.engine.supply import space_along, supply
from essfund.exchange.filters import list_instruments
from essfund.exchange.tools_list import render_table
from essfund.landscape.coverage_formats import render_text as render_coverage
from essfund.model.fields import FIELDS
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED
from tests.frozen import AT

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund import Catalogue
    from tests.command_line import Done

SMALL = Path(__file__).parents[1] / "golden" / "catalogue"
SMALL_DAY = ("--catalogue", str(SMALL), "--as-of", "2019-06-01")
DAY = LAST_CHECKED


def glued(text: str) -> str:
    """A text without its spaces and line ends."""
    return "".join(text.split())


@pytest.mark.parametrize("width", range(60, 121, 4))
def test_names_stay_whole_words_at_every_width(width: int, catalogue: Catalogue) -> None:
    report = match(catalogue, read_profile(catalogue, {"legal_form": "scop", "amount_needed": 40000}), on=DAY)
    lines = render_text(report, View(translator("fr"), width=width)).split("\n")
    names = {word.strip(";,") for result in report.results[:3] for word in result.instrument.tool.name.split()}
    assert len(names) > 3
    assert names <= {word.strip(";,") for line in lines for word in line.split()}


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_ids_are_never_broken(width: int, catalogue: Catalogue) -> None:
    listing = list_instruments(catalogue, on=DAY)
    words = {word.rstrip(";") for word in render_table(catalogue, listing, View(translator("fr"), width=width)).split()}
    assert {listed.instrument.id for listed in listing} <= words


@pytest.mark.parametrize("width", [50, 60, 100])
def test_labels_of_coverage_are_never_broken(width: int, catalogue: Catalogue) -> None:
    families = tuple(catalogue.vocabularies.family.terms)
    supplied = supply(catalogue, DAY, ("legal_form",), ASKABLE, space_along([catalogue]))
    text = render_coverage(catalogue, Shortages(supplied, families, holes(supplied, families), None, None), View(translator("fr"), width=width))
    assert {"Mutuelle", "participative)"} <= set(text.split())


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
def test_the_reason_of_a_pause_is_in_every_format(form: str, essfund: Callable[..., Done]) -> None:
    assert "Promotion complète" in essfund("match", "--stage", "emergence", *SMALL_DAY, "--format", form).out
    assert {"Promotion", "complète."} <= set(re.split(r"[\s\",|]+", essfund("tools", "list", *SMALL_DAY, "--format", form).out))
    assert "Promotion complète" in essfund("tools", "show", "accompagnement-emergence", *SMALL_DAY).out


def test_a_floor_that_nobody_knows_is_no_nought(essfund: Callable[..., Done]) -> None:
    rows = list(csv.DictReader(StringIO(essfund("tools", "list", "--format", "csv", "--as-of", str(LAST_CHECKED)).out)))
    assert rows
    assert "0" not in {row["amount_min"] for row in rows}
    tools = json.loads(essfund("tools", "list", "--format", "json", "--as-of", str(LAST_CHECKED)).out)["tools"]
    assert 0 not in {tool["amount"]["min"] for tool in tools}
    found = csv.DictReader(StringIO(essfund("match", "--legal-form", "scop", "--format", "csv", "--as-of", str(LAST_CHECKED)).out))
    assert "0" not in {row["amount_min"] for row in found}


def test_the_reason_is_that_of_the_nearest_offer(essfund: Callable[..., Done]) -> None:
    told = ["--legal-form", "scop", "--amount", "500", "--departement", "31", "--employees", "12", "--purpose", "investissement"]
    out = essfund("match", *told, *SMALL_DAY, "--all", "--lang", "en", "--format", "markdown").out
    line = next(line for line in out.splitlines() if "Subvention d’investissement" in line)
    assert "at least €1,000" in line
    assert "10,000" not in line


def test_a_known_closing_day_is_shown_before_it_comes(essfund: Callable[..., Done]) -> None:
    out = essfund("tools", "list", *AT).out
    assert "31décembre2026" in glued(out)


def test_what_closes_within_days_says_so_on_the_first_screen(essfund: Callable[..., Done]) -> None:
    told = ["--legal-form", "sarl", "--ess", "--age", "1", "--amount", "15000", "--project-cost", "30000", "--departement", "31"]
    out = glued(essfund("match", *told, "--catalogue", str(SMALL), "--as-of", "2020-12-24").out)
    assert re.search(r"Subventiond’investissement1000–15000€.{0,250}fermele31décembre2020", out)


def test_a_file_that_cannot_be_made_is_not_laid_on_a_directory_that_exists(essfund: Callable[..., Done]) -> None:
    done = essfund("match", "--legal-form", "scop", "--output", "/proc/x.md", "--lang", "en")
    assert done.code == 74
    assert "no file can be made in `/proc`" in done.err


@pytest.mark.parametrize("argv", [["tools"], ["tools", "list"], ["match", "--help"], ["words"]])
def test_a_reader_that_left_is_no_error(argv: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "essfund", *argv], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_words_lists_what_may_be_typed(essfund: Callable[..., Done], catalogue: Catalogue) -> None:
    lists = json.loads(essfund("words", "--format", "json").out)["lists"]
    assert list(lists) == ["legal-forms", "purposes", "stages", "qualities", "departements"]
    for name, vocabulary in (("legal-forms", "legal_form"), ("purposes", "purposes"), ("stages", "stage"), ("departements", "departement")):
        known = catalogue.vocabularies.of(vocabulary)
        assert known
        assert {word["id"] for word in lists[name]["words"]} == {*known.terms, *known.sets}
        for word in lists[name]["words"]:
            for typed in (word["id"], *word["also"]):
                assert word["members"] or word["id"] in (known.find(typed) or ())
    assert {word["id"] for word in lists["qualities"]["words"]} == {key for key, field in FIELDS.items() if field.kind.name == "flag"}


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_words_shows_one_list(form: str, essfund: Callable[..., Done]) -> None:
    out = essfund("words", "purposes", "--format", form).out
    assert "--purpose" in out
    assert "recyclerie" in out
    assert "--legal-form" not in out
    assert essfund("words", "purpose").code == 2
