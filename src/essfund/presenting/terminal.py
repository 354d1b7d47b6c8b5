"""Lines and rows to text: wrapped on a page of so many columns, or written whole, one a line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.core.pattern import pattern
from essfund.presenting.safe_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essfund.presenting.view import View

BOLD, FAINT = "1", "2"
CODES = {"bold": BOLD, "dim": FAINT, "underline": "4", "red": "31", "green": "32", "yellow": "33"}


def paint(text: str, style: str, view: View) -> str:
    """Text in a style of ANSI (SGR) codes, or as it is where colours are not wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if view.colour and text else text


def linked(text: str, address: str, view: View) -> str:
    """Text that a terminal opens when it is clicked (OSC 8); as it is where there is no terminal or no address."""
    if not address or not view.colour or not view.terminal:
        return text
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


NARROWEST = 40
GAP = "  "
INDENT = 3
"""Columns before what is said of something named on a line above."""


class Line(NamedTuple):
    """A text on its own line, or on as many as the terminal needs. `style` is a colour; it never carries meaning."""

    text: str
    style: str = ""
    indent: int = 0
    whole: bool = False
    """Whether it is never wrapped: a command that people paste."""
    hang: int = 0
    """How much further than the first the lines stand on which it goes on."""


class TerminalColumn(NamedTuple):
    """A heading, its width in a terminal (0 takes what is left) and whether it is ranged right; its label where there are no columns."""

    title: str
    width: int
    right: bool = False
    short: str = ""

    @property
    def label(self) -> str:
        """What stands before a cell where there are no columns: a short form of the heading, or the heading."""
        return self.short or self.title


class Row(NamedTuple):
    """Cells below the columns of a table, each with its style; without columns, each with the title of its column as its label."""

    cells: Sequence[tuple[str, str]]
    columns: Sequence[TerminalColumn]
    heading: bool = False
    """Whether the cells are the titles of the columns: nothing is said of them where each cell has its label."""
    stacked: bool = False
    """Whether there is no room for columns: the cells stand one behind another, each with its label."""


def typeset(parts: Iterable[Line | Row], view: View) -> str:
    """Return the parts as text, in the width and colours of the view, without trailing spaces."""
    if view.width is None and not view.colour and not view.accessible:
        lines: Iterable[str] = map(_plain, parts)
    else:
        width = 100_000 if view.width is None else max(view.width, NARROWEST)
        lines = (line for part in parts for line in _set(part, width, view))
    return plain_ascii("".join(f"{line.rstrip()}\n" for line in lines), view)


def typeset_lines(lines: Iterable[str | Line], view: View) -> str:
    """Lines of text; in a terminal each is wrapped below its own indent."""
    parts = (line if isinstance(line, Line) else Line(line.lstrip(" "), "", len(line) - len(line.lstrip(" "))) for line in lines)
    return typeset(parts, view)


WIDEST_WORD = 40


def tabled(columns: Sequence[TerminalColumn], rows: Sequence[Sequence[str]], view: View) -> Iterator[Line | Row]:
    """Yield a heading and rows below it; where a word would have to be broken, each row as its first cell with the others below."""
    open_ones = [number for number, column in enumerate(columns) if not column.width]
    words = [len(word) for row in rows for number in open_ones for word in row[number].split(" ")]
    if view.width is None or room_for_open(columns, max(view.width, NARROWEST)) >= min(WIDEST_WORD, max(words, default=0)):
        yield Row([(column.title, "underline") for column in columns], columns, heading=True)
        yield from (Row([(cell, "") for cell in row], columns) for row in rows)
        return
    yield from (Row([(cell, "") for cell in row], columns, stacked=True) for row in rows)


