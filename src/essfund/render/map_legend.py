"""The legend of a chart: what colours, patterns, outlines and marks mean, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.models.report import Availability, Verdict
from essfund.models.tool import REACHES
from essfund.render.drawing import INK, INKS, LEADING, PAPER, SOFT
from essfund.render.fitting import fitted
from essfund.render.letters import width
from essfund.render.map_marks import SIZE, draw_answer, draw_state
from essfund.render.map_words import ANSWER, OPEN_ENDED, REACH, STATE, UNCERTAIN_AMOUNTS, UNCERTAIN_STAGES, remarks
from essfund.render.wording import AVAILABILITIES, CAVEAT, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from essfund.engine.cartography import Chart
    from essfund.language.speaker import Speaker
    from essfund.render.drawing import Canvas

    Drawer = Callable[[float, float], None]
    """Draws a sample at a place."""

TEXT, SWATCH, GAP = 11.0, 28.0, 18.0


def draw_legend(canvas: Canvas, chart: Chart, kind: str, speak: Speaker, x: float, top: float, room: float) -> float:
    """Draw the legend below a chart; return where it ends."""
    for heading, items in _rows(canvas, chart, kind, speak):
        top = draw_row(canvas, heading, items, x, top, room)
    for line in [*([speak.text(CAVEAT)] if chart.report else []), *remarks(chart, kind, speak)]:
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


def _rows(canvas: Canvas, chart: Chart, kind: str, speak: Speaker) -> Iterator[tuple[str, list[tuple[Drawer, str]]]]:
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

    yield speak.text(REACH), [(swatch(reach), speak.say(words.reach.words(reach))) for reach in REACHES]
    shown = {bar.availability for bar in chart.bars}
    yield speak.text(STATE), [(state(one), speak.text(AVAILABILITIES[one])) for one in Availability if one in shown]
    if chart.report:
        yield speak.text(ANSWER), [(answer(one), speak.text(VERDICTS[one])) for one in Verdict]
    if kind == "stages":
        yield "", [(dashed, speak.text(UNCERTAIN_STAGES))]
    else:
        yield "", [(dashed, speak.text(UNCERTAIN_AMOUNTS)), (open_ended, speak.text(OPEN_ENDED))]
