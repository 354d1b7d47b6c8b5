"""Plans to look at: of one line and of many, covered and not, in both languages, and with names that mean harm."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.engine.planning.variants import plan
from essfund.financing_plan.plan_document import make_plan_sheet
from essfund.model.profile import Profile
from essfund.presenting.document.blocks import Balance
from essfund.presenting.view import View
from tests.frozen import DAY, frozen
from tests.handout.making import HOSTILE

if TYPE_CHECKING:
    from essfund import Report
    from essfund.model.plan import Plan
    from essfund.presenting.document.blocks import PaperSheet

VAN: dict[str, object] = {
    "name": "Services du Tarn", "legal_form": "association", "stage": "developpement", "age_years": 9, "employees": 12, "departement": "81",
    "project_cost": 35000, "amount_needed": 35000, "purposes": ["investissement"],
}
LOAN: dict[str, object] = {"label": "Prêt bancaire", "amount": 28000, "nature": "pret-bancaire", "state": "demande", "years": 5}
TAKEOVER: dict[str, object] = {
    "name": "Scop reprise", "legal_form": "scop", "stage": "creation", "age_years": 0, "employees": 18, "departement": "31",
    "project_cost": 450000, "own_funds": 80000, "purposes": ["transmission-reprise", "bfr"], "cgscop_member": True,
    "uses": [{"label": "Rachat du fonds", "amount": 300000, "nature": "immateriel"}, {"label": "Machines", "amount": 100000},
             {"label": "BFR", "amount": 50000, "nature": "bfr"}],
    "resources": [{"label": "Apport des salariés", "amount": 50000, "nature": "apport", "state": "acquis"},
                  {**LOAN, "amount": 200000, "years": 7, "rate": 4}],
}
SCALE: dict[str, object] = {
    "name": "SAS Réemploi Plus", "legal_form": "sas", "esus": True, "ess": True, "stage": "changement-echelle", "age_years": 7, "employees": 45,
    "departement": "34", "amount_needed": 1500000, "project_cost": 3000000, "own_funds": 600000, "bank_loan": 900000, "turnover": 4200000,
    "purposes": ["investissement", "economie-circulaire"],
}


@dataclass(frozen=True)
class Case:
    """Whose plan is drawn up, and in which language."""

    name: str
    known: dict[str, object] = field(hash=False)
    lang: str = "fr"


CASES = (
    Case("van", {**VAN, "uses": [{"label": "Véhicule", "amount": 35000, "nature": "materiel"}], "resources": [LOAN]}),
    Case("takeover-en", TAKEOVER, "en"),
    Case("short", SCALE),
    Case("plain", {**VAN, "bank_loan": 28000}),
    Case("hostile", {**VAN, "uses": [{"label": "<b>Four</b> {{7*7}} & ]]> " + "x" * 60, "amount": 35000}], "resources": [LOAN]}),
)


@cache
def report(case: Case) -> Report:
    return match(frozen(), profile(case), on=DAY)


def profile(case: Case) -> Profile:
    found = read_profile(frozen(), case.known)
    return Profile({**found.values, "name": HOSTILE}) if case.name == "hostile" else found


@cache
def planned(case: Case) -> Plan:
    return plan(frozen(), profile(case), on=DAY, variants=2 if case.name != "short" else 1)


def view(case: Case, *, everything: bool = False) -> View:
    return View(translator(case.lang), everything=everything)


@cache
def sheet(case: Case) -> PaperSheet:
    return make_plan_sheet(planned(case), view(case))


def balances(of: PaperSheet) -> list[Balance]:
    return [block for section in of.sections for block in section.blocks if isinstance(block, Balance)]


def case(name: str) -> Case:
    return next(one for one in CASES if one.name == name)
