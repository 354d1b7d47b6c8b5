"""Answers at edges, on small random instruments: they hold where they come from, and they see every change of one test that matters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from essfund import Catalogue, Instrument, Profile
from essfund.engine.boundaries.comparing import Comparison
from essfund.engine.boundaries.deriving import derive
from essfund.engine.boundaries.viewpoint import Viewpoint
from essfund.engine.match import Matcher
from essfund.loading.boundary_text import boundaries_text
from essfund.model.boundaries import UNKNOWN
from essfund.model.catalogue import Offer
from essfund.model.condition import AllOf, AnyOf, Condition, Leaf, Not, Strength, Test, leaves
from essfund.model.fields import FIELDS
from tests.laws.universes import CATALOGUE, LEAVES, POSSIBLE, TOOL, instruments, members

if TYPE_CHECKING:
    from essfund.model.boundaries import Boundaries

SOME = settings(max_examples=60, deadline=None)


def alone(instrument: Instrument) -> Catalogue:
    """Return a catalogue that holds one instrument."""
    return replace(CATALOGUE, instruments={instrument.id: instrument})


def views(catalogue: Catalogue, instrument: Instrument, found: Boundaries) -> list[Viewpoint]:
    """Return the profiles of a file as a catalogue sees them."""
    words = CATALOGUE.vocabularies
    profiles = [
        Profile({key: FIELDS[key].kind.read(value, words.of(FIELDS[key].vocabulary)) for key, value in one.profile.items()})
        for one in found.profiles
    ]
    return [
        Viewpoint(catalogue, instrument, one.offer, profile, one.as_of) for one, profile in zip(found.profiles, profiles, strict=True)
    ]


def compared(instrument: Instrument, found: Boundaries) -> Comparison:
    catalogue = alone(instrument)
    return Comparison(catalogue, instrument, found, views(catalogue, instrument, found))


@SOME
@given(instrument=instruments())
def test_what_is_derived_holds_and_leaves_no_gap(instrument: Instrument) -> None:
    found = derive(alone(instrument), instrument)
    comparison = compared(instrument, found)
    assert list(comparison.differences()) == []
    assert list(comparison.gaps()) == []
    assert comparison.edges[0] == comparison.edges[1]


@SOME
@given(instrument=instruments())
def test_deriving_again_from_what_was_reviewed_changes_nothing(instrument: Instrument) -> None:
    catalogue = alone(instrument)
    found = derive(catalogue, instrument)
    again = derive(catalogue, instrument, views(catalogue, instrument, found))
    assert boundaries_text(again) == boundaries_text(found)


@SOME
@given(instrument=instruments())
def test_an_answer_at_an_edge_is_that_of_matching(instrument: Instrument) -> None:
    catalogue = alone(instrument)
    found = derive(catalogue, instrument)
    for one, view in zip(found.profiles, views(catalogue, instrument, found), strict=True):
        result = next(r for r in Matcher(catalogue, view.profile, view.day).result(instrument).offers if r.offer.id == view.name)
        unmet = [finding.condition.short_id for finding in result.findings if finding.status.value == "unmet"]
        assert view.answer() == " ".join([result.verdict.value, *unmet])
        assert all(answers for answers in one.vary.values())


def with_leaf(test: Test, place: int, other: Test) -> Test:
    """Return a test with one of its leaves, counted in reading order, replaced."""
    if isinstance(test, Leaf):
        return other
    if isinstance(test, Not):
        return Not(with_leaf(test.part, place, other))
    parts = []
    for part in test.parts:
        count = sum(1 for _ in leaves(part))
        parts.append(with_leaf(part, place, other) if 0 <= place < count else part)
        place -= count
    return type(test)(tuple(parts))


def changed(instrument: Instrument, condition: Condition, test: Test) -> Instrument:
    """Return an instrument with another test in one condition."""

    def put(listed: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(replace(one, test=test) if one is condition else one for one in listed)

    offers = tuple(replace(one, conditions=put(one.conditions)) for one in instrument.offers)
    return replace(instrument, conditions=put(instrument.conditions), offers=offers)


def by_one(old: Leaf, data: st.DataObject) -> Leaf:
    """Return another test of the same field: one operator, or one member or unit, apart."""
    other = data.draw(LEAVES.filter(lambda leaf: isinstance(leaf, Leaf) and leaf.field == old.field))
    assert isinstance(other, Leaf)
    if data.draw(st.booleans()) or isinstance(old.argument, bool):
        return Leaf(old.field, other.operator, old.argument, old.written) if not isinstance(old.argument, bool) else other
    if isinstance(old.argument, int):
        moved = max(0, old.argument + data.draw(st.sampled_from([-1, 1])))
        return Leaf(old.field, old.operator, moved, moved)
    assert isinstance(old.argument, frozenset)
    assert isinstance(other.argument, frozenset)
    member = data.draw(st.sampled_from(sorted(other.argument)))
    moved_set = old.argument ^ {member}
    return Leaf(old.field, old.operator, moved_set or old.argument, moved_set)


@settings(max_examples=150, deadline=None)
@given(instrument=instruments(), data=st.data())
def test_every_change_of_one_test_that_some_enterprise_notices_is_seen(instrument: Instrument, data: st.DataObject) -> None:
    assume(instrument.all_conditions)
    condition = data.draw(st.sampled_from(instrument.all_conditions))
    listed = list(leaves(condition.test))
    place = data.draw(st.integers(0, len(listed) - 1))
    assume(listed[place].field != "naf")
    test = with_leaf(condition.test, place, by_one(listed[place], data))
    found = derive(alone(instrument), instrument)
    differs = bool((members(test) ^ members(condition.test)) & POSSIBLE)
    seen = list(compared(changed(instrument, condition, test), found).differences())
    if differs:
        assert seen
    else:
        assert all(UNKNOWN in one.subject for one in seen), "a known answer changed although the rule means the same"


def several(*ids: str) -> Leaf:
    return Leaf("purposes", "any_of", frozenset(ids), ids)


def test_an_id_that_cannot_decide_alone_is_tried_beside_others() -> None:
    rest = AnyOf((several("export"), AllOf((several("etude"), Leaf("esus", "is", argument=True, written=True)))))
    both = []
    for first in (several("bfr", "export"), several("export")):
        condition = Condition("c", "c", AllOf((first, rest)), Strength.ESTABLISHED, ("source",))
        entry = next(iter(TOOL.offers.values()))
        offers = (Offer("o", entry, (condition,), ()),)
        both.append(Instrument("small", replace(TOOL, offers={"o": entry}), (), (), offers))
    seen = list(compared(both[1], derive(alone(both[0]), both[0])).differences())
    assert [one.subject for one in seen if "+" in one.subject] == ["purposes bfr + etude"]
