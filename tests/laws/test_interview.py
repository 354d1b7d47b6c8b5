"""The choice of the next question: held against `match`, answer by answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essfund import Profile, Verdict, match, read_profile
from essfund.engine.decision import VERDICTS, Decider, decider
from essfund.engine.match import Matcher
from essfund.engine.outcomes import Outcomes, limits_of
from essfund.interview.interviewer import CONVERSATION, PART, Interviewer, next_topic, out_of_place, worth
from essfund.model.field_types import Interval, SeveralType
from essfund.model.fields import FIELDS, TESTED
from essfund.model.profile import Answer
from essfund.model.verdict import Availability
from tests.bundled import bundled
from tests.depth import law, sliced
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.report import Report, Result

CATALOGUE = bundled()
DAY = date(2019, 6, 1)
FEW = law(25)
INTERVIEWER, CONVERSING = Interviewer(CATALOGUE, DAY, topics=()), Interviewer(CATALOGUE, DAY)
"""One that asks what settles most, without conversation: it ends only when everything is settled."""


@st.composite
def some_profile(draw_: st.DrawFn) -> Profile:
    """Return a profile of which some fields are known, numbers also as ranges."""
    whole = draw(CATALOGUE, Random(draw_(st.integers(0, 10_000))))
    kept = draw_(st.sets(st.sampled_from(sorted(whole))))
    values = {}
    for key in sorted(kept):
        value = whole[key]
        if isinstance(value, Interval) and value.high is not None and draw_(st.booleans()):
            value = Interval(value.low, value.high * 3 + 1)
        values[key] = value
    return Profile(values)


def living(report: Report) -> list[Result]:
    return [one for one in report.results if one.availability is not Availability.CLOSED]


@FEW
@given(profile=some_profile())
@example(Profile({"age_years": Interval(0, 0), "amount_needed": Interval(121_947, 121_947), "cgscop_member": False, "departement": frozenset({"66"}),
                  "in_difficulty": False, "innovation": True, "legal_form": frozenset({"scic"})}))  # its stage tells no more than its age
def test_prospects_say_what_match_says(profile: Profile) -> None:
    report = match(CATALOGUE, profile, on=DAY)
    prospects = INTERVIEWER.prospects
    found = prospects.of(report)
    for result in living(report):
        one = found.get(result.instrument.id)
        missing = frozenset(result.missing)
        if one is None:
            assert not missing
            assert not limits_of(result, report.profile)
            continue
        assert prospects.depends_on(one.level) == missing
        assert result.verdict is VERDICTS.get(one.level, Verdict.TO_CHECK)


@FEW
@given(profile=some_profile())
def test_a_question_is_asked_only_if_an_answer_can_change_something(profile: Profile) -> None:
    report = match(CATALOGUE, profile, on=DAY)
    step = INTERVIEWER.next_step(report)
    open_verdicts = {one.instrument.id for one in living(report) if one.missing}
    open_amounts = {one.instrument.id for one in living(report) if limits_of(one, profile)}
    if step is None:
        assert not open_verdicts
        assert not open_amounts
        return
    assert set(step.touches) == {one.instrument.id for one in living(report) if step.field in one.missing}
    assert set(step.amounts) == {one.instrument.id for one in living(report) if step.field in limits_of(one, profile)}
    assert step.touches or step.amounts
    assert set(step.opens) | set(step.closes) <= set(step.touches)


@FEW
@given(profile=some_profile())
def test_what_a_topic_opens_and_closes_is_what_the_search_for_the_best_question_says(profile: Profile) -> None:
    report = match(CATALOGUE, profile, on=DAY)
    step = CONVERSING.next_step(report)
    topic = next_topic(CONVERSATION, report.facts.values, out_of_place(report))
    if step is None or topic is None:
        return
    effect = CONVERSING.outcome(topic, CONVERSING.prospects.of(report), report.facts.values)
    assert set(step.opens) == set(effect.opens)
    assert set(step.closes) == set(effect.closes)


@FEW
@given(profile=some_profile(), data=st.data())
def test_what_a_question_does_is_what_match_says_of_its_answers(profile: Profile, data: st.DataObject) -> None:
    before = match(CATALOGUE, profile, on=DAY)
    values = before.facts.values
    prospects = INTERVIEWER.prospects.of(before)
    hanging = sorted(frozenset().union(*map(INTERVIEWER.prospects.open_fields, prospects.values())))
    if not hanging:
        return
    key = data.draw(st.sampled_from(hanging))
    found = INTERVIEWER.outcome(key, prospects, values)
    kind, vocabulary = FIELDS[key].kind, CATALOGUE.vocabularies.of(FIELDS[key].vocabulary)
    tests = [(leaf.operator, leaf.argument) for leaf in CATALOGUE.leaves_by_field.get(key, ())]
    known = values.get(key)
    answers: list[Hashable] = (
        list(kind.atoms(tests, vocabulary)) if isinstance(kind, SeveralType) else kind.cells(tests, known, vocabulary)
    )
    after = [match(CATALOGUE, without_date(profile).knowing(key, answer), on=DAY) for answer in answers]
    touched = [one.instrument.id for one in living(before) if key in one.missing]
    decided = {tool: [one.result(tool) for one in after if possible(one, tool)] for tool in touched}
    verdicts = {tool: {result.verdict for result in results} for tool, results in decided.items()}
    assert set(found.opens) == {tool for tool in touched if Verdict.ELIGIBLE in verdicts[tool]}
    assert set(found.closes) == {tool for tool in touched if Verdict.INELIGIBLE in verdicts[tool]}
    settled = [sum(not result.missing for result in results) / len(results) for results in decided.values() if results]
    assert found.decided == pytest.approx(sum(settled))


def possible(report: Report, tool: str) -> bool:
    """Whether some enterprise is as known, by the facts of the world that speak of what an instrument looks at."""
    matcher = report.results[0].offer.proofs
    assert isinstance(matcher, Matcher)
    diagram = matcher.diagram(CATALOGUE.instruments[tool])
    return diagram is None or matcher.possible is None or diagram.decide(matcher.possible) is not None


def test_a_verdict_that_is_settled_is_not_settled_again_by_a_question_about_its_amount() -> None:
    seen = 0
    for seed in range(40):
        whole = draw(CATALOGUE, Random(seed))
        report = match(CATALOGUE, Profile({key: value for key, value in whole.items() if key != "project_cost"}), on=DAY)
        prospects = INTERVIEWER.prospects.of(report)
        only_amounts = {
            one.instrument.id for one in living(report) if not one.missing and "project_cost" in limits_of(one, report.profile)
        }
        seen += len(only_amounts)
        alone = {tool: prospects[tool] for tool in only_amounts}
        assert INTERVIEWER.outcome("project_cost", alone, {}).decided == 0
    assert seen


def test_an_amount_no_longer_waits_for_a_number_that_was_given() -> None:
    prospects = INTERVIEWER.prospects
    found = prospects.of(match(CATALOGUE, Profile(), on=DAY))["garantie-france-active"]
    assert "bank_loan" in found.limits
    answer = prospects.answers("bank_loan", {})[-1]
    assert "bank_loan" not in prospects.open_fields(prospects.after(found, "bank_loan", answer))


def without_date(profile: Profile) -> Profile:
    return replace(profile, values={key: value for key, value in profile.values.items() if key != "created_on"})


@pytest.mark.parametrize("seed", sliced(range(12), 12))
def test_an_interview_ends_when_everything_is_settled(seed: int) -> None:
    whole = draw(CATALOGUE, Random(seed))
    profile, asked = Profile(), []
    while (step := INTERVIEWER.next_step(match(CATALOGUE, profile, on=DAY))) is not None:
        asked.append(step.field)
        profile = profile.knowing(step.field, whole[step.field])
    assert len(set(asked)) == len(asked) <= len(TESTED)
    settled, complete = match(CATALOGUE, profile, on=DAY), match(CATALOGUE, Profile(whole), on=DAY)
    for one in living(complete):
        assert settled.result(one.instrument.id).verdict is one.verdict
        if one.verdict is not Verdict.INELIGIBLE:
            assert settled.result(one.instrument.id).amount.high == one.amount.high


def test_what_was_passed_over_is_not_asked_and_the_first_question_is_not_a_detail() -> None:
    report = match(CATALOGUE, Profile(), on=DAY)
    first = INTERVIEWER.next_step(report)
    assert first is not None
    assert first.field in {"legal_form", "departement"}
    second = INTERVIEWER.next_step(report, {first.field})
    assert second is not None
    assert second.field != first.field
    assert INTERVIEWER.next_step(report, FIELDS) is None


def test_an_answer_of_the_adviser_counts_for_the_choice_of_questions() -> None:
    condition = CATALOGUE.instruments["socoden"].conditions[0]
    refused = Profile(answers={f"socoden.{condition.short_id}": Answer(met=False)})
    report = match(CATALOGUE, refused, on=DAY)
    assert report.result("socoden").verdict is Verdict.INELIGIBLE
    assert "socoden" not in INTERVIEWER.prospects.of(report)
    reservation = CATALOGUE.instruments["socoden"].reservations[0]
    turned_down = match(CATALOGUE, Profile(answers={reservation.id: Answer(met=False)}), on=DAY)
    assert "socoden" not in INTERVIEWER.prospects.of(turned_down)


def test_rules_too_intricate_for_regions_still_get_a_question() -> None:
    interviewer = Interviewer(CATALOGUE, DAY)
    interviewer.prospects.space.budget = 10
    step = interviewer.next_step(match(CATALOGUE, Profile(), on=DAY))
    assert step is not None
    assert step.touches
    assert step.opens == ()


def test_an_interview_takes_the_diagrams_of_the_catalogue_and_leaves_it_as_it_was() -> None:
    report = match(CATALOGUE, Profile(), on=DAY)
    shared = decider(CATALOGUE)
    before = len(shared.space.nodes)
    prospects = Interviewer(CATALOGUE, DAY, topics=()).prospects
    assert len(prospects.space.nodes) == before
    with patch.object(Decider, "_made", side_effect=AssertionError("a diagram is made again")):
        prospects.of(report)
    assert len(prospects.space.nodes) > before == len(shared.space.nodes)
    assert prospects.space.numbers is not shared.space.numbers


def test_worth() -> None:
    two = frozenset({"esus", "ess"})
    assert worth(two, frozenset()) == 1
    assert worth(two, frozenset({"ess"})) == pytest.approx(PART / 2)
    assert worth(two, two) == 0


def test_a_range_is_asked_more_exactly_only_where_a_rule_cuts_it() -> None:
    prospects = Outcomes(CATALOGUE, DAY)
    profile = read_profile(CATALOGUE, {"employees": "10..19"})
    wide = prospects.answers("employees", {})
    narrow = prospects.answers("employees", profile.values)
    assert 0 < len(narrow) < len(wide)
