"""Diagnostics, one line each: `file:line:column: severity [code] message`, for editors, `grep` and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.presenting.safe_text import message_line, one_line
from essfund.presenting.terminal import plain_ascii

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic, Findings
    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}


def render(found: Findings, view: View) -> str:
    """Return one line a diagnostic."""
    return plain_ascii("".join(f"{line(item, view.tr)}\n" for item in found.diagnostics), view)


def line(item: Diagnostic, tr: Translator) -> str:
    """Return a diagnostic on one line."""
    where = f"{item.span.file}:{item.span.line}:{item.span.column}: " if item.span else ""
    severity = tr.text(SEVERITIES[item.severity.value])
    return f"{one_line(where)}{severity} [{item.code}] {message_line(tr.say(item.message))}"
