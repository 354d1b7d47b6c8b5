"""One ceiling above another for somebody, or for nobody: what the algebra says is what counting through every number says."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from essfund.engine.amounts import Formula, formulas
from essfund.model.field_types import Interval
from essfund.model.tool import Amount, Limit
from essfund.review.diff.amount_effects import Ceiling, where_above
from tests.depth import law

FIELDS = ("project_cost", "own_funds")
LARGEST = 14

formula = st.builds(
    lambda field, rate, over: Formula(field, rate, over if field else 1),
    st.sampled_from([None, *FIELDS]), st.integers(0, 9), st.sampled_from([1, 2, 3, 7, 10]),
)
ceiling = st.builds(lambda found, floor: Ceiling(tuple(found), floor), st.lists(formula, min_size=1, max_size=3), st.sampled_from([0, 0, 0, 3, 8]))


@st.composite
def boxes(draw: st.DrawFn) -> dict[str, Interval]:
    found = {}
    for key in FIELDS:
        low, high = sorted((draw(st.integers(-4, LARGEST)), draw(st.integers(-4, LARGEST))))
        found[key] = Interval(low, high)
    return found


def least(found: Ceiling, values: dict[str, int]) -> int:
    return max(min(one.at(values[one.field] if one.field else None) or 0 for one in found.formulas), found.floor)


@law(600)
@given(ceiling, ceiling, boxes())
def test_numbers_are_found_exactly_where_there_are_some(high: Ceiling, low: Ceiling, box: dict[str, Interval]) -> None:
    every = [dict(zip(FIELDS, point, strict=True)) for point in product(*[range(box[key].low or 0, (box[key].high or 0) + 1) for key in FIELDS])]
    above = [values for values in every if least(high, values) > least(low, values)]
    found = where_above(high, low, box)
    assert (found is None) == (not above)
    if found is not None:
        assert set(found) <= set(FIELDS)
        for values in every:
            if all(values[key] == value for key, value in found.items()):
                assert least(high, values) > least(low, values)


@law(200)
@given(ceiling, ceiling)
def test_without_bounds_there_is_still_an_answer(high: Ceiling, low: Ceiling) -> None:
    box = dict.fromkeys(FIELDS, Interval(0, None))
    found = where_above(high, low, box)
    if found is not None:
        values = {**dict.fromkeys(FIELDS, 0), **found}
        assert least(high, values) > least(low, values)
    else:
        for values in (dict(zip(FIELDS, point, strict=True)) for point in product((0, 1, 5, 30, 1000), repeat=2)):
            assert least(high, values) <= least(low, values)


def test_formulas_are_those_of_the_amounts() -> None:
    amount = Amount(at_most=45_000, limits=(
        Limit(share=65, of="bank_loan", source=("s",)), Limit(each=5000, of="employees", source=("s",)),
    ))
    fixed, share, each = formulas(amount)
    assert [fixed.at(None), share.at(10_001), each.at(3)] == [45_000, 6500, 15_000]
    assert share.at(None) is None
    assert each.at(-2) == 0


@law(200)
@given(st.integers(1, 100_000), st.integers(1, 1_000_000), st.integers(1, 10**9))
def test_the_least_number_reaches_the_euros_and_the_one_below_does_not(rate: int, over: int, euros: int) -> None:
    computed = Formula("project_cost", rate, over)
    least_number = computed.least(euros)
    assert (computed.at(least_number) or 0) >= euros > (computed.at(least_number - 1) or 0)
