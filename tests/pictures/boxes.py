"""The boxes of an SVG picture as its own layout means them: texts by the widths of the tables, and the bars they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, fromstring

from essfund.presenting.charts.text_layout import width

if TYPE_CHECKING:
    from collections.abc import Iterable

SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.05


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def holds(self, other: Box) -> bool:
        return (self.left - NEAR <= other.left and other.right <= self.right + NEAR
                and self.top - NEAR <= other.top and other.bottom <= self.bottom + NEAR)

    def touches(self, other: Box) -> bool:
        return (self.left < other.right - NEAR and other.left < self.right - NEAR
                and self.top < other.bottom - NEAR and other.top < self.bottom - NEAR)


def read(svg: str) -> Element:
    return fromstring(svg.encode())


def texts(where: Element) -> list[Box]:
    return [box_of(one) for one in where.iter(f"{SVG}text")]


def box_of(one: Element) -> Box:
    """Return the box of a text; DejaVu Sans reaches 0.93 of its size above the baseline and 0.24 below."""
    size, x, y = float(one.get("font-size", 0)), float(one.get("x", 0)), float(one.get("y", 0))
    wide = width(one.text or "", size, bold=one.get("font-weight") == "bold")
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
    if "rotate(-90" in one.get("transform", ""):
        around_x, around_y = (float(part) for part in one.get("transform", "")[len("rotate(-90 "):-1].split())
        assert abs(around_x - x) < 0.01
        assert abs(around_y - y) < 0.01
        return Box(x - 0.93 * size, y - wide, x + 0.24 * size, y, one.text or "")
    return Box(left, y - 0.93 * size, left + wide, y + 0.24 * size, one.text or "")


def rectangles(where: Element, *classes: str) -> list[Box]:
    found = []
    for one in where.iter(f"{SVG}rect"):
        if one.get("class") in classes:
            x, y, wide, tall = (float(one.get(key, 0)) for key in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + tall))
    return found


def overlapping(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    """Return the texts that touch each other."""
    found: list[tuple[str, str]] = []
    standing: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.top):
        standing = [one for one in standing if one.bottom > box.top]
        found += [(one.text, box.text) for one in standing if one.touches(box)]
        standing.append(box)
    return found


def groups(root: Element, name: str) -> list[Element]:
    return [one for one in root.iter(f"{SVG}g") if one.get("class") == name]
