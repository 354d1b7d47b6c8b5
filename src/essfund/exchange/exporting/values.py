"""What several columns say: amounts, conditions, reservations and contacts in words, rules as structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from essfund.core.messages import N_
from essfund.engine.amounts import hull, offer_range
from essfund.model.condition import Condition, Strength, to_plain
from essfund.model.vocabulary import Role
from essfund.presenting.amounts import instrument_amount, is_stated, offer_amount
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.condition import Reservation


def rules(conditions: Iterable[Condition], reservations: Iterable[Reservation], offer: str = "") -> list[dict[str, Any]]:
    """Conditions and reservations as plain data; `offer` names the offer that asks them."""
    of = {"offer": offer} if offer else {}
    return [
        {"id": item.id, **of, "test": to_plain(item.test), "strength": item.strength.value,
         **{key: day.isoformat() for key, day in (("from", item.first_day), ("until", item.last_day)) if day},
         "sources": list(item.sources)}
        for item in conditions
    ] + [
        {"id": item.id, **of, "reservation": {"fr": item.text.fr, "en": item.text.en}, "strength": item.strength.value,
         "sources": list(item.sources)}
        for item in reservations
    ]


def all_rules(instrument: Instrument) -> list[dict[str, Any]]:
    """What an instrument asks, then what each offer asks besides, as plain data."""
    own = rules(instrument.conditions, instrument.reservations)
    return own + [rule for offer in instrument.offers for rule in rules(offer.conditions, offer.reservations, offer.id)]


OF_OFFER = N_("[{offer}] {asked}")


def sentence(selection: Selection, asked: Condition | Reservation) -> str:
    """Sentence of what is asked."""
    if isinstance(asked, Condition):
        return condition_sentence(asked, selection.catalogue, selection.tr)
    return selection.tr.say(asked.text)


def sentences(selection: Selection, asked: Iterable[Condition | Reservation], offer: Offer | None = None) -> tuple[str, ...]:
    """What is asked on the day, each sentence once: what is not established is marked, what only an offer asks names it."""
    lines = []
    for item in asked:
        if isinstance(item, Condition) and not item.applies_on(selection.day):
            continue
        said = sentence(selection, item)
        if item.strength is not Strength.ESTABLISHED:
            said = f"{said} ({selection.tr.text(STRENGTHS[item.strength.value])})"
        if offer is not None:
            name = selection.tr.say(offer.entry.label) if offer.entry.label else offer.id
            said = selection.tr.text(OF_OFFER).format(offer=name, asked=said)
        lines.append(said)
    return tuple(dict.fromkeys(lines))


def all_sentences(selection: Selection, instrument: Instrument, kind: Literal["conditions", "reservations"]) -> tuple[str, ...]:
    """Sentences of what an instrument asks, then of what each offer asks besides."""
    said = list(sentences(selection, getattr(instrument, kind)))
    for offer in instrument.offers:
        said += sentences(selection, getattr(offer, kind), offer if len(instrument.offers) > 1 else None)
    return tuple(dict.fromkeys(said))


def floor(offers: Sequence[Offer]) -> int | None:
    """The least that any offer gives; None if one of them does not say."""
    known = [offer.entry.amount.at_least for offer in offers if offer.entry.amount.at_least is not None]
    return min(known) if known and len(known) == len(offers) else None


def ceiling(offers: Sequence[Offer]) -> int | None:
    """The most that any offer gives; None if one of them does not say."""
    return hull([offer_range(offer.entry.amount) for offer in offers]).high


def amount_words(selection: Selection, instrument: Instrument, offer: Offer | None = None) -> str | None:
    """What an instrument, or one of its offers, gives in words; nothing for help without money and where nobody says."""
    said = offer_amount(offer.entry.amount, selection.tr) if offer else instrument_amount(instrument, selection.day, selection.tr)
    return said if instrument.role is not Role.SUPPORT and is_stated(said, selection.tr) else None
