"""What of an instrument depends on the day and not on the profile; worked out once a day for each catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from essfund.engine.amounts import offer_range
from essfund.engine.availability import availability_on, closes_on, last_proof
from essfund.engine.decision import AskedConditions, decider
from essfund.model.condition import Leaf, Strength
from essfund.model.field_types import SeveralType
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.engine.decision import Diagram
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation
    from essfund.model.report import Range
    from essfund.model.verdict import Availability


class DatedOffer(NamedTuple):
    """Window on a day: what it asks with its instrument, how well that is known in [0, 1], and its amount if that depends on nothing."""

    offer: Offer
    conditions: tuple[Condition, ...]
    reservations: tuple[Reservation, ...]
    evidence: float | None
    range: Range | None


class DatedInstrument(NamedTuple):
    """An instrument on a day. `made_for` are the legal forms it was made for, sets opened; `singling_out` its tests that few pass.

    The first `shared` conditions of every offer are those of the instrument; `diagram` decides about all offers.
    """

    availability: Availability
    offers: tuple[DatedOffer, ...]
    made_for: frozenset[str]
    cost: float | None
    proximity: float | None
    shared: int
    asked: tuple[AskedConditions, ...]
    diagram: Diagram | None
    singling_out: tuple[tuple[Leaf, float], ...]
    last_proof: str | None
    closes_on: date | None


class DatedInstruments(dict[str, DatedInstrument]):
    """The dated instruments of one day, each worked out when it is first asked for."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        super().__init__()
        self.catalogue, self.day = ref(catalogue), day

    def __missing__(self, key: str) -> DatedInstrument:
        catalogue = self.catalogue()
        assert catalogue is not None
        return self.setdefault(key, _dated_instrument(catalogue, catalogue.instruments[key], self.day))


KNOWN: WeakKeyDictionary[Catalogue, dict[date, DatedInstruments]] = WeakKeyDictionary()
MOST_DAYS = 64


def dated_instruments(catalogue: Catalogue, day: date) -> DatedInstruments:
    """Every instrument on a day, by its id."""
    days = KNOWN.setdefault(catalogue, {})
    if day not in days:
        if len(days) >= MOST_DAYS:
            days.clear()
        days[day] = DatedInstruments(catalogue, day)
    return days[day]


def _dated_instrument(catalogue: Catalogue, instrument: Instrument, day: date) -> DatedInstrument:
    tool, rules, forms = instrument.tool, catalogue.ranking, catalogue.vocabularies.legal_form
    offers = tuple(_dated_offer(catalogue, instrument, offer, day) for offer in offers_on(instrument, day))
    asked = tuple(AskedConditions(offer.conditions) for offer in offers)
    return DatedInstrument(
        availability=availability_on(day, tool, catalogue),
        offers=offers,
        made_for=frozenset().union(*(forms.expand(name) or () for name in tool.dedicated_to)),
        cost=rules.cost.get(tool.cost or ""),
        proximity=rules.proximity.get(tool.reach),
        shared=len(applying(instrument.conditions, day)),
        asked=asked,
        diagram=decider(catalogue).diagram(asked),
        singling_out=tuple(_singling_out(catalogue, applying(instrument.all_conditions, day))),
        last_proof=last_proof(day, tool, catalogue.sources),
        closes_on=closes_on(day, tool),
    )


QUALITY = 0.7
"""How much a quality that is asked for singles an instrument out: most enterprises do not have it."""


def _singling_out(catalogue: Catalogue, conditions: tuple[Condition, ...]) -> Iterator[tuple[Leaf, float]]:
    """Yield the tests that stand alone in a condition and that few enterprises pass, with how few, in [0, 1]: qualities, purposes."""
    for leaf in dict.fromkeys(item.test for item in conditions if isinstance(item.test, Leaf)):
        kind = FIELDS[leaf.field].kind
        if leaf.argument is True:
            yield leaf, QUALITY
        elif isinstance(kind, SeveralType) and leaf.operator == "any_of" and isinstance(leaf.argument, frozenset):
            yield leaf, QUALITY * (1 - len(leaf.argument) / len(catalogue.vocabularies.purposes.ids))


def _dated_offer(catalogue: Catalogue, instrument: Instrument, offer: Offer, day: date) -> DatedOffer:
    conditions, amount = applying(instrument.conditions + offer.conditions, day), offer.entry.amount
    values = catalogue.ranking.evidence
    known = [values.get(condition.strength.value, 0.0) for condition in conditions]
    evidence = sum(known) / len(known) if known else values.get(Strength.ESTABLISHED.value)
    fixed = None if amount.limits else offer_range(amount)
    return DatedOffer(offer, conditions, instrument.reservations + offer.reservations, evidence, fixed)


def offers_on(instrument: Instrument, day: date) -> tuple[Offer, ...]:
    """Windows that can be looked at on a day: those that run, or all of them when none does."""
    return tuple(offer for offer in instrument.offers if offer.entry.runs_on(day)) or instrument.offers


def applying(conditions: tuple[Condition, ...], day: date) -> tuple[Condition, ...]:
    """Conditions that apply on a day."""
    return tuple(condition for condition in conditions if condition.applies_on(day))
