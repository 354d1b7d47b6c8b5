"""Order of the keys of an entry: found in the data alone, and put right in the text piece by piece."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import yaml

from essfund.core.diagnostics import Fault
from essfund.core.lazily import cached_property
from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.loading.schema_lookup import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.loading.schema_lookup import Expectation


class TextRange(NamedTuple):
    """From the character `start` up to `end`, not included."""

    start: int
    end: int


@record(frozen=True)
class Replacement:
    """One piece, written otherwise."""

    place: TextRange
    text: str


@record(frozen=True)
class Slot:
    """Where one of several pieces stands. Its body may move to another slot; its head (indentation, the dash of a list) stays."""

    lead: TextRange  # whole lines of comments above the body, which go where it goes
    head: TextRange
    body: TextRange
    indent: str | None = None  # that of comments which come here, if it is not their own


@record(frozen=True)
class Permutation:
    """Slots in reading order, and the index of the body that each of them is to hold. What lies between them stays."""

    slots: tuple[Slot, ...]
    order: tuple[int, ...]

    @property
    def place(self) -> TextRange:
        """From the first slot to the last."""
        return TextRange(self.slots[0].lead.start, self.slots[-1].body.end)


Edit = Replacement | Permutation


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made. Edits may lie inside the bodies of permutations, and overlap in no other way."""
    ordered = sorted(edits, key=lambda edit: (edit.place.start, -edit.place.end))
    starts = [edit.place.start for edit in ordered]

    def emit(piece: TextRange) -> Iterator[str]:
        cursor = piece.start
        for edit in ordered[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]:
            if edit.place.start < cursor or edit.place.end > piece.end:
                continue
            yield text[cursor : edit.place.start]
            yield from [edit.text] if isinstance(edit, Replacement) else permuted(edit)
            cursor = edit.place.end
        yield text[cursor : piece.end]

    def permuted(edit: Permutation) -> Iterator[str]:
        for index, (slot, source) in enumerate(zip(edit.slots, edit.order, strict=True)):
            moved = edit.slots[source]
            for comment in text[slice(*moved.lead)].splitlines(keepends=True):
                yield comment if slot.indent is None else slot.indent + comment.lstrip(" \t")
            yield text[slice(*slot.head)]
            yield from emit(moved.body)
            if index + 1 < len(edit.slots):
                yield text[slot.body.end : edit.slots[index + 1].lead.start]

    return "".join(emit(TextRange(0, len(text))))


BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")  # what ends a line in YAML 1.1
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
        """The line that holds a character."""
        return bisect_right(self.starts, index) - 1

    def end(self, line: int) -> int:
        """Where a line ends, its line break not included."""
        return self.starts[line] + len(self.content(line))

    def content(self, line: int) -> str:
        """A line without its line break."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[line] : end].rstrip("\r\n\x85\u2028\u2029")

    def blank(self, line: int) -> bool:
        """Whether nothing stands on a line."""
        return not self.content(line).strip()

    def comment(self, line: int, *, deeper_than: int | None = None) -> bool:
        """Whether a line holds a comment and nothing else; with more indentation than `deeper_than`, if it is given."""
        content = self.content(line)
        inner = content.lstrip(" \t")
        return inner.startswith("#") and (deeper_than is None or len(content) - len(inner) > deeper_than)


def misplaced(keys: Sequence[object], rank: Mapping[str, int]) -> tuple[int, ...] | None:
    """The usual order of the keys of an entry, as indices; None if they stand in it, or hold one that has no place."""
    known = [rank[key] for key in keys if isinstance(key, str) and key in rank]
    if len(known) < len(keys) or known == sorted(known):
        return None
    return tuple(sorted(range(len(known)), key=known.__getitem__))


def permutation(node: yaml.MappingNode, order: Sequence[int], lines: TextLines) -> Permutation | None:
    """How the keys come into this order; None if the layout leaves a doubt about what belongs to which."""
    slots = in_braces(node, lines) if node.flow_style else in_lines(node, lines)
    return Permutation(slots, tuple(order)) if slots else None


def in_braces(node: yaml.MappingNode, lines: TextLines) -> tuple[Slot, ...]:
    """The slots of `{a: 1, b: 2}`: keys and values, without the commas; none of them if comments stand in between."""
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
    """The slots of a mapping with one key a line; none of them if its layout is out of the ordinary."""
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
    """The last line that belongs to an entry: comments under its value that are indented deeper than its key."""
    found = last
    for line in range(last + 1, below):
        if lines.comment(line, deeper_than=column):
            found = line
        elif not lines.blank(line):
            break
    return found


def last_line(key: yaml.Node, value: yaml.Node, lines: TextLines) -> int:
    """The last line on which something of a key or its value stands; comments do not count."""
    while isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        inner = value.value[-1]
        key, value = inner if isinstance(inner, tuple) else (inner, inner)
    line = lines.of(max(key.end_mark.index, value.end_mark.index))
    if not (isinstance(value, yaml.ScalarNode) and value.style in BLOCK):
        return line
    while line > lines.of(value.start_mark.index) and (value.end_mark.index <= lines.starts[line] or lines.blank(line)):
        line -= 1
    return line


MISPLACED = "CAT092"


def find_disorder(role: str, document: str, data: object) -> Iterator[Fault]:
    """Yield a fault for each entry of a file, by its role, whose keys are out of order; `document` is how faults call it."""
    yield from _inside(data, wanted(role), document, ())


def _inside(data: object, wanted_here: Expectation, document: str, path: tuple[object, ...]) -> Iterator[Fault]:
    if isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _inside(inner, wanted_here.item, document, (*path, index))
    elif isinstance(data, dict):
        keys = list(data)
        order = misplaced(keys, wanted_here.order) if path else None
        if order:
            yield disorder(keys, order, document, path)
        for key, inner in data.items():
            yield from _inside(inner, wanted_here.under(key), document, (*path, key))


def disorder(keys: Sequence[str], order: Sequence[int], document: str, path: tuple[object, ...]) -> Fault:
    """Make the fault of an entry whose keys should come in this order; it stands at the first key out of place."""
    first = next(key for index, key in zip(order, keys, strict=True) if keys[index] != key)
    usual = ", ".join(keys[index] for index in order)
    return Fault(MISPLACED, say("these keys are out of the usual order"), document, (*path, first),
                 say("`--fix` puts them in order: {keys}", keys=usual), on_key=True)
