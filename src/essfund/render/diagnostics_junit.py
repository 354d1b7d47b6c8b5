"""Diagnostics as JUnit XML, which servers of continuous integration show as tests: a suite a file, a case a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from essfund.checks import PAGES
from essfund.render.diagnostics_concise import line
from essfund.render.places import relative
from essfund.render.safe import brief
from essfund.unseen import UNSEEN

if TYPE_CHECKING:
    from essfund.diagnostics import Diagnostic, Findings
    from essfund.render.view import View

FAILING = {"error", "warning"}
"""Notes are cases that pass; what they say stands in their output."""

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def render(found: Findings, view: View) -> str:
    """Return one suite a file that was read; a file without findings is one case that passes."""
    suites: dict[str, list[Diagnostic]] = {relative(name, view): [] for name in sorted(found.texts)}
    for item in found.diagnostics:
        suites.setdefault(relative(item.span.file, view) if item.span else "", []).append(item)
    root = ET.Element("testsuites", name="essfund")
    for name, items in suites.items():
        _suite(root, name, items, view)
    for count in ("tests", "failures"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, items: list[Diagnostic], view: View) -> None:
    failing = sum(item.severity.value in FAILING for item in items)
    suite = ET.SubElement(root, "testsuite", name=_clean(name), tests=str(max(1, len(items))), failures=str(failing), errors="0")
    if not items:
        ET.SubElement(suite, "testcase", name="essfund", classname=_clean(name))
    for item in items:
        title = f"{item.code} {view.speak.text(PAGES[item.code].title)}"
        place = f" ({item.span.line}:{item.span.column})" if item.span else ""
        case = ET.SubElement(suite, "testcase", name=_clean(title + place), classname=_clean(name))
        text = line(item, view.speak) + (f"\n{brief(view.speak.say(item.help))}" if item.help else "")
        if item.severity.value in FAILING:
            failure = ET.SubElement(case, "failure", message=_clean(brief(view.speak.say(item.message))), type=item.code)
            failure.text = _clean(text)
        else:
            ET.SubElement(case, "system-out").text = _clean(text)


def _clean(text: str) -> str:
    return UNSEEN.sub("\ufffd", FORBIDDEN.sub("\ufffd", text))
