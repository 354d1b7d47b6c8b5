"""What several columns say: amounts, conditions, reservations and contacts in words, rules as structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.engine.amounts import hull, offer_range
from essfund.model.condition import Condition, Strength, to_plain
from essfund.model.vocabulary import Role
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import STRENGTHS, amount, limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.condition import Reservation
    from essfund.model.tool import Amount


def rules(conditions: Iterable[Condition], reservations: Iterable[Reservation], offer: str = "") -> list[dict[str, Any]]:
    """Return conditions and reservations as plain data; `offer` names the offer that asks them."""
    of = {"offer": offer} if offer else {}
    found: list[dict[str, Any]] = []
    for condition in conditions:
        period = {key: day.isoformat() for key, day in (("from", condition.first_day), ("until", condition.last_day)) if day}
        found.append({"id": condition.id, **of, "test": to_plain(condition.test), "strength": condition.strength.value, **period,
                      "sources": list(condition.sources)})
    for each in reservations:
        found.append({"id": each.id, **of, "reservation": {"fr": each.text.fr, "en": each.text.en},
                      "strength": each.strength.value, "sources": list(each.sources)})
    return found


def all_rules(instrument: Instrument) -> list[dict[str, Any]]:
    """Return what an instrument asks, then what each offer asks besides, as plain data."""
    found = rules(instrument.conditions, instrument.reservations)
    for offer in instrument.offers:
        found += rules(offer.conditions, offer.reservations, offer.id)
    return found


OF_OFFER = N_("[{offer}] {asked}")


def sentence(selection: Selection, asked: Condition | Reservation) -> str:
    """Return what is asked, in words."""
    if isinstance(asked, Condition):
        return condition_sentence(asked, selection.catalogue, selection.tr)
    return selection.tr.say(asked.text)


def sentences(selection: Selection, asked: Iterable[Condition | Reservation], offer: Offer | None = None) -> tuple[str, ...]:
    """Return what is asked on the day, each sentence once: what is not established is marked, what only an offer asks names it."""
    found = []
    for item in asked:
        if isinstance(item, Condition) and not item.applies_on(selection.day):
            continue
        said = sentence(selection, item)
        if item.strength is not Strength.ESTABLISHED:
            said = f"{said} ({selection.tr.text(STRENGTHS[item.strength.value])})"
        if offer is not None:
            name = selection.tr.say(offer.entry.label) if offer.entry.label else offer.id
            said = selection.tr.text(OF_OFFER).format(offer=name, asked=said)
        found.append(said)
    return tuple(dict.fromkeys(found))


def all_conditions(selection: Selection, instrument: Instrument) -> tuple[str, ...]:
    """Return what an instrument asks, then what each offer asks besides."""
    found = list(sentences(selection, instrument.conditions))
    for offer in instrument.offers:
        found += sentences(selection, offer.conditions, offer if len(instrument.offers) > 1 else None)
    return tuple(dict.fromkeys(found))


def all_reservations(selection: Selection, instrument: Instrument) -> tuple[str, ...]:
    """Return the reservations of an instrument, then those of each offer."""
    found = list(sentences(selection, instrument.reservations))
    for offer in instrument.offers:
        found += sentences(selection, offer.reservations, offer if len(instrument.offers) > 1 else None)
    return tuple(dict.fromkeys(found))


def floor(offers: Sequence[Offer]) -> int | None:
    """Return the least that any offer gives; None if one of them does not say."""
    floors = [offer.entry.amount.at_least for offer in offers]
    known = [item for item in floors if item is not None]
    return min(known) if known and len(known) == len(floors) else None


def ceiling(offers: Sequence[Offer]) -> int | None:
    """Return the most that any offer gives; None if one of them does not say."""
    return hull([offer_range(offer.entry.amount) for offer in offers]).high


def amount_words(selection: Selection, instrument: Instrument, offers: Sequence[Offer]) -> str | None:
    """Return the range of amounts in words; nothing for help without money."""
    if instrument.role is Role.SUPPORT:
        return None
    return amount(hull([offer_range(offer.entry.amount) for offer in offers]), selection.tr)


def limits(selection: Selection, of: Amount) -> tuple[str, ...]:
    """Return the formulas of the computed ceilings, in words."""
    return tuple(limit(item, selection.tr) for item in of.limits)
