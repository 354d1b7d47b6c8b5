"""What may complete an answer: ids and labels of choices, accents or none; yes and no."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from essfund.cli.keyboard import CompletionChoice
from essfund.core.text import fold
from essfund.model.fields import FIELDS
from essfund.presenting.safe_text import one_line
from essfund.presenting.sentences import NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.vocabulary import Vocabulary

LAST = re.compile(r"(?:.*(?:[,;] *| +(?:ou|or|et|and) +))?(?P<last>.*)", re.IGNORECASE | re.DOTALL)
"""The last of several possibilities is the one being typed."""


def choices_for(key: str, catalogue: Catalogue, tr: Translator) -> Callable[[str], list[CompletionChoice]] | None:
    """Completion of a text as the answer to a question; None for a field without choices."""
    field = FIELDS[key]
    if field.kind.name == "flag":
        return partial(_flags, tr)
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    return None if vocabulary is None else partial(_terms, vocabulary, tr)


def _flags(tr: Translator, text: str) -> list[CompletionChoice]:
    words = [tr.text(YES), tr.text(NO)]
    return [CompletionChoice(word, word, len(text)) for word in words if word.startswith(fold(text))]


def _terms(vocabulary: Vocabulary, tr: Translator, text: str) -> list[CompletionChoice]:
    """Choices a word of which begins with the last of the possibilities typed, those that begin with it themselves first."""
    matched = LAST.fullmatch(text)
    last = matched["last"] if matched else text
    wanted = fold(last)
    names = {item: [f"-{fold(name)}" for name in (item, term.fr, term.en, *term.aliases)] for item, term in vocabulary.terms.items()}
    known = [item for item in names if any(f"-{wanted}" in name for name in names[item])]
    known.sort(key=lambda item: not any(name.startswith(f"-{wanted}") for name in names[item]))
    return [CompletionChoice(item, one_line(f"{item} – {tr.say(vocabulary.words(item))}"), len(last)) for item in known]
