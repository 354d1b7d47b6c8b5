"""Sheets of paper that a picture may be drawn for, upright edges at the sides: its size is real, in millimetres."""

from __future__ import annotations

from essfund.core.named_tuple import NamedTuple

CSS_PIXELS = 96 / 25.4
"""Pixels of CSS in a millimetre."""


class Paper(NamedTuple):
    """A sheet, the long edge below; in millimetres."""

    wide: int
    tall: int

    @property
    def pixels(self) -> float:
        """Its width in pixels of CSS."""
        return self.wide * CSS_PIXELS


PAPERS = {"a4": Paper(297, 210), "a3": Paper(420, 297)}
