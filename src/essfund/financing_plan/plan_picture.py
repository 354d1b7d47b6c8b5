"""The picture of a plan: uses and resources as two bars of one scale, each part labelled with its name and its euros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record, replace
from essfund.financing_plan.label_places import spread
from essfund.financing_plan.plan_hatching import MISSING, filling, hatch
from essfund.presenting.charts.legend import SWATCH, draw_row
from essfund.presenting.charts.svg import INK, LEADING, LINE, PAPER, SOFT, Canvas, number
from essfund.presenting.charts.text_layout import fitted
from essfund.presenting.document.blocks import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from essfund.presenting.charts.legend import Drawer

BESIDE = 500.0
"""From this width on the two bars stand side by side; in a narrower picture, one below the other."""
BAR, GAP, EDGE, LEAST, CROWDED = 70.0, 26.0, 2.0, 190.0, 260.0
"""Width of a bar, the gap between two, the edge of the picture, the least height of a bar, and that beyond which labels are short."""
NEAR, BEND, LEAD, BRACKET, NEXT = 5.0, 11.0, 32.0, 5.0, 7.0
"""From the bar to a bracket, to the bend of a leader line, to its label; width of a bracket, and the way from one to the next."""
HEAD, TEXT, SMALL, LINES, APART = 12.0, 11.0, 10.0, 4, 6.0
THIN, OFF, FINE = 9.0, 2.5, 2.0
"""A part lower than that is too thin for an inner edge, which stands off so far; a lower one yet has a fine edge."""


class Cover(NamedTuple):
    """A guarantee of a loan: how much of it is guaranteed, which is no money."""

    name: str
    euros: str
    told: str
    amount: int


class PlanPart(NamedTuple):
    """A part of a bar: `nature` chooses its hatching, `told` is its line below the name, in short its `euros`.

    Beyond `sure` euros it is only possible. `covers` are the guarantees of a loan, the greatest first.
    """

    name: str
    euros: str
    told: str
    amount: int
    nature: str
    sure: int
    covers: tuple[Cover, ...] = ()


class Stack(NamedTuple):
    """One bar: what it is, with its sum, and its parts from top to bottom."""

    title: str
    parts: tuple[PlanPart, ...]

    @property
    def total(self) -> int:
        """The sum of its parts; guarantees are in none."""
        return sum(part.amount for part in self.parts)

    @property
    def named(self) -> list[PlanPart | Cover]:
        """Everything that has a label: each part, then its guarantees."""
        found: list[PlanPart | Cover] = []
        for part in self.parts:
            found += [part, *part.covers]
        return found


class PlanLegend(NamedTuple):
    """Words of the legend."""

    possible: str
    guarantee: str
    missing: str


@record(frozen=True)
class PlanPicture(Picture):
    """Uses and resources of a variant; formats without pictures show its table only."""

    uses: Stack
    resources: Stack
    legend: PlanLegend

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield nothing: the table beside it says it all."""
        return iter(())

    def drawn(self, wide: int, prefix: str = "") -> Element:
        """Picture as an SVG element; `prefix` begins its ids."""
        canvas = Canvas(wide, self.title, self.alt, prefix)
        hatch(canvas)
        return canvas.finished(draw(canvas, self, EDGE))


class Label(NamedTuple):
    """Words beside a part or a bracket, and the place that they name."""

    name: tuple[str, ...]
    told: tuple[str, ...]
    size: float
    x: float = 0
    middle: float = 0

    @property
    def tall(self) -> float:
        """How high it is, with the gap around it."""
        return len(self.name) * self.size * LEADING + len(self.told) * SMALL * LEADING + self.gap

    @property
    def gap(self) -> float:
        """How far it stands from the next one; short labels stand closer."""
        return APART if self.told else APART / 2

    @property
    def first(self) -> float:
        """From its upper edge to the middle of its first line."""
        return (self.gap + self.size * LEADING) / 2

    @property
    def wanted(self) -> float:
        """Where its middle would stand if its first line stood beside what it names."""
        return self.middle + self.tall / 2 - self.first


@record(frozen=True)
class BarPlace:
    """Where a bar stands and, on one side of it, its labels: `side` is 1 at its right, -1 at its left."""

    left: float
    side: int
    lead: float
    room: float
    crowded: bool = False

    @property
    def edge(self) -> float:
        """The side of the bar that looks at the labels."""
        return self.left + BAR if self.side > 0 else self.left

    def out(self, by: float) -> float:
        """What is so far away from the bar, towards its labels."""
        return self.edge + self.side * by


