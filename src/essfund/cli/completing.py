"""What may complete an answer: ids and labels of choices, accents or none; yes and no."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from essfund.cli.keyboard import Choice
from essfund.language.sentences import NO, YES
from essfund.models.fields import FIELDS
from essfund.render.safe import one_line
from essfund.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker
    from essfund.models.catalogue import Catalogue
    from essfund.models.vocabulary import Vocabulary

LAST = re.compile(r"(?:.*(?:[,;] *| +(?:ou|or|et|and) +))?(?P<last>.*)", re.IGNORECASE | re.DOTALL)
"""The last of several possibilities is the one being typed."""


def choices_for(key: str, catalogue: Catalogue, speak: Speaker) -> Callable[[str], list[Choice]] | None:
    """Return what completes a text as the answer to a question; None for a field without choices."""
    field = FIELDS[key]
    if field.kind.name == "flag":
        return partial(_flags, speak)
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    return None if vocabulary is None else partial(_terms, vocabulary, speak)


def _flags(speak: Speaker, text: str) -> list[Choice]:
    words = [speak.text(YES), speak.text(NO)]
    return [Choice(word, word, len(text)) for word in words if word.startswith(fold(text))]


def _terms(vocabulary: Vocabulary, speak: Speaker, text: str) -> list[Choice]:
    """Return the choices a word of which begins with the last of the possibilities typed, those that begin with it themselves first."""
    found = LAST.fullmatch(text)
    last = found["last"] if found else text
    wanted = fold(last)
    names = {one: [f"-{fold(name)}" for name in (one, term.fr, term.en, *term.aliases)] for one, term in vocabulary.terms.items()}
    known = [one for one in names if any(f"-{wanted}" in name for name in names[one])]
    known.sort(key=lambda one: not any(name.startswith(f"-{wanted}") for name in names[one]))
    return [Choice(one, one_line(f"{one} – {speak.say(vocabulary.words(one))}"), len(last)) for one in known]
