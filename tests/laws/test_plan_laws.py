"""Laws of every plan over the real catalogue: it balances, breaks no rule when it is checked again, and holds nothing that cannot be had."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from essfund import Profile, Verdict, match, plan
from essfund.core.errors import InvalidInputError
from essfund.engine.amounts import offer_range
from essfund.engine.planning.combinations import excluding, forbidden, measured
from essfund.model.field_types import Interval
from essfund.model.plan import PREFERENCES
from essfund.model.plan_line import LineState, Nature
from essfund.model.vocabulary import Role
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import sliced
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.plan import Plan, Preference, Variant

CATALOGUE = bundled()
DAYS = [date(2019, 6, 1), date(2023, 6, 1), LAST_CHECKED]
SEEDS = sliced(range(24), 24)
DRAWN = 12


def drawn(seed: int) -> Iterator[tuple[Profile, date]]:
    """Yield enterprises of which more or less is known, and a day."""
    chance = Random(seed)
    for _ in range(DRAWN):
        known = {key: value for key, value in draw(CATALOGUE, chance).items() if chance.random() < 0.75}
        yield Profile(known), chance.choice(DAYS)


@lru_cache(maxsize=1)
def plans(seed: int) -> list[tuple[Profile, date, Plan]]:
    """Return plans of drawn enterprises; an enterprise whose money is more than its project has none, and says so."""
    chance, made = Random(seed), []
    for profile, day in drawn(seed):
        if isinstance(found := planned(profile, day, chance.choice(PREFERENCES)), InvalidInputError):
            assert {item.code for item in found.diagnostics} == {"PRO006"}
        else:
            made.append((profile, day, found))
    return made


def planned(profile: Profile, day: date, prefer: Preference) -> Plan | InvalidInputError:
    """Return the plan of an enterprise, or why there is none."""
    try:
        return plan(CATALOGUE, profile, on=day, variants=5, prefer=prefer)
    except InvalidInputError as error:
        return error


def it_balances(seed: int) -> None:
    """Every plan balances to the euro, and no guarantee is money."""
    for _, _, found in plans(seed):
        for variant in found.variants:
            money = sum(line.amount for line in variant.resources if line.nature is not Nature.GUARANTEE)
            assert money + variant.missing == sum(use.amount for use in variant.uses)
            assert variant.missing >= 0
            assert all(line.amount > 0 for line in variant.resources)
            assert all(line.nature is Nature.GUARANTEE for line in variant.resources if line.result and line.result.instrument.role is Role.GUARANTEE)


def it_holds_what_match_gives(seed: int) -> None:
    """Nothing refused, ended or closed is in a plan, and every amount is one that `match` gives."""
    for profile, day, found in plans(seed):
        for variant in found.variants:
            report = match(CATALOGUE, profile.supposing(in_plan(variant)), on=day)
            for line in variant.resources:
                if not line.result or line.state is LineState.OBTAINED:
                    continue
                again = report.result(line.tool)
                assert again.verdict is not Verdict.INELIGIBLE
                assert again.availability.askable
                assert line.amount >= again.amount.low
                fits = [offer for offer in again.offers if offer.verdict is not Verdict.INELIGIBLE]
                tops = [offer_range(offer.offer.entry.amount, report.facts).high for offer in fits]
                assert None in tops or line.amount <= max(top for top in tops if top is not None)


def in_plan(variant: Variant) -> dict[str, Interval]:
    """Return what a plan says of the bank loan and of own money."""
    sums = {"bank_loan": Nature.BANK_LOAN, "own_contribution": Nature.OWN}
    told = {key: sum(line.amount for line in variant.money if line.nature is nature and line.result is None) for key, nature in sums.items()}
    return {key: Interval(amount, amount) for key, amount in told.items()}


def it_breaks_no_rule(seed: int) -> None:
    """A plan breaks no rule between its lines."""
    for _, _, found in plans(seed):
        for variant in found.variants:
            whole = sum(use.amount for use in variant.uses if not use.tool)
            tools = {line.tool for line in variant.resources if line.tool}
            assert not any(pair <= tools and forbidden(relation, CATALOGUE) for pair, relation in excluding(CATALOGUE))
            for ceiling in CATALOGUE.plan_ceilings:
                again = measured(ceiling, variant.resources, whole, found.report.facts)
                assert again is None or again.holds is not False
            assert not any(check.holds is False for check in variant.checks)
            assert len([line for line in variant.resources if line.guarantee]) <= len([line for line in variant.money if line.nature is Nature.BANK_LOAN])


def what_is_certain_is_eligible(seed: int) -> None:
    """A variant without doubt holds only what is eligible and certain, and what somebody has seen at work in eight years."""
    for _, day, found in plans(seed):
        for variant in found.variants:
            if "-certain" in variant.id:
                assert all(line.result.verdict is Verdict.ELIGIBLE and line.amount <= line.sure for line in variant.resources if line.result)
                asked = [line.result.last_proof for line in variant.resources if line.result and line.state is LineState.TO_REQUEST]
                assert all(seen is not None and int(seen[:4]) + 8 >= day.year for seen in asked)


def less_covers_less(seed: int) -> None:
    """An option left out never makes a plan cover more, and the same input gives the same plan."""
    for profile, day, found in plans(seed):
        first = found.variants[0]
        again = plan(CATALOGUE, profile, on=day, variants=1, prefer=first.prefers).variants[0]
        assert [(line.tool, line.amount) for line in again.resources] == [(line.tool, line.amount) for line in first.resources]
        assert (again.uses, again.missing, again.why, again.refused) == (first.uses, first.missing, first.why, first.refused)
        lead = next((line.tool for line in first.resources if line.result and not line.guarantee), None)
        if lead:
            fees = sum(use.amount for use in first.uses if use.tool)
            less = plan(CATALOGUE, profile, on=day, variants=1, prefer=first.prefers, exclude=[lead]).variants[0]
            assert less.missing >= first.missing - fees


@pytest.mark.parametrize("seed", SEEDS)
def test_laws_of_every_plan(seed: int) -> None:
    """One test a seed: its plans are made once for all laws."""
    for law in (it_balances, it_holds_what_match_gives, it_breaks_no_rule, what_is_certain_is_eligible, less_covers_less):
        law(seed)
