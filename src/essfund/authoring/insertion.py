"""New entries into the text of a YAML file: between the lines, so that comments and layout stay as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.diagnostics import Span
    from essfund.loading.yaml_reader import Document

OTHER_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""Line breaks that YAML counts and editors do not."""


class Insertion(NamedTuple):
    """One entry to add: its section, its id, its lines, and the entry it should follow, if that exists."""

    section: str
    key: str
    lines: tuple[str, ...]
    after: str | None = None


EMPTY = re.compile(r"(?P<section>\w+): *\{\} *\r?")
"""A section without entries."""


def insert(document: Document, entries: Sequence[Insertion]) -> tuple[str, list[int]]:
    """Text with every entry in it, and the line each begins on. Raises UsageError: a section is missing, empty or on one line."""
    if OTHER_BREAK.search(document.text):
        raise _no_room(document, entries[0])
    end = "\r" if "\r\n" in document.text else ""
    lines = document.text.split("\n")
    if lines[-1]:
        lines[-1:] = [lines[-1] + end, ""]
    places = [_place(document, lines, entry) for entry in entries]
    begins, shift = [0] * len(entries), 0
    for i in sorted(range(len(entries)), key=lambda i: places[i][0]):
        index, written = places[i]
        if found := EMPTY.fullmatch(lines[index + shift - 1]):
            lines[index + shift - 1] = found["section"] + ":" + end
        lines[index + shift:index + shift] = [line + end for line in written]
        begins[i] = index + shift + 1 + (not written[0])
        shift += len(written)
    text = "\n".join(lines)
    if not _holds(document, text, entries):
        raise _no_room(document, entries[0])
    return text, begins


def _no_room(document: Document, entry: Insertion) -> UsageError:
    return UsageError(
        say("`{section}` in {file} does not hold one entry a line", section=entry.section, file=document.name),
        say("write its entries out on lines of their own first"),
    )


def _place(document: Document, lines: Sequence[str], entry: Insertion) -> tuple[int, list[str]]:
    """Index of the line before which an entry goes, and its lines in the manner of its neighbours."""
    siblings = _siblings(document, entry.section, lines)
    if not siblings:
        return _opened(document, lines, entry)
    names = list(siblings)
    before = entry.after if entry.after in siblings else names[-1]
    indent, following = siblings[before].column - 1, names[names.index(before) + 1:]
    if following:
        end, deepest = siblings[following[0]].line - 1, indent
    else:
        sections = _keys(document, ())
        start = sections[entry.section].line
        end = min((place.line - 1 for place in sections.values() if place.line > start), default=len(lines))
        deepest = indent - 1
    while end > siblings[before].line and _belongs_below(lines[end - 1], deepest):
        end -= 1
    pad = " " * indent
    written = [f"{pad}{entry.key}:", *(f"{pad}  {line}" for line in entry.lines)]
    return end, ["", *written] if _spaced(lines, siblings, before) else written


def _opened(document: Document, lines: Sequence[str], entry: Insertion) -> tuple[int, list[str]]:
    """The same where a section is empty and stands on a line of its own, `tools: {}`: `insert` has taken its braces away."""
    section = _keys(document, ()).get(entry.section)
    if section is None or not EMPTY.fullmatch(lines[section.line - 1]):
        raise _no_room(document, entry)
    return section.line, [f"  {entry.key}:", *(f"    {line}" for line in entry.lines)]


def _siblings(document: Document, section: str, lines: Sequence[str]) -> dict[str, Span]:
    """Keys of a section that stand first on lines of their own; none if one of them does not."""
    keys = _keys(document, (section,))
    alone = all(not lines[place.line - 1][: place.column - 1].strip() and place.column > 1 for place in keys.values())
    return keys if alone and len({place.line for place in keys.values()}) == len(keys) else {}


def _keys(document: Document, path: tuple[str, ...]) -> dict[str, Span]:
    """Place of each key of a mapping; nothing if there is no mapping at this path."""
    data: Any = document.data
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    found = {str(key): document.span((*path, key), key=True) for key in data} if isinstance(data, dict) else {}
    return {key: place for key, place in found.items() if place is not None}


def _belongs_below(line: str, deepest: int) -> bool:
    """Whether a line above an entry is part of what follows: empty, the end of the document, or a comment no deeper than it."""
    text = line.strip()
    return text in {"", "..."} or (text.startswith("#") and len(line) - len(line.lstrip()) <= deepest)


def _spaced(lines: Sequence[str], siblings: dict[str, Span], before: str) -> bool:
    """Whether entries of this section stand apart: an empty line above the neighbour, or above its comment."""
    index = siblings[before].line - 2
    while index >= 0 and lines[index].strip().startswith("#"):
        index -= 1
    return index >= 0 and not lines[index].strip() and len(siblings) > 1


def _holds(document: Document, text: str, entries: Sequence[Insertion]) -> bool:
    """Whether the new text is the old one and the new entries, and nothing else."""
    found = parse(text, document.name)
    if len(found.diagnostics) != len(document.diagnostics) or not isinstance(found.data, dict):
        return False
    added = [found.data.get(entry.section, {}).pop(entry.key, None) for entry in entries]
    return None not in added and bool(found.data == document.data)
