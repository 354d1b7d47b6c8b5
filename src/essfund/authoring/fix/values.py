"""How a single value ought to be written: codes, dates and names between quotes, numbers in plain digits.

A value is changed only if its meaning is beyond doubt. Left alone, among others: `1.500` and `50.000` (decimals or thousands?),
`1,5` (one value or two?), `012` and `0x1F` (octal, hexadecimal), `12:30` where a number is wanted, `yes` for true, `65 %`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.loading.scalars import INTEGER, bare_value, plain_digits

if TYPE_CHECKING:
    from essfund.loading.schema_lookup import Expectation

NOTHING = re.compile(r"(?i:null)|~|<<|")
"""Bare values that say « nothing », and the merge key: between quotes they would say something else."""


def reading(text: str, *, plain_words: bool) -> str:
    """Return what our reader takes a bare value for: nothing, true or false, number, text, or doubtful."""
    if NOTHING.fullmatch(text):
        return "nothing"
    value, agreed = bare_value(text, plain_words=plain_words)
    if not agreed:
        return "doubtful"
    return "boolean" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"


def number_instead(text: str, wanted: Expectation, *, bare: bool, plain_words: bool) -> str | None:
    """Return the plain digits that should stand where a number is wanted; None if nothing needs to change."""
    if not wanted.number:
        return None
    is_number = bare and reading(text, plain_words=plain_words) == "number"
    if is_number and (INTEGER.fullmatch(text) or not wanted.whole):
        return None
    doubtful = bare and reading(text, plain_words=plain_words) == "doubtful"
    if "string" in wanted.types and not doubtful:
        return None
    written = plain_digits(text, whole=wanted.whole)
    return None if bare and written == text else written


def text_instead(text: str, wanted: Expectation, *, plain_words: bool) -> str | None:
    """Return a bare value between quotes, where a text is wanted and this is one; None if nothing needs to change."""
    kind = reading(text, plain_words=plain_words)
    if kind in {"text", "nothing"} or "number" in wanted.types or not wanted.text(text):
        return None
    if (kind == "number" and wanted.number) or (kind == "boolean" and "boolean" in wanted.types):
        return None
    return quoted(text)


def key_instead(text: str, wanted: Expectation, *, plain_words: bool) -> str | None:
    """Return a bare key between quotes, where the author chooses the keys; None if nothing needs to change."""
    if reading(text, plain_words=plain_words) in {"text", "nothing"} or not wanted.key(text):
        return None
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text of one line between quotes."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
