"""The sheet to hand over, for formats that know nothing of reports: sections of blocks whose texts are spoken, typeset and safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from essfund.engine.cartography import Bar
    from essfund.model.field_types import Interval


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


class Table(NamedTuple):
    """Rows below a header; the first cell of a row names it, an empty one is for a pen. `widths` of the columns add up to 180."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


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


class Stretch(NamedTuple):
    """One row of the picture: an option with its number on the sheet, its words, and the bar that says its stages and what it brings."""

    number: int
    name: str
    words: str
    amount: str
    bar: Bar


@dataclass(frozen=True)
class Picture:
    """The options laid over the stages and the need: what is drawn, and what is said of it; `own` are the stages of the project."""

    title: str
    alt: str
    stages: tuple[str, ...]
    own: tuple[int, ...]
    need: Interval | None
    need_words: str
    stretches: tuple[Stretch, ...]
    legend: PictureWords


class PictureWords(NamedTuple):
    """The words of a picture that are not those of an option."""

    amount: str
    own: str
    no_stage: str
    uncertain: str
    open_ended: str
    answers: tuple[tuple[str, str], ...]
    reaches: tuple[tuple[str, str], ...]


Block = Paragraph | Facts | Bullets | Table | Form | Card | Picture
"""What a section holds."""


def kind(block: Block) -> str:
    """What templates call the kind of a block."""
    return type(block).__name__.lower()


BESIDE = ("unknown", "meeting")
"""Keys of the two sections that stand beside one another where there is room."""


class HandoutSection(NamedTuple):
    """A heading and the blocks below it; `key` names it to style sheets and tests."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Handout:
    """One sheet. `name` is that of the enterprise, empty if it is not known; `lead` says of which day it is, `foot` what it is not."""

    language: str
    day: date
    title: str
    name: str
    lead: str
    sections: tuple[HandoutSection, ...]
    foot: str

    @property
    def heading(self) -> str:
        """The title with the name, for the properties of a file."""
        return f"{self.title} – {self.name}" if self.name else self.title

    @property
    def colon(self) -> str:
        """What stands between a label and its value on one line."""
        return "\u00a0: " if self.language == "fr" else ": "
