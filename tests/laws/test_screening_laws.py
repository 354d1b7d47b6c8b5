"""Whole lists: every row is answered as `match` answers it, though an instrument answers once for all that it cannot tell apart."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from essfund.engine.match import Matcher
from essfund.engine.screening import UNKNOWN, ScreenAnswer, Screening
from essfund.model.field_types import Interval, SeveralType
from essfund.model.field_types.naf import naf_codes
from essfund.model.field_types.number import BANDS
from essfund.model.fields import FIELDS, TESTED
from essfund.model.profile import YEAR, Profile
from essfund.model.verdict import Verdict
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import sliced
from tests.laws.completions import cells

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.report import Result

CATALOGUE = bundled()
DAYS = (LAST_CHECKED, date(2019, 6, 1), date(2022, 3, 15))
SIRENE = ("legal_form", "employees", "created_on", "departement", "naf")
"""Facts that the stock of Sirene tells."""
ROWS, MOST_COLUMNS = 25, 7
CODES = [forms for code in CATALOGUE.vocabularies.legal_form.codes if (forms := CATALOGUE.vocabularies.legal_form.find(code))]
SUBCLASSES = sorted(naf_codes())


@cache
def pool(key: str) -> list[Hashable]:
    """Return the parts into which the rules of the catalogue cut a field."""
    return cells(CATALOGUE, key, [(leaf.operator, leaf.argument) for leaf in CATALOGUE.leaves_by_field.get(key, ())], None)


def told(key: str, chance: Random, day: date) -> Hashable:
    """Return what a list may say of a field: nothing, exactly, a band, several possibilities, whatever the rules tell apart."""
    if chance.random() < 0.15:
        return None
    kind, terms = FIELDS[key].kind, CATALOGUE.vocabularies.of(FIELDS[key].vocabulary)
    if key == "legal_form" and chance.random() < 0.8:
        return chance.choice(CODES)
    if key == "created_on":
        born = day.toordinal() - int(chance.random() ** 2 * 20_000) + 200
        return Interval(born, born if chance.random() < 0.8 else born + chance.randrange(400))
    if key == "employees" and chance.random() < 0.7:
        return Interval(*chance.choice(list(BANDS.values())))
    if key == "naf":
        return chance.choice(SUBCLASSES)
    if isinstance(kind, SeveralType):
        assert terms is not None
        return frozenset(chance.sample(sorted(terms.ids), chance.choice([1, 1, 2, 3])))
    value = chance.choice(pool(key))
    if isinstance(value, Interval):
        low = (value.low or 0) + chance.randrange(3)
        inside = Interval(low, low) if value.high is None or low <= value.high else value
        return chance.choice([inside, Interval(low, low + chance.randrange(200 * YEAR))])
    if isinstance(value, frozenset) and len(value) > 1:
        return frozenset(chance.sample(sorted(value), chance.choice([1, 1, 2])))
    return value


def as_matched(result: Result) -> ScreenAnswer:
    """Return what `match` says, as a list holds it."""
    if result.verdict is Verdict.INELIGIBLE:
        reasons = {finding.condition.id for offer in result.offers for finding in offer.findings if finding.refuses}
        return ScreenAnswer(result.verdict, result.place, (), None, None, tuple(sorted(reasons)))
    return ScreenAnswer(result.verdict, result.place, result.missing, result.amount.low, result.amount.high)


def by_row(answer: ScreenAnswer) -> ScreenAnswer:
    return answer._replace(refused_by=tuple(sorted(answer.refused_by)))


def classes(screening: Screening, columns: tuple[str, ...], values: dict[str, Hashable]) -> tuple[int, ...]:
    return tuple([screening.class_of(number, ((key, values[key]),)) if key in values else UNKNOWN for number, key in enumerate(columns)])


def drawn(columns: tuple[str, ...], chance: Random, day: date) -> dict[str, Hashable]:
    return {key: value for key in columns if (value := told(key, chance, day)) is not None}


@pytest.mark.parametrize("seed", sliced(range(48), 16))
def test_each_row_of_any_columns_is_answered_as_match_answers_it(seed: int) -> None:
    chance = Random(seed)
    day = chance.choice(DAYS)
    columns = tuple(chance.sample([key for key in TESTED if key != "age_years"] + ["created_on"], chance.randint(1, MOST_COLUMNS)))
    keys = [key for key in TESTED if key not in columns and key != "age_years"]
    common = Profile(drawn(tuple(chance.sample(keys, chance.randint(0, 3))), chance, day))
    screening = Screening(CATALOGUE, day, columns, common=common)
    for _ in range(ROWS):
        values = drawn(columns, chance, day)
        answers = screening.answers(classes(screening, columns, values))
        matcher = Matcher(CATALOGUE, Profile({**values, **common.values}), day)
        for instrument, answer in zip(screening.instruments, answers, strict=True):
            assert by_row(answer) == as_matched(matcher.result(instrument)), (instrument.id, sorted(values))


@pytest.mark.parametrize("key", sliced(["amount_needed", "project_cost"], 2))
def test_what_is_left_to_find_counts_by_the_floors_of_the_amounts(key: str) -> None:
    screening = Screening(CATALOGUE, DAYS[0], [key], common=Profile())
    floors = {offer.entry.amount.at_least or 1 for instrument in screening.instruments for offer in instrument.offers}
    ends = sorted({end for floor in floors for end in (floor - 1, floor, floor + 1)})
    values = [*(Interval(end, end) for end in ends), *(Interval(ends[0], end) for end in ends), *(Interval(end, None) for end in ends)]
    for value in values:
        answers = screening.answers(classes(screening, (key,), {key: value}))
        matcher = Matcher(CATALOGUE, Profile({key: value}), DAYS[0])
        for instrument, answer in zip(screening.instruments, answers, strict=True):
            assert by_row(answer) == as_matched(matcher.result(instrument)), (instrument.id, value)
    assert key == "project_cost" or len(screening.values[0]) < len(values) / 2, "of the cost, amounts are computed: each value counts"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_a_hundred_thousand_answers_to_rows_of_a_register_each_held_against_match(part: int) -> None:
    chance, day = Random(f"register {part}"), DAYS[0]
    tools = chance.sample(list(CATALOGUE.instruments), 8)
    screening = Screening(CATALOGUE, day, SIRENE, common=Profile(), tools=tools)
    for _ in range(1_250):
        values = drawn(SIRENE, chance, day)
        answers, matcher = screening.answers(classes(screening, SIRENE, values)), Matcher(CATALOGUE, Profile(values), day)
        for instrument, answer in chance.sample(list(zip(screening.instruments, answers, strict=True)), 4):
            assert by_row(answer) == as_matched(matcher.result(instrument)), (instrument.id, sorted(values))


@pytest.mark.slow
def test_what_no_rule_tells_apart_is_one_class_and_asks_no_more() -> None:
    screening = Screening(CATALOGUE, DAYS[0], SIRENE, common=Profile())
    chance, asked = Random(1), [0]
    for _ in range(3):
        for _ in range(250):
            screening.answers(classes(screening, SIRENE, drawn(SIRENE, chance, DAYS[0])))
        asked.append(sum(len(each.known) for each in screening.sensitivities))
    assert asked[1] < 0.4 * 250 * len(screening.instruments)
    assert asked[3] - asked[2] < asked[1] / 2, "the longer the list, the less is new"
    assert all(len(known) < 100 for key, known in zip(SIRENE, screening.values, strict=True) if key != "employees")


def test_what_is_common_wins_over_a_row() -> None:
    common = Profile({"legal_form": frozenset(["scop"])})
    screening = Screening(CATALOGUE, DAYS[0], ["legal_form"], common=common)
    number = screening.class_of(0, (("legal_form", frozenset(["association"])),))
    assert screening.profile((number,)).values == common.values
    assert screening.answers((number,)) == screening.answers((UNKNOWN,))
