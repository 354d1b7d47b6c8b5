"""The chart as one SVG picture, as wide as asked and as high as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.render.drawing import SOFT, Canvas, svg_text
from essfund.render.formats import MAP_VIEWS
from essfund.render.map_legend import draw_legend
from essfund.render.map_words import description, subtitle, title

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from essfund.engine.cartography import Chart
    from essfund.render.view import View

A3 = 1123
"""Width of an A3 sheet, upright, in pixels of CSS."""
NARROW = 700


def render(chart: Chart, view: View, kind: str, width: int) -> str:
    """Return the text of an SVG file."""
    return svg_text(picture(chart, view, kind, width))


def picture(chart: Chart, view: View, kind: str, width: int, prefix: str = "", *, headed: bool = True) -> Element:
    """Return the chart as an SVG element; without its heading where the page around it has one."""
    speak = view.speak
    canvas = Canvas(width, title(chart, kind, speak), description(chart, speak), prefix)
    margin, size = (20.0, 19.0) if width >= NARROW else (10.0, 15.0)
    room = width - 2 * margin
    top = margin
    if headed:
        top = canvas.paragraph(title(chart, kind, speak), margin, top, room, size, 4, bold=True) + 2
    if headed and chart.report:
        top = canvas.paragraph(subtitle(chart, speak), margin, top, room, 12, 6, fill=SOFT) + 2
    top = MAP_VIEWS[kind].render(canvas, chart, speak, margin, top + 6, room)
    top = draw_legend(canvas, chart, kind, speak, margin, top + 8, room)
    return canvas.finished(top + margin - 6)
