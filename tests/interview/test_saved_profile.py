"""A saved profile reads back as it was, whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, match, read_profile
from essfund.core.language.translator import LANGUAGES
from essfund.core.text import fold, printable
from essfund.interview.interviewer import Interviewer, InterviewState
from essfund.interview.notes import notes_of, resumed
from essfund.loading.profile import read_profile_text
from essfund.loading.yaml_writer import profile_text
from essfund.model.field_types.field_type import says_unknown
from essfund.model.field_types.number import NumberType
from essfund.model.fields import FIELDS, Field
from tests.bundled import bundled
from tests.depth import law

if TYPE_CHECKING:
    from datetime import date

    from hypothesis.strategies import SearchStrategy

CATALOGUE = bundled()
NAMES = (st.text(max_size=40) | st.sampled_from(
    ["oui", "no", "~", "null", "1e3", "0x1f", "09", "2019-01-01", "a: b", "- x", "# x", "[x", "{x", "'", '"', "\\", "\u202e", "\x1b[31m", " x ", "é — ’", "<<", "!!str x", "*a", "&a", "%", "@", "`", "\ufeff"])).filter(lambda name: not says_unknown(printable(name).strip()))


LABELS = NAMES.map(lambda name: f"x{printable(name).strip()}")
AMOUNTS = st.integers(1, 10**9)
LINES: dict[str, SearchStrategy[Any]] = {
    "uses": st.lists(st.fixed_dictionaries({"label": LABELS, "amount": AMOUNTS}, optional={"nature": st.sampled_from(["materiel", "bfr", "frais"])}),
                     min_size=1, max_size=3, unique_by=lambda line: fold(str(line["label"]))),
    "resources": st.lists(st.fixed_dictionaries(
        {"label": LABELS, "amount": AMOUNTS},
        optional={"nature": st.sampled_from(["apport", "pret", "don"]), "state": st.sampled_from(["acquis", "demande"]),
                  "years": st.integers(1, 20), "rate": st.sampled_from([0, 2, 3.25])}),
        min_size=1, max_size=3, unique_by=lambda line: fold(str(line["label"]))),
}


def values_of(field: Field) -> SearchStrategy[Any]:
    vocabulary = CATALOGUE.vocabularies.of(field.vocabulary)
    if vocabulary is not None:
        return st.lists(st.sampled_from(sorted(vocabulary.ids)), min_size=1, unique=True)
    some = st.integers(0, min(100, field.kind.highest // field.kind.scale) if isinstance(field.kind, NumberType) and field.kind.highest else 100)
    numbers = st.tuples(some, some).map(sorted)
    return {
        "flag": st.booleans(),
        "number": st.one_of(
            some, numbers.map(lambda pair: f"{pair[0]}..{pair[1]}"), st.sampled_from(["10..", "..19", "plus de 6", "moins de 3"])
        ),
        "day": st.one_of(
            st.dates().map(str), st.sampled_from(["2019", "2019-02", "mai 2019", "2017..2018"]), st.integers(1900, 2100).map(str)
        ),
        "code": st.sampled_from(["01", "88", "88.9", "88.99B", "01.11Z"]),
        "lines": LINES.get(field.key, st.nothing()),
        "text": st.just("732829320") if field.key == "siren" else NAMES,
    }[field.kind.name]


ANSWERS = st.dictionaries(
    st.sampled_from(sorted(CATALOGUE.answerable)[:20]), st.fixed_dictionaries({"met": st.booleans(), "note": NAMES}), min_size=1, max_size=3)
RAW = st.fixed_dictionaries({}, optional={**{key: values_of(field) for key, field in FIELDS.items()}, "answers": ANSWERS})


@law(150)
@given(raw=RAW)
def test_a_saved_profile_reads_back_as_it_was(raw: dict[str, Any]) -> None:
    profile = read_profile(CATALOGUE, raw)
    again, warnings = read_profile_text(CATALOGUE, profile_text(profile), "profil.yaml")
    assert again == profile
    assert warnings == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_keeps_what_is_to_be_confirmed_and_what_the_person_does_not_know(language: str, catalogue: Catalogue) -> None:
    words = catalogue.vocabularies
    course = InterviewState().answer("esus", "oui je crois", words).answer("employees", "12", words).unknown("naf").unknown("turnover")
    text = profile_text(course.profile) + notes_of(course, language)
    if language == "fr":
        assert text == "employees: 12\nesus: true\n# à confirmer : esus\n# ne sait pas : turnover, naf\n"
    again, warnings = read_profile_text(catalogue, text, "profil.yaml")
    assert (again, warnings) == (course.profile, [])
    later = resumed(again, text)
    assert later.unsure == ("esus",)
    assert later.passed == ("turnover", "naf")
    assert later.unanswered == course.unanswered
    assert notes_of(later.answer("naf", "88.99B", words).answer("esus", "oui", words), language).splitlines() == [
        notes_of(course, language).splitlines()[1].replace(", naf", "")]
    assert resumed(again, text, ["esus"]).unsure == ()


def test_what_somebody_could_not_answer_is_not_asked_when_the_interview_goes_on(catalogue: Catalogue, day: date) -> None:
    profile = read_profile(catalogue, {"legal_form": "scop", "stage": "en activité"})
    report = match(catalogue, profile, on=day)
    interviewer = Interviewer(catalogue, day)
    first = interviewer.next_step(report)
    assert first is not None
    course = resumed(profile, f"# ne sait pas : {first.field}\n# une remarque : bidule\n")
    assert course.passed == (first.field,)
    after = interviewer.next_step(report, course.passed)
    assert after is not None
    assert after.field != first.field


def test_a_saved_profile_looks_as_a_person_would_write_it(catalogue: Catalogue) -> None:
    raw = {"legal_form": "scop ou scic", "departement": "09", "amount_needed": "40 à 60 k€", "esus": "o", "name": "Oui : la Scop", "naf": "01"}
    assert profile_text(read_profile(catalogue, raw)) == (
        'legal_form: [scic, scop]\namount_needed: 40000..60000\ndepartement: ["09"]\nnaf: "01"\nesus: true\nname: "Oui : la Scop"\n'
    )
