"""The supply along some fields of a profile: for each instrument the enterprises it is made for, does not refuse, or takes.

An instrument is made for the stages and legal forms that its sources name and for needs between its floor and a ceiling known in euros;
`map` draws the same (`engine.cartography`). Whether it refuses somebody is another question, and the strict bound beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.engine.amounts import offer_range, scale_of
from essfund.engine.availability import availability_on
from essfund.engine.coverage import ASKABLE, NEED, Counting, Coverage, CoverageAxis
from essfund.engine.eligibility import Eligibility
from essfund.engine.match import Matcher
from essfund.engine.possible import ValueCells
from essfund.engine.regions import NOTHING, Region, Space
from essfund.model.catalogue import leaves_of
from essfund.model.condition import Leaf
from essfund.model.field_types import Interval
from essfund.model.profile import Profile
from essfund.model.verdict import Availability
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.vocabulary import Vocabularies

EVERYBODY = Profile()


class Asked(NamedTuple):
    """How a supply is looked at: along which fields, what counts, with which facts held fixed, money in which bands (none: exactly)."""

    axes: Sequence[str]
    counting: Counting = Counting.NOT_REFUSED
    held: Profile = EVERYBODY
    bands: tuple[int, ...] = ()

    def about(self, key: str) -> bool:
        """Whether it is asked what instruments are made for in a field."""
        return key in self.axes or key in self.held.values


def supply(
    catalogue: Catalogue, day: date, asked: Asked | Sequence[str], available: frozenset[Availability] = ASKABLE,
    space: Space | None = None,
) -> Coverage:
    """Instruments that are available on a day, along some fields of a profile.

    Along the amount needed an instrument reaches as far as its ceiling; without end where that is unknown or only inferred, unless it is
    asked what instruments are made for.
    """
    asked = asked if isinstance(asked, Asked) else Asked(tuple(asked))
    states = {instrument: availability_on(day, instrument.tool, catalogue) for instrument in catalogue.instruments.values()}
    tools = [instrument for instrument, state in states.items() if state in available]
    old = [instrument for instrument, state in states.items()
           if state is Availability.UNVERIFIED and Availability.OPEN in available and state not in available]
    space = space or space_along([catalogue], asked)
    reaching = Reaching(catalogue, day, asked, space)
    reach = {instrument.id: reaching.of(instrument, asked.counting) for instrument in tools}
    bound = {instrument.id: reaching.of(instrument, Counting.NOT_REFUSED) for instrument in tools}
    aged = {instrument.id: reaching.of(instrument, asked.counting) for instrument in old}
    families = {family: tuple(instrument.id for instrument in (*tools, *old) if instrument.tool.family == family)
                for family in dict.fromkeys(instrument.tool.family for instrument in catalogue.instruments.values())}
    regions = [*reach.values(), *bound.values(), *aged.values()]
    cut = tuple(_axis(space, key, regions, reaching) for key in space.vocabularies.fields if key in asked.axes and key in space.of_field)
    return Coverage(space, day, cut, reach, families, asked.counting, bound, aged, asked.held)


def space_along(catalogues: Sequence[Catalogue], asked: Asked | None = None) -> Space:
    """Space in which every test, every ceiling and all that is asked is an edge. The vocabularies are the last one's."""
    leaves: dict[str, dict[Leaf, None]] = {}
    for catalogue in catalogues:
        for key, tests in leaves_of(catalogue.instruments.values()).items():
            leaves.setdefault(key, {}).update(dict.fromkeys(tests))
        for instrument in catalogue.instruments.values():
            offers = instrument.offers
            edges = [_at_most(NEED, ceiling) for offer in offers if (ceiling := known_ceiling(offer)) is not None]
            if asked and asked.counting is Counting.MADE_FOR:
                edges += [leaf for offer in offers for leaf in made_for(instrument, offer, asked, catalogue.vocabularies) or ()]
            for leaf in edges:
                leaves.setdefault(leaf.field, {})[leaf] = None
    words = reduce(lambda found, each: found.beside(each.vocabularies), reversed(catalogues[:-1]), catalogues[-1].vocabularies)
    for leaf in _edges_asked(asked, words) if asked else ():
        leaves.setdefault(leaf.field, {})[leaf] = None
    return Space({key: tuple(tests) for key, tests in leaves.items()}, words, instruments=sum(len(one.instruments) for one in catalogues))


def known_ceiling(offer: Offer) -> int | None:
    """Ceiling of an offer in euros, if it is known well enough to keep a need above it out."""
    amount = offer.entry.amount
    return amount.at_most if amount.strength.refuses else None


def made_for(instrument: Instrument, offer: Offer, asked: Asked, words: Vocabularies) -> tuple[Leaf, ...] | None:
    """What an offer is made for in the fields that are asked about, as tests; None where no source says it.

    Help without money is made for every need.
    """
    tool, leaves = instrument.tool, list[Leaf]()
    if asked.about("stage"):
        if tool.stages is None:
            return None
        leaves.append(_one_of("stage", frozenset(tool.stages.stages)))
    if asked.about("legal_form") and tool.dedicated_to:
        forms = words.legal_form.together(tool.dedicated_to)
        leaves.append(_one_of("legal_form", forms))
    if asked.about(NEED) and instrument.role is not Role.SUPPORT:
        low, high = offer_range(offer.entry.amount, asked.held)[:2]
        if high is None:
            return None
        floor = Leaf(NEED, "at_least", low * scale_of(NEED), low)
        leaves += [*([floor] if low else []), _at_most(NEED, high)]
    return tuple(leaves)


