"""Space in which one instrument is compared: one for both catalogues, of the enterprises that both can describe."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from essfund.core.errors import TooIntricateError
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import EVERYTHING, NOTHING, Region, Space
from essfund.engine.timeline import periods
from essfund.model.catalogue import leaves_of
from essfund.model.verdict import LEVELS
from essfund.model.vocabulary import Vocabularies, Vocabulary
from essfund.review.diff.model import ChangedEnterprise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.engine.eligibility import OfferTerms
    from essfund.engine.timeline import Period
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.review.diff.model import CatalogueVersion

Steps = tuple[Region, ...]
"""Regions by level of `LEVELS`: who is refused, who is to be checked, who is eligible."""

BIGGEST_STEP_FIRST = ((0, 2), (1, 2), (0, 1), (2, 0), (1, 0), (2, 1))
"""Pairs of levels, before and after: those who win, then those who lose."""

class Moved(NamedTuple):
    """Who wins and who loses over one period, the instrument or one offer: regions by the levels before and after."""

    period: Period
    offer: str | None
    regions: dict[tuple[int, int], Region]


class SharedSpace:
    """One instrument before and after, either of which may be missing, in one space cut for it alone."""

    def __init__(
        self, old: CatalogueVersion, new: CatalogueVersion, before: Instrument | None, after: Instrument | None, day: date
    ) -> None:
        self.before, self.after = before, after
        present = [item for item in (before, after) if item]
        asked = leaves_of(present)
        if not asked.keys().isdisjoint(new.catalogue.vocabularies.differing(old.catalogue.vocabularies)):
            raise TooIntricateError  # a field of which each says another kind of thing: no enterprise stands on both sides
        self.space = Space(asked, common_words(old.catalogue, new.catalogue))
        self.old, self.new = Eligibility(old.catalogue, self.space), Eligibility(new.catalogue, self.space)
        self.periods = periods(present, day)
        self.moved = self.moves()

    def running(self, day: date, *, after: bool) -> dict[str, OfferTerms]:
        """The offers of one side that run on a day, by id."""
        eligibility, instrument = (self.new, self.after) if after else (self.old, self.before)
        return {terms.offer.id: terms for terms in eligibility.terms(instrument, day)} if instrument else {}

    def moves(self, offer: str | None = None) -> list[Moved]:
        """Every period over which somebody wins or loses the instrument, or one of its offers."""
        return [Moved(period, offer, found) for period in self.periods if (found := self._regions(period.day, offer))]

    def _regions(self, day: date, offer: str | None) -> dict[tuple[int, int], Region]:
        old, new = steps(self.old, self.before, day, offer), steps(self.new, self.after, day, offer)
        found = {(a, b): self.space.meet(old[a], new[b]) for a, b in BIGGEST_STEP_FIRST}
        return {pair: region for pair, region in found.items() if not self.space.empty(region)}

    def shown_step(self, moved: Moved, pair: tuple[int, int]) -> ChangedEnterprise:
        """An enterprise that takes one step over a period; the caller knows that there is one."""
        witness = self.new.show(moved.regions[pair], moved.period.day)
        assert witness is not None
        return ChangedEnterprise(LEVELS[pair[0]], LEVELS[pair[1]], witness, moved.offer)

    def shown(self, moved: Moved, within: Region, *, better: bool) -> ChangedEnterprise | None:
        """An enterprise of a region that wins, or loses, over a period; None proves that there is none."""
        for (a, b), region in moved.regions.items():
            if (b > a) is better and (witness := self.new.show(self.space.meet(region, within), moved.period.day)):
                return ChangedEnterprise(LEVELS[a], LEVELS[b], witness, moved.offer)
        return None


def steps(eligibility: Eligibility, instrument: Instrument | None, day: date, offer: str | None = None) -> Steps:
    """Who is refused, who is to be checked and who is eligible on a day, for an instrument or one of its offers."""
    space = eligibility.space
    found = [terms for terms in eligibility.terms(instrument, day) if offer in {None, terms.offer.id}] if instrument else []
    if not found:
        return EVERYTHING, NOTHING, NOTHING
    eligible = space.join_all(eligibility.met(terms.all) for terms in found)
    refused = space.meet_all(eligibility.unmet(terms.all) for terms in found)
    return refused, space.negate(space.join(eligible, refused)), eligible


def common_words(old: Catalogue, new: Catalogue) -> Vocabularies:
    """The ids that both catalogues have; all of the new ones where they have none in common."""
    shared: dict[str, Any] = {
        name: Vocabulary({key: term for key, term in after.terms.items() if key in before.terms} or after.terms)
        for name in (field.name for field in fields(Vocabularies))
        if (before := old.vocabularies.of(name)) and (after := new.vocabularies.of(name))
    }
    words = new.vocabularies.beside(old.vocabularies)
    added = {key: _common_choices(key, item, old.vocabularies) for key, item in words.added.items()}
    return replace(words, **shared, added=added)


def _common_choices(key: str, item: Mapping[str, Any], old: Vocabularies) -> Mapping[str, Any]:
    """An added field with those of its choices that the old catalogue has too; with all where they have none in common."""
    before = old.added.get(key, item)["choices"]
    return {**item, "choices": {name: said for name, said in item["choices"].items() if name in before} or item["choices"]}