def room_for_open(columns: Sequence[TerminalColumn], width: int) -> int:
    """Return the width of each column that takes what the others leave."""
    left = width - sum(column.width for column in columns) - sum(map(len, gaps(columns)))
    return max(1, left // max(1, sum(not column.width for column in columns)))


def gaps(columns: Sequence[TerminalColumn]) -> list[str]:
    """Return the spaces between columns: two where a cell that is ranged right would touch one that is not."""
    return [GAP if one.right and not other.right else " " for one, other in pairwise(columns)]


def _plain(part: Line | Row) -> str:
    if isinstance(part, Line):
        return " " * part.indent + one_line(part.text)
    return GAP.join(one_line(text) for text, _ in part.cells)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text on lines of so many columns, broken at plain spaces; a word that is longer than a line goes on below.

    Spaces at its beginning are part of its first word: drawings begin with them.
    """
    text = one_line(text)
    if columns(text) <= width:
        return [text]
    lines, line, used = list[str](), "", 0
    first, *others = text.lstrip(" ").split(" ")
    for word in (text[: len(text) - len(text.lstrip(" "))] + first, *others):
        size = columns(word)
        if used + bool(line) + size <= width:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
            continue
        lines += [line] if line else []
        *whole, line = chopped(word, width) or [""]
        lines, used = lines + whole, columns(line)
    return [*lines, line]


PLAIN = pattern(r"[ -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u201f\u2026\u202f\u20ac\u2192\u2264\u2265]*")
"""Text each of whose characters takes one column: what French and English are printed with. Rich, which knows of all others, is
loaded only for them: that takes as long as setting a page."""


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if PLAIN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def chopped(word: str, width: int) -> list[str]:
    """Return a word in pieces of so many columns at most."""
    if PLAIN.fullmatch(word):
        return [word[place : place + width] for place in range(0, len(word), width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)


def padded(text: str, style: str, column: TerminalColumn, width: int, view: View) -> str:
    """Text in its style with the plain spaces that fill its column."""
    space, styled = " " * (width - columns(text)), _styled(text, style, view)
    return space + styled if column.right else styled + space


def _styled(text: str, style: str, view: View) -> str:
    return paint(text, ";".join(CODES[word] for word in style.split()), view) if style else text


def _set_line(part: Line, width: int, view: View) -> Iterator[str]:
    lines = [one_line(part.text)] if part.whole else wrapped(part.text, width - part.indent - part.hang)
    for number, line in enumerate(lines):
        yield " " * (part.indent + (part.hang if number else 0)) + _styled(line, part.style, view)


LABELLED, BETWEEN = N_("{field}: {value}"), N_("; ")


def _stacked(part: Row, view: View) -> Iterator[Line]:
    """Yield what a row is about, its cells without a title or its first one, then each other cell with the title of its column."""
    cells = [(column.label, text, style) for column, (text, style) in zip(part.columns, part.cells, strict=True) if text]
    about = [cell for cell in cells if not cell[0]] or cells[:1]
    if part.heading:
        about = [cell for cell in about if not cell[0]]
    if about:
        yield Line(" ".join(labelled(title, text, view) for title, text, _ in about).lstrip(), about[-1][2] or "bold")
    others = [labelled(title, text, view) for title, text, _ in cells if (title, text, _) not in about and not part.heading]
    told = others if view.accessible else [view.tr.text(BETWEEN).join(others)]
    yield from (Line(text, "", INDENT) for text in told if text)


def labelled(title: str, text: str, view: View) -> str:
    """Text behind its label."""
    return view.tr.text(LABELLED).format(field=title, value=text) if title else text


def _set(part: Line | Row, width: int, view: View) -> Iterator[str]:
    if isinstance(part, Line):
        return _set_line(part, width, view)
    if part.stacked or view.accessible:
        return (line for whole in _stacked(part, view) for line in _set_line(whole, width, view))
    return _set_row(part, width, view)


def _set_row(part: Row, width: int, view: View) -> Iterator[str]:
    """Yield the lines of a row: each cell wrapped in its column; a column without width shares what the others leave."""
    room = room_for_open(part.columns, width)
    widths = [column.width or room for column in part.columns]
    cells = [wrapped(text, wide) for (text, _), wide in zip(part.cells, widths, strict=True)]
    for number in range(max(map(len, cells), default=0)):
        padded_cells = [
            padded(lines[number] if number < len(lines) else "", style, column, wide, view)
            for lines, wide, column, (_, style) in zip(cells, widths, part.columns, part.cells, strict=True)
        ]
        yield "".join(f"{gap}{cell}" for gap, cell in zip(("", *gaps(part.columns)), padded_cells, strict=True))


FANCY = {"→": "->", "–": "-", "…": "...", "\u202f": " ", "\u00a0": " ", "€": "EUR", "’": "'", "«": '"', "»": '"', "×": "x", "œ": "oe",
         "·": "-"}


def plain_ascii(text: str, view: View) -> str:
    """Replace what the encoding of the output cannot hold by its nearest plain form."""
    if view.encoding.lower().startswith("utf"):
        return text
    import unicodedata

    for char in set(text):
        try:
            char.encode(view.encoding)
        except (UnicodeEncodeError, LookupError):
            plain = FANCY.get(char) or unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
            text = text.replace(char, plain or "?")
    return text
