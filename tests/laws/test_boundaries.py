"""Boundaries of small random instruments, held against counting: both sides are what matching answers, and none is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given

from essfund import Catalogue, Instrument, Profile
from essfund.engine.boundaries import AS_OF, Boundary, BoundaryNature, boundaries
from essfund.engine.match import Matcher
from essfund.engine.pivotal import alternatives
from essfund.model.catalogue import Offer
from essfund.model.condition import AllOf, Condition, Leaf, Strength
from essfund.model.field_types.number import first_passing_or_failing
from essfund.model.fields import FIELDS
from essfund.model.verdict import LEVELS
from tests.depth import law
from tests.laws.universes import ALONE, CATALOGUE, DAY, EVERYONE, POSSIBLE, TOOL, WHOLE, Enterprise, instruments, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.engine.boundaries import BoundarySide
    from essfund.model.condition import Test

SOME = law(60)


def alone(instrument: Instrument) -> Catalogue:
    """Return a catalogue that holds one instrument."""
    return replace(CATALOGUE, instruments={instrument.id: instrument})


def found_in(instrument: Instrument) -> list[Boundary]:
    return [one for one in boundaries(alone(instrument), instrument, DAY) if one.nature is BoundaryNature.CONDITION]


def profile_of(side: BoundarySide) -> Profile:
    words = CATALOGUE.vocabularies
    return Profile({key: FIELDS[key].kind.read(raw, words.of(FIELDS[key].vocabulary)) for key, raw in side.profile.items()})


@SOME
@given(instrument=instruments())
def test_both_sides_are_answered_as_matching_does_and_differ_in_one_field(instrument: Instrument) -> None:
    for one in boundaries(alone(instrument), instrument, DAY):
        for side in (one.inside, one.outside):
            result = Matcher(alone(instrument), profile_of(side), side.day).result(instrument)
            assert (result.verdict, result.amount, result.offer.offer.id) == (
                side.result.verdict, side.result.amount, side.result.offer.offer.id,
            )
        differing = {key for key in {**one.inside.profile, **one.outside.profile}
                     if one.inside.profile.get(key) != one.outside.profile.get(key)}
        assert differing == ({one.field} if one.field != AS_OF else set())
        if one.nature is not BoundaryNature.CONDITION:
            assert LEVELS.index(one.inside.result.verdict) >= LEVELS.index(one.outside.result.verdict)


@SOME
@given(instrument=instruments())
def test_a_condition_is_met_inside_and_not_outside_and_numbers_are_neighbours(instrument: Instrument) -> None:
    for one in found_in(instrument):
        assert one.condition is not None
        statuses = [
            finding.status.value for side in (one.inside, one.outside) for offer in side.result.offers
            for finding in offer.findings if finding.condition is one.condition
        ]
        assert statuses[0] != "unmet"
        assert statuses[-1] == "unmet"
        if one.field == "employees":
            assert abs(int(one.inside.values[0]) - int(one.outside.values[0])) == 1
        assert not set(one.inside.values) & set(one.outside.values)


def counted(instrument: Instrument) -> Iterator[tuple[Condition, str]]:
    """Yield each condition and field between two of whose values somebody stops to be eligible, by looking at each enterprise."""
    offers = [(*instrument.conditions, *offer.conditions) for offer in instrument.offers]
    eligible = sum_of(members(AllOf(tuple(one.test for one in listed))) for listed in offers)
    for condition in instrument.all_conditions:
        asking = sum_of(members(AllOf(tuple(one.test for one in listed))) for listed in offers if condition in listed)
        for leaf, met, unmet in alternatives(condition.test):
            turning = members(met) ^ members(unmet)
            inside = asking & turning & members(condition.test) & POSSIBLE
            outside = ~eligible & turning & ~members(condition.test) & POSSIBLE
            if any(neighbours(leaf, group & inside, group & outside) for group in ALONE[leaf.field]):
                yield condition, leaf.field


def sum_of(sets: Iterator[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found & WHOLE


def neighbours(leaf: Leaf, inside: int, outside: int) -> bool:
    """Whether two enterprises are on both sides of a test; numbers next to its bound, one id of a field that holds several."""

    def near(one: Enterprise) -> bool:
        if leaf.field == "employees":
            assert isinstance(leaf.argument, int)
            cut = first_passing_or_failing(leaf.operator, leaf.argument)
            return one.employees in (cut - 1, cut)
        return leaf.field != "purposes" or len(one.purposes) == 1

    passes = members(leaf)
    places = [(place, bool(passes >> place & 1)) for place, one in enumerate(EVERYONE) if (inside | outside) >> place & 1 and near(one)]
    return any(
        inside >> first & 1 and outside >> second & 1 and side is not other for first, side in places for second, other in places
    )


@law(40)
@given(instrument=instruments())
def test_no_boundary_that_somebody_shows_is_left_out(instrument: Instrument) -> None:
    shown = {(one.condition, one.field) for one in found_in(instrument)}
    assert {one for one in counted(instrument) if one not in shown} == set()


def of_one_offer(test: Test) -> Instrument:
    """Return an instrument that asks one thing."""
    entry = next(iter(TOOL.offers.values()))
    condition = Condition("c", "c", test, Strength.ESTABLISHED, ("source",))
    return Instrument("small", replace(TOOL, offers={"o": entry}), (), (), (Offer("o", entry, (condition,), ()),))


def test_two_ids_are_held_together_where_one_alone_shows_nothing() -> None:
    found = found_in(of_one_offer(AllOf(tuple(Leaf("purposes", "any_of", frozenset([key]), (key,)) for key in ("bfr", "export")))))
    assert {one.inside.values for one in found} == {("bfr + export",)}
    assert sorted(one.outside.values[0] for one in found) == ["bfr", "export"]


def test_days_of_conditions_are_boundaries_with_somebody_whose_answer_turns() -> None:
    instrument = of_one_offer(Leaf("employees", "at_least", 1, 1))
    (offer,) = instrument.offers
    timed = replace(offer.conditions[0], first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))
    instrument = replace(instrument, offers=(replace(offer, conditions=(timed,)),))
    days = [one for one in boundaries(alone(instrument), instrument, DAY) if one.nature is BoundaryNature.PERIOD]
    assert [(one.id, str(one.inside.day), str(one.outside.day)) for one in days] == [
        ("c", "2026-02-28", "2026-03-01"), ("c", "2026-04-01", "2026-03-31"),
    ]
    assert all(one.inside.profile == one.outside.profile == {"employees": 0} for one in days)
    assert all(one.outside.result.reasons[0].condition is timed for one in days)
