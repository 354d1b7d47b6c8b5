"""Facts of the world: what follows from what is known is derived, never asked, and no decision rests on an impossible enterprise."""

from __future__ import annotations

from datetime import date

import pytest

from essfund import match, read_profile
from essfund.model.field_types import Interval
from tests.bundled import LAST_CHECKED, bundled

CATALOGUE, DAY = bundled(), LAST_CHECKED


@pytest.mark.parametrize(("told", "key", "value"), [
    ({"stage": "emergence"}, "employees", Interval(0, 0)),
    ({"stage": "emergence"}, "age_years", Interval(0, 0)),
    ({"stage": "emergence"}, "turnover", Interval(0, 0)),
    ({"micro_enterprise": True}, "legal_form", frozenset({"entreprise-individuelle"})),
    ({"micro_enterprise": True}, "cgscop_member", False),
    ({"legal_form": "entreprise-individuelle"}, "esus", False),
    ({"legal_form": "sas", "esus": True}, "ess", True),
    ({"legal_form": "scop"}, "micro_enterprise", False),
])
def test_what_follows_is_derived_and_never_asked(told: dict[str, object], key: str, value: object) -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY)
    assert report.derived[key] == value == report.facts.values[key]
    assert key not in report.profile.values
    assert key not in {question.field for question in report.questions}
    assert all(key not in result.missing for result in report.results)


@pytest.mark.parametrize(("tool", "told", "missing"), [
    ("start-oc", {"departement": ["01", "30"], "innovation": True, "amount_needed": 0, "project_cost": 0, "age_years": 0, "turnover": 0,
                  "balance_sheet": 0, "legal_form": "autre", "siae": False, "entreprise_adaptee": False, "market_income_share": 0,
                  "social_innovation": False, "in_difficulty": False, "naf": "64"}, {"employees", "departement"}),
    ("impact-ess-occitanie", {"departement": ["01", "30"], "legal_form": ["autre", "organisme-public"], "esus": False}, {"departement", "ess"}),
])
def test_a_field_that_tells_no_more_than_those_it_is_tied_to_is_not_missing(tool: str, told: dict[str, object], missing: set[str]) -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=date(2010, 1, 15))
    assert set(next(result.missing for result in report.results if result.instrument.id == tool)) == missing


def test_an_enterprise_with_employees_is_no_idea() -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, {"employees": 3}), on=DAY)
    assert "emergence" not in (report.facts.ids("stage") or {"emergence"})


def test_a_profile_that_contradicts_a_fact_is_answered_as_it_is_told() -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, {"stage": "emergence", "employees": 3}), on=DAY)
    assert report.derived == {}
    assert report.results


@pytest.mark.parametrize(("answers", "certain", "high"), [
    ({}, 15000, 30000),
    ({"garantie-sofiscop.cotation-5-plus": {"met": True, "note": "5+"}}, 15000, 30000),
    ({"garantie-sofiscop.cotation-5-plus": {"met": False, "note": "4"}}, 15000, 15000),
])
def test_an_offer_that_nobody_has_vouched_for_is_not_the_sure_one(answers: dict[str, object], certain: int, high: int) -> None:
    told = {"legal_form": "scop", "cgscop_member": True, "bank_loan": 60000, "purposes": ["investissement"], "age_years": 8, "answers": answers}
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY)
    found = next(r.amount for r in report.results if r.instrument.id == "garantie-sofiscop")
    assert (found.certain, found.high) == (certain, high)
