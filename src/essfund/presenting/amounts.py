"""The amount of an instrument in words, before anything is known of an enterprise: one wording for lists, sheets, maps and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.engine.amounts import offer_range
from essfund.engine.dated_instrument import offers_on
from essfund.model.verdict import Verdict
from essfund.presenting.wording import SEMICOLON, UNSTATED, UP_TO, amount, limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.report import Range, Result
    from essfund.model.tool import Amount, Limit

OF_FIELD = {
    "project_cost": N_("of the cost of the project"),
    "own_funds": N_("of own funds and quasi-equity"),
    "own_contribution": N_("of the own contribution"),
    "grants_obtained": N_("of the grants obtained"),
    "bank_loan": N_("of the bank loan"),
    "amount_needed": N_("of the amount needed"),
    "turnover": N_("of the turnover"),
    "balance_sheet": N_("of the balance sheet"),
}
"""Each field that money can be a share of, as a share names it."""

EACH_OF = {"employees": N_("{euros} for each employee"), "jobs_planned": N_("{euros} for each job planned")}
"""So much for each of those that are counted."""

WITH_CEILINGS, LAST_OF_SEVERAL = N_("{amount}, at most {ceilings}"), N_("{others} and {last}")
BY_OFFER = N_("by offer: {amounts}")


def ceiling_words(item: Limit, tr: Translator) -> str:
    """Ceiling that is computed: « 70 % du prêt bancaire », « 3 000 € par salarié »; what is left of a fixed sum as its formula."""
    if item.fixed is not None:
        return limit(item, tr)
    if item.each is not None:
        return tr.text(EACH_OF[item.fields[0]]).format(euros=tr.money(item.each))
    return f"{tr.percent((item.share or 0) / 100)} {joined([tr.text(OF_FIELD[field]) for field in item.fields], tr)}"


def joined(parts: list[str], tr: Translator) -> str:
    """Parts with commas between them, « et » before the last."""
    return parts[0] if len(parts) == 1 else tr.text(LAST_OF_SEVERAL).format(others=", ".join(parts[:-1]), last=parts[-1])


def offer_amount(money: Amount, tr: Translator) -> str:
    """What an offer gives: its bounds in euros, then its ceilings; what is left of a ceiling on all aid is said on the sheet alone."""
    ceilings = list(dict.fromkeys(ceiling_words(item, tr) for item in money.limits if not item.less))
    said = amount(offer_range(money), tr)
    if not ceilings:
        return said
    if money.at_most is None and not money.at_least:
        return tr.text(UP_TO).format(high=joined(ceilings, tr))
    return tr.text(WITH_CEILINGS).format(amount=said, ceilings=joined(ceilings, tr))


def amount_by_offer(offers: Iterable[Offer], tr: Translator) -> str:
    """What some offers give: one wording if they give alike, else each of them; never the least or the most of unlike ones."""
    said = list(dict.fromkeys(offer_amount(offer.entry.amount, tr) for offer in offers))
    return said[0] if len(said) == 1 else tr.text(BY_OFFER).format(amounts=tr.text(SEMICOLON).join(said))


def instrument_amount(instrument: Instrument, day: date, tr: Translator) -> str:
    """What an instrument gives by the offers that run on a day, by all of them where none does."""
    return amount_by_offer(offers_on(instrument, day), tr)


def amount_here(
    found: Range, offers: Sequence[Offer], tr: Translator, by_offer: Callable[[Sequence[Offer], Translator], str] = amount_by_offer,
) -> str:
    """What an enterprise can have; where no euro of it is known, what the offers say."""
    return amount(found, tr) if found.high is not None or found.low else by_offer(offers, tr)


def open_offers(result: Result) -> list[Offer]:
    """Offers that do not refuse an enterprise; all of them if each does."""
    return [each.offer for each in result.offers if each.verdict is not Verdict.INELIGIBLE] or [each.offer for each in result.offers]


def is_stated(said: str, tr: Translator) -> bool:
    """Whether words of an amount say one."""
    return said != tr.text(UNSTATED)
