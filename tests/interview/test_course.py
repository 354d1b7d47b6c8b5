"""The course of an interview without a terminal: answers, the way back, what is put off, and that it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, match, read_profile
from essfund.cli.completing import choices_for
from essfund.cli.dialogue import SIGNS, TYPED, WORDS, command_of, understood
from essfund.core.language.translator import LANGUAGES, translator
from essfund.interview.interviewer import Interviewer, InterviewState
from essfund.interview.words import HINTS, hint, question
from essfund.model.field_types import ParseError
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
