"""Diagnostics as workflow commands of GitHub Actions: annotations at their lines in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.presenting.safe_text import message_line, one_line
from essfund.review.checks import PAGES
from essfund.review.diagnostics.file_names import relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.diagnostics import Diagnostic, Findings
    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(found: Findings, view: View) -> str:
    """Return one command a diagnostic."""
    return "".join(f"{_command(item, view)}\n" for item in found.diagnostics)


def _command(item: Diagnostic, view: View) -> str:
    tr = view.tr
    given = {**_place(item, view), "title": f"{item.code} {tr.text(PAGES[item.code].title)}"}
    properties = ",".join(f"{key}={one_line(value).translate(PROPERTY)}" for key, value in given.items())
    message = "\n".join(message_line(line) for line in _lines(item, tr)).translate(DATA)
    return f"::{LEVELS[item.severity.value]} {properties}::{message}"


def _lines(item: Diagnostic, tr: Translator) -> Iterator[str]:
    yield tr.say(item.message)
    if item.witness and item.witness.shows:
        yield tr.say(item.witness.shows)
    if item.help:
        yield tr.say(item.help)


def _place(item: Diagnostic, view: View) -> dict[str, str]:
    """Return where it stands; no columns when it spans lines, which GitHub does not take."""
    span = item.span
    if span is None:
        return {}
    place = {"file": relative(span.file, view), "line": str(span.line), "endLine": str(max(span.line, span.end_line))}
    if span.line == span.end_line:
        place |= {"col": str(span.column), "endColumn": str(max(span.column, span.end_column - 1))}
    return place
