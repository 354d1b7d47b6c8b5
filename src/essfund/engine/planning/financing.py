"""The round of financiers: the options of one enterprise, and the best plan out of them for what a variant prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.lazily import cached_property
from essfund.core.record import field, record, replace
from essfund.engine.amounts import offer_range
from essfund.engine.match import amount_of, match
from essfund.engine.planning.combinations import bank_rules, bounded_by, excluded_by, groups, measured, rules_of
from essfund.engine.planning.fees import DEAREST, fee_of, fee_use, guarantee_use
from essfund.engine.planning.options import (
    Option,
    dearest_by_class,
    fitting,
    greatest,
    may_be_asked,
    options_of,
    settled,
)
from essfund.engine.planning.search import Choice, Problem, Rule, solve
from essfund.model.field_types import Interval
from essfund.model.plan import PlanResource, PlanUse
from essfund.model.plan_line import LineState, Nature
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

    from essfund.model.plan import BoundBy, Preference
    from essfund.model.report import Report, Result

MOST_ROUNDS = 50
"""Rounds until the fees are those that the plan pays: each adds a part of what the one before added."""


@record(frozen=True)
class Draft:
    """A plan before anything is said of it: uses with the fees of the money, resources, what is missing, whole euros."""

    prefers: Preference
    certain: bool
    uses: tuple[PlanUse, ...]
    resources: tuple[PlanResource, ...]
    missing: int

    @property
    def asked(self) -> bool:
        """Whether it asks anybody for money."""
        return any(line.result and not line.guarantee and line.state is LineState.TO_REQUEST for line in self.resources)

    def alike(self, other: Draft) -> bool:
        """Whether another draft asks the same for the same."""
        return sorted((line.tool, line.amount) for line in self.resources) == sorted((line.tool, line.amount) for line in other.resources)


NOTHING_ELSE: Mapping[str, Interval] = {}


def in_plan(report: Report, uses: Sequence[PlanUse], held: Sequence[PlanResource], also: Mapping[str, Interval] = NOTHING_ELSE) -> Report:
    """The answer of `match` to the enterprise with the money of a plan, and no other; `also` are facts that are supposed besides."""
    whole, facts = sum(use.amount for use in uses), report.facts
    sums = {"bank_loan": Nature.BANK_LOAN, "own_contribution": Nature.OWN}
    known = {key: sum(line.amount for line in held if line.nature is nature) for key, nature in sums.items()}
    known |= {"project_cost": whole} if facts.number("project_cost") else {}
    left = whole - sum(line.amount for line in held if not line.guarantee)
    if report.profile.number("amount_needed") is None and left > 0:
        known["amount_needed"] = left
    values = {**{key: Interval(amount, amount) for key, amount in known.items()}, **also}
    if all(facts.number(key) == value for key, value in values.items()):
        return report
    return replace(match(report.catalogue, report.profile.supposing(values), on=report.as_of), profile=report.profile, need=report.need)


def unfit(report: Report, uses: Sequence[PlanUse]) -> frozenset[str]:
    """Instruments that refuse if the purposes are what the natures of the uses say: supposed only where nobody told the purposes."""
    words = report.catalogue.vocabularies.of("purposes")
    if report.facts.ids("purposes") or words is None:
        return frozenset()
    found = [words.find(str(use.label)) or (words.find(use.nature.value) if use.nature else None) for use in uses]
    if None in found:
        return frozenset()
    supposed = frozenset[str]().union(*(purposes for purposes in found if purposes))
    again = match(report.catalogue, report.profile.supposing({"purposes": supposed}), on=report.as_of)
    return frozenset(result.instrument.id for result in again.results if result.verdict is Verdict.INELIGIBLE)


@record
class Financing:
    """What plans of one enterprise are made from. `whole` is the cost of the project, without the fees of the money."""

    report: Report
    uses: tuple[PlanUse, ...]
    held: tuple[PlanResource, ...]
    exclude: frozenset[str] = frozenset()
    require: frozenset[str] = frozenset()
    unfit: frozenset[str] = frozenset()
    """Instruments that what the uses are for does not suit, where nobody told the purposes: they order, and are left out."""
    unpriced: list[Result] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    solved: dict[Hashable, dict[int, int] | None] = field(default_factory=dict)
    """Problems that were solved, also for other sums: plans that are tried in turn ask some of them again."""

    def __post_init__(self) -> None:
        bounded = bounded_by(self.report, self.held, self.whole)
        options, unpriced = options_of(self.report, self.whole + self.headroom, self.require, bounded)
        taken = {line.tool for line in self.held} | excluded_by({line.tool for line in self.held}, self.report.catalogue)
        self.options = [option for option in options if option.id not in self.exclude | taken | (self.unfit - self.require)]
        self.unpriced = [result for result in unpriced if result.instrument.id not in self.exclude | taken]

    @cached_property
    def whole(self) -> int:
        """Cost of the project."""
        return sum(use.amount for use in self.uses)

    @property
    def headroom(self) -> int:
        """Euros that fees may add to the uses, at most: an option may have to bring them too."""
        return self.whole // 10

    @cached_property
    def dearest(self) -> dict[str | None, int]:
        """Greatest known interest of each class of cost."""
        return dearest_by_class(self.report)

    @cached_property
    def loan(self) -> PlanResource | None:
        """The loan that a guarantee can make possible: the greatest bank loan that is not obtained yet."""
        loans = [line for line in self.held if line.nature is Nature.BANK_LOAN and line.state is not LineState.OBTAINED]
        return max(loans, key=lambda line: line.amount, default=None)

    def guarantees(self, loan: int, *, certain: bool) -> Iterator[PlanResource]:
        """Guarantees of a loan of so many euros, in the order of advice; none where one is told already."""
        if self.loan is None or any(line.guarantee for line in self.held):
            return
        for result in self.report.results:
            sure = settled(result, self.report)
            if result.instrument.role is not Role.GUARANTEE or result.instrument.id in self.exclude or (certain and not sure):
                continue
            if not may_be_asked(result, self.require):
                continue
            facts = self.report.facts.knowing("bank_loan", Interval(loan, loan))
            found = amount_of([each._replace(amount=offer_range(each.offer.entry.amount, facts)) for each in result.offers])
            amount = found.high if found.certain is None else found.certain
            if amount and not found.short:
                bound: BoundBy = (found.binding or "ceiling") if found.high == amount else None
                yield PlanResource(
                    result.instrument.tool.name, amount, Nature.GUARANTEE, LineState.TO_REQUEST, amount if sure else 0, result,
                    longest(result), on=self.loan.label, bound_by=bound, offer=fitting(result, amount))

    def guarantee_order(self, prefers: Preference, *, certain: bool) -> list[str]:
        """Guarantees worth trying: the required one alone; else the first of advice and the cheapest, first what is preferred."""
        found = list(self.guarantees(self.loan.amount, certain=certain)) if self.loan else []
        found = [line for line in found if line.tool in self.require] or found
        if not found:
            return []
        cheapest = min(found, key=lambda line: fee_of(line, DEAREST)).tool
        return list(dict.fromkeys([cheapest, found[0].tool] if prefers == "cheapest" else [found[0].tool, cheapest]))

    def draft(self, prefers: Preference, *, certain: bool = False, without: frozenset[str] = frozenset()) -> Draft | None:
        """The best plan for a preference; of `certain` options alone; without some. None if what is required cannot be had.

        The first guarantee that leaves nothing missing is taken, or else the one with which least is missing, or none: its cost is a use.
        """
        best: Draft | None = None
        tried = self.guarantee_order(prefers, certain=certain)
        for guarantee in tried if self.required_guarantees else [*tried, ""]:
            draft = self.draft_with(guarantee, prefers, certain=certain, without=without)
            if draft is not None and (best is None or draft.missing < best.missing):
                best = draft
            if best is not None and not best.missing:
                break
        return best

    def draft_with(self, guarantee: str, prefers: Preference, *, certain: bool, without: frozenset[str]) -> Draft | None:
        """The best plan with one guarantee of the loan, or none."""
        options = [certain_option(option) if certain else option for option in self.options if option.id not in without]
        options = [option for option in options if option.high >= max(option.low, 1)]
        if self.wanting({option.id for option in options}):
            return None
        fixed, bank = self.held, None
        if prefers == "least-bank" and self.loan is not None and all(line.on != self.loan.label for line in self.held):
            fixed, bank = tuple([line for line in self.held if line is not self.loan]), self.loan
        agreed = self.agreed(guarantee, options, fixed, bank, prefers, certain=certain)
        if agreed is None:
            return None
        amounts, lent, line = agreed
        lines = [*fixed, *([bank._replace(amount=lent, sure=min(bank.sure, lent))] if bank and lent else [])]
        return self.drawn_up(prefers, options, amounts, lines, line, certain=certain)

    def agreed(
        self, tool: str, options: Sequence[Option], fixed: Sequence[PlanResource], bank: PlanResource | None, prefers: Preference, *,
        certain: bool,
    ) -> tuple[dict[int, int], int, PlanResource | None] | None:
        """Amounts, what the bank lends, and its guarantee; None if what is required cannot be had.

        The fees of the money are uses that the amounts pay too: they are worked out anew until they are those that were paid. Where two
        plans take turns with each other's fees, the options of one are kept: more of them costs a part of a euro for each, so that ends.
        """
        lent = self.loan.amount if self.loan else 0
        guarantee = self.guaranteeing(tool, lent, certain=certain)
        fee = self.told_fees + (fee_of(guarantee) if guarantee and bank is None else 0)
        tried: set[int] = set()
        amounts: dict[int, int] = {}
        for _ in range(MOST_ROUNDS):
            kept = frozenset(amounts) if fee in tried else None
            found = self.amounts(options, fixed, bank, fee, prefers, certain=certain, kept=kept)
            if found is None:
                return None
            amounts, lent = found, found.get(len(options), 0) if bank else lent
            guarantee = self.guaranteeing(tool, lent, certain=certain)
            owed = self.told_fees + sum(option.fee(amounts.get(number, 0)) for number, option in enumerate(options))
            owed += fee_of(guarantee) if guarantee else 0
            if owed == fee:
                break
            tried.add(fee)
            fee = owed
        return amounts, lent, guarantee

    def guaranteeing(self, tool: str, loan: int, *, certain: bool) -> PlanResource | None:
        """What a guarantee covers of a loan of so many euros."""
        return next((line for line in self.guarantees(loan, certain=certain) if line.tool == tool), None) if tool and loan else None

    def wanting(self, had: Collection[str]) -> list[str]:
        """Required instruments that nothing can be had of, where only some can be."""
        held = {line.tool for line in self.held}
        return sorted(self.require - set(had) - held - set(self.required_guarantees))

    @property
    def required_guarantees(self) -> list[str]:
        """Required instruments that guarantee."""
        return sorted(tool for tool in self.require if self.report.result(tool).instrument.role is Role.GUARANTEE)

    def can_guarantee(self, tools: Collection[str]) -> bool:
        """Whether some guarantees can stand behind the loan of the plan, or do already."""
        standing = {line.tool for line in self.guarantees(self.loan.amount, certain=False)} if self.loan else set()
        return standing.union(line.tool for line in self.held).issuperset(tools)

    def amounts(
        self, options: Sequence[Option], fixed: Sequence[PlanResource], bank: PlanResource | None, fee: int, prefers: Preference, *,
        certain: bool, kept: frozenset[int] | None,
    ) -> dict[int, int] | None:
        """Euros of each option in the best plan, out of those `kept`, with so many euros of fees; the last number is a free bank loan."""
        choices = [self.choice(option, prefers, open_=kept is None or number in kept) for number, option in enumerate(options)]
        number = None if bank is None else len(options)
        ceilings = list(rules_of(self.report, options, fixed, self.whole, certain=certain, bank=number))
        rules = [rule for rule, binding in ceilings if binding]
        if bank is not None:
            choices.append(Choice(1, bank.amount, bank.amount, 0, each=1))
            told = sum(line.amount for line in fixed if line.nature is Nature.BANK_LOAN)
            rules += bank_rules(options, len(options), told, self.report.facts)
        for tool in self.require:
            if windows := [place for place, option in enumerate(options) if option.id == tool]:
                rules.append(Rule(dict.fromkeys(windows, -1), -1))
        exclusive, unwise = groups(options, self.report.catalogue)
        found = self.whole + fee - sum(line.amount for line in fixed if not line.guarantee)
        problem = Problem(found, choices, rules, exclusive, unwise, [rule for rule, binding in ceilings if not binding])
        if problem.key not in self.solved:
            self.solved[problem.key] = solve(problem)
        return self.solved[problem.key]

    def choice(self, option: Option, prefers: Preference, *, open_: bool) -> Choice:
        """What the search has to know of an option; what is required comes before all advice, and brings what it can."""
        each = option.cost(self.dearest) if prefers == "cheapest" else 0
        place = 0 if option.id in self.require else option.place
        return Choice(option.low, option.high if open_ else 0, option.sure, place, once=prefers == "fewest-files", each=each)

    def drawn_up(
        self, prefers: Preference, options: Sequence[Option], amounts: dict[int, int], held: Sequence[PlanResource],
        guarantee: PlanResource | None, *, certain: bool,
    ) -> Draft:
        """The plan in lines: what is told, each guarantee beside its loan, the options in the order of advice."""
        taken = [(option, amounts[number]) for number, option in enumerate(options) if number in amounts]
        lines = [each for line in held for each in ((line, guarantee) if guarantee and line.label == guarantee.on else (line,))]
        asked = [resource(option, amount) for option, amount in taken]
        fees = [fee_use(option, amount) for option, amount in taken if option.fee(amount)]
        guaranteeing = [*self.told_guarantees, *([guarantee] if guarantee else [])]
        fees = [*(guarantee_use(line) for line in guaranteeing if fee_of(line)), *fees]
        uses = (*self.uses, *fees)
        resources = [*lines, *asked]
        resources = [self.bound(line, resources) if line in asked else line for line in resources]
        missing = sum(use.amount for use in uses) - sum(line.amount for line in resources if not line.guarantee)
        return Draft(prefers, certain, uses, tuple(resources), missing)

    @property
    def enough(self) -> bool:
        """Whether all options at their most, whatever the rules, would cover the cost: what is quickly seen not to be is not searched."""
        most: dict[str, int] = {}
        for option in self.options:
            most[option.id] = max(option.high, most.get(option.id, 0))
        return sum(most.values()) + sum(line.amount for line in self.held if not line.guarantee) >= self.whole

    @cached_property
    def told_guarantees(self) -> list[PlanResource]:
        """Guarantees that are told and still cost: they name an instrument, and are not obtained."""
        return [line for line in self.held if line.guarantee and line.result and line.state is not LineState.OBTAINED]

    @property
    def told_fees(self) -> int:
        """What they cost, in whole euros."""
        return sum(fee_of(line) for line in self.told_guarantees)

    def bound(self, line: PlanResource, resources: Sequence[PlanResource]) -> PlanResource:
        """The line with the ceiling of the plan that keeps it from being more, if there is one."""
        if line.bound_by != "need":
            return line
        for ceiling in self.report.catalogue.plan_ceilings:
            found = measured(ceiling, resources, self.whole, self.report.facts) if line.tool in ceiling.tools else None
            if found and found.most is not None and ceiling.strength.refuses and found.most <= found.counted + 1:
                return line._replace(bound_by=ceiling)
        return line


def longest(result: Result) -> float | None:
    """The longest term of an instrument in years, if one is known."""
    return (greatest(result.terms.years) or None) if result.terms else None


def certain_option(option: Option) -> Option:
    """Option as far as it is certain; nothing where its verdict is open."""
    sure = option.sure if option.offer.verdict is Verdict.ELIGIBLE else 0
    return replace(option, high=sure, sure=sure)


def resource(option: Option, amount: int) -> PlanResource:
    """Line of an option."""
    result, terms = option.result, option.result.terms
    sure = option.sure if option.offer.verdict is Verdict.ELIGIBLE else 0
    rate = greatest(terms.rate) if terms and terms.rate else None
    bound: BoundBy = "need" if amount < option.high else option.offer.amount.binding or "ceiling"
    return PlanResource(result.instrument.tool.name, amount, option.nature, LineState.TO_REQUEST, sure, result,
                        longest(result), rate, bound_by=bound, offer=option.offer)
