"""Advice: it orders and decides nothing, the same way on any machine."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from essfund import Verdict, match, read_profile
from essfund.engine.golden_cases import leading
from essfund.engine.ordinary import OrdinaryEnterprises
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law
from tests.laws.completions import possible

CATALOGUE = bundled()
DAY = LAST_CHECKED
FACTS: dict[str, list[object]] = {
    "legal_form": ["scop", "association", "5710", "cuma", "entreprise-individuelle"],
    "stage": ["emergence", "creation", "developpement"],
    "employees": [0, 12],
    "age_years": [0, 4, 10],
    "departement": ["31", "34", "75"],
    "amount_needed": [4000, 40000],
    "project_cost": [20000, 900000],
    "bank_loan": [0, 15000, 500000],
    "purposes": [["investissement"], ["etude"], ["economie-circulaire", "bfr"], ["transmission-reprise"]],
    "cgscop_member": [True, False],
    "ess": [True, False],
    "siae": [True, False],
    "social_innovation": [True, False],
    "in_difficulty": [True, False],
}
TOLD = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in FACTS.items()})


@law(25)
@given(told=TOLD, seed=st.integers(0, 10**6))
def test_the_order_of_the_catalogue_does_not_matter_to_advice(told: dict[str, object], seed: int) -> None:
    items = list(CATALOGUE.instruments.items())
    Random(seed).shuffle(items)
    shuffled = replace(CATALOGUE, instruments=dict(items))
    mine, other = (match(each, read_profile(each, told), on=DAY) for each in (CATALOGUE, shuffled))
    assert leading(mine) == leading(other)
    assert [(each.instrument.id, each.place, each.only_if) for each in mine.results] == [
        (each.instrument.id, each.place, each.only_if) for each in other.results
    ]


@law(25)
@given(told=TOLD)
def test_a_supposition_changes_no_verdict(told: dict[str, object]) -> None:
    bare = replace(CATALOGUE, suppositions=())
    supposing, not_supposing = (match(each, read_profile(each, told), on=DAY) for each in (CATALOGUE, bare))
    for result in supposing.results:
        other = not_supposing.result(result.instrument.id)
        assert (result.verdict, result.missing, result.amount, result.availability) == (
            other.verdict, other.missing, other.amount, other.availability)
        assert other.place is not Place.ONLY_IF


@law(25)
@given(told=TOLD, key=st.sampled_from(sorted(FACTS)), data=st.data())
def test_one_more_fact_brings_nothing_refused_to_the_front(told: dict[str, object], key: str, data: st.DataObject) -> None:
    fewer = {name: value for name, value in told.items() if name != key}
    more = {**fewer, key: data.draw(st.sampled_from(FACTS[key]))}
    assume(possible(CATALOGUE, read_profile(CATALOGUE, more).values))
    before, after = (match(CATALOGUE, read_profile(CATALOGUE, each), on=DAY) for each in (fewer, more))
    for result in before.results:
        if result.verdict is Verdict.INELIGIBLE:
            assert after.result(result.instrument.id).place in {Place.REFUSED, Place.CLOSED}


@law(25)
@given(told=TOLD)
def test_money_brings_no_more_than_the_need_and_what_cannot_is_unlikely(told: dict[str, object]) -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY)
    for result in report.results:
        if result.instrument.role.funds and report.need.amount is not None and result.brings.high is not None:
            assert result.brings.high <= max(report.need.amount, result.amount.low)
            if result.amount.low > report.need.amount:
                assert result.place is not Place.FIRST


@law(25)
@given(told=TOLD)
def test_what_leads_speaks_only_for_what_stands_first_too(told: dict[str, object]) -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY)
    spoken_for = [tool for result in report.results for tool in result.replaces]
    assert len(spoken_for) == len(set(spoken_for))
    assert all(report.result(tool).place is Place.FIRST and not report.result(tool).replaces for tool in spoken_for)
    assert all(result.place is Place.FIRST for result in report.results if result.replaces)


@law(25)
@given(told=TOLD)
def test_one_guarantee_comes_first_beside_one_loan(told: dict[str, object]) -> None:
    results = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY).results
    first = [each for each in results if each.instrument.role is Role.GUARANTEE and each.place is Place.FIRST]
    assert sum(each.measures["moment"] == 1 for each in first) <= 1


@law(25)
@given(told=TOLD)
def test_what_does_not_come_now_stands_after_what_does(told: dict[str, object]) -> None:
    report = match(CATALOGUE, read_profile(CATALOGUE, told), on=DAY)
    now = [report.result(entry[0]).comes_now for entry in leading(report)]
    assert now == sorted(now, reverse=True)


def test_rarity_counts_ordinary_enterprises_in_bits() -> None:
    ordinary = OrdinaryEnterprises(["association", "mutuelle", "sarl", "scop"], ["bfr", "etude"], {"purposes": frozenset(["bfr"])})
    half, one = ordinary.of_other_forms(frozenset({"association", "scop"})), ordinary.of_other_forms(frozenset({"scop"}))
    assert [ordinary.rarity(refused) for refused in (0, half, one, one | half | ordinary.of_form["scop"])] == [0.0, 0.5, 1.0, 1.0]
    assert ordinary.rarity(half | ordinary.of_purpose["bfr"]) == 1.0
    assert ordinary.of_form["scop"] & ordinary.of_purpose["etude"]
