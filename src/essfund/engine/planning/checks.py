"""What was checked of a plan, in words, each with its two numbers. What is only usage is said and refuses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.engine.amounts import ceiling as limit_ceiling
from essfund.engine.planning.combinations import excluding, forbidden, measured
from essfund.model.field_types import Interval
from essfund.model.plan import PlanCheck
from essfund.model.plan_line import LineState, Nature, UseNature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.planning.financing import Draft
    from essfund.model.plan import PlanResource
    from essfund.model.profile import Profile
    from essfund.model.report import Report

USUAL_OWN_SHARE, USUAL_BANK_SHARE = 30, 70
"""Percent of a plan: an own share of 30 is « très apprécié » (Bpifrance Création), and no bank has a norm."""
STRENGTHENING = (Nature.OWN, Nature.QUASI_OWN)
LASTING = frozenset({UseNature.TANGIBLE, UseNature.INTANGIBLE, UseNature.PROPERTY, UseNature.WORKING_CAPITAL})


def checks_of(draft: Draft, report: Report, whole: int) -> tuple[PlanCheck, ...]:
    """Every check of a plan: balance, what binds each line, what is between lines, usage, what the money does later."""
    money = [line for line in draft.resources if not line.guarantee]
    facts = in_plan(report.facts, money)
    return (
        balance(draft, money), *limits(money, facts, report), *guaranteed(draft.resources), *ceilings(draft.resources, report, whole),
        *exclusions(draft.resources, report), *shares(money), *to_be_seen(money),
    )


def in_plan(facts: Profile, money: Sequence[PlanResource]) -> Profile:
    """The profile with the bank loans of the plan."""
    loans = sum(line.amount for line in money if line.nature is Nature.BANK_LOAN)
    return facts.knowing("bank_loan", Interval(loans, loans))


def balance(draft: Draft, money: Sequence[PlanResource]) -> PlanCheck:
    """Uses and resources, what is missing among them."""
    uses, resources = sum(use.amount for use in draft.uses), sum(line.amount for line in money)
    return PlanCheck("balance", say("uses = resources + what is still to be found"), uses, resources + draft.missing, uses == resources + draft.missing,
                 "established")


def limits(money: Sequence[PlanResource], facts: Profile, report: Report) -> Iterator[PlanCheck]:
    """Floor, ceiling and computed limits of each option; what is left of a sum is checked over the whole plan where a ceiling does that."""
    whole = {(tool, ceiling.less) for ceiling in report.catalogue.plan_ceilings if ceiling.less for tool in ceiling.tools}
    for line in money:
        if line.result is None or line.offer is None:
            continue
        amount, name = line.offer.offer.entry.amount, line.result.instrument.tool.name
        if amount.at_least:
            yield PlanCheck(f"floor-{line.tool}", say("{name}: no less than its floor", name=name), line.amount, amount.at_least,
                        line.amount >= amount.at_least, amount.strength.value, source=tuple(amount.source or ()))
        if amount.at_most is not None:
            yield PlanCheck(f"most-{line.tool}", say("{name}: no more than its ceiling", name=name), line.amount, amount.at_most,
                        line.amount <= amount.at_most, amount.strength.value, source=tuple(amount.source or ()))
        for limit in amount.limits:
            if (line.tool, limit.less) in whole:
                continue
            low, high = limit_ceiling(limit, facts)
            most = high if high == low else None
            holds = True if line.amount <= (low or 0) else None if high is None or line.amount <= high else False
            yield PlanCheck(f"limit-{line.tool}-{'-'.join(limit.fields)}", say("{field}: {value}", field=name, value=limit), line.amount,
                        most if most is not None else low or None, holds, limit.strength.value, source=tuple(limit.source), rule=limit, tools=(line.tool,))


def guaranteed(resources: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """What a guarantee covers of its loan."""
    for line in (each for each in resources if each.guarantee):
        loan = next((each for each in resources if each.label == line.on), None)
        if loan:
            yield PlanCheck(f"guarantee-{line.tool or line.label}", say("{name}: it guarantees a part of the loan and brings no money", name=line.label),
                        line.amount, loan.amount, line.amount <= loan.amount, "established")


def ceilings(resources: Sequence[PlanResource], report: Report, whole: int) -> Iterator[PlanCheck]:
    """Ceilings over the whole plan."""
    for ceiling in report.catalogue.plan_ceilings:
        found = measured(ceiling, resources, whole, report.facts)
        if found is not None:
            tools = tuple([line.tool for line in resources if line.tool in ceiling.tools])
            yield PlanCheck(ceiling.id, ceiling.text, found.counted, found.most, found.holds, ceiling.strength.value, source=tuple(ceiling.source),
                        rule=ceiling, tools=tools)


def exclusions(resources: Sequence[PlanResource], report: Report) -> Iterator[PlanCheck]:
    """Pairs that should not be in one plan, and are; and how many guarantees a loan has."""
    tools = {line.tool for line in resources if line.tool}
    for pair, relation in excluding(report.catalogue):
        if pair <= tools:
            holds = False if forbidden(relation, report.catalogue) else None
            yield PlanCheck(f"together-{'-'.join(sorted(pair))}", relation.text, 2, 1, holds, relation.strength.value, "count", tuple(relation.source))


def shares(money: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """Own and bank share, beside what is usual."""
    whole = sum(line.amount for line in money)
    if not whole:
        return
    own = sum(line.amount for line in money if line.nature in STRENGTHENING)
    known = not any(line.nature is Nature.UNTOLD for line in money)
    bank = sum(line.amount for line in money if line.nature is Nature.BANK_LOAN)
    share, banks = [(200 * part + whole) // (2 * whole) for part in (own, bank)]
    yield PlanCheck("own-share", say("own and quasi-own funds, in percent of the resources (usage: about 30, no norm)"), share, USUAL_OWN_SHARE,
                True if share >= USUAL_OWN_SHARE else None, "usage", "percent") if known else PlanCheck(
                    "own-share", say("own and quasi-own funds, in percent of the resources: part of these is still to be named"), None,
                    USUAL_OWN_SHARE, None, "usage", "percent")
    if bank:
        yield PlanCheck("bank-share", say("bank, in percent of the resources (usage: it does not like to risk more than the holder)"), banks,
                    USUAL_BANK_SHARE, True if banks <= USUAL_BANK_SHARE else None, "usage", "percent")


def to_be_seen(money: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """What the enterprise has to carry: yearly repayment, grants paid late."""
    repaid = sum(line.yearly for line in money)
    if repaid:
        yield PlanCheck("yearly-repayment", say("to be paid back in a year, without interest; compare it with the yearly cash flow (CAF)"), repaid,
                    None, None, "usage")
    late = sum(line.amount for line in money if line.late)
    if late:
        ready = sum(line.amount for line in money if line.state is LineState.OBTAINED and line.nature is Nature.OWN)
        yield PlanCheck("cash-gap", say("grants paid on proof, months late: to be bridged (Dailly, bridge loan) beyond what is there"), late, ready,
                    None, "usage")
