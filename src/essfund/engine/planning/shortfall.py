"""When no plan covers the need: the smallest changes that would let one, and who helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.record import replace
from essfund.engine.planning.financing import Financing, in_plan
from essfund.model.field_types import Interval
from essfund.model.plan import Change, PlanResource
from essfund.model.plan_line import LineState, Nature
from essfund.model.profile import YEAR
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from essfund.model.plan import Preference, Variant
    from essfund.model.report import Report, Result

MOST_ADVISERS = 4
USUAL_YEARS = (3, 5, 7, 10)


def changes_of(financing: Financing, first: Variant, prefer: Preference) -> tuple[Change, ...]:
    """Each alone: so much more own money, so much bank loan, so much less to pay, so many years; what others bring follows these."""
    found: list[Change] = []
    for key, nature in (("own_contribution", Nature.OWN), ("bank_loan", Nature.BANK_LOAN)):
        amount = least(financing, nature, first.missing, prefer)
        if amount is not None:
            held = sum(line.amount for line in financing.held if line.nature is nature)
            found.append(Change({key: Interval(held + amount, held + amount)}, 0))
    cost, years = least_cut(financing, first.missing, prefer), longer_loan(financing, prefer)
    found += [Change({"project_cost": Interval(cost, cost)}, 0)] if cost else []
    found += [Change({"loan_years": years}, 0)] if years else []
    return tuple(found)


def least_cut(financing: Financing, missing: int, prefer: Preference) -> int | None:
    """The greatest cost of the project that a plan covers: what is missing is left out until nothing is; shares of it fall too."""
    cost, there = financing.whole, sum(line.amount for line in financing.held if not line.guarantee)
    while missing and (cost := cost - missing) >= max(there, 1):
        uses = (financing.uses[0]._replace(amount=cost),)
        cheaper = replace(financing, report=in_plan(financing.report, uses, financing.held), uses=uses)
        draft = cheaper.draft(prefer)
        if draft is None:
            return None
        missing = draft.missing
    return None if missing else cost


def longer_loan(financing: Financing, prefer: Preference) -> Interval | None:
    """The shortest of the usual terms of a bank loan, longer than that of the plan, with which nothing is missing."""
    told = financing.report.facts.number("loan_years")
    for years in USUAL_YEARS if told and told.high else ():
        longer = Interval(years * YEAR, years * YEAR)
        if told and told.high and longer.above(told):
            report = in_plan(financing.report, financing.uses, financing.held, {"loan_years": longer})
            draft = replace(financing, report=report).draft(prefer)
            if draft is not None and not draft.missing:
                return longer
    return None


def least(financing: Financing, nature: Nature, missing: int, prefer: Preference) -> int | None:
    """Euros of one nature that leave nothing missing: to the euro, or to a hundredth of it where other money follows them."""
    low, high = 0, missing
    if not covers(financing, nature, high, prefer):
        return None
    if not covers(financing, nature, high - 1, prefer):  # no other money follows it
        return high
    high -= 1
    while low + max(1, missing // 100) < high:
        middle = (low + high) // 2
        low, high = (low, middle) if covers(financing, nature, middle, prefer) else (middle, high)
    return high


def covers(financing: Financing, nature: Nature, amount: int, prefer: Preference) -> bool:
    """Whether a plan with so many more euros of one nature leaves nothing missing."""
    more = with_more(financing, nature, amount)
    return more.enough and (draft := more.draft(prefer)) is not None and not draft.missing


def with_more(financing: Financing, nature: Nature, amount: int) -> Financing:
    """The same enterprise with more money of one nature, asked for anew."""
    line = PlanResource("", amount, nature, LineState.OBTAINED if nature is Nature.OWN else LineState.TO_REQUEST, amount)
    held = (*financing.held, line)
    if nature is Nature.BANK_LOAN and (loan := financing.loan):  # its guarantee, and what that costs, grow with it
        more = loan._replace(amount=loan.amount + amount, sure=loan.sure + amount)
        held = tuple([more if each is loan else each for each in financing.held])
    return replace(financing, report=in_plan(financing.report, financing.uses, held), held=held)


def advisers(report: Report) -> tuple[Result, ...]:
    """Who helps with a plan that does not cover the need, in the order of advice."""
    helping = [result for result in report.results if result.instrument.role is Role.SUPPORT and result.place is Place.FIRST]
    return tuple(helping[:MOST_ADVISERS])


def helped_first(report: Report) -> bool:
    """Whether advice names support before any money: an enterprise in difficulty, an idea."""
    return next((result.instrument.role is Role.SUPPORT for result in report.results if result.place is Place.FIRST), False)
