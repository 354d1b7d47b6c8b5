"""Formats that other programs read: whatever stands in the files and in their names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from essfund.core.diagnostics import Diagnostic, Findings, Severity, Span
from essfund.core.language.translator import translator
from essfund.core.messages import say
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.review.checks import PAGES
from essfund.review.diagnostics.places import relative, uri, whole_uri

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BAD = Path(__file__).parent / "bad"
HOSTILE = "50 % of ]]> <b>&amp;\r\n::error::x, a: \x1b[31m\x00\ufffe\u202e" + "é" * 300
NAMES = ["/run/here/a b/é%20,:x.yaml", "/elsewhere/x.yaml", "plain.yaml", "C:\\data\\x.yaml"]


def findings() -> Findings:
    spans = [Span(name, 3, 5, 3, 9) for name in NAMES] + [Span("plain.yaml", 2, 1, 7, 2), None]
    items = [
        Diagnostic("CAT070", say("{text}", text=HOSTILE), severity, span, say("{text}", text=HOSTILE))
        for span in spans for severity in Severity
    ]
    return Findings(tuple(items), {"clean.yaml": "a: 1\n", **dict.fromkeys(NAMES, f"{HOSTILE}\n" * 9)})


def shown(name: str, lang: str = "en") -> str:
    text = FORMATS["validate"][name].render(findings(), View(translator(lang), directory="/run/here"))
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", sorted(FORMATS["validate"]))
def test_every_format_shows_every_finding_and_obeys_none(name: str) -> None:
    text = shown(name)
    assert "\x1b" not in text
    assert "\x00" not in text
    assert text.count("CAT070") >= len(findings().diagnostics)


@pytest.mark.parametrize(
    ("name", "directory", "below", "reference", "whole"),
    [
        ("data/a.yaml", "/run/here", "data/a.yaml", "data/a.yaml", "file:///run/here/data/a.yaml"),
        ("/run/here/data/../é b.yaml", "/run/here/", "é b.yaml", "%C3%A9%20b.yaml", "file:///run/here/%C3%A9%20b.yaml"),
        ("../x/a:b.yaml", "/run/here", "/run/x/a:b.yaml", "file:///run/x/a%3Ab.yaml", "file:///run/x/a%3Ab.yaml"),
        ("/run/hereafter/a.yaml", "/run/here", "/run/hereafter/a.yaml", "file:///run/hereafter/a.yaml", "file:///run/hereafter/a.yaml"),
        ("a:b#c?d%.yaml", "/", "a:b#c?d%.yaml", "a%3Ab%23c%3Fd%25.yaml", "file:///a%3Ab%23c%3Fd%25.yaml"),
        ("a\\b.yaml", "/run", "a\\b.yaml", "a%5Cb.yaml", "file:///run/a%5Cb.yaml"),
        ("caf\udce9.yaml", "/run", "caf\udce9.yaml", "caf%E9.yaml", "file:///run/caf%E9.yaml"),
        ("data\\é.yaml", "C:\\run", "data/é.yaml", "data/%C3%A9.yaml", "file:///C:/run/data/%C3%A9.yaml"),
        ("D:\\a b.yaml", "C:\\run", "D:/a b.yaml", "file:///D:/a%20b.yaml", "file:///D:/a%20b.yaml"),
        ("data/a.yaml", "", "data/a.yaml", "data/a.yaml", ""),
    ],
)
def test_files_are_named_below_the_directory_of_the_run(name: str, directory: str, below: str, reference: str, whole: str) -> None:
    view = View(translator("en"), directory=directory)
    assert (relative(name, view), uri(name, view), whole_uri(name, view)) == (below, reference, whole)


def test_an_empty_file_is_named(essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_text("# nothing yet\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text((BAD / "rules.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert f"{tmp_path / 'tools.yaml'}:1:1: error [CAT003]" in essfund("validate", str(tmp_path), "-f", "concise", "--lang", "en").out


def test_what_has_no_place_is_told_of_the_run() -> None:
    run = json.loads(shown("sarif"))["runs"][0]
    (invocation,) = run["invocations"]
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error", "warning", "note"]
    assert invocation["executionSuccessful"] is True
    unread = Findings((Diagnostic("IN001", say("x"), span=Span("x", 1, 1, 1, 1)),), {}, unread=True)
    text = FORMATS["validate"]["sarif"].render(unread, View(translator("en")))
    assert json.loads(text)["runs"][0]["invocations"][0]["executionSuccessful"] is False
    suite = ET.fromstring(shown("junit")).find("testsuite[@name='essfund']")
    assert suite is not None
    assert len(suite) == len(Severity)


def test_github_commands_are_one_line_each_and_say_where() -> None:
    lines = shown("github").splitlines()
    assert len(lines) == len(findings().diagnostics)
    for line in lines:
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert found, line
        given = dict(part.split("=", 1) for part in found[2].split(","))
        assert given["title"].startswith("CAT070 ")
    assert "file=a b/é%2520%2C%3Ax.yaml,line=3,endLine=3,col=5,endColumn=8" in lines[0]
    several = [line for line in lines if "line=2" in line]
    assert several
    assert all("endLine=7" in line and "col=" not in line for line in several)


def test_sarif_points_at_files_below_the_run_and_names_its_rules() -> None:
    log: dict[str, Any] = json.loads(shown("sarif"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (log["version"], run["columnKind"], run["language"]) == ("2.1.0", "unicodeCodePoints", "en-US")
    assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == "file:///run/here/"
    prints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        prints.add(result["partialFingerprints"]["essfundFinding/v1"])
        for location in result.get("locations", ()):
            physical = location["physicalLocation"]
            region, artifact = physical["region"], physical["artifactLocation"]
            assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])
            assert re.fullmatch(r"[\w./:%~-]+", artifact["uri"])
            assert artifact["uri"].startswith("file:") is ("uriBaseId" not in artifact)
    assert len(prints) == len(run["results"])
    assert unquote(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == "a b/é%20,:x.yaml"


def test_fingerprints_stay_when_lines_move(essfund: Callable[..., Done], tmp_path: Path) -> None:
    def prints(folder: Path) -> list[str]:
        run = json.loads(essfund("validate", str(folder), "-f", "sarif").out)["runs"][0]
        return [one["partialFingerprints"]["essfundFinding/v1"] for one in run["results"]]

    for name in ("tools.yaml", "rules.yaml"):
        (tmp_path / name).write_text((BAD / name).read_text(encoding="utf-8"), encoding="utf-8")
    before = prints(tmp_path)
    for name in ("tools.yaml", "rules.yaml"):
        (tmp_path / name).write_text("# more\n" + (tmp_path / name).read_text(encoding="utf-8"), encoding="utf-8")
    after = prints(tmp_path)
    assert len(set(after) & set(before)) >= len(before) - 1  # one message names a line itself


def test_junit_counts_what_it_holds_and_a_clean_file_passes() -> None:
    root = ET.fromstring(shown("junit", "fr"))
    assert root.tag == "testsuites"
    cases, failures = root.findall("testsuite/testcase"), root.findall("testsuite/testcase/failure")
    assert (root.get("tests"), root.get("failures")) == (str(len(cases)), str(len(failures)))
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    clean = root.find("testsuite[@name='clean.yaml']/testcase")
    assert clean is not None
    assert not len(clean)
    assert all(PAGES["CAT070"].title and failure.get("type") == "CAT070" for failure in failures)


def test_a_run_without_findings_is_still_a_run(essfund: Callable[..., Done]) -> None:
    base = str(BAD.parents[1] / "checks" / "base")
    for name in FORMATS["validate"]:
        done = essfund("validate", base, "--as-of", "2026-02-01", "-f", name)
        assert done.code == 0
        if name == "junit":
            assert ET.fromstring(done.out).get("failures") == "0"
            assert int(ET.fromstring(done.out).get("tests", "0")) >= 3
        if name == "sarif":
            assert json.loads(done.out)["runs"][0]["results"] == []
