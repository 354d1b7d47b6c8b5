"""What of an instrument depends on the day and not on the profile; each part is worked out once a day, when somebody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from essfund.core.lazily import cached_property
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import FALSE
from essfund.engine.availability import availability_on, closes_on, first_day, last_proof
from essfund.engine.decision import AskedConditions, decider
from essfund.engine.evaluate import truth_of
from essfund.engine.ordinary import FARES_WELL, HOW_IT_FARES, ordinary_enterprises
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    from essfund.engine.decision import Diagram
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation, Test
    from essfund.model.report import Range
    from essfund.model.verdict import Availability


class SinglingOut(NamedTuple):
    """Test that an ordinary company fails, its identity, the ordinary enterprises it shuts out, as bits, and the fields it looks at."""

    test: Test
    key: int
    refused: int
    fields: Sequence[str]


class DatedOffer:
    """Window on a day, with what it asks together with its instrument. `ranges` are amounts, by what was known of the `figures`."""

    def __init__(self, dated: DatedInstrument, offer: Offer) -> None:
        self.dated, self.offer = dated, offer
        self.ranges: dict[tuple[Hashable, ...], Range] = {}

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """What applies on the day, of the instrument and of the offer."""
        return applying(self.dated.instrument.conditions + self.offer.conditions, self.dated.every.day)

    @cached_property
    def reservations(self) -> tuple[Reservation, ...]:
        """What no field can test, of the instrument and of the offer."""
        return self.dated.instrument.reservations + self.offer.reservations

    @cached_property
    def for_some(self) -> bool:
        """Whether a reservation is about some legal forms only."""
        return any(item.only_for for item in self.reservations)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The fields on which the amount depends."""
        limits = self.offer.entry.amount.limits
        return tuple(dict.fromkeys([key for limit in limits for key in limit.fields])) if limits else ()

    @cached_property
    def singling_out(self) -> tuple[SinglingOut, ...]:
        """Its conditions that an ordinary company fails."""
        refused_by = self.dated.every.ordinary.refused_by
        return tuple([SinglingOut(condition.test, id(condition.test), refused, condition.fields)
                      for condition in self.conditions if (refused := refused_by(condition))])

    @cached_property
    def for_hard_times(self) -> bool:
        """Whether an enterprise that fares well is refused."""
        return any(truth_of(condition.test, FARES_WELL) is FALSE for condition in self.conditions if HOW_IT_FARES in condition.fields)

    @cached_property
    def measures(self) -> Mapping[str, float | None]:
        """The criteria of the ranking that depend on nobody who asks, in [0, 1]."""
        rules, tool = self.dated.catalogue.ranking, self.dated.instrument.tool
        return {"cost": rules.cost.get(tool.cost or ""), "proof_of_life": self.dated.freshness,
                "proximity": rules.proximity.get(tool.reach), "evidence": evidence(self.conditions, self.dated.every.evidence)}


