"""Diagnostics for services of continuous integration: workflow commands of GitHub Actions, JUnit XML, SARIF 2.1.0."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from essfund.core.codes import subject_of
from essfund.core.text import UNSEEN
from essfund.presenting.notes import notes
from essfund.presenting.safe_text import brief, json_text, message_line, one_line
from essfund.presenting.view import View
from essfund.review.checks import PAGES
from essfund.review.diagnostics import code_page
from essfund.review.diagnostics.json import witness_plain
from essfund.review.diagnostics.places import relative, uri, whole_uri
from essfund.review.diagnostics.text import line
from essfund.version import VERSION

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic, Findings, Span
    from essfund.core.language.translator import Translator

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_github(found: Findings, view: View) -> str:
    """Diagnostics as workflow commands of GitHub Actions: annotations at their lines in a pull request."""
    return "".join(f"{_command(item, view)}\n" for item in found.diagnostics)


def _command(item: Diagnostic, view: View) -> str:
    tr = view.tr
    given = {**_place(item, view), "title": f"{item.code} {tr.text(PAGES[item.code].title)}"}
    properties = ",".join(f"{key}={one_line(value).translate(PROPERTY)}" for key, value in given.items())
    parts = (item.message, item.witness.shows if item.witness else None, item.help)
    message = "\n".join(message_line(tr.say(part)) for part in parts if part).translate(DATA)
    return f"::{LEVELS[item.severity.value]} {properties}::{message}"


def _place(item: Diagnostic, view: View) -> dict[str, str]:
    """Where it stands; no columns when it spans lines, which GitHub does not take."""
    if (span := item.span) is None:
        return {}
    place = {"file": relative(span.file, view), "line": str(span.line), "endLine": str(max(span.line, span.end_line))}
    if span.line == span.end_line:
        place |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    return place


NAME = "essfund"
FAILING = {"error", "warning"}
"""Notes are cases that pass; what they say stands in their output."""


def render_junit(found: Findings, view: View) -> str:
    """Diagnostics as JUnit XML, which servers of continuous integration show as tests: a suite a file, a case a finding."""
    suites: dict[str, list[Diagnostic]] = {relative(name, view): [] for name in sorted(found.texts)}
    for item in found.diagnostics:
        suites.setdefault(relative(item.span.file, view) if item.span else NAME, []).append(item)
    root = ET.Element("testsuites", name=NAME)
    for name, items in (suites or {NAME: []}).items():
        _suite(root, name, items, view)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, items: list[Diagnostic], view: View) -> None:
    failing = sum(item.severity.value in FAILING for item in items)
    suite = ET.SubElement(root, "testsuite", name=_clean(name), tests=str(max(1, len(items))), failures=str(failing), errors="0")
    if not items:
        ET.SubElement(suite, "testcase", name=NAME, classname=_clean(name))
    for item in items:
        place = f" ({item.span.line}:{item.span.column})" if item.span else ""
        title = f"{item.code} {view.tr.text(PAGES[item.code].title)}{place}"
        case = ET.SubElement(suite, "testcase", name=_clean(title), classname=_clean(name))
        failure = {"message": _clean(brief(view.tr.say(item.message))), "type": item.code}
        shown = ET.SubElement(case, "failure", failure) if item.severity.value in FAILING else ET.SubElement(case, "system-out")
        shown.text = _clean("\n".join([line(item, view.tr), *map(brief, notes(item, view.tr))]))


def _clean(text: str) -> str:
    """A text without what XML cannot hold, and without what would mislead an eye."""
    return UNSEEN.sub("\ufffd", text)


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
CATEGORY = "essfund/validate/"
"""What the run is one of: services keep the findings of several tools on one commit apart by it."""


def render_sarif(found: Findings, view: View) -> str:
    """Diagnostics as SARIF 2.1.0, which code-scanning services and editors take."""
    codes = sorted({item.code for item in found.diagnostics})
    unplaced = [
        {"associatedRule": {"id": item.code, "index": codes.index(item.code)}, "level": item.severity.value,
         "message": _message(item, view.tr)} for item in found.diagnostics if item.span is None
    ]
    run = {
        "tool": {"driver": {
            "name": "essfund", "fullName": f"essfund {VERSION}", "version": VERSION, "semanticVersion": VERSION,
            "rules": [_rule(code, view.tr) for code in codes],
        }},
        "automationDetails": {"id": CATEGORY},
        "invocations": [{"executionSuccessful": not found.unread, "toolExecutionNotifications": unplaced}],
        "language": {"fr": "fr-FR", "en": "en-US"}[view.tr.language], "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{whole_uri('', view).rstrip('/')}/"}} if view.directory else {},
        "results": _results(found, codes, view),
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, tr: Translator) -> dict[str, Any]:
    page, plain = PAGES[code], View(tr, width=None)
    return {
        "id": code, "name": "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", page.title)),
        "shortDescription": {"text": tr.text(page.title)}, "fullDescription": {"text": tr.text(page.meaning)},
        "help": {"text": code_page.render_text(code, page, plain), "markdown": code_page.render_markdown(code, page, plain)},
        "defaultConfiguration": {"level": page.severity.value}, "properties": {"tags": [tr.text(subject_of(code))]},
    }


def _results(found: Findings, codes: list[str], view: View) -> list[dict[str, Any]]:
    results, times = [], Counter[str]()
    for item in found.diagnostics:
        if item.span is not None:
            print_ = fingerprint(item, view)
            times[print_] += 1
            results.append(_result(item, item.span, codes.index(item.code), f"{print_}:{times[print_]}", view))
    return results


def _message(item: Diagnostic, tr: Translator) -> dict[str, str]:
    return {"text": ". ".join(brief(tr.say(part)) for part in (item.message, item.help) if part)}


def fingerprint(item: Diagnostic, view: View) -> str:
    """What tells a finding from others and does not change when lines above it do: code, file and message."""
    where = relative(item.span.file, view) if item.span else ""
    return hashlib.sha256("\0".join([item.code, where, str(item.message)]).encode("utf-8", "replace")).hexdigest()[:32]


def _result(item: Diagnostic, span: Span, index: int, print_: str, view: View) -> dict[str, Any]:
    place = uri(span.file, view)
    artifact = {"uri": place} | ({} if place.startswith("file:") else {"uriBaseId": ROOT})
    result: dict[str, Any] = {
        "ruleId": item.code, "ruleIndex": index, "level": item.severity.value, "message": _message(item, view.tr),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(span)}}],
        "partialFingerprints": {"essfundFinding/v1": print_},
    }
    if item.witness:
        result["properties"] = {"witness": witness_plain(item.witness, view.tr)}
    return result


def _region(span: Span) -> dict[str, int]:
    """The place: as ours, a region ends before its last column; one that is empty gets a character, to be seen."""
    end_line = max(span.line, span.end_line)
    end_column = span.end_column if end_line > span.line else max(span.column + 1, span.end_column)
    return {"startLine": span.line, "startColumn": span.column, "endLine": end_line, "endColumn": end_column}
