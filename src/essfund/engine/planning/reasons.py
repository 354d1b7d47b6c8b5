"""Why a plan is as it is, and why each other option is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Euros, Message, counted, say
from essfund.engine.planning.combinations import excluding, forbidden
from essfund.engine.planning.options import settled
from essfund.model.plan_line import Nature
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.engine.planning.financing import Draft, Financing
    from essfund.model.report import Result

GOALS = {
    "fewest-files": N_("covers as much as can be, then asks for as few files as possible"),
    "cheapest": N_("covers as much as can be, then takes the money that costs least over its term"),
    "least-bank": N_("covers as much as can be, then borrows as little as possible from the bank"),
}
REFUSES, NOT_TODAY = say("it refuses this enterprise"), say("it cannot be asked for today")
"""Reasons of which a reader is told more: which condition refuses, what has ended."""
THEN = N_("then what is certain before what is possible, and the order of advice")


def why(draft: Draft) -> Iterator[Message]:
    """The goals of a plan in words, in their order, and what they come to."""
    yield Message(GOALS[draft.prefers])
    if draft.certain:
        yield say("only what is eligible as far as is known, up to what is certain")
    yield Message(THEN)
    files = sum(1 for line in draft.resources if line.result)
    yield counted(files, N_("{count} file to fill in"), N_("{count} files to fill in"))
    if draft.prefers == "least-bank":
        bank = sum(line.amount for line in draft.resources if line.nature is Nature.BANK_LOAN)
        yield say("bank loans {amount}", amount=Euros(bank))


def refused(draft: Draft, financing: Financing) -> dict[str, Message]:
    """Why each option of the answer that brings money is not in a plan: a rule, a fact, or that it would be worse."""
    inside = {line.tool for line in draft.resources if line.tool}
    return {result.instrument.id: reason(result, draft, financing, inside) for result in financing.report.results
            if result.instrument.id not in inside and (result.instrument.role.funds or result.brings.high is not None)}


def closed(result: Result, financing: Financing) -> Message | None:
    """Why an option is in no plan at all, whatever stands in it; None if it may be in one."""
    if result.instrument.id in financing.exclude:
        return say("left out as asked for")
    if result.verdict is Verdict.INELIGIBLE:
        return REFUSES
    if not result.availability.askable:
        return NOT_TODAY
    if result.place is Place.ONLY_IF:
        return say("it is open only to others than this enterprise seems to be: --require brings it in")
    return None if result.place is Place.FIRST else say("unlikely here: --require brings it in")


def reason(result: Result, draft: Draft, financing: Financing, inside: set[str]) -> Message:
    """Why one option is not in a plan."""
    tool, catalogue = result.instrument.id, financing.report.catalogue
    if shut := closed(result, financing):
        return shut
    for pair, relation in excluding(catalogue):
        other = next(iter(pair - {tool}), "")
        if tool in pair and other in inside:
            name = catalogue.instruments[other].tool.name
            return say("not together with {name}", name=name) if forbidden(relation, catalogue) else say("in place of {name}", name=name)
    if result.instrument.role is Role.GUARANTEE:
        return guaranteeing(result, draft, financing)
    if any(item.instrument.id == tool for item in financing.unpriced):
        return say("nobody knows how much it brings")
    if tool in financing.unfit:
        return say("not for what is to be paid here, as far as the uses say it; --purpose tells it")
    windows = [item for item in financing.options if item.id == tool]
    if not windows:
        return say("it gives no less than {low}, more than is to be found", low=Euros(result.amount.low)) if result.amount.low else say(
            "nothing is left that it could bring")
    if draft.certain and all(option.sure < max(option.low, 1) for option in windows):
        return say("something is still to be checked")
    if not draft.missing:
        return worse(draft)
    return say("a ceiling of the plan leaves nothing for it")


def guaranteeing(result: Result, draft: Draft, financing: Financing) -> Message:
    """Why a guarantee stands behind no loan of a plan."""
    standing = next((line.label for line in draft.resources if line.guarantee), None)
    if standing is not None:
        return say("one loan has one guarantee, and it has {name}", name=standing)
    if financing.loan is None or not any(line.nature is Nature.BANK_LOAN for line in draft.resources):
        return say("no loan is to be obtained that it could guarantee")
    if draft.certain and not settled(result, financing.report):
        return say("something is still to be checked")
    possible = any(line.tool == result.instrument.id for line in financing.guarantees(financing.loan.amount, certain=draft.certain))
    return say("what it costs would leave more to be found") if possible else say("nothing is left that it could bring")


def worse(draft: Draft) -> Message:
    """What would be worse with another option, the need being covered without it."""
    return {"fewest-files": say("one more file, and the need is covered without it"),
            "cheapest": say("its money costs no less, and the need is covered without it"),
            "least-bank": say("the need is covered without it, and the bank lends no less with it")}[draft.prefers]
