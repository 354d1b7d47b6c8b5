"""A sheet of paper, for formats that know nothing of reports and plans: sections of blocks whose texts are spoken, typeset and safe."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.presenting.charts.svg import svg_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from xml.etree.ElementTree import Element


class Fact(NamedTuple):
    """A label and what it stands for."""

    label: str
    value: str


class Caller(NamedTuple):
    """Whom to call. `address` is a web address, empty unless it may be made a link; `more` is a telephone number, a note, or a gap."""

    name: str
    address: str
    more: str


class Paragraph(NamedTuple):
    """A text of its own; `weighty` if nobody may overlook it."""

    text: str
    weighty: bool = False


class Facts(NamedTuple):
    """A list of labels with their values."""

    facts: tuple[Fact, ...]


class Bullets(NamedTuple):
    """A list of texts."""

    items: tuple[str, ...]


NOTHING = "–"
"""A cell of a table in which there is nothing to say and nothing to fill in."""


class Table(NamedTuple):
    """Rows below a header; the first cell of a row names it, an empty one is for a pen. `widths` of the columns add up to 180."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


class Entry(NamedTuple):
    """A line of one side of a balance: `note` stands small below its label; `aside` is in no sum, `open` is what nobody pays yet."""

    label: str
    note: str
    amount: str
    state: str = ""
    aside: bool = False
    open: bool = False


class Side(NamedTuple):
    """One side of a balance: its columns, the first of which names it, its lines, and its sum; without states it has two columns."""

    header: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: Entry


class Balance(NamedTuple):
    """Uses and resources, side by side where there is room; both sums are the same."""

    left: Side
    right: Side


class Form(NamedTuple):
    """Labels, each with a line to be filled in by hand."""

    labels: tuple[str, ...]


class Card(NamedTuple):
    """One option: `amount` is what it brings here, `tags` say how it answers and what it is, the rest what is to be known."""

    number: int
    name: str
    verdict: str
    tags: tuple[str, ...]
    amount: str
    summary: str
    facts: tuple[Fact, ...]
    call_label: str
    callers: tuple[Caller, ...]


@record(frozen=True)
class Picture(ABC):
    """A picture that draws itself in any width: `title` stands below it, `alt` says it to who does not see it."""

    title: str
    alt: str

    @abstractmethod
    def drawn(self, wide: int, prefix: str = "") -> Element:
        """Picture as an SVG element; `prefix` begins its ids."""

    @abstractmethod
    def told(self) -> Iterator[tuple[str, str]]:
        """Yield what it shows for a format without pictures, each line with its mark; nothing if the blocks beside it say it all."""

    def svg(self, wide: int) -> str:
        """Picture as the text of an SVG file."""
        return svg_text(self.drawn(wide))


Block = Paragraph | Facts | Bullets | Table | Balance | Form | Card | Picture
"""What a section holds."""


def kind(block: Block) -> str:
    """What templates call the kind of a block."""
    return "picture" if isinstance(block, Picture) else type(block).__name__.lower()


WIDE, NARROW = 690, 320
"""Widths that sheets ask of pictures: the text of an A4 page, a telephone."""
BESIDE = ("unknown", "meeting")
"""Keys of the two sections that stand beside one another where there is room."""


class Section(NamedTuple):
    """A heading and the blocks below it; `key` names it to style sheets and tests."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@record(frozen=True)
class PaperSheet:
    """One sheet. `name` is that of the enterprise, empty if it is not known; `lead` says of which day it is, `foot` what it is not."""

    language: str
    day: date
    title: str
    name: str
    lead: str
    sections: tuple[Section, ...]
    foot: str

    @property
    def heading(self) -> str:
        """The title with the name, for the properties of a file."""
        return f"{self.title} – {self.name}" if self.name else self.title

    @property
    def colon(self) -> str:
        """What stands between a label and its value on one line."""
        return "\u00a0: " if self.language == "fr" else ": "
