"""What stands beside the bars of a chart: marks, whose shapes tell them apart, and the legend that explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.verdict import Availability, Verdict
from essfund.presenting.charts.svg import INK, LEADING, LINE, PAPER, SOFT, number
from essfund.presenting.charts.text_layout import fitted, width
from essfund.presenting.charts.words import (
    ANSWER,
    COUNTED,
    COUNTED_MONEY,
    OPEN_ENDED,
    REACH,
    STATE,
    UNCERTAIN_AMOUNTS,
    UNCERTAIN_STAGES,
    remarks,
)
from essfund.presenting.wording import AVAILABILITIES, CAVEAT, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Bar, Chart
    from essfund.presenting.charts.svg import Canvas

    Drawer = Callable[[float, float], None]
    """Draws a sample at a place."""

SIZE = 12.0

STATES = {
    Availability.OPEN: "M2,6a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    Availability.UNVERIFIED: "M2,6a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    Availability.UPCOMING: "M3,2L10,6L3,10z",
    Availability.SUSPENDED: "M3,2h2v8h-2z M7,2h2v8h-2z",
    Availability.PROBABLY_NOT_YET: "M3,2L10,6L3,10z",
    Availability.PROBABLY_ENDED: "M2,2L10,2L6,10z",
    Availability.CLOSED: "M2,3.5L3.5,2L6,4.5L8.5,2L10,3.5L7.5,6L10,8.5L8.5,10L6,7.5L3.5,10L2,8.5L4.5,6z",
}
HOLLOW = {Availability.UNVERIFIED, Availability.PROBABLY_NOT_YET, Availability.PROBABLY_ENDED}

ANSWERS = {
    Verdict.ELIGIBLE: "M3,6.2L5.2,8.6L9.2,3.6",
    Verdict.TO_CHECK: "M4,4.6a2,2 0 1,1 3,1.6c-.7,.5 -1,.8 -1,1.5M6,9.2v.3",
    Verdict.INELIGIBLE: "M3.6,3.6L8.4,8.4M8.4,3.6L3.6,8.4",
}


def draw_state(canvas: Canvas, state: Availability, x: float, y: float) -> None:
    """Draw the mark of an availability."""
    hollow = state is Availability.UNVERIFIED
    canvas.shape("path", d=STATES[state], transform=f"translate({number(x)},{number(y)})", fill=PAPER if hollow else INK, stroke=INK,
                 stroke_width="1.4" if hollow else "0.4")


def draw_answer(canvas: Canvas, answer: Verdict, x: float, y: float) -> None:
    """Draw the mark of an answer: a tick on a full disc, a question mark in a ring, a cross in a square."""
    where, full = f"translate({number(x)},{number(y)})", answer is Verdict.ELIGIBLE
    if answer is Verdict.INELIGIBLE:
        canvas.shape("rect", x="1", y="1", width="10", height="10", transform=where, fill=PAPER, stroke=SOFT)
    else:
        canvas.shape("circle", cx="6", cy="6", r="5.4", transform=where, fill=INK if full else PAPER, stroke=INK)
    canvas.shape("path", d=ANSWERS[answer], transform=where, fill="none", stroke=PAPER if full else INK, stroke_width="1.5",
                 stroke_linecap="round")


def draw_marks(canvas: Canvas, bar: Bar, right: float, top: float) -> None:
    """Draw the marks of a bar side by side, the last one ending at `right`."""
    draw_state(canvas, bar.availability, right - SIZE, top)
    if bar.result:
        draw_answer(canvas, bar.result.verdict, right - 2 * SIZE - 2, top)


def marks_width(bar: Bar) -> float:
    """How wide the marks of a bar are."""
    return 2 * SIZE + 2 if bar.result else SIZE


def pale(bar: Bar) -> bool:
    """Whether a bar stands back: refused, or not to be had on the day."""
    return not bar.counts


def edge(canvas: Canvas, bar: Bar, *, uncertain: bool) -> dict[str, str]:
    """How a bar is outlined: thick if it is an option, dashed if what it shows is uncertain."""
    wide = "1.2" if pale(bar) or not bar.result else "3" if bar.result.verdict is Verdict.ELIGIBLE else "1.8"
    stroke = SOFT if pale(bar) else INK if wide == "3" else canvas.inks[bar.instrument.tool.reach].colour
    return {"stroke": stroke, "stroke_width": wide, **({"stroke_dasharray": "5 3"} if uncertain else {})}


def draw_strip(canvas: Canvas, bar: Bar, x: float, y: float, wide: float, tall: float, *, uncertain: bool) -> None:
    """Draw a bar without text: its pattern, and its outline; a dashed one stands off, to be seen around a full colour."""
    off, faded = 2.5 if uncertain else 0, {"opacity": "0.55"} if pale(bar) else {}
    canvas.box(x + off, y + off, wide - 2 * off, tall - 2 * off, fill=filling(canvas, bar.instrument.tool.reach), **faded)
    canvas.box(x, y, wide, tall, class_="edge", fill="none", **edge(canvas, bar, uncertain=uncertain))


def filling(canvas: Canvas, reach: str) -> str:
    """What fills the strip of a reach: its pattern, or its colour where that is all of it (tiles of one colour may show seams)."""
    return canvas.inks[reach].colour if canvas.inks[reach].pattern == "solid" else f"url(#{canvas.prefix}{reach})"


TEXT, SWATCH, GAP = 11.0, 28.0, 18.0


def draw_legend(canvas: Canvas, chart: Chart, kind: str, tr: Translator, x: float, top: float, room: float) -> float:
    """Draw the legend below a chart; return where it ends."""
    for heading, items in _rows(canvas, chart, kind, tr):
        top = draw_row(canvas, heading, items, x, top, room)
    for line in [*([tr.text(CAVEAT)] if chart.report else []), *remarks(chart, kind, tr, hint=False)]:
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
        start = canvas.lines(lines, left + SWATCH + 6, start, TEXT) - TEXT * LEADING
        left += wide + GAP
    return start + TEXT * LEADING + 5


def _rows(canvas: Canvas, chart: Chart, kind: str, tr: Translator) -> Iterator[tuple[str, list[tuple[Drawer, str]]]]:
    words = chart.catalogue.vocabularies

    def box(**attributes: str) -> Drawer:
        return lambda left, top: canvas.box(left, top, SWATCH, SIZE, **attributes)

    def mark(draw: Callable[..., None], item: Availability | Verdict) -> Drawer:
        return lambda left, top: draw(canvas, item, left + SWATCH - SIZE, top)

    def open_ended(left: float, top: float) -> None:
        canvas.line(left, top + SIZE / 2, left + SWATCH, top + SIZE / 2, stroke=INK, stroke_width="2", stroke_dasharray="4 3")

    hole = box(fill=f"url(#{canvas.prefix}hole)", stroke=LINE)
    dashed = box(fill=PAPER, stroke=INK, stroke_dasharray="5 3")
    reaches = {reach: box(fill=filling(canvas, reach), stroke=ink.colour) for reach, ink in canvas.inks.items()}

    yield tr.text(REACH), [(drawer, tr.say(words.reach.words(reach))) for reach, drawer in reaches.items()]
    shown = {bar.availability for bar in chart.bars}
    yield tr.text(STATE), [(mark(draw_state, item), tr.text(AVAILABILITIES[item])) for item in Availability if item in shown]
    if chart.report:
        yield tr.text(ANSWER), [(mark(draw_answer, item), tr.text(VERDICTS[item])) for item in Verdict]
    if kind == "stages":
        yield "", [(dashed, tr.text(UNCERTAIN_STAGES)), (hole, tr.text(COUNTED))]
    else:
        yield "", [(dashed, tr.text(UNCERTAIN_AMOUNTS)), (open_ended, tr.text(OPEN_ENDED))]
        yield "", [(hole, tr.text(COUNTED_MONEY))]
