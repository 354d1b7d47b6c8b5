"""What may be typed in an interview besides an answer, declared once: its reading, its help and the docs derive from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_
from essfund.core.similar_words import fold
from essfund.interview.interviewer import read_answer
from essfund.model.field_types import ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.vocabulary import Vocabularies


class TypedCommand(NamedTuple):
    """One thing that may be typed: its sign, its words by language (all are understood in both), what it does."""

    name: str
    sign: str
    words: dict[str, tuple[str, ...]]
    help: str

    def shown(self, language: str) -> str:
        """Return how it is typed in one language."""
        return ", ".join(part for part in (self.sign, *self.words[language]) if part)


HELP, BACK, SKIP, UNKNOWN, OPTIONS, STOP = "help", "back", "skip", "unknown", "options", "stop"

TYPED = (
    TypedCommand(UNKNOWN, "", {"fr": ("nsp", "je ne sais pas", "inconnu"), "en": ("dk", "I don't know", "unknown")},
                 N_("it is not known; it is not asked again")),
    TypedCommand(SKIP, "-", {"fr": ("passer",), "en": ("skip",)}, N_("not now; it is asked once more at the end")),
    TypedCommand(BACK, "<", {"fr": ("retour",), "en": ("back",)}, N_("back to the question before, its answer taken back")),
    TypedCommand(OPTIONS, "=", {"fr": ("options",), "en": ("options",)}, N_("all the options as they stand, as a table")),
    TypedCommand(STOP, "", {"fr": ("fin",), "en": ("end",)}, N_("stop here with what is known (Ctrl-D does the same)")),
    TypedCommand(HELP, "?", {"fr": ("aide",), "en": ("help",)}, N_("what may be typed")),
)

SIGNS = {one.sign: one.name for one in TYPED if one.sign}
WORDS = {fold(word): one.name for one in TYPED for words in one.words.values() for word in words}


def command_of(text: str) -> str | None:
    """Return the command that a text is, if it is one."""
    plain = text.strip()
    return SIGNS.get(plain) or WORDS.get(fold(plain))


def understood(key: str, text: str, words: Vocabularies) -> str | tuple[str, Hashable]:
    """Return the command that was typed, or the field and value of an answer. An answer that is legal is never a command.

    Raises:
        Misread: if the text is neither.
    """
    try:
        return read_answer(key, text, words)
    except ParseError:
        command = command_of(text)
        if command is None:
            raise
        return command
