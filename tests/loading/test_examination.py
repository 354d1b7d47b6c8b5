"""What `validate` says of a profile: what cannot be read, and what leaves a doubt, at the field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund.review.validation import examine

if TYPE_CHECKING:
    from pathlib import Path

    from essfund import Catalogue
    from essfund.core.diagnostics import Findings


def examined(folder: Path, text: str, catalogue: Catalogue, day: date = date(2026, 2, 1), name: str = "profil.yaml") -> Findings:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return examine([path], day, catalogue=lambda: catalogue)


def places(found: Findings) -> list[tuple[str, int, int]]:
    return [(item.code, item.span.line, item.span.column) for item in found.diagnostics if item.span]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["employees: 0", "name: x", "legal_form: scop"], ("DBT001", 1, 12)),
        (["project_cost: 50000", "amount_needed: 60000"], ("DBT002", 2, 16)),
        (["name: x", 'created_on: "2026-02-02"'], ("DBT003", 2, 13)),
        (["age_years: 8", "stage: emergence"], ("DBT004", 2, 8)),
        (['created_on: "2016-02-02"', "age_years: 2"], ("DBT005", 2, 12)),
        (["legal_form: scop", "ess: non"], ("DBT006", 2, 6)),
        (["name: x", 'departement: "13"'], ("DBT007", 2, 14)),
        (["legal_form: association", "cgscop_member: oui"], ("DBT008", 2, 16)),
        (["project_cost: 50000", "bank_loan: 60000"], ("DBT009", 2, 12)),
        (["stage: emergence", "employees: 4"], ("DBT010", 2, 12)),
        (["micro_enterprise: oui", "legal_form: sarl"], ("DBT010", 2, 13)),
        (["legal_form: sas", "esus: oui", "ess: non"], ("DBT010", 3, 6)),
    ],
)
def test_a_doubt_stands_at_the_field_that_is_worth_a_second_look(
    lines: list[str], expected: tuple[str, int, int], catalogue: Catalogue, tmp_path: Path
) -> None:
    assert places(examined(tmp_path, "\n".join(lines) + "\n", catalogue)) == [expected]


def test_doubts_are_those_of_the_day_that_is_asked_for(catalogue: Catalogue, tmp_path: Path) -> None:
    text = 'created_on: "2026-02-02"\n'
    assert [item.code for item in examined(tmp_path, text, catalogue, date(2026, 2, 1)).diagnostics] == ["DBT003"]
    assert not examined(tmp_path, text, catalogue, date(2026, 2, 2)).diagnostics


def test_a_profile_that_cannot_be_read_is_told_without_doubts(catalogue: Catalogue, tmp_path: Path) -> None:
    found = examined(tmp_path, "legal_form: scop\nemployees: 0\nstage: nowhere\n", catalogue)
    assert places(found) == [("PRO002", 3, 8)]


def test_a_doubt_in_json_that_is_not_yaml_is_told_without_a_place(catalogue: Catalogue, tmp_path: Path) -> None:
    found = examined(tmp_path, '{"legal_form":\t"scop", "employees": 0, "name": "\\ud83d\\ude00"}', catalogue, name="profil.json")
    assert [item.code for item in found.diagnostics] == ["DBT001"]
