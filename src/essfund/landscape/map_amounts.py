"""The chart of amounts: one row an instrument, on an axis of tens, hundreds, thousands; a gap is a dashed line, not a zero."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.engine.cartography import MONEY_BANDS
from essfund.engine.coverage import ROUND
from essfund.model.condition import Strength
from essfund.model.vocabulary import Role
from essfund.presenting.charts.legend import SIZE, draw_marks, draw_strip, marks_width, pale
from essfund.presenting.charts.stages import HEAD, INSET, NAME_LINES, PAD, TEXT, begin, begin_listed
from essfund.presenting.charts.svg import INK, LEADING, LINE, PAPER, SOFT, STRIP, number
from essfund.presenting.charts.text_layout import fitted, width
from essfund.presenting.charts.words import band_words, line_words, need_words, short_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Band, Bar, Chart
    from essfund.presenting.charts.svg import Canvas

BESIDE = 760.0
"""From this width on, names stand left of the axis and amounts right of it; below, both stand above."""
THICK, BLOCK, TICK = 12.0, 10.0, 10.0
LEAST, MOST = 1_000, 2_000_000


class AmountAxis(NamedTuple):
    """From one power of ten, `low`, to another, `high`, between two edges; its ticks are the ends of round bands."""

    low: int
    high: int
    left: float
    wide: float

    @property
    def ticks(self) -> tuple[int, ...]:
        """Amounts that are named."""
        ends = 10**self.low, 10**self.high
        return tuple(sorted({*ends, *(euros for euros in ROUND if ends[0] < euros < ends[1])}))

    def at(self, euros: float) -> float:
        """Place of an amount."""
        place = (log10(max(euros, 1)) - self.low) / (self.high - self.low)
        return self.left + self.wide * min(max(place, 0), 1)


def draw(canvas: Canvas, chart: Chart, tr: Translator, x: float, top: float, room: float) -> float:
    """Draw every band; return where they end."""
    bands = [band for band in chart.bands if band.role is not Role.SUPPORT]
    low, high = decades(bar for band in bands for bar in band.bars)
    beside = room >= BESIDE
    axis = AmountAxis(low, high, x + room * 0.28, room * 0.42) if beside else AmountAxis(low, high, x + INSET, room - 2 * INSET)
    if chart.need is not None:
        top = _need(canvas, chart, axis, tr, (x, room), top)
    for band in bands:
        top = _band(canvas, chart, band, axis, tr, (x, room), top, beside=beside)
    return top


def _need(canvas: Canvas, chart: Chart, axis: AmountAxis, tr: Translator, frame: tuple[float, float], top: float) -> float:
    """Say the need above the place of its line; return where the bands begin."""
    x, room = frame
    said, where = need_words(chart, tr), axis.at(chart.need or 0)
    wide = width(said, TEXT, bold=True)
    left = min(max(where - wide / 2, x), x + room - wide)
    below = canvas.lines([said], left, top, TEXT, bold=True, fill=INK)
    canvas.shape("path", d=f"M{number(where - 5)},{number(below)}h10l-5,6z", fill=INK, class_="need")
    return below + 9


def decades(bars: Iterable[Bar]) -> tuple[int, int]:
    """Powers of ten between which all amounts lie."""
    known = [euros for bar in bars for euros in (bar.amount.low, bar.amount.high) if euros]
    return floor(log10(min([*known, LEAST]))), ceil(log10(max([*known, MOST])))


def _band(
    canvas: Canvas, chart: Chart, band: Band, axis: AmountAxis, tr: Translator, frame: tuple[float, float], top: float, *, beside: bool,
) -> float:
    x, room = frame
    strip = HEAD * LEADING + 6
    canvas.box(x, top, room, strip, fill=STRIP)
    own = axis.left - x - 4 * PAD - 20 if beside else room - 2 * PAD
    below = canvas.paragraph(band_words(chart, band, tr, short=beside), x + PAD, top + 3, own, HEAD, bold=True)
    _ticks(canvas, axis, tr, top + 4 if beside else below + 6)
    top = top + (strip + 4) if beside else (below + 6) + (TICK * LEADING + 4)
    top = _counts(canvas, band, axis, top)
    start, behind = top, len(canvas.place)
    for bar in band.bars:
        top = (_beside if beside else _below)(canvas, chart, bar, axis, tr, frame, top)
    if beside:
        if chart.need is not None:
            canvas.line(where := axis.at(chart.need), start - 4, where, top, stroke=INK, stroke_width="1.6", class_="need")
            canvas.put_behind(behind)
        for euros in axis.ticks:
            where = axis.at(euros)
            canvas.line(where, start - 4, where, top, stroke=LINE, stroke_width="0.6", stroke_dasharray="1 3")
            canvas.put_behind(behind)
    return top + 4


def _ticks(canvas: Canvas, axis: AmountAxis, tr: Translator, top: float) -> None:
    """Write the ends of bands; those that would touch the one before are left out."""
    free, first, last = 0.0, axis.ticks[0], axis.ticks[-1]
    for euros in axis.ticks:
        label, where = short_money(euros, tr), axis.at(euros)
        anchor = "start" if euros == first else "end" if euros == last else "middle"
        wide = width(label, TICK)
        left = where - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        if left > free:
            canvas.write(label, where, top, TICK, anchor=anchor, fill=INK)
            free = left + wide + 4


def _counts(canvas: Canvas, band: Band, axis: AmountAxis, top: float) -> float:
    """Write how many instruments give some amount of each band, hatched where none does; return where the bars begin."""
    size = TICK - 1
    for money in MONEY_BANDS:
        left, right = axis.at(money.low - 1), axis.left + axis.wide if money.high is None else axis.at(money.high)
        said, tall = str(band.in_money(money)), size * LEADING
        wide = width(said, size, bold=True)
        if right - left < wide + 2:
            continue
        if said == "0":
            canvas.box(left + 1, top, right - left - 2, tall, fill=f"url(#{canvas.prefix}hole)", class_="none")
            canvas.box((left + right - wide) / 2 - 3, top, wide + 6, tall, fill=PAPER)
        canvas.write(said, (left + right) / 2, top, size, bold=True, anchor="middle", fill=INK)
    return top + size * LEADING + 4


def _beside(canvas: Canvas, chart: Chart, bar: Bar, axis: AmountAxis, tr: Translator, frame: tuple[float, float], top: float) -> float:
    x, room = frame
    begin(canvas, chart, bar, tr)
    right = axis.left + axis.wide + 2 * PAD
    names = fitted(bar.instrument.tool.name, axis.left - x - marks_width(bar) - 4 * PAD, TEXT, NAME_LINES, bold=True)
    amounts = fitted(line_words(bar, tr), x + room - right, TEXT, NAME_LINES)
    tall = max(len(names), len(amounts)) * TEXT * LEADING + 4
    canvas.slot(x, top, room, tall)
    ink = SOFT if pale(bar) else INK
    for lines, left, bold in ((names, x + INSET, True), (amounts, right, False)):
        canvas.lines(lines, left, top + (tall - len(lines) * TEXT * LEADING) / 2, TEXT, bold=bold, fill=ink)
    draw_marks(canvas, bar, axis.left - PAD, top + (tall - SIZE) / 2)
    _range(canvas, bar, axis, top + tall / 2)
    canvas.leave()
    return top + tall + 2


def _below(canvas: Canvas, chart: Chart, bar: Bar, axis: AmountAxis, tr: Translator, frame: tuple[float, float], top: float) -> float:
    x, room = frame
    below = begin_listed(canvas, chart, bar, tr, x, top, room)
    if drawn(bar):
        for where in map(axis.at, axis.ticks):
            canvas.line(where, below, where, below + THICK, stroke_width="0.6", stroke_dasharray="1 2")
        _range(canvas, bar, axis, below + THICK / 2)
        if chart.need is not None:
            canvas.line(where := axis.at(chart.need), below - 1, where, below + THICK + 1, stroke=INK, stroke_width="1.6", class_="need")
        below += THICK
    canvas.slot(x, top - 1, room, below + 2 - top)
    canvas.leave()
    return below + 8


def drawn(bar: Bar) -> bool:
    """Whether there is a floor or a ceiling to draw."""
    return bar.amount.low > 0 or bar.amount.high is not None


def _range(canvas: Canvas, bar: Bar, axis: AmountAxis, middle: float) -> None:
    """Draw from floor to ceiling; towards what nobody knows a dashed line leads to the end of the axis."""
    low, high = bar.amount.low, bar.amount.high
    if not drawn(bar):
        return
    colour = SOFT if pale(bar) else canvas.inks[bar.instrument.tool.reach].colour
    right = axis.left + axis.wide
    first = axis.at(low) if low else axis.at(high or 1) - BLOCK
    last = min(max(axis.at(high) if high is not None else first, first + BLOCK), right)
    first = max(axis.left, min(first, last - BLOCK))
    for start, end in ((axis.left, axis.left if low else first), (last if high is None else right, right)):
        if end > start:
            canvas.line(start, middle, end, middle, stroke=colour, stroke_width="2", stroke_dasharray="4 3")
    draw_strip(canvas, bar, first, middle - THICK / 2, last - first, THICK, uncertain=bar.amount_strength is not Strength.ESTABLISHED)
