"""Diagnostics as SARIF 2.1.0, which code-scanning services and editors take."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from essfund.checks import PAGES
from essfund.render.page_markdown import render as page_markdown
from essfund.render.page_text import render as page_text
from essfund.render.places import relative, uri
from essfund.render.safe import brief, json_text
from essfund.render.view import View
from essfund.version import VERSION

if TYPE_CHECKING:
    from essfund.diagnostics import Diagnostic, Findings, Span
    from essfund.language.speaker import Speaker

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"


def render(found: Findings, view: View) -> str:
    """Return one run as SARIF text."""
    codes = sorted({item.code for item in found.diagnostics})
    run = {
        "tool": {"driver": {
            "name": "essfund", "version": VERSION, "semanticVersion": VERSION,
            "rules": [_rule(code, view.speak) for code in codes],
        }},
        "language": {"fr": "fr-FR", "en": "en-US"}[view.speak.language],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": f"{uri(view.directory.rstrip('/'), view)}/"}} if view.directory else {},
        "results": _results(found, codes, view),
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, speak: Speaker) -> dict[str, Any]:
    page, plain = PAGES[code], View(speak)
    return {
        "id": code,
        "shortDescription": {"text": speak.text(page.title)},
        "fullDescription": {"text": speak.text(page.meaning)},
        "help": {"text": page_text(code, page, plain), "markdown": page_markdown(code, page, plain)},
        "defaultConfiguration": {"level": page.severity.value},
    }


def _results(found: Findings, codes: list[str], view: View) -> list[dict[str, Any]]:
    results, times = [], dict[str, int]()
    for item in found.diagnostics:
        print_ = fingerprint(item, view)
        times[print_] = times.get(print_, 0) + 1
        results.append(_result(item, codes.index(item.code), f"{print_}:{times[print_]}", view))
    return results


def fingerprint(item: Diagnostic, view: View) -> str:
    """Return what tells a finding from others and does not change when lines above it do: code, file and message."""
    where = relative(item.span.file, view) if item.span else ""
    return hashlib.sha256("\0".join([item.code, where, str(item.message)]).encode("utf-8", "replace")).hexdigest()[:32]


def _result(item: Diagnostic, index: int, print_: str, view: View) -> dict[str, Any]:
    speak = view.speak
    parts = [brief(speak.say(item.message)), *([brief(speak.say(item.help))] if item.help else [])]
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": item.severity.value,
        "message": {"text": ". ".join(parts)},
        "partialFingerprints": {"essfundFinding/v1": print_},
    }
    if item.span:
        place = uri(item.span.file, view)
        artifact = {"uri": place} | ({} if place.startswith("file:") else {"uriBaseId": ROOT})
        result["locations"] = [{"physicalLocation": {"artifactLocation": artifact, "region": _region(item.span)}}]
    if item.witness:
        result["properties"] = {
            "witness": dict(item.witness.profile), "witnessAsOf": item.witness.day.isoformat(),
        } | ({"witnessShows": speak.say(item.witness.shows)} if item.witness.shows else {})
    return result


def _region(span: Span) -> dict[str, int]:
    """Return the place; a region of SARIF ends before its last column, as ours does."""
    end_line = max(span.line, span.end_line)
    end_column = span.end_column if end_line > span.line else max(span.column + 1, span.end_column)
    return {"startLine": span.line, "startColumn": span.column, "endLine": end_line, "endColumn": end_column}
