"""The search for a plan is exact: against trying everything on small problems, and the laws that must hold of the best plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import load_profile, plan
from essfund.engine.planning import financing
from essfund.engine.planning.search import Choice, Problem, Rule, searched, solve
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law, sliced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 5
THOROUGH = law(300)
DRAWN = 500
"""Problems that one seed draws: ten seeds make thousands."""


@st.composite
def choices(draw: st.DrawFn, place: int) -> Choice:
    low = draw(st.integers(0, 3))
    high = low + draw(st.integers(0, LARGEST))
    return Choice(low, high, draw(st.integers(0, high)), place, draw(st.integers(0, 1)), draw(st.integers(0, 3)))


@st.composite
def rules(draw: st.DrawFn, count: int) -> Rule:
    parts = draw(st.dictionaries(st.integers(0, count - 1), st.sampled_from([-2, -1, 1, 2]), min_size=1))
    return Rule(parts, draw(st.integers(-2, 8)))


@st.composite
def problems(draw: st.DrawFn, most: int = 4) -> Problem:
    """Return problems small enough to try everything."""
    count = draw(st.integers(1, most))
    pairs = st.lists(st.sets(st.integers(0, count - 1), min_size=2, max_size=2).map(frozenset), max_size=2) if count > 1 else st.just([])
    return Problem(
        draw(st.integers(0, 14)), [draw(choices(place)) for place in range(1, count + 1)], draw(st.lists(rules(count), max_size=2)),
        draw(pairs), draw(pairs), draw(st.lists(rules(count), max_size=2)),
    )


def everything(problem: Problem) -> Iterator[dict[int, int]]:
    """Yield all amounts that break nothing."""
    for amounts in product(*(range(item.high + 1) for item in problem.choices)):
        taken = {number: amount for number, amount in enumerate(amounts) if amount}
        if problem.keeps(taken):
            yield taken


@THOROUGH
@given(problem=problems())
def test_no_plan_is_better_than_the_one_that_is_found(problem: Problem) -> None:
    found, best = solve(problem), min(map(problem.value, everything(problem)), default=None)
    assert (found is None) == (best is None)
    if found is not None:
        assert problem.keeps(found)
        assert problem.value(found) == best


def drawn(chance: Random) -> Problem:
    """Return a problem, far faster than a strategy does."""
    count = chance.randint(1, 4)
    places = range(count)

    def rule() -> Rule:
        return Rule({number: chance.choice([-2, -1, 1, 2]) for number in chance.sample(places, chance.randint(1, count))}, chance.randint(-2, 8))

    def pairs() -> list[frozenset[int]]:
        return [frozenset(chance.sample(places, 2)) for _ in range(chance.randint(0, 2))] if count > 1 else []

    options = []
    for place in places:
        low = chance.randint(0, 3)
        high = low + chance.randint(0, LARGEST)
        options.append(Choice(low, high, chance.randint(0, high), place + 1, chance.randint(0, 1), chance.randint(0, 3)))
    return Problem(chance.randint(0, 14), options, [rule() for _ in range(chance.randint(0, 2))], pairs(), pairs(),
                   [rule() for _ in range(chance.randint(0, 2))])


@pytest.mark.parametrize("seed", sliced(range(10), 10))
def test_thousands_of_drawn_problems_are_solved_as_by_trying_everything(seed: int) -> None:
    chance = Random(seed)
    for _ in range(DRAWN):
        problem = drawn(chance)
        found, best = solve(problem), min(map(problem.value, everything(problem)), default=None)
        assert (None if found is None else problem.value(found)) == best


@THOROUGH
@given(problem=problems(), more=choices(9))
def test_one_more_option_never_makes_the_best_plan_worse(problem: Problem, more: Choice) -> None:
    before = solve(problem)
    after = solve(replace(problem, choices=[*problem.choices, more]))
    if before is not None:
        assert after is not None
        assert problem.value(before)[0] >= replace(problem, choices=[*problem.choices, more]).value(after)[0]
        assert problem.value(before) >= replace(problem, choices=[*problem.choices, more]).value(after)


@THOROUGH
@given(problem=problems(), rule=rules(1))
def test_one_more_rule_never_makes_the_best_plan_better(problem: Problem, rule: Rule) -> None:
    before, after = solve(problem), solve(replace(problem, rules=[*problem.rules, rule]))
    assert after is None or (before is not None and problem.value(before) <= problem.value(after))


@THOROUGH
@given(problem=problems(), fewer=st.integers(0, 3))
def test_plans_with_more_missing_than_asked_for_are_left_without_another_plan_coming_out(problem: Problem, fewer: int) -> None:
    whole = searched(problem)
    missing = problem.target if whole is None else problem.value(whole)[0]
    assert searched(problem, missing) == whole
    assert searched(problem, missing - 1 - fewer) is None


def test_no_problem_is_solved_twice_for_one_enterprise(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []

    def counted(problem: Problem) -> dict[int, int] | None:
        keys.append(problem.key)
        return solve(problem)

    monkeypatch.setattr(financing, "solve", counted)
    profile = load_profile(bundled(), root / "docs/appointments/05-sas-esus-scale.yaml")
    assert plan(bundled(), profile, on=LAST_CHECKED).changes
    assert len(keys) > 10
    assert len(set(keys)) == len(keys)


@THOROUGH
@given(problem=problems())
def test_the_same_problem_has_the_same_plan(problem: Problem) -> None:
    assert solve(problem) == solve(replace(problem))


def test_amounts_are_found_to_the_euro_however_large_they_are() -> None:
    """Parity between what is asked and what another brings: half of what is to be found each, the odd euro to the other."""
    parity = Rule({0: 1, 1: -1}, 0)
    assert solve(Problem(3_000_001, [Choice(1, 3_000_000, 3_000_000, 1, each=1), Choice(1, 3_000_000, 3_000_000, 2, each=2)], [parity])) == {
        0: 1_500_000, 1: 1_500_001}
