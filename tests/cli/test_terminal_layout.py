"""What a page shows: places apart from one another, unbroken amounts, commands and drawings."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from essfund import match, read_profile
from essfund.answer.first_screen import render_text
from essfund.core.language.translator import translator
from essfund.exchange.filters import list_instruments
from essfund.exchange.tools_list import render_table as render_list
from essfund.presenting.advice import PLACES
from essfund.presenting.terminal import PLAIN, Line, Row, TerminalColumn, columns, typeset
from essfund.presenting.view import View

if TYPE_CHECKING:
    from essfund import Catalogue


def test_places_stand_apart_and_amounts_stay_whole(catalogue: Catalogue) -> None:
    profile = read_profile(catalogue, {"legal_form": "scop", "employees": 12, "amount_needed": 40000, "bank_loan": 60000})
    report = match(catalogue, profile, on=date(2019, 6, 1))
    for width in (80, 100, 120):
        lines = render_text(report, View(translator("fr"), everything=True, width=width)).split("\n")
        for place, count in Counter(result.place for result in report.results).items():
            title = f"{translator('fr').text(PLACES[place])} ({count})".upper()
            (row,) = [i for i, line in enumerate(lines) if line.lstrip().startswith(title)]
            assert lines[row - 1] == ""
        assert not [line for line in lines if re.search(r"(^|  )\s*€", line)]
        assert [line for line in lines if "\u00a0€" in line]


@pytest.mark.parametrize("width", [None, 40, 100])
def test_a_command_is_never_wrapped_and_a_drawing_keeps_its_spaces(width: int | None) -> None:
    command, column = f"to see it: echo '{'x ' * 80}' | essfund match -", TerminalColumn("", 20)
    parts: list[Line | Row] = [Line(command, "", 4, whole=True), Line("word " * 30, "", 4), Row([("     |---", "")], [column])]
    lines = typeset(parts, View(translator("en"), width=width)).split("\n")
    assert lines[0] == f"    {command}"
    assert lines[-2] == "     |---"
    assert len(lines) == {None: 4, 40: 8, 100: 5}[width]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_list_of_instruments_fits_a_terminal(width: int, catalogue: Catalogue) -> None:
    listing = list_instruments(catalogue, on=date(2019, 6, 1))
    lines = render_list(catalogue, listing, View(translator("fr"), width=width)).split("\n")
    assert max(len(line) for line in lines) <= width
    assert any(re.match(r"(Identifiant\s: )?fiso( |$)", line) for line in lines)
    assert len(lines) < 4 * len(listing)


def test_letters_that_are_not_measured_take_one_column() -> None:
    plain = [char for char in map(chr, range(sys.maxunicode + 1)) if PLAIN.fullmatch(char)]
    assert {cell_len(char) for char in plain} == {1}
    assert columns("漢字") == cell_len("漢字")
