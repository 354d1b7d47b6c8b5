"""JSON as text, two columns a level, as `json.dumps` writes it; parts that stay the same from answer to answer are written once."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar, cast

from essfund.core.text import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Plain = TypeVar("Plain")
"""A plain value: what JSON can hold."""


class KeptObject(dict[str, Any]):
    """A JSON object that nobody changes any more: its text is kept, by where its lines begin."""

    __slots__ = ("texts",)

    def __init__(self, plain: dict[str, Any]) -> None:
        super().__init__(plain)
        self.texts: dict[str, str] = {}


class KeptList(list[Any]):
    """A JSON list that nobody changes any more: its text is kept, by where its lines begin."""

    __slots__ = ("texts",)

    def __init__(self, plain: list[Any]) -> None:
        super().__init__(plain)
        self.texts: dict[str, str] = {}


def kept(plain: Plain) -> Plain:
    """Same plain value, of which the text is kept; nobody may change it."""
    if isinstance(plain, dict):
        return cast("Plain", KeptObject(plain))
    return cast("Plain", KeptList(plain)) if isinstance(plain, list) else plain


def escaped(text: str) -> str:
    """JSON, or YAML that quotes what is hidden, with escapes for what a terminal obeys."""
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


KEPT, LISTS = (KeptObject, KeptList), (list, tuple)


def written(value: object, line: str) -> str:
    """JSON of a value whose lines begin with `line`."""
    pieces: list[str] = []
    write(value, line, pieces.append)
    return "".join(pieces)


def write(value: object, line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of a value, whose lines begin with `line`, piece by piece."""
    if not isinstance(value, KEPT):
        write_parts(value, line, add)
        return
    found = value.texts.get(line)
    if found is None:
        pieces: list[str] = []
        write_parts(value, line, pieces.append)
        found = value.texts[line] = "".join(pieces)
    add(found)


def write_parts(value: object, line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of a value that is written anew, part by part."""
    if isinstance(value, dict) and value:
        write_object(value, line, add)
    elif isinstance(value, LISTS) and value:
        write_list(value, line, add)
    else:
        add(single(value))


def write_object(value: dict[Any, Any], line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of an object that has parts."""
    inner = line + "  "
    lead, following = "{" + inner, "," + inner
    for key, part in value.items():
        name = quoted(key if type(key) is str else key_text(key))
        if type(part) in SINGLE:
            add(f"{lead}{name}: {single(part)}")
        else:
            add(f"{lead}{name}: ")
            write(part, inner, add)
        lead = following
    add(line + "}")


def write_list(value: Sequence[Any], line: str, add: Callable[[str], None]) -> None:
    """Add the JSON of a list that has parts."""
    inner = line + "  "
    lead, following = "[" + inner, "," + inner
    for part in value:
        if type(part) in SINGLE:
            add(lead + single(part))
        else:
            add(lead)
            write(part, inner, add)
        lead = following
    add(line + "]")


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
    return escaped(json.dumps(value, ensure_ascii=False))


MOST_QUOTED = 10_000


@lru_cache(MOST_QUOTED)
def quoted(text: str) -> str:
    """JSON of a text; names of fields and ids come again and again."""
    found = encode_basestring(text)
    return found if found.isprintable() else escaped(found)


def key_text(key: object) -> str:
    """Name of a part of an object that is no plain text: a number, a constant."""
    return str(key) if isinstance(key, str) else json.dumps(key)
