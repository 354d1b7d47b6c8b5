"""What may complete an answer: ids and labels of choices, accents or none; yes and no."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.text import fold
from essfund.presenting.safe_text import one_line
from essfund.presenting.sentences import NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.vocabulary import Vocabulary

PARTED = re.compile(r"[,;+]| +(?:ou|or|et|and) +", re.IGNORECASE)
LAST = re.compile(r"(?:.*(?:[,;] *| +(?:ou|or|et|and) +))?(?P<last>.*)", re.IGNORECASE | re.DOTALL)
"""The last of several possibilities is the one being typed."""


class CompletionChoice(NamedTuple):
    """A text that may be typed, what it is called, and the end of the line that it replaces."""

    text: str
    label: str
    replaced: int


def choices_for(key: str, catalogue: Catalogue, tr: Translator) -> Callable[[str], list[CompletionChoice]] | None:
    """Completion of a text as the answer to a question; None for a field without choices."""
    field = catalogue.fields[key]
    if field.kind.name == "flag":
        return partial(_flags, tr)
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    return None if vocabulary is None else partial(_terms, vocabulary, tr)


def _flags(tr: Translator, text: str) -> list[CompletionChoice]:
    words = [tr.text(YES), tr.text(NO)]
    return [CompletionChoice(word, word, len(text)) for word in words if word.startswith(fold(text))]


def _terms(vocabulary: Vocabulary, tr: Translator, text: str) -> list[CompletionChoice]:
    """Choices, in words, a word of which begins with the last of the possibilities typed, those that begin with it themselves first."""
    matched = LAST.fullmatch(text)
    last = matched["last"] if matched else text
    wanted = fold(last)
    names = {item: [f"-{fold(name)}" for name in (item, term.fr, term.en, *term.aliases)] for item, term in vocabulary.terms.items()}
    known = [item for item in names if any(f"-{wanted}" in name for name in names[item])]
    known.sort(key=lambda item: not any(name.startswith(f"-{wanted}") for name in names[item]))
    return [_choice(vocabulary, item, len(last), tr) for item in known]


def _choice(vocabulary: Vocabulary, item: str, replaced: int, tr: Translator) -> CompletionChoice:
    """One choice: its name is typed for it, or its id where that is a code or the name would be read as several."""
    name = one_line(tr.say(vocabulary.words(item)))
    if vocabulary.postcodes:
        return CompletionChoice(item, f"{item} – {name}", replaced)
    typed = name if not PARTED.search(name) and vocabulary.find(name) == frozenset([item]) else item
    return CompletionChoice(typed, name, replaced)
