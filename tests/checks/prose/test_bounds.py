"""A summary beside one condition or amount: carried, carried otherwise, or carried by nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from essfund.model.condition import Condition, Leaf, Strength
from essfund.model.fields import FIELDS
from essfund.model.requirement import Requirement
from essfund.model.rulebook import InstrumentRules
from essfund.model.tool import Amount, Limit, PlanLine
from tests.checks.prose.subjects import codes, found, saying

CARRIED, OTHERWISE, NOWHERE = set[str](), {"CAT061"}, {"CAT060"}


def asks(field: str, operator: str, value: float) -> Condition:
    argument = FIELDS[field].kind.argument(operator, value, None)
    return Condition("essai.c", "c", Leaf(field, operator, argument, value), Strength.ESTABLISHED, ("plan-2018",))


def gives(**bounds: int) -> Amount:
    return Amount(source=("plan-2018",), **bounds)  # type: ignore[arg-type]


CONDITIONS = [
    ("fr", "moins de 50 salariés", "employees", "less_than", 50, CARRIED),
    ("fr", "moins de 50 salariés", "employees", "at_most", 49, CARRIED),
    ("fr", "moins de 50 salariés", "employees", "at_most", 50, OTHERWISE),
    ("fr", "jusqu’à 50 salariés", "employees", "less_than", 50, OTHERWISE),
    ("fr", "moins de 50 salariés", "employees", "at_least", 50, OTHERWISE),
    ("fr", "fermée aux entreprises de moins de 50 salariés", "employees", "at_least", 50, CARRIED),
    ("fr", "moins de 50 salariés", "employees", "less_than", 250, OTHERWISE),
    ("fr", "moins de 50 salariés", "age_years", "less_than", 3, NOWHERE),
    ("fr", "de 3 à 50 salariés", "employees", "at_least", 3, OTHERWISE),
    ("fr", "entreprise de 3 ans au plus", "age_years", "less_than", 3, OTHERWISE),
    ("fr", "entreprise de 3 ans au plus", "age_years", "at_most", 3, CARRIED),
    ("fr", "entreprise de 3 ans au plus", "age_years", "less_than", 4, CARRIED),
    ("fr", "entreprise de moins de 36 mois", "age_years", "less_than", 3, CARRIED),
    ("fr", "entreprise de plus d’un an", "age_years", "at_least", 1, OTHERWISE),
    ("fr", "entreprise de plus d’un an", "age_years", "more_than", 1, CARRIED),
    ("fr", "65 % avant trois ans", "employees", "less_than", 3, NOWHERE),
    ("fr", "chiffre d’affaires de moins de 10 M€", "turnover", "at_most", 10_000_000, OTHERWISE),
    ("fr", "au moins 50 % de ventes", "market_income_share", "at_least", 50, CARRIED),
    ("fr", "plus de 50 % de ventes", "market_income_share", "at_least", 50, OTHERWISE),
    ("fr", "projet d’au moins 40 000 €", "project_cost", "at_least", 40_000, CARRIED),
    ("en", "under 50 employees", "employees", "at_most", 50, OTHERWISE),
    ("en", "at most 50 employees", "employees", "at_most", 50, CARRIED),
    ("en", "an enterprise over three years old", "age_years", "at_least", 3, OTHERWISE),
    ("en", "an enterprise over three years old", "age_years", "more_than", 3, CARRIED),
    ("en", "a project of at least €40,000", "project_cost", "at_least", 60_000, OTHERWISE),
]

AMOUNTS: list[tuple[str, str, dict[str, Any], set[str]]] = [
    ("fr", "jusqu’à 40 k€", {"at_most": 45_000}, OTHERWISE),
    ("fr", "jusqu’à 45 k€", {"at_most": 45_000}, CARRIED),
    ("fr", "moins de 45 000 €", {"at_most": 45_000}, OTHERWISE),
    ("fr", "de 5 000 à 45 000 €", {"at_least": 5_000, "at_most": 45_000}, CARRIED),
    ("fr", "de 3 000 à 45 000 €", {"at_least": 5_000, "at_most": 45_000}, OTHERWISE),
    ("fr", "jusqu’à 45 000 €", {}, NOWHERE),
    ("fr", "moitié des dépenses", {"limits": (Limit(share=50, of="project_cost", source=("plan-2018",)),)}, CARRIED),
    ("fr", "jusqu’à 60 % des dépenses", {"limits": (Limit(share=50, of="project_cost", source=("plan-2018",)),)}, OTHERWISE),
    ("fr", "jusqu’à 12,5 % des dépenses", {"limits": (Limit(share=12.5, of="project_cost", source=("plan-2018",)),)}, CARRIED),
    ("fr", "3 000 € par salarié", {"limits": (Limit(each=5_000, of="employees", source=("plan-2018",)),)}, OTHERWISE),
    ("en", "up to €45,000", {"at_most": 45_000}, CARRIED),
    ("en", "up to €40,000", {"at_most": 45_000}, OTHERWISE),
]


def both(language: str, text: str) -> tuple[str, str]:
    """Return the two sides of a summary of which one says something."""
    return (text, "") if language == "fr" else ("", text)


@pytest.mark.parametrize(("language", "text", "field", "operator", "value", "expected"), CONDITIONS)
def test_a_text_beside_a_condition(language: str, text: str, field: str, operator: str, value: float, expected: set[str]) -> None:
    subject = saying(*both(language, text), conditions=[asks(field, operator, value)])
    assert codes(subject) - {"CAT064"} == expected


@pytest.mark.parametrize(("language", "text", "bounds", "expected"), AMOUNTS)
def test_a_text_beside_an_amount(language: str, text: str, bounds: dict[str, Any], expected: set[str]) -> None:
    subject = saying(*both(language, text), amount=gives(**bounds))
    assert codes(subject) - {"CAT064"} == expected


def test_the_finding_says_what_the_rule_says_and_once_for_both_languages() -> None:
    subject = saying("Moins de 50 salariés.", "Under 50 employees.", conditions=[asks("employees", "at_most", 50)])
    (fault,) = found(subject)
    assert str(fault.message) == "the text says “Moins de 50 salariés”, the rule says `employees: {at_most: 50}`"
    assert fault.path == ("tools", "novess", "summary", "fr")


@pytest.mark.parametrize(("fr", "en", "lost"), [
    ("jusqu’à 30 000 €", "up to €40,000", {"30 000 €", "€40,000"}),
    ("de 5 à 9 %", "5 to 8%", {"9 %", "8%"}),
    ("depuis juillet 2017", "since June 2017", {"juillet 2017", "June 2017"}),
    ("pendant cinq ans", "for six years", {"cinq", "six"}),
    ("30 000 €", "an amount", {"30 000 €"}),
    ("30 000 €", "30,000 people", set()),
    ("les deux volets", "both strands", set()),
    ("trois ans", "3 years", set()),
    ("12/04/2022", "12 April 2022", set()),
    ("1,5 M€ et 0,40 %", "€1.5m and 0.40%", set()),
])
def test_the_two_languages_hold_the_same_figures(fr: str, en: str, lost: set[str]) -> None:
    told = [str(fault.message) for fault in found(saying(fr, en)) if fault.code == "CAT064"]
    assert {quote for quote in lost if any(f"“{quote}”" in one for one in told)} == lost
    assert bool(told) == bool(lost)


@pytest.mark.parametrize(("key", "operator", "value", "wrong"), [
    ("plus-d-un-an", "more_than", 1, False), ("plus-d-un-an", "at_least", 1, True), ("au-plus-trois-ans", "less_than", 4, False),
    ("de-trois-a-cinq-ans", "at_least", 3, False), ("premier-bilan", "at_least", 1, False),
])
def test_an_id_says_what_its_test_says(key: str, operator: str, value: float, wrong: bool) -> None:
    condition = replace(asks("age_years", operator, value), short_id=key)
    assert [fault.path[-1] for fault in found(saying("", "", [condition]))] == (["id"] if wrong else [])


@pytest.mark.parametrize(("printed", "wrong"), [
    ("PASS (jusqu’à 45k€), autre ligne de 5 à 50 k€", False), ("PASS < 45 k€", False), ("PASS < 40 k€", True), ("Montants divers", False),
])
def test_the_line_of_the_plan_has_the_amount_of_the_instrument(printed: str, wrong: bool) -> None:
    subject = saying("", "", amount=gives(at_most=45_000))
    (key, instrument), = subject.catalogue.instruments.items()
    tool = replace(instrument.tool, plan=PlanLine(section="cartographie", printed=printed))
    subject = replace(subject, catalogue=replace(subject.catalogue, instruments={key: replace(instrument, tool=tool)}))
    assert [fault.path[-1] for fault in found(subject)] == (["printed"] if wrong else [])


@pytest.mark.parametrize(("strength", "text", "wrong"), [
    ("established", "Moins de 50 salariés selon le texte.", True), ("inferred", "Moins de 50 salariés selon le texte.", False),
    ("established", "De 20 à 60 salariés, dit la presse.", False), ("established", "Jusqu’à 60 000 € en 2018.", False),
])
def test_the_note_of_a_condition_is_held_against_that_condition(strength: str, text: str, wrong: bool) -> None:
    condition = replace(asks("employees", "less_than", 60), strength=Strength(strength))
    subject = saying("", "", [condition])
    (key, _), = subject.catalogue.instruments.items()
    raw = Requirement({"id": "c", "employees": {"less_than": 60}, "note": {"fr": text, "en": ""}})
    subject = replace(subject, rules=replace(subject.rules, instruments={key: InstrumentRules(requires=(raw,))}))
    assert ("CAT061" in codes(subject)) is wrong
