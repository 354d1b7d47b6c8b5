"""The chart as one picture, as wide as asked and as high as it needs: SVG, and from it PNG and PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from essfund.presenting.charts.legend import draw_legend
from essfund.presenting.charts.pictures import printed
from essfund.presenting.charts.svg import SOFT, Canvas, svg_text
from essfund.presenting.charts.words import description, subtitle, title
from essfund.presenting.formats import MAP_VIEWS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from essfund.engine.cartography import Chart
    from essfund.presenting.view import View

A3, NARROW = 1123, 700
"""Width of an A3 sheet, upright, in pixels of CSS; below the other, margins and letters are smaller."""


def render(chart: Chart, view: View, kind: str, width: int) -> str:
    """Text of an SVG file."""
    return svg_text(picture(chart, view, kind, width))


def picture(chart: Chart, view: View, kind: str, width: int, prefix: str = "", *, headed: bool = True) -> Element:
    """Chart as an SVG element; without its heading where the page around it has one."""
    tr = view.tr
    canvas = Canvas(width, title(chart, kind, tr), description(chart, tr), prefix)
    margin, size = (20.0, 19.0) if width >= NARROW else (10.0, 15.0)
    room = width - 2 * margin
    top = margin
    if headed:
        top = canvas.paragraph(title(chart, kind, tr), margin, top, room, size, 4, bold=True) + 2
        if chart.report:
            top = canvas.paragraph(subtitle(chart, tr), margin, top, room, 12, 6, fill=SOFT) + 2
    top = MAP_VIEWS[kind].render(canvas, chart, tr, margin, top + 6, room)
    top = draw_legend(canvas, chart, kind, tr, margin, top + 8, room)
    return canvas.finished(top + margin - 6)


def _printed(ending: Literal["png", "pdf"], chart: Chart, view: View, kind: str, width: int) -> bytes:
    return printed(render(chart, view, kind, width), ending, width=width, title=title(chart, kind, view.tr),
                   alt=description(chart, view.tr), language=view.tr.language, day=chart.day)


png, pdf = partial(_printed, "png"), partial(_printed, "pdf")
"""Chart as PNG, two pixels for one of CSS; as a PDF of one page."""
