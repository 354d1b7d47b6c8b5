"""Phrases of each language, and what the grammar makes of them: a quantity and its bounds, or nothing."""

from __future__ import annotations

import pytest

from essfund.core.language.translator import LANGUAGES, translator
from essfund.model.field_types import NumberType
from essfund.model.fields import FIELDS
from essfund.review.checks.prose.bounds import spoken
from essfund.review.checks.prose.claims import Claim, claims

PHRASES = [
    # French: bounds of what an enterprise is
    ("fr", "entreprises de moins de 50 salariés", "employees less_than 50"),
    ("fr", "au moins un salarié", "employees at_least 1"),
    ("fr", "500 salariés au plus", "employees at_most 500"),
    ("fr", "de 3 à 50 salariés", "employees 3 to 50"),
    ("fr", "capable de créer cinq emplois", "jobs_planned = 5"),
    ("fr", "entreprise de l’ESS de plus de trois ans", "age_years more_than 3"),
    ("fr", "petite société de plus de trois ans", "age_years more_than 3"),
    ("fr", "association de 36 mois au plus", "age_years at_most 3"),
    ("fr", "entreprises âgées de 3 à 7 ans", "age_years 3 to 7"),
    ("fr", "entre 3 et 7 ans d’existence", "age_years 3 to 7"),
    ("fr", "chiffre d’affaires d’au plus 50 M€", "turnover at_most 50000000"),
    ("fr", "moins de 10 M€ de chiffre d’affaires", "turnover less_than 10000000"),
    ("fr", "total de bilan inférieur à 43 M€", "balance_sheet less_than 43000000"),
    ("fr", "au moins 50 % de recettes de ventes", "market_income_share at_least 50"),
    ("fr", "salariés : au moins 3, au plus 50", "employees at_least 3; employees at_most 50"),
    # French: what an offer gives and what a project costs
    ("fr", "à partir de 30 000 €", "amount at_least 30000"),
    ("fr", "jusqu’à 20 k€", "amount at_most 20000"),
    ("fr", "dans la limite de 45 000 € garantis", "amount at_most 45000"),
    ("fr", "de 5 000 à 50 000 €", "amount 5000 to 50000"),
    ("fr", "100 000 € au plus", "amount at_most 100000"),
    ("fr", "projet d’au moins 100 000 €", "project_cost at_least 100000"),
    ("fr", "au moins 40 000 € de dépenses", "project_cost at_least 40000"),
    ("fr", "dépenses comprises entre 5 000 € et 40 000 €", "project_cost 5000 to 40000"),
    ("fr", "5 000 € par salarié", "each = 5000"),
    ("fr", "jusqu’à 35 % d’un projet", "share at_most 35"),
    ("fr", "moitié des dépenses, jusqu’à 60 000 €", "share = 50; amount at_most 60000"),
    ("fr", "65 % avant trois ans, 50 % ensuite", "share = 65; age_years less_than 3?; share = 50"),
    # French: nothing that a rule could carry
    ("fr", "remboursé en deux à cinq ans", ""),
    ("fr", "prêt bancaire de 3 ans ou plus obtenu depuis moins de 6 mois", ""),
    ("fr", "une fois tous les trois ans", ""),
    ("fr", "environ 20 000 €", ""),
    ("fr", "près de 50 salariés", ""),
    ("fr", "100 000 € en moyenne", ""),
    ("fr", "50 % des capitaux permanents", ""),
    ("fr", "taux de 2 % par an", ""),
    ("fr", "les habitants placent leur épargne, dès 100 €", ""),
    ("fr", "le Plan imprime « < 20 k€ »", ""),
    ("fr", "retenu jusqu’à 1 200 € par jour", ""),
    ("fr", "moins de 3 000 habitants", ""),
    ("fr", "au moins un parmi Innovation", ""),
    # English
    ("en", "enterprises under 20 employees", "employees less_than 20"),
    ("en", "at least one employee", "employees at_least 1"),
    ("en", "at most 500 employees", "employees at_most 500"),
    ("en", "able to create five jobs", "jobs_planned = 5"),
    ("en", "an ESS enterprise over three years old", "age_years more_than 3"),
    ("en", "enterprise aged 3 or more", "age_years at_least 3"),
    ("en", "enterprise aged over 6", "age_years more_than 6"),
    ("en", "from 3 years of age", "age_years at_least 3"),
    ("en", "turnover of at most €50m or balance sheet of at most €43m", "turnover at_most 50000000; balance_sheet at_most 43000000"),
    ("en", "at least 50% of sales", "market_income_share at_least 50"),
    ("en", "from €30,000", "amount at_least 30000"),
    ("en", "up to €20k", "amount at_most 20000"),
    ("en", "€5,000 to €50,000", "amount 5000 to 50000"),
    ("en", "between €5,000 and €50,000", "amount 5000 to 50000"),
    ("en", "a project of at least €100,000, within €400,000", "project_cost at_least 100000; amount at_most 400000"),
    ("en", "up to 80% of a loan", "share at_most 80"),
    ("en", "half of the spending", "share = 50"),
    ("en", "€5,000 per employee", "each = 5000"),
    ("en", "employees: at least 3, at most 50", "employees at_least 3; employees at_most 50"),
    ("en", "repaid over two to five years", ""),
    ("en", "a loan of at most 5 years", ""),
    ("en", "about €20,000 each", ""),
    ("en", "limited to 50% of long-term capital", ""),
    ("en", "2% a year", ""),
    ("en", "a 48-hour immersion", ""),
    ("en", "1,120 advice sessions for 585 associations", ""),
]

