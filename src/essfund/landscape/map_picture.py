"""The chart as one picture: as wide as asked and as high as it needs, or on one sheet of paper; SVG, and from it PNG and PDF."""

from __future__ import annotations

from functools import partial
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, Literal

from essfund.core.record import replace
from essfund.presenting.charts.legend import draw_legend
from essfund.presenting.charts.papers import Paper
from essfund.presenting.charts.pictures import printed
from essfund.presenting.charts.svg import SOFT, Canvas, number, svg_text
from essfund.presenting.charts.words import description, subtitles, title
from essfund.presenting.formats import MAP_VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Chart
    from essfund.presenting.view import View

A3, NARROW = 1123, 700
"""Width of an A3 sheet, upright, in pixels of CSS; below the other, margins and letters are smaller."""

GAP, EDGE = 24.0, 0.025
"""Between two columns of families on a sheet; its margin, of its width."""
MOST_COLUMNS, SMALLEST, STEPS, BETTER, GROWTH = 3, 4.0, 5, 0.98, 1.02
"""Columns of families on a sheet; how many times smaller letters may get; halvings until they are as large as fits; how much larger they
must be with one more column; by how much they are made smaller where the legend grew."""


def render(chart: Chart, view: View, kind: str, size: int | Paper) -> str:
    """Text of an SVG file."""
    return svg_text(on_paper(chart, view, kind, size) if isinstance(size, Paper) else picture(chart, view, kind, size))


def picture(
    chart: Chart, view: View, kind: str, width: float, prefix: str = "", *, headed: bool = True, columns: Sequence[Chart] = (),
    margin: float | None = None,
) -> Element:
    """Chart as an SVG element, without its heading where the page around it has one; its families in `columns` if they are given."""
    tr = view.tr
    canvas = Canvas(width, title(chart, kind, tr), description(chart, tr), prefix, chart.catalogue.vocabularies.reach.terms)
    usual, size = (20.0, 19.0) if width >= NARROW else (10.0, 15.0)
    margin = usual if margin is None else margin
    room = width - 2 * margin
    top = margin
    if headed:
        top = canvas.paragraph(title(chart, kind, tr), margin, top, room, size, 4, bold=True) + 2
        for line in subtitles(chart, kind, tr):
            top = canvas.paragraph(line, margin, top, room, 12, 6, fill=SOFT) + 2
    top = _families(canvas, columns or [chart], kind, tr, (margin, room), top + 6)
    top = draw_legend(canvas, chart, kind, tr, margin, top + 8, room)
    return canvas.finished(top + margin - 6)


def _families(canvas: Canvas, parts: Sequence[Chart], kind: str, tr: Translator, frame: tuple[float, float], top: float) -> float:
    """Draw families in columns; return where the longest ends."""
    margin, room = frame
    wide = (room - GAP * (len(parts) - 1)) / len(parts)
    draw: Callable[..., float] = MAP_VIEWS[kind].load()
    return max(draw(canvas, part, tr, margin + place * (wide + GAP), top, wide) for place, part in enumerate(parts))


def on_paper(chart: Chart, view: View, kind: str, paper: Paper) -> Element:
    """Chart on one sheet, its letters as large as they can be, its families in as many columns as that takes."""
    sheet = ChartSheet(chart, view, kind, paper)
    width, root = sheet.drawn()
    tall = number(width * paper.tall / paper.wide)
    root[3].set("height", tall)
    root.attrib.update(width=f"{paper.wide}mm", height=f"{paper.tall}mm", viewBox=f"0 0 {number(width)} {tall}")
    return root


class ChartSheet:
    """A chart while its place on a sheet is sought. The least width at which it is no higher than the sheet lets letters be largest."""

    def __init__(self, chart: Chart, view: View, kind: str, paper: Paper) -> None:
        self.chart, self.view, self.kind, self.paper = chart, view, kind, paper
        self.draw: Callable[..., float] = MAP_VIEWS[kind].load()
        first = self.picture(paper.pixels, 1)
        self.beside = float(first.get("height", 0)) - sum(self.heights(paper.pixels, 1))

    def drawn(self) -> tuple[float, Element]:
        """Width and picture."""
        best, columns = self.paper.pixels * SMALLEST, 1
        for count in range(1, min(MOST_COLUMNS, max(1, len(self.chart.bands))) + 1):
            low, high = self.paper.pixels, best * BETTER
            if not self.fits(high, count):
                continue
            for _ in range(0 if self.fits(low, count) else STEPS):
                middle = (low + high) / 2
                low, high = (low, middle) if self.fits(middle, count) else (middle, high)
            best, columns = low if self.fits(low, count) else high, count
        root = self.picture(best, columns)
        while float(root.get("height", 0)) > best * self.paper.tall / self.paper.wide:  # the legend takes more lines than it did
            best *= GROWTH
            root = self.picture(best, columns)
        return best, root

    def fits(self, width: float, columns: int) -> bool:
        """Whether the chart is about as high as the sheet, or less."""
        tall = self.heights(width, columns)
        return self.beside + max(sum(part) for part in cut(tall, columns)) <= width * self.paper.tall / self.paper.wide

    def heights(self, width: float, columns: int) -> list[float]:
        """How high each family is in a column."""
        wide = (width * (1 - 2 * EDGE) - GAP * (columns - 1)) / columns
        bands = [replace(self.chart, bands=(band,)) for band in self.chart.bands]
        reaches = self.chart.catalogue.vocabularies.reach.terms
        return [self.draw(Canvas(wide, "", "", reaches=reaches), band, self.view.tr, 0.0, 0.0, wide) for band in bands] or [0.0]

    def picture(self, width: float, columns: int) -> Element:
        """Chart so wide, in some columns."""
        parts, bands = cut(self.heights(width, columns), columns), iter(self.chart.bands)
        charts = [replace(self.chart, bands=tuple(islice(bands, len(part)))) for part in parts] if columns > 1 else [self.chart]
        return picture(self.chart, self.view, self.kind, width, columns=charts, margin=EDGE * width)


def cut(tall: Sequence[float], columns: int) -> list[Sequence[float]]:
    """Heights cut into columns, in their order, so that the highest is as low as can be."""
    def parts(cuts: tuple[int, ...]) -> list[Sequence[float]]:
        return [tall[first:last] for first, last in pairwise((0, *cuts, len(tall)))]

    return min(map(parts, combinations(range(1, len(tall)), columns - 1)), key=lambda each: max(map(sum, each)))


def _printed(ending: Literal["png", "pdf"], chart: Chart, view: View, kind: str, size: int | Paper) -> bytes:
    width = size.pixels if isinstance(size, Paper) else size
    return printed(render(chart, view, kind, size), ending, width=width, title=title(chart, kind, view.tr),
                   alt=description(chart, view.tr), language=view.tr.language, day=chart.day)


png, pdf = partial(_printed, "png"), partial(_printed, "pdf")
"""Chart as PNG, two pixels for one of CSS; as a PDF of one page."""
