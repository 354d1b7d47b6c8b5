"""From a profile to a financing plan: the story, one step a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import InvalidInputError
from essfund.core.messages import Message, say
from essfund.engine.match import match
from essfund.engine.planning.calls import calls_of
from essfund.engine.planning.checks import checks_of
from essfund.engine.planning.financing import Draft, Financing, in_plan, unfit
from essfund.engine.planning.reasons import refused, why
from essfund.engine.planning.shortfall import advisers, changes_of, helped_first
from essfund.engine.planning.told import problem, resources_of, uses_of
from essfund.model.plan import PREFERENCES, Plan, Variant
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from essfund.core.diagnostics import Diagnostic
    from essfund.model.catalogue import Catalogue
    from essfund.model.plan import PlanResource, PlanUse, Preference
    from essfund.model.profile import Profile
    from essfund.model.report import Report

MOST_VARIANTS = 5


def plan(
    catalogue: Catalogue, profile: Profile, *, on: date, variants: int = 3, prefer: Preference = "fewest-files",
    exclude: Collection[str] = (), require: Collection[str] = (),
) -> Plan:
    """
    Make the financing plan of a project: who may be asked for how much, in variants that differ.

    Args:
        catalogue: from `load_catalogue`; it is not changed.
        profile: what is known; `uses` and `resources` hold the lines that are there already. Without them the cost of the project,
            or the amount asked for, is the one use, and the own contribution, the bank loan and the grants obtained the resources.
        on: the day the question is asked for.
        variants: how many plans at most, 1 to 5; fewer are made where they would not differ.
        prefer: what the first one prefers, once it covers all it can: the fewest files, the cheapest money, the least bank loan.
        exclude: ids of instruments that are left out.
        require: ids of instruments that must be in every plan.

    Returns:
        Variants that balance to the euro. Pure and deterministic: the same input gives the same plan on any machine.

    Raises:
        InvalidInputError: with everything that makes a plan impossible: no need at all, more resources than uses, a required
            instrument that refuses.
    """
    financing, made = variants_of(catalogue, profile, on=on, variants=variants, prefer=prefer, exclude=exclude, require=require)
    report, first, unpriced = financing.report, made[0], tuple(financing.unpriced)
    changes = changes_of(financing, first, prefer) if first.missing else ()
    return Plan(report, made, changes, unpriced, advisers(report) if first.missing or helped_first(report) else ())


def variants_of(
    catalogue: Catalogue, profile: Profile, *, on: date, variants: int, prefer: Preference, exclude: Collection[str],
    require: Collection[str],
) -> tuple[Financing, tuple[Variant, ...]]:
    """The variants alone, as golden plans hold them: what would let one cover the need takes longer."""
    report, uses, held = told(catalogue, profile, on)
    wrong = list(impossible(report, exclude, require))
    if wrong:
        raise InvalidInputError(wrong)
    financing = Financing(report, uses, held, frozenset(exclude), frozenset(require), unfit=unfit(report, uses))
    if wrong := list(unmet(financing)):
        raise InvalidInputError(wrong)
    drafts = list(distinct(financing, prefer, variants))
    if not drafts:
        names = ", ".join(sorted(require))
        raise InvalidInputError([problem(say("the instruments that are required cannot be in one plan: {names}", names=names),
                                         say("leave one of them out"))])
    return financing, tuple([variant_of(draft, financing, number) for number, draft in enumerate(drafts, start=1)])


def told(catalogue: Catalogue, profile: Profile, on: date) -> tuple[Report, tuple[PlanUse, ...], tuple[PlanResource, ...]]:
    """The answer of `match` to the enterprise with this plan, the uses and the resources that are there. Raises InvalidInputError.

    A plan has no bank loan and no own contribution but those that are told: what depends on them is asked with these.
    """
    report = match(catalogue, profile, on=on)
    uses = uses_of(report)
    held = resources_of(report, sum(use.amount for use in uses))
    return in_plan(report, uses, held), uses, held


def impossible(report: Report, exclude: Collection[str], require: Collection[str]) -> Iterator[Diagnostic]:
    """What is asked for and cannot be."""
    for tool in sorted(set(require)):
        result = report.result(tool)
        if tool in exclude:
            yield problem(say("`{name}` is both required and excluded", name=result.instrument.tool.name))
        elif result.verdict is Verdict.INELIGIBLE:
            yield problem(say("`{name}` is required and refuses this enterprise", name=result.instrument.tool.name),
                          say("`essfund explain {tool}` says why", tool=tool))
        elif not result.availability.askable:
            yield problem(say("`{name}` is required and cannot be asked for today", name=result.instrument.tool.name),
                          say("`essfund explain {tool}` says why", tool=tool))
        elif not result.instrument.role.funds and result.brings.high is None:
            yield problem(say("`{name}` is required and brings no money", name=result.instrument.tool.name))


def unmet(financing: Financing) -> Iterator[Diagnostic]:
    """What is required and can bring nothing here, or stands behind no loan."""
    instruments = financing.report.catalogue.instruments
    if wanting := financing.wanting({option.id for option in financing.options}):
        names = ", ".join(instruments[tool].tool.name for tool in wanting)
        yield problem(say("nothing can be had here of what is required: {names}", names=names),
                      say("`essfund explain {tool}` says why", tool=wanting[0]))
    guarantees = financing.required_guarantees
    if len(guarantees) > 1 or not financing.can_guarantee(guarantees):
        names = ", ".join(instruments[tool].tool.name for tool in guarantees)
        yield problem(say("a plan has one guarantee for the loan that is requested: {names}", names=names),
                      say("require one of them, and give the loan with --resource"))


def distinct(financing: Financing, prefer: Preference, most: int) -> Iterator[Draft]:
    """Drafts that differ, at most so many; another one that is not certain covers no less than the first."""
    seen: list[Draft] = []
    for draft in proposals(financing, prefer):
        if draft is None or any(draft.alike(other) for other in seen):
            continue
        if seen and draft.missing > seen[0].missing and not (draft.certain and draft.asked):
            continue
        seen.append(draft)
        yield draft
        if len(seen) == most:
            return


def proposals(financing: Financing, prefer: Preference) -> Iterator[Draft | None]:
    """Drafts in the order in which they are worth reading."""
    first = financing.draft(prefer)
    yield first
    if first is None:
        return
    if any(not line.certain for line in first.resources if line.result):
        yield financing.draft(prefer, certain=True)
    others = [preference for preference in PREFERENCES if preference != prefer]
    for preference in others:
        yield financing.draft(preference)
    lead = next((line.tool for line in first.resources if line.result and not line.guarantee), None)
    if lead:
        yield financing.draft(prefer, without=frozenset([lead]))


def variant_of(draft: Draft, financing: Financing, number: int) -> Variant:
    """Variant of a draft, with all that is said of it."""
    money: Sequence[PlanResource] = [line for line in draft.resources if not line.guarantee]
    checks = checks_of(draft, financing.report, financing.whole)
    return Variant(
        id=f"{draft.prefers}{'-certain' if draft.certain else ''}-{number}",
        prefers=draft.prefers,
        certain=all(line.certain for line in draft.resources),
        uses=draft.uses,
        resources=draft.resources,
        missing=draft.missing,
        checks=checks,
        yearly_repayment=sum(line.yearly for line in money),
        cash_gap=sum(line.amount for line in money if line.late),
        calls=calls_of(draft, financing.report),
        why=tuple(why(draft)),
        refused=refused(draft, financing),
    )


def unknown_term(variant: Variant) -> list[str | Message]:
    """Lines that are paid back over a term that nobody knows."""
    return [line.label for line in variant.money if line.nature.repaid and not line.years]
