"""The golden plans of the bundled catalogue, each by its name; and that what differs is said where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund import read_profile
from essfund.engine.golden_plans import misplanned, named
from essfund.engine.planning.variants import plan
from essfund.loading.cases import read_cases, run_plans
from tests.bundled import bundled, golden_cases
from tests.depth import sliced
from tests.frozen import DAY, frozen

if TYPE_CHECKING:
    from pathlib import Path

PLANS = {case.id: (case, profile) for case, profile, *_ in golden_cases().plans}
HELD = [name for name, (case, _) in PLANS.items() if case.pending is None]
VAN = """
plans:
  - id: vehicule
    says: Un véhicule.
    because: 35 000 + 280 − 28 000.
    as_of: "DAY"
    source: lr-caa
    profile:
      {legal_form: association, stage: developpement, age_years: 9, employees: 12, departement: "81", purposes: [investissement],
       uses: ["Véhicule=35000:materiel"], resources: ["Prêt bancaire=28000:demande,5 ans"]}
    resources: {garantie-france-active: 14000, contrat-apport-associatif: 7280}
    missing: 0
    yearly_repayment: 7056
    cash_gap: 0
    checks:
      kept: [balance]
      open: [own-share]
    never: [sifa]
""".replace("DAY", str(DAY))
"""The plan of a van, over the frozen catalogue: what is found wrong in a golden plan is tried there."""


ENTERPRISE: dict[str, object] = {
    "legal_form": "association", "stage": "developpement", "age_years": 9, "employees": 12, "departement": "81",
    "purposes": ["investissement"], "uses": ["Véhicule=35000:materiel"], "resources": ["Prêt bancaire=28000:demande,5 ans"],
}


def failures(folder: Path, text: str) -> list[tuple[str, int, str]]:
    """Code, line and words of what `validate` finds in one file of golden plans."""
    (folder / "cases").mkdir(exist_ok=True)
    (folder / "cases/plans.yaml").write_text(text, encoding="utf-8")
    cases = read_cases([folder], frozen())
    found = [*cases.diagnostics, *run_plans(cases, frozen())]
    return [(item.code, item.span.line if item.span else 0, str(item.message)) for item in found]


@pytest.mark.parametrize("name", sliced(HELD, 6))
def test_the_plan_is_the_one_that_an_adviser_makes(name: str) -> None:
    case, profile = PLANS[name]
    assert [f"{'.'.join(map(str, place))}: {message}" for place, message in misplanned(bundled(), profile, case)] == []


def test_a_plan_that_holds_is_no_finding(tmp_path: Path) -> None:
    assert failures(tmp_path, VAN) == []


@pytest.mark.parametrize(("written", "wrong", "line", "said"), [
    ("contrat-apport-associatif: 7280", "contrat-apport-associatif: 7000", 11,
     "contrat-apport-associatif should be asked for 7000 €, the plan asks for 7280 €"),
    (", contrat-apport-associatif: 7280", "", 11, "contrat-apport-associatif should be asked for 0 €, the plan asks for 7280 €"),
    ("7280}", "7280, ies: 1}", 11, "ies should be asked for 1 €, the plan asks for 0 €"),
    ("missing: 0", "missing: 1", 12, "missing should be 1 €, the plan says 0 €"),
    ("yearly_repayment: 7056", "yearly_repayment: 1456", 13, "yearly_repayment should be 1456 €, the plan says 7056 €"),
    ("cash_gap: 0", "cash_gap: 9", 14, "cash_gap should be 9 €, the plan says 0 €"),
    ("kept: [balance]", "kept: [balance, own-share]", 16, "the check own-share should be kept, it is open"),
    ("open: [own-share]", "open: [own-share, cash-gap]", 17, "the check cash-gap should be open, it is -"),
    ("never: [sifa]", "never: [sifa, contrat-apport-associatif]", 18,
     "contrat-apport-associatif should be in no variant, it is in fewest-files-1"),
    ("never: [sifa]", "variant: least-bank", 18,
     "there is no variant `least-bank`; there are: fewest-files-1, fewest-files-certain-2, cheapest-3"),
    ("never: [sifa]", "impossible: true", 18, "no plan should be possible, there is one"),
    ("Véhicule=35000", "Véhicule=20000", 3, "no plan can be made: the resources make 28000 €, the uses only 20000 €"),
])
def test_what_differs_is_said_at_its_line(written: str, wrong: str, line: int, said: str, tmp_path: Path) -> None:
    found = failures(tmp_path, VAN.replace(written, wrong))
    assert ("CAT040", line, f"case `vehicule`: {said}") in found
    assert {code for code, *_ in found} == {"CAT040"}


@pytest.mark.parametrize("written", ["never: [sifa]", "contrat-apport-associatif: 7280"])
def test_an_instrument_that_is_not_there_is_found(written: str, tmp_path: Path) -> None:
    wrong = written.replace("sifa", "siffa").replace("-associatif", "-associati")
    assert [code for code, *_ in failures(tmp_path, VAN.replace(written, wrong))] == ["CAT010"]


def test_a_source_that_is_not_there_is_found(tmp_path: Path) -> None:
    assert failures(tmp_path, VAN.replace("lr-caa", "lr-caaa")) == [("CAT010", 7, "no source is called `lr-caaa`")]


def test_a_pending_plan_is_no_finding_until_it_holds(tmp_path: Path) -> None:
    pending = "    pending: la banque change d’avis\n"
    assert failures(tmp_path, VAN.replace("missing: 0", "missing: 1") + pending) == []
    assert failures(tmp_path, VAN + pending) == [("CAT044", 19, "case `vehicule` is pending, and holds")]


@pytest.mark.parametrize(("name", "number"), [("first", 1), ("fewest-files", 1), ("certain", 2), ("cheapest", 3), ("least-bank", None)])
def test_a_variant_is_named_by_what_it_is(name: str, number: int | None) -> None:
    found = named(plan(frozen(), read_profile(frozen(), ENTERPRISE), on=DAY).variants, name)
    assert (found and int(found.id.rpartition("-")[2])) == number
    assert found is None or name in {"first", found.prefers} or "certain" in found.id


def test_the_variant_without_the_option_that_leads_is_the_other_one() -> None:
    parity = {**ENTERPRISE, "uses": ["Matériel=10000:materiel"], "resources": ["Prêt bancaire=5000:acquis,5 ans"], "own_funds": 0,
              "naf": "88.99B", **dict.fromkeys(("in_difficulty", "siae", "entreprise_adaptee"), False), "market_income_share": 20}
    found = plan(frozen(), read_profile(frozen(), parity), on=DAY)
    assert named(found.variants, "otherwise") is found.variants[-1]
    assert named(found.variants, "certain") is found.variants[0]
    assert "contrat-apport-associatif" not in {line.tool for line in found.variants[-1].resources}
