"""Places of diagnostics: names of files as other programs want them, and the lines of a file with carets under the place."""

from __future__ import annotations

import ntpath
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from essfund.core.named_tuple import NamedTuple
from essfund.presenting.safe_text import one_line
from essfund.presenting.terminal import FAINT, paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.diagnostics import Span
    from essfund.core.text import LineIndex
    from essfund.presenting.view import View


def relative(name: str, view: View) -> str:
    """The name of a file below the directory of the run; its whole name if it lies elsewhere."""
    if not view.directory:
        return name
    return _whole(name, view).removeprefix(f"{_whole('', view).rstrip('/')}/")


def uri(name: str, view: View) -> str:
    """The name of a file as a URI reference; one outside the directory of the run is absolute."""
    below = relative(name, view)
    return _absolute(below) or _quoted(below)


def whole_uri(name: str, view: View) -> str:
    """The name of a file as an absolute URI; empty if the directory of the run is not known."""
    return _absolute(_whole(name, view))


def _whole(name: str, view: View) -> str:
    """The whole name of a file, without steps upwards."""
    if ntpath.splitdrive(view.directory)[0]:
        return ntpath.normpath(ntpath.join(view.directory, name)).replace("\\", "/")
    return posixpath.normpath(posixpath.join(view.directory, name))


def _absolute(name: str) -> str:
    """The URI of a whole name, with its drive if it has one; empty if the name is not whole."""
    drive, rest = ntpath.splitdrive(name)
    if drive.endswith(":") and rest.startswith("/"):
        return f"file:///{drive}{_quoted(rest)}"
    return f"file://{_quoted(name)}" if name.startswith("/") else ""


def _quoted(name: str) -> str:
    """A name with everything escaped that has a meaning in a URI; bytes that are no text stay what they are."""
    return quote(name, errors="surrogateescape")


WIDEST, NARROWEST = 160, 20
"""Columns of a source line that are shown where there is no terminal, and at least in one; a longer line is cut around the place."""

CUT = "…"
MOST_LINES = 3
"""A place whose last line is further from its first is shown by these two."""


class FrameLine(NamedTuple):
    """What is shown of a line, and how many characters were cut off before it; `mark` stands for them."""

    text: str
    skipped: int = 0
    mark: str = ""

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())

    def carets(self, start: int, end: int) -> str:
        """Carets under the characters from one column of the file to before another; one at least."""
        before, place = self.text[: start - 1 - self.skipped], self.text[start - 1 - self.skipped : end - 1 - self.skipped]
        return " " * (cells(self.mark) + cells(before)) + "^" * max(1, cells(place))


def frame(span: Span, text: LineIndex, colour: str, view: View, *, alone: bool = False) -> Iterator[str]:
    """The lines of a frame; none if the file has no such line. `alone`: the place with its key, and nothing that stands around it."""
    last, margin = last_line(span), margin_of(span)
    room = WIDEST if view.width is None else max(NARROWEST, view.width - margin - len(" | "))
    lines = _alone(span, text, room) if alone else _lines(span.line, last, span.column, text, room)
    bar = f"{' ' * margin} {paint('|', FAINT, view)}"
    if lines:
        yield bar
    for number, shown in lines.items():
        if shown is None:
            yield f"{CUT:>{margin}}{bar[margin:]}"
            continue
        yield f"{paint(f'{number:>{margin}}', FAINT, view)}{bar[margin:]} {shown.mark}{shown.text}".rstrip()
        if number in {span.line, last}:
            start = span.column if number == span.line else shown.indent + 1
            end = span.end_column if number == span.end_line else shown.skipped + len(shown.text.rstrip()) + 1
            yield f"{bar} {paint(shown.carets(start, end), colour, view)}"


def last_line(span: Span) -> int:
    """The last line of a place; one that ends before the first letter of a line does not reach it."""
    return max(span.line, span.end_line if span.end_column > 1 else span.end_line - 1)


def margin_of(span: Span) -> int:
    """How many columns the numbers of lines take."""
    return len(str(last_line(span) + 1))


def _lines(first: int, last: int, column: int, text: LineIndex, room: int) -> dict[int, FrameLine | None]:
    """What is shown, by line: the place and its neighbours unless they are blank; None stands for lines left out."""
    long = last - first > MOST_LINES
    numbers = [first - 1, first, *range(first + 1, first + 2 if long else last), last, last + 1]
    found: dict[int, FrameLine | None] = {}
    for number in numbers:
        shown = _line(text, number, column if number == first else 1, room)
        if shown is None and number == first:
            return {}
        if long and number == first + 1:
            found[number] = None
        elif shown is not None and (shown.text.strip() or first <= number <= last):
            found[number] = shown
    return found


KEY = re.compile(r"""["']?\w+["']?\s*:\s*\Z""")
"""The key that stands before a value."""
SEVERAL = re.compile(r"[,{\[]")
"""What stands before a value where a line may hold several."""


def _alone(span: Span, text: LineIndex, room: int) -> dict[int, FrameLine | None]:
    """What is wrong in a file that somebody confided, with its key; nothing of what holds several values, or of several lines."""
    start = text.start(span.line)
    if start is None or last_line(span) != span.line:
        return {}
    line = text.text[start : start + span.column + room].partition("\n")[0]
    before, place, after = line[: span.column - 1], line[span.column - 1 : span.end_column - 1], line[span.end_column - 1 :]
    if place.startswith(("{", "[")):
        place, after = place[:1], CUT
    key = before.lstrip() if not SEVERAL.search(before) else found[0] if (found := KEY.search(before)) else ""
    skipped = len(before) - len(key)
    shown, mark = one_line(key + place), CUT if before[:skipped].strip() else ""
    if after.strip() or cells(mark + shown) > room:
        shown = _cut(shown, room - len(mark) - len(CUT)) + CUT
    return {span.line: FrameLine(shown, skipped, mark)}


def _cut(shown: str, room: int) -> str:
    """A text in as many columns as there are."""
    if cells(shown) <= room:
        return shown
    from rich.cells import set_cell_size

    return set_cell_size(shown, room)


def _line(text: LineIndex, number: int, column: int, room: int) -> FrameLine | None:
    """A line, cut around a column to the columns of the screen there are; None if there is no such line."""
    start = text.start(number) if number > 0 else None
    if start is None:
        return None
    furthest = start + column + 2 * room
    stop = text.text.find("\n", start, furthest)
    stop = min(furthest, len(text.text)) if stop < 0 else stop
    if stop - start <= room and cells(whole := one_line(text.text[start:stop])) <= room:
        return FrameLine(whole)
    far = column > room or cells(one_line(text.text[start : start + column - 1])) > room // 2
    skipped = max(0, column - 1 - room // 3) if far else 0
    piece, mark = one_line(text.text[start + skipped : stop]), CUT if skipped else ""
    if cells(piece) > room - len(mark):
        piece = _cut(piece, room - len(mark) - len(CUT)) + CUT
    return FrameLine(piece, skipped, mark)


def cells(shown: str) -> int:
    """How many columns of a terminal a text takes: letters of some scripts take two, accents set apart none."""
    if shown.isascii():
        return len(shown)
    from rich.cells import cell_len

    return cell_len(shown)
