"""Facts of the world: what follows from what is known, and what can be together, whatever is asked (design, section 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.truth import FALSE, TRUE, Truth
from essfund.engine.evaluate import truth_of
from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.field_types import Interval, SeveralType

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.engine.regions import Region, Space
    from essfund.model.condition import Condition, Test
    from essfund.model.vocabulary import Vocabularies

MOST_ROUNDS = 20
"""Rounds of deriving; each narrows something, and chains of facts are short."""


def derived(facts: Sequence[Condition], values: Mapping[str, Hashable], vocabularies: Vocabularies) -> dict[str, Hashable] | None:
    """Return the fields that are known better once the facts of the world are heeded, with what is then known of them.

    None for a profile that contradicts a fact: it is left as it is told, and warnings speak of it.
    """
    found = dict(values)
    heeded: dict[str, tuple[Hashable, ...]] = {}
    for _ in range(MOST_ROUNDS):
        before = dict(found)
        for fact in facts:
            seen = tuple([found.get(key) for key in fact.fields])
            if heeded.get(fact.id) == seen or not any(value is not None for value in seen):
                continue  # nothing that it speaks of was narrowed since
            heeded[fact.id] = seen
            truth = truth_of(fact.test, found)
            if truth is FALSE:
                return None
            if truth is not TRUE:
                _impose(fact.test, TRUE, found, vocabularies)
        if found == before:
            break
    return {key: value for key, value in found.items() if values.get(key) != value}


def _impose(test: Test, wanted: Truth, values: dict[str, Hashable], vocabularies: Vocabularies) -> None:
    """Narrow the values so that a test has the truth that it must have; what is open in two places stays open."""
    other = FALSE if wanted is TRUE else TRUE
    if isinstance(test, Leaf):
        _narrow(test, wanted, values, vocabularies)
    elif isinstance(test, Not):
        _impose(test.part, other, values, vocabularies)
    elif isinstance(test, AllOf) is (wanted is TRUE):  # all must hold, or none may
        for part in test.parts:
            _impose(part, wanted, values, vocabularies)
    else:
        left = [part for part in test.parts if truth_of(part, values) is not other]
        if len(left) == 1:
            _impose(left[0], wanted, values, vocabularies)


def _narrow(leaf: Leaf, wanted: Truth, values: dict[str, Hashable], vocabularies: Vocabularies) -> None:
    field, known = vocabularies.fields[leaf.field], values.get(leaf.field)
    if isinstance(field.kind, SeveralType):
        return
    cells = field.kind.cells([(leaf.operator, leaf.argument)], known, vocabularies.of(field.vocabulary))
    kept = [cell for cell in cells if field.kind.evaluate(leaf.operator, leaf.argument, cell) is wanted]
    if not kept or len(kept) == len(cells):
        return
    spans, sets = [cell for cell in kept if isinstance(cell, Interval)], [cell for cell in kept if isinstance(cell, frozenset)]
    if spans:
        values[leaf.field] = Interval(spans[0].low, spans[-1].high)  # cells of a number come in order
    elif sets:
        values[leaf.field] = frozenset().union(*sets)
    elif len(kept) == 1:
        values[leaf.field] = kept[0]


def heeding(facts: Iterable[Condition], fields: frozenset[str]) -> list[Condition]:
    """Facts of the world that speak of some of these fields."""
    return [fact for fact in facts if fields.intersection(fact.fields)]


def world(space: Space, facts: Iterable[Condition], fields: frozenset[str]) -> Region:
    """What some fields can be together, by the facts of the world; a field that no rule looks at never counts as missing."""
    heeded = heeding(facts, fields)
    found = space.meet_all(space.test(fact.test) for fact in heeded)
    for key in dict.fromkeys(key for fact in heeded for key in fact.fields if key not in fields):
        found = space.some(found, key)
    return found
