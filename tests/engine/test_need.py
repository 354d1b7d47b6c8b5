"""The need as a sum, what an amount brings of it, and a ceiling over a sum of fields."""

from __future__ import annotations

import pytest

from essfund import match, read_profile
from essfund.engine.amounts import offer_range
from essfund.engine.need import asked_as, brought, left_to_find, need_of, share_of_need
from essfund.model.field_types import Interval
from essfund.model.profile import Profile
from essfund.model.report import Range
from essfund.model.tool import Amount, Limit
from tests.bundled import LAST_CHECKED, bundled


def known(**numbers: int | tuple[int | None, int | None]) -> Profile:
    return Profile({key: Interval(*value) if isinstance(value, tuple) else Interval(value, value) for key, value in numbers.items()})


@pytest.mark.parametrize(("profile", "need", "asked"), [
    (known(project_cost=35000, bank_loan=28000, amount_needed=35000), 7000, None),
    (known(project_cost=35000, bank_loan=20000, own_contribution=3000, grants_obtained=2000), 10000, None),
    (known(project_cost=12000, bank_loan=0, amount_needed=8000), 8000, 8000),
    (known(amount_needed=40000), 40000, 40000),
    (known(project_cost=5000, bank_loan=9000), 0, None),
    (known(project_cost=(30000, 40000), bank_loan=(5000, 10000)), 35000, None),
    (known(bank_loan=9000), None, None),
    (known(), None, None),
])
def test_the_need_is_the_smaller_of_what_is_left_and_what_is_asked_for(profile: Profile, need: int | None, asked: int | None) -> None:
    found = need_of(profile)
    assert (found.amount, found.asked) == (need, asked)


@pytest.mark.parametrize(("amount", "need", "brings"), [
    (Range(5000, 30000), 7000, (5000, 7000)),
    (Range(5000, 30000), 4000, (5000, 5000)),
    (Range(0, 30000), None, (None, 30000)),
    (Range(25000, None), 7000, (25000, None)),
    (Range(0, None), 7000, (None, None)),
])
def test_what_an_amount_brings_is_cut_to_the_need_but_not_below_its_floor(amount: Range, need: int | None, brings: tuple[int | None, int | None]) -> None:
    assert brought(amount, need) == Interval(*brings)


@pytest.mark.parametrize(("profile", "called"), [
    (known(project_cost=35000, bank_loan=28000), True),
    (known(project_cost=35000, bank_loan=31000), False),
    (known(project_cost=35000, bank_loan=35000), False),
    (known(amount_needed=4000), False),
    (known(amount_needed=(4000, None)), True),
    (known(amount_needed=(4000, 6000)), True),
    (known(), True),
])
def test_a_need_below_the_floor_calls_for_nothing(profile: Profile, called: bool) -> None:
    assert need_of(profile).calls_for(Range(5000, 30000)) is called


@pytest.mark.parametrize(("profile", "left"), [
    (known(project_cost=35000, bank_loan=28000, own_contribution=1000, grants_obtained=0), (6000, 6000)),
    (known(project_cost=35000, bank_loan=(20000, 28000), own_contribution=0, grants_obtained=0), (7000, 15000)),
    (known(project_cost=35000, bank_loan=28000, own_contribution=1000), None),
    (known(project_cost=35000, bank_loan=28000, own_contribution=0, grants_obtained=0, amount_needed=5000), None),
])
def test_what_is_left_is_worked_out_where_all_that_is_there_was_told(profile: Profile, left: tuple[int, int] | None) -> None:
    assert left_to_find(profile) == (None if left is None else Interval(*left))


def test_the_share_of_a_need_counts_the_certain_ceiling() -> None:
    assert share_of_need(Range(0, 60000, 15000), 30000) == 0.5
    assert share_of_need(Range(0, None), 30000) is None
    assert share_of_need(Range(0, 60000), None) is None
    assert share_of_need(Range(30000, 30000, None, short=30000), 30000) == 0


PARITY = Amount(at_least=5000, at_most=30000, limits=(Limit(share=100, of="own_funds", plus=("bank_loan",), source=("x",)),))


@pytest.mark.parametrize(("profile", "high", "certain", "short"), [
    (known(own_funds=1000, bank_loan=0), 5000, None, 4000),
    (known(own_funds=(1000, 8000), bank_loan=0), 8000, None, 0),
    (known(bank_loan=28000), 30000, 28000, 0),
    (known(own_funds=4000, bank_loan=6000), 10000, 10000, 0),
    (known(), 30000, None, 0),
])
def test_parity_is_a_ceiling_over_a_sum_and_says_what_is_missing_below_the_floor(
    profile: Profile, high: int, certain: int | None, short: int,
) -> None:
    found = offer_range(PARITY, profile)
    assert (found.high, found.certain, found.short) == (high, certain, short)


LEFT = Amount(at_least=10000, at_most=50000, limits=(Limit(fixed=300000, less="de_minimis_received", source=("x",)),))


@pytest.mark.parametrize(("profile", "high", "certain", "short"), [
    (known(de_minimis_received=0), 50000, 50000, 0),
    (known(de_minimis_received=280000), 20000, 20000, 0),
    (known(de_minimis_received=(270000, 285000)), 30000, 15000, 0),
    (known(de_minimis_received=(285000, 295000)), 15000, None, 0),
    (known(de_minimis_received=(299000, None)), 10000, None, 9000),
    (known(de_minimis_received=400000), 10000, None, 10000),
    (known(), 50000, None, 0),
])
def test_what_is_left_of_a_ceiling_limits_and_says_what_is_missing_below_the_floor(
    profile: Profile, high: int, certain: int | None, short: int,
) -> None:
    found = offer_range(LEFT, profile)
    assert (found.high, found.certain, found.short) == (high, certain, short)


def test_a_share_of_what_is_left_may_be_more_than_all_of_it() -> None:
    loan = Amount(limits=(Limit(share=500, fixed=300000, less="de_minimis_received", source=("x",)),))
    assert offer_range(loan, known(de_minimis_received=296000)).high == 20000


@pytest.mark.parametrize(("raw", "asked"), [
    ({"project_cost": 60000, "bank_loan": 30000}, ["own_contribution", "grants_obtained", "naf"]),
    ({"project_cost": 60000, "bank_loan": 30000, "own_contribution": 0}, ["grants_obtained", "naf"]),
    ({"project_cost": 60000, "bank_loan": 30000, "amount_needed": "20-30k"}, ["amount_needed", "naf"]),
    ({"project_cost": 60000}, ["amount_needed", "naf"]),
    ({}, ["amount_needed", "naf"]),
])
def test_of_a_sum_that_follows_the_untold_parts_are_asked_for(raw: dict[str, object], asked: list[str]) -> None:
    catalogue = bundled()
    report = match(catalogue, read_profile(catalogue, raw), on=LAST_CHECKED)
    assert asked_as(["amount_needed", "naf"], report) == asked
