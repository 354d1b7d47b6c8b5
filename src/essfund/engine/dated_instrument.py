"""What of an instrument depends on the day and not on the profile; worked out once a day for each catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from essfund.core.truth import FALSE
from essfund.engine.amounts import offer_range
from essfund.engine.availability import availability_on, closes_on, first_day, last_proof
from essfund.engine.decision import AskedConditions, decider
from essfund.engine.evaluate import truth_of
from essfund.engine.ordinary import FARES_WELL, HOW_IT_FARES, ordinary_enterprises
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.engine.decision import Diagram
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation
    from essfund.model.report import Range
    from essfund.model.verdict import Availability, Verdict


class DatedOffer(NamedTuple):
    """Window on a day: what it asks with its instrument, how well that is known in [0, 1], and its amount while nothing is known.

    `figures` are the fields on which the amount depends. `measures` are the criteria of the ranking that depend on nobody who asks.
    `singling_out` are its conditions that an ordinary company fails, each with the ordinary enterprises it shuts out, as bits.
    """

    offer: Offer
    conditions: tuple[Condition, ...]
    reservations: tuple[Reservation, ...]
    measures: Mapping[str, float | None]
    range: Range
    figures: frozenset[str]
    singling_out: tuple[tuple[Condition, int], ...]
    for_some: bool  # whether a reservation is about some legal forms only
    for_hard_times: bool  # whether an enterprise that fares well is refused


class DatedInstrument(NamedTuple):
    """An instrument on a day.

    `made_for` are the legal forms it was made for, sets opened; `other_forms` the ordinary enterprises of others, as bits.

    The first `shared` conditions of every offer are those of the instrument; `diagram` decides about all offers.
    `amounts` remembers what its offers give anybody, by their verdicts.
    """

    instrument: Instrument
    availability: Availability
    offers: tuple[DatedOffer, ...]
    made_for: frozenset[str]
    other_forms: int
    stages: frozenset[str]
    shared: int
    asked: tuple[AskedConditions, ...]
    diagram: Diagram | None
    last_proof: str | None
    closes_on: date | None
    amounts: dict[tuple[Verdict, ...], Range]


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
    tool, forms = instrument.tool, catalogue.vocabularies.legal_form
    made_for = frozenset[str]().union(*(forms.expand(name) or () for name in tool.dedicated_to))
    offers = tuple(_dated_offer(catalogue, instrument, offer, day) for offer in offers_on(instrument, day))
    asked = tuple(AskedConditions(offer.conditions) for offer in offers)
    proof = last_proof(day, tool, catalogue.sources)
    return DatedInstrument(
        instrument=instrument,
        availability=availability_on(day, tool, catalogue),
        offers=offers,
        made_for=made_for,
        other_forms=ordinary_enterprises(catalogue).of_other_forms(made_for),
        stages=frozenset(tool.stages.stages if tool.stages else ()),
        shared=len(applying(instrument.conditions, day)),
        asked=asked,
        diagram=decider(catalogue).diagram(asked, instrument),
        last_proof=proof,
        closes_on=closes_on(day, tool),
        amounts={},
    )


YEARS_OF_PROOF = 8
"""Years after which a proof of life says no more than none."""


def freshness(seen: str | None, day: date, fresh_months: int) -> float:
    """Return how fresh a proof of life is: 1 while it counts as fresh, less with every year, 0 after eight or without any."""
    if seen is None:
        return 0.0
    days, fresh = (day - first_day(seen)).days, fresh_months * 365 / 12
    return min(1.0, max(0.0, 1 - (days - fresh) / (365 * YEARS_OF_PROOF - fresh)))


def _dated_offer(catalogue: Catalogue, instrument: Instrument, offer: Offer, day: date) -> DatedOffer:
    conditions, amount = applying(instrument.conditions + offer.conditions, day), offer.entry.amount
    rules, tool = catalogue.ranking, instrument.tool
    measures = {
        "cost": rules.cost.get(tool.cost or ""),
        "proof_of_life": freshness(last_proof(day, tool, catalogue.sources), day, rules.freshness_months),
        "proximity": rules.proximity.get(tool.reach),
        "evidence": evidence(conditions, rules.evidence),
    }
    figures = frozenset([key for limit in amount.limits for key in limit.fields])
    ordinary = ordinary_enterprises(catalogue)
    refused = [(condition, ordinary.refused_by(condition)) for condition in conditions]
    reservations = instrument.reservations + offer.reservations
    return DatedOffer(offer, conditions, reservations, measures, offer_range(amount), figures,
                      tuple([pair for pair in refused if pair[1]]), any(item.only_for for item in reservations),
                      any(truth_of(condition.test, FARES_WELL) is FALSE for condition in conditions if HOW_IT_FARES in condition.fields))


def evidence(conditions: tuple[Condition, ...], values: Mapping[str, float]) -> float | None:
    """Return how well conditions are known, as a mean over them; what is open to all counts as established."""
    known = [values.get(condition.strength.value, 0.0) for condition in conditions]
    return sum(known) / len(known) if known else values.get(Strength.ESTABLISHED.value)


def offers_on(instrument: Instrument, day: date) -> tuple[Offer, ...]:
    """Windows that can be looked at on a day: those that run, or all of them when none does."""
    return tuple(offer for offer in instrument.offers if offer.entry.runs_on(day)) or instrument.offers


def applying(conditions: tuple[Condition, ...], day: date) -> tuple[Condition, ...]:
    """Conditions that apply on a day."""
    return tuple(condition for condition in conditions if condition.applies_on(day))
