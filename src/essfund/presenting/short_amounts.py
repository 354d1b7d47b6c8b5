"""The amount of an instrument in few words, where a column has little room: euros of every offer, and that there are ceilings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.engine.amounts import hull, offer_range
from essfund.engine.dated_instrument import offers_on
from essfund.presenting.amounts import amount_by_offer, ceiling_words, is_stated, offer_amount
from essfund.presenting.sentences import OR
from essfund.presenting.wording import UP_TO, amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.tool import Limit

SHORT_BY_OFFER, CEILINGS_BY_OFFER, COMPUTED = N_("{amount} by offer"), N_("{amount}, ceilings by offer"), N_("{amount}, computed ceiling")
MOST_SHORT = 2
"""Amounts that are named beside one another; of more, their hull."""


def short_amount(instrument: Instrument, day: date, tr: Translator) -> str:
    """What an instrument gives, in the words that a row of a list has room for."""
    return short_by_offer(offers_on(instrument, day), tr)


def short_by_offer(offers: Sequence[Offer], tr: Translator) -> str:
    """What some offers give in few words: euros of every offer, and that there are ceilings."""
    ranges = [offer_range(offer.entry.amount) for offer in offers]
    euros = list(dict.fromkeys(amount(found, tr) for found in ranges))
    limits = [[item for item in offer.entry.amount.limits if not item.less] for offer in offers]
    ceilings = {tuple(ceiling_words(item, tr) for item in items) for items in limits}
    if len(euros) > MOST_SHORT and len({found.high is None for found in ranges}) == 1 and all(is_stated(said, tr) for said in euros):
        return tr.text(SHORT_BY_OFFER).format(amount=amount(hull(ranges), tr))
    if len(euros) > 1:
        return tr.text(OR).join(euros)
    if not is_stated(euros[0], tr):
        return shares_by_offer(limits, tr) or tr.text(OR).join(dict.fromkeys(offer_amount(offer.entry.amount, tr) for offer in offers))
    if len(ceilings) > 1:
        return tr.text(CEILINGS_BY_OFFER).format(amount=euros[0])
    several = len(limits[0]) > 1 or any(len(item.fields) > 1 for item in limits[0])
    return tr.text(COMPUTED).format(amount=euros[0]) if several else amount_by_offer(offers, tr)


def shares_by_offer(limits: list[list[Limit]], tr: Translator) -> str:
    """Shares of one thing that offers give, together: « jusqu’à 25 % ou 50 % du prêt bancaire »; empty where they are no such shares."""
    found = [item for items in limits for item in items if item.share is not None and item.fixed is None]
    if {len(items) for items in limits} != {1} or len(found) < len(limits) or len({item.fields for item in found}) > 1:
        return ""
    by_share = {item.share or 0: item for item in sorted(found, key=lambda item: item.share or 0)}
    *lower, highest = by_share
    percents = [tr.percent(share / 100) for share in lower]
    return tr.text(UP_TO).format(high=tr.text(OR).join([*percents, ceiling_words(by_share[highest], tr)]))
