"""When no plan covers the need: the smallest changes that would let one, and who helps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essfund.engine.match import match
from essfund.engine.planning.financing import Financing
from essfund.model.field_types import Interval
from essfund.model.plan import Change, PlanResource
from essfund.model.plan_line import LineState, Nature
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from essfund.model.plan import Preference, Variant
    from essfund.model.report import Report, Result

MOST_ADVISERS = 4


def changes_of(financing: Financing, first: Variant, prefer: Preference) -> tuple[Change, ...]:
    """Each alone: so much more own money, so much bank loan, so much less to pay; what others bring grows with these."""
    found = []
    for key, nature in (("own_contribution", Nature.OWN), ("bank_loan", Nature.BANK_LOAN)):
        amount = least(financing, nature, first.missing, prefer)
        if amount is not None:
            held = sum(line.amount for line in financing.held if line.nature is nature)
            found.append(Change({key: Interval(held + amount, held + amount)}, 0))
    if first.missing < financing.whole:
        found.append(Change({"project_cost": Interval(financing.whole - first.missing, financing.whole - first.missing)}, 0))
    return tuple(found)


def least(financing: Financing, nature: Nature, missing: int, prefer: Preference) -> int | None:
    """The least euros of one nature that leave nothing missing: never more than what is missing, less where other money follows."""
    low, high = 0, missing
    if not covers(financing, nature, high, prefer):
        return None
    if not covers(financing, nature, high - 1, prefer):  # no other money follows it
        return high
    high -= 1
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if covers(financing, nature, middle, prefer) else (middle, high)
    return high


def covers(financing: Financing, nature: Nature, amount: int, prefer: Preference) -> bool:
    """Whether a plan with so many more euros of one nature leaves nothing missing."""
    return (draft := with_more(financing, nature, amount).draft(prefer)) is not None and not draft.missing


def with_more(financing: Financing, nature: Nature, amount: int) -> Financing:
    """The same enterprise with more money of one nature, asked for anew."""
    report, key = financing.report, "own_contribution" if nature is Nature.OWN else "bank_loan"
    held = sum(line.amount for line in financing.held if line.nature is nature) + amount
    told = report.profile.supposing({key: Interval(held, held)})
    for other in ("own_contribution", "bank_loan"):
        if other != key and report.facts.number(other) is not None:
            told = told.knowing(other, report.facts.values[other])
    again = replace(match(report.catalogue, told, on=report.as_of), profile=report.profile, need=report.need)
    line = PlanResource("", amount, nature, LineState.OBTAINED if nature is Nature.OWN else LineState.TO_REQUEST, amount)
    return Financing(again, financing.uses, (*financing.held, line), financing.exclude, financing.require)


def advisers(report: Report) -> tuple[Result, ...]:
    """Who helps with a plan that does not cover the need, in the order of advice."""
    helping = [result for result in report.results if result.instrument.role is Role.SUPPORT and result.place is Place.FIRST]
    return tuple(helping[:MOST_ADVISERS])


def helped_first(report: Report) -> bool:
    """Whether advice names support before any money: an enterprise in difficulty, an idea."""
    return next((result.instrument.role is Role.SUPPORT for result in report.results if result.place is Place.FIRST), False)