def _at_most(key: str, euros: int) -> Leaf:
    return Leaf(key, "at_most", euros * scale_of(key), euros)


def _one_of(key: str, ids: frozenset[str]) -> Leaf:
    return Leaf(key, "in", ids, tuple(sorted(ids)))


def in_euros(key: str, words: Vocabularies) -> bool:
    """Whether a field is money, which is looked at in bands."""
    return getattr(words.fields[key].kind, "unit", "") == "euro"


def _edges_asked(asked: Asked, words: Vocabularies) -> Iterator[Leaf]:
    """Ends of bands, and of the facts held fixed."""
    for key in (key for key in asked.axes if in_euros(key, words)):
        yield from (_at_most(key, edge) for edge in asked.bands)
    for key, value in asked.held.values.items():
        if isinstance(value, Interval):
            yield from ([] if value.low is None else [Leaf(key, "at_least", value.low, value.low)])
            yield from ([] if value.high is None else [Leaf(key, "at_most", value.high, value.high)])
        elif words.fields[key].kind.name == "choice" and isinstance(value, frozenset):
            yield _one_of(key, value)


class Reaching:
    """Regions of the instruments of a catalogue on a day, over the fields looked along, among the enterprises of whom the facts hold."""

    def __init__(self, catalogue: Catalogue, day: date, asked: Asked, space: Space) -> None:
        self.catalogue, self.day, self.asked, self.space = catalogue, day, asked, space
        self.eligibility = Eligibility(catalogue, space)
        self.held = self._held(Matcher(catalogue, asked.held, day).values) if asked.held.values else {}
        self.needed = asked.about(NEED)

    def _held(self, values: Mapping[str, Hashable]) -> dict[int, int]:
        """Cells of the variables of which something is held fixed, or follows from it."""
        cells = ValueCells(self.space).cells
        return {index: inside for key, value in values.items() if key in self.space.of_field for index, inside in cells(key, value)}

    def of(self, instrument: Instrument, counting: Counting) -> Region:
        """Enterprises that an instrument reaches in one way of counting."""
        space, reach = self.space, NOTHING
        for terms in self.eligibility.terms(instrument, self.day):
            eligible = counting is Counting.ELIGIBLE
            region = self.eligibility.met(terms.all) if eligible else space.negate(self.eligibility.unmet(terms.all))
            ceiling = known_ceiling(terms.offer)
            if ceiling is not None and self.needed:
                region = space.meet(region, space.test(_at_most(NEED, ceiling)))
            if counting is Counting.MADE_FOR:
                leaves = made_for(instrument, terms.offer, self.asked, self.catalogue.vocabularies)
                region = NOTHING if leaves is None else space.meet_all([region, *map(space.test, leaves)])
            reach = space.join(reach, region)
        reach = space.meet_all([reach, *(space.literal(*pair) for pair in self.held.items())])
        reach = reduce(space.some, space.depends_on(reach) - set(self.asked.axes), reach)
        money = (key for key in self.asked.axes if in_euros(key, space.vocabularies))
        return reduce(self._in_bands, money, reach) if self.asked.bands else reach

    def _in_bands(self, region: Region, key: str) -> Region:
        """Region that holds a whole band of a field where it holds some of it."""
        space, (index,) = self.space, self.space.of_field[key]
        bands: dict[int, int] = {}
        for bit in range(len(space.variables[index].cells)):
            bands[self.band(key, bit)] = bands.get(self.band(key, bit), 0) | 1 << bit
        parts = [space.literal(index, cells) for cells in bands.values()]
        return space.join_all(space.meet(part, space.some(space.meet(region, part), key)) for part in parts)

    def band(self, key: str, bit: int) -> int:
        """Number of the band of a cell; 0 where there are none."""
        cell = self.space.variables[self.space.of_field[key][0]].cells[bit]
        if not in_euros(key, self.space.vocabularies) or not isinstance(cell, Interval):
            return 0
        return bisect_left([edge * scale_of(key) for edge in self.asked.bands], cell.low or 0)


def _axis(space: Space, key: str, regions: Sequence[Region], reaching: Reaching) -> CoverageAxis:
    """Group the cells of a field that no region tells apart; each band is a group of its own."""
    (index,) = space.of_field[key]
    distinct, ranged = dict.fromkeys(regions), space.vocabularies.fields[key].kind.name == "number"
    allowed = reaching.held.get(index, space.variables[index].all)
    cells = [cell for cell in range(len(space.variables[index].cells)) if allowed >> cell & 1]
    groups: dict[Hashable, int] = {}
    alike = groupby(cells, lambda cell: (reaching.band(key, cell), *(space.given(region, index, cell) for region in distinct)))
    for place, (signature, neighbours) in enumerate(alike):  # of a number, only neighbours are grouped
        name = signature, place if ranged else None
        groups[name] = groups.get(name, 0) | sum(1 << cell for cell in neighbours)
    vocabulary = space.vocabularies.of(space.vocabularies.fields[key].vocabulary)
    places = {item: place for place, item in enumerate(vocabulary.terms)} if vocabulary else {}

    def first(inside: int) -> int:
        """Place of the first id of a group in its vocabulary: stages follow one another."""
        held = [cell for bit, cell in enumerate(space.variables[index].cells) if inside >> bit & 1]
        return min((places[item] for cell in held if isinstance(cell, frozenset) for item in cell if item in places), default=0)

    return CoverageAxis(key, index, tuple(sorted(groups.values(), key=first)))
