"""The chart as PNG and PDF: the SVG picture, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from essfund.landscape.map_svg import render
from essfund.presenting.charts.pictures import printed
from essfund.presenting.charts.words import description, title

if TYPE_CHECKING:
    from essfund.engine.cartography import Chart
    from essfund.presenting.view import View


def png(chart: Chart, view: View, kind: str, width: int) -> bytes:
    """Return the chart as PNG, two pixels for one of CSS."""
    return _printed("png", chart, view, kind, width)


def pdf(chart: Chart, view: View, kind: str, width: int) -> bytes:
    """Return the chart as a PDF of one page."""
    return _printed("pdf", chart, view, kind, width)


def _printed(ending: Literal["png", "pdf"], chart: Chart, view: View, kind: str, width: int) -> bytes:
    return printed(render(chart, view, kind, width), ending, width=width, title=title(chart, kind, view.tr),
                   alt=description(chart, view.tr), language=view.tr.language, day=chart.day)
