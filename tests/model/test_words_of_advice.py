"""Every place, part of the need and term of the money has its words."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import get_args

import pytest

from essfund import Profile, match
from essfund.core.language.translator import translator
from essfund.engine.need import FOUND
from essfund.model.case import PlaceName
from essfund.model.terms import Terms
from essfund.model.verdict import Place
from essfund.presenting.advice import PLACES, TERMS, successor
from essfund.presenting.situation import PARTS
from tests.bundled import LAST_CHECKED, bundled


def test_every_place_has_its_words_and_can_be_expected_by_a_case() -> None:
    assert set(PLACES) == set(Place)
    assert set(get_args(PlaceName)) == {place.value for place in Place}


def test_every_part_of_the_need_that_is_there_already_has_its_words() -> None:
    assert set(PARTS) == set(FOUND)


def test_every_term_has_its_label() -> None:
    assert len(TERMS) == len({field.name for field in fields(Terms)} - {"source", "strength", "least_fee"}), "the least fee is said with the fee"


@pytest.mark.parametrize("day", [date(2018, 6, 1), date(2021, 1, 1), date(2023, 6, 1), LAST_CHECKED])
def test_a_successor_is_named_once_it_has_taken_over(day: date) -> None:
    report = match(bundled(), Profile(), on=day)
    said = {result.instrument.id: successor(result, report, translator("en")) for result in report.results if result.successor}
    for tool, text in said.items():
        result = report.result(tool)
        after = report.result(result.successor or "")
        assert bool(text) == (after.availability.askable or result.availability.over), tool
        assert ("(" in text.removeprefix(f"→ {after.instrument.tool.name}")) == (bool(text) and not after.availability.askable), tool
    assert bool(said["novess"]) == (day >= date(2023, 1, 1))
