"""Inputs of the frozen comparison: enterprises drawn at random as JSON profiles, and edited copies of the catalogue.

Everything is written out here, and nothing of the software is imported: whatever is rebuilt there, the inputs stay the same.
"""

from __future__ import annotations

import json
import math
from random import Random
from typing import TYPE_CHECKING, Any

import yaml
from growth import NoAliases

if TYPE_CHECKING:
    from pathlib import Path

FORMS = {
    "association": 45, "scop": 14, "scic": 10, "sas": 10, "sarl": 8, "cooperative": 4, "fondation": 2, "mutuelle": 1, "eurl": 1, "sasu": 1,
    "sa": 1, "gie": 1, "cuma": 1, "sica": 1, "autre": 1, "congregation": 1, "autre-societe": 1, "societe-civile": 1, "organisme-public": 1,
    "entreprise-individuelle": 1, "association-intermediaire": 1, "groupement-employeurs": 1, "exploitation-agricole": 1,
}
INSEE = {"association": "9220", "scop": "5458", "scic": "5599", "sas": "5710", "sarl": "5499", "cooperative": "5460", "sasu": "5720", "sa": "5699"}
STAGES = ("emergence", "creation", "developpement", "changement-echelle")
PLACES = ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82")
PURPOSES = (
    "bfr", "economie-circulaire", "etude", "export", "fonctionnement", "immobilier", "innovation", "investissement", "numerique", "pertes",
    "recrutement", "tourisme", "transition-ecologique", "transmission-reprise",
)
NAF = ("88.99B", "47.11F", "01.13Z", "56.10A", "81.21Z", "55.20Z", "93.29Z", "85.59A", "10.71C", "38.32Z", "62.01Z", "90.01Z", "72.11Z")
FLAGS = {
    "ess": 0.8, "esus": 0.15, "siae": 0.12, "entreprise_adaptee": 0.04, "general_interest": 0.4, "cgscop_member": 0.15,
    "social_innovation": 0.3, "innovation": 0.25, "in_difficulty": 0.07, "tourism_social": 0.05,
}
INSIDE = 0.97
"""Share of enterprises in Occitanie."""

EDITED = 8
"""How many edited copies of the catalogue there are."""

Facts = dict[str, Any]


def enterprise(number: int) -> Facts:
    """Every fact of one enterprise, as a profile file holds it, in shares like those of the laws' enterprises."""
    chance = Random(f"enterprise {number}")
    need, turnover = _spread(chance, 5_000, 1_500_000), _spread(chance, 10_000, 5_000_000)
    cost = _rounded(need * chance.uniform(1, 3))
    return {
        "legal_form": chance.choices(list(FORMS), list(FORMS.values()))[0],
        "stage": chance.choice(STAGES),
        "amount_needed": need,
        "project_cost": cost,
        "own_funds": _spread(chance, 1_000, 800_000) if chance.random() < 0.9 else 0,
        "bank_loan": _rounded(cost * chance.uniform(0.1, 0.7)) if chance.random() < 0.5 else 0,
        "employees": chance.choice([0, 0, _spread(chance, 1, 300), _spread(chance, 1, 60), _spread(chance, 1, 20)]),
        "age_years": 0 if chance.random() < 0.2 else chance.randrange(25),
        "departement": chance.choice(PLACES) if chance.random() < INSIDE else chance.choice(("33", "69", "75")),
        "turnover": turnover,
        "balance_sheet": _rounded(turnover * chance.uniform(0.3, 2)),
        "market_income_share": chance.randrange(101),
        "jobs_planned": chance.choice([0, 1, 2, 3, 5, 10]),
        "purposes": chance.sample(PURPOSES, chance.choice([1, 1, 1, 2, 2, 3])),
        "naf": chance.choice(NAF),
        **{key: chance.random() < share for key, share in FLAGS.items()},
        "de_minimis_received": chance.choice([0, 0, 0, _spread(chance, 1_000, 250_000)]),
    }


def partial(number: int, asked: list[str]) -> Facts:
    """What an adviser may know of that enterprise: some fields, some of them vaguely, and answers to some of what is `asked`."""
    chance, whole = Random(f"partial {number}"), enterprise(number)
    share = chance.choice([0.2, 0.4, 0.6, 0.8, 1])
    facts = {key: _vague(chance, key, value) for key, value in whole.items() if chance.random() < share}
    if "age_years" in facts and chance.random() < 0.5:
        del facts["age_years"]
        facts["created_on"] = _birthday(chance, whole["age_years"])
    if chance.random() < 0.25:
        facts["answers"] = {key: _answer(chance) for key in chance.sample(asked, chance.choice([1, 2, 4]))}
    if chance.random() < 0.1:
        facts["name"] = chance.choice(["Les Jardins d’Éole", "Coopérative « Le Moulin »", "A|B <c> & *d*"])
    return facts


def _vague(chance: Random, key: str, value: Any) -> Any:
    """The value itself, or a range, several ids, an official code or the beginning of one that holds it."""
    lot = chance.random()
    if key == "legal_form" and lot < 0.25:
        return INSEE.get(value, value)
    if key in {"legal_form", "stage", "departement"} and lot > 0.85:
        others = {"legal_form": tuple(FORMS), "stage": STAGES, "departement": PLACES}[key]
        return [value, *chance.sample([other for other in others if other != value], chance.choice([1, 2]))]
    if key == "naf" and lot < 0.3:
        return value[: chance.choice([2, 4, 5])]
    if isinstance(value, bool) or not isinstance(value, int) or lot < 0.6:
        return value
    low, high = int(value * chance.uniform(0.3, 1)), int(value * chance.uniform(1, 3)) + 1
    return f"{low}.." if lot > 0.95 else f"{low}..{min(high, 100) if key == 'market_income_share' else high}"


