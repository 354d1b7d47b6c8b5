"""What is built when somebody looks, or remembered from others who asked, is what would be built at once for this one alone."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund import Profile, Result, match
from essfund.answer import report_json
from essfund.core.language.translator import translator
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
from essfund.model.profile import Answer
from essfund.presenting.json_writing import kept
from essfund.presenting.safe_text import json_text
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law, sliced
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from essfund import Catalogue
    from essfund.core.language.translator import Translator
    from essfund.model.report import Report

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


@pytest.mark.parametrize("language", sliced(["fr", "en"], 2))
def test_parts_put_into_words_for_others_are_those_of_each_report_alone(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def alone(_: Catalogue, tr: Translator) -> report_json.Parts:
        return report_json.Parts(tr)

    reports: list[Report] = [match(CATALOGUE, drawn(seed), on=DAYS[1]) for seed in range(3)]
    for _ in range(2):
        together = [report_json.plain(report, translator(language)) for report in reports]
        texts = [json_text(each) for each in together]
    monkeypatch.setattr(report_json, "parts_of", alone)
    for report, plain, text in zip(reports, together, texts, strict=True):
        assert plain == report_json.plain(report, translator(language))
        assert text == as_the_library_writes(plain)


def as_the_library_writes(value: object) -> str:
    """Return JSON as Python writes it, with escapes for what nobody sees."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


PARTS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\u202e", "\U000e0041", "5\u202f000\u00a0€"])
KEYS = st.text() | st.integers() | st.booleans() | st.none()
VALUES = st.recursive(PARTS, lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner)
                      | st.lists(inner).map(kept) | st.dictionaries(KEYS, inner).map(kept))


@law(100)
@given(value=VALUES)
def test_text_is_that_of_the_library(value: object) -> None:
    again = [value, {"deeper": [value]}]
    assert json_text(again) == as_the_library_writes(again)


def test_nobody_is_misled_by_what_can_be_printed() -> None:
    assert not [char for char in map(chr, range(0x110000)) if char.isprintable() and UNSEEN.match(char)]
