"""Laws of every plan over the real catalogue: it balances, breaks no rule when it is checked again, and holds nothing that cannot be had."""

from __future__ import annotations

from datetime import date
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
from tests.bundled import bundled
from tests.depth import sliced
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.plan import Plan, Preference, Variant

CATALOGUE = bundled()
DAYS = [date(2019, 6, 1), date(2023, 6, 1), date(2026, 11, 24)]
SEEDS = sliced(range(40), 8)
DRAWN = 12


def drawn(seed: int) -> Iterator[tuple[Profile, date]]:
    """Yield enterprises of which more or less is known, and a day."""
    chance = Random(seed)
    for _ in range(DRAWN):
        known = {key: value for key, value in draw(CATALOGUE, chance).items() if chance.random() < 0.75}
        yield Profile(known), chance.choice(DAYS)


def plans(seed: int) -> Iterator[tuple[Profile, date, Plan]]:
    """Yield plans of drawn enterprises; an enterprise whose money is more than its project has none, and says so."""
    chance = Random(seed)
    for profile, day in drawn(seed):
        if isinstance(found := planned(profile, day, chance.choice(PREFERENCES)), InvalidInputError):
            assert {item.code for item in found.diagnostics} == {"PRO006"}
        else:
            yield profile, day, found


def planned(profile: Profile, day: date, prefer: Preference) -> Plan | InvalidInputError:
    """Return the plan of an enterprise, or why there is none."""
    try:
        return plan(CATALOGUE, profile, on=day, variants=5, prefer=prefer)
    except InvalidInputError as error:
        return error


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plan_balances_to_the_euro_and_no_guarantee_is_money(seed: int) -> None:
    for _, _, found in plans(seed):
        for variant in found.variants:
            money = sum(line.amount for line in variant.resources if line.nature is not Nature.GUARANTEE)
            assert money + variant.missing == sum(use.amount for use in variant.uses)
            assert variant.missing >= 0
            assert all(line.amount > 0 for line in variant.resources)
            assert all(line.nature is Nature.GUARANTEE for line in variant.resources if line.result and line.result.instrument.role is Role.GUARANTEE)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_refused_ended_or_closed_is_in_a_plan_and_every_amount_is_one_that_match_gives(seed: int) -> None:
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


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_breaks_no_rule_between_its_lines(seed: int) -> None:
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


@pytest.mark.parametrize("seed", SEEDS)
def test_a_variant_without_doubt_holds_only_what_is_eligible_and_certain(seed: int) -> None:
    for _, _, found in plans(seed):
        for variant in found.variants:
            if "-certain" in variant.id:
                assert all(line.result.verdict is Verdict.ELIGIBLE and line.amount <= line.sure for line in variant.resources if line.result)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_option_left_out_never_makes_a_plan_cover_more_and_the_same_input_gives_the_same_plan(seed: int) -> None:
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
