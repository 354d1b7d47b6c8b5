"""Generated pages are what the code says today. `ESSFUND_UPDATE=1 pytest tests/documentation` writes them."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from essfund import Catalogue, match, read_profile
from essfund.answer.report_plain import plain
from essfund.core.language.translator import translator
from essfund.review.checks import PAGES as CODES
from tests.depth import sliced
from tests.documentation.references import PAGES, without_words
from tests.schemas.programs import validator

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_up_to_date(name: str, root: Path) -> None:
    path, wanted = root / name, PAGES[name]()
    if os.environ.get("ESSFUND_UPDATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted, encoding="utf-8")
    assert without_words(name, path.read_text(encoding="utf-8")) == without_words(name, wanted), f"run ESSFUND_UPDATE=1 pytest {__file__}"


def test_a_label_that_changed_is_no_defect_of_a_schema_and_a_key_is() -> None:
    made = PAGES["schemas/tools.json"]()
    relabelled, rekeyed = (without_words("schemas/tools.json", re.sub(*change, made, count=1)) for change in (
        (r'("enumDescriptions": \[\s*")', r"\1Autre "), (r'"checked_on": \{', '"checked_at": {')))
    assert relabelled == without_words("schemas/tools.json", made) != rekeyed


def test_no_page_of_a_code_is_left_over(root: Path) -> None:
    assert {path.stem for path in (root / "docs/reference/codes").iterdir()} == set(CODES)


@pytest.mark.parametrize("role", ["tools", "rules", "vocabularies"])
def test_the_bundled_files_fit_their_schema_as_it_is_made(role: str, root: Path) -> None:
    data = yaml.load((root / f"data/{role}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert not list(jsonschema.Draft202012Validator(json.loads(PAGES[f"schemas/{role}.json"]())).iter_errors(data))


@pytest.mark.parametrize(
    ("role", "bad"),
    [
        ("rules", {"ranking": {}, "instruments": {}, "more": 1}),
        ("tools", {"edition": 3}),
        ("profile", {"employees": []}),
        ("profile", {"employes": 3}),
        ("report", {"schema": "essfund.match/2"}),
    ],
)
def test_a_published_schema_refuses_what_is_wrong(role: str, bad: dict[str, object]) -> None:
    assert list(validator(role).iter_errors(bad))


@pytest.mark.parametrize("lang", sliced(["fr", "en"], 2))
def test_a_report_fits_its_published_schema(lang: str, catalogue: Catalogue, day: date) -> None:
    profile = {"legal_form": "5710", "employees": "10..19", "created_on": "2018-02-01", "answers": {"membre-cgscop": "yes"}}
    for values in ({}, profile, {"legal_form": "scop", "employees": 0, "amount_needed": "40k", "project_cost": 1000}):
        report = match(catalogue, read_profile(catalogue, values), on=day)
        assert not list(validator("report").iter_errors(plain(report, translator(lang))))
        assert not list(validator("profile").iter_errors(report.profile.plain()))


def test_every_code_in_the_source_is_documented_and_every_documented_code_is_used(root: Path) -> None:
    pages = root / "src/essfund/core/codes"
    assert pages.is_dir()
    text = "".join(path.read_text(encoding="utf-8") for path in (root / "src").rglob("*.py") if path.parent != pages)
    assert set(re.findall(r'"((?:IN|CAT|PRO|LST|REG|LNK|DBT)\d{3})"', text)) == set(CODES)
