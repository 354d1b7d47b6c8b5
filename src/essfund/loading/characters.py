"""Characters that a reviewer cannot see, or that show text otherwise than it is read (« Trojan Source », CVE-2021-42574)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, Severity, Span, stopped
from essfund.core.messages import Message, say
from essfund.core.text import BREAKS, FORBIDDEN, UNSEEN
from essfund.loading.files import unreadable

if TYPE_CHECKING:
    from essfund.core.text import LineIndex

LONE_RETURN = re.compile("\r(?!\n)")  # A line break to some programs only


def hidden_characters(lines: LineIndex, name: str) -> list[Diagnostic]:
    """A diagnostic for each hidden character of a catalogue's file, at its place."""
    return _found(UNSEEN, lines, name) + _found(LONE_RETURN, lines, name)


def forbidden_characters(lines: LineIndex, name: str) -> list[Diagnostic]:
    """A diagnostic for each character that YAML itself refuses; called where it did refuse."""
    return _found(FORBIDDEN, lines, name) or [
        unreadable(name, "IN002", say("the file holds characters that YAML forbids"), say("remove control characters"))]


def _found(wanted: re.Pattern[str], lines: LineIndex, name: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for match in wanted.finditer(lines.text):
        line, column = lines.place(match.start())
        span = Span(name, line, column, line, column + 1)
        if len(found) == MOST_FINDINGS:
            return [*found, stopped(span)]
        code, message = named(match[0])
        found.append(Diagnostic(code, message, Severity.ERROR, span, say("remove it")))
    return found


def hidden_in(text: str) -> str | None:
    """The first hidden character of a text."""
    return next((found[0] for pattern in (UNSEEN, LONE_RETURN) if (found := pattern.search(text))), None)


def named(char: str) -> tuple[str, Message]:
    """The code and the message of a hidden character."""
    shown = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
    if FORBIDDEN.match(char):
        return "IN002", say("the control character {char} may not stand here", char=shown)
    if char in BREAKS or char == "\r":
        return "IN009", say("the line break {char} is one to some programs only", char=shown)
    return "IN009", say("the character {char} cannot be seen", char=shown)
