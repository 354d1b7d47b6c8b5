"""Diagnostics, one line each: `file:line:column: severity [code] message`, for editors, `grep` and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import N_
from essfund.render.paper import plain_ascii
from essfund.render.safe import message_line, one_line

if TYPE_CHECKING:
    from essfund.diagnostics import Diagnostic, Findings
    from essfund.language.speaker import Speaker
    from essfund.render.view import View

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}


def render(found: Findings, view: View) -> str:
    """Return one line a diagnostic."""
    return plain_ascii("".join(f"{line(item, view.speak)}\n" for item in found.diagnostics), view)


def line(item: Diagnostic, speak: Speaker) -> str:
    """Return a diagnostic on one line."""
    where = f"{item.span.file}:{item.span.line}:{item.span.column}: " if item.span else ""
    severity = speak.text(SEVERITIES[item.severity.value])
    return f"{one_line(where)}{severity} [{item.code}] {message_line(speak.say(item.message))}"
