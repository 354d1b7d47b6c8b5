"""What is stale, closing, going round or older than what it supports, always seen from the day of the question."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import validate
from essfund.core.diagnostics import Severity
from essfund.review.checks import PAGES
from essfund.review.validation import check_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.diagnostics import Diagnostic
    from tests.command_line import Done

BASE = Path(__file__).parent / "base"
START = 'valid_from: {day: "2026-01-01", source: reglement}\n'
LOAN = START + '    checked_on: "2026-01-20"\n'
SOURCE = '    date: "2026-01-15"\n'
YOUNG = "      jeune:\n        label: {fr: Jeune entreprise, en: Young enterprise}\n"
CONDITION = "      - {id: effectif, employees: {less_than: 50}, source: reglement}\n"
FOLLOWED = '    valid_until: {day: "2026-12-31", source: reglement}\n    successor: pret-exemple\n'
Edit = tuple[str, str, str]


def seen(folder: Path, day: str, *edits: Edit, followed: bool = False) -> list[Diagnostic]:
    """Return what is found in the small catalogue after some edits, as seen on a day.

    The grant of that catalogue ends and is followed by the loan; it goes on for ever here unless it is `followed`.
    """
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    edits = edits if followed else (tools(FOLLOWED, ""), *edits)
    for name, old, new in edits:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return validate(folder, on=date.fromisoformat(day))


def codes(folder: Path, day: str, *edits: Edit, followed: bool = False) -> list[str]:
    return sorted(item.code for item in seen(folder, day, *edits, followed=followed) if item.code.startswith("CAT05"))


def tools(old: str, new: str) -> Edit:
    return ("tools.yaml", old, new)


@pytest.mark.parametrize(("day", "expected"), [
    ("2026-02-01", []), ("2027-07-20", []), ("2027-07-21", ["CAT050"]), ("2031-01-01", ["CAT050"]),
])
def test_a_check_gets_stale_after_the_months_of_the_rules(day: str, expected: list[str], tmp_path: Path) -> None:
    found = codes(tmp_path, day, tools(START, START), ("rules.yaml", "ranking:\n", "ranking:\n  freshness_months: 18\n"))
    assert [code for code in found if code == "CAT050"] == expected * 3


def test_a_closed_instrument_need_not_be_checked_again(tmp_path: Path) -> None:
    assert codes(tmp_path, "2031-01-01", followed=True).count("CAT050") == 2


@pytest.mark.parametrize(("edit", "day", "expected"), [
    (tools(LOAN, LOAN.replace("2026-01-20", "2026-02-01")), "2026-02-01", []),
    (tools(LOAN, LOAN.replace("2026-01-20", "2026-02-02")), "2026-02-01", ["CAT054"]),
    (tools(LOAN, LOAN.replace("2026-01-20", "2026-01-14")), "2026-02-01", ["CAT054"]),
    (tools(LOAN, LOAN.replace("2026-01-20", "2026-01-15")), "2026-02-01", []),
    (tools(START, START), "2020-01-01", []),
])
def test_a_check_lies_neither_ahead_nor_before_its_sources(edit: Edit, day: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, day, edit) == expected


def ends(day: str, more: str = "", strength: str = "probable") -> Edit:
    return tools(START, START + f'    valid_until: {{day: "{day}", source: reglement, strength: {strength}}}\n{more}')


@pytest.mark.parametrize(("edits", "expected"), [
    ([ends("2026-05-01")], ["CAT051"]),
    ([ends("2026-05-02")], []),
    ([ends("2026-02-01")], ["CAT051"]),
    ([ends("2026-01-31")], ["CAT052"]),
    ([ends("2026-01-31", "    successor: pret-large\n")], []),
    ([tools(YOUNG, YOUNG + '        until: "2026-03-31"\n')], []),
    ([tools(YOUNG, YOUNG + '        until: "2026-01-30"\n'), ends("2026-12-31"),
      tools("      etablie:\n", '      etablie:\n        until: "2026-01-31"\n')], ["CAT052"]),
    ([tools(YOUNG, YOUNG + '        until: "2026-01-31"\n'),
      tools("      etablie:\n", '      etablie:\n        until: "2026-03-31"\n')], ["CAT051"]),
    ([tools(YOUNG, YOUNG + '        until: "2026-01-30"\n'),
      tools("      etablie:\n", '      etablie:\n        until: "2026-01-31"\n')], ["CAT052"]),
])
def test_a_closing_names_a_successor(edits: list[Edit], expected: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, "2026-02-01", *edits) == expected


def test_a_circle_of_successors_is_found_once(tmp_path: Path) -> None:
    edits = [tools(START, START + "    successor: don-exemple\n")]
    found = [item for item in seen(tmp_path, "2026-02-01", *edits, followed=True) if item.code == "CAT053"]
    assert [str(item.message) for item in found] == ["the successors go round: `pret-exemple` → `don-exemple` → `pret-exemple`"]
    assert found[0].severity is Severity.ERROR


def test_a_chain_of_successors_that_ends_is_no_circle(tmp_path: Path) -> None:
    assert codes(tmp_path, "2026-02-01", tools(START, START + "    successor: pret-large\n")) == []


@pytest.mark.parametrize(("start", "expected"), [
    ("2027-01-01", []),
    ("2027-01-02", ["CAT056"]),
])
def test_a_successor_begins_where_the_other_ends(start: str, expected: list[str], tmp_path: Path) -> None:
    edit = tools(START, f'valid_from: {{day: "{start}", source: reglement}}\n')
    found = codes(tmp_path, "2026-02-01", edit, followed=True)
    assert [code for code in found if code == "CAT056"] == expected


def test_a_gap_that_is_over_is_history(tmp_path: Path) -> None:
    edits = [
        tools('valid_until: {day: "2026-12-31", source: reglement}', 'valid_until: {day: "2024-12-31", source: reglement, strength: probable}'),
        tools(START, 'valid_from: {day: "2026-01-10", source: reglement}\n'),
    ]
    assert "CAT056" not in codes(tmp_path, "2026-02-01", *edits, followed=True)


@pytest.mark.parametrize(("edits", "day", "expected"), [
    # a source of the same day, month or year may speak of that day
    ([tools(START, START.replace("2026-01-01", "2026-01-15"))], "2026-02-01", []),
    ([tools(START, START.replace("2026-01-01", "2026-01-16"))], "2026-02-01", ["CAT055", "CAT055"]),
    ([tools(START, START.replace("2026-01-01", "2026-01-31")), tools(SOURCE, '    date: "2026-01"\n')], "2026-02-01", []),
    # merely probable: announced is enough; as evidence that it ran, it is not
    ([tools(START, 'valid_from: {day: "2026-01-16", source: reglement, strength: probable}\n')], "2026-02-01", ["CAT055"]),
    # what lies ahead can only be announced
    ([tools(START, 'valid_from: {day: "2026-06-01", source: reglement}\n'),
      tools("running: [reglement]\n    " + 'valid_from: {day: "2026-06-01"', 'valid_from: {day: "2026-06-01"')], "2026-02-01", []),
    # laws set their own days
    ([tools(START, START.replace("2026-01-01", "2026-01-16")), tools("    kind: official\n", "    kind: law\n")], "2026-02-01", []),
    # a rule that holds from a day on
    ([("rules.yaml", CONDITION, CONDITION.replace("source", 'from: "2026-01-16", source'))], "2026-02-01", ["CAT055"]),
    ([("rules.yaml", CONDITION, CONDITION.replace("source", 'from: "2026-01-15", source'))], "2026-02-01", []),
    ([("rules.yaml", CONDITION, CONDITION.replace("source", 'from: "2026-01-16", strength: inferred, source'))], "2026-02-01", []),
    # an amount that holds from a day on
    ([tools(YOUNG, YOUNG + '        from: "2026-01-16"\n')], "2026-02-01", ["CAT055"]),
    # an end that was announced, seen before and after it
    ([ends("2026-03-31", "    successor: pret-large\n", "established")], "2026-02-01", []),
    ([ends("2026-03-31", "    successor: pret-large\n", "established")], "2026-03-31", ["CAT055"]),
    ([ends("2026-03-31", "    successor: pret-large\n")], "2026-03-31", []),
])
def test_a_source_can_announce_and_not_show_what_comes_later(edits: list[Edit], day: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, day, *edits) == expected


@pytest.mark.parametrize(("edits", "expected"), [
    ([tools(YOUNG, YOUNG + '        from: "2026-01-01"\n')], []),
    ([tools(YOUNG, YOUNG + '        from: "2025-12-31"\n')], ["CAT057"]),
    ([tools(YOUNG, YOUNG + '        until: "2025-12-31"\n')], ["CAT057"]),
    ([tools(YOUNG, YOUNG + '        until: "2026-01-01"\n')], []),
    ([ends("2026-12-31", "    successor: pret-large\n"), tools(YOUNG, YOUNG + '        until: "2027-01-01"\n')], ["CAT057"]),
    ([("rules.yaml", CONDITION, CONDITION.replace("source", 'until: "2025-12-31", source'))], ["CAT057"]),
    ([("rules.yaml", CONDITION, CONDITION.replace("source", 'until: "2026-01-01", source'))], []),
    ([tools(START, '    suspended: {text: {fr: Fermé, en: Closed}, source: reglement, from: "2025-01-01", until: "2025-02-01"}\n'.lstrip()
            + "    " + START)], ["CAT057"]),
    ([tools(START, 'valid_from: {day: "2025-01-01", source: reglement}\n'
            '    valid_until: {day: "2026-01-14", source: reglement}\n    successor: pret-large\n')], ["CAT057"]),
])
def test_offers_pauses_conditions_and_evidence_lie_in_the_life_of_the_instrument(
    edits: list[Edit], expected: list[str], tmp_path: Path
) -> None:
    assert codes(tmp_path, "2026-02-01", *edits) == expected


def test_from_their_last_checks_no_instrument_is_old_by_what_was_checked_later(tmp_path: Path) -> None:
    """One new `checked_on`, years later, changes nothing of what is said of the others: they were right when somebody looked."""
    waiver = tools("  pret-exemple:\n    name", "  pret-exemple:\n    accepts: {CAT051: la suite n’est pas annoncée}\n    name")
    soon = tools(LOAN, f'{START}    valid_until: {{day: "2026-03-31", source: reglement}}\n    checked_on: "2026-01-20"\n')
    assert {item.code for item in seen(tmp_path, "2031-06-01", waiver, soon)} >= {"CAT050", "CAT052", "CAT055", "CAT090"}
    text = (tmp_path / "tools.yaml").read_text(encoding="utf-8")
    last = text.rindex('checked_on: "2026-01-20"')
    (tmp_path / "tools.yaml").write_text(text[:last] + text[last:].replace("2026-01-20", "2031-06-01", 1), encoding="utf-8")
    assert [item.code for item in check_documents([tmp_path], None).diagnostics] == []


def test_a_waiver_of_what_comes_later_is_not_idle_before(essfund: Callable[..., Done], tmp_path: Path) -> None:
    """What is accepted as of today is no dead waiver when the question is about a day before anybody looked."""
    waiver = tools("  pret-exemple:\n    name", "  pret-exemple:\n    accepts: {CAT052: rien ne suit}\n    name")
    closed = ends("2026-01-31")
    assert [item.code for item in seen(tmp_path, "2026-02-01", waiver, closed)] == []
    for day, code in (("2025-06-01", 0), ("2026-01-31", 1)):
        assert essfund("validate", str(tmp_path), "--as-of", day, "--strict", "--select", "CAT052,CAT09").code == code, day


def test_the_codes_of_time_and_text_are_warnings_but_for_circles() -> None:
    listed = {code: page.severity for code, page in PAGES.items() if code.startswith(("CAT05", "CAT06"))}
    assert set(listed) == {f"CAT05{digit}" for digit in range(8)} | {f"CAT06{digit}" for digit in range(9)}
    assert {code for code, severity in listed.items() if severity is Severity.ERROR} == {"CAT053"}
