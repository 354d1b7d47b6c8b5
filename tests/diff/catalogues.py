"""A part of the bundled catalogue as plain data, changed at random, and made into a side of a comparison."""

from __future__ import annotations

import copy
import random
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.exchange.exporting.text_files import plan_rules
from essfund.loading.assembly import assemble
from essfund.loading.catalogue import read_documents
from essfund.loading.model_schemas import adapter
from essfund.model.fields import FIELDS
from essfund.model.rulebook import RELATIONS
from essfund.review.diff.model import CatalogueVersion
from tests import bundled as whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
DAY = date(2019, 6, 1)
KEPT = (
    "pass-occitanie", "start-oc", "contrat-occitanie", "fonds-de-confiance", "ies", "socoden", "novess", "fiso",
    "garantie-france-active", "garantie-sofiscop", "dla", "sifa", "pass-tss", "pret-ess-bpifrance",
)
Data = dict[str, Any]


@cache
def _bundled() -> Data:
    documents = read_documents()
    found: Data = {role: dict(documents[role]) for role in ("tools", "rules", "vocabularies")}
    found["tools"]["tools"] = {key: found["tools"]["tools"][key] for key in KEPT}
    found["rules"]["instruments"] = {key: found["rules"]["instruments"][key] for key in KEPT}
    for word in RELATIONS:
        found["rules"][word] = [one for one in found["rules"][word] if set(KEPT).issuperset(one["tools"])]
    found["rules"] |= plan_rules(found["rules"], set(KEPT))
    return found


def bundled() -> Data:
    """Return the data, free to be changed."""
    return copy.deepcopy(_bundled())


@cache
def golden(limit: int = 150) -> tuple[Trial, ...]:
    """Return golden cases of these instruments, without answers to conditions that others ask."""
    cases, here = whole.golden_cases(), catalogue_of(_bundled())
    found = [trial for trial, _ in cases.trials if trial.tool in KEPT and set(trial.profile.answers) <= set(here.answerable)]
    return tuple(random.Random(0).sample(found, limit))


def catalogue_of(data: Data, digest: str = "sha256:0") -> Catalogue:
    return _side(data, digest, "").catalogue


def side_of(data: Data, name: str = "side", profiles: tuple[Trial, ...] | None = None) -> CatalogueVersion:
    """Make a side; its digest is new unless the data is what is bundled."""
    digest = "sha256:0" if data == _bundled() else f"sha256:{id(data)}"
    return _side(data, digest, name, golden() if profiles is None else profiles)


def _side(data: Data, digest: str, name: str, profiles: tuple[Trial, ...] = ()) -> CatalogueVersion:
    tools, rules, words = (adapter(role).validate_python(data[role]) for role in ("tools", "rules", "vocabularies"))
    catalogue, _ = assemble(tools, rules, words.vocabularies(), digest, words.facts_of_the_world)
    assert catalogue
    return CatalogueVersion(name, tools, rules, words, catalogue, profiles)


# --- changing the data at random


def requirements(data: Data) -> list[tuple[list[Any], int]]:
    """Return every place where a condition stands: a list and an index."""
    lists = [one["requires"] for rules in data["rules"]["instruments"].values()
             for one in (rules, *rules.get("offers", {}).values()) if one.get("requires")]
    return [(found, i) for found in lists for i in range(len(found))]


def leaf_places(raw: Any) -> list[tuple[Data, str]]:
    """Return every field test inside a condition: the mapping that holds it, and the field."""
    if isinstance(raw, list):
        return [place for part in raw for place in leaf_places(part)]
    if not isinstance(raw, dict):
        return []
    own = [(raw, key) for key in raw if key in FIELDS]
    return own + [place for word in ("all", "any", "not") for place in leaf_places(raw.get(word))]


def move_bound(raw: Any, chance: random.Random) -> None:
    places = leaf_places(raw)
    if not places:
        return
    holder, key = chance.choice(places)
    if isinstance(holder[key], bool):
        holder[key] = not holder[key]
        return
    operator = chance.choice(sorted(holder[key]))
    value = holder[key][operator]
    if isinstance(value, list):
        holder[key][operator] = value[1:] if len(value) > 1 and chance.random() < 0.7 else [*value, *chance.sample(WORDS.get(key, value), 1)]
    else:
        holder[key][operator] = max(0, value + chance.choice([-1, 1, 2, 10, 5000, -5000]))


WORDS = {"legal_form": ["scop", "sas", "association", "scic"], "stage": ["emergence", "creation"], "purposes": ["investissement"],
         "departement": ["31", "34", "75"]}


def change_condition(data: Data, chance: random.Random) -> None:
    found, i = chance.choice(requirements(data))
    move_bound(found[i], chance)


def change_shared(data: Data, chance: random.Random) -> None:
    move_bound(data["rules"]["shared"][chance.choice(sorted(data["rules"]["shared"]))], chance)


def change_strength(data: Data, chance: random.Random) -> None:
    found, i = chance.choice(requirements(data))
    found[i]["strength"] = chance.choice(["established", "probable", "inferred"])


