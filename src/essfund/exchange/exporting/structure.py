"""Rules as structure: the test of a condition as `rules.yaml` would write it, shared conditions written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.model.condition import AllOf, Leaf, Not

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition, Reservation, Test


def structure(test: Test) -> dict[str, Any]:
    """Return a test as plain data; reading it back gives the same test."""
    if isinstance(test, Leaf):
        value = list(test.written) if isinstance(test.written, tuple) else test.written
        return {test.field: value if test.operator == "is" else {test.operator: value}}
    if isinstance(test, Not):
        return {"not": structure(test.part)}
    return {"all" if isinstance(test, AllOf) else "any": [structure(part) for part in test.parts]}


def rules(conditions: Iterable[Condition], reservations: Iterable[Reservation], offer: str = "") -> list[dict[str, Any]]:
    """Return conditions and reservations as plain data; `offer` names the offer that asks them."""
    of = {"offer": offer} if offer else {}
    found: list[dict[str, Any]] = []
    for one in conditions:
        period = {key: day.isoformat() for key, day in (("from", one.first_day), ("until", one.last_day)) if day}
        found.append({"id": one.id, **of, "test": structure(one.test), "strength": one.strength.value, **period,
                      "sources": list(one.sources)})
    for each in reservations:
        found.append({"id": each.id, **of, "reservation": {"fr": each.text.fr, "en": each.text.en},
                      "strength": each.strength.value, "sources": list(each.sources)})
    return found


def all_rules(instrument: Instrument) -> list[dict[str, Any]]:
    """Return what an instrument asks, then what each offer asks besides, as plain data."""
    found = rules(instrument.conditions, instrument.reservations)
    for offer in instrument.offers:
        found += rules(offer.conditions, offer.reservations, offer.id)
    return found
