"""Laws: what a rule says of itself is never held against it; what is changed in a text or a rule is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from essfund.core.language.translator import translator
from essfund.core.messages import Words
from essfund.model.condition import AllOf, AnyOf, Condition, Leaf, Not, Strength
from essfund.model.field_types import NumberType
from essfund.model.fields import FIELDS, TESTED
from essfund.presenting.sentences import sentence
from essfund.review.checks.prose.bounds import CHECK as BOUNDS
from essfund.review.checks.prose.claims import claims
from essfund.review.checks.prose.figures import figures, plain
from essfund.review.checks.prose.texts import CHECK as LANGUAGES_CHECK
from essfund.review.checks.prose.texts import compare, texts
from tests.checks.prose.subjects import bundled, found, saying
from tests.depth import law, sliced

if TYPE_CHECKING:
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Test

VOCABULARIES = bundled().catalogue.vocabularies
CONDITIONS = [(one.id, condition) for one in bundled().catalogue.instruments.values() for condition in one.all_conditions]


def sentences(test: Test) -> tuple[str, str]:
    """Return the generated sentence of a test in both languages."""
    french, english = (sentence(test, VOCABULARIES, translator(language)) for language in ("fr", "en"))
    return f"{french}.", f"{english}."


@pytest.mark.parametrize("instrument", sliced(sorted({key for key, _ in CONDITIONS}), 4))
def test_no_condition_of_the_catalogue_is_held_against_itself(instrument: str) -> None:
    for key, condition in CONDITIONS:
        if key == instrument:
            subject = saying(*sentences(condition.test), conditions=[replace(condition, first_day=None, last_day=None)])
            assert [(str(fault.message), fault.code) for fault in found(subject)] == [], condition.id


def leaf(draw: st.DrawFn) -> Leaf:
    key = draw(st.sampled_from(TESTED))
    kind, vocabulary = FIELDS[key].kind, VOCABULARIES.of(FIELDS[key].vocabulary)
    operator = draw(st.sampled_from(sorted(kind.operators)))
    raw: object
    if isinstance(kind, NumberType):
        whole = draw(st.integers(-50_000 if kind.lowest is None else 0, 100 if kind.unit == "percent" else 60_000_000))
        raw = whole if kind.unit in {"euro", "person"} else draw(st.integers(0, 100))
    elif vocabulary is not None:
        raw = draw(st.lists(st.sampled_from(sorted({*vocabulary.terms, *vocabulary.sets})), min_size=1, max_size=4, unique=True))
    else:
        raw = draw(st.booleans()) if operator == "is" else draw(st.lists(st.sampled_from(["01.1", "47", "64.9", "88"]), min_size=1, unique=True))
    written = tuple(raw) if isinstance(raw, list) else raw
    return Leaf(key, operator, kind.argument(operator, raw, vocabulary), written)


@st.composite
def some_test(draw: st.DrawFn, depth: int = 2) -> Test:
    shape = draw(st.sampled_from(["leaf", "all", "any", "not"])) if depth else "leaf"
    if shape == "leaf":
        return leaf(draw)
    if shape == "not":
        return Not(draw(some_test(depth=depth - 1)))
    parts = tuple(draw(st.lists(some_test(depth=depth - 1), min_size=1, max_size=3)))
    return AllOf(parts) if shape == "all" else AnyOf(parts)


@law(200, unchecked=[HealthCheck.too_slow])
@given(test=some_test())
def test_no_sentence_is_held_against_its_own_rule(test: Test) -> None:
    condition = Condition("essai.c", "c", test, Strength.ESTABLISHED, ("plan-2018",))
    subject = saying(*sentences(test), conditions=[condition])
    assert [(str(fault.message), fault.code) for fault in found(subject)] == []


@law(200)
@given(text=st.text(st.sampled_from(list("0123456789 ,.-–€%kMà’'ansdetor«»()/İß\u00a0\u202f")), max_size=60), language=st.sampled_from(["fr", "en"]))
def test_no_text_breaks_the_grammar(text: str, language: str) -> None:
    for one in claims(text, language):
        assert one.quote
        assert plain(one.quote) in plain(text)
    clean = plain(text)
    for figure in figures(clean, language):
        assert 0 <= figure.start < figure.end <= len(clean)


def test_a_figure_changed_in_one_language_is_found() -> None:
    """One digit of each figure of the English texts is changed: the two languages differ."""
    changed = 0
    for text in texts(bundled()):
        english = plain(text.words.en)
        for figure in figures(english, "en"):
            if not figure.spelled:
                place = figure.start + next(index for index, char in enumerate(english[figure.start:]) if char.isdigit())
                for other in set("123456789") - {english[place]}:
                    said = english[:place] + other + english[place + 1:]
                    assert list(compare(replace(text, words=Words(text.words.fr, said)))), said
                    changed += 1
    assert changed > 2000


def test_a_bound_changed_in_the_rule_is_found_where_the_summary_states_it() -> None:
    """Every amount of an offer that the summary states is moved by ten euros: the summary no longer agrees."""
    subject = bundled()
    missed, tried = [], 0
    for key, instrument in subject.catalogue.instruments.items():
        stated = {bound.value for one in claims(instrument.tool.summary.fr, "fr") for bound in one.bounds if one.quantity == "amount"}
        for offer in instrument.offers:
            for word in ("at_least", "at_most"):
                value = getattr(offer.entry.amount, word)
                if value is None or Decimal(value) not in stated or _elsewhere(instrument, value, offer.id, word):
                    continue
                tried += 1
                amount = replace(offer.entry.amount, **{word: value + 10})
                moved = replace(offer, entry=replace(offer.entry, amount=amount), conditions=tuple(c for c in offer.conditions if c.origin.value != "floor"))
                other = replace(instrument, offers=tuple(moved if one is offer else one for one in instrument.offers))
                changed = replace(subject, catalogue=replace(subject.catalogue, instruments={**subject.catalogue.instruments, key: other}))
                if not [fault for fault in BOUNDS.find(changed) if fault.path[:2] == ("tools", key)]:
                    missed.append((key, offer.id, word))
    assert tried >= 15
    assert missed == []


def _elsewhere(instrument: Instrument, value: int, offer: str, word: str) -> bool:
    """Whether another amount or condition of an instrument has the same value, so that the summary still agrees with something."""
    amounts = [
        getattr(one.entry.amount, which) for one in instrument.offers for which in ("at_least", "at_most") if (one.id, which) != (offer, word)
    ]
    leaves = [leaf.argument for c in instrument.all_conditions if c.origin.value != "floor" for leaf in _leaves(c)]
    return value in amounts or value in leaves


def _leaves(condition: Condition) -> list[Leaf]:
    from essfund.model.condition import leaves

    return list(leaves(condition.test))


def test_the_bundled_texts_are_understood_and_agree() -> None:
    """What is found in the bundled catalogue is waived one by one with a reason (tests/checks/test_time.py); no code but that one."""
    subject = bundled()
    assert [fault.code for fault in LANGUAGES_CHECK.find(subject)] == []
    assert {fault.code for fault in BOUNDS.find(subject)} <= {"CAT061"}
    understood = sum(len(claims(words, language)) for text in texts(subject) if text.role.states_rule for language, words, _ in text.sides())
    assert understood > 100
