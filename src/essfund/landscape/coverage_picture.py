"""Where nothing exists, as a heat map: the first field down, the second across, one panel a family.

A cell holds the fewest instruments over every other field and, if it is not the same, the most. A hole is hatched and says 0.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Literal

from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.landscape.coverage_formats import class_words, notes, spreads, title
from essfund.landscape.hole_weights import NOBODY, cell_weights
from essfund.landscape.weight_words import picture_lines, weight_mark
from essfund.presenting.charts.pictures import printed
from essfund.presenting.charts.svg import INK, LEADING, LINE, PAPER, SOFT, Canvas, svg_text
from essfund.presenting.charts.text_layout import fitted, width
from essfund.presenting.charts.words import edition

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.engine.coverage import HoleWeight, Shortages
    from essfund.landscape.coverage_formats import CellCount
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

TEXT, HEAD, SMALL, MARGIN = 11.0, 13.0, 9.5, 20.0
LABELS, UPRIGHT, CELL_TALL, LEAST_CELL, MOST_CELL = 260.0, 130.0, 24.0, 34.0, 150.0
HEAD_LINES = 3
MOST_CELLS = 4_000
"""Cells of a panel that can still be read as a picture."""
SHADES = ("#f1f6fa", "#d3e5f1", "#a9cee5", "#74b1d6", "#3d8dc0")
"""From one instrument to many, by luminance: dark letters can be read on each."""
ALONE = N_("every enterprise")
LEGEND_HOLE, LEGEND_GAP = N_("0: nothing, whatever the other fields"), N_("0 – n: nothing for some values of the other fields")
LEGEND_OLD = N_("0 ?n: n instruments, and all their proofs are old: no hole")
LEGEND_MANY = N_("the darker, the more instruments at least: {low} to {high}")
LEGEND_MARK = N_("« 12 + 34 ? »: of the enterprises of the list 12 stand in the hole surely and 34 possibly; « – »: none")
CELL_TITLE = N_("{family}; {row}; {column}: {count}")


class Grid(NamedTuple):
    """The cells: for each row and column, by family, how many count."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[int, ...], dict[str, CellCount]]
    weights: dict[str, dict[tuple[int, ...], HoleWeight]] | None = None
    """By family, how many enterprises of a list stand in the holes of each cell; None where there is no list."""

    def mark(self, at: tuple[int, int], family: str, tr: Translator) -> str:
        """How many enterprises stand in the holes of a cell; nothing where it has no hole, or there is no list."""
        if self.weights is None or not self.cells[at][family].hole:
            return ""
        return weight_mark(self.weights[family].get(at, NOBODY), tr)

    def widest(self, tr: Translator) -> float:
        """Room that the longest mark takes."""
        places = list(product(range(len(self.rows)), range(len(self.columns))))
        return max((width(self.mark(at, family, tr), SMALL) for at in places for family in self.weights or ()), default=0.0)