LABELS = [
    ("fr", "PROcess : moins de 3 ans", "age_years less_than 3?"),
    ("fr", "PROcess : de 3 à 5 ans, par exception", "age_years 3 to 5?"),
    ("fr", "Prêt sur 5 ans au plus", ""),
    ("fr", "Version nationale (2015)", ""),
    ("en", "PROcess: under 3 years", "age_years less_than 3?"),
]

IDS = [
    ("moins-de-50-salaries", "moins de 50 salariés"),
    ("plus-d-un-an", "plus d'un an"),
    ("depenses-de-40-000-euros", "dépenses de 40 000 euros"),
    ("trois-a-cinquante-salaries", "trois à cinquante salariés"),
    ("a-partir-de-30-000-euros", "à partir de 30 000 euros"),
    ("nature-des-depenses", "nature des dépenses"),
]


def told(listed: tuple[Claim, ...]) -> str:
    """Write claims as the table does; a question mark where only a rule makes it one."""
    found = []
    for one in listed:
        values = [f"{bound.value.normalize():f}" for bound in one.bounds]
        how = f"{values[0]} to {values[1]}" if len(values) > 1 else f"{one.bounds[0].operator or '='} {values[0]}"
        found.append(f"{one.quantity} {how}{'' if one.sure else '?'}")
    return "; ".join(found)


@pytest.mark.parametrize(("language", "text", "expected"), PHRASES)
def test_phrases_are_understood(language: str, text: str, expected: str) -> None:
    assert told(claims(text, language)) == expected
    assert told(claims(f"Une aide, {text}.", language)) == expected


@pytest.mark.parametrize(("language", "text", "expected"), LABELS)
def test_years_in_a_label_name_its_window(language: str, text: str, expected: str) -> None:
    assert told(claims(text, language, names_window=True)) == expected
    assert told(claims(text, language)) == ""


@pytest.mark.parametrize(("key", "text"), IDS)
def test_ids_are_read_as_words(key: str, text: str) -> None:
    assert spoken(key) == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key, one in FIELDS.items() if isinstance(one.kind, NumberType)])
def test_every_number_of_a_profile_has_its_name_in_the_lexicon(key: str, language: str) -> None:
    (one,) = claims(f"{translator(language).words(FIELDS[key].label)} : 7 {'€' if FIELDS[key].kind.unit == 'euro' else ''}", language)  # type: ignore[attr-defined]
    assert one.quantity == key


def test_a_bound_is_quoted_as_it_stands() -> None:
    (one,) = claims("Réservé aux entreprises de moins\u00a0de 50\u00a0salariés.", "fr")
    assert one.quote == "moins de 50 salariés"
