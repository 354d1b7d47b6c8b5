"""Where a value of JSON stands in its text, found again when something has to be said about it."""

from __future__ import annotations

import re
from contextlib import suppress
from json import JSONDecoder

SPACE = re.compile(r"[ \t\r\n]*")
DECODER = JSONDecoder()


def offset_of(text: str, path: tuple[str, ...]) -> int:
    """Offset at which the value at a path begins, in a text that is JSON; that of the last step that is there."""
    offset = _after_space(text, 0)
    with suppress(ValueError, RecursionError, IndexError):
        for step in path:
            found = _member(text, offset, step) if text[offset] == "{" else _item(text, offset, step) if text[offset] == "[" else None
            if found is None:
                break
            offset = found
    return offset


def _after_space(text: str, offset: int) -> int:
    found = SPACE.match(text, offset)
    return found.end() if found else offset


def _member(text: str, offset: int, key: str) -> int | None:
    """Offset of the value of a key, the last where it stands twice; None if there is none."""
    found = None
    while text[offset := _after_space(text, offset + 1)] != "}":
        name, offset = DECODER.raw_decode(text, offset)
        offset = _after_space(text, _after_space(text, offset) + 1)
        found = offset if name == key else found
        offset = _behind(text, offset)
        if text[offset] != ",":
            break
    return found


def _item(text: str, offset: int, place: str) -> int | None:
    """Offset of the item at a place of a list; None if there is none."""
    left = int(place) if place.isdecimal() else -1
    while text[offset := _after_space(text, offset + 1)] != "]":
        if left == 0:
            return offset
        left -= 1
        offset = _behind(text, offset)
        if text[offset] != ",":
            break
    return None


def _behind(text: str, offset: int) -> int:
    """Offset of what follows a value."""
    return _after_space(text, DECODER.raw_decode(text, offset)[1])