def svg(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Heat map as SVG. Raises TooManyCells."""
    return _drawn(catalogue, found, view)[0]


def _printed(kind: Literal["png", "pdf"], catalogue: Catalogue, found: Shortages, view: View) -> bytes:
    drawn, wide, said = _drawn(catalogue, found, view)
    return printed(drawn, kind, width=wide, title=title(found, view.tr), alt=said, language=view.tr.language, day=found.supply.day)


png, pdf = partial(_printed, "png"), partial(_printed, "pdf")
"""Heat map as PNG; as a PDF of one page. Raise TooManyCells."""


def grid(catalogue: Catalogue, found: Shortages, tr: Translator) -> Grid:
    """Cells along the first two fields. Raises TooManyCells, and UsageError for more than a picture can show."""
    axes = found.supply.axes[:2]
    words = [tuple(class_words(found.supply, axis, cells, catalogue, tr) for cells in axis.classes) for axis in axes]
    words += [(tr.text(ALONE),)] * (2 - len(axes))
    if (count := len(words[0]) * len(words[1])) > MOST_CELLS:
        raise UsageError(say("{count} cells are too many for one picture", count=count),
                         say("choose fields that are cut into fewer classes, or --format csv"))
    weights = {family: {(*at, 0, 0)[:2]: weight for at, weight in cell_weights(found, len(axes), family).items()}
               for family in found.families} if found.weights else None
    return Grid(words[0], words[1], {(*at, 0, 0)[:2]: counts for at, counts in spreads(found, 2).items()}, weights)


def _drawn(catalogue: Catalogue, found: Shortages, view: View) -> tuple[str, float, str]:
    """Picture, its width and what it shows in words."""
    tr, counts = view.tr, grid(catalogue, found, view.tr)
    cell = min(MOST_CELL, max(LEAST_CELL, counts.widest(tr) + 6, (1123 - 2 * MARGIN - LABELS) / len(counts.columns)))
    wide = 2 * MARGIN + LABELS + max(cell * len(counts.columns), 300)
    room, said = wide - 2 * MARGIN, " ".join(notes(found, tr))
    canvas = Canvas(wide, title(found, tr), said)
    canvas.define_crosses("old")
    top = canvas.paragraph(title(found, tr), MARGIN, MARGIN, room, 17, 4, bold=True) + 4
    for text in picture_lines(found, tr):
        top = canvas.paragraph(text, MARGIN, top, room, TEXT, 3) + 2
    most = max((count.low for cells in counts.cells.values() for count in cells.values()), default=0)
    for family in found.families:
        top = _panel(canvas, catalogue, found, family, counts, tr, (cell, most, room), top) + 14
    aged = any(count.aged and not count.low for cells in counts.cells.values() for count in cells.values())
    top = _legend(canvas, most, tr, top, room, weighed=found.weights is not None, aged=aged)
    top = canvas.paragraph(said, MARGIN, top, room, SMALL, 6, fill=SOFT) + 2
    top = canvas.paragraph(edition(catalogue, tr), MARGIN, top, room, SMALL, 2, fill=SOFT)
    return svg_text(canvas.finished(top + MARGIN / 2)), wide, said


def _panel(canvas: Canvas, catalogue: Catalogue, found: Shortages, family: str, counts: Grid, tr: Translator,
           sizes: tuple[float, int, float], top: float) -> float:
    cell, most, room = sizes
    name = tr.say(catalogue.vocabularies.family.words(family))
    top = canvas.paragraph(name, MARGIN, top, room, HEAD, bold=True) + 2
    top = _heads(canvas, found, counts, cell, tr, top)
    left = MARGIN + LABELS
    for row, label in enumerate(counts.rows):
        lines = fitted(label, LABELS - 10, SMALL, 4)
        tall = max(CELL_TALL if counts.weights is None else CELL_TALL + SMALL * LEADING, len(lines) * SMALL * LEADING + 4)
        below = top + (tall - len(lines) * SMALL * LEADING) / 2
        canvas.group(label, class_="row")
        canvas.lines(lines, left - 8, below, SMALL, anchor="end")
        canvas.leave()
        for column, head in enumerate(counts.columns):
            count, mark = counts.cells[row, column][family], counts.mark((row, column), family, tr)
            said = f"{count.words()} ({mark})" if mark else count.words()
            canvas.group(tr.text(CELL_TITLE).format(family=name, row=label, column=head, count=said), class_="cell")
            _cell(canvas, count, mark, left + column * cell, top, cell, tall, most)
            canvas.leave()
        top += tall
    return top


def _heads(canvas: Canvas, found: Shortages, counts: Grid, cell: float, tr: Translator, top: float) -> float:
    """Write the classes of the second field above the columns; upright where columns are narrow."""
    left, axes = MARGIN + LABELS, found.supply.axes
    flat = all(len(fitted(head, cell - 8, SMALL, 9)) <= HEAD_LINES and _whole(head, cell - 8) for head in counts.columns)
    tall = HEAD_LINES * SMALL * LEADING if flat else min(UPRIGHT, max(width(head, SMALL) for head in counts.columns) + 4)
    tall = max(tall, 2 * (SMALL * LEADING))
    for axis, arrow, lines_up in zip(axes[:2], "↓→", (1, 2), strict=False):
        label = f"{tr.words(found.supply.space.vocabularies.fields[axis.field].label)} {arrow}"
        below = top + tall - SMALL * LEADING * lines_up - 2
        canvas.write(fitted(label, LABELS - 10, SMALL, bold=True)[0], left - 8, below, SMALL, bold=True, anchor="end")
    for place, head in enumerate(counts.columns):
        middle = left + (place + 0.5) * cell
        canvas.group(head, class_="head")
        if flat:
            lines = fitted(head, cell - 8, SMALL, HEAD_LINES)
            canvas.lines(lines, middle, top + tall - len(lines) * SMALL * LEADING, SMALL, anchor="middle")
        else:
            line = fitted(head, UPRIGHT - 4, SMALL)[0]
            x, y = middle + SMALL * 0.36, top + tall - 3
            canvas.write(line, x, y - 0.98 * SMALL, SMALL, transform=f"rotate(-90 {x:.2f} {y:.2f})")
        canvas.leave()
    return top + tall + 2


def _whole(head: str, room: float) -> bool:
    return all(width(word, SMALL) <= room for word in head.split(" "))


def _cell(canvas: Canvas, count: CellCount, mark: str, x: float, top: float, wide: float, tall: float, most: int) -> None:
    shade = min(len(SHADES) - 1, (count.low - 1) * len(SHADES) // max(most, 1))
    pattern = "old" if not count.hole else "gap" if count.high or count.aged else "hole"
    fill = SHADES[shade] if count.low else f"url(#{canvas.prefix}{pattern})"
    canvas.box(x, top, wide, tall, fill=fill, stroke=LINE, stroke_width="0.8")
    text = count.words("–")
    lines = [(text, TEXT if width(text, TEXT, bold=True) <= wide - 6 else SMALL, True), *([(mark, SMALL, False)] if mark else [])]
    below = top + (tall - sum(size for _, size, _ in lines) * LEADING) / 2
    for line, size, bold in lines:
        if not count.low:
            inner = width(line, size, bold=bold) + 6
            canvas.box(x + (wide - inner) / 2, below, inner, size * LEADING, fill=PAPER)
        canvas.write(line, x + wide / 2, below, size, bold=bold, anchor="middle", fill=INK)
        below += size * LEADING


def _legend(canvas: Canvas, most: int, tr: Translator, top: float, room: float, *, weighed: bool, aged: bool) -> float:
    for fill, label in (
        *([(f"url(#{canvas.prefix}old)", tr.text(LEGEND_OLD))] if aged else []),
        (f"url(#{canvas.prefix}hole)", tr.text(LEGEND_HOLE)),
        (f"url(#{canvas.prefix}gap)", tr.text(LEGEND_GAP)),
        (SHADES[len(SHADES) // 2], tr.text(LEGEND_MANY).format(low=min(1, most), high=most)),
    ):
        canvas.box(MARGIN, top, 28, 13, fill=fill, stroke=LINE, stroke_width="0.8")
        top = max(canvas.paragraph(label, MARGIN + 36, top, room - 36, TEXT, 3), top + 15) + 2
    return canvas.paragraph(tr.text(LEGEND_MARK), MARGIN, top, room, TEXT, 3) + 4 if weighed else top + 2
