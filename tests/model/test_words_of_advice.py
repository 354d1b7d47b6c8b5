"""Every place, part of the need and term of the money has its words."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from essfund.engine.need import FOUND
from essfund.model.case import PlaceName
from essfund.model.terms import Terms
from essfund.model.verdict import Place
from essfund.presenting.advice import PARTS, PLACES, TERMS


def test_every_place_has_its_words_and_can_be_expected_by_a_case() -> None:
    assert set(PLACES) == set(Place)
    assert set(get_args(PlaceName)) == {place.value for place in Place}


def test_every_part_of_the_need_that_is_there_already_has_its_words() -> None:
    assert set(PARTS) == set(FOUND)


def test_every_term_has_its_label() -> None:
    assert len(TERMS) == len({field.name for field in fields(Terms)} - {"source", "strength"})
