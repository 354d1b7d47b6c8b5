"""What is exported: the instruments that passed the filters, on a day, with the columns chosen, and the items behind the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation
    from essfund.model.tool import Source


@record(frozen=True)
class Selection:
    """One export. `columns` are those of `table` that were chosen, none if nobody chose; `tick` is called at every row.

    `documents` gives the files of the catalogue as their authors wrote them, without comments.
    """

    catalogue: Catalogue
    listing: Sequence[Listed]
    day: date
    tr: Translator
    documents: Callable[[], Mapping[str, Any]]
    table: str = "instruments"
    columns: tuple[str, ...] = ()
    dialect: str = "rfc4180"
    filters: Mapping[str, Any] = field(default_factory=dict)
    tick: Callable[[], object] = lambda: None

    def provenance(self) -> dict[str, str]:
        """What every export says of itself."""
        item = self.catalogue
        return {"edition": item.edition, "digest": item.digest, "as_of": self.day.isoformat(), "licence": item.licence}


class OfferItem(NamedTuple):
    """One offer of an instrument."""

    instrument: Instrument
    offer: Offer


class ConditionItem(NamedTuple):
    """One requirement of an instrument, or of one of its offers."""

    instrument: Instrument
    offer: Offer | None
    asked: Condition | Reservation


class SourceItem(NamedTuple):
    """One source and the instruments that cite it."""

    key: str
    source: Source
    cited_by: tuple[str, ...]


def offers(selection: Selection) -> Iterator[OfferItem]:
    """Offers of the instruments chosen."""
    return (OfferItem(listed.instrument, offer) for listed in selection.listing for offer in listed.instrument.offers)


def conditions(selection: Selection) -> Iterator[ConditionItem]:
    """What the instruments chosen ask, then what each of their offers asks besides."""
    for instrument in (listed.instrument for listed in selection.listing):
        yield from (ConditionItem(instrument, None, asked) for asked in instrument.asked())
        yield from (ConditionItem(instrument, offer, asked) for offer in instrument.offers for asked in offer.asked())


def sources(selection: Selection) -> Iterator[SourceItem]:
    """Sources that the instruments chosen cite, as the catalogue lists them."""
    citing: dict[str, list[str]] = {}
    for listed in selection.listing:
        for key in dict.fromkeys(cited(listed.instrument)):
            citing.setdefault(key, []).append(listed.instrument.id)
    return (SourceItem(key, source, tuple(citing[key])) for key, source in selection.catalogue.sources.items() if key in citing)


def cited(instrument: Instrument) -> Iterator[str]:
    """Every source that anything of an instrument rests on."""
    tool = instrument.tool
    yield from (*tool.sources, *tool.running, *instrument.open_to_all)
    for fact in (tool.stages, tool.valid_from, tool.valid_until, tool.suspended, tool.terms, *tool.conditions_of_money):
        yield from fact.source if fact else ()
    for note in tool.notes:
        yield from note.sources or ()
    for offer in instrument.offers:
        yield from (*(offer.entry.amount.source or ()), *(offer.entry.terms.source if offer.entry.terms else ()))
        for limit in offer.entry.amount.limits:
            yield from limit.source
    for asked in (*instrument.asked(), *(asked for offer in instrument.offers for asked in offer.asked())):
        yield from asked.sources
