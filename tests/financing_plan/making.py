"""Plans to write, of the frozen catalogue: a van, a take-over that leaves much to be found, a project that is not known in lines."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl

from essfund.core.language.translator import translator
from essfund.engine.planning.variants import plan
from essfund.loading.profile import read_profile
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from tests.frozen import DAY, frozen

if TYPE_CHECKING:
    from essfund.model.plan import Plan

VAN = {
    "name": "Services du Tarn", "legal_form": "association", "stage": "developpement", "age_years": 9, "employees": 12, "departement": "81",
    "project_cost": 35000, "bank_loan": 28000, "purposes": ["investissement"],
}
PROFILES: dict[str, dict[str, Any]] = {
    "van": {**VAN, "uses": ["Véhicule=35000:materiel"], "resources": ["Prêt bancaire=28000:demande,5 ans"]},
    "van without a term": VAN,
    "take-over": {
        "legal_form": "scop", "stage": "creation", "age_years": 0, "employees": 18, "departement": "31", "project_cost": 450000,
        "own_funds": 80000, "bank_loan": 200000, "purposes": ["transmission-reprise", "bfr"], "cgscop_member": True,
    },
    "scale": {
        "legal_form": "sas", "esus": True, "ess": True, "stage": "changement-echelle", "age_years": 7, "employees": 45, "departement": "34",
        "own_funds": 600000, "turnover": 4200000, "purposes": ["investissement", "economie-circulaire"],
        "uses": ["Machines=2000000:materiel", "Brevet=500001:immateriel", "Stock=499999:bfr"],
        "resources": ["Apport=300000:acquis", "Banque A=450001:demande,2 ans", "Banque B=449999:demande,7 ans"],
    },
    "one house": {**VAN, "project_cost": 60000, "bank_loan": 10000, "uses": ["Véhicules=60000:materiel"],
                  "resources": ["Prêt bancaire=10000:demande,5 ans", "contrat-apport-associatif=7000:demande"]},
    "losses": {"legal_form": "association", "age_years": 18, "employees": 9, "departement": "30", "amount_needed": 50000, "in_difficulty": True,
               "purposes": ["bfr"]},
    "hopeless": {"legal_form": "mutuelle", "departement": "34", "project_cost": 100000},
}


@cache
def made(name: str, variants: int = 3) -> Plan:
    """Return the plan of a profile."""
    return plan(frozen(), read_profile(frozen(), PROFILES[name])[0], on=DAY, variants=variants)


def labelled(found: Plan, label: str) -> Plan:
    """Return a plan whose told lines have another label, as nobody may tell it; its guarantees stand on the loan of that name."""
    variants = [
        replace(variant, uses=tuple([use if use.tool else use._replace(label=label) for use in variant.uses]),
                resources=tuple([line._replace(on=label) if line.guarantee else line if line.tool else line._replace(label=label)
                                 for line in variant.resources]))
        for variant in found.variants
    ]
    return replace(found, variants=tuple(variants))


def written(found: Plan, lang: str = "fr") -> bytes:
    """Return the workbook of a plan."""
    book: bytes = FORMATS["plan"]["xlsx"].render(found, View(translator(lang)))
    return book


def opened(book: bytes, *, values: bool = False) -> Any:
    """Return a workbook as another program reads it: its formulas, or the values stored with them."""
    return openpyxl.load_workbook(io.BytesIO(book), data_only=values)
