"""Offsets in a text to lines and columns, and back, without a list of every line: a hostile file may hold millions."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

STEP = 1 << 16
"""The text is counted in stretches of so many characters; within one, counting is instant."""


class LineIndex:
    """The lines of a text. They end at a line feed and count from 1, as columns do."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """For each stretch: the line feeds before it, and the offset of the last of them (-1 if none)."""
        counts, lasts = [0], [-1]
        for start in range(0, len(self.text), STEP):
            counts.append(counts[-1] + self.text.count("\n", start, start + STEP))
            last = self.text.rfind("\n", start, start + STEP)
            lasts.append(last if last >= 0 else lasts[-1])
        return counts, lasts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        counts, lasts = self._stretches
        offset = max(0, min(offset, len(self.text)))
        stretch = offset // STEP
        start = stretch * STEP
        last = self.text.rfind("\n", start, offset)
        return counts[stretch] + self.text.count("\n", start, offset) + 1, offset - (last if last >= 0 else lasts[stretch])

    def start(self, line: int) -> int | None:
        """Return the offset at which a line begins; None if there is no such line."""
        counts, _ = self._stretches
        if line <= 1 or line > counts[-1] + 1:
            return 0 if line == 1 else None
        stretch = bisect_left(counts, line - 1) - 1
        offset = stretch * STEP
        for _ in range(line - 1 - counts[stretch]):
            offset = self.text.index("\n", offset) + 1
        return offset
