"""What was checked of a plan, in words, each with its two numbers. What is only usage is said and refuses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.engine.amounts import ceiling as limit_ceiling
from essfund.engine.planning.combinations import excluding, forbidden, measured
from essfund.model.field_types import Interval
from essfund.model.plan import PlanCheck
from essfund.model.plan_line import LineState, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.engine.planning.financing import Draft
    from essfund.model.plan import Basis, PlanResource
    from essfund.model.profile import Profile
    from essfund.model.report import Report
    from essfund.model.tool import Limit

USUAL_OWN_SHARE, USUAL_BANK_SHARE = 30, 70
"""Percent of a plan: an own share of 30 is « très apprécié » (Bpifrance Création), and no bank has a norm."""
STRENGTHENING, BORROWED = (Nature.OWN, Nature.QUASI_OWN), (Nature.BANK_LOAN,)


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
    found = resources + draft.missing
    return PlanCheck("balance", say("uses = resources + what is still to be found"), uses, found, uses == found, "established")


def limits(money: Sequence[PlanResource], facts: Profile, report: Report) -> Iterator[PlanCheck]:
    """Floor, ceiling and computed limits of each option; what is left of a sum is checked once where a ceiling of the plan does that."""
    whole = {(tool, ceiling.less) for ceiling in report.catalogue.plan_ceilings if ceiling.less for tool in ceiling.tools}
    for line in money:
        if line.result is None or line.offer is None:
            continue
        amount, name = line.offer.offer.entry.amount, line.result.instrument.tool.name
        strength: Basis = amount.strength.value
        source = tuple(amount.source or ())
        if amount.at_least:
            yield PlanCheck(f"floor-{line.tool}", say("{name}: no less than its floor", name=name), line.amount, amount.at_least,
                            line.amount >= amount.at_least, strength, source=source)
        if amount.at_most is not None:
            yield PlanCheck(f"most-{line.tool}", say("{name}: no more than its ceiling", name=name), line.amount, amount.at_most,
                            line.amount <= amount.at_most, strength, source=source)
        yield from (computed(line, name, limit, facts) for limit in amount.limits if (line.tool, limit.less) not in whole)


def computed(line: PlanResource, name: str, limit: Limit, facts: Profile) -> PlanCheck:
    """One computed limit of an option."""
    low, high = limit_ceiling(limit, facts)
    bound = high if high is not None and high == low else low or None
    holds = True if line.amount <= (low or 0) else None if high is None or line.amount <= high else False
    return PlanCheck(f"limit-{line.tool}-{'-'.join(limit.fields)}", say("{field}: {value}", field=name, value=limit), line.amount, bound,
                     holds, limit.strength.value, source=tuple(limit.source), rule=limit, tools=(line.tool,))


def guaranteed(resources: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """What a guarantee covers of its loan."""
    for line in (each for each in resources if each.guarantee):
        loan = next((each for each in resources if each.label == line.on), None)
        if loan:
            label = say("{name}: it guarantees a part of the loan and brings no money", name=line.label)
            yield PlanCheck(f"guarantee-{line.tool or line.label}", label, line.amount, loan.amount, line.amount <= loan.amount,
                            "established")


def ceilings(resources: Sequence[PlanResource], report: Report, whole: int) -> Iterator[PlanCheck]:
    """Ceilings over the whole plan."""
    for ceiling in report.catalogue.plan_ceilings:
        found = measured(ceiling, resources, whole, report.facts)
        if found is not None:
            tools = tuple([line.tool for line in resources if line.tool in ceiling.tools])
            yield PlanCheck(ceiling.id, ceiling.text, found.counted, found.most, found.holds, ceiling.strength.value,
                            source=tuple(ceiling.source), rule=ceiling, tools=tools)


def exclusions(resources: Sequence[PlanResource], report: Report) -> Iterator[PlanCheck]:
    """Pairs that should not be in one plan, and are."""
    tools = {line.tool for line in resources if line.tool}
    for pair, relation in excluding(report.catalogue):
        if pair <= tools:
            holds = False if forbidden(relation, report.catalogue) else None
            yield PlanCheck(f"together-{'-'.join(sorted(pair))}", relation.text, 2, 1, holds, relation.strength.value, "count",
                            tuple(relation.source))


def shares(money: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """Own and bank share, beside what is usual."""
    whole = sum(line.amount for line in money)
    if not whole:
        return
    own, bank = (percent_of(sum(line.amount for line in money if line.nature in natures), whole) for natures in (STRENGTHENING, BORROWED))
    if any(line.nature is Nature.UNTOLD for line in money):
        label = say("own and quasi-own funds, in percent of the resources: part of these is still to be named")
        yield PlanCheck("own-share", label, None, USUAL_OWN_SHARE, None, "usage", "percent")
    else:
        label = say("own and quasi-own funds, in percent of the resources (usage: about 30, no norm)")
        yield PlanCheck("own-share", label, own, USUAL_OWN_SHARE, own >= USUAL_OWN_SHARE or None, "usage", "percent")
    if any(line.nature in BORROWED for line in money):
        label = say("bank, in percent of the resources (usage: it does not like to risk more than the holder)")
        yield PlanCheck("bank-share", label, bank, USUAL_BANK_SHARE, bank <= USUAL_BANK_SHARE or None, "usage", "percent")


def percent_of(part: int, whole: int) -> int:
    """A share in whole percent, halves up."""
    return (200 * part + whole) // (2 * whole)


def to_be_seen(money: Sequence[PlanResource]) -> Iterator[PlanCheck]:
    """What the enterprise has to carry: yearly repayment, aid paid late."""
    repaid = sum(line.yearly for line in money)
    if repaid:
        label = say("to be paid back in a year, without interest; compare it with the yearly cash flow (CAF)")
        yield PlanCheck("yearly-repayment", label, repaid, None, None, "usage")
    late = sum(line.amount for line in money if line.late)
    if late:
        ready = sum(line.amount for line in money if line.state is LineState.OBTAINED and line.nature is Nature.OWN)
        label = say("aid paid on proof, months late: to be bridged (Dailly, bridge loan) beyond what is there")
        yield PlanCheck("cash-gap", label, late, ready, None, "usage")
