"""Whole reports: deterministic, blind to the order of the catalogue, and leaving the catalogue as it was."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, Profile, Verdict, match, read_profile
from essfund.core.truth import UNKNOWN
from essfund.engine.match import UNSCORED
from essfund.engine.ranking import CRITERIA
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability
from tests.bundled import bundled
from tests.depth import law

if TYPE_CHECKING:
    from essfund.model.report import Report

CATALOGUE = bundled()
DAY = date(2019, 6, 1)
FACTS: dict[str, list[object]] = {
    "legal_form": ["scop", "association", "5710", "5499", "eurl"],
    "employees": [0, 12, "10..19", "250.."],
    "amount_needed": [4000, 40000, 400000],
    "departement": ["31", "34", "75"],
    "stage": ["emergence", "developpement"],
    "age_years": [0, 4, 10],
    "project_cost": [20000, 90000],
    "own_funds": [-5000, 30000],
    "bank_loan": [0, 60000],
    "cgscop_member": [True, False],
    "social_innovation": [True, False],
}


@st.composite
def some_profile(draw: st.DrawFn) -> Profile:
    keys = draw(st.sets(st.sampled_from(sorted(FACTS))))
    return read_profile(CATALOGUE, {key: draw(st.sampled_from(FACTS[key])) for key in sorted(keys)})


def shuffled(seed: int) -> Catalogue:
    items = list(CATALOGUE.instruments.items())
    Random(seed).shuffle(items)
    return replace(CATALOGUE, instruments=dict(items))


def outline(report: Report) -> list[object]:
    return [(r.rank, r.instrument.id, r.verdict, r.score, r.amount, r.missing, r.offer.offer.id) for r in report.results]


@law(25)
@given(profile=some_profile(), seed=st.integers(0, 10**6))
def test_the_order_of_the_catalogue_does_not_matter(profile: Profile, seed: int) -> None:
    assert outline(match(shuffled(seed), profile, on=DAY)) == outline(match(CATALOGUE, profile, on=DAY))


@law(25)
@given(profile=some_profile())
def test_a_report_holds_every_instrument_once_in_the_declared_order(profile: Profile) -> None:
    results = match(CATALOGUE, profile, on=DAY).results
    assert [r.rank for r in results] == list(range(1, len(results) + 1))
    assert {r.instrument.id for r in results} == set(CATALOGUE.instruments)
    places = [
        (2 if r.availability is Availability.CLOSED else 1 if r.verdict is Verdict.INELIGIBLE else 0) for r in results
    ]
    assert places == sorted(places)
    for result in results:
        assert [c.id for c in result.criteria] == ([] if result.place in UNSCORED else list(CRITERIA))
        assert all(c.value is None or 0 <= c.value <= 1 for c in result.criteria)
        assert 0 <= result.score <= 1


@law(25)
@given(profile=some_profile())
def test_questions_ask_for_unknown_fields_that_settle_something(profile: Profile) -> None:
    report = match(CATALOGUE, profile, on=DAY)
    waiting = {r.instrument.id: r for r in report.results if r.verdict is Verdict.TO_CHECK}
    for question in report.questions:
        assert question.touches
        assert set(question.settles) <= set(question.touches)
        assert all(question.field in waiting[tool].missing for tool in question.touches)
        assert FIELDS[question.field].tested


def test_matching_leaves_the_catalogue_as_it_was() -> None:
    before = pickle.dumps(CATALOGUE.instruments["fiso"].conditions), pickle.dumps(CATALOGUE.ranking)
    match(CATALOGUE, read_profile(CATALOGUE, {"legal_form": "scop"}), on=DAY)
    assert (pickle.dumps(CATALOGUE.instruments["fiso"].conditions), pickle.dumps(CATALOGUE.ranking)) == before
    with pytest.raises(AttributeError):
        CATALOGUE.edition = "other"  # type: ignore[misc] # that is what must fail


def test_every_condition_is_proved_even_after_one_has_failed() -> None:
    profile = read_profile(CATALOGUE, {"legal_form": "entreprise-individuelle", "departement": "75"})
    for result in match(CATALOGUE, profile, on=DAY).results:
        listed = [c for c in result.instrument.conditions + result.offer.offer.conditions if c.applies_on(DAY)]
        assert [f.condition for f in result.findings] == listed
        assert all(f.trace.truth is UNKNOWN or f.truth is f.trace.truth for f in result.findings)


def test_an_answer_overrides_a_rule_and_never_the_other_way() -> None:
    refused = read_profile(CATALOGUE, {"legal_form": "association"})
    assert match(CATALOGUE, refused, on=DAY).result("socoden").verdict is Verdict.INELIGIBLE
    answers = {"membre-cgscop": {"met": True, "note": "par téléphone"}}
    told = read_profile(CATALOGUE, {"legal_form": "association", "answers": answers})
    result = match(CATALOGUE, told, on=DAY).result("socoden")
    assert result.verdict is Verdict.ELIGIBLE
    assert [f.answer.note for f in result.findings if f.answer] == ["par téléphone"]
    reservation = result.offer.pending[0].reservation
    no = read_profile(CATALOGUE, {"legal_form": "scop", "cgscop_member": True, "answers": {reservation.id: False}})
    assert match(CATALOGUE, no, on=DAY).result("socoden").verdict is Verdict.INELIGIBLE
