"""Regions against counting: every operation, on small random catalogues, agrees with looking at each enterprise there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from essfund import Instrument, Profile, Verdict, read_profile
from essfund.core.truth import TRUE
from essfund.engine.eligibility import Eligibility
from essfund.engine.evaluate import prove
from essfund.engine.match import Matcher
from essfund.model.condition import AllOf, Condition, Not, Strength, Test, leaves
from essfund.review.checks.conditions import conflict
from tests.depth import law
from tests.laws.universes import (
    ALONE,
    CATALOGUE,
    DAY,
    EVERYONE,
    FIELDS,
    POSSIBLE,
    TESTS,
    WHOLE,
    cell_of,
    counted,
    holding,
    instruments,
    known,
    members,
    space_of,
)

MANY = law(60)
FEW = law(25)


@MANY
@given(test=TESTS)
def test_a_region_holds_who_passes_its_test(test: Test) -> None:
    space = space_of([test])
    assert counted(space, space.test(test)) == members(test)


@MANY
@given(first=TESTS, second=TESTS)
def test_operations_are_those_of_sets(first: Test, second: Test) -> None:
    space = space_of([first, second])
    one, two, a, b = space.test(first), space.test(second), members(first), members(second)
    assert counted(space, space.meet(one, two)) == a & b
    assert counted(space, space.join(one, two)) == a | b
    assert counted(space, space.negate(one)) == WHOLE & ~a
    assert counted(space, space.minus(one, two)) & POSSIBLE == a & ~b & POSSIBLE
    assert counted(space, space.possible) & POSSIBLE == POSSIBLE
    assert counted(space, space.meet_all([one, two, space.possible])) & POSSIBLE == a & b & POSSIBLE
    assert counted(space, space.join_all([one, two])) == a | b


@law(300)
@given(first=TESTS, second=TESTS)
def test_emptiness_implication_and_equality_look_at_possible_enterprises_only(first: Test, second: Test) -> None:
    space = space_of([first, second])
    one, two, a, b = space.test(first), space.test(second), members(first) & POSSIBLE, members(second) & POSSIBLE
    assert space.empty(one) == (not a)
    assert space.within(one, two) == (not a & ~b)
    assert space.empty(space.meet(one, two)) == (not a & b)
    assert (space.within(one, two) and space.within(two, one)) == (a == b)


@law(150)
@given(first=TESTS, second=TESTS)
def test_the_same_set_is_the_same_number_however_it_is_made(first: Test, second: Test) -> None:
    space = space_of([first, second])
    one, two = space.test(first), space.test(second)
    assert (one == two) == (members(first) == members(second))
    assert space.negate(space.meet(one, two)) == space.join(space.negate(one), space.negate(two))
    assert space.negate(space.negate(one)) == one
    assert space.meet(one, space.join(one, two)) == one


@FEW
@given(test=TESTS, field=st.sampled_from(FIELDS))
def test_some_and_every_value_of_a_field(test: Test, field: str) -> None:
    space = space_of([test])
    region, inside = space.test(test), members(test)
    some = sum(group for group in ALONE[field] if group & inside & POSSIBLE)
    every = sum(group for group in ALONE[field] if not group & POSSIBLE & ~inside)
    assert counted(space, space.some(region, field)) & POSSIBLE == some & POSSIBLE
    assert counted(space, space.every(region, field)) & POSSIBLE == every & POSSIBLE


@FEW
@given(test=TESTS, field=st.sampled_from([field for field in FIELDS if field != "purposes"]))
def test_a_region_once_a_field_is_known(test: Test, field: str) -> None:
    space = space_of([test])
    region, inside = space.test(test), members(test)
    for index in space.of_field.get(field, ()):
        for value, holders in holding(field):
            expected = sum(group for group in ALONE[field] if group & holders & inside)
            assert counted(space, space.given(region, index, cell_of(space, index, value))) == expected


@MANY
@given(test=TESTS, data=st.data())
def test_a_narrowed_region_is_the_same_inside_and_depends_on_less(test: Test, data: st.DataObject) -> None:
    space = space_of([test])
    region = space.test(test)
    possible = {
        index: data.draw(st.integers(1, variable.all)) for index, variable in enumerate(space.variables)
        if variable.field != "purposes" and data.draw(st.booleans())  # none of them held is no enterprise
    }
    inside = space.meet_all(space.literal(index, cells) for index, cells in possible.items())
    narrowed = space.narrowed(region, possible)
    assert counted(space, narrowed) & counted(space, inside) == members(test) & counted(space, inside)
    assert space.depends_on(narrowed) <= space.depends_on(region)
    for index, cells in possible.items():
        if cells.bit_count() == 1:
            assert space.variables[index].field not in space.depends_on(narrowed)


@MANY
@given(test=TESTS)
def test_a_region_depends_on_a_field_if_two_enterprises_differ_in_it_alone_and_one_is_inside(test: Test) -> None:
    space = space_of([test])
    inside = members(test)
    differing = {field for field in FIELDS if any(0 != group & inside & POSSIBLE != group & POSSIBLE for group in ALONE[field])}
    assert space.depends_on(space.test(test)) == differing


@law(150)
@given(test=TESTS, start=st.integers(0, 30))
def test_what_a_region_shows_is_in_it_whatever_it_leaves_out(test: Test, start: int) -> None:
    space = space_of([test])
    witness = Eligibility(CATALOGUE, space).show(space.test(test), DAY)
    assert (witness is None) == (not members(test) & POSSIBLE)
    if witness is not None:
        profile = read_profile(CATALOGUE, dict(witness.profile))
        assert set(profile.values) <= {leaf.field for leaf in leaves(test)}
        for one in EVERYONE[start::31]:
            if one.purposes:
                assert prove(test, {**known(one), **profile.values}, {}).truth is TRUE


# --- whole instruments


@FEW
@given(instrument=instruments())
def test_who_is_eligible_and_who_is_refused_is_what_matching_says_of_each(instrument: Instrument) -> None:
    catalogue = replace(CATALOGUE, instruments={instrument.id: instrument})
    eligibility = Eligibility(catalogue)
    eligible, refused = (
        counted(eligibility.space, region) for region in (eligibility.eligible(instrument, DAY), eligibility.refused(instrument, DAY))
    )
    for place in range(0, len(EVERYONE), 7):
        if POSSIBLE >> place & 1:
            verdict = Matcher(catalogue, Profile(known(EVERYONE[place])), DAY).result(instrument).verdict
            assert (eligible >> place & 1) == (verdict is Verdict.ELIGIBLE)
            assert (refused >> place & 1) == (verdict is Verdict.INELIGIBLE)


@law(150)
@given(tests=st.lists(TESTS, min_size=1, max_size=4))
def test_a_conflict_is_a_smallest_set_of_conditions_that_nobody_meets(tests: list[Test]) -> None:
    conditions = [Condition(str(place), str(place), test, Strength.ESTABLISHED, ("s",)) for place, test in enumerate(tests)]
    core = [one.test for one in conflict(Eligibility(CATALOGUE, space_of(tests)), conditions)]
    together = members(AllOf(tuple(tests))) & POSSIBLE
    assert bool(core) == (not together)
    if core:
        assert not members(AllOf(tuple(core))) & POSSIBLE
        assert all(members(AllOf(rest)) & POSSIBLE for rest in combinations(core, len(core) - 1))


@MANY
@given(first=TESTS, second=TESTS)
def test_a_condition_and_its_opposite_leave_nobody_out_and_share_nobody(first: Test, second: Test) -> None:
    space = space_of([first, second])
    both = space.test(AllOf((first, Not(first))))
    assert space.empty(both)
    assert space.within(space.test(second), space.join(space.test(first), space.test(Not(first))))
