"""The list of instruments in words: what its table, CSV and Markdown all say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.engine.amounts import hull, offer_range
from essfund.model.vocabulary import Role
from essfund.presenting.wording import AVAILABILITIES, amount

if TYPE_CHECKING:
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

HEADER = (N_("Id"), N_("Instrument"), N_("Family"), N_("Reach"), N_("Amount"), N_("Availability"), N_("Successor"))


def row(catalogue: Catalogue, listed: Listed, view: View) -> tuple[str, ...]:
    """Return one instrument in words; its amount is what the catalogue says before anything is known of an enterprise."""
    tool, words, tr = listed.instrument.tool, catalogue.vocabularies, view.tr
    money = amount(hull([offer_range(offer.entry.amount, {}) for offer in listed.instrument.offers]), tr)
    return (
        listed.instrument.id,
        tool.name,
        tr.say(words.family.words(tool.family)),
        tr.say(words.reach.words(tool.reach)),
        "" if listed.instrument.role is Role.SUPPORT else money,
        tr.text(AVAILABILITIES[listed.availability]),
        tool.successor or "",
    )
