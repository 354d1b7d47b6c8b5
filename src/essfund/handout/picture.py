"""The picture of a sheet: names in a column of their own, stages and amounts beside them or, in a narrow one, below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.charts.legend import SIZE, SWATCH, draw_answer, draw_row, filling
from essfund.presenting.charts.stages import Columns, draw_heads, draw_stages, uncertain
from essfund.presenting.charts.svg import INK, PAPER, SOFT, Canvas
from essfund.presenting.document.blocks import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from essfund.engine.cartography import Bar
    from essfund.model.field_types import Interval
    from essfund.model.report import Range
    from essfund.presenting.charts.legend import Drawer

BESIDE = 500.0
"""From this width on, names have a column of their own."""
NAMES, NAME_LINES, AMOUNT_LINES, TINT = 0.34, 3, 2, 3.0
TEXT, SMALL, BAR, APART, GAP = 11.0, 10.0, 10.0, 8.0, 14.0
OWN, OWN_EDGE, NEED = "#fff4d6", "#8a6500", "#8f1d1d"
STAGES_SHARE, BEYOND, EDGE = 0.6, 1.3, 2.0
"""The share of the room beside the names that the stages take; how far the scale goes beyond the need."""
INDENT = SIZE + EDGE + 5


class Scale(NamedTuple):
    """Euros from zero to somewhat more than the need, between two edges."""

    left: float
    wide: float
    most: float

    def at(self, euros: float) -> float:
        """Where an amount stands; what is more than the scale stands at its end."""
        return self.left + self.wide * min(max(euros, 0) / self.most, 1)


class Stretch(NamedTuple):
    """One row of the picture: an option with its number on the sheet, its words, and the bar that says its stages and what it brings."""

    number: int
    name: str
    words: str
    amount: str
    bar: Bar


class PictureWords(NamedTuple):
    """The words of a picture that are not those of an option."""

    amount: str
    own: str
    no_stage: str
    uncertain: str
    open_ended: str
    answers: tuple[tuple[str, str], ...]
    reaches: tuple[tuple[str, str], ...]


@record(frozen=True)
class OptionsPicture(Picture):
    """The options laid over the stages and the need: what is drawn, and what is said of it; `own` are the stages of the project."""

    stages: tuple[str, ...]
    own: tuple[int, ...]
    need: Interval | None
    need_words: str
    stretches: tuple[Stretch, ...]
    legend: PictureWords

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield each option under its number."""
        return ((f"{stretch.number}.", stretch.words) for stretch in self.stretches)

    def drawn(self, wide: int, prefix: str = "") -> Element:
        """Picture as an SVG element; `prefix` begins its ids."""
        canvas = Canvas(wide, self.title, self.alt, prefix, dict(self.legend.reaches))
        left = wide * NAMES if wide >= BESIDE else EDGE
        right = left + (wide - left) * STAGES_SHARE + GAP / 2
        columns = Columns(len(self.stages), self.stages, left, right - GAP - left)
        behind = len(canvas.place)
        heads, start = _heads(canvas, self, columns, right, wide - right)
        for place in self.own:
            x, tall = columns.x + place * columns.wide + 1, start - heads - 2
            canvas.box(x, heads - 1.5, columns.wide - 2, tall, fill=OWN, stroke=OWN_EDGE, class_="own")
            canvas.put_behind(behind)
        most = max(self.need.high or 0, self.need.low or 0) * BEYOND if self.need else 0
        top, scale = start, Scale(right, wide - right - EDGE, most) if most > 0 else None
        for stretch in self.stretches:
            top = _row(canvas, self, stretch, columns, scale, right, top)
        return canvas.finished(_legend(canvas, self, top + 2))


def _heads(canvas: Canvas, picture: OptionsPicture, columns: Columns, right: float, room: float) -> tuple[float, float]:
    """Write the stages above their columns, and what the amounts are and the need; return where the stages begin, and the end of all."""
    below = canvas.paragraph(picture.legend.amount, right, EDGE, room, SMALL, 2, bold=True)
    if picture.need_words:
        canvas.line(right + 2, below + 1, right + 2, below + 1 + SMALL, stroke=NEED, stroke_width="3")
        below = canvas.paragraph(picture.need_words, right + 10, below, room - 10, SMALL, 3)
    start, end = draw_heads(canvas, columns, EDGE, columns.wide * len(columns.words))
    return start, max(end, below) + 6


def _need(canvas: Canvas, need: Interval, scale: Scale, top: float) -> None:
    """Mark the need beside one amount: a line, or a band if it is known only to lie between two amounts."""
    low, high = (need.high if need.low is None else need.low), (need.low if need.high is None else need.high)
    assert low is not None
    assert high is not None
    canvas.box(scale.at(low) - 1, top - 2, scale.at(high) - scale.at(low) + 2, BAR + 4, fill=NEED, class_="need",
               **({"opacity": "0.35"} if low != high else {}))


