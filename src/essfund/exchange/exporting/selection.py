"""What is exported: the instruments that passed the filters, on a day, with the columns chosen, and the items behind the rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation
    from essfund.model.tool import Source


def idle() -> None:
    """Watch nothing."""


@dataclass(frozen=True)
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
    tick: Callable[[], None] = idle

    def provenance(self) -> dict[str, str]:
        """Return what every export says of itself."""
        item = self.catalogue
        return {"edition": item.edition, "digest": item.digest, "as_of": self.day.isoformat(), "licence": item.licence}

    def in_language(self, tr: Translator) -> Selection:
        """Return the same selection in another language."""
        return replace(self, tr=tr)


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


def instruments(selection: Selection) -> Iterator[Listed]:
    """Yield the instruments chosen."""
    yield from selection.listing


def offers(selection: Selection) -> Iterator[OfferItem]:
    """Yield the offers of the instruments chosen."""
    for listed in selection.listing:
        yield from (OfferItem(listed.instrument, offer) for offer in listed.instrument.offers)


def conditions(selection: Selection) -> Iterator[ConditionItem]:
    """Yield what the instruments chosen ask, then what each of their offers asks besides."""
    for listed in selection.listing:
        instrument = listed.instrument
        yield from (ConditionItem(instrument, None, asked) for asked in instrument.asked())
        for offer in instrument.offers:
            yield from (ConditionItem(instrument, offer, asked) for asked in offer.asked())


def sources(selection: Selection) -> Iterator[SourceItem]:
    """Yield the sources that the instruments chosen cite, as the catalogue lists them."""
    citing: dict[str, list[str]] = {}
    for listed in selection.listing:
        for key in dict.fromkeys(cited(listed.instrument)):
            citing.setdefault(key, []).append(listed.instrument.id)
    for key, source in selection.catalogue.sources.items():
        if key in citing:
            yield SourceItem(key, source, tuple(citing[key]))


def cited(instrument: Instrument) -> Iterator[str]:
    """Yield every source that anything of an instrument rests on."""
    tool = instrument.tool
    yield from tool.sources
    yield from tool.running
    yield from instrument.open_to_all
    for fact in (tool.stages, tool.valid_from, tool.valid_until, tool.suspended, *tool.conditions_of_money):
        yield from fact.source if fact else ()
    for note in tool.notes:
        yield from note.sources or ()
    for offer in instrument.offers:
        yield from offer.entry.amount.source or ()
        for limit in offer.entry.amount.limits:
            yield from limit.source
    for asked in (*instrument.asked(), *(asked for offer in instrument.offers for asked in offer.asked())):
        yield from asked.sources
