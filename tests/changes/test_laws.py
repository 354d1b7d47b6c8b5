"""What differs between two answers: laws that hold for any two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from essfund import Profile, Verdict, match
from essfund.answer.changes import changed_fields, shifts_between, since, suppose, told
from essfund.model.changes import AnswerChange, AnswerChanges, AnswerSummary, Cause, ChangeKind, EarlierAnswer
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import YEAR
from essfund.model.verdict import Availability
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from essfund.model.report import Report

CATALOGUE = bundled()
DAYS = (date(2019, 6, 1), LAST_CHECKED)
FEW = law(20)
SEEDS = st.integers(0, 10_000)


@st.composite
def profiles(draw_: st.DrawFn) -> Profile:
    whole = draw(CATALOGUE, Random(draw_(SEEDS)))
    return Profile({key: whole[key] for key in sorted(draw_(st.sets(st.sampled_from(sorted(whole)))))})


def earlier(report: Report) -> EarlierAnswer:
    return EarlierAnswer(report.as_of, report.catalogue.edition, report.catalogue.digest, report.profile, (), told(report))


@FEW
@given(profile=profiles(), day=st.sampled_from(DAYS))
def test_to_suppose_what_is_known_changes_nothing(profile: Profile, day: date) -> None:
    report = match(CATALOGUE, profile, on=day)
    assert suppose(report, dict(profile.values), {}).found == AnswerChanges((), ())
    assert since(report, earlier(report)).found == AnswerChanges((), ())


@FEW
@given(first=profiles(), second=profiles(), day=st.sampled_from(DAYS))
def test_what_is_gained_one_way_is_lost_the_other(first: Profile, second: Profile, day: date) -> None:
    one, other = (told(match(CATALOGUE, profile, on=day)) for profile in (first, second))
    there, back = shifts_between(one, other), shifts_between(other, one)
    assert {(shift.tool, shift.before, shift.after) for shift in there.shifts} == {
        (shift.tool, shift.after, shift.before) for shift in back.shifts
    }
    gained = {shift.tool for shift in there.shifts if shift.turn is ChangeKind.GAINED}
    assert gained == {tool for tool in one if other[tool].verdict is Verdict.ELIGIBLE is not one[tool].verdict}
    lost = {shift.tool for shift in there.shifts if shift.turn is ChangeKind.LOST}
    assert lost == {tool for tool in one if other[tool].verdict is Verdict.INELIGIBLE is not one[tool].verdict}


@FEW
@given(first=profiles(), second=profiles())
def test_the_causes_of_a_difference_are_the_steps_that_made_it(first: Profile, second: Profile) -> None:
    before = match(CATALOGUE, first, on=DAYS[0])
    after = match(CATALOGUE, second, on=DAYS[1])
    found = since(after, earlier(before))
    by_day = told(match(CATALOGUE, first, on=DAYS[1]))
    assert found.same_catalogue
    assert found.fields == changed_fields(first, second, FIELDS)
    old, new = told(before), told(after)
    for shift in found.found.shifts:
        assert shift.causes, "something must have made it"
        assert (Cause.DAY in shift.causes) == (old[shift.tool].outlook != by_day[shift.tool].outlook)
        assert (Cause.PROFILE in shift.causes) == (by_day[shift.tool].outlook != new[shift.tool].outlook)
        assert Cause.CATALOGUE not in shift.causes
    untouched = set(new) - {shift.tool for shift in found.found.shifts}
    assert all(old[tool].outlook == new[tool].outlook for tool in untouched)


def test_another_catalogue_is_a_cause_of_its_own() -> None:
    report = match(CATALOGUE, Profile({"legal_form": frozenset(["scop"])}), on=DAYS[0])
    was = earlier(report)
    fewer = {tool: one for tool, one in was.told.items() if tool != "socoden"}
    changed = {**fewer, "ies": was.told["ies"]._replace(high=1), "gone": was.told["ies"]}
    found = since(report, replace(was, told=changed, digest="sha256:other"))
    assert not found.same_catalogue
    turns = {shift.tool: (shift.turn, shift.causes) for shift in found.found.shifts}
    assert turns == {
        "ies": (ChangeKind.AMOUNT, (Cause.CATALOGUE,)), "socoden": (ChangeKind.ADDED, (Cause.CATALOGUE,)), "gone": (ChangeKind.REMOVED, (Cause.CATALOGUE,)),
    }


def test_causes_are_not_known_where_the_earlier_profile_cannot_be_read() -> None:
    report = match(CATALOGUE, Profile({"legal_form": frozenset(["scop"])}), on=DAYS[1])
    was = earlier(match(CATALOGUE, Profile(), on=DAYS[0]))
    found = since(report, replace(was, lost=("legal_form",)))
    assert found.found.shifts
    assert not any(shift.causes for shift in found.found.shifts)


def test_an_age_that_is_supposed_no_longer_follows_from_the_date_and_the_reverse() -> None:
    born = Profile({"created_on": Interval(date(2015, 3, 1).toordinal(), date(2015, 3, 1).toordinal())})
    young = born.supposing({"age_years": Interval(YEAR, YEAR)})
    assert set(young.values) == {"age_years"}
    assert set(young.supposing(dict(born.values)).values) == {"created_on"}
    assert born.supposing({"created_on": None}).values == {}
    report = match(CATALOGUE, born, on=DAYS[0])
    assert suppose(report, {"age_years": Interval(YEAR, YEAR)}, {}).found.shifts


def test_turns_say_what_became_of_an_instrument() -> None:
    one = AnswerSummary(Verdict.TO_CHECK, Availability.OPEN, 0, 5, 1)

    def turn(after: AnswerSummary) -> ChangeKind:
        return AnswerChange("x", one, after).turn

    assert turn(one._replace(verdict=Verdict.ELIGIBLE)) is ChangeKind.GAINED
    assert turn(one._replace(verdict=Verdict.INELIGIBLE)) is ChangeKind.LOST
    assert turn(one._replace(availability=Availability.CLOSED)) is ChangeKind.CLOSED
    assert turn(one._replace(availability=Availability.UNVERIFIED)) is ChangeKind.AVAILABILITY
    assert turn(one._replace(high=6)) is ChangeKind.AMOUNT
    assert AnswerChange("x", one._replace(availability=Availability.CLOSED), one).turn is ChangeKind.REOPENED
    refused = one._replace(verdict=Verdict.INELIGIBLE)
    assert shifts_between({"x": refused}, {"x": refused._replace(high=9, rank=4)}) == AnswerChanges((), ())
