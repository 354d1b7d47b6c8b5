"""Diagnostics with the lines they speak of, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.render.diagnostics_concise import line
from essfund.render.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.diagnostics import Diagnostic, Findings, Span, Witness
    from essfund.language.speaker import Speaker
    from essfund.render.view import View

WIDEST = 160
"""Longer source lines are cut around the place."""


def render(found: Findings, view: View) -> str:
    """Return each diagnostic with its code frame, its witness and help."""
    lines_by_file = {name: text.split("\n") for name, text in found.texts.items()}
    blocks = ["\n".join(_block(item, lines_by_file, view.speak)) for item in found.diagnostics]
    return "".join(f"{block}\n\n" for block in blocks)


def _block(item: Diagnostic, lines: Mapping[str, Sequence[str]], speak: Speaker) -> Iterator[str]:
    yield line(item, speak)
    if item.span:
        yield from _frame(item.span, lines.get(item.span.file, ()))
    if item.witness:
        if item.witness.shows:
            yield one_line(f"  = {speak.say(item.witness.shows)}")
        shown = speak.say(say("to see it: {command}", command=match_command(item.witness)))
        yield f"  = {shown}"
    if item.help:
        advice = speak.say(say("help: {text}", text=item.help))
        yield one_line(f"  = {advice}")


def match_command(witness: Witness) -> str:
    """Return the command line that shows a witness; it can be pasted into a shell."""
    profile = json.dumps(dict(witness.profile), ensure_ascii=False).replace("'", "'\\''")
    return f"echo '{profile}' | essfund match - --as-of {witness.day.isoformat()}"


def _frame(span: Span, lines: Sequence[str]) -> Iterator[str]:
    if not 0 < span.line <= len(lines):
        return
    source = lines[span.line - 1]
    shift = max(0, span.column - WIDEST // 2) if len(source) > WIDEST else 0
    shown = one_line(source[shift : shift + WIDEST])
    end = span.end_column if span.end_line == span.line else len(source.rstrip()) + 1
    marks = max(1, min(end - span.column, WIDEST - (span.column - 1 - shift)))
    margin = " " * len(str(span.line))
    yield f"{margin} |"
    yield f"{span.line} | {shown}"
    yield f"{margin} | {' ' * (span.column - 1 - shift)}{'^' * marks}"
