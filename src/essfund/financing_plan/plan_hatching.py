"""Hatching of the parts of a plan: one for each nature, told apart without colour and in grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from essfund.core.named_tuple import NamedTuple
from essfund.model.plan_line import Nature, UseNature
from essfund.presenting.charts.svg import PAPER, number

if TYPE_CHECKING:
    from essfund.presenting.charts.svg import Canvas

MONEY, BANK, GIVEN, GREY = "#0072B2", "#D55E00", "#009E73", "#5a5a5a"
MISSING = "manquant"
"""The part that nobody pays yet: it is open."""


class Hatching(NamedTuple):
    """Lines drawn in a square of so many pixels, again and again; without lines, the ground is all."""

    colour: str
    lines: str = ""
    wide: float = 1.6
    step: int = 8
    ground: str = PAPER


HATCHINGS: dict[str, Hatching] = {
    Nature.OWN.value: Hatching(MONEY, ground=MONEY),
    Nature.QUASI_OWN.value: Hatching(MONEY, "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", 2.6),
    Nature.GRANT.value: Hatching(GIVEN, "M1,2.2h2.4M5,6.2h2.4", 2.4),
    Nature.BANK_LOAN.value: Hatching(BANK, "M0,2h8M0,6h8", 2),
    Nature.LOAN.value: Hatching(BANK, "M0,0l8,8M8,0l-8,8", 1.2),
    Nature.UNTOLD.value: Hatching(GREY, "M3,4h2", 1.6),
    UseNature.TANGIBLE.value: Hatching(GREY, "M2,0v8M6,0v8", 1.4),
    UseNature.INTANGIBLE.value: Hatching(GREY, "M-2,6l4,4M0,0l8,8M6,-2l4,4", 1.2),
    UseNature.PROPERTY.value: Hatching(GREY, "M0,0.5h12M0,6.5h12M3,0v6M9,6v6", 1, 12),
    UseNature.WORKING_CAPITAL.value: Hatching(GREY, "M0,3q3,-4 6,0t6,0M0,9q3,-4 6,0t6,0", 1.2, 12),
    UseNature.REPAYMENT.value: Hatching(GREY, "M0,2h5M4,6h5", 1.4),
    UseNature.FEES.value: Hatching(GREY, ground="#9a9a9a"),
    "": Hatching(GREY, ground="#e4e4e4"),
    MISSING: Hatching(GREY, ground="none"),
}
"""By the nature of a use or a resource; the empty one is a use of which nobody said what it is."""


def hatch(canvas: Canvas) -> None:
    """Define the hatchings of a picture."""
    where = canvas.root.find("defs")
    assert where is not None
    for name, one in HATCHINGS.items():
        if one.lines:
            size = number(one.step)
            drawn = SubElement(where, "pattern", {"id": f"{canvas.prefix}{name}", "width": size, "height": size,
                                                  "patternUnits": "userSpaceOnUse"})
            SubElement(drawn, "rect", {"width": size, "height": size, "fill": one.ground})
            SubElement(drawn, "path", {"d": one.lines, "stroke": one.colour, "stroke-width": number(one.wide), "fill": "none"})


def filling(canvas: Canvas, nature: str) -> str:
    """What fills a part of a nature: its pattern, or its ground where that is all of it."""
    one = HATCHINGS[nature]
    return f"url(#{canvas.prefix}{nature})" if one.lines else one.ground
