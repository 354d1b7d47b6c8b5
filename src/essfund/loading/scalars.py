"""What a bare value is: a text, a number, true, false, nothing. And which ones readers do not agree on."""

from __future__ import annotations

import re
from decimal import Decimal

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
TRAP = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|=|<<|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_]*"
    r"|\+[0-9]+(\.[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?|[-+]?\.[0-9]+"
    r"|[-+]?[0-9]+\.|[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""Bare values that YAML 1.1 readers, YAML 1.2 readers and people do not read alike."""

LONGEST_NUMBER = 18  # characters of a number; longer ones are codes or mistakes
LONGEST_TRAP = 60
"""Longer bare values are texts, or numbers nobody means; some patterns above would take a time that grows with the square."""

LONGEST_WORD = 5  # letters of `false`: no longer text that begins with a letter is anything else
FIGURES = re.compile(r"[-+0-9._:]+")
PLAIN_WORD = re.compile(r"(?i:yes|no|true|false)|\d{4}-\d{2}(-\d{2})?")

CURLY = "“”„‟‘‚‛"
BETWEEN_CURLY = re.compile("[“”„‟][^“”„‟]*[“”„‟]|[‘‚‛][^‘‚‛]*[’‘]")
"""A bare value that stands as a whole between the quotes that word processors make of straight ones."""

SPACES = " \u00a0\u202f"
NUMBER = re.compile(
    rf"(?P<sign>[-+]?)(?P<whole>0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?P<gap>[_{SPACES}])[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*|)"
    r"(?:\.(?P<decimals>[0-9]*))?(?:[eE](?P<exponent>[-+]?[0-9]{1,2}))?"
)
DOUBTFUL_DECIMALS = 3  # with as many digits a point may separate thousands


def bare_value(text: str, *, plain_words: bool) -> tuple[object, bool]:
    """What a bare value is, and whether readers agree on it. `plain_words` keeps a day, yes or no as texts."""
    if text in {"true", "false"}:
        return text == "true", True
    if text in {"", "null"}:
        return None, True
    if text[0].isalpha() and len(text) > LONGEST_WORD:
        return text, True
    if len(text) > LONGEST_TRAP:
        return text, not FIGURES.fullmatch(text)
    if len(text) <= LONGEST_NUMBER and not text[0].isalpha():
        if INTEGER.fullmatch(text):
            return int(text), True
        if DECIMAL.fullmatch(text):
            return float(text), True
    if plain_words and PLAIN_WORD.fullmatch(text):
        return text, True
    return text, not (TRAP.fullmatch(text) or INTEGER.fullmatch(text) or DECIMAL.fullmatch(text))


def plain_digits(text: str, *, whole: bool) -> str | None:
    """A number in plain digits; None if it is none, if it is not whole but has to be, or if it could be another."""
    found = NUMBER.fullmatch(text)
    if not found or not (found["whole"] or found["decimals"]):
        return None
    digits, decimals = re.sub(rf"[_{SPACES}]", "", found["whole"]) or "0", found["decimals"] or ""
    if len(decimals) == DOUBTFUL_DECIMALS:
        return None
    written = f"{digits}.{decimals}" if decimals else digits
    if whole or found["exponent"]:
        value = Decimal(f"{digits}.{decimals}e{found['exponent'] or 0}")
        if whole and value != int(value):
            return None
        written = str(int(value)) if value == int(value) else f"{value:f}"
    written = found["sign"].strip("+") + written
    return written if len(written) <= LONGEST_NUMBER else None
