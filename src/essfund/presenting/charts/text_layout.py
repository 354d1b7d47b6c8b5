"""Text fitted into a width, measured by the wider of DejaVu Sans and Arial: nothing is wider than its room in either of them.

`letter_widths.json` holds the letters of the fonts beside it by their width, in 2048ths of their size. It is written from the fonts by
`ESSFUND_UPDATE=1 pytest tests/pictures/test_letters.py`; decision 0028 says why the fonts are not read instead.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STACK = "DejaVu Sans, Arial, Liberation Sans, Helvetica, sans-serif"
EM = 2048
WIDE, OTHER = 2300, 1800
"""Letters that the fonts lack: East Asian ones, all others."""

TABLE = Path(__file__).with_name("letter_widths.json")

REGULAR, BOLD = ({char: int(wide) for wide, chars in table.items() for char in chars}
                 for table in json.loads(TABLE.read_text(encoding="utf-8")).values())


@cache
def _advance(char: str, bold: bool) -> int:
    known = (BOLD if bold else REGULAR).get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return WIDE if unicodedata.east_asian_width(char) in "WF" else OTHER


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most."""
    return sum(_advance(char, bold) for char in text) * size / EM


def measured(text: str) -> bool:
    """Whether every letter is in the tables, so that the width is not guessed."""
    return all(char in REGULAR for char in text)


ELLIPSIS = "…"
BREAK = re.compile(r"(?<=[ \-/])")
"""Lines break after these; never at a no-break space."""

DROPPED = {"Cc": " ", "Cs": "\ufffd", "Zl": " ", "Zp": " "}
MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
PILED = re.compile(f"({MARKS}){MARKS}+")
"""Marks above and below one letter; after the first one they would pile up into the lines around."""

STEERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF])
"""Marks that turn the direction of what follows, and what is no character: left out."""


def plain(text: str) -> str:
    """Text on one line that XML can hold and that steers nothing around it."""
    kept = PILED.sub(r"\1", unicodedata.normalize("NFC", text.translate(STEERING)))
    return "".join(DROPPED.get(unicodedata.category(char), char) for char in kept)


def fitted(text: str, room: float, size: float, lines: int = 1, *, bold: bool = False) -> list[str]:
    """Lines of a text, none wider than `room`; what is left over is replaced by an ellipsis. A letter is measured a few times."""
    most = room * EM / size
    found, wide = [""], 0
    for piece in _pieces(plain(text).strip(), most, bold=bold):
        if found[-1] and not piece.isspace() and wide + _units(piece.rstrip(), bold=bold) > most:
            if len(found) > lines and sum(_units(line, bold=bold) for line in found[lines - 1:]) > most:
                break  # what is left over is not seen
            found.append("")
            wide = 0
        found[-1] += piece
        wide += _units(piece, bold=bold)
    found = [line.rstrip() for line in found]
    if len(found) > lines:
        found[lines - 1:] = [_cut(" ".join(found[lines - 1:]), most, bold=bold)]
    return found


def _units(text: str, *, bold: bool) -> int:
    return sum(_advance(char, bold) for char in text)


def _cut(text: str, most: float, *, bold: bool) -> str:
    """As much of a text as there is room for before an ellipsis."""
    left, kept = most - _advance(ELLIPSIS, bold), 0
    for place, char in enumerate(text, start=1):
        left -= _advance(char, bold)
        if char.isspace():
            continue
        if left < 0:
            break
        kept = place
    return text[:kept] + ELLIPSIS


def _pieces(text: str, most: float, *, bold: bool) -> Iterator[str]:
    """Cut a text where lines may break; a word wider than the room breaks anywhere."""
    for piece in BREAK.split(text):
        left, start = _units(piece.rstrip(), bold=bold), 0
        while left > most and len(piece) - start > 1:
            used, end = _advance(piece[start], bold), start + 1
            while end < len(piece) - 1 and used + _advance(piece[end], bold) <= most:
                used, end = used + _advance(piece[end], bold), end + 1
            yield piece[start:end]
            left, start = left - used, end
        yield piece[start:]
