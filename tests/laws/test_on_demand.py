"""What is built when somebody looks, or remembered from others who asked, is what would be built at once for this one alone."""

from __future__ import annotations

import gc
import json
from datetime import date
from random import Random
from weakref import WeakKeyDictionary

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Profile, Result, match
from essfund.answer import report_json
from essfund.answer.report_plain import plain
from essfund.core.language.translator import translator
from essfund.core.record import replace
from essfund.core.text import UNSEEN
from essfund.core.truth import FALSE, TRUE
from essfund.engine import decision, possible
from essfund.engine.amounts import offer_range
from essfund.engine.decision import Decider, Diagram
from essfund.engine.evaluate import prove
from essfund.engine.match import UNSCORED, Matcher, amount_of
from essfund.engine.need import share_of_need
from essfund.engine.possible import Possible, Remnants
from essfund.engine.ranking import score
from essfund.model.field_types import Interval
from essfund.model.profile import Answer
from essfund.presenting import json_writing
from essfund.presenting.json_writing import HOLE, JsonForm, template, written
from essfund.presenting.safe_text import json_text
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law, sliced
from tests.laws.enterprises import draw

CATALOGUE = bundled()
DAYS = [date(2019, 6, 1), LAST_CHECKED]
LOOKED_AT = ("offers", "offer", "amount", "need_covered", "brings", "contacts", "desk", "terms", "findings", "reasons", "criteria")


def drawn(seed: int) -> Profile:
    """Return a profile of which some fields are known, and perhaps some answers."""
    chance = Random(seed)
    whole, part = draw(CATALOGUE, chance), chance.random()
    answers = {key: Answer(chance.random() < 0.6) for key in chance.sample(sorted(CATALOGUE.answerable), chance.choice([0, 0, 5, 40]))}
    return Profile({key: value for key, value in whole.items() if chance.random() < part}, answers)


def seen(result: Result) -> list[object]:
    """Return all that a result shows, but for what proves it."""
    offers = [each._replace(proofs=None) for each in result.offers]  # type: ignore[arg-type] # each match proves for itself
    shown = [getattr(result, key) for key in LOOKED_AT if key not in {"offers", "offer"}]
    return [result.rank, result.instrument.id, result.place, result.score, offers, result.offer.offer.id, *shown]


@pytest.mark.parametrize("seed", sliced(range(8), 3))
def test_results_show_the_same_in_whatever_order_they_are_looked_at(seed: int) -> None:
    profile, chance = drawn(seed), Random(seed)
    first, second = (match(CATALOGUE, profile, on=DAYS[seed % 2]) for _ in range(2))
    for result in chance.sample(second.results, len(second.results)):
        for key in chance.sample(LOOKED_AT, len(LOOKED_AT)):
            getattr(result, key)
    assert [seen(result) for result in first.results] == [seen(result) for result in second.results]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_built_on_demand_is_what_the_reference_says(seed: int) -> None:
    day, truths = DAYS[seed % 2], set()
    report = match(CATALOGUE, drawn(seed), on=day)
    for result in report.results:
        for finding in result.findings:
            alone = prove(finding.condition.test, report.facts.values, {})
            assert finding.trace == alone
            assert finding.truth is (alone.truth if finding.answer is None else TRUE if finding.answer.met else FALSE)
            truths.add(finding.truth)
        assert [each.amount for each in result.offers] == [offer_range(each.offer.entry.amount, report.facts) for each in result.offers]
        assert result.amount == amount_of(result.offers)
        assert result.need_covered == (share_of_need(result.amount, report.need.amount) if result.instrument.role.funds else None)
        assert result.score == score(result.measures, CATALOGUE.ranking.weights)
        assert bool(result.measures) is (result.place not in UNSCORED)
    assert {TRUE, FALSE} <= truths


@pytest.mark.parametrize("most", sliced([0, 50_000], 2))
def test_decisions_that_are_remembered_are_those_of_each_profile_alone(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "FEW", 0)
    monkeypatch.setattr(decision, "MOST_REMEMBERED", 3)
    monkeypatch.setattr(possible, "MOST_REMNANTS", most)
    ours, seen_before = Decider(CATALOGUE), 0
    for seed in range(100, 125):
        matcher = Matcher(CATALOGUE, Profile(drawn(seed).values), DAYS[1])
        left = ours.possible(matcher.values)
        assert left is not None
        for instrument in CATALOGUE.instruments.values():
            asked = matcher.asked(instrument)
            diagram = ours.diagram(asked)
            assert diagram is not None
            before = len(diagram.seen)
            found = diagram.decide(left)
            seen_before += len(diagram.seen) == before
            assert found == Diagram(ours.space, diagram.roots, diagram.alone).decide(Possible(Remnants(ours.space), left.inside))
    assert seen_before > 100


