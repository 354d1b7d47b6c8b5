"""Findings of every kind in the formats of others: held against the published schemas (see `tests/standards/README.md`)."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from jsonschema import Draft202012Validator

from essfund.core.diagnostics import Findings
from essfund.core.language.translator import LANGUAGES, translator
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.review.checks import PAGES
from essfund.review.validation import examine
from tests.bundled import bundled
from tests.checks.test_examples import EXAMPLES, named, written
from tests.cli.test_diagnostic_formats import findings as hostile

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
STANDARDS = ROOT / "tests" / "standards"
DAY = date(2026, 2, 1)


@pytest.fixture(scope="module", params=[5, pytest.param(1, marks=pytest.mark.slow)])
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Findings, str]]:
    """What was found in the bad piece of every page, by default of one out of some, in hostile findings, in nothing.

    Each comes with the directory of its run.
    """
    found = {"hostile": (hostile(), "/run/here"), "empty": (Findings((), {}), "/run/here"), "nowhere": (hostile(), "")}
    for code in dict.fromkeys([*list(EXAMPLES)[::request.param], "CAT070"]):
        example, folder = EXAMPLES[code], tmp_path_factory.mktemp("é a") / "b, %41:c"
        folder.mkdir()
        written(folder, example, example.bad, bad=True)
        found[code] = (examine([named(folder, example)], DAY, catalogue=bundled), str(folder.parent))
        assert found[code][0].diagnostics
    return found


def told(runs: dict[str, tuple[Findings, str]], form: str) -> list[tuple[str, str]]:
    return [
        (name, FORMATS["validate"][form].render(found, View(translator(lang), directory=directory)))
        for name, (found, directory) in runs.items() for lang in LANGUAGES
    ]


@pytest.mark.slow
def test_sarif_fits_the_schema_of_the_standard(runs: dict[str, tuple[Findings, str]]) -> None:
    schema = json.loads((STANDARDS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}))
    for name, text in told(runs, "sarif"):
        assert [error.message for error in validator.iter_errors(json.loads(text))] == [], name


def test_sarif_holds_what_code_scanning_asks_for(runs: dict[str, tuple[Findings, str]]) -> None:
    """A run with a name of its own; results with a rule, a text, and a place that is a relative name and a line."""
    for name, text in told(runs, "sarif"):
        (run,) = json.loads(text)["runs"]
        driver, count = run["tool"]["driver"], len(runs[name][0].diagnostics)
        (invocation,) = run["invocations"]
        assert run["automationDetails"]["id"].endswith("/")
        assert len(run["results"]) + len(invocation["toolExecutionNotifications"]) == count
        for rule in driver["rules"]:
            assert re.fullmatch(r"([A-Z0-9][A-Za-z0-9]*)+", rule["name"]), rule["name"]
            assert rule["help"]["text"]
            assert rule["help"]["markdown"].startswith(f"# {rule['id']} ")
            assert rule["properties"]["tags"]
        for result in run["results"]:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["message"]["text"]
            physical = result["locations"][0]["physicalLocation"]
            assert physical["region"]["startLine"] > 0
            if name in PAGES:
                assert not physical["artifactLocation"]["uri"].startswith(("file:", "/", "..")), physical
        for notification in invocation["toolExecutionNotifications"]:
            assert driver["rules"][notification["associatedRule"]["index"]]["id"] == notification["associatedRule"]["id"]


def test_sarif_keeps_the_witness(runs: dict[str, tuple[Findings, str]]) -> None:
    (run,) = json.loads(dict(told(runs, "sarif"))["CAT070"])["runs"]
    (witness,) = [one["properties"]["witness"] for one in run["results"] if one["ruleId"] == "CAT070"]
    assert witness["profile"]
    assert date.fromisoformat(witness["as_of"]) == DAY
    assert Path(witness["catalogue"]).is_dir()


def test_junit_fits_the_schema_of_jenkins(runs: dict[str, tuple[Findings, str]]) -> None:
    schema = xmlschema.XMLSchema(STANDARDS / "junit-10.xsd")
    assert list(schema.iter_errors("<testsuites><testsuite tests='1'/></testsuites>"))
    for name, text in told(runs, "junit"):
        assert [error.reason for error in schema.iter_errors(text)] == [], name
        root = ET.fromstring(text)
        assert int(root.get("tests", "0")) == len(root.findall(".//testcase")) > 0
        assert int(root.get("failures", "0")) == len(root.findall(".//failure"))


def test_json_fits_its_schema(runs: dict[str, tuple[Findings, str]]) -> None:
    validator = Draft202012Validator(json.loads((ROOT / "schemas/diagnostics.json").read_text(encoding="utf-8")))
    for name, text in told(runs, "json"):
        found: dict[str, Any] = json.loads(text)
        assert [error.message for error in validator.iter_errors(found)] == [], name
        assert found["errors"] + found["warnings"] + found["notes"] == len(found["diagnostics"])


def test_github_gets_a_command_a_finding(runs: dict[str, tuple[Findings, str]]) -> None:
    for name, text in told(runs, "github"):
        assert len(text.splitlines()) == len(runs[name][0].diagnostics)
        for line in text.splitlines():
            assert re.match(r"::(error|warning|notice) (file=[^,:]+,line=\d+,endLine=\d+,(col=\d+,endColumn=\d+,)?)?title=[^,:]+::.", line)


def test_the_command_line_writes_the_same_to_a_file(essfund: Callable[..., Done], tmp_path: Path) -> None:
    bad = str(ROOT / "tests/cli/bad")
    for form in FORMATS["validate"]:
        shown = essfund("validate", bad, "-f", form)
        written_ = essfund("validate", bad, "-f", form, "-o", str(tmp_path / form))
        assert (shown.code, written_.code, written_.out) == (1, 1, "")
        assert (tmp_path / form).read_text(encoding="utf-8") == shown.out
