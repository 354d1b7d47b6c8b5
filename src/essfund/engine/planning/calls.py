"""Whom to call in which order: one call for each desk, what must come before the bank or before a quote first, the banks last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.plan import Call
from essfund.model.plan_line import LineState, Nature

if TYPE_CHECKING:
    from essfund.engine.planning.financing import Draft
    from essfund.model.plan import PlanResource
    from essfund.model.report import Report
    from essfund.model.rulebook import CallOrder

BEFORE = ("quote", "bank")


def calls_of(draft: Draft, report: Report) -> tuple[Call, ...]:
    """Calls of a plan in their order; what is obtained needs none."""
    calls: dict[str, list[PlanResource]] = {}
    for line in draft.resources:
        if line.result and line.state is not LineState.OBTAINED:
            calls.setdefault(line.result.desk, []).append(line)
    found = [call(desk, lines, report) for desk, lines in calls.items()]
    found.sort(key=lambda item: (min_day(item), BEFORE.index(item.order.before) if item.order else len(BEFORE)))
    others = [line for line in draft.resources if line.result is None and not line.guarantee and line.state is not LineState.OBTAINED]
    others.sort(key=lambda line: line.nature is Nature.BANK_LOAN)
    return (*found, *(Call("", (), (), label=line.label, bank=line.nature is Nature.BANK_LOAN) for line in others))


def call(desk: str, lines: list[PlanResource], report: Report) -> Call:
    """Call of one desk: its last day is the first on which one of its instruments closes."""
    results = [line.result for line in lines if line.result]
    closing = [result.closes_on for result in results if result.closes_on]
    instruments = [result.instrument for result in results]
    orders = [order for item in instruments for order in report.catalogue.calls if order.is_about(item.id, item.tool)]
    first: CallOrder | None = min(orders, key=lambda order: BEFORE.index(order.before), default=None)
    return Call(desk, results[0].contacts, tuple([item.id for item in instruments]), min(closing, default=None), first)


def min_day(item: Call) -> int:
    """Place of a call by its last day; those without one come behind."""
    return item.before.toordinal() if item.before else 10**7
