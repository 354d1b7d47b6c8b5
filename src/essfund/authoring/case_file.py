"""More golden cases into a file that holds some: below its last ones, every line that was there as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.messages import Message
    from essfund.loading.yaml_reader import Document

SECTIONS = frozenset({"cases", "series", "advice", "plans", "accepts"})
USUAL = 2
"""How far the items of a section that we write are indented."""


def added(document: Document, text: str) -> str:
    """Text of a file of golden cases with those of another text. Raises UsageError if it is none, or has no room for them."""
    new, old = parse(text, document.name, plain_words=True), document.data
    if document.diagnostics or not isinstance(old, dict) or not old or not old.keys() <= SECTIONS:
        raise _refused(document, say("it is no file of golden cases"))
    known = {item.get("id") for section in old.values() if isinstance(section, list) for item in section if isinstance(item, dict)}
    for item in (item for section in new.data.values() for item in section):
        if item["id"] in known:
            raise _refused(document, say("it holds a case `{id}` already", id=item["id"]))
    end = "\r" if "\r\n" in document.text else ""
    lines = document.text.rstrip().split("\n")
    lines[-1] = lines[-1].rstrip("\r") + end
    written = text.split("\n")
    for section in new.data:
        items = [line for line in _of(new, section, written) if line.strip()]
        place, indent = _end(document, section, lines) if old.get(section) else (len(lines), USUAL)
        moved = [" " * (indent - USUAL) + line if indent >= USUAL else line[USUAL - indent:] for line in items]
        lines[place:place] = [line + end for line in (moved if old.get(section) else ["", f"{section}:", *moved])]
        document = parse("\n".join(lines) + "\n", document.name, plain_words=True)
    wanted = {**old, **{section: [*(old.get(section) or ()), *items] for section, items in new.data.items()}}
    if document.diagnostics or document.data != wanted:
        raise _refused(document, say("it does not hold one case after the other, on lines of their own"))
    return document.text


def _of(document: Document, section: str, lines: Sequence[str]) -> Sequence[str]:
    """Lines of a section, without its key."""
    starts = {key: span.line for key in document.data if (span := document.span((key,), key=True))}
    below = min((line for line in starts.values() if line > starts[section]), default=len(lines) + 1)
    return lines[starts[section] : below - 1]


def _end(document: Document, section: str, lines: Sequence[str]) -> tuple[int, int]:
    """Index of the line before which items go, and how far those that stand there are indented."""
    starts = {key: span.line for key in document.data if (span := document.span((key,), key=True))}
    below = min((line - 1 for line in starts.values() if line > starts[section]), default=len(lines))
    while below > starts[section] and (not lines[below - 1].strip() or (below < len(lines) and lines[below - 1].startswith("#"))):
        below -= 1
    first = document.span((section, 0))
    line = lines[first.line - 1] if first else ""
    return below, len(line) - len(line.lstrip(" "))


def _refused(document: Document, why: Message) -> UsageError:
    return UsageError(say("`{path}` cannot be added to: {reason}", path=document.name, reason=why), say("choose another name"))
