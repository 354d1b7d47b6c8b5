"""« Why not »: every change that is proposed opens the door, none asks for more than it must, and nobody becomes younger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Profile, Verdict, match, read_profile
from essfund.engine.timeline import day_of_age
from essfund.engine.why_not import AGE, ENOUGH, LARGEST_CHANGE, _order, older, smallest_changes
from essfund.model.condition import Strength
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS, EffortToChange
from essfund.model.profile import YEAR, age_on
from essfund.model.report import MinimalChange
from essfund.model.tool import DatedFact
from essfund.model.verdict import Availability
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law
from tests.laws.enterprises import draw

CATALOGUE = bundled()
DAY = date(2019, 6, 1)
FEW = law(40)
TOOLS = sorted(CATALOGUE.instruments)


@st.composite
def refused(draw_: st.DrawFn) -> tuple[str, Profile]:
    """Return an instrument and a profile, most often with a date of creation, that it is refused to."""
    chance = Random(draw_(st.integers(0, 100_000)))
    whole = draw(CATALOGUE, chance)
    if draw_(st.booleans()):
        del whole[AGE]
        born = DAY.toordinal() - chance.randrange(0, 12 * 365)
        whole["created_on"] = Interval(born - draw_(st.sampled_from([0, 0, 40])), born)
    profile = Profile({key: whole[key] for key in sorted(draw_(st.sets(st.sampled_from(sorted(whole)), min_size=4)))})
    found = [one.instrument.id for one in match(CATALOGUE, profile, on=DAY).results if one.verdict is Verdict.INELIGIBLE]
    return (draw_(st.sampled_from(found)) if found else ""), profile


def after(tool: str, profile: Profile, change: MinimalChange, keys: set[str]) -> Verdict:
    """Return the verdict once some of the fields of a change have changed."""
    values = {key: change.values[key] for key in keys if key != AGE or change.until is None}
    day = change.until if AGE in keys and change.until else DAY
    return match(CATALOGUE, profile.supposing(values), on=day).result(tool).verdict


@FEW
@given(case=refused())
def test_each_set_opens_the_door_and_no_part_of_it_does(case: tuple[str, Profile]) -> None:
    tool, profile = case
    if not tool:
        return
    changes = smallest_changes(CATALOGUE, CATALOGUE.instruments[tool], profile, DAY)
    assert len(changes) <= ENOUGH
    for change in changes:
        keys = set(change.values)
        assert 1 <= len(keys) <= LARGEST_CHANGE
        assert after(tool, profile, change, keys) is change.verdict is not Verdict.INELIGIBLE
        for size in range(1, len(keys)):
            for part in combinations(sorted(keys), size):
                assert after(tool, profile, change, set(part)) is Verdict.INELIGIBLE, (tool, part)
    assert not any(set(one.values) <= set(other.values) for one, other in combinations(changes, 2))
    ranks = [(len(one.values), sorted((FIELDS[key].effort_to_change for key in one.values), reverse=True)) for one in changes]
    assert all(one <= other for one, other in pairwise(ranks))


@FEW
@given(case=refused())
def test_nobody_becomes_younger_and_the_day_is_the_first(case: tuple[str, Profile]) -> None:
    tool, profile = case
    if not tool:
        return
    now = match(CATALOGUE, profile, on=DAY).facts.values.get(AGE)
    for change in smallest_changes(CATALOGUE, CATALOGUE.instruments[tool], profile, DAY):
        if AGE not in change.values:
            assert change.until is None
            continue
        assert older(change.values[AGE], now)
        created = profile.values.get("created_on")
        assert (change.until is not None) == isinstance(created, Interval)
        if change.until is not None:
            assert isinstance(created, Interval)
            assert created.high is not None
            least = change.values[AGE]
            assert isinstance(least, Interval)
            assert least.low is not None
            assert change.until > DAY
            assert age_on(created.high, change.until) >= least.low > age_on(created.high, change.until - timedelta(days=1))
            assert change.availability is not Availability.CLOSED


@given(
    born=st.dates(date(1900, 1, 1), date(2030, 12, 31)), years=st.integers(0, 60), days=st.integers(0, 365), spread=st.integers(0, 90)
)
def test_the_day_of_an_age_is_the_first_on_which_it_is_certain(born: date, years: int, days: int, spread: int) -> None:
    least = years * YEAR + days
    found = day_of_age(Interval(born.toordinal() - spread, born.toordinal()), least)
    assert found is not None
    assert age_on(born.toordinal(), found) >= least
    assert found == born or age_on(born.toordinal(), found - timedelta(days=1)) < least


@pytest.mark.parametrize("created", [None, Interval(5, None)])
def test_no_day_where_the_creation_is_not_known(created: Interval | None) -> None:
    assert day_of_age(created, YEAR) is None
    assert day_of_age(Interval(date.max.toordinal(), date.max.toordinal()), YEAR) is None


def test_a_need_is_changed_before_a_legal_form_and_a_legal_form_before_a_place() -> None:
    raw = {"legal_form": "scop", "amount_needed": 40000, "created_on": f"{LAST_CHECKED.year - 2}-05-03", "stage": "creation"}
    profile = read_profile(CATALOGUE, raw)
    (change,) = smallest_changes(CATALOGUE, CATALOGUE.instruments["novess"], profile, LAST_CHECKED)
    assert set(change.values) == {"amount_needed", AGE}
    assert change.until == date(LAST_CHECKED.year + 1, 5, 3)
    then = match(CATALOGUE, profile, on=change.until).result("novess").availability
    assert change.availability is then is not Availability.CLOSED
    assert list(EffortToChange) == sorted(EffortToChange)
    assert FIELDS["amount_needed"].effort_to_change < FIELDS["employees"].effort_to_change < FIELDS["legal_form"].effort_to_change < FIELDS["departement"].effort_to_change


def test_waiting_for_an_instrument_that_will_be_closed_is_no_way_out() -> None:
    profile = read_profile(CATALOGUE, {"legal_form": "scop", "amount_needed": 200_000, "created_on": f"{LAST_CHECKED.year - 2}-05-03"})
    novess, day = CATALOGUE.instruments["novess"], LAST_CHECKED
    (change,) = smallest_changes(CATALOGUE, novess, profile, day)
    assert set(change.values) == {AGE}
    tool = replace(novess.tool, valid_until=DatedFact(date(LAST_CHECKED.year + 1, 5, 2), ("source",), Strength.ESTABLISHED))
    ending = replace(novess, tool=tool)
    catalogue = replace(CATALOGUE, instruments={**CATALOGUE.instruments, "novess": ending})
    assert not [one for one in smallest_changes(catalogue, ending, profile, day) if AGE in one.values]


def test_no_set_holds_another() -> None:
    raw = {"legal_form": "sas", "ess": False, "esus": False, "siae": False, "entreprise_adaptee": False, "amount_needed": 20_000}
    profile = read_profile(CATALOGUE, raw | {"age_years": 5, "employees": 5})
    changes = smallest_changes(CATALOGUE, CATALOGUE.instruments["pret-ess-bpifrance"], profile, DAY)
    assert len(changes) > 1
    assert {len(one.values) for one in changes} == {1}


def test_the_order_is_by_number_then_by_hardness_then_by_the_answer() -> None:
    def change(*keys: str, verdict: Verdict = Verdict.TO_CHECK) -> MinimalChange:
        return MinimalChange(dict.fromkeys(keys), verdict, Availability.OPEN)

    wanted = [
        change("amount_needed", verdict=Verdict.ELIGIBLE), change("amount_needed"), change("employees"), change(AGE), change("esus"),
        change("departement"), change("amount_needed", "employees"), change("amount_needed", "departement"),
    ]
    shuffled = wanted[::-1]
    assert sorted(shuffled, key=lambda change: _order(change, FIELDS)) == wanted
