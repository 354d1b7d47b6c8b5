"""The bundled catalogue: complete against the Plan and the contract, valid, and proved by its golden cases."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import Catalogue, Verdict, match, read_profile
from essfund.engine.ranking import CRITERIA
from essfund.loading.cases import Cases, read_cases, run_cases
from essfund.loading.catalogue import read_texts
from essfund.model.condition import Strength
from essfund.review.case_coverage import CaseCoverage, coverage
from tests.bundled import findings

if TYPE_CHECKING:
    from pathlib import Path

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
def cases(root: Path, catalogue: Catalogue) -> Cases:
    return read_cases(read_texts([root / "data"]).folders, catalogue)


@pytest.fixture(scope="module")
def proved(cases: Cases, catalogue: Catalogue) -> CaseCoverage:
    return coverage(catalogue, [(trial, result) for trial, result, _ in run_cases(cases, catalogue)])


def test_it_is_valid_and_every_golden_case_holds() -> None:
    assert [f"{item.span}: {item.message}" for item in findings()] == []


@pytest.mark.parametrize("family", sorted(CONTRACT))
def test_every_instrument_of_the_contract_is_there_in_its_family(family: str, catalogue: Catalogue) -> None:
    for tool in CONTRACT[family].split():
        assert catalogue.instruments[tool].tool.family == family
    assert set(SUCCESSORS.split()) <= set(catalogue.instruments)


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


def test_each_instrument_is_eligible_refused_and_undecided_somewhere(proved: CaseCoverage) -> None:
    assert proved.verdicts == []


def test_each_condition_is_the_only_reason_of_a_refusal_somewhere(proved: CaseCoverage) -> None:
    assert proved.reasons == []


def test_each_bound_is_stated_with_its_neighbours(proved: CaseCoverage) -> None:
    assert proved.bounds == []


def test_each_ceiling_decides_an_amount_somewhere(proved: CaseCoverage) -> None:
    assert proved.ceilings == []


def test_each_day_is_stated_with_its_neighbours(proved: CaseCoverage) -> None:
    assert proved.days == []


def test_the_coverage_counts_what_it_demands(proved: CaseCoverage, catalogue: Catalogue) -> None:
    conditions = {f"{one.id} {c.id}" for one in catalogue.instruments.values() for c in one.all_conditions}
    assert proved.counts["reasons"] == (len(conditions), len(conditions))
    assert coverage(catalogue, []).counts["reasons"] == (0, len(conditions))
    assert len(coverage(catalogue, []).bounds) == proved.counts["bounds"][1] > 100


def test_every_text_is_in_both_languages_and_none_promises(root: Path) -> None:
    text = "".join(file.text for files in read_texts([root / "data"]).files.values() for file in files)
    assert not re.findall(r"droit ouvert|garanti d'obtenir|vous aurez|vous obtiendrez", text)


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
    assert len(forms.codes) == 116
    assert all(forms.find(code) for code in forms.codes)
    assert forms.find("5710") == forms.find("5710 ") != forms.find("sas")
    assert {"sas", "scop", "scic"} <= (forms.find("5710") or frozenset())
    assert {"scic", "cooperative"} <= (forms.find("5460") or frozenset())


def test_texts_have_one_kind_of_apostrophe_as_the_program_has(root: Path) -> None:
    """Aliases are what people type, and labels of Insee are those of its list: they stay as they are."""
    for name in sorted(str(one.relative_to(root)) for one in (root / "data").rglob("*.yaml") if one.name != "vocabularies.yaml"):
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        texts = [(number, line) for number, line in enumerate(lines, 1) if not line.lstrip().startswith("#") and "://" not in line]
        assert [f"{name}:{number}: {line.strip()}" for number, line in texts if re.search(r"\w''?\w", line)] == []
