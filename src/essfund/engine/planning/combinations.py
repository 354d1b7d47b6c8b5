"""What holds between the lines of a plan: ceilings over several of them, what excludes one another, two names of one product."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from essfund.core.record import record
from essfund.engine.amounts import formula_of
from essfund.engine.planning.options import WHOLE, hundredths
from essfund.engine.planning.search import Rule
from essfund.model.plan_line import Nature

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from essfund.engine.planning.options import Option
    from essfund.model.catalogue import Catalogue
    from essfund.model.field_types import Interval
    from essfund.model.plan import PlanResource
    from essfund.model.profile import Profile
    from essfund.model.report import Report
    from essfund.model.rulebook import PlanCeiling, Relation

SUMS: Mapping[str, Nature] = {
    "own": Nature.OWN, "quasi_own": Nature.QUASI_OWN, "grants": Nature.GRANT, "bank_loans": Nature.BANK_LOAN, "other_loans": Nature.LOAN,
}
"""Sums of a plan that ceilings name, by the nature of the lines that they add up; `uses` and `own_funds` are none of them."""


@record(frozen=True)
class Measured:
    """A ceiling with its numbers in a plan, whole euros: what it counts, and the least and greatest that it may be; None is unknown."""

    ceiling: PlanCeiling
    counted: int
    sure: int
    most: int | None

    @property
    def holds(self) -> bool | None:
        """Whether it is kept; None where that is not known, or where an inferred one only warns."""
        if self.ceiling.less and not self.counted:
            return None  # nothing is known to fall under it: each desk has to be asked
        if self.counted <= self.sure:
            return True
        return False if self.most is not None and self.counted > self.most and self.ceiling.strength.refuses else None


def percent(ceiling: PlanCeiling, tool: str) -> int:
    """Which part of an amount a ceiling counts, in hundredths of a percent."""
    return hundredths(ceiling.counted.get(tool, 100))


def ceiling_base(ceiling: PlanCeiling, whole: int, held: Iterable[PlanResource], facts: Profile) -> tuple[int, int | None]:
    """Least and greatest euros that a ceiling is a share of, as far as no option is taken; for what is left of a sum, that itself."""
    if ceiling.less:
        spent, fixed = facts.number(ceiling.less), ceiling.fixed or 0
        low, high = (0, None) if spent is None else (spent.low or 0, spent.high)
        return (0 if high is None else max(0, fixed - high)), max(0, fixed - low)
    held = list(held)
    known: list[tuple[int, int | None]] = []
    for name in ceiling.of:
        if name == "uses":
            known.append((whole, whole))
        elif name == "own_funds":
            known.append(_ends(facts.number(name)))
        else:
            told = sum(line.amount for line in held if line.nature is SUMS[name] and line.tool not in ceiling.leaving_out)
            known.append((told, told))
    return sum(least for least, _ in known), None if any(most is None for _, most in known) else sum(most or 0 for _, most in known)


def _ends(known: Interval | None) -> tuple[int, int | None]:
    """Least and greatest value of a sum that counts from nothing on."""
    return (0, None) if known is None else (max(0, known.low or 0), None if known.high is None else max(0, known.high))


def share_of(ceiling: PlanCeiling) -> int:
    """Share of a ceiling, in hundredths of a percent; all of what is left of a sum."""
    return WHOLE if ceiling.less else hundredths(ceiling.share or 0)


def measured(ceiling: PlanCeiling, resources: Sequence[PlanResource], whole: int, facts: Profile) -> Measured | None:
    """A ceiling in a plan; None if it has nothing to do with it. What is left of de minimis matters wherever something is asked for."""
    counted, tools = [line for line in resources if line.tool in ceiling.tools], {line.tool for line in resources if line.tool}
    if (not counted and not (ceiling.less and tools)) or (ceiling.only_with and ceiling.only_with not in tools):
        return None
    low, high = ceiling_base(ceiling, whole, [line for line in resources if not line.guarantee], facts)
    sum_ = -(-sum(percent(ceiling, line.tool) * line.amount for line in counted) // WHOLE)
    share = share_of(ceiling)
    return Measured(ceiling, sum_, share * low // WHOLE, None if high is None else share * high // WHOLE)


def rules_of(
    report: Report, options: Sequence[Option], held: Sequence[PlanResource], whole: int, *, certain: bool, bank: int | None = None,
) -> Iterator[tuple[Rule, bool]]:
    """Ceilings as sums over the options, and over the bank loan where it is free, as number `bank`; whether each is more than a warning.

    Where something is not known the most is taken, or the least if `certain`.
    """
    for ceiling in report.catalogue.plan_ceilings:
        base = ceiling_base(ceiling, whole, [line for line in held if not line.guarantee], report.facts)[0 if certain else 1]
        asked = ceiling.only_with is None or any(line.tool == ceiling.only_with for line in held)
        if asked and base is not None and any(option.id in ceiling.tools for option in options):
            yield _rule(ceiling, options, held, base, bank), ceiling.strength.refuses


def _rule(ceiling: PlanCeiling, options: Sequence[Option], held: Sequence[PlanResource], base: int, bank: int | None) -> Rule:
    """One ceiling over the options: what it counts of each, less its share of what they bring."""
    share, summed = share_of(ceiling), {SUMS.get(name) for name in ceiling.of}
    counts = {bank: -share} if bank is not None and "bank_loans" in ceiling.of else dict[int, int]()
    for number, option in enumerate(options):
        counted = percent(ceiling, option.id) if option.id in ceiling.tools else 0
        adding = option.nature in summed and option.id not in ceiling.leaving_out
        if times := counted - (share if adding else 0):
            counts[number] = times
    told = sum(percent(ceiling, line.tool) * line.amount for line in held if line.tool in ceiling.tools)
    return Rule(counts, share * base - told)


def bank_rules(options: Sequence[Option], bank: int, told: int, facts: Profile) -> Iterator[Rule]:
    """Limits that are computed from the bank loan, where it is option number `bank`; `told` euros of it are counted already."""
    for number, option in enumerate(options):
        for limit in option.offer.offer.entry.amount.limits:
            if "bank_loan" in limit.fields:
                formula = formula_of(limit)
                others = told + sum(at_most(facts.number(key)) for key in limit.fields if key != "bank_loan")
                yield Rule({number: formula.over, bank: -formula.rate}, formula.rate * others)


def at_most(known: Interval | None) -> int:
    """The greatest that a sum may be, as far as is known, from nothing on."""
    if known is None:
        return 0
    return max(0, known.high if known.high is not None else known.low or 0)


def bounded_by(report: Report, held: Sequence[PlanResource], whole: int) -> set[str]:
    """Instruments that a ceiling of the plan keeps from any amount, where they have no ceiling of their own."""
    told = [line for line in held if not line.guarantee]
    kept = [ceiling for ceiling in report.catalogue.plan_ceilings if ceiling.strength.refuses and "uses" not in ceiling.of]
    return {tool for ceiling in kept if ceiling_base(ceiling, whole, told, report.facts)[1] is not None for tool in ceiling.tools}


def excluding(catalogue: Catalogue) -> Iterator[tuple[frozenset[str], Relation]]:
    """Pairs of instruments that do not go together: excluded by a rule, or two names of one product that no pairing joins."""
    joined = {frozenset(pair) for relation in catalogue.pairings for pair in combinations(relation.tools, 2)}
    for relation in (*catalogue.incompatibilities, *catalogue.one_entry, *catalogue.alternatives):
        for pair in combinations(relation.tools, 2):
            if frozenset(pair) not in joined or relation in catalogue.incompatibilities:
                yield frozenset(pair), relation


def forbidden(relation: Relation, catalogue: Catalogue) -> bool:
    """Whether a relation is kept, and does not only warn: two names of one product are never both in a plan."""
    return relation in catalogue.one_entry or (relation.strength.refuses and relation not in catalogue.alternatives)


def excluded_by(held: Collection[str], catalogue: Catalogue) -> set[str]:
    """Instruments that do not go together with those that are there or asked for already."""
    kept = [pair for pair, relation in excluding(catalogue) if forbidden(relation, catalogue)]
    return {tool for pair in kept if not pair.isdisjoint(held) for tool in pair.difference(held)}


def groups(options: Sequence[Option], catalogue: Catalogue) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """Pairs of options of which a plan has one at most, two windows of one instrument too, and pairs that it has only if it must."""
    places: dict[str, list[int]] = {}
    for number, option in enumerate(options):
        places.setdefault(option.id, []).append(number)
    exclusive = dict.fromkeys(frozenset(pair) for windows in places.values() for pair in combinations(windows, 2))
    unwise: dict[frozenset[int], None] = {}
    for (first, second), relation in ((sorted(pair), relation) for pair, relation in excluding(catalogue)):
        pairs = dict.fromkeys(frozenset(pair) for pair in product(places.get(first, ()), places.get(second, ())))
        (exclusive if forbidden(relation, catalogue) else unwise).update(pairs)
    return list(exclusive), [pair for pair in unwise if pair not in exclusive]
