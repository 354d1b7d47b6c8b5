"""Labels beside the parts that they name: as near as can be, in their order, none over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(wanted: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Upper edges of labels between two heights; `wanted` are the middle and the height of each. They fit where their heights do.

    Labels that would touch form a block, and a block stands where its labels are nearest, on average, to what they name.
    """
    blocks: list[list[tuple[float, float]]] = []
    for label in wanted:
        blocks.append([label])
        while len(blocks) > 1 and _start(blocks[-2], top, bottom) + _height(blocks[-2]) > _start(blocks[-1], top, bottom):
            last = blocks.pop()
            blocks[-1] += last
    found = []
    for block in blocks:
        edge = _start(block, top, bottom)
        for _, tall in block:
            found.append(edge)
            edge += tall
    return found


def _height(block: Sequence[tuple[float, float]]) -> float:
    return sum(tall for _, tall in block)


def _start(block: Sequence[tuple[float, float]], top: float, bottom: float) -> float:
    """Where a block stands best, between the edges."""
    before, offs = 0.0, 0.0
    for middle, tall in block:
        offs += middle - tall / 2 - before
        before += tall
    return max(top, min(offs / len(block), bottom - before))
