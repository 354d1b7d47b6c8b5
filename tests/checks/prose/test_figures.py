"""Numbers, amounts, shares and days, however each language and each author writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from essfund.review.checks.prose.figures import figures, moments, plain

NNBSP, NBSP = "\u202f", "\u00a0"

FIGURES = [
    ("fr", "30 000 €", [(30000, "euro")]),
    ("fr", f"30{NNBSP}000{NBSP}€", [(30000, "euro")]),
    ("fr", f"30{NBSP}000{NBSP}€", [(30000, "euro")]),
    ("fr", "30.000 €", [(30000, "euro")]),
    ("fr", "30 000 euros", [(30000, "euro")]),
    ("fr", "30 k€", [(30000, "euro")]),
    ("fr", "20k€", [(20000, "euro")]),
    ("fr", "5 k € à 30 k€", [(5000, "euro"), (30000, "euro")]),
    ("fr", "15 000 € à une association", [(15000, "euro"), (1, "")]),
    ("fr", "1,5 M€", [(1500000, "euro")]),
    ("fr", "2 millions d’euros", [(2000000, "euro")]),
    ("fr", "de 5 à 50 k€", [(5000, "euro"), (50000, "euro")]),
    ("fr", "de 1 à 5 M€", [(1000000, "euro"), (5000000, "euro")]),
    ("fr", "de 100 000 à 1 M€", [(100000, "euro"), (1000000, "euro")]),
    ("fr", "entre 50 000 et 100 000 €", [(50000, "euro"), (100000, "euro")]),
    ("fr", "en 2018 et 5 000 €", [(2018, ""), (5000, "euro")]),
    ("fr", "−5 000 €", [(-5000, "euro")]),
    ("fr", "de 10 à 60 %", [(10, "percent"), (60, "percent")]),
    ("fr", "0,40 %", [(Decimal("0.4"), "percent")]),
    ("fr", "12,5 pour cent", [(Decimal("12.5"), "percent")]),
    ("fr", "0-3 ans", [(0, ""), (3, "")]),
    ("fr", "cinq à sept ans", [(5, ""), (7, "")]),
    ("fr", "En 2016, 1 120 conseils", [(2016, ""), (1120, "")]),
    ("fr", "une vingtaine", [(1, ""), (20, "")]),
    ("en", "€30,000", [(30000, "euro")]),
    ("en", "€ 30,000", [(30000, "euro")]),
    ("en", "30 000 €", [(30000, "euro")]),
    ("en", "€1.5m", [(1500000, "euro")]),
    ("en", "€1.5 million", [(1500000, "euro")]),
    ("en", "€5k to €50k", [(5000, "euro"), (50000, "euro")]),
    ("en", "€5,000 to 10,000", [(5000, "euro"), (10000, "euro")]),
    ("en", "-€5,000", [(-5000, "euro")]),
    ("en", "5 to 9%", [(5, "percent"), (9, "percent")]),
    ("en", "10 per cent", [(10, "percent")]),
    ("en", "1,269 enterprises", [(1269, "")]),
    ("en", "€14M and 1,269 enterprises", [(14000000, "euro"), (1269, "")]),
    ("en", "Division 66 may", [(66, "")]),
]

MOMENTS = [
    ("le 1er mars 2017", [(2017, 3, 1)]),
    ("juillet 2017", [(2017, 7, None)]),
    ("12/04/2022 et 10/2025", [(2022, 4, 12), (2025, 10, None)]),
    ("2022-04-12", [(2022, 4, 12)]),
    ("1 March 2017", [(2017, 3, 1)]),
    ("March 1, 2017", [(2017, 3, 1)]),
    ("in May 2014", [(2014, 5, None)]),
    ("1er janvier", [(None, 1, 1)]),
    ("42/13/2022", []),
    ("mars et avril", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), FIGURES)
def test_figures_are_understood(language: str, text: str, expected: list[tuple[object, str]]) -> None:
    assert [(one.value, one.unit) for one in figures(plain(text), language)] == expected


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_days_are_understood(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(one.year, one.month, one.day) for one in moments(plain(text))] == expected


def test_a_figure_stands_where_it_says() -> None:
    text = plain("Jusqu’à 35 % d’un projet d’au moins 100 000 €, dans la limite de 1,5 M€.")
    assert [text[one.start:one.end] for one in figures(text, "fr") if not one.spelled] == ["35 %", "100 000 €", "1,5 M€"]
