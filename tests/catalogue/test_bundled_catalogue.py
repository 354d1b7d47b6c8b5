"""The bundled catalogue: complete against the Plan and the contract, valid, and proved by its golden cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from essfund import Catalogue, Verdict, match, read_profile
from essfund.engine.ranking import CRITERIA
from essfund.model.condition import Strength
from essfund.model.rulebook import StatedByCases
from essfund.review.case_coverage import coverage
from tests.bundled import findings, golden_cases, loaded

if TYPE_CHECKING:
    from essfund.loading.cases import Cases

CONTRACT = {
    "subvention": "pass-occitanie start-oc contrat-occitanie appels-a-projets-regionaux fonds-de-confiance "
    "financement-participatif-don dons-fondations pass-tss contrat-tss aap-economie-circulaire",
    "fonds-propres": "ies fonds-amorcage-associatif contrat-apport-associatif fris-mpds socoden "
    "financement-participatif-capital scop-invest sifa novess",
    "pret": "contrat-occitanie-avance fiso pret-honneur-initiative pret-honneur-reseau-entreprendre pret-honneur-crealia "
    "pret-ess-bpifrance financement-participatif-pret",
    "garantie": "garantie-france-active garantie-sofiscop garantie-sogama garantie-foster",
    "accompagnement": "realis alter-incub catalis alter-venture dla yess-academie activ-asso",
}
SUCCESSORS = "pass-transformation-ecologique contrat-entreprise-avenir"


@pytest.fixture(scope="module")
def cases() -> Cases:
    return golden_cases()


def test_it_is_valid_and_every_golden_case_holds() -> None:
    assert [f"{item.span}: {item.message}" for item in findings()] == []


@pytest.mark.parametrize("family", sorted(CONTRACT))
def test_every_instrument_of_the_contract_is_there_in_its_family(family: str, catalogue: Catalogue) -> None:
    for tool in CONTRACT[family].split():
        assert catalogue.instruments[catalogue.id_today(tool)].tool.family == family
    assert {catalogue.id_today(name) for name in SUCCESSORS.split()} <= set(catalogue.instruments)


def test_the_27_lines_of_the_cartography_carry_what_the_plan_prints(catalogue: Catalogue) -> None:
    lines = [one for one in catalogue.instruments.values() if one.tool.plan and one.tool.plan.section == "cartographie"]
    counts = {family: sum(one.tool.family == family for one in lines) for family in CONTRACT}
    assert {family: counts[family] for family in ("subvention", "fonds-propres", "pret", "garantie")} == {
        "subvention": 7, "fonds-propres": 9, "pret": 7, "garantie": 4,
    }
    assert all(one.tool.plan and one.tool.plan.printed for one in lines)


def test_there_are_enough_cases_and_each_file_reads(cases: Cases) -> None:
    assert cases.diagnostics == []
    assert cases.count >= 60


def test_the_catalogue_asks_its_cases_for_everything_that_they_can_state(catalogue: Catalogue) -> None:
    """From here on a bound, a ceiling or a day that no case states is a finding, CAT043."""
    rules = loaded().documents["rules"].data
    assert set(rules["cases_state"]) == set(get_args(StatedByCases))
    assert len(coverage(catalogue, []).bounds) > 100


def test_every_criterion_of_the_ranking_has_its_weight(catalogue: Catalogue) -> None:
    """A criterion without weight counts nothing, and so does a weight without criterion."""
    assert set(catalogue.ranking.weights) == set(CRITERIA)


def test_inferred_conditions_never_refuse(catalogue: Catalogue) -> None:
    report = match(catalogue, read_profile(catalogue, {"legal_form": "1000", "departement": "75"}), on=date(2019, 6, 1))
    for result in report.results:
        if result.verdict is Verdict.INELIGIBLE:
            assert all(one.condition.strength is not Strength.INFERRED for one in result.reasons)
            assert result.reasons


def test_every_insee_code_of_the_vocabulary_leads_to_forms(catalogue: Catalogue) -> None:
    forms = catalogue.vocabularies.legal_form
    assert all(forms.find(code) for code in forms.codes)
    assert forms.find("5710") == forms.find("5710 ") != forms.find("sas")
    assert {"sas", "scop", "scic"} <= (forms.find("5710") or frozenset())
    assert {"scic", "cooperative"} <= (forms.find("5460") or frozenset())
