"""Where the conditions of a catalogue stand in the documents they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.condition import Origin

if TYPE_CHECKING:
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition

ConditionPlace = tuple[str, tuple[object, ...]]
"""A document and a path in it."""


def place_of(instrument: Instrument, condition: Condition) -> ConditionPlace:
    """Return where a condition of an instrument is written; one that follows from an amount stands at that amount."""
    base: tuple[object, ...] = ("instruments", instrument.id)
    for index, one in enumerate(instrument.conditions):
        if one is condition:
            return "rules", (*base, "requires", index)
    for offer in instrument.offers:
        for index, one in enumerate(offer.conditions):
            if one is condition and one.origin is Origin.FLOOR:
                return "tools", ("tools", instrument.id, "offers", offer.id, "amount", "at_least")
            if one is condition:
                return "rules", (*base, "offers", offer.id, "requires", index)
    raise LookupError(condition.id)
