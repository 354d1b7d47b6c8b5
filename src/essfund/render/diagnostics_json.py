"""Diagnostics as JSON, `essfund.diagnostics/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.diagnostics import Diagnostic
    from essfund.language.speaker import Speaker

SCHEMA = "essfund.diagnostics/1"


def render(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], speak: Speaker) -> str:  # noqa: ARG001 - one shape
    """Return the diagnostics as JSON text."""
    found = {
        "schema": SCHEMA,
        "errors": sum(item.is_error for item in diagnostics),
        "warnings": sum(not item.is_error for item in diagnostics),
        "diagnostics": [_plain(item, speak) for item in diagnostics],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _plain(item: Diagnostic, speak: Speaker) -> dict[str, Any]:
    span = item.span
    return {
        "code": item.code,
        "severity": item.severity.value,
        "message": speak.say(item.message),
        "help": speak.say(item.help) if item.help else None,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
