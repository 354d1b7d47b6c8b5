"""Diagnostics as SARIF 2.1.0, which code-scanning services and editors take."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from essfund.core.codes import subject_of
from essfund.presenting.safe_text import brief, json_text
from essfund.presenting.view import View
from essfund.review.checks import PAGES
from essfund.review.diagnostics.file_names import relative, uri, whole_uri
from essfund.review.diagnostics.json import witness_plain
from essfund.review.diagnostics.page_markdown import render as page_markdown
from essfund.review.diagnostics.page_text import render as page_text
from essfund.version import VERSION

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic, Findings, Span
    from essfund.core.language.translator import Translator

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
CATEGORY = "essfund/validate/"
"""What the run is one of: services keep the findings of several tools on one commit apart by it."""


def render(found: Findings, view: View) -> str:
    """Return one run as SARIF text. What has no place in a file is a notification of the run: services refuse such results."""
    codes = sorted({item.code for item in found.diagnostics})
    unplaced = [_notification(item, codes.index(item.code), view.tr) for item in found.diagnostics if item.span is None]
    run = {
        "tool": {"driver": {
            "name": "essfund", "fullName": f"essfund {VERSION}", "version": VERSION, "semanticVersion": VERSION,
            "rules": [_rule(code, view.tr) for code in codes],
        }},
        "automationDetails": {"id": CATEGORY},
        "invocations": [{"executionSuccessful": not found.unread, "toolExecutionNotifications": unplaced}],
        "language": {"fr": "fr-FR", "en": "en-US"}[view.tr.language],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{whole_uri('', view).rstrip('/')}/"}} if view.directory else {},
        "results": _results(found, codes, view),
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, tr: Translator) -> dict[str, Any]:
    page, plain = PAGES[code], View(tr)
    return {
        "id": code,
        "name": "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", page.title)),
        "shortDescription": {"text": tr.text(page.title)},
        "fullDescription": {"text": tr.text(page.meaning)},
        "help": {"text": page_text(code, page, plain), "markdown": page_markdown(code, page, plain)},
        "defaultConfiguration": {"level": page.severity.value},
        "properties": {"tags": [tr.text(subject_of(code))]},
    }


def _results(found: Findings, codes: list[str], view: View) -> list[dict[str, Any]]:
    results, times = [], dict[str, int]()
    for item in found.diagnostics:
        if item.span is not None:
            print_ = fingerprint(item, view)
            times[print_] = times.get(print_, 0) + 1
            results.append(_result(item, item.span, codes.index(item.code), f"{print_}:{times[print_]}", view))
    return results


def _notification(item: Diagnostic, index: int, tr: Translator) -> dict[str, Any]:
    return {"associatedRule": {"id": item.code, "index": index}, "level": item.severity.value, "message": _message(item, tr)}


def _message(item: Diagnostic, tr: Translator) -> dict[str, str]:
    parts = [item.message, *([item.help] if item.help else [])]
    return {"text": ". ".join(brief(tr.say(part)) for part in parts)}


def fingerprint(item: Diagnostic, view: View) -> str:
    """Return what tells a finding from others and does not change when lines above it do: code, file and message."""
    where = relative(item.span.file, view) if item.span else ""
    return hashlib.sha256("\0".join([item.code, where, str(item.message)]).encode("utf-8", "replace")).hexdigest()[:32]


def _result(item: Diagnostic, span: Span, index: int, print_: str, view: View) -> dict[str, Any]:
    place = uri(span.file, view)
    artifact = {"uri": place} | ({} if place.startswith("file:") else {"uriBaseId": ROOT})
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": item.severity.value,
        "message": _message(item, view.tr),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(span)}}],
        "partialFingerprints": {"essfundFinding/v1": print_},
    }
    if item.witness:
        result["properties"] = {"witness": witness_plain(item.witness, view.tr)}
    return result


def _region(span: Span) -> dict[str, int]:
    """Return the place: as ours, a region ends before its last column; one that is empty gets a character, to be seen."""
    end_line = max(span.line, span.end_line)
    end_column = span.end_column if end_line > span.line else max(span.column + 1, span.end_column)
    return {"startLine": span.line, "startColumn": span.column, "endLine": end_line, "endColumn": end_column}
