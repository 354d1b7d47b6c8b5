"""Facts of the world: what follows from what is known is derived, never asked, and no decision rests on an impossible enterprise."""

from __future__ import annotations

from datetime import date

import pytest

from essfund import match, read_profile
from essfund.model.field_types import Interval
from tests.bundled import bundled

CATALOGUE, DAY = bundled(), date(2026, 11, 28)


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


def test_an_enterprise_with_employees_is_no_idea() -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, {"employees": 3}), on=DAY)
    assert "emergence" not in (report.facts.ids("stage") or {"emergence"})


def test_a_profile_that_contradicts_a_fact_is_answered_as_it_is_told() -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, {"stage": "emergence", "employees": 3}), on=DAY)
    assert report.derived == {}
    assert report.results
