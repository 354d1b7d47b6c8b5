"""Changes of a text by place: pieces replaced, and pieces that change places with one another, nested as they come."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class TextRange(NamedTuple):
    """From the character `start` up to `end`, not included."""

    start: int
    end: int


@dataclass(frozen=True)
class Replacement:
    """One piece, written otherwise."""

    place: TextRange
    text: str


@dataclass(frozen=True)
class Slot:
    """Where one of several pieces stands. `body` may stand in another slot, `head` (indentation, the dash of a list) stays.

    `lead` holds whole lines of comments above the body; they go where it goes, with the indentation `indent` of the new slot
    if it has one of its own.
    """

    lead: TextRange
    head: TextRange
    body: TextRange
    indent: str | None = None


@dataclass(frozen=True)
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
    """Return the text with every edit made. Edits may lie inside the bodies of permutations, and overlap in no other way."""
    ordered = sorted(edits, key=lambda edit: (edit.place.start, -edit.place.end))
    starts = [edit.place.start for edit in ordered]

    def emit(piece: TextRange) -> Iterator[str]:
        cursor = piece.start
        for index in range(bisect_left(starts, piece.start), len(ordered)):
            edit = ordered[index]
            if edit.place.start >= piece.end:
                break
            if edit.place.start < cursor or edit.place.end > piece.end:
                continue
            yield text[cursor : edit.place.start]
            yield from [edit.text] if isinstance(edit, Replacement) else permuted(edit)
            cursor = edit.place.end
        yield text[cursor : piece.end]

    def permuted(edit: Permutation) -> Iterator[str]:
        for index, (slot, source) in enumerate(zip(edit.slots, edit.order, strict=True)):
            moved = edit.slots[source]
            yield indented(text[slice(*moved.lead)], slot.indent)
            yield text[slice(*slot.head)]
            yield from emit(moved.body)
            if index + 1 < len(edit.slots):
                yield text[slot.body.end : edit.slots[index + 1].lead.start]

    return "".join(emit(TextRange(0, len(text))))


def indented(lines: str, indent: str | None) -> str:
    """Return lines of comments with another indentation."""
    if indent is None or not lines:
        return lines
    return "".join(indent + line.lstrip(" \t") for line in lines.splitlines(keepends=True))
