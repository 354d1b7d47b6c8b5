"""Diagnostics for people: where, what, the lines it speaks of, an enterprise that shows it, what to do, where to read more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.checks import PAGES
from essfund.lines import Lines
from essfund.messages import N_
from essfund.render.code_frame import frame, margin_of
from essfund.render.diagnostics_concise import SEVERITIES
from essfund.render.notes import notes
from essfund.render.paint import BOLD, FAINT, linked, paint
from essfund.render.paper import plain_ascii
from essfund.render.places import whole_uri
from essfund.render.safe import message_line, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.diagnostics import Diagnostic, Findings
    from essfund.render.view import View

COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}
MANY = 20
"""So many findings are followed by how many there are of each kind."""


def render(found: Findings, view: View) -> str:
    """Return each diagnostic with its code frame, its witness and help."""
    texts = {name: Lines(text) for name, text in found.texts.items()}
    blocks = ["\n".join(_block(item, texts.get(item.span.file) if item.span else None, view)) for item in found.diagnostics]
    if len(blocks) >= MANY:
        blocks.append("\n".join(_kinds(found.diagnostics, view)))
    return plain_ascii("".join(f"{block}\n\n" for block in blocks), view)


def _block(item: Diagnostic, text: Lines | None, view: View) -> Iterator[str]:
    speak, colour = view.speak, COLOURS[item.severity.value]
    where = ""
    if item.span:
        where = one_line(f"{item.span.file}:{item.span.line}:{item.span.column}")
        where = f"{paint(linked(where, whole_uri(item.span.file, view) if text else '', view), BOLD, view)}: "
    severity = f"{speak.text(SEVERITIES[item.severity.value])} [{item.code}]"
    yield f"{where}{paint(severity, colour, view)} {message_line(speak.say(item.message))}"
    framed = list(frame(item.span, text, colour, view)) if item.span and text and text.text else []
    yield from framed
    margin = " " * margin_of(item.span) if item.span and framed else " "
    yield from (f"{margin} {paint('=', FAINT, view)} {message_line(note)}" for note in notes(item, speak))


def _kinds(diagnostics: Sequence[Diagnostic], view: View) -> Iterator[str]:
    """Yield how many diagnostics there are of each code, most first: what to look at in a long list."""
    counts = Counter(item.code for item in diagnostics)
    width = len(str(max(counts.values())))
    yield view.speak.text(N_("By kind:"))
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:>{width}} × {code} {view.speak.text(PAGES[code].title)}"
