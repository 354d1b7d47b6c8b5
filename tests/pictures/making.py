"""Charts to look at: of the bundled catalogue, and of one with hostile names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.engine.cartography import Chart, make_chart
from essfund.model.tool import Stages
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED, bundled

if TYPE_CHECKING:
    from essfund import Catalogue

EARLY, LATE = date(2019, 6, 1), LAST_CHECKED
SCOP = {"legal_form": "scop", "amount_needed": 40000, "employees": 12, "departement": "31"}
NAMES = (
    "Dispositif régional de soutien à l’investissement matériel et immatériel des entreprises de l’économie sociale et solidaire, " * 3,
    "Anticonstitutionnellementanticonstitutionnellementanticonstitutionnellementanticonstitutionnellement",
    '<script>alert("x")</script> & <b>gras</b> ]]> &amp; <!-- --> </svg>',
    "صندوق الاقتصاد الاجتماعي والتضامني للابتكار والتنمية المحلية",
    "קרן לכלכלה חברתית וסולידרית",
    "\u202eesrevni\u202c noitcerid \u2066isolée",
    "社会的連帯経済のための地域基金と支援プログラム",
    "Bell\x07 escape\x1b[31m null\x00 nonchar\ufffe surrogate\ud800 fin",
    "WWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMMMMM @@@@@@@@@@@@@@@@ %%%%%%%%%%%%%%%%%%%%",
    "e\u0301\u0301\u0301\u0301 zalgo\u0336\u0336 👩‍👩‍👧 fonds 🌍",
)
STAGES = (("emergence", "developpement"), ("creation", "changement-echelle"), ("emergence", "changement-echelle"))


class Case(NamedTuple):
    """What is drawn: which catalogue, day and language, with everything or a profile."""

    name: str
    lang: str
    day: date
    hostile: bool = False
    everything: bool = False
    profile: bool = False


CASES = (
    Case("early-fr", "fr", EARLY),
    Case("late-en", "en", LATE, everything=True),
    Case("profile-fr", "fr", EARLY, everything=True, profile=True),
    Case("hostile-fr", "fr", LATE, hostile=True, everything=True, profile=True),
    Case("hostile-en", "en", EARLY, hostile=True),
)
WIDTHS = (320, 360, 480, 720, 840, 1123, 1587, 3000)


@cache
def hostile() -> Catalogue:
    """Return the bundled catalogue with hostile names, and stages with holes between them."""
    catalogue = bundled()
    found = {}
    for place, (key, one) in enumerate(catalogue.instruments.items()):
        stages = one.tool.stages
        if stages and place % 3 == 0:
            stages = Stages(STAGES[place // 3 % len(STAGES)], stages.source, stages.strength)
        found[key] = replace(one, tool=replace(one.tool, name=NAMES[place % len(NAMES)], stages=stages))
    return replace(catalogue, instruments=found)


@cache
def chart(case: Case) -> Chart:
    catalogue = hostile() if case.hostile else bundled()
    report = match(catalogue, read_profile(catalogue, SCOP), on=case.day) if case.profile else None
    return make_chart(catalogue, case.day, everything=case.everything, report=report)


def view(lang: str) -> View:
    return View(translator(lang))
