"""Rules as structure: the test of a condition as `rules.yaml` would write it, shared conditions written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.models.condition import All, Leaf, Not

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.models.condition import Condition, Reservation, Test


def structure(test: Test) -> dict[str, Any]:
    """Return a test as plain data; reading it back gives the same test."""
    if isinstance(test, Leaf):
        value = list(test.written) if isinstance(test.written, tuple) else test.written
        return {test.field: value if test.operator == "is" else {test.operator: value}}
    if isinstance(test, Not):
        return {"not": structure(test.part)}
    return {"all" if isinstance(test, All) else "any": [structure(part) for part in test.parts]}


def rules(conditions: Iterable[Condition], reservations: Iterable[Reservation]) -> list[dict[str, Any]]:
    """Return conditions and reservations as plain data."""
    found: list[dict[str, Any]] = [
        {"id": one.id, "test": structure(one.test), "strength": one.strength.value, "sources": list(one.sources)}
        for one in conditions
    ]
    found += [
        {"id": one.id, "reservation": {"fr": one.text.fr, "en": one.text.en}, "strength": one.strength.value,
         "sources": list(one.sources)}
        for one in reservations
    ]
    return found