def draw(canvas: Canvas, picture: PlanPicture, top: float) -> float:
    """Draw both bars and the legend; return where they end."""
    bars = list(zip((picture.uses, picture.resources), columns(canvas.wide, picture), strict=True))
    bars = [(stack, replace(column, crowded=needed(stack, column) > CROWDED)) for stack, column in bars]
    tall = max(LEAST, *(needed(stack, column) for stack, column in bars))
    end = top
    for stack, column in bars:
        below = bar(canvas, stack, column, tall, top)
        end, top = max(end, below), top if column.side < 0 else below + APART
    return legend(canvas, picture, end + 2 * APART)


def columns(wide: float, picture: PlanPicture) -> tuple[BarPlace, BarPlace]:
    """Where the two bars stand: side by side with their labels outside, or one below the other with their labels at the right."""
    leads = [LEAD + NEXT * max(0, *(len(part.covers) - 1 for part in stack.parts), 0) for stack in (picture.uses, picture.resources)]
    if wide < BESIDE:
        first, second = (BarPlace(EDGE, 1, lead, wide - EDGE * 2 - BAR - lead - NEAR) for lead in leads)
        return first, second
    middle = wide / 2 - NEXT
    left, right = middle - GAP / 2 - BAR, middle + GAP / 2
    return (BarPlace(left, -1, leads[0], left - leads[0] - NEAR - EDGE),
            BarPlace(right, 1, leads[1], wide - right - BAR - leads[1] - NEAR - EDGE))


def labelled(part: PlanPart | Cover, column: BarPlace) -> Label:
    """Name and line of a part on as many lines as they need; among many, its name with its euros only."""
    if column.crowded:
        return Label(tuple(fitted(f"{part.name} {part.euros}", column.room, SMALL, LINES, bold=True)), (), SMALL)
    return Label(tuple(fitted(part.name, column.room, TEXT, LINES, bold=True)), tuple(fitted(part.told, column.room, SMALL, LINES)), TEXT)


def needed(stack: Stack, column: BarPlace) -> float:
    """Height of all labels of a bar."""
    return sum(labelled(item, column).tall for item in stack.named)


def bar(canvas: Canvas, stack: Stack, column: BarPlace, tall: float, top: float) -> float:
    """Draw a bar with its labels below its title; return where it ends."""
    anchor = "start" if column.side > 0 else "end"
    x = column.left if column.side > 0 else column.left + BAR
    room = column.room + BAR
    top = canvas.lines(fitted(stack.title, room, HEAD, LINES, bold=True), x, top, HEAD, bold=True, anchor=anchor) + 3
    scale, y = tall / max(stack.total, 1), top
    labels: list[tuple[PlanPart, list[Label]]] = []
    for part in stack.parts:
        labels.append((part, list(beside(part, column, y, part.amount * scale, scale))))
        y += part.amount * scale
    places = iter(spread([(label.wanted, label.tall) for _, found in labels for label in found], top, top + tall))
    y = top
    for part, found in labels:
        canvas.group(f"{part.name} – {part.told}", class_="part", data_nature=part.nature)
        area(canvas, part, column.left, y, part.amount * scale)
        covered(canvas, part, column, y, part.amount * scale, scale)
        for label in found:
            write(canvas, label, column, next(places))
        canvas.leave()
        y += part.amount * scale
    return top + tall


def beside(part: PlanPart, column: BarPlace, top: float, tall: float, scale: float) -> Iterator[Label]:
    """Yield the label of a part and those of its guarantees: the part is named where no bracket stands in the way."""
    free = tall - min(tall, max((cover.amount * scale for cover in part.covers), default=0))
    middle = top + (free if part.covers else tall) / 2
    yield labelled(part, column)._replace(x=column.out(0), middle=middle)
    for place, (cover, (begin, end)) in enumerate(zip(part.covers, spans(part, top, tall, scale), strict=True)):
        yield labelled(cover, column)._replace(x=column.out(bracket(part, place)), middle=max((begin + end) / 2, middle))


def spans(part: PlanPart, top: float, tall: float, scale: float) -> Iterator[tuple[float, float]]:
    """Yield from where to where each bracket stands: it ends where its loan ends."""
    for cover in part.covers:
        yield top + tall - min(tall, cover.amount * scale), top + tall


def bracket(part: PlanPart, place: int) -> float:
    """How far from the bar a bracket reaches: the greatest stands outside."""
    return NEAR + NEXT * (len(part.covers) - 1 - place) + BRACKET - 2


