"""JSON as text, two columns a level, as `json.dumps` writes it; forms are written once and filled in from answer to answer."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from math import isfinite
from typing import TYPE_CHECKING, Any

from essfund.core.text import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def escaped(text: str) -> str:
    """JSON, or YAML that quotes what is hidden, with escapes for what a terminal obeys."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


class _Hole:
    """What stands in a plain value where a form is filled in."""


HOLE: Any = _Hole()
MARK = "\0"
"""What is written for a hole: JSON escapes it in every text."""


class JsonForm:
    """JSON of a plain value with holes, of which nothing else is written again. Its lines begin with `line`."""

    def __init__(self, plain: object, line: str) -> None:
        pieces = written(plain, line).split(MARK)
        self.pieces = [""] * (2 * len(pieces) - 1)
        self.pieces[::2] = pieces

    def filled(self, values: Iterable[str]) -> list[str]:
        """Return the pieces of the text, with the JSON of a value in every hole."""
        pieces = self.pieces.copy()
        pieces[1::2] = values
        return pieces


def template(plain: object, line: str) -> str:
    """A small form as a template of `%`."""
    return written(plain, line).replace("%", "%%").replace(MARK, "%s")


def written(value: object, line: str) -> str:
    """JSON of a value whose lines begin with `line`."""
    pieces: list[str] = []
    write(value, line, pieces.append)
    return "".join(pieces)


def write(value: object, line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of a value, whose lines begin with `line`, piece by piece."""
    if isinstance(value, dict) and value:
        write_object(value, line, add)
    elif isinstance(value, list | tuple) and value:
        write_list(value, line, add)
    else:
        add(single(value))


def write_object(value: dict[Any, Any], line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of an object that has parts."""
    inner = line + "  "
    lead, following = "{" + inner, "," + inner
    for key, part in value.items():
        add(f"{lead}{name(key if type(key) is str else key_text(key))}: ")
        kind = type(part)
        if kind is str:
            add(quoted(part))
        elif kind in SINGLE:
            add(single(part))
        else:
            write(part, inner, add)
        lead = following
    add(line + "}")


def write_list(value: Sequence[Any], line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of a list that has parts."""
    inner = line + "  "
    lead, following = "[" + inner, "," + inner
    for part in value:
        add(lead)
        if type(part) in SINGLE:
            add(single(part))
        else:
            write(part, inner, add)
        lead = following
    add(line + "]")


def list_text(texts: Sequence[str], line: str) -> str:
    """JSON of a list, of the JSON of its parts."""
    inner = line + "  "
    return f"[{inner}{f',{inner}'.join(texts)}{line}]" if texts else "[]"


SINGLE = frozenset({str, int, float, bool, type(None)})
"""Types of values that have no parts."""

CONSTANTS = {None: "null", True: "true", False: "false"}


def single(value: object) -> str:
    """JSON of a value that has no parts."""
    if isinstance(value, str) and type(value) is str:
        return quoted(value)
    if type(value) is int or (isinstance(value, float) and type(value) is float and isfinite(value)):
        return repr(value)
    if value is None or value is True or value is False:
        return CONSTANTS[value]
    if isinstance(value, list | tuple | dict):
        return "{}" if isinstance(value, dict) else "[]"
    return MARK if value is HOLE else escaped(json.dumps(value, ensure_ascii=False))


def quoted(text: str) -> str:
    """JSON of a text."""
    found = encode_basestring(text)
    return found if found.isprintable() else escaped(found)


MOST_NAMES = 10_000

name = lru_cache(MOST_NAMES)(quoted)
"""JSON of a name or an id, which come again and again; never of what somebody told."""


def key_text(key: object) -> str:
    """Name of a part of an object that is no plain text: a number, a constant."""
    return str(key) if isinstance(key, str) else json.dumps(key)
