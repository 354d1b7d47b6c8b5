"""The bounds themselves: what lies just inside them is read, what lies outside is told, and nothing decides out of haste."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import InvalidInputError, load_catalogue, match, read_profile
from essfund.core.diagnostics import MOST_FINDINGS, UNLISTED, AtMost, Diagnostic, Enough, Findings, Severity, Span, listed
from essfund.core.messages import say
from essfund.core.text import LONGEST_WORD, STEP, LineIndex, nearest
from essfund.engine import decision, regions
from essfund.loading.catalogue import load_texts, read_texts
from essfund.loading.checks import run_checks
from essfund.loading.yaml_reader import DEEPEST, LONGEST_TEXT, MOST_STRAY, parse
from essfund.model.vocabulary import DEEPEST_SETS, Term, TermSet, Vocabulary
from essfund.review.checks import VALIDATING_CHECKS
from essfund.review.checks.subject import ValidationSubject
from essfund.review.validation import check_documents
from tests.hostile.bombs import CONTACTS, RANKING, TOOL, numbered
from tests.hostile.corpus import copy_of_base
from tests.hostile.places import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essfund import Catalogue
    from tests.command_line import Done

DAY = date(2026, 6, 1)


def loaded(folder: Path) -> list[Diagnostic]:
    return load_texts(read_texts([folder])).diagnostics


def test_a_long_catalogue_of_well_formed_entries_is_read(tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "long")
    numbered("tools.yaml", CONTACTS, TOOL.replace("maison-et-@", "maisons-@"), 2_000)(folder)
    numbered("rules.yaml", RANKING, "  a@: {open_to_all: reglement}\n", 2_000)(folder)
    assert (folder / "tools.yaml").read_text(encoding="utf-8").count(": ") > 2 * MOST_STRAY
    found = load_texts(read_texts([folder]))
    assert not [item for item in found.diagnostics if item.is_error]
    assert found.catalogue is not None
    assert len(found.catalogue.instruments) == 2_000


@pytest.mark.slow
def test_a_long_catalogue_with_one_wrong_entry_says_only_that(tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "long")
    numbered("tools.yaml", CONTACTS, TOOL.replace("maison-et-@", "maisons-@"), 2_000)(folder)
    numbered("rules.yaml", RANKING, "  a@: {open_to_all: reglement}\n", 2_000)(folder)
    path = folder / "tools.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[-10] = lines[-10].replace("reach: regional", "reach: Cadeau")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = loaded(folder)
    assert [(item.code, item.span.line if item.span else 0) for item in found] == [("CAT003", len(lines) - 9)]


@pytest.mark.slow
def test_where_reading_stops_the_first_problems_are_still_said(tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "long")
    numbered("tools.yaml", CONTACTS, TOOL.replace("reach: regional", "reach: Cadeau"), 5_000)(folder)
    found = loaded(folder)
    codes = [item.code for item in found]
    assert codes.count("CAT003") == MOST_FINDINGS
    assert codes.count("IN007") == codes.count(UNLISTED) == 1
    assert not [item for item in found if item.code == "CAT002"]


@pytest.mark.parametrize(("text", "code"), [
    (f"a: {'x' * LONGEST_TEXT}\n", None), (f"a: {'x' * (2 * LONGEST_TEXT)}\n", "IN007"),
    (f"a: 1\n{'# x' * (LONGEST_TEXT // 4)}\nb: 2\n", None), (f"a: 1\n{'# x' * LONGEST_TEXT}\nb: 2\n", "IN007"),
    ("[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1), None), ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "IN007"),
    ("- x\n" * (MOST_STRAY - 1), None), ("- x\n" * (MOST_STRAY + 1), "IN007"),
    (f"a: {'9' * 18}\n", None), (f"a: {'9' * 19}\n", "IN006"), (f"a: {'1_' * 40_000}x\n", None), (f"a: {'1:' * 40_000}1\n", "IN006"),
])
def test_both_sides_of_a_bound(text: str, code: str | None) -> None:
    found = parse(text, "x", well_formed=lambda *_: False)
    assert [item.code for item in found.diagnostics] == ([code] if code else [])
    assert found.cut is (code == "IN007")


def test_a_file_of_people_may_hold_what_a_catalogue_may_not() -> None:
    assert parse("name: a\u200bb\n", "x").diagnostics == []
    assert [item.code for item in parse("name: a\u200bb\n", "x", reviewed=True).diagnostics] == ["IN009"]


def test_lines_are_found_without_a_list_of_them() -> None:
    chance = random.Random(3)
    text = "".join(chance.choice(["a", "é", "\n", "\r\n", "😀", "b" * 50]) for _ in range(3 * STEP // 10))
    text += "\n" * 10 + "c" * STEP + "\n"
    lines, starts = LineIndex(text), [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    for number in [*range(1, 50), *range(len(starts) - 20, len(starts) + 1)]:
        assert lines.start(number) == starts[number - 1]
    assert lines.start(0) is lines.start(len(starts) + 1) is None
    for offset in [*range(200), *(chance.randrange(len(text) + 1) for _ in range(500)), len(text)]:
        before = text[:offset]
        assert lines.place(offset) == (before.count("\n") + 1, offset - before.rfind("\n"))


def test_what_is_listed_keeps_errors_first_and_counts_the_rest() -> None:
    def some(count: int, severity: Severity) -> list[Diagnostic]:
        return [Diagnostic("CAT030", say("x"), severity, Span("f", place, 1, place, 2)) for place in range(count)]

    few = some(3, Severity.NOTE)
    assert listed(few) == few
    found = listed([*some(300, Severity.WARNING), *some(5, Severity.ERROR)])
    assert [item.severity for item in found] == [Severity.WARNING] * 195 + [Severity.ERROR] * 5 + [Severity.WARNING]
    assert str(found[-1].message) == "105 more problems are not listed"
    run = Findings(tuple(some(300, Severity.WARNING)), {}).listed()
    assert run.by_severity() == {"error": 0, "warning": 300, "note": 0}
    assert len(run.diagnostics) == MOST_FINDINGS + 1
    few_found: AtMost[int] = AtMost()
    few_found.extend(range(MOST_FINDINGS))
    with pytest.raises(Enough):
        few_found.append(0)


def test_thousands_of_warnings_do_not_make_a_catalogue_unusable(essfund: Callable[..., Done], tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "untidy")
    text = (folder / "tools.yaml").read_text(encoding="utf-8")
    sources = "".join(f"  s{i}: {{title: x, kind: press}}\n" for i in range(3_000))
    (folder / "tools.yaml").write_text(text.replace("sources:\n", f"sources:\n{sources}", 1), encoding="utf-8")
    done = essfund("validate", str(folder), "--as-of", "2026-06-01", "--lang", "en", "-f", "concise", "--select", "CAT030,IN010")
    assert done.code == 0
    assert done.out.count("\n") == MOST_FINDINGS + 1
    assert "more problems are not listed" in done.out
    assert load_catalogue(folder).sources["s2999"].title == "x"


def test_suggestions_stay_good_and_quick() -> None:
    known = [f"fonds-{i:04}" for i in range(4_000)] + ["pret-honneur"]
    assert nearest("pret-honeur", known) == ["pret-honneur"]
    assert nearest("fonds-0012", known)[0] == "fonds-0012"
    assert nearest("x" * (LONGEST_WORD + 1), ["x" * (LONGEST_WORD + 1)]) == []


def test_sets_of_sets_open_as_far_as_they_may() -> None:
    terms = {"a": Term("a", "a"), "b": Term("b", "b")}

    def chain(length: int) -> Vocabulary:
        sets = {f"s{i}": TermSet("x", "x", ("a", f"s{i + 1}")) for i in range(length - 1)}
        return Vocabulary(terms, {**sets, f"s{length - 1}": TermSet("x", "x", ("b",))})

    assert chain(DEEPEST_SETS - 1).unopened is None
    assert chain(DEEPEST_SETS - 1).expand("s0") == frozenset("ab")
    assert chain(DEEPEST_SETS + 5).unopened is not None
    circle = Vocabulary(terms, {"x": TermSet("x", "x", ("y", "a")), "y": TermSet("y", "y", ("x", "b"))})
    assert circle.unopened is None
    assert circle.expand("x") == circle.expand("y") == frozenset("ab")


def test_a_verdict_given_up_is_never_a_yes_or_a_no(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = [read_profile(catalogue, raw) for raw in ({}, {"legal_form": "5710"}, {"legal_form": "scop", "employees": "10..19"})]
    exact = [match(catalogue, profile, on=DAY) for profile in profiles]
    monkeypatch.setattr(decision, "MOST_STEPS", 1)
    other = load_catalogue()
    hasty = [match(other, profile, on=DAY) for profile in profiles]
    changed = 0
    for before, after in zip(exact, hasty, strict=True):
        for one in before.results:
            again = after.result(one.instrument.id)
            assert again.verdict in {one.verdict, type(one.verdict).TO_CHECK}
            if one.verdict is again.verdict:
                assert set(one.missing) <= set(again.missing)
            changed += (one.verdict, one.missing) != (again.verdict, again.missing)
    assert changed


def test_a_check_given_up_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    found = load_texts(read_texts([BASE]))
    assert found.subject is not None
    assert not [fault for fault in run_checks(VALIDATING_CHECKS, ValidationSubject(**vars(found.subject))) if fault.code == "IN011"]
    monkeypatch.setattr(regions, "LEAST_WORK", -1)
    monkeypatch.setattr(regions, "WORK_PER_TEST", 0)
    again = check_documents([BASE], DAY)
    assert {item.severity for item in again.diagnostics if item.code == "IN011"} == {Severity.WARNING}


@pytest.mark.slow
def test_conditions_on_everything_at_once_end(tmp_path: Path) -> None:
    folder = copy_of_base(tmp_path / "knotted")
    flags = ["ess", "esus", "siae", "entreprise_adaptee", "general_interest", "cgscop_member", "social_innovation", "innovation",
             "in_difficulty", "tourism_social"]
    money = ["amount_needed", "project_cost", "own_funds", "bank_loan", "turnover", "balance_sheet", "de_minimis_received"]
    chance = random.Random(7)
    parts = []
    for _ in range(80):
        some = [f"{{{key}: {chance.choice(['true', 'false'])}}}" for key in chance.sample(flags, 2)]
        some += [f"{{{chance.choice(money)}: {{at_least: {chance.randrange(1, 60) * 1000}}}}}"]
        parts.append(f"{{all: [{', '.join(some)}]}}")
    knot = f"    requires:\n      - {{id: noeud, any: [{', '.join(parts)}], source: reglement}}\n"
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    (folder / "rules.yaml").write_text(text.replace("    requires:\n", knot, 1), encoding="utf-8")
    assert [item for item in check_documents([folder], DAY).diagnostics if item.code == "IN011"]
    catalogue = load_catalogue(folder)
    assert match(catalogue, read_profile(catalogue, {}), on=DAY).results


def test_a_catalogue_refused_says_so_to_the_library(tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_bytes(b"x" * 30_000_000)
    with pytest.raises(InvalidInputError, match="IN001"):
        load_catalogue(tmp_path)
