"""The chart by stage: stages as columns, families as bands, bars packed into rows; or, where columns are narrow, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.model.condition import Strength
from essfund.presenting.charts.legend import draw_marks, draw_strip, edge, filling, marks_width, pale
from essfund.presenting.charts.svg import FADED, INK, LEADING, LINE, PAPER, SOFT, STRIP
from essfund.presenting.charts.text_layout import fitted, width
from essfund.presenting.charts.words import NO_STAGE, band_words, bar_words, line_words, stage_words

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Band, Bar, Chart
    from essfund.presenting.charts.svg import Canvas

TEXT, HEAD = 11.0, 12.5
INSET, PAD, STRIPE, THIN = 3.0, 6.0, 12.0, 12.0
NARROWEST = 150.0
"""A column must be as wide as that to hold the text of its bars."""
SLOT = 215.0
"""Least width of a bar whose stages nobody stated."""
NAME_LINES, AMOUNT_LINES, APART = 5, 7, 5.0


class Columns:
    """Where the columns stand; bars without stages have one of their own, after the others."""

    def __init__(self, stages: int, words: Sequence[str], x: float, room: float) -> None:
        self.words, self.x, self.wide, self.last = words, x, room / len(words), stages

    def runs(self, bar: Bar) -> list[tuple[float, float]]:
        """Left edge and the width of each run of a bar."""
        runs = bar.runs or ((self.last, self.last),)
        return [(self.x + first * self.wide + INSET, (last - first + 1) * self.wide - 2 * INSET) for first, last in runs]

    def taken(self, bar: Bar) -> range:
        """Columns that a bar keeps others out of."""
        return range(bar.stages[0], bar.stages[-1] + 1) if bar.stages else range(self.last, self.last + 1)


Runs = Sequence[tuple[float, float]]
"""Left edge and the width of each run of a bar."""


def draw(canvas: Canvas, chart: Chart, tr: Translator, x: float, top: float, room: float) -> float:
    """Draw every band; return where they end.

    Where there is room, bars whose stages nobody stated stand below the others of their band, side by side.
    """
    spacious = room / len(chart.stages) >= NARROWEST
    heads = stage_words(chart, tr)
    columns = Columns(len(chart.stages), heads[: len(chart.stages)] if spacious else heads, x, room)
    top = draw_heads(canvas, columns, top, room)[1]
    for band in chart.bands:
        canvas.box(x, top, room, HEAD * LEADING + 6, fill=STRIP)
        below = canvas.paragraph(band_words(chart, band, tr), x + PAD, top + 3, room - 2 * PAD, HEAD, bold=True)
        top = draw_counts(canvas, chart, band, columns, below + 3)
        if spacious:
            placed, unplaced = ([bar for bar in band.bars if bool(bar.stages) is stated] for stated in (True, False))
            top = _placed(canvas, chart, placed, columns, tr, top)
            top = _unplaced(canvas, chart, unplaced, tr, (x, room), top)
        for bar in () if spacious else band.bars:
            below = begin_listed(canvas, chart, bar, tr, x, top, room)
            draw_stages(canvas, bar, columns, below, THIN)
            canvas.slot(x, top - 1, room, below + THIN + 2 - top)
            canvas.leave()
            top = below + THIN + 8
        top += 4
    return top


def _placed(canvas: Canvas, chart: Chart, bars: Sequence[Bar], columns: Columns, tr: Translator, top: float) -> float:
    """Draw bars over the columns of their stages; return where they end."""
    start, ruler = top, len(canvas.place)
    blocks = [block(bar, columns.runs(bar), tr) for bar in bars]
    places = packed_apart(bars, columns, [item.tall + APART for item in blocks])
    for place, bar, text in sorted(zip(places, bars, blocks, strict=True), key=lambda item: item[0]):
        _block(canvas, chart, bar, text, columns.runs(bar), tr, start + place)
        top = max(top, start + place + text.tall + APART)
    for count in range(1, len(columns.words)):
        x_between = columns.x + count * columns.wide
        canvas.line(x_between, start - 4, x_between, top, stroke=LINE, stroke_width="0.6", stroke_dasharray="1 3")
        canvas.put_behind(ruler)
    return top


def _unplaced(canvas: Canvas, chart: Chart, bars: Sequence[Bar], tr: Translator, frame: tuple[float, float], top: float) -> float:
    """Draw bars whose stages nobody stated side by side, each where there is most room; return where they end."""
    if not bars:
        return top
    x, room = frame
    count = sum(bar.askable for bar in bars)
    top = canvas.paragraph(f"{tr.text(NO_STAGE)} ({count})", x + PAD, top, room, TEXT, bold=True, fill=SOFT) + 2
    slots = max(1, min(int(room / SLOT), max(len(bars), len(chart.stages))))
    wide = room / slots
    ends = [top] * slots
    for bar in bars:
        slot = min(range(slots), key=lambda place: ends[place])
        run = (x + slot * wide + INSET, wide - 2 * INSET)
        text = block(bar, [run], tr)
        _block(canvas, chart, bar, text, [run], tr, ends[slot])
        ends[slot] += text.tall + APART
    return max(ends)


def draw_heads(canvas: Canvas, columns: Columns, top: float, room: float) -> tuple[float, float]:
    """Write the names of the stages above their columns, or letters explained above them; return where they begin and end."""
    inner = columns.wide - 2 * INSET
    size = HEAD if columns.wide >= NARROWEST else TEXT - 1
    heads = [fitted(word, inner, size, 3, bold=True) for word in columns.words]
    whole = all(width(part, size, bold=True) <= inner for word in columns.words for part in word.split()) and all(
        " ".join(lines).replace("- ", "-") == word.replace("- ", "-") for lines, word in zip(heads, columns.words, strict=True))
    if not whole:
        letters = ascii_uppercase[: len(columns.words)]  # options are numbered
        named = zip(letters, columns.words, strict=True)
        key = ", ".join(f"{letter}\u00a0=\u00a0{word.replace(' ', chr(0xA0))}" for letter, word in named)
        top = canvas.paragraph(key, columns.x, top, room, size, 6) + 4
        heads = [[letter] for letter in letters]
    for place, lines in enumerate(heads):
        canvas.lines(lines, columns.x + (place + 0.5) * columns.wide, top, size, bold=True, anchor="middle")
    return top, top + max(len(lines) for lines in heads) * size * LEADING + 4


class BarText(NamedTuple):
    """The text of a bar, broken into lines, and the height it needs; `beside` if the amount stands on the line of the name."""

    names: list[str]
    amounts: list[str]
    beside: bool

    @property
    def tall(self) -> float:
        """The height of the bar."""
        lines = 1 if self.beside else len(self.names) + len(self.amounts)
        return lines * TEXT * LEADING + 2 * PAD - 2


def block(bar: Bar, runs: Runs, tr: Translator) -> BarText:
    """Fit the text of a bar into its longest run."""
    room = max(wide for _, wide in runs) - STRIPE - 3 * PAD - marks_width(bar)
    names = fitted(bar.instrument.tool.name, room, TEXT, NAME_LINES, bold=True)
    amounts = fitted(line_words(bar, tr), room, TEXT, AMOUNT_LINES)
    both = width(names[0], TEXT, bold=True) + width(amounts[0], TEXT) + 3 * PAD
    return BarText(names, amounts, len(names) == len(amounts) == 1 and both <= room)


def draw_counts(canvas: Canvas, chart: Chart, band: Band, columns: Columns, top: float) -> float:
    """Write how many instruments of a band are made for each stage, hatched where there is none; return where the bars begin."""
    size = TEXT - 1
    for place in range(len(chart.stages)):
        left, count = columns.x + place * columns.wide, band.at_stage(place)
        said, tall = str(count), size * LEADING
        if not count:
            canvas.box(left + INSET, top, columns.wide - 2 * INSET, tall, fill=f"url(#{canvas.prefix}hole)", class_="none")
            inner = width(said, size, bold=True) + 8
            canvas.box(left + (columns.wide - inner) / 2, top, inner, tall, fill=PAPER)
        canvas.write(said, left + columns.wide / 2, top, size, bold=True, anchor="middle", fill=INK)
    return top + size * LEADING + 4


def packed_apart(bars: Sequence[Bar], columns: Columns, tall: Sequence[float]) -> list[float]:
    """How far down each bar of a band stands: those that cannot be asked for, the last ones, below all others."""
    count = sum(bar.askable for bar in bars)
    places = packed(bars[:count], columns, tall[:count])
    floor = max((place + high for place, high in zip(places, tall, strict=False)), default=0.0)
    return [*places, *(floor + place for place in packed(bars[count:], columns, tall[count:]))]


def packed(bars: Sequence[Bar], columns: Columns, tall: Sequence[float]) -> list[float]:
    """How far down each bar stands: as high as it can without touching another one, the earliest and longest first."""
    places = [0.0] * len(bars)
    standing: list[list[tuple[float, float]]] = [[] for _ in columns.words]
    for index in sorted(range(len(bars)), key=lambda item: (columns.taken(bars[item])[0], -len(columns.taken(bars[item])))):
        taken, top = columns.taken(bars[index]), 0.0
        for start, end in sorted(span for column in taken for span in standing[column]):
            if top + tall[index] <= start:
                break
            top = max(top, end)
        places[index] = top
        for column in taken:
            standing[column].append((top, top + tall[index]))
    return places


def _block(canvas: Canvas, chart: Chart, bar: Bar, said: BarText, runs: Runs, tr: Translator, top: float) -> None:
    begin(canvas, chart, bar, tr)
    tall, faded = said.tall, {"opacity": "0.55"} if pale(bar) else {}
    join_runs(canvas, bar, runs, top + tall / 2)
    for left, wide in runs:
        canvas.box(left, top, wide, tall, fill=FADED if pale(bar) else canvas.inks[bar.instrument.tool.reach].tint, rx="2")
        canvas.box(left, top, STRIPE, tall, fill=filling(canvas, bar.instrument.tool.reach), **faded)
        canvas.box(left, top, wide, tall, class_="edge", fill="none", rx="2", **edge(canvas, bar, uncertain=uncertain(bar)))
    left, wide = max(runs, key=lambda run: run[1])
    ink = SOFT if pale(bar) else INK
    x = left + STRIPE + PAD
    below = canvas.lines(said.names, x, top + PAD - 1, TEXT, bold=True, fill=ink)
    if said.beside:
        canvas.write(said.amounts[0], left + wide - 2 * PAD - marks_width(bar), top + PAD - 1, TEXT, anchor="end", fill=ink)
    else:
        canvas.lines(said.amounts, x, below, TEXT, fill=ink)
    draw_marks(canvas, bar, left + wide - PAD, top + PAD - 1)
    for other, room in runs:
        if other != left:
            again = fitted(bar.instrument.tool.name, room - STRIPE - 2 * PAD, TEXT)[0]
            canvas.write(again, other + STRIPE + PAD, top + PAD - 1, TEXT, fill=ink)
    canvas.leave()


def begin(canvas: Canvas, chart: Chart, bar: Bar, tr: Translator) -> None:
    """Begin the group of a bar."""
    canvas.group(bar_words(chart, bar, tr), class_="bar", data_tool=bar.instrument.id)


def begin_listed(canvas: Canvas, chart: Chart, bar: Bar, tr: Translator, x: float, top: float, room: float) -> float:
    """Begin the group of a bar with its text and marks, below which the bar is drawn; return where."""
    begin(canvas, chart, bar, tr)
    ink, inner = SOFT if pale(bar) else INK, room - marks_width(bar) - 2 * PAD
    below = canvas.paragraph(bar.instrument.tool.name, x + INSET, top, inner, TEXT, NAME_LINES, bold=True, fill=ink)
    below = canvas.paragraph(line_words(bar, tr), x + INSET, below, inner, TEXT, AMOUNT_LINES, fill=ink)
    draw_marks(canvas, bar, x + room - INSET, top + 1)
    return below + 2


def draw_stages(canvas: Canvas, bar: Bar, columns: Columns, top: float, tall: float) -> None:
    """Draw the stages of a bar as a strip over the columns."""
    for place in range(1, len(columns.words)):
        x = columns.x + place * columns.wide
        canvas.line(x, top, x, top + tall, stroke_width="0.6", stroke_dasharray="1 2")
    join_runs(canvas, bar, columns.runs(bar), top + tall / 2)
    for left, wide in columns.runs(bar):
        draw_strip(canvas, bar, left, top, wide, tall, uncertain=uncertain(bar))


def join_runs(canvas: Canvas, bar: Bar, runs: Sequence[tuple[float, float]], middle: float) -> None:
    """Join the runs of a bar by a line, where a stage between them is not its own."""
    for (left, wide), (after, _) in pairwise(runs):
        canvas.line(left + wide, middle, after, middle, stroke=canvas.inks[bar.instrument.tool.reach].colour, stroke_width="2")


def uncertain(bar: Bar) -> bool:
    """Whether the stages of a bar are not stated, or less than established."""
    return not bar.stages or bar.stages_strength is not Strength.ESTABLISHED
