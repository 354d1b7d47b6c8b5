"""Which edges an instrument has, and which of them a standpoint shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.boundaries.days import turns
from essfund.engine.boundaries.values import AGE, AS_OF, near, tested, varied
from essfund.models.condition import leaves
from essfund.models.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.boundaries.ground import Ground, Point
    from essfund.engine.boundaries.viewpoint import Viewpoint
    from essfund.engine.regions import Region
    from essfund.models.condition import Condition


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


def edges(ground: Ground) -> list[Edge]:
    """Return every edge of an instrument that some enterprise shows."""
    found = []
    for number, hinge in enumerate(ground.hinges):
        for place in _places(ground, hinge.leaf.field):
            turning = hinge.turning
            for index, bit in place.items():
                turning = ground.space.given(turning, index, bit)
            if not ground.space.empty(turning):
                found.append(Edge(hinge.condition, hinge.leaf.field, number, tuple(place.items()), turning))
    for condition in ground.instrument.all_conditions:
        unmet = ground.space.negate(ground.space.test(condition.test))
        if (condition.first_day or condition.last_day) and not ground.space.empty(unmet):
            found.append(Edge(condition, AS_OF, -1, (), unmet))
    return found


def _places(ground: Ground, field: str) -> Iterator[Point]:
    """Yield the parts into which the tests cut a field; of one that holds several ids, those where it holds a single one."""
    vocabulary = ground.catalogue.vocabularies.of(FIELDS[field].vocabulary)
    if FIELDS[field].kind.name == "several" and vocabulary is not None:
        places = [ground.place(field, frozenset([one])) or {} for one in vocabulary.terms]
        yield from {tuple(place.items()): place for place in places}.values()
        return
    (index,) = ground.space.of_field[field]
    for bit in range(len(ground.space.variables[index].cells)):
        yield {index: bit}


def shows(ground: Ground, view: Viewpoint, edge: Edge, point: Point) -> bool:
    """Whether a standpoint, which lies at a point, shows an edge once the field is varied."""
    if edge.field == AS_OF:
        offers = [offer.conditions for offer in ground.instrument.offers if offer.id == view.name]
        return edge.condition in (*ground.instrument.conditions, *offers[0]) and ground.holds(edge.turning, point)
    return any(edge.condition is one for one in view.conditions) and ground.holds(edge.turning, point)


def wanted(ground: Ground, view: Viewpoint, field: str) -> list[str]:
    """Return the values that a standpoint tries when it varies a field as people type it."""
    if field == AS_OF:
        return turns(ground.instrument)
    found = [leaf for condition in view.conditions for leaf in leaves(condition.test) if leaf.field == tested(field)]
    return near(tested(field), found, ground.catalogue.vocabularies, view.day)


class Plan:
    """Standpoints in order, each with the fields it varies: those where it shows an edge that no earlier one does.

    The first standpoint of an offer varies every field that the offer looks at.
    """

    def __init__(self, ground: Ground) -> None:
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
