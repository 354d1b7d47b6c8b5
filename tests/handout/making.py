"""Sheets to look at: of enterprises of which nothing, something and everything is known, and of names that mean harm."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.handout.handout import make_handout
from essfund.handout.picture import OptionsPicture
from essfund.model.profile import Profile
from essfund.presenting.document.blocks import Card
from essfund.presenting.view import View
from tests.bundled import bundled
from tests.pictures.making import EARLY, LATE, hostile

if TYPE_CHECKING:
    from datetime import date

    from essfund import Report
    from essfund.presenting.document.blocks import PaperSheet

HOSTILE = '<script>document.title="run"</script>{{7*7}}\u202egnp.exe\x00\x1b[31m صندوق'
SHOWN = '<script>document.title="run"</script>{{7*7}}'
"""The part of it that every format must show letter by letter."""
LONG = "Coopérative d’Activités et d’Emploi des Hautes-Pyrénées et du Comminges réunis " * 2
FULL = {
    "name": "Menuiserie du Lauragais", "legal_form": "scop", "stage": "developpement", "amount_needed": 40000, "project_cost": 70000,
    "own_funds": 30000, "bank_loan": 20000, "employees": 12, "created_on": "2012-03-01", "departement": "31", "turnover": 900000,
    "balance_sheet": 400000, "market_income_share": 95, "jobs_planned": 2, "purposes": ["investissement"], "naf": "16.23Z",
    "ess": True, "esus": False, "siae": False, "entreprise_adaptee": False, "general_interest": False, "cgscop_member": True,
    "social_innovation": False, "innovation": False, "in_difficulty": False, "tourism_social": False, "de_minimis_received": 0,
    "siren": "732829320",
}


@dataclass(frozen=True)
class Case:
    """What is printed: of whom, on which day, in which language, with a message or not, from a catalogue that means harm or not."""

    name: str
    lang: str = "fr"
    day: date = EARLY
    known: dict[str, object] = field(default_factory=dict, hash=False)
    message: str = ""
    harm: bool = False


CASES = (
    Case("nothing"),
    Case("nothing-en", "en", LATE),
    Case("half", known={"name": "Les Jardins d’Ariège", "legal_form": "association", "employees": "4..9", "amount_needed": "15000..60000",
                        "departement": "09", "stage": "creation"}, day=LATE),
    Case("full", known=FULL, message="socoden"),
    Case("full-en", "en", LATE, FULL, "fiso"),
    Case("long-name", known={**FULL, "name": LONG}),
    Case("hostile", known={"legal_form": "scic", "amount_needed": 25000, "stage": "emergence"}, message="ies"),
    Case("hostile-catalogue", "en", LATE, {"name": HOSTILE, "legal_form": "scop", "amount_needed": 40000}, harm=True),
)


@cache
def report(case: Case) -> Report:
    catalogue = hostile() if case.harm else bundled()
    profile = read_profile(catalogue, case.known)
    if case.name == "hostile":
        profile = Profile({**profile.values, "name": HOSTILE})  # as a program may give it, that reads no file
    return match(catalogue, profile, on=case.day)


def view(case: Case, *, everything: bool = False) -> View:
    return View(translator(case.lang), everything=everything, message=case.message)


@cache
def handout(case: Case) -> PaperSheet:
    return make_handout(report(case), view(case))


def cards(sheet: PaperSheet) -> list[Card]:
    return [block for section in sheet.sections for block in section.blocks if isinstance(block, Card)]


def picture(sheet: PaperSheet) -> OptionsPicture:
    return next(block for section in sheet.sections for block in section.blocks if isinstance(block, OptionsPicture))


def case(name: str) -> Case:
    return next(one for one in CASES if one.name == name)