class DatedInstrument:
    """An instrument on a day. `diagram` decides about all offers.

    `amounts` remembers what its offers give together, by their verdicts and what is known of the `figures` of all of them.
    """

    def __init__(self, every: DatedInstruments, instrument: Instrument) -> None:
        self.every, self.instrument = every, instrument
        self.diagram: Diagram | None = every.decider.diagram_of(instrument, lambda: self.asked)
        self.amounts: dict[tuple[Hashable, ...], Range] = {}

    @cached_property
    def offers(self) -> tuple[DatedOffer, ...]:
        """The windows of the day."""
        return tuple([DatedOffer(self, offer) for offer in offers_on(self.instrument, self.every.day)])

    @cached_property
    def asked(self) -> tuple[AskedConditions, ...]:
        """What each offer asks."""
        return tuple([AskedConditions(offer.conditions) for offer in self.offers])

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, which lives as long as anybody asks."""
        catalogue = self.every.catalogue()
        assert catalogue is not None
        return catalogue

    @cached_property
    def availability(self) -> Availability:
        """Whether it can be asked for."""
        return availability_on(self.every.day, self.instrument.tool, self.catalogue)

    @cached_property
    def askable(self) -> bool:
        """Whether it can be asked for, as far as anybody knows."""
        return self.availability.askable

    @cached_property
    def funds(self) -> bool:
        """Whether it brings money that covers a need."""
        return self.instrument.role.funds

    @cached_property
    def made_for(self) -> frozenset[str]:
        """The legal forms that it was made for, sets opened."""
        return self.catalogue.vocabularies.legal_form.together(self.instrument.tool.dedicated_to)

    @cached_property
    def other_forms(self) -> int:
        """The ordinary enterprises of other legal forms, as bits."""
        return self.every.ordinary.of_other_forms(self.made_for)

    @cached_property
    def stages(self) -> frozenset[str]:
        """The stages that it was made for."""
        stages = self.instrument.tool.stages
        return frozenset(stages.stages if stages else ())

    @cached_property
    def shared(self) -> int:
        """How many conditions, the first of every offer, are those of the instrument."""
        return len(applying(self.instrument.conditions, self.every.day))

    @cached_property
    def last_proof(self) -> str | None:
        """The last proof of life."""
        return last_proof(self.every.day, self.instrument.tool, self.catalogue.sources)

    @cached_property
    def freshness(self) -> float:
        """How fresh the last proof of life is, in [0, 1]."""
        return freshness(self.last_proof, self.every.day, self.catalogue.ranking.freshness_months)

    @cached_property
    def closes_on(self) -> date | None:
        """The day on which it closes, if that is known."""
        return closes_on(self.every.day, self.instrument.tool)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The fields on which the amount of some offer depends."""
        return tuple(dict.fromkeys([key for offer in self.offers for key in offer.figures]))

    @cached_property
    def for_some(self) -> bool:
        """Whether a reservation of some offer is about some legal forms only."""
        return any(offer.for_some for offer in self.offers)


class DatedInstruments(dict[str, DatedInstrument]):
    """The dated instruments of one day, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        super().__init__()
        self.catalogue, self.day, self.decider = ref(catalogue), day, decider(catalogue)
        self.ordinary = ordinary_enterprises(catalogue)
        self.evidence = {strength: catalogue.ranking.evidence.get(strength.value) for strength in Strength}

    def __missing__(self, key: str) -> DatedInstrument:
        catalogue = self.catalogue()
        assert catalogue is not None
        return self.setdefault(key, DatedInstrument(self, catalogue.instruments[key]))


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


YEARS_OF_PROOF = 8
"""Years after which a proof of life says no more than none."""


def freshness(seen: str | None, day: date, fresh_months: int) -> float:
    """Return how fresh a proof of life is: 1 while it counts as fresh, less with every year, 0 after eight or without any."""
    if seen is None:
        return 0.0
    days, fresh = (day - first_day(seen)).days, fresh_months * 365 / 12
    return min(1.0, max(0.0, 1 - (days - fresh) / (365 * YEARS_OF_PROOF - fresh)))


def evidence(conditions: tuple[Condition, ...], values: Mapping[Strength, float | None]) -> float | None:
    """Return how well conditions are known, as a mean over them; what is open to all counts as established."""
    known = [values[condition.strength] or 0.0 for condition in conditions]
    return sum(known) / len(known) if known else values[Strength.ESTABLISHED]


def offers_on(instrument: Instrument, day: date) -> tuple[Offer, ...]:
    """Windows that can be looked at on a day: those that run, or all of them when none does."""
    return tuple([offer for offer in instrument.offers if offer.entry.runs_on(day)]) or instrument.offers


def applying(conditions: tuple[Condition, ...], day: date) -> tuple[Condition, ...]:
    """Conditions that apply on a day."""
    for condition in conditions:
        if condition.first_day is not None or condition.last_day is not None:
            return tuple([each for each in conditions if each.applies_on(day)])
    return conditions
