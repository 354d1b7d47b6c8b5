"""What a comparison claims is what `match` answers on both sides: on the bundled catalogue, changed at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from essfund import read_profile
from essfund.engine import regions
from essfund.engine.availability import availability_on
from essfund.engine.match import Matcher
from essfund.engine.timeline import periods
from essfund.model.condition import leaves
from essfund.model.field_types import Interval
from essfund.model.field_types.number import first_passing_or_failing
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.verdict import LEVELS, Verdict
from essfund.review.diff import compare
from essfund.review.diff.golden import readable
from essfund.review.diff.model import AmountKind, CatalogueVersion, ChangedEnterprise, Comparison, EffectKind, InstrumentStatus
from tests.depth import sliced
from tests.diff.catalogues import DAY, bundled, changed, side_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from essfund.core.diagnostics import Witness
    from essfund.engine.golden_cases import Trial
    from essfund.model.report import OfferResult, Result
    from essfund.review.diff.model import GoldenChange, InstrumentChange

SEEDS = range(32)
SOME = sliced(SEEDS, 16)
OLD = side_of(bundled(), "old")
MIRROR = {EffectKind.NOBODY: EffectKind.NOBODY, EffectKind.BOTH: EffectKind.BOTH, EffectKind.WIDER: EffectKind.NARROWER, EffectKind.NARROWER: EffectKind.WIDER}
UPSIDE_DOWN = {
    AmountKind.HIGHER: AmountKind.LOWER, AmountKind.STATED: AmountKind.UNSTATED, AmountKind.FLOOR_UP: AmountKind.FLOOR_DOWN,
}
UPSIDE_DOWN |= {value: key for key, value in UPSIDE_DOWN.items()}


@cache
def comparison(seed: int) -> Comparison:
    return compare(OLD, changed(seed), day=DAY)


def answer(side: CatalogueVersion, tool: str, profile: Profile, day: date) -> Result:
    return Matcher(side.catalogue, profile, day).result(side.catalogue.instruments[tool])


def answers(found: Comparison, one: InstrumentChange, witness: Witness) -> list[Result | None]:
    sides = ((found.old, one.old), (found.new, one.new))
    return [
        answer(side, it.id, read_profile(side.catalogue, dict(witness.profile)), witness.day) if it else None for side, it in sides
    ]


def offer_in(result: Result | None, offer: str) -> OfferResult | None:
    return next((one for one in result.offers if one.offer.id == offer), None) if result else None


def verdict(result: Result | OfferResult | None) -> Verdict:
    return result.verdict if result else Verdict.INELIGIBLE


def shown(one: InstrumentChange) -> Iterator[ChangedEnterprise]:
    if one.effect:
        yield from (step.shown for step in one.effect.transitions)
        for rule in one.effect.rules:
            yield from (found for found in (rule.gained, rule.lost) if found)


@pytest.mark.parametrize("seed", SOME)
def test_both_catalogues_answer_every_witness_as_it_is_said(seed: int) -> None:
    found = comparison(seed)
    for one in found.instruments:
        for item in shown(one):
            results = answers(found, one, item.witness)
            both = [offer_in(result, item.offer) for result in results] if item.offer else results
            assert [verdict(it) for it in both] == [item.before, item.after], (one.id, item)
        for rule in one.effect.rules if one.effect else ():
            assert rule.gained is None or rule.gained.better
            assert rule.lost is None or not rule.lost.better
        for amount in one.effect.amounts if one.effect else ():
            offers = [offer_in(result, amount.offer) for result in answers(found, one, amount.witness)]
            assert [it and it.verdict for it in offers] == [Verdict.ELIGIBLE, Verdict.ELIGIBLE]
            assert [it and it.amount[:3] for it in offers] == [amount.before[:3], amount.after[:3]]
            assert moved(amount.before, amount.after, amount.kind), (one.id, amount)


def moved(before: tuple[object, ...], after: tuple[object, ...], kind: AmountKind) -> bool:
    (low, high), (floor, ceiling) = before[:2], after[:2]
    if kind in {AmountKind.HIGHER, AmountKind.LOWER}:
        # a ceiling over a sum, one part of which the witness leaves open, has no bound: it is above any
        least, most = (high, ceiling) if kind is AmountKind.HIGHER else (ceiling, high)
        assert isinstance(least, int)
        return most is None or (isinstance(most, int) and most > least)
    if kind in {AmountKind.STATED, AmountKind.UNSTATED}:
        return (high is None, ceiling is None) == ((True, False) if kind is AmountKind.STATED else (False, True)) or high == ceiling
    assert isinstance(low, int)
    assert isinstance(floor, int)
    return floor > low if kind is AmountKind.FLOOR_UP else floor < low


def whole_profile(found: Comparison, one: InstrumentChange, chance: random.Random) -> Profile:
    """Return an enterprise of which everything is known that the rules and amounts of an instrument ask, near their bounds."""
    tests: dict[str, list[tuple[str, Hashable]]] = {}
    for it in (one.old, one.new):
        for leaf in (leaf for condition in it.all_conditions for leaf in leaves(condition.test)) if it else ():
            tests.setdefault(leaf.field, []).append((leaf.operator, leaf.argument))
        for limit in (limit for offer in it.offers for limit in offer.entry.amount.limits) if it else ():
            for key in limit.fields:
                tests.setdefault(key, [])
    values: dict[str, Hashable] = {}
    for key, asked in tests.items():
        kind, words = FIELDS[key].kind, found.old.catalogue.vocabularies.of(FIELDS[key].vocabulary)
        if kind.name == "flag":
            values[key] = chance.random() < 0.5
        elif words:
            common = sorted(words.ids & getattr(found.new.catalogue.vocabularies.of(FIELDS[key].vocabulary), "ids", frozenset()))
            values[key] = frozenset(chance.sample(common, 1 if kind.name == "choice" else chance.choice([1, 2])))
        elif kind.name == "code":
            values[key] = chance.choice(["64.19Z", "01.11Z", "88.99B", "62.01Z", "68.20A"])
        else:
            edges = [first_passing_or_failing(op, arg) for op, arg in asked if isinstance(arg, int)] or [0]
            value = max(0, chance.choice([*edges, chance.choice([1, 7, 40_000, 150_000, 900_000])]) + chance.choice([-1, 0, 1]))
            values[key] = Interval(value, value)
    return Profile(values)


def tried(found: Comparison, one: InstrumentChange, seed: int) -> Iterator[tuple[Profile, date]]:
    chance = random.Random(seed)
    days = [period.day for period in periods([it for it in (one.old, one.new) if it], DAY)]
    for _ in range(150):
        yield whole_profile(found, one, chance), chance.choice(days)


@pytest.mark.parametrize("seed", SOME)
def test_whoever_is_answered_differently_is_foreseen(seed: int) -> None:
    found = comparison(seed)
    for one in found.instruments:
        steps = {(step.shown.before, step.shown.after): step.spans for step in one.effect.transitions} if one.effect else {}
        for profile, day in tried(found, one, seed):
            results = [answer(side, it.id, profile, day) if it else None for side, it in ((found.old, one.old), (found.new, one.new))]
            before, after = (verdict(result) for result in results)
            if before is not after:
                assert any((s.first is None or s.first <= day) and (s.last is None or day <= s.last) for s in steps[before, after])
                better = LEVELS.index(after) > LEVELS.index(before)
                assert one.effect
                if one.old and one.new:
                    assert any(rule.gained if better else rule.lost for rule in one.effect.rules)
            amounts_are_foreseen(one, results)


def amounts_are_foreseen(one: InstrumentChange, results: list[Result | None]) -> None:
    kinds = {(amount.offer, amount.kind) for amount in one.effect.amounts} if one.effect else set()
    for offer in results[0].offers if results[0] else ():
        other = offer_in(results[1], offer.offer.id)
        if other is None or offer.verdict is not Verdict.ELIGIBLE or other.verdict is not Verdict.ELIGIBLE:
            continue
        high, ceiling = offer.amount.high, other.amount.high
        if high is not None and ceiling is not None and high != ceiling:
            assert (offer.offer.id, AmountKind.HIGHER if ceiling > high else AmountKind.LOWER) in kinds
        if offer.amount.low != other.amount.low:
            assert {(offer.offer.id, AmountKind.FLOOR_UP), (offer.offer.id, AmountKind.FLOOR_DOWN)} & kinds


def key_of(one: Trial | GoldenChange) -> Hashable:
    return one.day, frozenset(one.profile.values.items()), frozenset(one.profile.answers.items())


def matchers(side: CatalogueVersion) -> dict[Hashable, Matcher]:
    """Return what answers each golden profile on its day, for all instruments of a catalogue."""
    return {key_of(one): Matcher(side.catalogue, one.profile, one.day) for one in OLD.golden}


@cache
def of_old() -> dict[Hashable, Matcher]:
    return matchers(OLD)


@pytest.mark.parametrize("seed", sliced(SEEDS, 32))
def test_golden_profiles_and_days_agree_with_brute_force(seed: int) -> None:
    found = comparison(seed)
    by_tool = {one.id: one for one in found.instruments}
    asked = {key_of(one): one for one in OLD.golden}
    of_new = matchers(found.new)
    read_by_both = {one for one, golden in asked.items() if all(readable(golden.profile, side.catalogue) for side in (OLD, found.new))}
    if found.changed:
        assert found.profiles + found.unread == len(asked)
    for key, new in found.new.catalogue.instruments.items():
        one = by_tool.get(key)
        old = one.old if one else OLD.catalogue.instruments[key]
        listed = {key_of(change) for change in one.golden} if one else set()
        if old is None:
            continue
        for place, golden in asked.items():
            before, after = of_old()[place].result(OLD.catalogue.instruments[old.id]), of_new[place].result(new)
            same = (before.verdict, before.availability, before.offer.offer.id, before.amount[:3]) == (
                after.verdict, after.availability, after.offer.offer.id, after.amount[:3])
            refused = before.verdict is after.verdict is Verdict.INELIGIBLE
            if place in read_by_both and not (key != old.id and golden.profile.answers):
                assert (place in listed) == (not same and not refused), (key, golden.case)
        for change in one.effect.availability if one and one.effect else ():
            for day in filter(None, change.span):
                for side, it, state in ((found.old, old, change.before), (found.new, new, change.after)):
                    assert availability_on(day, it.tool, side.catalogue) is state
        spans = [change.span for change in one.effect.availability] if one and one.effect else []
        for days in range(-1500, 3200, 37):
            day = DAY + timedelta(days=days)
            states = [
                availability_on(day, it.tool, side.catalogue)
                for side, it in ((OLD, old), (found.new, new))
            ]
            inside = any((s.first is None or s.first <= day) and (s.last is None or day <= s.last) for s in spans)
            assert inside == (states[0] is not states[1]), (key, day)


@pytest.mark.parametrize("seed", SOME)
def test_backwards_is_the_mirror(seed: int) -> None:
    found = comparison(seed)
    back = compare(found.new, found.old, day=DAY)
    assert found.changed == back.changed
    mirrored = {InstrumentStatus.ADDED: InstrumentStatus.REMOVED, InstrumentStatus.REMOVED: InstrumentStatus.ADDED}
    there = {one.new.id if one.new else one.id: one for one in back.instruments}
    there |= {one.id: one for one in back.instruments if one.new is None}
    assert len(found.instruments) == len(back.instruments)
    for one in found.instruments:
        other = there[one.old.id if one.old else one.id]
        assert other.status is mirrored.get(one.status, one.status)
        fields = [sorted([str((f.path, f.old and "x", f.new and "x")) for f in it.fields]) for it in (one, other)]
        assert len(fields[0]) == len(fields[1])
        assert len(one.golden) == len(other.golden)
        assert sorted(-change.step for change in one.golden) == sorted(change.step for change in other.golden)
        if one.effect and other.effect:
            assert other.effect.turn is MIRROR[one.effect.turn]
            steps = [{(s.shown.before, s.shown.after, s.spans) for s in it.transitions} for it in (one.effect, other.effect)]
            assert {(b, a, spans) for a, b, spans in steps[0]} == steps[1]
            amounts = [{(a.offer, a.kind) for a in it.amounts} for it in (one.effect, other.effect)]
            assert {(offer, UPSIDE_DOWN[kind]) for offer, kind in amounts[0]} == amounts[1]
            rules = [{(r.id, bool(r.gained), bool(r.lost)) for r in it.rules} for it in (one.effect, other.effect)]
            assert {(key, lost, gained) for key, gained, lost in rules[0]} == rules[1]
    assert sorted((e.kind.value, e.id, len(e.fields)) for e in found.entries) == sorted(
        (e.kind.value, e.id, len(e.fields)) for e in back.entries)
    assert {(a.field, a.id, not a.added, a.tools) for a in found.arrivals} == {tuple(a) for a in back.arrivals}


def test_rules_too_intricate_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "LEAST_WORK", 40)
    monkeypatch.setattr(regions, "WORK_PER_TEST", 0)
    data = bundled()
    data["rules"]["shared"]["siege-occitanie"]["departement"]["in"] = ["31"]
    data["vocabularies"]["legal_forms"]["forme-nouvelle"] = {"fr": "Forme nouvelle", "en": "New form"}
    found = compare(OLD, side_of(data), day=DAY)
    assert EffectKind.UNDECIDED in {one.effect.turn for one in found.instruments if one.effect}
    assert [one.tools for one in found.arrivals] == [None]
    assert any(one.golden for one in found.instruments)


@pytest.mark.slow
def test_random_changes_are_of_every_kind() -> None:
    found = [comparison(seed) for seed in SEEDS]
    effects = [one.effect for it in found for one in it.instruments if one.effect]
    assert {effect.turn for effect in effects} == set(EffectKind) - {EffectKind.UNDECIDED}
    assert {amount.kind for effect in effects for amount in effect.amounts} >= {AmountKind.HIGHER, AmountKind.LOWER, AmountKind.FLOOR_UP}
    assert any(rule.gained is None and rule.lost is None for effect in effects for rule in effect.rules)
    assert any(effect.moves_offers for effect in effects)
    assert any(effect.availability for effect in effects)
    assert {one.status for it in found for one in it.instruments} >= {InstrumentStatus.CHANGED, InstrumentStatus.RENAMED, InstrumentStatus.REMOVED}
    assert any(it.arrivals for it in found)


@pytest.mark.parametrize("old", [OLD, changed(3)])
def test_a_catalogue_does_not_differ_from_itself(old: CatalogueVersion) -> None:
    again = side_of(bundled(), "again") if old is OLD else old
    assert not compare(old, again, day=DAY).changed
    other = replace(old, catalogue=replace(old.catalogue, digest="sha256:1"))
    found = compare(old, other, day=DAY)
    assert not found.changed
    assert found.profiles
