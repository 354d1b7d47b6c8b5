"""A saved profile reads back as it was, whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from essfund import Catalogue, read_profile
from essfund.loading.profile import read_profile_text
from essfund.loading.yaml_writer import profile_text
from essfund.model.fields import FIELDS
from tests.depth import law

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

NAMES = st.text(max_size=40) | st.sampled_from(
    ["oui", "no", "~", "null", "1e3", "0x1f", "09", "2019-01-01", "a: b", "- x", "# x", "[x", "{x", "'", '"', "\\", "\u202e", "\x1b[31m", " x ", "é — ’", "<<", "!!str x", "*a", "&a", "%", "@", "`", "\ufeff"]
)


def values_of(key: str, catalogue: Catalogue) -> SearchStrategy[Any]:
    field = FIELDS[key]
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    if vocabulary is not None:
        return st.lists(st.sampled_from(sorted(vocabulary.ids)), min_size=1, unique=True)
    numbers = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted)
    return {
        "flag": st.booleans(),
        "number": st.one_of(
            st.integers(0, 100), numbers.map(lambda pair: f"{pair[0]}..{pair[1]}"), st.sampled_from(["10..", "..19", "plus de 6", "moins de 3"])
        ),
        "day": st.one_of(
            st.dates().map(str), st.sampled_from(["2019", "2019-02", "mai 2019", "2017..2018"]), st.integers(1900, 2100).map(str)
        ),
        "code": st.sampled_from(["01", "88", "88.9", "88.99B", "01.11Z"]),
        "text": st.just("732829320") if key == "siren" else NAMES,
    }[field.kind.name]


@law(150)
@given(data=st.data())
def test_a_saved_profile_reads_back_as_it_was(data: st.DataObject, catalogue: Catalogue) -> None:
    keys = data.draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True))
    raw: dict[str, Any] = {key: data.draw(values_of(key, catalogue)) for key in keys}
    answered = data.draw(st.lists(st.sampled_from(sorted(catalogue.answerable)[:20]), unique=True, max_size=3))
    if answered:
        raw["answers"] = {key: {"met": data.draw(st.booleans()), "note": data.draw(NAMES)} for key in answered}
    profile = read_profile(catalogue, raw)
    again, warnings = read_profile_text(catalogue, profile_text(profile), "profil.yaml")
    assert again == profile
    assert warnings == []


def test_a_saved_profile_looks_as_a_person_would_write_it(catalogue: Catalogue) -> None:
    raw = {"legal_form": "scop ou scic", "departement": "09", "amount_needed": "40 à 60 k€", "esus": "o", "name": "Oui : la Scop", "naf": "01"}
    assert profile_text(read_profile(catalogue, raw)) == (
        'legal_form: [scic, scop]\namount_needed: 40000..60000\ndepartement: ["09"]\nnaf: "01"\nesus: true\nname: "Oui : la Scop"\n'
    )
