"""Pictures as SVG, of the standard library's tree. A reach has a colour, first those of Okabe and Ito, and a pattern; text is dark."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from essfund.core.named_tuple import NamedTuple
from essfund.presenting.charts.text_layout import STACK, fitted, measured, plain, width
from essfund.presenting.safe_text import picture_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INK, SOFT, LINE, STRIP, PAPER = "#1b1b1b", "#555555", "#8a8a8a", "#e9edf1", "#ffffff"
FADED = "#f4f4f4"
LEADING, ASCENT = 1.28, 0.98
"""Height of a line, and depth of its baseline, by the size of its letters: lines of text do not touch."""


class Ink(NamedTuple):
    """How a reach is drawn: its colour, a tint of it behind text, its pattern."""

    colour: str
    tint: str
    pattern: str


INKS = (Ink("#0072B2", "#e0eef6", "solid"), Ink("#D55E00", "#faebe0", "stripes"), Ink("#009E73", "#e0f3ee", "dots"),
        Ink("#8a3b77", "#f3e7f0", "bars"), Ink("#7a5c00", "#f4eedd", "lines"), Ink("#444444", "#ececec", "grid"))
MARKS = {"stripes": ("M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", "2.4"), "bars": ("M3,0v6", "2.4"), "lines": ("M0,3h6", "2.4"),
         "grid": ("M3,0v6 M0,3h6", "1.2")}
"""What is drawn of a pattern of lines, and how wide."""


def inks_of(reaches: Iterable[str]) -> dict[str, Ink]:
    """How each reach of a catalogue is drawn, in its order; were there more than there are inks, the first would come again."""
    return dict(zip(reaches, cycle(INKS), strict=False))


def number(value: float) -> str:
    """Length as SVG writes it: at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Canvas:
    """A picture that grows downwards. `prefix` keeps the ids of several pictures on one page apart; `reaches` are those it may draw."""

    def __init__(self, wide: float, title: str, description: str, prefix: str = "", reaches: Iterable[str] = ()) -> None:
        self.wide, self.prefix, self.inks = wide, prefix, inks_of(reaches)
        self.root = Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-labelledby": f"{prefix}title {prefix}description",
            "font-family": STACK, "fill": INK,
        })
        SubElement(self.root, "title", {"id": f"{prefix}title"}).text = plain(title)
        SubElement(self.root, "desc", {"id": f"{prefix}description"}).text = plain(description)
        patterns(SubElement(self.root, "defs"), prefix, self.inks)
        self.ground = SubElement(self.root, "rect", {"class": "ground", "x": "0", "y": "0", "fill": PAPER})
        self.place: Element = self.root

    def define_crosses(self, name: str) -> None:
        """Define a pattern of small crosses, for what is there and not sure."""
        drawn = SubElement(self.root[2], "pattern", {"id": f"{self.prefix}{name}", "width": "7", "height": "7",
                                                     "patternUnits": "userSpaceOnUse"})
        SubElement(drawn, "rect", {"width": "7", "height": "7", "fill": PAPER})
        SubElement(drawn, "path", {"d": "M2,3.5h3 M3.5,2v3", "stroke": LINE, "stroke-width": "1"})

    def finished(self, tall: float) -> Element:
        """Picture, so high."""
        size = {"width": number(self.wide), "height": number(tall)}
        self.ground.attrib.update(size)
        self.root.attrib.update(size, viewBox=" ".join(("0 0", *size.values())))
        return self.root

    def group(self, title: str, **attributes: str) -> Element:
        """Begin a group with a title of its own; what follows goes into it until `leave`."""
        self.leave()
        self.shape("g", **attributes)
        self.place = self.root[-1]
        SubElement(self.place, "title").text = plain(title)
        return self.place

    def leave(self) -> None:
        """End a group."""
        self.place = self.root

    def box(self, x: float, y: float, wide: float, tall: float, **attributes: str) -> None:
        """Draw a rectangle."""
        self.shape("rect", x=number(x), y=number(y), width=number(max(wide, 0.5)), height=number(tall), **attributes)

    def shape(self, tag: str, **attributes: str) -> None:
        """Draw any shape."""
        SubElement(self.place, tag, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()})

    def line(self, x: float, y: float, to_x: float, to_y: float, **attributes: str) -> None:
        """Draw a line."""
        attributes = {"stroke": LINE, "stroke_width": "1", **attributes}
        self.shape("line", x1=number(x), y1=number(y), x2=number(to_x), y2=number(to_y), **attributes)

    def write(self, text: str, x: float, top: float, size: float, *, bold: bool = False, anchor: str = "start", **more: str) -> None:
        """Write one line of text whose upper edge is `top`. Letters of unknown width are held to the width they were given."""
        place = {"x": number(x), "y": number(top + ASCENT * size), "font-size": number(size)}
        place |= {"font-weight": "bold"} if bold else {}
        place |= {"text-anchor": anchor} if anchor != "start" else {}
        if not measured(text):
            place |= {"textLength": number(width(text, size, bold=bold)), "lengthAdjust": "spacingAndGlyphs"}
        place |= {key.replace("_", "-"): value for key, value in more.items()}
        SubElement(self.place, "text", place).text = text

    def paragraph(self, text: str, x: float, top: float, room: float, size: float, lines: int = 1, *, bold: bool = False, **more: str
                  ) -> float:
        """Write text on as many lines as allowed; return where the next thing may begin."""
        return self.lines(fitted(text, room, size, lines, bold=bold), x, top, size, bold=bold, **more)

    def lines(self, lines: Iterable[str], x: float, top: float, size: float, *, bold: bool = False, **more: str) -> float:
        """Write lines one below the other; return where the next thing may begin."""
        for line in lines:
            self.write(line, x, top, size, bold=bold, **more)
            top += size * LEADING
        return top

    def put_behind(self, place: int) -> None:
        """Put what was drawn last behind what the present group holds from a place on."""
        self.place.insert(place, self.place[-1])
        del self.place[-1]

    def slot(self, x: float, top: float, wide: float, tall: float) -> None:
        """Draw the transparent box that a group stands in, right after its title: all of it can be pointed at."""
        self.box(x, top, wide, tall, class_="slot", fill="none")
        self.put_behind(1)


def patterns(where: Element, prefix: str, inks: Mapping[str, Ink]) -> None:
    """Define the pattern of each reach, and the hatching of a hole."""
    for reach, ink in inks.items():
        drawn = SubElement(where, "pattern", {"id": f"{prefix}{reach}", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"})
        SubElement(drawn, "rect", {"width": "6", "height": "6", "fill": ink.colour if ink.pattern == "solid" else PAPER})
        if ink.pattern in MARKS:
            path, wide = MARKS[ink.pattern]
            SubElement(drawn, "path", {"d": path, "stroke": ink.colour, "stroke-width": wide})
        elif ink.pattern == "dots":
            SubElement(drawn, "path", {"d": "M0,0h2.6v2.6h-2.6z M3,3h2.6v2.6h-2.6z", "fill": ink.colour})
    for name, step in (("hole", "5"), ("gap", "12")):
        drawn = SubElement(where, "pattern", {"id": f"{prefix}{name}", "width": step, "height": step,
                                              "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"})
        SubElement(drawn, "rect", {"width": step, "height": step, "fill": PAPER})
        SubElement(drawn, "rect", {"width": "1.4", "height": step, "fill": "#a33b00"})


def svg_text(root: Element) -> str:
    """Picture as the text of an SVG file."""
    return picture_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n')
