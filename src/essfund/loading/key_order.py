"""The keys of an entry in their usual order: which pieces of the text change places, and which stay.

A key takes with it its whole value, the comments on its lines, those below it that are indented deeper, and those directly above
it. A comment with a blank line below it heads a section and stays, as blank lines do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import yaml

from essfund.loading.text_edits import Permutation, Slot, TextRange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML 1.1."""
BETWEEN = re.compile(r"[\s,{]*")
BLOCK = {"|", ">"}
KEPT_BLANK_LINES = re.compile(r"[|>][1-9]?\+")
FIRST_OF_ITEM = re.compile(r"( *)- +")


class TextLines:
    """A text by lines."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """Where each line starts."""
        return [0, *(found.end() for found in BREAK.finditer(self.text))]

    def of(self, index: int) -> int:
        """Return the line that holds a character."""
        return bisect_right(self.starts, index) - 1

    def end(self, line: int) -> int:
        """Return where a line ends, its line break not included."""
        return self.starts[line] + len(self.content(line))

    def content(self, line: int) -> str:
        """Return a line without its line break."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n\x85\u2028\u2029")

    def blank(self, line: int) -> bool:
        """Whether nothing stands on a line."""
        return not self.content(line).strip()

    def comment(self, line: int, *, deeper_than: int | None = None) -> bool:
        """Whether a line holds a comment and nothing else; with more indentation than `deeper_than`, if it is given."""
        content = self.content(line)
        inner = content.lstrip(" \t")
        return inner.startswith("#") and (deeper_than is None or len(content) - len(inner) > deeper_than)


def misplaced(keys: Sequence[object], rank: Mapping[str, int]) -> tuple[int, ...] | None:
    """Return the usual order of the keys of an entry, as indices; None if they stand in it, or hold one that has no place."""
    places = [rank.get(key) if isinstance(key, str) else None for key in keys]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or known == sorted(known):
        return None
    return tuple(sorted(range(len(known)), key=known.__getitem__))


def permutation(node: yaml.MappingNode, order: Sequence[int], lines: TextLines) -> Permutation | None:
    """Return how the keys come into this order; None if the layout leaves a doubt about what belongs to which."""
    slots = in_braces(node, lines) if node.flow_style else in_lines(node, lines)
    return Permutation(slots, tuple(order)) if slots else None


def in_braces(node: yaml.MappingNode, lines: TextLines) -> tuple[Slot, ...]:
    """Return the slots of `{a: 1, b: 2}`: keys and values, without the commas; none of them if comments stand in between."""
    slots: list[Slot] = []
    before = node.start_mark.index
    for key, value in node.value:
        start, end = key.start_mark.index, value.end_mark.index
        if value.start_mark.index == value.end_mark.index or not BETWEEN.fullmatch(lines.text, before, start):
            return ()
        slots.append(Slot(TextRange(start, start), TextRange(start, start), TextRange(start, end)))
        before = end
    return tuple(slots) if BETWEEN.fullmatch(lines.text, before, node.end_mark.index - 1) else ()


def in_lines(node: yaml.MappingNode, lines: TextLines) -> tuple[Slot, ...]:
    """Return the slots of a mapping with one key a line; none of them if its layout is out of the ordinary."""
    column = node.value[0][0].start_mark.column
    firsts = [lines.of(key.start_mark.index) for key, _ in node.value]
    lasts = [last_line(key, value, lines) for key, value in node.value]
    slots: list[Slot] = []
    for index, (key, _) in enumerate(node.value):
        first, top = firsts[index], 0 if index == 0 else lasts[index - 1] + 1
        head = TextRange(lines.starts[first], key.start_mark.index)
        item = FIRST_OF_ITEM.fullmatch(lines.text[slice(*head)]) if index == 0 else None
        if not item and lines.text[slice(*head)] != " " * column:
            return ()
        lead = first
        while not item and lead > top and lines.comment(lead - 1) and not lines.comment(lead - 1, deeper_than=column):
            lead -= 1
        below = firsts[index + 1] if index + 1 < len(firsts) else len(lines.starts)
        body = TextRange(key.start_mark.index, lines.end(tail(lasts[index], below, column, lines)))
        if KEPT_BLANK_LINES.search(lines.text, body.start, body.end):
            return ()
        slots.append(Slot(TextRange(lines.starts[lead], head.start), head, body, item[1] if item else None))
    return tuple(slots)


def tail(last: int, below: int, column: int, lines: TextLines) -> int:
    """Return the last line that belongs to an entry: comments under its value that are indented deeper than its key."""
    found = line = last
    while line + 1 < below and (lines.blank(line + 1) or lines.comment(line + 1, deeper_than=column)):
        line += 1
        found = found if lines.blank(line) else line
    return found


def last_line(key: yaml.Node, value: yaml.Node, lines: TextLines) -> int:
    """Return the last line on which something of a key or its value stands; comments do not count."""
    while isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        inner = value.value[-1]
        key, value = inner if isinstance(inner, tuple) else (inner, inner)
    line = lines.of(max(key.end_mark.index, value.end_mark.index))
    if not (isinstance(value, yaml.ScalarNode) and value.style in BLOCK):
        return line
    while line > lines.of(value.start_mark.index) and (value.end_mark.index <= lines.starts[line] or lines.blank(line)):
        line -= 1
    return line
