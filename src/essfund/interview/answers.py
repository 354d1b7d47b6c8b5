"""Answers as typed: numbers of the choices on the screen, hedges, and what a field reads in any case."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from essfund.model.field_types import ParseError
from essfund.model.field_types.spoken import said_since, without_hedge

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.vocabulary import Vocabularies

NUMBERS = re.compile(r"\d{1,2}(?:(?: *[,;+] *| +(?:et|ou|and|or) +| +)\d{1,2})*", re.IGNORECASE)
LISTED = 8
"""How many choices a question lists where its vocabulary names none as usual."""


def choices(key: str, words: Vocabularies) -> list[str]:
    """Ids of the numbered choices of a question, the usual ones first; none where the ids are codes that people know."""
    vocabulary = words.of(words.fields[key].vocabulary)
    if vocabulary is None or vocabulary.postcodes:
        return []
    return sorted(vocabulary.terms, key=lambda item: not vocabulary.terms[item].usual)


def usual(key: str, words: Vocabularies) -> list[str]:
    """Ids of the choices that a question lists at first."""
    vocabulary, found = words.of(words.fields[key].vocabulary), choices(key, words)
    marked = [item for item in found if vocabulary and vocabulary.terms[item].usual]
    return marked or found[:LISTED]


def read_answer(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    """Field that an answer tells, the one asked for or one it follows from, and its value. Raises ParseError, with what to answer."""
    numbered = _by_number(key, text, words)
    try:
        return _read(key, numbered, words)
    except ParseError:
        said, sure = without_hedge(numbered)
        if sure:
            raise
        return _read(key, _by_number(key, said, words), words)


def is_sure(key: str, text: str, words: Vocabularies) -> bool:
    """Whether the person is sure of an answer: « oui je crois » is kept, and to be confirmed."""
    return not words.fields[key].tested or without_hedge(text)[1]


def _read(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    other = words.fields[key].follows
    if other is not None:
        with suppress(ParseError):
            return other, words.fields[other].kind.read(said_since(text) or text, words.of(words.fields[other].vocabulary))
    return key, words.fields[key].kind.read(text, words.of(words.fields[key].vocabulary))


def _by_number(key: str, text: str, words: Vocabularies) -> str:
    """A text in which the numbers of choices are their ids; any other text as it is."""
    listed = choices(key, words)
    if not listed or not NUMBERS.fullmatch(text.strip()):
        return text
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    return ", ".join(listed[number - 1] for number in numbers) if all(1 <= number <= len(listed) for number in numbers) else text
