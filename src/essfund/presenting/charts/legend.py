"""The legend of a chart: what colours, patterns, outlines and marks mean, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.tool import REACHES
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.charts.font_metrics import width
from essfund.presenting.charts.marks import SIZE, draw_answer, draw_state
from essfund.presenting.charts.svg import INK, INKS, LEADING, PAPER, SOFT
from essfund.presenting.charts.text_layout import fitted
from essfund.presenting.charts.words import ANSWER, OPEN_ENDED, REACH, STATE, UNCERTAIN_AMOUNTS, UNCERTAIN_STAGES, remarks
from essfund.presenting.wording import AVAILABILITIES, CAVEAT, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Chart
    from essfund.presenting.charts.svg import Canvas

    Drawer = Callable[[float, float], None]
    """Draws a sample at a place."""

TEXT, SWATCH, GAP = 11.0, 28.0, 18.0


def draw_legend(canvas: Canvas, chart: Chart, kind: str, tr: Translator, x: float, top: float, room: float) -> float:
    """Draw the legend below a chart; return where it ends."""
    for heading, items in _rows(canvas, chart, kind, tr):
        top = draw_row(canvas, heading, items, x, top, room)
    for line in [*([tr.text(CAVEAT)] if chart.report else []), *remarks(chart, kind, tr)]:
        top = canvas.paragraph(line, x, top, room, TEXT - 1, 4, fill=SOFT) + 2
    return top


def draw_row(canvas: Canvas, heading: str, items: Iterable[tuple[Drawer, str]], x: float, top: float, room: float) -> float:
    """Draw samples, each with its label, on as many lines as they need; return where they end."""
    left, start = x, top
    if heading:
        canvas.write(heading, x, top, TEXT, bold=True)
        left += width(heading, TEXT, bold=True) + GAP / 2
    for draw, label in items:
        lines = fitted(label, room - SWATCH - 6, TEXT, 4)
        wide = SWATCH + 6 + max(width(line, TEXT) for line in lines)
        if left > x and left + wide > x + room:
            left, start = x, start + TEXT * LEADING + 4
        draw(left, start + 1)
        for line in lines:
            canvas.write(line, left + SWATCH + 6, start, TEXT)
            start += TEXT * LEADING
        start -= TEXT * LEADING
        left += wide + GAP
    return start + TEXT * LEADING + 5


def _rows(canvas: Canvas, chart: Chart, kind: str, tr: Translator) -> Iterator[tuple[str, list[tuple[Drawer, str]]]]:
    words = chart.catalogue.vocabularies

    def swatch(reach: str) -> Drawer:
        return lambda left, top: canvas.box(left, top, SWATCH, SIZE, fill=f"url(#{canvas.prefix}{reach})", stroke=INKS[reach].colour)

    def state(one: Availability) -> Drawer:
        return lambda left, top: draw_state(canvas, one, left + SWATCH - SIZE, top)

    def answer(one: Verdict) -> Drawer:
        return lambda left, top: draw_answer(canvas, one, left + SWATCH - SIZE, top)

    def dashed(left: float, top: float) -> None:
        canvas.box(left, top, SWATCH, SIZE, fill=PAPER, stroke=INK, stroke_dasharray="5 3")

    def open_ended(left: float, top: float) -> None:
        canvas.line(left, top + SIZE / 2, left + SWATCH, top + SIZE / 2, stroke=INK, stroke_width="2", stroke_dasharray="4 3")

    yield tr.text(REACH), [(swatch(reach), tr.say(words.reach.words(reach))) for reach in REACHES]
    shown = {bar.availability for bar in chart.bars}
    yield tr.text(STATE), [(state(one), tr.text(AVAILABILITIES[one])) for one in Availability if one in shown]
    if chart.report:
        yield tr.text(ANSWER), [(answer(one), tr.text(VERDICTS[one])) for one in Verdict]
    if kind == "stages":
        yield "", [(dashed, tr.text(UNCERTAIN_STAGES))]
    else:
        yield "", [(dashed, tr.text(UNCERTAIN_AMOUNTS)), (open_ended, tr.text(OPEN_ENDED))]
