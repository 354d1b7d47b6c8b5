"""A catalogue of hundreds of rows with other findings: limits on what is listed hide nothing that is asked for."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from essfund.core.diagnostics import MOST_FINDINGS
from tests.checks.test_examples import BASE, DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Validated = Callable[..., Done]

ROWS, ENDED = 230, 229
ROW = """
  ligne-{number:03}:
    name: Aide {name}
    family: subvention
    reach: regional
    provider: Maison numéro {number}
    apply: maison
    summary: {{fr: Une aide., en: A grant.}}
    offers: {{unique: {{amount: {{}}}}}}
{until}    checked_on: "2024-07-31"
    sources: [reglement]
"""
UNTIL = '    valid_until: {day: "2024-06-30", source: reglement}\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a catalogue in which each added row was checked too long ago, and one of the last ended."""
    folder = tmp_path_factory.mktemp("rows") / "catalogue"
    shutil.copytree(BASE, folder)
    with (folder / "tools.yaml").open("a", encoding="utf-8") as tools:
        for number in range(ROWS):
            tools.write(ROW.format(number=number, name=f"{number:03}", until=UNTIL if number == ENDED else ""))
    with (folder / "rules.yaml").open("a", encoding="utf-8") as rules:
        rules.writelines(f"  ligne-{number:03}: {{open_to_all: reglement}}\n" for number in range(ROWS))
    return folder


@pytest.fixture
def validate(essfund: Validated, folder: Path) -> Validated:
    return lambda *options: essfund("validate", str(folder), *DAY, "--no-cases", "--lang", "en", *options)


def test_what_is_selected_is_found_behind_hundreds_of_others(validate: Validated, folder: Path) -> None:
    done = validate("--select", "CAT052", "--format", "concise")
    line = (folder / "tools.yaml").read_text(encoding="utf-8").split(UNTIL)[0].count("\n") + 1
    assert done.code == 0
    assert done.out == f"{folder}/tools.yaml:{line}:24: warning [CAT052] `ligne-229` ended on June 30, 2024 and names no successor\n"
    assert done.err.startswith("1 warning in 1 file")
    assert validate("--select", "CAT052", "--strict").code == 1


def test_a_severity_counts_behind_hundreds_of_others(validate: Validated) -> None:
    assert validate().code == 0
    done = validate("--severity", "CAT052=error", "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)
    assert found["errors"] == 1
    assert "CAT052" in {item["code"] for item in found["diagnostics"]}
    assert validate("--severity", "CAT=note", "--severity", "CAT050=error").code == 1


def test_totals_count_what_the_filter_keeps(validate: Validated) -> None:
    every = validate("--select", "CAT050", "--format", "concise")
    assert every.err.startswith(f"{ROWS - 1} warnings in 1 file")
    lines = every.out.splitlines()
    assert [line for line in lines if "[CAT050]" not in line] == [f"warning [IN010] {ROWS - 1 - MOST_FINDINGS} more problems are not listed"]
    assert len(lines) == MOST_FINDINGS + 1
    assert validate("--ignore", "CAT05,CAT03,CAT07", "--format", "concise").out == ""


def test_a_catalogue_that_stopped_being_read_is_never_nothing_to_report(essfund: Validated, folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    text = (broken / "tools.yaml").read_text(encoding="utf-8")
    (broken / "tools.yaml").write_text(text.replace("apply: maison", "apply: ailleurs"), encoding="utf-8")
    done = essfund("validate", str(broken), *DAY, "--lang", "en", "--format", "concise", "--select", "CAT052")
    assert done.code == 1
    assert done.out == f"error [IN010] checking stopped here, after {MOST_FINDINGS} problems\n"


def test_a_mistake_of_shape_is_found_behind_hundreds_of_others(essfund: Validated, folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    text = (broken / "tools.yaml").read_text(encoding="utf-8").replace("reach: regional", "reach: Cadeau")
    (broken / "tools.yaml").write_text(text.removesuffix("    sources: [reglement]\n"), encoding="utf-8")
    done = essfund("validate", str(broken), *DAY, "--lang", "en", "--format", "concise", "--select", "CAT002")
    assert done.code == 1
    assert done.out.count("\n") == 1
    assert "[CAT002] `sources` is missing" in done.out


def test_totals_by_code_count_every_finding_and_heed_filters(validate: Validated) -> None:
    done = validate("--statistics", "--select", "CAT050,CAT052")
    assert done.out == f"{ROWS - 1} × CAT050 warning checked too long ago\n  1 × CAT052 warning closed without successor\n"
    assert (done.code, done.err.splitlines()[0].split(" in ")[0]) == (0, f"{ROWS} warnings")
    again = validate("--statistics", "--select", "CAT050,CAT052", "--severity", "CAT052=error")
    assert again.code == 1
    assert "\n  1 × CAT052 error   closed" in again.out
    assert validate("--statistics", "--select", "IN").out == ""


def test_totals_by_code_as_json(validate: Validated) -> None:
    found = json.loads(validate("--statistics", "--select", "CAT050,CAT052", "--format", "json").out)
    assert found["statistics"] == [
        {"code": "CAT050", "severity": "warning", "count": ROWS - 1, "title": "checked too long ago"},
        {"code": "CAT052", "severity": "warning", "count": 1, "title": "closed without successor"},
    ]
    assert sum(entry["count"] for entry in found["statistics"]) == found["warnings"] == ROWS
    assert len(found["diagnostics"]) == MOST_FINDINGS + 1


def test_totals_by_code_have_no_format_of_findings(validate: Validated) -> None:
    assert validate("--statistics", "--format", "sarif").code == 2
