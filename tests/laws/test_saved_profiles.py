"""What is saved of a profile is read back exactly as it was, over profiles of every field, and nothing is new since one's own answer."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from essfund import InvalidInputError, read_profile
from essfund.answer.changes import changed_fields
from essfund.loading.earlier_answer import read_earlier
from essfund.loading.profile import read_profile_text
from essfund.loading.yaml_writer import profile_text
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.presenting.safe_text import json_text
from tests.bundled import bundled
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Hashable

CATALOGUE = bundled()
NUMBERS = ("0", "0.5", "0,5", "1", "1.5", "2", "2,5", "3", "12", "12.34", "59.5", "60", "95", "100", "4000", "40 000", "40k", "1,5M",
           "1000000000000", "-3", "-250000")
WAYS = ("{}", "{}", "{}", "..{}", "{}..", "> {}", "< {}", "au moins {}", "au plus {}", "moins de {}", "plus de {}", "environ {}", "max {}")
PAIRS = ("{}..{}", "{} à {}", "{}-{}", "entre {} et {}")
TYPED = tuple(way.format(number) for way, number in product(WAYS, NUMBERS))
PEOPLE = ("tranche 11", "02", "00", "12 ETP", "0,8 ETP", "1..3 ETP", "une dizaine", "personne")
AGES = ("18 mois", "un an et demi", "pas encore créée", "1,5 ans", "depuis 2015", "2019")
DAYS = ("2019", "2019-05", "2019-05-03", "03/05/2019", "mai 2019", "2018..2019-06", "2019-02..2019-03", "1850-01-01", "29/02/2020")
LABELS = ("Véhicule", "Prêt bancaire", "Apport: 2e, partie", "a=b", "yes", "- x", "NACRE", "Subvention # 3", "TVA", "dette\u00a0", "FISO", "\u202eodd")
STATES, USES, KINDS = ("acquis", "demande", "a-demander"), ("materiel", "bfr", "etude"), ("pret-bancaire", "subvention", "fonds-propres")
TEXTS = st.text(max_size=12) | st.sampled_from(("yes", "null", "~", "123", "2019-05-03", "a: b", "a # b", "'", '"', "[x", "é\u0301", "- a", "nsp", "0x1F"))


def lines(key: str) -> st.SearchStrategy[object]:
    """Lines of a plan as a file holds them."""
    told: dict[str, st.SearchStrategy[object]] = {"label": st.sampled_from(LABELS), "amount": st.integers(1, 10**6)}
    may = {"nature": st.sampled_from(USES)} if key == "uses" else {
        "nature": st.sampled_from(KINDS), "state": st.sampled_from(STATES), "years": st.sampled_from([0.5, 1, 7, 12.25, 7 / 12]),
        "rate": st.sampled_from([0, 0.1, 2, 3.125]), "covers": st.sampled_from(LABELS),
    }
    return st.lists(st.fixed_dictionaries(told, optional=may), min_size=1, max_size=3)


def raw_of(key: str) -> st.SearchStrategy[object]:
    """What may be typed for a field, or stand in a file: most of it is read, the rest refused."""
    field = FIELDS[key]
    terms = CATALOGUE.vocabularies.of(field.vocabulary)
    if terms is not None:
        names = sorted({name for item, term in terms.terms.items() for name in (item, term.fr, term.en, *term.aliases)} | {*terms.sets})
        return st.sampled_from(names) | st.lists(st.sampled_from(sorted(terms.ids)), min_size=1, max_size=3)
    numbers = st.sampled_from(TYPED) | st.builds(str.format, st.sampled_from(PAIRS), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))
    kinds: dict[str, st.SearchStrategy[object]] = {
        "flag": st.booleans() | st.sampled_from(("oui", "non", "oui je crois")), "day": st.sampled_from(DAYS),
        "code": st.sampled_from(("64", "88.9", "88.99", "88.99B", "8899b", "01")), "lines": lines(key),
        "number": numbers | st.floats(0, 100) | st.integers(-5, 10**12) | st.sampled_from(PEOPLE + AGES),
    }
    return kinds.get(field.kind.name, TEXTS)


def drawn(data: st.DataObject) -> Profile:
    """A profile of what was read, field by field."""
    values: dict[str, Hashable] = {}
    for key in data.draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=8)):
        try:
            values |= read_profile(CATALOGUE, {key: data.draw(raw_of(key))}).values
        except InvalidInputError:
            continue
    answers = {key: {"met": data.draw(st.booleans()), "note": data.draw(TEXTS)}
               for key in data.draw(st.lists(st.sampled_from(sorted(CATALOGUE.answerable)), max_size=2))}
    return Profile(values, read_profile(CATALOGUE, {"answers": answers}).answers)


@law(600)
@given(st.data())
def test_a_saved_profile_is_read_back_as_it_was(data: st.DataObject) -> None:
    profile = drawn(data)
    assert read_profile_text(CATALOGUE, profile_text(profile), "a.yaml") == (profile, [])
    assert read_profile_text(CATALOGUE, json_text(profile.plain()), "a.json") == (profile, [])


@law(100)
@given(st.data())
def test_the_profile_of_an_earlier_answer_is_the_one_that_was_answered(data: st.DataObject) -> None:
    profile = drawn(data)
    answer: dict[str, Any] = {"schema": "essfund.match/2", "as_of": "2026-06-01", "catalogue": {"edition": "x", "digest": "x"}, "results": []}
    earlier = read_earlier(CATALOGUE, json.dumps({**answer, "profile": profile.plain()}), "a.json")
    assert (earlier.profile, earlier.lost, changed_fields(earlier.profile, profile, CATALOGUE.fields)) == (profile, (), ())
