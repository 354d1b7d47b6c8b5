"""Diagnostics as JUnit XML, which servers of continuous integration show as tests: a suite a file, a case a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from essfund.core.text import UNSEEN
from essfund.presenting.notes import notes
from essfund.presenting.safe_text import brief
from essfund.review.checks import PAGES
from essfund.review.diagnostics.concise import line
from essfund.review.diagnostics.file_names import relative

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic, Findings
    from essfund.presenting.view import View

NAME = "essfund"
FAILING = {"error", "warning"}
"""Notes are cases that pass; what they say stands in their output."""


def render(found: Findings, view: View) -> str:
    """Return one suite a file that was read, and one for what has no place; one without findings is a case that passes."""
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
        _case(suite, name, item, view)


def _case(suite: ET.Element, name: str, item: Diagnostic, view: View) -> None:
    place = f" ({item.span.line}:{item.span.column})" if item.span else ""
    title = f"{item.code} {view.tr.text(PAGES[item.code].title)}{place}"
    case = ET.SubElement(suite, "testcase", name=_clean(title), classname=_clean(name))
    text = _clean("\n".join([line(item, view.tr), *map(brief, notes(item, view.tr))]))
    if item.severity.value in FAILING:
        message = _clean(brief(view.tr.say(item.message)))
        ET.SubElement(case, "failure", message=message, type=item.code).text = text
    else:
        ET.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, and without what would mislead an eye."""
    return UNSEEN.sub("\ufffd", text)
