"""Options of a plan: what the answer of `match` offers to this plan, each between two amounts, and what its euros cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.lazily import cached_property
from essfund.core.record import record
from essfund.engine.dated_instrument import freshness
from essfund.engine.match import reserved
from essfund.model.plan_line import Nature
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from essfund.model.report import OfferResult, Report, Result
    from essfund.model.terms import Terms

WHOLE = 100 * 100
"""Hundredths of a percent that make all of it: the unit of rates, fees and costs here."""


@record(frozen=True)
class Option:
    """One window of an instrument, in whole euros: `low` to `high`, `sure` of them certain; its place in the order of advice."""

    result: Result
    offer: OfferResult
    nature: Nature
    low: int
    high: int
    sure: int
    place: int

    @property
    def id(self) -> str:
        """Id of the instrument."""
        return self.result.instrument.id

    @cached_property
    def fee_rate(self) -> int:
        """What is paid once, in hundredths of a percent of the amount; 0 where nobody said it."""
        return hundredths(greatest(self.result.terms.fee)) if self.result.terms else 0

    def fee(self, amount: int) -> int:
        """What an amount costs once, in whole euros rounded up, and no less than the least fee; nothing of nothing."""
        least = (self.result.terms.least_fee if self.result.terms else None) or 0
        return max(-(-amount * self.fee_rate // WHOLE), least) if amount else 0

    def cost(self, dearest: Mapping[str | None, int]) -> int:
        """What the enterprise pays back, with interest and fees, over the term, in hundredths of a percent of the amount.

        Where no rate is known, that of the dearest money of its class is supposed: it orders and is never said as a price. So does what
        a least fee adds to its percentage: it depends on the amount and is in the uses, not here.
        """
        if self.nature is Nature.GRANT:
            return self.fee_rate
        known = interest(self.result.terms)
        supposed = dearest.get(self.result.instrument.tool.cost, max(dearest.values(), default=0))
        return WHOLE + self.fee_rate + (supposed if known is None else known)


def greatest(numbers: Iterable[float]) -> float:
    """The greatest of some numbers; 0 if there is none."""
    return max(numbers, default=0.0)


def hundredths(percent: float) -> int:
    """A percentage in hundredths of a percent."""
    return round(percent * 100)


def interest(terms: Terms | None) -> int | None:
    """Interest over the whole term, in hundredths of a percent of the amount; None where rate or term are not known.

    Repaid in equal parts after the deferral, half of the rest of the term counts: (years + deferral) / 2 at the greatest that is known.
    """
    if terms is None or not terms.rate:
        return None
    if not any(terms.rate):
        return 0
    years = greatest(terms.years)
    return round(greatest(terms.rate) * 100 * (years + greatest(terms.deferral) / 12) / 2) if years else None


def dearest_by_class(report: Report) -> dict[str | None, int]:
    """Greatest known interest of each class of cost in the catalogue."""
    found: dict[str | None, int] = {}
    for instrument in report.catalogue.instruments.values():
        for terms in (instrument.tool.terms, *(offer.entry.terms for offer in instrument.offers)):
            known = interest(terms)
            if known is not None:
                found[instrument.tool.cost] = max(known, found.get(instrument.tool.cost, 0))
    return found


def nature_of(result: Result, report: Report) -> Nature:
    """What an option is to the enterprise: a loan to a person comes into the plan as own money."""
    role, family = result.instrument.role, report.catalogue.vocabularies.family.terms[result.instrument.tool.family]
    if role is Role.GUARANTEE:
        return Nature.GUARANTEE
    if role is Role.LOAN:
        return Nature.OWN if result.terms and result.terms.paid_to == "person" else Nature.LOAN
    return Nature.QUASI_OWN if family.quasi_own else Nature.GRANT


def supposed_only(result: Result, report: Report) -> bool:
    """Whether an option is eligible if what is supposed of an ordinary enterprise holds."""
    return result.place is Place.FIRST and report.supposed.keys() >= set(result.missing)


def shown_at_work(result: Result, report: Report) -> bool:
    """Whether a source shows an instrument at work within the years in which that says something: else it is only possible."""
    return freshness(result.last_proof, report.as_of, report.catalogue.ranking.freshness_months) > 0


def settled(result: Result, report: Report) -> bool:
    """Whether nothing is left to be checked of an instrument."""
    return result.verdict is Verdict.ELIGIBLE and shown_at_work(result, report)


def may_be_asked(result: Result, required: Collection[str]) -> bool:
    """Whether an option may stand in a plan: it can be asked for today, and advice names it or somebody requires it."""
    askable = result.verdict is not Verdict.INELIGIBLE and result.availability.askable
    return askable and (result.place is Place.FIRST or result.instrument.id in required)


def options_of(report: Report, whole: int, required: Collection[str], bounded: Collection[str]) -> tuple[list[Option], list[Result]]:
    """Windows that bring money, in the order of advice, and the instruments of which nobody knows how much.

    `bounded` is what ceilings of the plan leave of those that have no other.
    """
    options: list[Option] = []
    unpriced: list[Result] = []
    asked = [result for result in report.results if result.instrument.role.funds and may_be_asked(result, required)]
    for place, result in enumerate(asked, start=1):
        windows = [offer for offer in result.offers if offer.verdict is not Verdict.INELIGIBLE]
        found = [option for offer in windows if (option := option_of(result, offer, place, report, whole, bounded))]
        options += found
        if not found and any(offer.amount.high is None for offer in windows) and result.instrument.id not in bounded:
            unpriced.append(result)
    return options, unpriced


def option_of(result: Result, offer: OfferResult, place: int, report: Report, whole: int, bounded: Collection[str]) -> Option | None:
    """Option of one window; None where nobody knows how much it gives, or nothing can be paid as things stand."""
    amount = offer.amount
    if (amount.high is None and result.instrument.id not in bounded) or amount.short:
        return None
    high = whole if amount.high is None else min(amount.high, whole)
    if high < max(amount.low, 1):
        return None
    certain = amount.low if amount.high is None else min(amount.certain or 0, high)
    vouched = not (reserved(offer) and any(other is not offer and other.verdict is Verdict.ELIGIBLE for other in result.offers))
    likely = (offer.verdict is Verdict.ELIGIBLE or supposed_only(result, report)) and shown_at_work(result, report)
    return Option(result, offer, nature_of(result, report), amount.low, high, certain if likely and vouched else 0, place)


def fitting(result: Result, amount: int) -> OfferResult:
    """The window of an instrument that gives an amount: of those that do not refuse, the best that reaches it."""
    windows = [offer for offer in result.offers if offer.verdict is not Verdict.INELIGIBLE]
    best = sorted(windows, key=lambda offer: (offer.verdict is not Verdict.ELIGIBLE, offer is not result.offer))
    reaching = [offer for offer in best if offer.amount.low <= amount and (offer.amount.high is None or offer.amount.high >= amount)]
    return next(iter([*reaching, result.offer]))
