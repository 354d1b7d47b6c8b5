"""Diagnostics for people: where, what, the lines it speaks of, an enterprise that shows it, what to do, where to read more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.line_index import LineIndex
from essfund.core.messages import N_
from essfund.presenting.notes import notes
from essfund.presenting.safe_text import message_line, one_line
from essfund.presenting.terminal import BOLD, FAINT, linked, paint, plain_ascii
from essfund.review.checks import PAGES
from essfund.review.diagnostics.code_frame import frame, margin_of
from essfund.review.diagnostics.concise import SEVERITIES
from essfund.review.diagnostics.file_names import whole_uri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.diagnostics import Diagnostic, Findings
    from essfund.presenting.view import View

COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}
MANY = 20
"""So many findings are followed by how many there are of each kind."""


def render(found: Findings, view: View) -> str:
    """Return each diagnostic with its code frame, its witness and help."""
    texts = {name: LineIndex(text) for name, text in found.texts.items()}
    blocks = ["\n".join(_block(item, texts.get(item.span.file) if item.span else None, view)) for item in found.diagnostics]
    if len(blocks) >= MANY:
        blocks.append("\n".join(_kinds(found.diagnostics, view)))
    return plain_ascii("".join(f"{block}\n\n" for block in blocks), view)


def _block(item: Diagnostic, text: LineIndex | None, view: View) -> Iterator[str]:
    tr, colour = view.tr, COLOURS[item.severity.value]
    where = ""
    if item.span:
        where = one_line(f"{item.span.file}:{item.span.line}:{item.span.column}")
        where = f"{paint(linked(where, whole_uri(item.span.file, view) if text else '', view), BOLD, view)}: "
    severity = f"{tr.text(SEVERITIES[item.severity.value])} [{item.code}]"
    yield f"{where}{paint(severity, colour, view)} {message_line(tr.say(item.message))}"
    framed = list(frame(item.span, text, colour, view)) if item.span and text and text.text else []
    yield from framed
    margin = " " * margin_of(item.span) if item.span and framed else " "
    yield from (f"{margin} {paint('=', FAINT, view)} {message_line(note)}" for note in notes(item, tr))


def _kinds(diagnostics: Sequence[Diagnostic], view: View) -> Iterator[str]:
    """Yield how many diagnostics there are of each code, most first: what to look at in a long list."""
    counts = Counter(item.code for item in diagnostics)
    width = len(str(max(counts.values())))
    yield view.tr.text(N_("By kind:"))
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:>{width}} × {code} {view.tr.text(PAGES[code].title)}"
