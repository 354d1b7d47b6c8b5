"""What only a terminal shows: sections apart from one another, unbroken amounts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.answer.report_tables import render_text
from essfund.core.language.translator import translator
from essfund.exchange.filters import list_instruments
from essfund.exchange.tools_list import render_table as render_list
from essfund.presenting.view import View

if TYPE_CHECKING:
    from essfund import Catalogue


def test_sections_stand_apart_and_amounts_stay_whole(catalogue: Catalogue) -> None:
    profile = read_profile(catalogue, {"legal_form": "scop", "employees": 12, "amount_needed": 40000, "bank_loan": 60000})
    report = match(catalogue, profile, on=date(2019, 6, 1))
    for width in (80, 100, 120):
        lines = render_text(report, View(translator("fr"), width=width)).split("\n")
        for title in ("Financements", "Garanties", "Accompagnement"):
            place = next(i for i, line in enumerate(lines) if line.startswith(title))
            assert lines[place - 1] == ""
        assert not [line for line in lines if line.lstrip().startswith("€")]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_list_of_instruments_fits_a_terminal(width: int, catalogue: Catalogue) -> None:
    listing = list_instruments(catalogue, on=date(2019, 6, 1))
    lines = render_list(catalogue, listing, View(translator("fr"), width=width)).split("\n")
    assert max(len(line) for line in lines) <= width
    assert any(line.startswith("fiso ") for line in lines)
    assert len(lines) < 4 * len(listing)
