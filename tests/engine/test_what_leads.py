"""What leads where little is told: a guarantee no greater than the loan can be, money worth a file, facts asked for the right way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund import read_profile
from essfund.core.language.translator import translator
from essfund.engine.match import match
from essfund.engine.need import greatest_loan
from essfund.engine.places import advice
from essfund.model.verdict import Verdict
from essfund.presenting.advice import here, verdict
from essfund.presenting.situation import enterprise_line
from tests.frozen import DAY, frozen

if TYPE_CHECKING:
    from essfund import Report

FRENCH = translator("fr")


def answer(**facts: object) -> Report:
    return match(frozen(), read_profile(frozen(), facts), on=DAY)


def said(report: Report, tool: str) -> str:
    return here(report.result(tool), report, FRENCH).replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(("facts", "most"), [
    ({"amount_needed": 40000}, 40000),
    ({"amount_needed": 40000, "project_cost": 60000}, 60000),
    ({"amount_needed": 40000, "bank_loan": 0}, None),
    ({"legal_form": "association"}, None),
])
def test_a_bank_lends_no_more_than_the_project_costs(facts: dict[str, object], most: int | None) -> None:
    assert greatest_loan(read_profile(frozen(), facts)) == most


def test_a_guarantee_says_what_it_covers_here_before_the_loan_is_told() -> None:
    ours: dict[str, object] = {"legal_form": "association", "age_years": 9, "departement": "33"}
    assert said(answer(**ours, amount_needed=40000), "garantie-france-active") == "garantit jusqu’à 20 000 €"
    assert said(answer(**ours, project_cost=40000, bank_loan=30000), "garantie-france-active") == "garantit jusqu’à 15 000 €"
    assert said(answer(**ours, project_cost=40000, bank_loan=30000, naf="88.99B"), "garantie-france-active") == "garantit 15 000 €"
    assert said(answer(**ours), "garantie-france-active") == "garantit jusqu’à 200 000 €"


def test_an_amount_stands_alone_only_where_no_more_is_to_check_than_what_is_supposed() -> None:
    van: dict[str, object] = {"legal_form": "association", "stage": "developpement", "age_years": 9, "employees": 12, "departement": "81",
                              "amount_needed": 35000, "project_cost": 35000, "bank_loan": 28000, "purposes": ["investissement"]}
    asked, tool = answer(**van), "pass-transformation-ecologique"
    assert len(asked.result(tool).missing) > 1
    assert said(asked, tool) == "jusqu’à 7 000 €"
    known = {**van, "market_income_share": 80, "naf": "38.32Z", "siae": False, "entreprise_adaptee": False, "in_difficulty": False,
             "general_interest": False, "ess": True}
    assert said(answer(**known), tool) == "jusqu’à 7 000 €"  # what was received de minimis may lower it
    told = answer(**known, de_minimis_received=0)
    assert (told.result(tool).verdict, said(told, tool)) == (Verdict.ELIGIBLE, "7 000 €")
    supposed = answer(**{key: value for key, value in known.items() if key != "in_difficulty"}, de_minimis_received=0)
    assert (supposed.result(tool).verdict, said(supposed, tool)) == (Verdict.TO_CHECK, "7 000 €")


def test_money_under_a_fiftieth_of_the_need_does_not_come_now() -> None:
    large: dict[str, object] = {"legal_form": "cooperative", "stage": "developpement", "departement": "12", "purposes": ["investissement"]}
    assert not answer(**large, amount_needed=1_600_000).result("ies").comes_now
    assert answer(**large, amount_needed=1_500_000).result("ies").comes_now


def test_what_few_want_is_named_beside_and_does_not_lead_while_nobody_has_said_it() -> None:
    report = answer(legal_form="association", employees=0, age_years=2, stage="developpement", departement="48", amount_needed=2000)
    leading = {result.instrument.id for result in advice(report).first}
    assert leading.isdisjoint({"fonjep", "ademe-ormat", "ademe-reemploi"})
    assert {"fonjep", "ademe-ormat"} <= {result.instrument.id for result in advice(report).also}


def test_a_fact_to_check_is_said_as_the_instrument_asks_for_it() -> None:
    report = answer(legal_form="sas", stage="developpement", employees=14, departement="30", amount_needed=90000, purposes=["bfr"])
    words = verdict(report.result("france-active-investissement"), report, FRENCH)
    assert "SIAE" in words
    assert "pas de SIAE" not in words
    van = answer(legal_form="association", stage="developpement", employees=12, departement="81", amount_needed=7000, bank_loan=28000)
    assert "situation saine" in verdict(van.result("contrat-apport-associatif"), van, FRENCH)


def test_the_first_step_comes_before_what_may_be_asked_for_in_its_place_only_if_it_does_as_much() -> None:
    start: dict[str, object] = {"legal_form": "association", "stage": "creation", "age_years": 0, "employees": 0, "jobs_planned": 1,
                                "departement": "11", "own_funds": 1000, "bank_loan": 0, "purposes": ["investissement", "bfr"]}
    small, large = (answer(**start, amount_needed=amount) for amount in (8000, 15000))
    first, later = "fonds-amorcage-associatif", "france-active-investissement"
    assert (small.result(first).rank, large.result(later).rank) == (1, 1)
    assert (small.result(later).measures["moment"], large.result(later).measures["moment"]) == (0.5, 0.6)


def test_a_grant_that_pays_a_share_of_an_unknown_cost_covers_half_and_of_a_known_one_what_it_pays() -> None:
    project: dict[str, object] = {"legal_form": "scop", "stage": "developpement", "departement": "31", "employees": 10, "age_years": 6,
                                  "amount_needed": 10000, "purposes": ["transition-ecologique"], "naf": "25.11Z"}
    without, with_cost = (answer(**project, **more).result("pass-transformation-ecologique") for more in ({}, {"project_cost": 80000}))
    assert without.measures["need_coverage"] == pytest.approx(0.5 ** 0.5)
    assert with_cost.measures["need_coverage"] == 1.0


def test_two_forms_in_view_are_named_and_more_are_still_to_be_settled() -> None:
    lines = [enterprise_line(answer(legal_form=forms, departement="11"), FRENCH) for forms in ("scop ou scic", "scop, scic ou sas")]
    assert lines == ["Scic ou Scop · Aude", "forme à préciser · Aude"]


@pytest.mark.parametrize(("departement", "names"), [("69", "de votre région"), ("31", "Occitanie")])
def test_outside_the_region_no_desk_of_the_region_is_named(departement: str, names: str) -> None:
    report = answer(legal_form="scop", stage="creation", departement=departement, amount_needed=30000, purposes=["bfr"])
    (desk,) = report.result("socoden").contacts
    assert names in desk.name
    assert ("Occitanie" in report.result("france-active-investissement").contacts[0].name) is (departement == "31")
