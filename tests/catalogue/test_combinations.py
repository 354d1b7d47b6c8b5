"""The rules of combination of the bundled catalogue: what the dossiers establish, and nothing that they refute."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING, get_args

import pytest

from essfund.model.rulebook import COMBINATIONS, PLAN_SUMS, PlanCeiling, PlanSum
from tests.bundled import loaded

if TYPE_CHECKING:
    from essfund import Catalogue

READ_SO = "64caa06e2a37"
"""The rules of combination as they were read in the dossiers. While they are these, tests state them once more; whoever changes them
has what `validate` finds, the golden plans and what `diff` tells."""


def written() -> str:
    """Return a digest of the rules of combination."""
    rules = loaded().documents["rules"].data
    return sha256(json.dumps({word: rules.get(word) for word in COMBINATIONS}).encode()).hexdigest()[:12]


as_read = pytest.mark.skipif(written() != READ_SO, reason="the rules of combination have changed since they were read in the dossiers")

CAPITAL = ("own_funds", "own", "quasi_own", "bank_loans", "other_loans")
RULES = {
    "socoden-capitaux-permanents": (50, CAPITAL, "established"),
    "scop-invest-capitaux-permanents": (50, CAPITAL, "established"),
    "pret-honneur-et-banque": (50, ("bank_loans",), "probable"),
    "aides-regionales-fonds-propres": (100, ("own_funds", "own", "quasi_own"), "probable"),
    "contrats-regionaux-fonds-propres": (100, ("own_funds", "own", "quasi_own"), "inferred"),
    "subventions-regionales-moitie": (50, ("uses",), "probable"),
    "minimis-general": (None, (), "inferred"),
    "subventions-publiques-cout": (100, ("uses",), "established"),
    "fdva-aides-publiques": (80, ("uses",), "established"),
    "france-active-debloque": (50, ("quasi_own", "grants", "bank_loans", "other_loans"), "inferred"),
}
"""Percent, sums and strength of each ceiling, as the dossiers have them."""


def ceilings(catalogue: Catalogue) -> dict[str, PlanCeiling]:
    return {ceiling.id: ceiling for ceiling in catalogue.plan_ceilings}


def pairs(catalogue: Catalogue, word: str) -> set[frozenset[str]]:
    return {frozenset(pair) for relation in getattr(catalogue, word) for pair in combinations(relation.tools, 2)}


def grants(catalogue: Catalogue, reach: str | None = None) -> set[str]:
    return {key for key, one in catalogue.instruments.items() if one.tool.family == "subvention" and reach in {None, one.tool.reach}}


@as_read
def test_the_ceilings_are_those_of_the_dossiers(catalogue: Catalogue) -> None:
    assert {key: (one.share, one.of, one.strength.value) for key, one in ceilings(catalogue).items()} == RULES


@as_read
def test_no_general_ceiling_of_80_percent_stands_over_public_money(catalogue: Catalogue) -> None:
    assert {one.only_with for one in catalogue.plan_ceilings if one.share == 80} == {"fdva-2"}


@as_read
def test_a_loan_counts_for_a_fifth_in_the_de_minimis_sum(catalogue: Catalogue) -> None:
    rule = ceilings(catalogue)["minimis-general"]
    assert (rule.fixed, rule.less, rule.counted) == (300_000, "de_minimis_received", {"pret-croissance-tpe-occitanie": 20})
    assert rule.tools == ("pass-transformation-ecologique", "pret-croissance-tpe-occitanie")


@as_read
def test_a_ceiling_of_one_instrument_over_the_cost_alone_stands_in_its_amount(catalogue: Catalogue) -> None:
    assert [one.id for one in catalogue.plan_ceilings if len(one.tools) == 1 and one.of in {("uses",), ("own_funds",)}] == []


@as_read
def test_what_may_be_combined_under_one_entry_is_a_grant_with_its_advance(catalogue: Catalogue) -> None:
    """Two names of one product never stand in one plan; a contract that mixes grant and advance does, and the pairing says so."""
    both = pairs(catalogue, "one_entry") & pairs(catalogue, "pairings")
    contracts = {frozenset([name, f"{name}-avance"]) for name in ("contrat-entreprise-avenir", "start-oc")}
    assert both == contracts


def test_nothing_is_paired_and_excluded_at_once(catalogue: Catalogue) -> None:
    assert pairs(catalogue, "pairings") & pairs(catalogue, "incompatibilities") == set()


@as_read
@pytest.mark.parametrize(("one", "other"), [
    ("pass-transformation-ecologique", "contrat-entreprise-avenir"), ("pass-tss", "contrat-tss"), ("contrat-tss", "contrat-tss-avance"),
    ("foster-2", "garantie-france-active"), ("foster-2", "garantie-emploi"), ("fonds-amorcage-associatif", "contrat-apport-associatif"),
])
def test_instruments_that_exclude_one_another(one: str, other: str, catalogue: Catalogue) -> None:
    assert frozenset([one, other]) in pairs(catalogue, "incompatibilities")


def before(catalogue: Catalogue, key: str) -> list[str]:
    return [call.before for call in catalogue.calls if call.is_about(key, catalogue.instruments[key].tool)]


@as_read
def test_the_desks_of_solidarity_finance_are_called_before_the_bank(catalogue: Catalogue) -> None:
    desks = {"france-active-occitanie", "union-regionale-scop"}
    money = {key: one.tool for key, one in catalogue.instruments.items() if one.tool.family in {"fonds-propres", "garantie"}}
    assert {key for key, tool in money.items() if tool.apply in desks and tool.valid_until is None and before(catalogue, key) != ["bank"]} == set()
    assert before(catalogue, "ies") == []


@as_read
def test_the_region_is_asked_before_a_quote_is_signed_for_grants_and_advances(catalogue: Catalogue) -> None:
    regional = grants(catalogue, "regional") | {key for key in catalogue.instruments if key.endswith("-avance")}
    assert {key for key in regional if before(catalogue, key) != ["quote"]} == set()
    assert before(catalogue, "fdva-2") == []
    assert before(catalogue, "pret-honneur-crealia") == []


def test_equity_counts_with_own_funds_and_grants_do_not(catalogue: Catalogue) -> None:
    assert [key for key, term in catalogue.vocabularies.family.terms.items() if term.quasi_own] == ["fonds-propres"]


def test_every_sum_of_a_plan_has_its_own_words() -> None:
    assert set(PLAN_SUMS) == set(get_args(PlanSum))
    assert len(set(PLAN_SUMS.values())) == len(PLAN_SUMS)
