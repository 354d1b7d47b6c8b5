"""Which edges an instrument has, and which of them a standpoint shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.boundaries.days import turns
from essfund.engine.boundaries.values import AGE, AS_OF, in_order, near, tested, typed, varied
from essfund.engine.regions import HELD
from essfund.model.condition import leaves
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.boundaries.ground import PivotalTest, Point, ProbeSet
    from essfund.engine.boundaries.viewpoint import Viewpoint
    from essfund.engine.regions import Region
    from essfund.model.condition import Condition

NO_DAY = date.min
"""The day does not matter where only ids are looked at."""


class Edge(NamedTuple):
    """Part of a field on one side of a test; or, where the field is the day, the period of a condition.

    `turning` are the enterprises for which the condition turns with the test once the field lies there, whatever they hold in
    that field now; for a period, those that do not meet the condition. `number` tells the tests of an instrument apart.
    """

    condition: Condition
    field: str
    number: int
    place: tuple[tuple[int, int], ...]
    turning: Region


def edges(ground: ProbeSet) -> list[Edge]:
    """Return every edge of an instrument that some enterprise shows."""
    found = []
    for number, pivotal_test in enumerate(ground.pivotal_tests):
        for place in _places(ground, pivotal_test):
            turning = ground.once(pivotal_test.turning, place)
            if not ground.space.empty(turning):
                found.append(Edge(pivotal_test.condition, pivotal_test.leaf.field, number, tuple(place.items()), turning))
    for condition in ground.instrument.all_conditions:
        unmet = ground.space.negate(ground.space.test(condition.test))
        if (condition.first_day or condition.last_day) and not ground.space.empty(unmet):
            found.append(Edge(condition, AS_OF, -1, (), unmet))
    return found


def _places(ground: ProbeSet, pivotal_test: PivotalTest) -> Iterator[Point]:
    """Yield the parts into which the tests cut a field; of one that holds several ids, those that `holdings` lie in."""
    field = pivotal_test.leaf.field
    if FIELDS[field].kind.name == "several":
        places = [ground.place(field, one) or {} for one in holdings(ground, pivotal_test)]
        yield from {tuple(place.items()): place for place in places}.values()
        return
    (index,) = ground.space.of_field[field]
    for bit in range(len(ground.space.variables[index].cells)):
        yield {index: bit}


def holdings(ground: ProbeSet, pivotal_test: PivotalTest) -> list[frozenset[str]]:
    """Return, for each id of a field that holds several, the fewest ids with it among which it alone can decide a test."""
    field, space = pivotal_test.leaf.field, ground.space
    vocabulary = ground.catalogue.vocabularies.of(FIELDS[field].vocabulary)
    found = []
    for one in vocabulary.terms if vocabulary is not None else ():
        own = ground.place(field, frozenset([one])) or {}
        if not space.empty(ground.once(pivotal_test.turning, own)):
            found.append(frozenset([one]))
            continue
        region = space.meet_all([pivotal_test.turning, *(space.literal(index, HELD) for index, bit in own.items() if bit)])
        for index, (_, atom) in ((index, space.variables[index].cells) for index in own):
            assert isinstance(atom, frozenset)
            if not own[index] and isinstance(pivotal_test.leaf.argument, frozenset) and atom <= pivotal_test.leaf.argument:
                region = space.meet(region, space.literal(index, space.variables[index].all & ~HELD))
        beside = ground.eligibility.show(region, NO_DAY)
        if beside is not None:
            held = beside.profile.get(field, ())
            assert isinstance(held, list)
            found.append(frozenset([one]) | {other for other in held if not own[_index(ground, field, other)]})
    return found


def _index(ground: ProbeSet, field: str, one: str) -> int:
    """Return the variable that stands for an id."""
    return next(index for index, bit in (ground.place(field, frozenset([one])) or {}).items() if bit)


def shows(ground: ProbeSet, view: Viewpoint, edge: Edge, point: Point) -> bool:
    """Whether a standpoint, which lies at a point, shows an edge once the field is varied."""
    if edge.field == AS_OF:
        offers = [offer.conditions for offer in ground.instrument.offers if offer.id == view.name]
        return edge.condition in (*ground.instrument.conditions, *offers[0]) and ground.holds(edge.turning, point)
    return any(edge.condition is one for one in view.conditions) and ground.holds(edge.turning, point)


def wanted(ground: ProbeSet, view: Viewpoint, field: str) -> list[str]:
    """Return the values that a standpoint tries when it varies a field as people type it."""
    if field == AS_OF:
        return turns(ground.instrument)
    found = [leaf for condition in view.conditions for leaf in leaves(condition.test) if leaf.field == tested(field)]
    *values, unknown = near(tested(field), found, ground.catalogue.vocabularies, view.day)
    if FIELDS[tested(field)].kind.name == "several":
        pivotal_tests = [one for one in ground.pivotal_tests if one.leaf.field == field and any(one.condition is c for c in view.conditions)]
        held = {one for pivotal_test in pivotal_tests for one in holdings(ground, pivotal_test) if len(one) > 1}
        values += [typed(field, one) for one in in_order(field, held, ground.catalogue.vocabularies)]
    return [*values, unknown]


class Plan:
    """Standpoints in order, each with the fields it varies: those where it shows an edge that no earlier one does.

    The first standpoint of an offer varies every field that the offer looks at.
    """

    def __init__(self, ground: ProbeSet) -> None:
        self.ground = ground
        self.open = edges(ground)
        self.taken: list[tuple[Viewpoint, list[str]]] = []

    def take(self, view: Viewpoint, fields: Sequence[str] | None = None) -> bool:
        """Add a standpoint if it shows anything new; `fields` limits what it may vary."""
        point = self.ground.point(view.values)
        first = all(other.name != view.name for other, _ in self.taken)
        shown = [
            edge for edge in self.open
            if (fields is None or varied(edge.field) in fields) and shows(self.ground, view, edge, point)
        ]
        if not (shown or first):
            return False
        self.open = [edge for edge in self.open if edge not in shown]
        chosen = {edge.field for edge in shown}
        if first:
            chosen |= {field for condition in view.conditions for field in condition.fields}
            chosen |= {AS_OF} if turns(self.ground.instrument) else set()
        self.taken.append((view, [varied(key) for key in (AS_OF, *FIELDS) if key in chosen and key != varied(AGE)]))
        return True