def _birthday(chance: Random, age: int) -> str:
    """A day, a month or a year of creation."""
    day = f"{2019 - age}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return day[: chance.choice([4, 7, 10, 10])]


def _answer(chance: Random) -> Any:
    met = chance.random() < 0.6
    return {"met": met, "note": "dit au téléphone"} if chance.random() < 0.3 else met


def _spread(chance: Random, low: int, high: int) -> int:
    """A number drawn evenly over orders of magnitude."""
    return _rounded(math.exp(chance.uniform(math.log(low), math.log(high))))


def _rounded(number: float) -> int:
    """Two significant digits: no machine's last bit shows."""
    return int(float(f"{number:.1e}"))


def write_profile(path: Path, facts: Facts) -> None:
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def write_catalogues(data: Path, folder: Path) -> None:
    """Write a copy of the catalogue, `before`, edited ones, `after0` and so on, a `doubtful` one, and one of `faulty` shape."""
    files = {path.relative_to(data).as_posix(): path.read_text(encoding="utf-8")
             for path in sorted([*data.glob("*.yaml"), *data.glob("cases/*.yaml")])}
    _write(folder / "before", files)
    for number in range(EDITED):
        _write(folder / f"after{number}", files | _edited(files, Random(f"edit {number}"), number))
    _write(folder / "doubtful", files | _doubtful(files, faulty=False))
    _write(folder / "faulty", files | _doubtful(files, faulty=True))


def _write(folder: Path, files: dict[str, str]) -> None:
    (folder / "cases").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _documents(files: dict[str, str]) -> list[Any]:
    return [yaml.load(files[name], Loader=yaml.CSafeLoader) for name in ("tools.yaml", "rules.yaml")]


def _edited(files: dict[str, str], chance: Random, number: int) -> dict[str, str]:
    """A catalogue with some bounds moved, strengths changed, conditions dropped; the last copies lose or gain an instrument."""
    tools, rules = _documents(files)
    for key in chance.sample(sorted(rules["instruments"]), 4):
        for limit in _bounds([rules["instruments"][key], tools["tools"][key].get("offers")])[:2]:
            limit["at_most"] = _rounded(limit["at_most"] * chance.choice([0.5, 2, 3])) + 1
        conditions = [one for one in rules["instruments"][key].get("requires", []) if one.get("strength") == "established"]
        if conditions and number % 2:
            chance.choice(conditions)["strength"] = "inferred"
        elif len(conditions) > 1:
            rules["instruments"][key]["requires"].remove(conditions[0])
        tools["tools"][key]["name"] += " (nouveau)"
    if number >= EDITED - 2:
        del tools["tools"]["realis"], rules["instruments"]["realis"]
        rules["shared"]["siege-occitanie"]["departement"] = {"in": ["31", "34"]}
    if number == EDITED - 1:
        tools["tools"]["essai"], rules["instruments"]["essai"] = tools["tools"]["fiso"], rules["instruments"]["fiso"]
        rules["ranking"]["weights"] |= {"need_coverage": 20, "cost": 25}
    return _texts(tools, rules)


def _bounds(node: Any) -> list[dict[str, Any]]:
    """Every mapping below that sets a whole number as a highest value."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = [node] if isinstance(node, dict) and type(node.get("at_most")) is int else []
    return [*here, *(bound for child in children for bound in _bounds(child))]


def _doubtful(files: dict[str, str], *, faulty: bool) -> dict[str, str]:
    """A catalogue that can be read and deserves many remarks, or one with errors that stop the reading."""
    tools, rules = _documents(files)
    chance, keys = Random("doubtful"), sorted(rules["instruments"])
    for key in chance.sample(keys, 5):
        rules["instruments"][key].setdefault("requires", []).append(
            {"id": "essai", "all": [{"turnover": {"at_least": 10}}, {"turnover": {"at_most": 5}}], "source": "plan-2018", "strength": "inferred"})
    for key in chance.sample(keys, 5):
        text = "Jusqu’à 123 456 € pour 77 salariés, dès le 3 mars 2012."
        tools["tools"][key] |= {"summary": {"fr": text, "en": "Up to €123,456."}, "checked_on": "2017-01-01", "sources": ["plan-2018"]}
    if faulty:
        tools["tools"][keys[0]]["familly"] = "pret"
        tools["tools"][keys[2]]["summary"] = {"fr": "Sans traduction."}
        rules["instruments"][keys[1]]["requires"] = [{"id": "Faux", "legal_form": {"in": ["scoop"]}, "source": "nowhere", "strength": "sure"}]
    return _texts(tools, rules)


def _texts(tools: Any, rules: Any) -> dict[str, str]:
    return {
        name: yaml.dump(document, Dumper=NoAliases, allow_unicode=True, sort_keys=False, width=120)
        for name, document in (("tools.yaml", tools), ("rules.yaml", rules))
    }
