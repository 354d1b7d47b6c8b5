"""Numbers, money, days and lists of a language, held against Babel."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from essfund.core.language.translator import LANGUAGES, translator
from essfund.core.messages import Either, counted
from tests.depth import law

EUROS = {"fr": "#,##0\u00a0¤", "en": "¤#,##0"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_leap_year_is_written_as_babel_writes_it(language: str) -> None:
    tr = translator(language)
    for number in range(366):
        day = date(2024, 1, 1) + timedelta(number)
        text = format_date(day, "long", locale=language)
        assert tr.day(day) == (text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text)
        assert tr.month(day) == format_date(day, "MMMM y", locale=language)


@law(300)
@given(value=st.integers(-10**13, 10**13) | st.decimals(-10**9, 10**9, places=4).map(float), language=st.sampled_from(LANGUAGES))
def test_numbers_money_and_percentages_are_written_as_babel_writes_them(value: float, language: str) -> None:
    tr = translator(language)
    assert tr.number(value) == format_decimal(value, locale=language)
    assert tr.money(int(value)) == format_currency(int(value), "EUR", format=EUROS[language], locale=language, currency_digits=False)
    assert tr.percent(abs(value) / 1000) == format_percent(abs(value) / 1000, locale=language)


@law(300)
@given(value=st.integers(-10**24, 10**24) | st.floats(-10**20, 10**20) | st.floats(-10, 10) | st.decimals(-10**9, 10**9, places=3).map(float)
       | st.sampled_from([-0.0, 0.0005, 0.0015, -0.0004, 1e-7, 1e16, 12.0, -0.5]))
def test_a_number_that_needs_no_rounding_is_written_as_the_rounded_one_is(value: float) -> None:
    whole, _, part = f"{Decimal(str(value)).quantize(Decimal('0.001'), ROUND_HALF_EVEN):,f}".partition(".")
    part = part.rstrip("0")
    assert translator("en").number(value) == (f"{whole}.{part}" if part else whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_and_the_singular_are_those_of_babel(language: str) -> None:
    tr, words = translator(language), ["un", "deux", "trois", "quatre"]
    for count in range(1, 5):
        assert tr.say(Either(tuple(words[:count]))) == format_list(words[:count], style="or", locale=language)
    plural = Locale.parse(language).plural_form
    for count in (0, 1, 2, 3, 11, 21, 1_000_000):
        assert (tr.say(counted(count, "one", "several")) == "one") == (plural(count) == "one")
