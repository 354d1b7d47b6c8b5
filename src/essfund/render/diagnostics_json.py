"""Diagnostics as JSON, `essfund.diagnostics/1`: everything, witnesses too, in the shape that `essfund schema diagnostics` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.render.safe import brief, json_text

if TYPE_CHECKING:
    from essfund.diagnostics import Diagnostic, Findings, Witness
    from essfund.language.speaker import Speaker
    from essfund.render.view import View

SCHEMA = "essfund.diagnostics/1"


def render(found: Findings, view: View) -> str:
    """Return the findings as JSON text."""
    plain = {
        "schema": SCHEMA,
        **{f"{severity}s": count for severity, count in found.by_severity().items()},
        "instruments": found.instruments,
        "cases": found.cases,
        "coverage": {kind: {"stated": stated, "all": every} for kind, (stated, every) in found.coverage.items()},
        "diagnostics": [_plain(item, view.speak) for item in found.diagnostics],
    }
    return json_text(plain)


def _plain(item: Diagnostic, speak: Speaker) -> dict[str, Any]:
    span = item.span
    return {
        "code": item.code,
        "severity": item.severity.value,
        "message": brief(speak.say(item.message)),
        "help": brief(speak.say(item.help)) if item.help else None,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "witness": witness_plain(item.witness, speak) if item.witness else None,
    }


def witness_plain(witness: Witness, speak: Speaker) -> dict[str, Any]:
    """Return a witness as plain values."""
    return {
        "profile": dict(witness.profile),
        "catalogue": witness.catalogue,
        "as_of": witness.day.isoformat(),
        "shows": brief(speak.say(witness.shows)) if witness.shows else None,
    }
