"""Kinds of field: reading what people type, judging soundly, splitting exactly, writing back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, read_profile
from essfund.core.text import nearest, suggested
from essfund.core.truth import UNKNOWN
from essfund.model.field_types import CodeType, Interval, ParseError
from essfund.model.fields import EUROS, FIELDS, PEOPLE, YEARS
from essfund.model.profile import YEAR, age_on
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Hashable

OPERATORS = ["at_least", "at_most", "more_than", "less_than"]
TESTS = st.lists(st.tuples(st.sampled_from(OPERATORS), st.integers(0, 40)), min_size=1, max_size=4)
INTERVALS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Interval(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("40000", (40000, 40000)), ("40 000", (40000, 40000)), ("40\u202f000 €", (40000, 40000)), ("40k", (40000, 40000)),
        ("40 k€", (40000, 40000)), ("1,5M", (1_500_000, 1_500_000)), ("10..19", (10, 19)), ("10..", (10, None)), ("..19", (0, 19)),
        (12, (12, 12)), ("12,00", (12, 12)),
    ],
)
def test_numbers_as_people_type_them(typed: object, expected: tuple[int | None, int | None]) -> None:
    assert EUROS.read(typed, None) == Interval(*expected)


@pytest.mark.parametrize("typed", ["", "..", "x", "1e3", "--1", "10...19", "٣x", "9" * 20, [], None, "1.234.5678"])
def test_what_is_no_number_is_misread(typed: object) -> None:
    with pytest.raises(ParseError):
        PEOPLE.read(typed, None)


def test_a_typed_age_covers_its_whole_year() -> None:
    age = YEARS.read("3", None)
    assert YEARS.evaluate("at_least", 3 * YEAR, age).value == "true"
    assert YEARS.evaluate("less_than", 4 * YEAR, age).value == "true"
    assert YEARS.evaluate("more_than", 3 * YEAR, age) is UNKNOWN
    assert YEARS.plain(age) == 3


@pytest.mark.parametrize(
    ("born", "day", "years", "days"),
    [
        ("2016-02-29", "2019-02-27", 2, 364), ("2016-02-29", "2019-02-28", 3, 0), ("2016-06-01", "2019-05-31", 2, 364),
        ("2016-06-01", "2019-06-01", 3, 0), ("2016-06-01", "2019-06-02", 3, 1), ("2030-01-01", "2019-06-01", 0, 0),
    ],
)
def test_an_age_is_exact_to_the_day(born: str, day: str, years: int, days: int) -> None:
    assert age_on(date.fromisoformat(born).toordinal(), date.fromisoformat(day)) == years * YEAR + days


@law(200)
@given(tests=TESTS, known=INTERVALS)
def test_the_parts_of_a_number_share_nothing_leave_nothing_out_and_decide_every_test(
    tests: list[tuple[str, int]], known: Interval
) -> None:
    cells = PEOPLE.cells(tests, known, None)
    values = [value for cell in cells if isinstance(cell, Interval) for value in range(cell.low or 0, (cell.high or 0) + 1)]
    assert sorted(values) == list(range(known.low or 0, (known.high or 0) + 1))
    assert all(PEOPLE.evaluate(op, arg, cell) is not UNKNOWN for op, arg in tests for cell in cells)


@law(200)
@given(test=st.tuples(st.sampled_from(OPERATORS), st.integers(0, 40)), known=INTERVALS)
def test_a_judgement_holds_for_every_value_it_covers_and_unknown_means_both(test: tuple[str, int], known: Interval) -> None:
    judged = PEOPLE.evaluate(*test, known)
    each = {PEOPLE.evaluate(*test, Interval(value, value)) for value in range(known.low or 0, (known.high or 0) + 1)}
    assert each == {judged} if judged is not UNKNOWN else len(each) == 2


@pytest.mark.parametrize(("known", "prefix", "truth"), [("88.99B", "88", "true"), ("88", "88.9", "unknown"), ("01", "88", "false")])
def test_a_shorter_code_stands_for_everything_below_it(known: str, prefix: str, truth: str) -> None:
    kind = CodeType()
    assert kind.evaluate("starts_with", frozenset([prefix]), known).value == truth
    cells = kind.cells([("starts_with", frozenset(["88.9", "01"]))], None, None)
    assert len(cells) == 3
    assert all(kind.evaluate("starts_with", frozenset(["88.9", "01"]), cell) is not UNKNOWN for cell in cells)


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_every_field_is_declared_whole(key: str, catalogue: Catalogue) -> None:
    field = FIELDS[key]
    assert field.option.startswith("--")
    assert field.label
    assert str(field.question).endswith("?")
    if field.example:
        profile = read_profile(catalogue, {key: field.example})
        assert read_profile(catalogue, profile.plain()) == profile


def known_names(catalogue: Catalogue) -> list[tuple[str, Hashable]]:
    forms = catalogue.vocabularies.legal_form
    return [(name, key) for key, term in forms.terms.items() for name in (key, term.fr, term.en, *term.aliases)]


def test_every_name_of_a_legal_form_is_understood_whatever_its_case_and_accents(catalogue: Catalogue) -> None:
    forms = catalogue.vocabularies.legal_form
    for name, key in known_names(catalogue):
        found = forms.find(name.upper())
        assert found is not None
        assert key in found or forms.find(name) == found


def test_suggestions_come_for_slips_and_not_for_nonsense(catalogue: Catalogue) -> None:
    assert nearest("pas-ocitanie", catalogue.instruments)[0] == "pass-occitanie"
    assert nearest("zzzzqqq", catalogue.instruments) == []


def test_of_what_may_be_meant_whole_parts_come_first_and_parts_of_words_last() -> None:
    names = ["coste", "project-cost", "costume-shop", "own-funds", "cost-of-living"]
    assert suggested("--Cost", names, 9) == ["project-cost", "cost-of-living", "coste", "costume-shop"]
    assert suggested("co", names) == []
    assert suggested("…", ["a-b", "…"]) == ["…"]