def _row(
    canvas: Canvas, picture: OptionsPicture, stretch: Stretch, columns: Columns, scale: Scale | None, right: float, top: float,
) -> float:
    """Draw one option; return where the next one begins."""
    canvas.group(stretch.words, class_="bar", data_tool=stretch.bar.instrument.id)
    beside = canvas.wide >= BESIDE
    assert stretch.bar.result is not None
    draw_answer(canvas, stretch.bar.result.verdict, EDGE, top + 1)
    room = (columns.x - GAP if beside else canvas.wide) - INDENT
    named = canvas.paragraph(f"{stretch.number}. {stretch.name}", INDENT, top, room, TEXT, NAME_LINES, bold=True)
    if beside:
        below = canvas.paragraph(stretch.amount, right, top, canvas.wide - right - 2, SMALL, AMOUNT_LINES)
    else:
        below = named = canvas.paragraph(stretch.amount, INDENT, named, room, SMALL, AMOUNT_LINES) + TINT
    bar = top + TINT if beside else below
    _stages(canvas, picture, stretch, columns, bar)
    end = bar + BAR
    if scale is not None and picture.need is not None and stretch.bar.instrument.role is not Role.SUPPORT:
        _amount(canvas, stretch.bar.amount, scale, below)
        _need(canvas, picture.need, scale, below)
        end = below + BAR
    end = max(end, named, below)
    canvas.slot(0, top - 1, canvas.wide, end + 2 - top)
    canvas.leave()
    return end + APART


def _stages(canvas: Canvas, picture: OptionsPicture, stretch: Stretch, columns: Columns, top: float) -> None:
    """Draw the stages of an option over the stage of the project, which is coloured."""
    if stretch.bar.stages:
        for place in picture.own:
            canvas.box(columns.x + place * columns.wide + 1, top - TINT, columns.wide - 2, BAR + 2 * TINT, fill=OWN)
        draw_stages(canvas, stretch.bar, columns, top, BAR)
    else:
        room = columns.wide * len(columns.words)
        canvas.paragraph(picture.legend.no_stage, columns.x + 4, top - 1, room - 4, SMALL - 1, fill=SOFT)


def _amount(canvas: Canvas, amount: Range, scale: Scale, top: float) -> None:
    """Draw an amount from floor to ceiling: full as far as it is certain, hollow beyond, a dashed line towards what nobody knows."""
    middle, end = top + BAR / 2, scale.left + scale.wide
    if amount.high is None:
        canvas.line(scale.at(amount.low), middle, end, middle, stroke=SOFT, stroke_width="1.6", stroke_dasharray="4 3")
        if amount.low:
            canvas.line(scale.at(amount.low), top, scale.at(amount.low), top + BAR, stroke=SOFT, stroke_width="2")
        return
    sure = amount.high if amount.certain is None else max(amount.certain, amount.low)
    first, last = scale.at(amount.low), scale.at(amount.high)
    canvas.box(first, top + 1, max(last - first, 2), BAR - 2, fill=PAPER, stroke=SOFT)
    if scale.at(sure) > first:
        canvas.box(first, top + 1, scale.at(sure) - first, BAR - 2, fill="#6b7a89")
    if amount.high > scale.most:
        canvas.shape("path", d=f"M{end - 7:.2f},{top:.2f}l7,{BAR / 2:.2f}l-7,{BAR / 2:.2f}z", fill=INK, stroke=PAPER)


def _legend(canvas: Canvas, picture: OptionsPicture, top: float) -> float:
    """Draw what answers, reaches and colours mean; return where it ends."""
    def answer(text: str) -> Drawer:
        return lambda left, y: draw_answer(canvas, Verdict(text), left + SWATCH - SIZE, y)

    def sample(fill: str, stroke: str, **more: str) -> Drawer:
        return lambda left, y: canvas.box(left, y + 1, SWATCH, BAR, fill=fill, stroke=stroke, **more)

    def open_ended(left: float, y: float) -> None:
        canvas.line(left, y + SIZE / 2, left + SWATCH, y + SIZE / 2, stroke=SOFT, stroke_width="1.6", stroke_dasharray="4 3")

    bars, words = [stretch.bar for stretch in picture.stretches], picture.legend
    verdicts = {bar.result.verdict.value for bar in bars if bar.result}
    reaches = {bar.instrument.tool.reach for bar in bars if bar.stages}
    items = [(answer(item), said) for item, said in words.answers if item in verdicts]
    items += [(sample(filling(canvas, item), canvas.inks[item].colour), said) for item, said in words.reaches if item in reaches]
    if any(bar.stages and uncertain(bar) for bar in bars):
        items.append((sample(PAPER, INK, stroke_dasharray="5 3"), words.uncertain))
    if picture.need and any(bar.amount.high is None and bar.instrument.role is not Role.SUPPORT for bar in bars):
        items.append((open_ended, words.open_ended))
    if picture.own:
        items.append((sample(OWN, OWN_EDGE), words.own))
    return draw_row(canvas, "", items, EDGE, top, canvas.wide - 2 * EDGE)
