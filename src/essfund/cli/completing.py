"""What may complete an answer: ids and labels of choices, accents or none; yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.cli.keyboard import Choice
from essfund.language.sentences import NO, YES
from essfund.models.fields import FIELDS
from essfund.spelling import fold

if TYPE_CHECKING:
    from essfund.language.speaker import Speaker
    from essfund.models.catalogue import Catalogue

LAST = re.compile(r"(?:.*(?:[,;] *| +(?:ou|or|et|and) +))?(?P<last>.*)", re.IGNORECASE | re.DOTALL)
"""The last of several possibilities is the one being typed."""


def choices_for(key: str, text: str, catalogue: Catalogue, speak: Speaker) -> list[Choice]:
    """Return what may complete a text as the answer to a question; every choice if nothing is typed yet."""
    field = FIELDS[key]
    if field.kind.name == "flag":
        words = [speak.text(YES), speak.text(NO)]
        return [Choice(word, word, len(text)) for word in words if word.startswith(fold(text))]
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    found = LAST.fullmatch(text)
    if vocabulary is None or found is None:
        return []
    last = found["last"]
    wanted = fold(last)
    return [
        Choice(one, f"{one} – {speak.say(term.words)}", len(last))
        for one, term in vocabulary.terms.items()
        if any(_begins(name, wanted) for name in (one, term.fr, term.en, *term.aliases))
    ]


def _begins(name: str, wanted: str) -> bool:
    """Whether a name, or a later word of it, begins with what is typed."""
    return f"-{fold(name)}".find(f"-{wanted}") >= 0
