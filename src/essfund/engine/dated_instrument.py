"""What of an instrument depends on the day and not on the profile; worked out once a day for each catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from essfund.engine.availability import availability_on
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition
    from essfund.model.verdict import Availability


class DatedOffer(NamedTuple):
    """A window that can be looked at on the day, its conditions of that day, and how well they are known, in [0, 1]."""

    offer: Offer
    conditions: tuple[Condition, ...]
    evidence: float | None


class DatedInstrument(NamedTuple):
    """An instrument on a day. `made_for` are the legal forms it was made for, sets opened."""

    availability: Availability
    conditions: tuple[Condition, ...]
    offers: tuple[DatedOffer, ...]
    made_for: frozenset[str]
    cost: float | None
    proximity: float | None


class Standings(dict[str, DatedInstrument]):
    """The standings of one day, each worked out when it is first asked for."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        super().__init__()
        self.catalogue = ref(catalogue)
        self.day = day

    def __missing__(self, key: str) -> DatedInstrument:
        catalogue = self.catalogue()
        assert catalogue is not None
        found = self[key] = _standing(catalogue, catalogue.instruments[key], self.day)
        return found


KNOWN: WeakKeyDictionary[Catalogue, dict[date, Standings]] = WeakKeyDictionary()
MOST_DAYS = 64


def dated_instruments(catalogue: Catalogue, day: date) -> Standings:
    """Return the standing of every instrument on a day, by its id."""
    days = KNOWN.setdefault(catalogue, {})
    if day not in days:
        if len(days) >= MOST_DAYS:
            days.clear()
        days[day] = Standings(catalogue, day)
    return days[day]


def _standing(catalogue: Catalogue, instrument: Instrument, day: date) -> DatedInstrument:
    tool, rules, forms = instrument.tool, catalogue.ranking, catalogue.vocabularies.legal_form
    made_for: frozenset[str] = frozenset()
    for name in tool.dedicated_to:
        made_for |= forms.expand(name) or frozenset()
    common = applying(instrument.conditions, day)
    return DatedInstrument(
        availability=availability_on(day, tool, catalogue.sources, rules.freshness_months),
        conditions=common,
        offers=tuple(_offer_standing(catalogue, offer, common, day) for offer in offers_on(instrument, day)),
        made_for=made_for,
        cost=rules.cost.get(tool.cost or ""),
        proximity=rules.proximity.get(tool.reach),
    )


def _offer_standing(catalogue: Catalogue, offer: Offer, common: tuple[Condition, ...], day: date) -> DatedOffer:
    own = applying(offer.conditions, day)
    values = catalogue.ranking.evidence
    known = [values.get(condition.strength.value, 0.0) for condition in common + own]
    evidence = sum(known) / len(known) if known else values.get(Strength.ESTABLISHED.value)
    return DatedOffer(offer, own, evidence)


def offers_on(instrument: Instrument, day: date) -> tuple[Offer, ...]:
    """Return the windows that can be looked at on a day: those that run, or all of them when none does."""
    running = tuple(offer for offer in instrument.offers if offer.entry.runs_on(day))
    return running or instrument.offers


def applying(conditions: tuple[Condition, ...], day: date) -> tuple[Condition, ...]:
    """Return the conditions that apply on a day."""
    return tuple(condition for condition in conditions if condition.applies_on(day))
