"""Decisions by the diagrams of a catalogue: held against those made for one profile alone, against Kleene logic, and kept as data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, cast

import pytest

from essfund import Profile, Verdict, match
from essfund.core.truth import FALSE, TRUE
from essfund.engine import decision
from essfund.engine.compiled import Compiled, compiled, restore
from essfund.engine.decision import AskedConditions, Decider, by_kleene, decide_alone, decider
from essfund.engine.eligibility import Eligibility
from essfund.engine.evaluate import prove, truth_of
from essfund.engine.match import Matcher
from essfund.model.condition import leaves
from essfund.model.profile import Answer
from tests.bundled import LAST_CHECKED, bundled, undecided
from tests.depth import sliced
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from essfund import Catalogue

CATALOGUE = bundled()
DAYS = [date(2019, 6, 1), LAST_CHECKED]
SPARED = {"legal_form": "gie", "purposes": "pertes"}
"""Ids that no rule of the catalogue below names: what no vocabulary knows is as good as them."""
NAMING = {
    one.id for one in CATALOGUE.instruments.values() for condition in one.all_conditions for leaf in leaves(condition.test)
    if leaf.field in SPARED and SPARED[leaf.field] in cast("frozenset[str]", leaf.argument)
}
SPARING = replace(CATALOGUE, instruments={key: one for key, one in CATALOGUE.instruments.items() if key not in NAMING})


def drawn(seed: int) -> Profile:
    """Return a profile of which some fields are known, and perhaps some answers."""
    chance = Random(seed)
    whole, part = draw(CATALOGUE, chance), chance.random()
    answers = {key: Answer(chance.random() < 0.6) for key in chance.sample(sorted(CATALOGUE.answerable), chance.choice([0, 0, 5, 40]))}
    return Profile({key: value for key, value in whole.items() if chance.random() < part}, answers)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("seed", sliced(range(12), 4))
def test_three_ways_to_a_decision(seed: int, day: date) -> None:
    matcher = Matcher(CATALOGUE, drawn(seed), day)
    for instrument in CATALOGUE.instruments.values():
        shared, asked = matcher.decide(instrument), matcher.asked(instrument)
        assert decide_alone(asked, matcher.values, CATALOGUE, {}) == shared
        sound = by_kleene(asked, matcher.values, CATALOGUE, {})
        for rough, exact in zip((sound.verdict, *sound.offers), (shared.verdict, *shared.offers), strict=True):
            assert rough in {exact, Verdict.TO_CHECK}
        assert set(shared.missing) <= set(sound.missing)
        assert set(shared.settling) <= set(shared.missing)


@pytest.mark.parametrize("seed", sliced(range(12), 4))
def test_a_truth_without_its_proof_is_that_of_the_proof(seed: int) -> None:
    values, truths = drawn(seed).on(DAYS[0]).values, set()
    for condition in {id(each): each for one in CATALOGUE.instruments.values() for each in one.all_conditions}.values():
        truth = truth_of(condition.test, values)
        assert truth is prove(condition.test, values, {}).truth
        truths.add(truth)
    assert {TRUE, FALSE} <= truths


@pytest.mark.parametrize(("values", "placed"), [
    ({"legal_form": frozenset({"scop", "unheard-of"}), "purposes": frozenset({"unheard-of"})}, True),
    ({"legal_form": frozenset(), "esus": True}, False),
])
def test_a_value_that_no_vocabulary_knows_is_decided_by_what_the_rules_say_of_it(values: dict[str, Hashable], placed: bool) -> None:
    matcher = Matcher(SPARING, Profile(values), DAYS[0])
    assert (matcher.possible is not None) == placed
    for instrument in SPARING.instruments.values():
        assert matcher.decide(instrument) == decide_alone(matcher.asked(instrument), values, SPARING, {})


def test_what_was_decided_before_makes_no_difference_to_what_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "MOST_STEPS", 300)
    offers = [[AskedConditions(terms.all) for terms in Eligibility.terms(one, DAYS[0])] for one in CATALOGUE.instruments.values()]
    forwards, backwards = Decider(CATALOGUE), Decider(CATALOGUE)
    given_up = [forwards.diagram(one) is None for one in offers]
    assert given_up == [backwards.diagram(one) is None for one in reversed(offers)][::-1]
    assert True in given_up
    assert False in given_up


def test_a_catalogue_that_is_too_wide_is_still_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [match(CATALOGUE, drawn(seed), on=DAYS[1]) for seed in range(4)]
    monkeypatch.setattr(decision, "MOST_VARIABLES", 3)
    wide = undecided()
    assert decider(wide).intricate
    for seed, report in enumerate(before):
        again = match(wide, drawn(seed), on=DAYS[1])
        assert [(one.instrument.id, one.verdict, one.missing) for one in report.results] == [
            (one.instrument.id, one.verdict, one.missing) for one in again.results
        ]


# --- kept as plain data


def kept(catalogue: Catalogue) -> Any:
    return json.loads(json.dumps(compiled(catalogue)))


@cache
def kept_text() -> str:
    """Return the diagrams of the catalogue, to be damaged."""
    return json.dumps(compiled(CATALOGUE))


@cache
def fresh() -> Compiled:
    """Return the diagrams of a catalogue for which nothing else was made."""
    return compiled(undecided())


def test_diagrams_kept_as_data_decide_alike() -> None:
    again = undecided()
    restore(again, Compiled(*kept(CATALOGUE)))
    assert compiled(again) == compiled(CATALOGUE)
    assert "numbers" not in vars(decider(again).space), "nothing was made anew"
    made = len(decider(again).space.nodes)
    for seed in range(8):
        for day in DAYS:
            profile = Profile(drawn(seed).values)
            for one in CATALOGUE.instruments:
                ours, theirs = Matcher(again, profile, day), Matcher(CATALOGUE, profile, day)
                assert ours.decide(again.instruments[one]) == theirs.decide(CATALOGUE.instruments[one])
    assert len(decider(again).space.nodes) == made, "nothing was made anew"


def test_what_is_too_intricate_stays_so_when_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "MOST_STEPS", 300)
    small, again = undecided(), undecided()
    restore(again, Compiled(*kept(small)))
    assert compiled(again).diagrams == compiled(small).diagrams
    assert () in [roots for rows in compiled(again).diagrams.values() for _, roots, _ in rows]


def first_row(data: Any) -> Any:
    """Return the offers, the roots and the fields that may refuse alone, of the first diagram."""
    return next(iter(data[3].values()))[0]


@pytest.mark.parametrize("damage", sliced([
    lambda data: data[0][5].__setitem__(0, 10_000),
    lambda data: data[0][5].__setitem__(1, data[0][5][1] + 1),
    lambda data: data[0][5].__setitem__(1, 0),
    lambda data: data[0][5].pop(),
    lambda data: data[1].__setitem__(-1, 10_000),
    lambda data: data[1].append(0),
    lambda data: data[2].__setitem__(0, 5_000),
    lambda data: data[2].__setitem__(0, 4),
    lambda data: data[2].__setitem__(0, -1),
    lambda data: data[2].__setitem__(-1, len(data[1]) + 3),
    lambda data: data[2].pop(),
    lambda data: data[2].append(0),
    lambda data: first_row(data)[1].__setitem__(0, 10_000),
    lambda data: first_row(data)[1].__setitem__(0, -1),
    lambda data: first_row(data)[1].append(0),
    lambda data: first_row(data).pop(),
    lambda data: first_row(data).__setitem__(2, ["no field"]),
    lambda data: first_row(data)[0][0].__setitem__(0, 10_000),
    lambda data: first_row(data)[0][0].__setitem__(0, -1),
    lambda data: data[3].__setitem__("unheard-of", []),
], 3))
def test_damaged_data_is_no_diagram(damage: Callable[[Any], None]) -> None:
    data = json.loads(kept_text())
    damage(data)
    again = undecided()
    with pytest.raises((ValueError, LookupError)):
        restore(again, Compiled(*data))
    assert compiled(again) == fresh()
