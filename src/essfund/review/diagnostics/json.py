"""Diagnostics as JSON, `essfund.diagnostics/1`: everything, witnesses too, in the shape that `essfund schema diagnostics` prints."""

from __future__ import annotations

from os import pathsep
from typing import TYPE_CHECKING

from essfund.presenting.safe_text import brief, json_text
from essfund.review.checks import PAGES

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic, Findings, Witness
    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View
    from essfund.review.diagnostics.schema import DiagnosticPlain, FindingsPlain, WitnessPlain


def render(found: Findings, view: View) -> str:
    """The findings as JSON text."""
    counts = found.by_severity()
    plain: FindingsPlain = {
        "schema": "essfund.diagnostics/1", "errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"],
        "instruments": found.instruments, "cases": found.cases,
        "coverage": {kind: {"stated": stated, "all": every} for kind, (stated, every) in found.coverage.items()},
        "statistics": [
            {"code": code, "severity": severity.value, "count": count, "title": view.tr.text(PAGES[code].title)}
            for code, severity, count in found.most_frequent()
        ],
        "diagnostics": [_plain(item, view.tr) for item in found.diagnostics],
    }
    return json_text(plain)


def _plain(item: Diagnostic, tr: Translator) -> DiagnosticPlain:
    span, cause = item.span, item.cause
    place = cause.span if cause else None
    return {
        "code": item.code, "severity": item.severity.value, "message": brief(tr.say(item.message)),
        "help": brief(tr.say(item.help)) if item.help else None, "file": span.file if span else None, "line": span.line if span else None,
        "column": span.column if span else None, "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None, "witness": witness_plain(item.witness, tr) if item.witness else None,
        "cause": {
            "code": cause.code, "file": place.file if place else None, "line": place.line if place else None,
            "column": place.column if place else None,
        } if cause else None,
    }


def witness_plain(witness: Witness, tr: Translator) -> WitnessPlain:
    """A witness as plain values."""
    return {
        "profile": dict(witness.profile), "catalogue": pathsep.join(witness.catalogue) or None, "as_of": witness.day.isoformat(),
        "shows": brief(tr.say(witness.shows)) if witness.shows else None,
    }
