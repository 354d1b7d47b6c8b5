"""What several columns say: amounts, conditions, reservations and contacts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import hull, offer_range
from essfund.language.sentences import condition_sentence
from essfund.models.condition import Condition
from essfund.render.wording import amount, limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.exports.selection import Selection
    from essfund.models.catalogue import Offer
    from essfund.models.condition import Reservation
    from essfund.models.tool import Amount, Tool


def sentence(selection: Selection, asked: Condition | Reservation) -> str:
    """Return what is asked, in words."""
    if isinstance(asked, Condition):
        return condition_sentence(asked, selection.catalogue, selection.speak)
    return selection.speak.say(asked.text)


def sentences(selection: Selection, asked: Iterable[Condition | Reservation]) -> tuple[str, ...]:
    """Return all that is asked, each sentence once."""
    return tuple(dict.fromkeys(sentence(selection, one) for one in asked))


def floor(offers: Sequence[Offer]) -> int | None:
    """Return the least that any offer gives; None if one of them does not say."""
    floors = [offer.entry.amount.at_least for offer in offers]
    known = [one for one in floors if one is not None]
    return min(known) if known and len(known) == len(floors) else None


def ceiling(offers: Sequence[Offer]) -> int | None:
    """Return the most that any offer gives; None if one of them does not say."""
    return hull([offer_range(offer.entry.amount, {}) for offer in offers]).high


def amount_words(selection: Selection, tool: Tool, offers: Sequence[Offer]) -> str | None:
    """Return the range of amounts in words; nothing for help without money."""
    if tool.family == "accompagnement":
        return None
    return amount(hull([offer_range(offer.entry.amount, {}) for offer in offers]), selection.speak)


def limits(selection: Selection, of: Amount) -> tuple[str, ...]:
    """Return the formulas of the computed ceilings, in words."""
    return tuple(limit(one, selection.speak) for one in of.limits)
