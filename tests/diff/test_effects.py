"""One edit at a time on the small catalogue: what it does to whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund.model.verdict import Verdict
from essfund.review.diff import compare
from essfund.review.diff.model import AmountKind, Comparison, DayRange, EffectKind, InstrumentChange
from essfund.review.diff.revisions import places, read_sides
from tests.diff.edits import BASE, edited

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 2, 1)
Edit = tuple[str, str, str]


def compared(folder: Path, *edits: Edit) -> Comparison:
    sides = read_sides(*places(str(BASE), str(edited(folder, *edits))))
    assert not [item for one in sides for item in (*one.diagnostics, *one.unread)]
    old, new = (one.side for one in sides)
    assert old
    assert new
    return compare(old, new, day=DAY)


def only(found: Comparison) -> InstrumentChange:
    (one,) = found.instruments
    return one


def steps(one: InstrumentChange) -> set[tuple[str, str]]:
    assert one.effect
    return {(step.shown.before.value, step.shown.after.value) for step in one.effect.transitions}


SIZE = "{id: effectif, employees: {less_than: 50}, source: reglement}"
ESTABLISHED = "{id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}"


def test_a_condition_that_no_longer_refuses_puts_in_doubt(tmp_path: Path) -> None:
    one = only(compared(tmp_path, ("rules.yaml", SIZE, SIZE.replace("source", "strength: inferred, source"))))
    assert one.effect
    assert (one.effect.turn, steps(one)) == (EffectKind.WIDER, {("ineligible", "to_check")})
    (rule,) = one.effect.rules
    assert rule.gained
    assert rule.lost is None
    assert rule.gained.witness.profile["employees"] == 50


def test_a_condition_that_refuses_as_before_changes_nothing_for_anybody(tmp_path: Path) -> None:
    one = only(compared(tmp_path, ("rules.yaml", SIZE, SIZE.replace("source", "strength: probable, source"))))
    assert one.effect
    assert one.effect.turn is EffectKind.NOBODY
    assert [(rule.gained, rule.lost) for rule in one.effect.rules] == [(None, None)]
    assert [change.path for change in one.fields] == [("requires", "effectif", "strength")]


def test_a_hole_between_two_offers_is_seen_by_those_whose_age_is_not_known(tmp_path: Path) -> None:
    case = """  - id: age-inconnu
    says: De quel âge qu'elle soit, une Scop obtient l'une des deux offres.
    as_of: "2026-02-01"
    source: reglement
    profile: {legal_form: scop, employees: 4, amount_needed: 8000}
    expect:
      pret-exemple: to_check
  - id: jeune-scop
"""
    one = only(compared(
        tmp_path, ("rules.yaml", ESTABLISHED, ESTABLISHED.replace("3", "4")), ("cases/exemples.yaml", "  - id: jeune-scop\n", case),
    ))
    assert one.effect
    assert (one.effect.turn, steps(one)) == (EffectKind.NARROWER, {("eligible", "ineligible")})
    (change,) = [change for change in one.golden if change.cases == ("age-inconnu",)]
    assert change.before
    assert change.after
    assert (change.before.verdict, change.after.verdict, change.stated) == (Verdict.ELIGIBLE, Verdict.TO_CHECK, True)


def test_who_only_one_catalogue_can_describe_neither_wins_nor_loses_and_is_listed(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        ("vocabularies.yaml", "  scop: {", "  sas: {fr: SAS, en: SAS (company), ess_by_form: check}\n  scop: {"),
        ("rules.yaml", "legal_form: {in: [association]}", "legal_form: {in: [association, sas]}"),
    )
    one = only(found)
    assert one.effect
    assert one.effect.turn is EffectKind.NOBODY
    assert [(it.id, it.added, it.tools) for it in found.arrivals] == [("sas", True, ("pret-large", "don-exemple"))]
    back = compare(found.new, found.old, day=DAY)
    assert [(it.id, it.added) for it in back.arrivals] == [("sas", False)]


def test_a_rule_of_the_past_changes_the_past_alone(tmp_path: Path) -> None:
    one = only(compared(tmp_path, ("rules.yaml", SIZE, SIZE.replace("source", 'from: "2025-07-01", source'))))
    assert one.effect
    (step,) = one.effect.transitions
    assert (one.effect.turn, step.spans) == (EffectKind.WIDER, (DayRange(None, date(2025, 6, 30)),))
    assert step.shown.witness.day == date(2025, 6, 30)


def test_a_raised_floor_refuses_small_needs_and_raises_what_others_get_at_least(tmp_path: Path) -> None:
    one = only(compared(tmp_path, ("tools.yaml", "at_least: 5000, at_most: 60000", "at_least: 9000, at_most: 60000")))
    assert one.effect
    assert one.effect.turn is EffectKind.NARROWER
    assert [(rule.id, rule.offer, bool(rule.gained), bool(rule.lost)) for rule in one.effect.rules] == [
        ("plancher-amount-needed", "etablie", False, True),
    ]
    assert [(it.kind, it.before.low, it.after.low) for it in one.effect.amounts] == [(AmountKind.FLOOR_UP, 5000, 9000)]


@pytest.mark.parametrize(("limit", "kinds"), [
    ("share: 200, of: amount_needed", {AmountKind.LOWER}),
    ("each: 100, of: employees", {AmountKind.LOWER}),
])
def test_a_ceiling_that_depends_on_the_enterprise_can_only_lower(limit: str, kinds: set[AmountKind], tmp_path: Path) -> None:
    before = "amount: {at_most: 20000, source: reglement}"
    after = f"amount: {{at_most: 20000, limits: [{{{limit}, source: reglement}}], source: reglement}}"
    one = only(compared(tmp_path, ("tools.yaml", before, after)))
    assert one.effect
    assert {it.kind for it in one.effect.amounts} == kinds


def test_an_offer_that_ends_is_lost_by_those_who_had_no_other(tmp_path: Path) -> None:
    one = only(compared(tmp_path, (
        "tools.yaml", "        label: {fr: Jeune entreprise, en: Young enterprise}\n",
        '        label: {fr: Jeune entreprise, en: Young enterprise}\n        until: "2026-01-31"\n',
    )))
    assert one.effect
    assert one.effect.turn is EffectKind.NARROWER
    ((key, gained, lost),) = [(rule.id, rule.gained, rule.lost) for rule in one.effect.rules]
    assert (key, gained) == ("jeune", None)
    assert lost
    assert lost.witness.profile["age_years"] == 0