def area(canvas: Canvas, part: PlanPart, left: float, top: float, tall: float) -> None:
    """Draw a part as far as it is certain, then what is only possible of it; it is open where nobody pays it yet."""
    sure = tall * part.sure / max(part.amount, 1)
    fill = filling(canvas, part.nature)
    if part.sure or not part.amount:
        canvas.box(left + 0.5, top, BAR - 1, max(sure, 0.5), class_="area", fill=fill, stroke=INK, stroke_width="1")
    if part.sure < part.amount:
        uncertain(canvas, fill, left, top + sure, tall - sure)


def uncertain(canvas: Canvas, fill: str, left: float, top: float, tall: float) -> None:
    """Draw a dashed edge, from which the hatching stands off where there is room."""
    if tall >= THIN and fill != "none":
        canvas.box(left + OFF, top + OFF, BAR - 2 * OFF, tall - 2 * OFF, fill=fill)
        fill = "none"
    canvas.box(left + 0.75, top + min(0.75, tall / 4), BAR - 1.5, max(tall - 1.5, 0.5), class_="area", fill=fill, stroke=INK,
               stroke_width="1.5" if tall > FINE else "1", stroke_dasharray="5 3")


def covered(canvas: Canvas, part: PlanPart, column: BarPlace, top: float, tall: float, scale: float) -> None:
    """Draw the hollow bracket of each guarantee beside its loan."""
    for place, (begin, end) in enumerate(spans(part, top, tall, scale)):
        out = bracket(part, place)
        draw_bracket(canvas, column.out(out), begin + 1, end - 1, column.side * BRACKET)


def draw_bracket(canvas: Canvas, x: float, top: float, bottom: float, deep: float) -> None:
    """Draw a bracket whose back stands at `x`."""
    canvas.shape("path", class_="bracket", d=f"M{number(x - deep)},{number(top)}h{number(deep)}V{number(bottom)}h{number(-deep)}",
                 fill="none", stroke=INK, stroke_width="1.6")


def write(canvas: Canvas, label: Label, column: BarPlace, top: float) -> None:
    """Write a label and draw the line that leads to what it names."""
    x, y = column.out(NEAR + column.lead), top + label.first
    bend = column.out(BEND + column.lead - LEAD)
    line = ((label.x, label.middle), (bend, label.middle), (column.out(NEAR + column.lead - 3), y))
    canvas.shape("polyline", class_="leader", points=" ".join(f"{number(at)},{number(to)}" for at, to in line), fill="none", stroke=LINE,
                 stroke_width="1")
    anchor = "start" if column.side > 0 else "end"
    below = canvas.lines(label.name, x, top + label.gap / 2, label.size, bold=True, anchor=anchor)
    canvas.lines(label.told, x, below, SMALL, anchor=anchor, fill=SOFT)


def legend(canvas: Canvas, picture: PlanPicture, top: float) -> float:
    """Explain what is drawn dashed, hollow or open, where that occurs; return where it ends."""
    parts: Sequence[PlanPart] = picture.resources.parts
    items: list[tuple[Drawer, str]] = []
    if any(part.sure < part.amount and part.nature != MISSING for part in parts):
        items.append((lambda x, y: dashed(canvas, x, y, "#c9c9c9"), picture.legend.possible))
    if any(part.covers for part in parts):
        items.append((lambda x, y: draw_bracket(canvas, x + SWATCH / 2, y, y + 11, BRACKET), picture.legend.guarantee))
    if any(part.nature == MISSING for part in parts):
        items.append((lambda x, y: dashed(canvas, x, y, "none"), picture.legend.missing))
    return draw_row(canvas, "", items, EDGE, top, canvas.wide - 2 * EDGE) if items else top


def dashed(canvas: Canvas, x: float, y: float, fill: str) -> None:
    """Draw the sample of a dashed part."""
    canvas.box(x + 2.5, y + 2.5, SWATCH - 5, 6, fill=fill if fill != "none" else PAPER)
    canvas.box(x, y, SWATCH, 11, fill="none", stroke=INK, stroke_width="1.5", stroke_dasharray="5 3")


def together(pictures: Iterable[tuple[str, PlanPicture]], wide: int, title: str, alt: str) -> Element:
    """Several pictures one below another, each below its name."""
    canvas = Canvas(wide, title, alt)
    hatch(canvas)
    top = canvas.paragraph(title, EDGE, EDGE, wide - 2 * EDGE, HEAD + 2, LINES, bold=True)
    for name, picture in pictures:
        top = canvas.paragraph(name, EDGE, top + APART, wide - 2 * EDGE, HEAD, LINES, bold=True) + APART
        top = draw(canvas, picture, top) + APART
    return canvas.finished(top)
