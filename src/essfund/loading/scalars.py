"""What a bare value is: a text, a number, true, false, nothing. And which ones readers do not agree on."""

from __future__ import annotations

import re

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
TRAP = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|=|<<|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_]*"
    r"|\+[0-9]+(\.[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?|[-+]?\.[0-9]+"
    r"|[-+]?[0-9]+\.|[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""Bare values that YAML 1.1 readers, YAML 1.2 readers and people do not read alike."""

LONGEST_NUMBER = 18
"""Characters of a number; longer ones are codes or mistakes."""

LONGEST_TRAP = 60
"""Longer bare values are texts, or numbers nobody means; some patterns above would take a time that grows with the square."""

LONGEST_WORD = 5
"""Letters of `false`: no longer text that begins with a letter is anything else."""

FIGURES = re.compile(r"[-+0-9._:]+")
PLAIN_WORD = re.compile(r"(?i:yes|no|true|false)|\d{4}-\d{2}(-\d{2})?")


def bare_value(text: str, *, plain_words: bool) -> tuple[object, bool]:
    """Return what a bare value is, and whether readers agree on it. `plain_words` keeps a day, yes or no as texts."""
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