# --- as JSON


@pytest.mark.parametrize("forms", [3, report_json.MOST_FORMS])
def test_what_is_assembled_is_what_the_library_writes_of_the_plain_data(forms: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever order enterprises, days, languages and catalogues are asked for, and whatever was remembered before."""
    monkeypatch.setattr(report_json, "MOST_FORMS", forms)
    monkeypatch.setattr(report_json, "FORMS", WeakKeyDictionary())
    other = replace(CATALOGUE, edition="other", instruments=dict(reversed([*CATALOGUE.instruments.items()])))
    asked = [(seed, day, language, catalogue) for seed in range(4) for day in DAYS for language in ("fr", "en") for catalogue in (CATALOGUE, other)]
    for seed, day, language, catalogue in Random(0).sample(asked, 12):
        report, tr = match(catalogue, drawn(seed), on=day), translator(language)
        assert report_json.render(report, View(tr)) == as_the_library_writes(plain(report, tr))
        assert report_json.render(report, View(tr)) == as_the_library_writes(plain(match(catalogue, drawn(seed), on=day), tr))


def test_a_report_without_instruments_is_assembled_too() -> None:
    report, tr = replace(match(CATALOGUE, drawn(0), on=DAYS[0]), results=()), translator("fr")
    assert report_json.render(report, View(tr)) == as_the_library_writes(plain(report, tr))


def test_nothing_of_one_enterprise_alone_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []

    def name(text: str) -> str:
        named.append(text)
        return json_writing.quoted(text)

    for module in (json_writing, report_json):
        monkeypatch.setattr(module, "name", name)
    day = date(2017, 3, 17).toordinal()
    told = Profile({"name": "Une seule", "siren": "123456782", "project_cost": Interval(739_117_391, 739_117_391), "naf": "88.99B",
                    "created_on": Interval(day, day), "employees": Interval(37, 37), "amount_needed": Interval(519_735_197, 519_735_197)})
    text = report_json.render(match(CATALOGUE, told, on=DAYS[1]), View(translator("fr")))
    kept = remembered(report_json.FORMS[CATALOGUE])
    for value in ("Une seule", "123456782", "739117391", "519735197", "88.99B", "2017-03-17"):  # long: no address in memory holds them
        assert value in text
        assert value not in kept
    assert "Interval(" not in kept
    assert not {"Une seule", "123456782", "88.99B", "2017-03-17"} & set(named)


def remembered(forms: dict[str, report_json.Forms]) -> str:
    """Return all that is remembered of a catalogue, but for what is of the day."""
    shown = [(key, found.form.pieces if isinstance(found, report_json.ResultForm) else getattr(found, "pieces", found))
             for each in forms.values() for known in each.known.values() for key, found in known.items()]
    return repr(shown)


def test_forms_go_with_their_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_json, "FORMS", WeakKeyDictionary())
    other = replace(CATALOGUE, edition="other")
    report_json.render(match(other, drawn(1), on=DAYS[1]), View(translator("fr")))
    assert len(report_json.FORMS) == 1
    del other
    gc.collect()
    assert not report_json.FORMS


def as_the_library_writes(value: object) -> str:
    """Return JSON as Python writes it, with escapes for what nobody sees."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def test_a_form_is_filled_in_as_if_it_had_been_written_with_the_values() -> None:
    plain = {"a%": [1, HOLE, {"b": HOLE}], "\0": "\0%s", "c": HOLE}
    values = [{"x": ["é\0"]}, [], "100 %"]
    whole = {"a%": [1, values[0], {"b": values[1]}], "\0": "\0%s", "c": values[2]}
    texts = [written(values[0], "\n    "), written(values[1], "\n      "), written(values[2], "\n  ")]
    assert "".join(JsonForm(plain, "\n").filled(texts)) + "\n" == as_the_library_writes(whole)
    assert template(plain, "\n") % tuple(texts) + "\n" == as_the_library_writes(whole)
    with pytest.raises(ValueError, match="size"):
        JsonForm(plain, "\n").filled(texts[:2])


PARTS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\u202e", "\U000e0041", "5\u202f000\u00a0€"])
KEYS = st.text() | st.integers() | st.booleans() | st.none()
VALUES = st.recursive(PARTS, lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner))


@law(100)
@given(value=VALUES)
def test_text_is_that_of_the_library(value: object) -> None:
    again = [value, {"deeper": [value]}]
    assert json_text(again) == as_the_library_writes(again)


def test_nobody_is_misled_by_what_can_be_printed() -> None:
    assert not [char for char in map(chr, range(0x110000)) if char.isprintable() and UNSEEN.match(char)]
