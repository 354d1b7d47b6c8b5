"""Diagnostics for people: where, what, the lines it speaks of, an enterprise that shows it, what to do, where to read more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essfund.lines import Lines
from essfund.messages import say
from essfund.render.code_frame import frame
from essfund.render.diagnostics_concise import SEVERITIES
from essfund.render.paint import BOLD, FAINT, paint
from essfund.render.safe import message_line, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.diagnostics import Diagnostic, Findings, Witness
    from essfund.render.view import View

COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}


def render(found: Findings, view: View) -> str:
    """Return each diagnostic with its code frame, its witness and help."""
    texts = {name: Lines(text) for name, text in found.texts.items()}
    blocks = ["\n".join(_block(item, texts.get(item.span.file) if item.span else None, view)) for item in found.diagnostics]
    return "".join(f"{block}\n\n" for block in blocks)


def _block(item: Diagnostic, text: Lines | None, view: View) -> Iterator[str]:
    speak, colour = view.speak, COLOURS[item.severity.value]
    where = one_line(f"{item.span.file}:{item.span.line}:{item.span.column}: ") if item.span else ""
    severity = f"{speak.text(SEVERITIES[item.severity.value])} [{item.code}]"
    yield f"{paint(where, BOLD, view)}{paint(severity, colour, view)} {message_line(speak.say(item.message))}"
    if item.span and text:
        yield from frame(item.span, text, colour, view)
    notes = []
    if item.witness:
        if item.witness.shows:
            notes.append(speak.say(item.witness.shows))
        notes.append(speak.say(say("to see it: {command}", command=match_command(item.witness))))
    if item.help:
        notes.append(speak.say(say("help: {text}", text=item.help)))
    notes.append(speak.say(say("more: {command}", command=f"essfund explain {item.code}")))
    sign = paint("=", FAINT, view)
    yield from (f"  {sign} {message_line(note)}" for note in notes)


def match_command(witness: Witness) -> str:
    """Return the command line that shows a witness; it can be pasted into a shell."""
    profile = json.dumps(dict(witness.profile), ensure_ascii=False).replace("'", "'\\''")
    return f"echo '{profile}' | essfund match - --as-of {witness.day.isoformat()}"
