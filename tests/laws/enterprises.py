"""Enterprises drawn at random, everything known: what an adviser may meet, more or less, and nothing taken from a real one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from essfund.core.truth import FALSE
from essfund.engine.evaluate import prove
from essfund.engine.world import derived
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import YEAR

if TYPE_CHECKING:
    from collections.abc import Hashable
    from random import Random

    from essfund import Catalogue

FORMS = {"association": 45, "scop": 14, "scic": 10, "sas": 10, "sarl": 8, "cooperative": 4, "fondation": 2}
"""How often a legal form is drawn; every other one counts 1."""

LIKELY = {
    "ess": 0.8, "esus": 0.15, "siae": 0.12, "entreprise_adaptee": 0.04, "general_interest": 0.4, "cgscop_member": 0.15,
    "social_innovation": 0.3, "innovation": 0.25, "in_difficulty": 0.07, "tourism_social": 0.05,
    "micro_enterprise": 0.03, "woman_founder": 0.35, "jobless_founder": 0.15, "jep_approval": 0.1,
}
NAF = ("88.99B", "47.11F", "01.13Z", "56.10A", "81.21Z", "55.20Z", "93.29Z", "85.59A", "10.71C", "38.32Z", "62.01Z", "90.01Z")
INSIDE = 0.97
"""Share of enterprises in Occitanie."""


def draw(catalogue: Catalogue, chance: Random) -> dict[str, Hashable]:
    """Return a value for each field that rules may test, as a profile holds it."""
    words = catalogue.vocabularies
    forms = sorted(words.legal_form.ids)
    inside = sorted(words.departement.expand("occitanie") or ())
    need = _spread(chance, 5_000, 1_500_000)
    cost = int(need * chance.uniform(1, 3))
    turnover = _spread(chance, 10_000, 5_000_000)
    places = inside if chance.random() < INSIDE else sorted(words.departement.ids)
    values: dict[str, Hashable] = {
        "legal_form": frozenset(chance.choices(forms, [FORMS.get(form, 1) for form in forms])),
        "stage": frozenset([chance.choice(sorted(words.stage.ids))]),
        "amount_needed": _exactly(need),
        "project_cost": _exactly(cost),
        "own_funds": _exactly(_spread(chance, 1_000, 800_000) if chance.random() < 0.9 else 0),
        "bank_loan": _exactly(int(cost * chance.uniform(0.1, 0.7)) if chance.random() < 0.5 else 0),
        "employees": _exactly(chance.choice([0, 0, _spread(chance, 1, 300), _spread(chance, 1, 60), _spread(chance, 1, 20)])),
        "age_years": _exactly(0 if chance.random() < 0.2 else chance.randrange(1, 25 * YEAR)),
        "departement": frozenset([chance.choice(places)]),
        "loan_years": _exactly(chance.randrange(1, 15) * YEAR),
        "own_contribution": _exactly(int(cost * chance.uniform(0, 0.3))),
        "grants_obtained": _exactly(int(cost * chance.uniform(0.1, 0.4)) if chance.random() < 0.2 else 0),
        "turnover": _exactly(turnover),
        "balance_sheet": _exactly(int(turnover * chance.uniform(0.3, 2))),
        "market_income_share": _exactly(chance.randrange(0, 100 * 100 + 1)),
        "jobs_planned": _exactly(chance.choice([0, 1, 2, 3, 5, 10])),
        "purposes": frozenset(chance.sample(sorted(words.purposes.ids), chance.choice([1, 1, 1, 2, 2, 3]))),
        "naf": chance.choice(NAF),
        "de_minimis_received": _exactly(_spread(chance, 1_000, 400_000) if chance.random() < 0.3 else 0),
        **{key: chance.random() < share for key, share in LIKELY.items()},
    }
    return possible(catalogue, {key: values[key] for key in FIELDS if key in values})


def possible(catalogue: Catalogue, values: dict[str, Hashable]) -> dict[str, Hashable]:
    """Return an enterprise like this one that contradicts no fact of the world: what is known first stays."""
    found: dict[str, Hashable] = {}
    for key, value in values.items():
        follows = (derived(catalogue.facts, found, catalogue.vocabularies) or {}).get(key)
        found[key] = _some(follows) if follows is not None and contradicts(catalogue, {**found, key: value}) else value
    return found


def contradicts(catalogue: Catalogue, values: dict[str, Hashable]) -> bool:
    """Whether there is no such enterprise."""
    return any(prove(fact.test, values, {}).truth is FALSE for fact in catalogue.facts)


def _some(known: Hashable) -> Hashable:
    if isinstance(known, Interval):
        return _exactly(known.high if known.high is not None else known.low or 0)
    return frozenset([min(known)]) if isinstance(known, frozenset) else known


def _spread(chance: Random, low: int, high: int) -> int:
    """Return a number drawn evenly over orders of magnitude."""
    return int(math.exp(chance.uniform(math.log(low), math.log(high))))


def _exactly(number: int) -> Interval:
    return Interval(number, number)
