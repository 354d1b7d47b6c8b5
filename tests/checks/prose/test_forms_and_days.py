"""Legal forms and days in summaries, beside what the conditions let in and when the instrument runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund.model.condition import Condition, Leaf, Strength
from essfund.model.tool import DatedFact
from essfund.review.checks.prose import days, forms
from essfund.review.checks.prose.days import said_days
from tests.checks.prose.subjects import bundled, saying

if TYPE_CHECKING:
    from essfund.review.checks.subject import ValidationSubject


def only(*names: str, operator: str = "in", strength: Strength = Strength.ESTABLISHED) -> Condition:
    terms = bundled().catalogue.vocabularies.legal_form
    forms_ = frozenset(form for name in names for form in terms.expand(name) or ())
    return Condition("essai.forme", "forme", Leaf("legal_form", operator, forms_, names), strength, ("plan-2018",))


ASSOCIATIONS = [only("associations")]
CO_OPERATIVES = [only("scop", "scic")]
NOT_ASSOCIATIONS = [only("associations", operator="not_in")]


@pytest.mark.parametrize(("text", "conditions", "wrong"), [
    ("Prêt pour une association.", ASSOCIATIONS, False),
    ("Prêt pour une association.", CO_OPERATIVES, True),
    ("Prêt pour une association.", [only("scop", strength=Strength.INFERRED)], False),
    ("Prêt pour les Scop et les Scic.", CO_OPERATIVES, False),
    ("Prêt pour une Scop ou une association.", CO_OPERATIVES, False),
    ("Ouvert aux SARL.", CO_OPERATIVES, True),
    ("Sa durée est de sept ans.", CO_OPERATIVES, False),
    ("Coopérative d’épargnants, elle devient associée.", ASSOCIATIONS, False),
    ("Petites entreprises, associations comprises.", NOT_ASSOCIATIONS, True),
    ("Réservé aux associations.", ASSOCIATIONS, False),
    ("Réservé aux associations.", [], True),
    ("Réservé aux Scop.", CO_OPERATIVES, True),
    ("Réservé aux Scop et aux Scic.", CO_OPERATIVES, False),
    ("Les associations n’y ont pas accès.", NOT_ASSOCIATIONS, False),
    ("Les associations n’y ont pas accès.", [], True),
    ("Ouvert à tous, sauf aux associations.", NOT_ASSOCIATIONS, False),
    ("L’entreprise n’est ni pour une Scop ni pour une association.", NOT_ASSOCIATIONS, False),
    ("non (forme juridique : tout sauf Associations)", ASSOCIATIONS, False),
    ("Loan for an association.", CO_OPERATIVES, True),
    ("Loan for an association.", ASSOCIATIONS, False),
    ("For associations only.", ASSOCIATIONS, False),
    ("For associations only.", [], True),
    ("Associations have no access.", NOT_ASSOCIATIONS, False),
    ("Associations have no access.", ASSOCIATIONS, True),
    ("A co-operative of citizen savers.", ASSOCIATIONS, False),
])
def test_forms_that_a_text_names(text: str, conditions: list[Condition], wrong: bool) -> None:
    assert bool(list(forms.CHECK.find(saying(text, text, conditions)))) is wrong


SAID = [
    ("fr", "Fermée depuis avril 2022.", "end", date(2022, 4, 1), date(2022, 4, 30)),
    ("fr", "Sans doute fermée depuis 2022.", "end", date(2022, 1, 1), date(2022, 12, 31)),
    ("fr", "Annoncée mobilisable jusqu’à fin 2025.", "end", date(2025, 9, 1), date(2025, 12, 31)),
    ("fr", "Prêt en ligne, jusqu’au 10 novembre 2023", "end", date(2023, 11, 10), date(2023, 11, 10)),
    ("fr", "Fonds national lancé en 2016 par la Caisse.", "start", date(2016, 1, 1), date(2016, 12, 31)),
    ("fr", "Portail ouvert au printemps 2021", "start", date(2021, 3, 1), date(2021, 6, 30)),
    ("fr", "À demander à partir du 1er janvier 2027.", "start", date(2027, 1, 1), date(2027, 1, 1)),
    ("en", "Closed since April 2022.", "end", date(2022, 4, 1), date(2022, 4, 30)),
    ("en", "available until the end of 2025", "end", date(2025, 9, 1), date(2025, 12, 31)),
    ("en", "opened in spring 2021", "start", date(2021, 3, 1), date(2021, 6, 30)),
]


@pytest.mark.parametrize(("language", "text", "kind", "first", "last"), SAID)
def test_days_of_opening_and_closing_are_understood(language: str, text: str, kind: str, first: date, last: date) -> None:
    assert [one[:3] for one in said_days(text, language)] == [(kind, first, last)]


@pytest.mark.parametrize("text", [
    "Version nationale (2015)", "Appel à projets 2016-2017", "Suite de FOSTER pour 2021-2027", "règle lue en 2015", "En 2016, 1 120 conseils",
    "Le Plan dit « fermé en 2020 ».", "Jusqu’à 2 000 €.",
])
def test_other_days_are_left_alone(text: str) -> None:
    assert list(said_days(text, "fr")) == []


def valid(subject: ValidationSubject, first: str | None, last: str | None) -> ValidationSubject:
    (key, instrument), = subject.catalogue.instruments.items()
    start, end = (DatedFact(day=date.fromisoformat(day), source=("plan-2018",)) if day else None for day in (first, last))
    tool = replace(instrument.tool, valid_from=start, valid_until=end)
    return replace(
        subject, tools=replace(subject.tools, tools={key: tool}),
        catalogue=replace(subject.catalogue, instruments={key: replace(instrument, tool=tool)}),
    )


@pytest.mark.parametrize(("text", "first", "last", "wrong"), [
    ("Fermée depuis avril 2022.", None, "2022-04-11", False),
    ("Fermée depuis avril 2022.", None, "2022-03-31", False),
    ("Fermée depuis avril 2022.", None, "2022-06-30", True),
    ("Fermée depuis avril 2022.", None, None, True),
    ("Jusqu’au 31 décembre 2025.", None, "2025-12-31", False),
    ("Jusqu’au 31 décembre 2025.", None, "2025-12-30", False),
    ("Jusqu’au 31 décembre 2025.", None, "2026-06-30", True),
    ("Lancé en 2016.", "2016-06-28", None, False),
    ("Lancé en 2016.", "2017-01-01", None, True),
    ("Lancé en 2016.", None, None, False),
    ("À partir du 1er janvier 2999.", None, None, True),
    ("À partir du 1er janvier 2999.", "2999-01-01", None, False),
])
def test_days_beside_those_of_the_instrument(text: str, first: str | None, last: str | None, wrong: bool) -> None:
    assert bool(list(days.CHECK.find(valid(saying(text, text), first, last)))) is wrong
