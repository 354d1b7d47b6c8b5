"""What findings claim is what `match` answers: on the examples of the pages, and on the real catalogue changed at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from essfund import Catalogue, Verdict, load_catalogue, match, read_profile
from essfund.core.diagnostics import Diagnostic, Severity
from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.engine.eligibility import Eligibility
from essfund.engine.match import Matcher
from essfund.engine.timeline import days_that_differ
from essfund.model.condition import Condition, Leaf, leaves
from essfund.model.fields import FIELDS
from essfund.review.checks import CHECKS
from essfund.review.checks.conditions import idle
from essfund.review.severity_filter import Policy, read_policy
from tests.bundled import LAST_CHECKED
from tests.checks.test_examples import EXAMPLES, written
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essfund.model.catalogue import Instrument
    from tests.command_line import Done

DAY = date(2026, 2, 1)


def witness(code: str, folder: Path, essfund: Callable[..., Done]) -> tuple[Catalogue, Any]:
    """Return the catalogue with the bad piece, and what `match` answers to the witness of its finding."""
    import json

    written(folder, EXAMPLES[code], EXAMPLES[code].bad)
    done = essfund("validate", str(folder), "--as-of", "2026-02-01", "--format", "json")
    (one,) = [item["witness"] for item in json.loads(done.out)["diagnostics"] if item["code"] == code]
    catalogue = load_catalogue(folder)
    return catalogue, match(catalogue, read_profile(catalogue, one["profile"]), on=date.fromisoformat(one["as_of"]))


def verdicts(report: Any, tool: str) -> dict[str, Verdict]:
    return {one.offer.id: one.verdict for one in report.result(tool).offers}


def test_an_enterprise_in_a_hole_is_refused_by_both_offers(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    _, report = witness("CAT076", tmp_path, essfund)
    assert verdicts(report, "pret-exemple") == {"jeune": Verdict.INELIGIBLE, "etablie": Verdict.INELIGIBLE}


def test_an_enterprise_at_an_overlap_may_have_both_offers(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    _, report = witness("CAT075", tmp_path, essfund)
    assert verdicts(report, "pret-exemple") == {"jeune": Verdict.ELIGIBLE, "etablie": Verdict.ELIGIBLE}


def test_what_fails_an_idle_condition_fails_another_with_it(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    _, report = witness("CAT073", tmp_path, essfund)
    unmet = {f.condition.short_id for f in report.result("pret-exemple").offers[0].findings if f.status.value == "unmet"}
    assert {"pas-trop-grande", "effectif"} <= unmet


def test_a_covered_instrument_never_comes_alone(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    _, report = witness("CAT074", tmp_path, essfund)
    assert {report.result(tool).verdict for tool in ("pret-exemple", "pret-large")} == {Verdict.ELIGIBLE}


def test_the_near_miss_of_an_impossible_offer_fails_one_condition_only(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    import json

    written(tmp_path, EXAMPLES["CAT070"], EXAMPLES["CAT070"].bad)
    found = json.loads(essfund("validate", str(tmp_path), "--as-of", "2026-02-01", "-f", "json").out)["diagnostics"]
    one = next(item for item in found if item["code"] == "CAT070")
    assert "etablie" in one["message"]
    bad = load_catalogue(tmp_path)
    report = match(bad, read_profile(bad, one["witness"]["profile"]), on=DAY)
    etablie = next(offer for offer in report.result("pret-exemple").offers if offer.offer.id == "etablie")
    assert [f.condition.short_id for f in etablie.findings if f.status.value == "unmet"] == ["pas-plus-de-deux-ans"]


def test_kleene_leaves_the_witness_undecided_and_the_engine_does_not(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    _, report = witness("CAT077", tmp_path, essfund)
    result = report.result("pret-exemple")
    finding = next(f for f in result.offers[0].findings if f.condition.short_id == "effectif")
    assert finding.status.value == "unknown"
    assert "esus" not in result.missing


@pytest.mark.slow
def test_witnesses_of_every_verdict_of_every_instrument_are_right(catalogue: Catalogue, day: date) -> None:
    eligibility, seen = Eligibility(catalogue), 0
    for one in catalogue.instruments.values():
        for when in days_that_differ([one], day):
            eligible, refused = eligibility.eligible(one, when), eligibility.refused(one, when)
            between = eligibility.space.minus(eligibility.space.negate(eligible), refused)
            for region, verdict in ((eligible, "eligible"), (refused, "ineligible"), (between, "to_check")):
                found = eligibility.show(region, when)
                if found:
                    seen += 1
                    report = match(catalogue, read_profile(catalogue, dict(found.profile)), on=when)
                    assert report.result(one.id).verdict.value == verdict, (one.id, when, found.profile)
    assert seen > 150


def changed(condition: Condition, chance: random.Random) -> Condition:
    """Return a condition with one bound moved or one set cut, which may make it idle, impossible or neither."""
    leaf = chance.choice(list(leaves(condition.test)))
    if isinstance(leaf.argument, int) and not isinstance(leaf.argument, bool):
        other: Any = max(0, leaf.argument + chance.choice([-1, 1, 10, 1000, -1000]) * getattr(FIELDS[leaf.field].kind, "scale", 1))
    elif isinstance(leaf.argument, frozenset) and len(leaf.argument) > 1:
        other = frozenset(sorted(leaf.argument)[1:])
    else:
        other = leaf.argument
    return replace(condition, id=f"{condition.id}-bis", test=Leaf(leaf.field, leaf.operator, other, leaf.written))


@pytest.mark.parametrize("seed", sliced(range(8), 4))
def test_an_idle_condition_changes_no_verdict(seed: int, catalogue: Catalogue) -> None:
    """Add a changed copy of a condition to an instrument; if it is said to be idle, no completed profile sees a difference."""
    chance = random.Random(seed)
    names = [one.id for one in catalogue.instruments.values() if one.conditions]
    tried = 0
    for name in chance.sample(names, 12):
        one = catalogue.instruments[name]
        extra = changed(chance.choice(one.conditions), chance)
        more = with_conditions(catalogue, one, (*one.conditions, extra))
        eligibility = Eligibility(more)
        for terms in eligibility.terms(more.instruments[name], DAY):
            tried += 1
            if not idle(eligibility, extra, terms.all):
                difference = eligibility.space.join(
                    eligibility.space.minus(eligibility.met(one.conditions), eligibility.met([*one.conditions, extra])),
                    eligibility.space.minus(eligibility.unmet([extra]), eligibility.unmet(terms.common[:-1] + terms.own)),
                )
                assert not eligibility.space.empty(difference)
                continue
            for _ in range(40):
                profile = read_profile(catalogue, some_profile(catalogue, chance))
                before, after = (Matcher(c, profile, DAY).result(c.instruments[name]).verdict for c in (catalogue, more))
                assert before is after
    assert tried >= 12


def with_conditions(catalogue: Catalogue, one: Instrument, conditions: tuple[Condition, ...]) -> Catalogue:
    return replace(catalogue, instruments={**catalogue.instruments, one.id: replace(one, conditions=conditions)})


def some_profile(catalogue: Catalogue, chance: random.Random) -> dict[str, object]:
    """Return a profile in which every field that rules test is known."""
    found: dict[str, object] = {}
    for key, field in FIELDS.items():
        vocabulary = catalogue.vocabularies.of(field.vocabulary)
        if field.kind.name == "number" and key != "age_years":
            numbers = {"market_income_share": [0, 49, 50, 100], "loan_years": [0, 1, 2, 5, 7, 12]}
            found[key] = chance.choice(numbers.get(key, [0, 1, 3, 10, 49, 50, 60, 99, 30_000, 100_000]))
        elif field.kind.name == "flag":
            found[key] = chance.random() < 0.5
        elif vocabulary is not None:
            found[key] = chance.choice(sorted(vocabulary.ids))
    return found | {"created_on": f"{chance.randint(2005, 2025)}-03-04", "naf": chance.choice(["62.01Z", "65.11Z", "88.99B"])}


@pytest.mark.slow
def test_checks_that_prove_say_nothing_of_the_real_catalogue_that_is_not_accepted(essfund: Callable[..., Done]) -> None:
    done = essfund("validate", "--select", "CAT07,CAT08", "--as-of", str(LAST_CHECKED), "--format", "concise")
    assert (done.code, done.out) == (0, "")


def test_waivers_are_used_up_and_named(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    example = EXAMPLES["CAT072"]
    written(tmp_path, example, example.bad.replace("employees: {at_least: 0}", "accepts: {CAT072: exprès, CAT042: exprès}, employees: {at_least: 0}"))
    assert essfund("validate", str(tmp_path), "--as-of", "2026-02-01", "--strict", "-f", "concise").out == ""
    written(tmp_path, example, example.good)
    path = tmp_path / "rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("accepts: {CAT079", "accepts: {CAT072: rien, CAT079"), encoding="utf-8")
    assert "[CAT090]" in essfund("validate", str(tmp_path), "--as-of", "2026-02-01", "-f", "concise").out


def test_a_policy_selects_ignores_and_weighs() -> None:
    items = [Diagnostic(code, say("x"), Severity.WARNING) for code in ("CAT070", "CAT071", "IN001")]
    known = ["CAT070", "CAT071", "IN001"]
    policy = read_policy(["cat07"], ["CAT071"], ["CAT070=error"], known, strict=False)
    assert [(item.code, item.severity) for item in policy.apply(items)] == [("CAT070", Severity.ERROR)]
    assert policy.fails(policy.apply(items))
    assert not Policy().fails(items)
    assert Policy(strict=True).fails(items)
    for wrong in (["XX"], ["CAT070=grave"], ["CAT070"]):
        with pytest.raises(UsageError):
            read_policy([] if "=" in wrong[0] or wrong == ["CAT070"] else wrong, [], wrong, known, strict=False)


def test_a_catalogue_with_errors_fails_whatever_is_hidden(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    example = EXAMPLES["CAT071"]
    path, _ = written(tmp_path, example, example.good)
    path.write_text(path.read_text(encoding="utf-8").replace("employees:", "employes:"), encoding="utf-8")
    done = essfund("validate", str(tmp_path), "--ignore", "CAT,IN", "--lang", "en")
    assert (done.code, done.out) == (1, "")
    assert "cannot be used" in done.err


def test_each_check_has_codes_of_its_own() -> None:
    codes = [code for check in CHECKS for code in check.codes]
    assert len(codes) == len(set(codes))
