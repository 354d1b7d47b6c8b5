"""The course of an interview without a terminal: answers, the way back, what is put off, and that it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, match, read_profile
from essfund.cli.dialogue import SIGNS, TYPED, WORDS, command_of, understood
from essfund.core.language.translator import LANGUAGES, translator
from essfund.interview.answers import choices, read_answer, usual
from essfund.interview.completing import choices_for
from essfund.interview.interviewer import Interviewer, InterviewState, left_to_ask
from essfund.interview.words import HINTS, hint, listed, question, taken, to_confirm
from essfund.model.field_types import Interval, ParseError
from essfund.model.fields import FIELDS, TESTED
from tests.depth import law

if TYPE_CHECKING:
    from datetime import date


def test_an_answer_is_known_and_the_way_back_takes_it_away(catalogue: Catalogue) -> None:
    words = catalogue.vocabularies
    start = InterviewState()
    first = start.answer("legal_form", "scop", words)
    second = first.answer("employees", "10..19", words)
    assert second.profile.plain() == {"legal_form": ["scop"], "employees": "10..19"}
    assert second.asked == ("legal_form", "employees")
    assert second.back() == first
    assert second.back().back() == start
    assert start.back() == start
    with pytest.raises(ParseError):
        first.answer("employees", "beaucoup", words)


def test_what_is_not_known_is_not_asked_again_and_what_is_put_off_is_once(catalogue: Catalogue) -> None:
    course = InterviewState().skip("legal_form").unknown("employees")
    assert (course.asked, course.skipped) == (("legal_form", "employees"), ("legal_form",))
    assert course.skip("legal_form").skipped == ()
    assert course.unknown("legal_form").skipped == ()
    assert course.answer("legal_form", "scop", catalogue.vocabularies).skipped == ()
    assert course.profile == InterviewState().profile


@pytest.mark.parametrize(("typed", "plain"), [("4", {"age_years": 4}), ("mai 2019", {"created_on": "2019-05"}), ("2019", {"created_on": "2019"})])
def test_a_question_on_the_age_takes_a_date_and_each_replaces_the_other(typed: str, plain: dict[str, object], catalogue: Catalogue) -> None:
    for before in ({}, {"age_years": 7}, {"created_on": "2001"}):
        course = InterviewState(read_profile(catalogue, before))
        assert course.answer("age_years", typed, catalogue.vocabularies).profile.plain() == plain


def test_no_command_hides_a_legal_answer(catalogue: Catalogue) -> None:
    for key in TESTED:
        for text in (*SIGNS, *(word for one in TYPED for words in one.words.values() for word in words)):
            with pytest.raises(ParseError):
                InterviewState().answer(key, text, catalogue.vocabularies)
            assert understood(key, text, catalogue.vocabularies) == command_of(text)
    assert understood("own_funds", "-5000", catalogue.vocabularies) == ("own_funds", (-5000, -5000))
    assert understood("esus", "non", catalogue.vocabularies) == ("esus", False)
    assert understood("name", "fin", catalogue.vocabularies) == ("name", "fin")


def test_each_command_has_its_own_words_and_they_are_read_in_any_case(catalogue: Catalogue) -> None:
    assert len(SIGNS) + len(WORDS) == len({*SIGNS, *WORDS})
    assert [command_of(text) for text in ("Je ne sais pas", "NSP", " < ", "Passer", "I don't know", "FIN", "rien")] == [
        "unknown", "unknown", "back", "skip", "unknown", "stop", None,
    ]
    with pytest.raises(ParseError):
        understood("employees", "rien", catalogue.vocabularies)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", TESTED)
def test_every_question_says_how_it_may_be_answered(key: str, language: str, catalogue: Catalogue) -> None:
    assert hint(key, catalogue, translator(language))
    assert getattr(FIELDS[key].kind, "unit", "") in HINTS or FIELDS[key].kind.name in HINTS


def test_choices_complete_the_last_possibility(catalogue: Catalogue) -> None:
    complete = choices_for("departement", catalogue, translator("fr"))
    assert complete
    assert [one.text for one in complete("haute g")] == ["31"]
    assert [(one.text, one.replaced) for one in complete("31 ou lozè")] == [("48", 4)]
    assert [one.text for one in complete("lo")][:3] == ["34", "41", "42"]  # Lodève, Loir-et-Cher, Loire
    assert "28" in [one.text for one in complete("lo")]
    assert len(complete("")) == len(catalogue.vocabularies.departement.ids)
    flags = choices_for("esus", catalogue, translator("fr"))
    assert flags
    assert [one.text for one in flags("")] == ["oui", "non"]
    assert [one.text for one in flags("N")] == ["non"]
    assert choices_for("employees", catalogue, translator("fr")) is None


def test_what_completes_an_answer_is_an_answer(catalogue: Catalogue) -> None:
    for key in TESTED:
        complete = choices_for(key, catalogue, translator("en"))
        for one in complete("") if complete else []:
            assert understood(key, one.text, catalogue.vocabularies)[0] == key


SOMEBODY = {
    "stage": "2", "legal_form": "Scop", "departement": "Toulouse", "purposes": "acheter un véhicule", "project_cost": "40k", "amount_needed": "40k",
    "bank_loan": "30-50k", "own_contribution": "aucun", "grants_obtained": "aucun",
}


def questions_of(catalogue: Catalogue, day: date, answers: dict[str, str], most: int = 40) -> list[str]:
    """Return the fields asked of somebody who knows no answer but these."""
    interviewer, course = Interviewer(catalogue, day), InterviewState()
    while len(course.asked) < most and (step := interviewer.next_step(match(catalogue, course.profile, on=day), course.asked)) is not None:
        known = step.field in answers
        course = course.answer(step.field, answers[step.field], catalogue.vocabularies) if known else course.unknown(step.field)
    return list(course.asked)


def test_a_conversation_comes_first(catalogue: Catalogue, day: date) -> None:
    assert questions_of(catalogue, day, SOMEBODY, 6) == ["stage", "legal_form", "departement", "purposes", "project_cost", "bank_loan"]
    unknown = {key: text for key, text in SOMEBODY.items() if key != "project_cost"}
    assert questions_of(catalogue, day, unknown, 7)[4:] == ["project_cost", "amount_needed", "bank_loan"]


def test_what_is_known_is_not_asked(catalogue: Catalogue, day: date) -> None:
    report = match(catalogue, read_profile(catalogue, {"stage": "creation", "departement": "31"}), on=day)
    step = Interviewer(catalogue, day).next_step(report)
    assert step
    assert step.field == "legal_form"
    step = Interviewer(catalogue, day).next_step(report, ["legal_form"])
    assert step
    assert step.field == "purposes"


def test_an_idea_is_not_asked_what_only_an_enterprise_has(catalogue: Catalogue, day: date) -> None:
    running, idea = (set(questions_of(catalogue, day, {**SOMEBODY, "stage": stage})) for stage in ("développement", "idée"))
    only = {"turnover", "balance_sheet", "employees", "age_years", "own_funds", "esus", "cgscop_member", "de_minimis_received"}
    assert idea.isdisjoint(only)
    assert {"employees", "age_years", "cgscop_member"} <= running


def test_cost_and_what_is_there_say_what_is_needed(catalogue: Catalogue, day: date) -> None:
    assert "amount_needed" not in questions_of(catalogue, day, SOMEBODY)
    words, course = catalogue.vocabularies, InterviewState()
    for key, text in (("project_cost", "40k"), ("bank_loan", "10-20k"), ("grants_obtained", "aucune"), ("own_contribution", "5000")):
        assert "amount_needed" not in match(catalogue, course.profile, on=day).derived
        course = course.answer(key, text, words)
    assert match(catalogue, course.profile, on=day).derived["amount_needed"] == Interval(15_000, 25_000)
    assert "amount_needed" not in course.profile.values  # a profile that is saved holds what was said: another loan, another sum


def test_the_last_page_asks_nothing_that_nobody_could_answer(catalogue: Catalogue, day: date) -> None:
    interviewer, course = Interviewer(catalogue, day), InterviewState()
    for key, text in (("stage", "on tourne"), ("legal_form", "scop"), ("project_cost", "60k"), ("bank_loan", "30k"), ("departement", "31")):
        course = course.answer(key, text, catalogue.vocabularies)
    report = match(catalogue, course.profile, on=day)
    assert "amount_needed" in [item.field for item in report.questions]
    for part, asked in (("own_contribution", ["grants_obtained"]), ("grants_obtained", [])):
        course = course.unknown(part)
        fields = [item.field for item in left_to_ask(report, course.unanswered)]
        assert [key for key in fields if key in {"amount_needed", "own_contribution", "grants_obtained"}] == asked
    while (step := interviewer.next_step(report, course.asked)) is not None:
        course = course.unknown(step.field)
    assert len(course.unanswered) > 5
    assert left_to_ask(report, course.unanswered) == ()


def test_choices_are_answered_by_their_numbers(catalogue: Catalogue) -> None:
    words = catalogue.vocabularies
    listed = choices("legal_form", words)
    assert set(listed) == words.legal_form.ids
    assert listed[:len(usual("legal_form", words))] == usual("legal_form", words)
    assert read_answer("legal_form", "2 ou 3", words) == ("legal_form", frozenset(listed[1:3]))
    assert read_answer("purposes", "1, 3", words)[1] == frozenset([choices("purposes", words)[number] for number in (0, 2)])
    assert read_answer("departement", "31", words)[1] == frozenset(["31"])
    for key, text in (("legal_form", "0"), ("legal_form", "99"), ("stage", "1, 9")):
        with pytest.raises(ParseError):
            read_answer(key, text, words)


def test_a_hedged_answer_is_kept_and_to_be_confirmed(catalogue: Catalogue) -> None:
    words, tr = catalogue.vocabularies, translator("fr")
    sure = InterviewState().answer("esus", "oui", words)
    course = InterviewState().answer("esus", "oui je crois", words).answer("legal_form", "scop je crois", words)
    assert course.profile.plain() == {"legal_form": ["scop"], "esus": True}
    assert course.unsure == ("esus", "legal_form")
    assert "à confirmer" in taken(sure.back(), course, catalogue, tr).text
    assert "agrément" in next(to_confirm(course, catalogue, tr)).text
    assert course.answer("esus", "non", words).unsure == ("legal_form",)
    assert list(to_confirm(sure, catalogue, tr)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_stand_in_words_and_never_as_ids(language: str, catalogue: Catalogue, day: date) -> None:
    tr, words = translator(language), catalogue.vocabularies
    for key in ("stage", "legal_form", "purposes"):
        shown = " ".join(line.text for line in listed(key, choices(key, words), words, tr, whole=True))
        for number, item in enumerate(choices(key, words), start=1):
            vocabulary = words.of(key)
            assert vocabulary
            assert f"{number} {tr.say(vocabulary.words(item))}".replace(" ", "\u00a0") in shown
        assert "transmission-reprise" not in shown
    assert "31\u00a0Haute-Garonne" in next(listed("departement", [], words, tr)).text
    step = Interviewer(catalogue, day).next_step(match(catalogue, InterviewState().profile, on=day))
    assert step
    lines = [line.text for line in question(step, 1, match(catalogue, InterviewState().profile, on=day), tr)]
    assert len(lines) == 5  # an empty line, the title, the question, the choices, one reason


@law(25)
@given(data=st.data())
def test_an_interview_ends_and_asks_nothing_a_third_time(data: st.DataObject, catalogue: Catalogue, day: date) -> None:
    interviewer, course = Interviewer(catalogue, day), InterviewState()
    report = match(catalogue, course.profile, on=day)
    while True:
        later = [key for key in course.asked if key not in course.skipped]
        step = interviewer.next_step(report, course.asked) or interviewer.next_step(report, later)
        if step is None:
            break
        assert course.asked.count(step.field) < 2
        assert list(question(step, 1, report, translator("fr")))
        typed = data.draw(st.sampled_from(["skip", "unknown", "answer"]))
        if typed == "answer":
            course = course.answer(step.field, "oui" if FIELDS[step.field].kind.name == "flag" else FIELDS[step.field].example, catalogue.vocabularies)
            report = match(catalogue, course.profile, on=day)
        else:
            course = course.skip(step.field) if typed == "skip" else course.unknown(step.field)


@pytest.mark.parametrize("text", ["je sais pas", "je sais pas encore", "Je ne sais pas encore", "aucune idée", "no idea"])
def test_who_does_not_know_says_so_in_many_words(text: str, catalogue: Catalogue) -> None:
    for key in TESTED:
        assert understood(key, text, catalogue.vocabularies) == "unknown", key


@pytest.mark.parametrize(("stage", "staff", "loan"), [("une idée", False, False), ("une création", False, True), ("une activité en route", True, True)])
def test_the_conversation_asks_what_the_stage_can_have(
    stage: str, staff: bool, loan: bool, catalogue: Catalogue, day: date,
) -> None:
    words = catalogue.vocabularies
    course, interviewer = InterviewState().answer("stage", stage, words), Interviewer(catalogue, day)
    asked = []
    for answer in ("association", "81", *(["12"] if staff else []), "investissement", "nsp", "nsp"):
        step = interviewer.next_step(match(catalogue, course.profile, on=day), course.asked)
        assert step is not None
        asked.append(step.field)
        course = course.unknown(step.field) if answer == "nsp" else course.answer(step.field, answer, words)
    step = interviewer.next_step(match(catalogue, course.profile, on=day), course.asked)
    assert asked[:3] == ["legal_form", "departement", "employees" if staff else "purposes"]
    assert step is not None
    assert (step.field == "bank_loan") == loan
