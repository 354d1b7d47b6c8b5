"""The list of instruments in words: what its table, CSV and Markdown all say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import hull, offer_range
from essfund.messages import N_
from essfund.models.vocabulary import Role
from essfund.render.wording import AVAILABILITIES, amount

if TYPE_CHECKING:
    from essfund.engine.listing import Listed
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View

HEADER = (N_("Id"), N_("Instrument"), N_("Family"), N_("Reach"), N_("Amount"), N_("Availability"), N_("Successor"))


def row(catalogue: Catalogue, listed: Listed, view: View) -> tuple[str, ...]:
    """Return one instrument in words; its amount is what the catalogue says before anything is known of an enterprise."""
    tool, words, speak = listed.instrument.tool, catalogue.vocabularies, view.speak
    money = amount(hull([offer_range(offer.entry.amount, {}) for offer in listed.instrument.offers]), speak)
    return (
        listed.instrument.id,
        tool.name,
        speak.say(words.family.words(tool.family)),
        speak.say(words.reach.words(tool.reach)),
        "" if listed.instrument.role is Role.SUPPORT else money,
        speak.text(AVAILABILITIES[listed.availability]),
        tool.successor or "",
    )
