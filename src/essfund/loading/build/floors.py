"""Conditions that follow from an amount: the need, and whatever a ceiling is computed from, must reach the floor."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from essfund.model.condition import Condition, Leaf, Origin, Strength
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.tool import Amount

WEAKEST_FIRST = (Strength.INFERRED, Strength.PROBABLE, Strength.ESTABLISHED)


def weaker(first: Strength, second: Strength) -> Strength:
    """Return the weaker of two strengths."""
    return min(first, second, key=WEAKEST_FIRST.index)


def floor_conditions(scope: str, amount: Amount, origin: Origin = Origin.FLOOR) -> Iterator[Condition]:
    """Yield the conditions that an amount implies.

    A need below the floor is a refusal like any other. A ceiling of 50 % of the cost under a floor of 30,000 euros
    means that the cost must reach 60,000: below, the offer cannot pay its own minimum.
    """
    floor = amount.at_least
    if not floor:
        return
    sources = amount.source or ()
    yield _condition(scope, "amount_needed", floor, amount.strength, sources, origin)
    for limit in amount.limits:
        if limit.of is None:
            continue
        least = ceil(floor / limit.each) if limit.each else ceil(floor * 100 / (limit.share or 100))
        yield _condition(scope, limit.of, least, weaker(amount.strength, limit.strength), limit.source, origin)


def _condition(
    scope: str, field: str, least: int, strength: Strength, sources: tuple[str, ...], origin: Origin
) -> Condition:
    name = f"plancher-{field.replace('_', '-')}"
    leaf = Leaf(field, "at_least", least * getattr(FIELDS[field].kind, "scale", 1), least)
    return Condition(f"{scope}.{name}", name, leaf, strength, sources, origin)
