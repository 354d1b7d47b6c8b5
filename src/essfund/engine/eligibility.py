"""Who may have what, exactly: the instruments of a catalogue as regions of one space of enterprises, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Witness
from essfund.core.named_tuple import NamedTuple
from essfund.engine.dated_instrument import applying, offers_on
from essfund.engine.regions import EVERYTHING, Region, Space
from essfund.engine.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from essfund.core.messages import Message
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition


class OfferTerms(NamedTuple):
    """What one offer asks on a day: the conditions of its instrument and its own."""

    offer: Offer
    common: tuple[Condition, ...]
    own: tuple[Condition, ...]

    @property
    def all(self) -> tuple[Condition, ...]:
        """Every condition."""
        return self.common + self.own


class Eligibility:
    """Regions of one catalogue; several catalogues share a space if it is made from the leaves of all of them."""

    def __init__(self, catalogue: Catalogue, space: Space | None = None) -> None:
        self.space = space or Space(catalogue.leaves_by_field, catalogue.vocabularies, instruments=len(catalogue.instruments))

    @staticmethod
    def terms(instrument: Instrument, day: date) -> tuple[OfferTerms, ...]:
        """What each offer that can be looked at on a day asks then."""
        common = applying(instrument.conditions, day)
        return tuple(OfferTerms(offer, common, applying(offer.conditions, day)) for offer in offers_on(instrument, day))

    def met(self, conditions: Iterable[Condition]) -> Region:
        """Enterprises that meet every condition."""
        return self.space.meet_all(self.space.test(condition.test) for condition in conditions)

    def unmet(self, conditions: Iterable[Condition]) -> Region:
        """Enterprises that a condition refuses; inferred ones never do."""
        space = self.space
        return space.join_all(space.negate(space.test(item.test)) for item in conditions if item.strength.refuses)

    def eligible(self, instrument: Instrument, day: date) -> Region:
        """Enterprises for which the verdict is `eligible` once everything is known."""
        return self.space.join_all(self.met(terms.all) for terms in self.terms(instrument, day))

    def refused(self, instrument: Instrument, day: date) -> Region:
        """Enterprises for which the verdict is `ineligible` once everything is known."""
        return self.space.meet_all(self.unmet(terms.all) for terms in self.terms(instrument, day))

    def show(self, region: Region, day: date, shows: Message | None = None) -> Witness | None:
        """Enterprise of a region that says no more than it must; None if the region is empty."""
        known, variables = self._pick(region), self.space.variables
        if known is None:
            return None
        values: dict[str, list[tuple[int, int]]] = {}
        for index, cells in known.items():
            values.setdefault(variables[index].field, []).append((index, (cells & -cells).bit_length() - 1))
        for key in list(values):  # whatever it is, the enterprise may stay in the region: then it need not be said
            rest = [self.space.literal(index, 1 << bit) for field, places in values.items() if field != key for index, bit in places]
            if self.space.within(self.space.meet_all(rest), region):
                del values[key]
        profile: dict[str, object] = {}
        for key, places in values.items():
            chosen, every = [variables[index].cells[bit] for index, bit in places], variables[places[0][0]].cells
            profile |= sample(key, chosen, every, self.space.vocabularies, day)
        return Witness(profile, day, shows)

    def _pick(self, region: Region) -> Mapping[int, int] | None:
        """Set of cells for each variable of the shortest way through a region."""
        space = self.space
        root = space.meet(region, space.possible)
        best: dict[Region, tuple[int, int, Region]] = {}

        def length(node: Region) -> int | None:
            if node <= EVERYTHING:
                return 0 if node == EVERYTHING else None
            if node not in best:
                rest, _, cells, child = min((rest, (cells & -cells).bit_length(), cells, child) for cells, child in space.nodes[node][1]
                                            if (rest := length(child)) is not None)
                best[node] = (rest + 1, cells, child)
            return best[node][0]

        if length(root) is None:
            return None
        chosen: dict[int, int] = {}
        while root != EVERYTHING:
            _, chosen[space.nodes[root][0]], root = best[root]  # the root changes last
        return chosen