def date_condition(data: Data, chance: random.Random) -> None:
    found, i = chance.choice(requirements(data))
    found[i][chance.choice(["from", "until"])] = chance.choice(["2018-03-01", "2019-06-01", "2021-12-31"])


def drop_condition(data: Data, chance: random.Random) -> None:
    found, i = chance.choice(requirements(data))
    if len(found) > 1:
        del found[i]


def add_condition(data: Data, chance: random.Random) -> None:
    found, _ = chance.choice(requirements(data))
    tests: list[Data] = [{"employees": {"at_least": 3}}, {"esus": True}, {"turnover": {"less_than": 500000}},
                         {"legal_form": {"not_in": ["scop"]}}, {"purposes": {"any_of": ["investissement"]}}]
    found.append({"id": f"nouvelle-{chance.randrange(10**6)}", **chance.choice(tests), "source": "plan-2018",
                  "strength": chance.choice(["established", "inferred"])})


def amounts(data: Data) -> list[Data]:
    return [offer.setdefault("amount", {}) for tool in data["tools"]["tools"].values() for offer in tool["offers"].values()]


def change_amount(data: Data, chance: random.Random) -> None:
    amount = chance.choice(amounts(data))
    word = chance.choice(["at_least", "at_most", "limits", "limits"])
    if word == "limits":
        limits = amount.setdefault("limits", [])
        if limits and chance.random() < 0.7:
            limit = chance.choice(limits)
            key = "share" if "share" in limit else "each"
            limit[key] = max(1, round(limit[key] * chance.choice([0.5, 0.9, 1.1, 2]), 2 if key == "share" else None))
        else:
            limits.append({"share": chance.choice([12.5, 40, 80]), "of": chance.choice(["project_cost", "own_funds", "bank_loan"]),
                           "source": "plan-2018"})
    elif word in amount and chance.random() < 0.3:
        del amount[word]
    else:
        amount[word] = max(1, amount.get(word, 20000) + chance.choice([-5000, 5000, 30000]))


def change_offer(data: Data, chance: random.Random) -> None:
    name = chance.choice(sorted(data["tools"]["tools"]))
    offers = data["tools"]["tools"][name]["offers"]
    key = chance.choice(sorted(offers))
    if len(offers) > 1 and chance.random() < 0.4:
        del offers[key]
        data["rules"]["instruments"][name].get("offers", {}).pop(key, None)
    else:
        offers[key][chance.choice(["from", "until"])] = chance.choice(["2017-01-01", "2019-06-01", "2020-12-31"])


def change_dates(data: Data, chance: random.Random) -> None:
    tool = data["tools"]["tools"][chance.choice(sorted(data["tools"]["tools"]))]
    fact = {"day": chance.choice(["2016-01-01", "2018-07-01", "2020-01-31"]), "source": "plan-2018",
            "strength": chance.choice(["established", "probable"])}
    tool[chance.choice(["valid_from", "valid_until"])] = fact
    if chance.random() < 0.5:
        tool["running"] = chance.sample(["plan-2018", "loi-ess-2014", "touleco-2018-02"], chance.randrange(3))


def change_words(data: Data, chance: random.Random) -> None:
    words = data["vocabularies"]
    which = chance.randrange(3)
    if which == 0:
        members = words["legal_form_sets"][chance.choice(sorted(words["legal_form_sets"]))]["members"]
        members[:] = members[1:] if len(members) > 1 else members
    elif which == 1:
        words["legal_forms"]["forme-nouvelle"] = {"fr": "Forme nouvelle", "en": "New form"}
    else:
        words["purposes"]["but-nouveau"] = {"fr": "But nouveau", "en": "New purpose"}


def change_text(data: Data, chance: random.Random) -> None:
    tool = data["tools"]["tools"][chance.choice(sorted(data["tools"]["tools"]))]
    tool["name"] += " bis"
    data["rules"]["ranking"]["freshness_months"] = chance.choice([12, 18, 24])


def rename_or_remove(data: Data, chance: random.Random) -> None:
    key = chance.choice(sorted(data["tools"]["tools"]))
    tool, rules = data["tools"]["tools"].pop(key), data["rules"]["instruments"].pop(key)
    if chance.random() < 0.6:
        data["tools"]["tools"][f"{key}-deux"], data["rules"]["instruments"][f"{key}-deux"] = tool, rules


CHANGES: tuple[Callable[[Data, random.Random], None], ...] = (
    change_condition, change_condition, change_shared, change_strength, date_condition, drop_condition, add_condition,
    change_amount, change_amount, change_offer, change_dates, change_words, change_text, rename_or_remove,
)


def changed(seed: int) -> CatalogueVersion:
    """Return the catalogue with a few changes; with every fourth seed, of amounts alone."""
    chance, data = random.Random(seed), bundled()
    kinds = CHANGES if seed % 4 else (change_amount,)
    for _ in range(chance.choice([1, 1, 2, 3]) if seed % 4 else 3):
        chance.choice(kinds)(data, chance)
    return side_of(data, f"seed {seed}")
