"""The lines of a file that a diagnostic speaks of, with carets under the place: one line before and after, long lines cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.render.paint import FAINT, paint
from essfund.render.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.diagnostics import Span
    from essfund.lines import Lines
    from essfund.render.view import View

WIDEST = 160
"""Characters of a source line that are shown; a longer line is cut around the place."""

MOST_LINES = 2
"""A place that spans more lines is shown by its first and its last."""


def frame(span: Span, text: Lines, colour: str, view: View) -> Iterator[str]:
    """Yield the lines of a frame; none if the file has no such line."""
    first = _line(text, span.line, span.column)
    if first is None:
        return
    last_line = span.end_line if span.end_column > 1 else span.end_line - 1
    margin = len(str(max(span.line + 1, last_line)))
    bar = paint("|", FAINT, view)
    before = _line(text, span.line - 1, 1)
    yield f"{' ' * margin} {bar}"
    if before is not None and before[0].strip():
        yield _numbered(span.line - 1, before[0], margin, bar, view)
    shown, shift = first
    yield _numbered(span.line, shown, margin, bar, view)
    end = span.end_column if last_line <= span.line else shift + len(shown.rstrip()) + 1
    start = span.column - 1 - shift
    marks = max(1, _cells(shown[start : end - 1 - shift]))
    carets = f"{' ' * _cells(shown[:start])}{paint('^' * marks, colour, view)}"
    yield f"{' ' * margin} {bar} {carets}"
    if last_line > span.line:
        yield from _end(span.line, last_line, text, margin, bar, view)
        return
    after = _line(text, span.line + 1, 1)
    if after is not None and after[0].strip():
        yield _numbered(span.line + 1, after[0], margin, bar, view)


def _end(first: int, last: int, text: Lines, margin: int, bar: str, view: View) -> Iterator[str]:
    """Yield the last line of a place that spans several, and dots for those between."""
    end = _line(text, last, 1)
    if end is not None:
        if last - first >= MOST_LINES:
            yield f"{'…':>{margin}} {bar}"
        yield _numbered(last, end[0], margin, bar, view)


def _numbered(number: int, shown: str, margin: int, bar: str, view: View) -> str:
    return f"{paint(f'{number:>{margin}}', FAINT, view)} {bar} {shown}".rstrip()


def _line(text: Lines, number: int, column: int) -> tuple[str, int] | None:
    """Return a line, as much of it as is shown, and how many characters were cut off before it; None if there is none."""
    start = text.start(number) if number > 0 else None
    if start is None or (number > 1 and start >= len(text.text)):
        return None
    furthest = start + column + WIDEST
    stop = text.text.find("\n", start, furthest)
    stop = min(furthest, len(text.text)) if stop < 0 else stop
    shift = max(0, column - WIDEST // 2) if stop - start > WIDEST else 0
    return one_line(text.text[start + shift : stop][:WIDEST]), shift


def _cells(shown: str) -> int:
    """Return how many columns of a terminal a text takes: letters of some scripts take two, accents set apart none."""
    if shown.isascii():
        return len(shown)
    from rich.cells import cell_len

    return cell_len(shown)
