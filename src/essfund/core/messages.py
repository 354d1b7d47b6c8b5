"""Words that people will read: kept as a template and its values, put into a language only at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.record import field, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def N_(text: str) -> str:  # noqa: N802 - the name that every gettext extractor knows
    """Mark a text for translation without translating it."""
    return text


@record(frozen=True)
class Message:
    """Translatable sentence: an English template, which is its gettext id, and the values put into it."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    """Among them messages, `Words`, `Either` or sequences of them; renderers put each into the reader's language."""
    one: str | None = None
    """The template in the singular of a message that counts; its value `count` says which of the two is meant."""

    def __str__(self) -> str:
        return self.template.format(**self.values)


def say(template: str, **values: object) -> Message:
    """Make a message; `template` must also stand inside `N_` somewhere the extractor sees it (here: the call itself)."""
    return Message(template, values)


def counted(count: int, text: str, many: str, **values: object) -> Message:
    """Make a message about a number of things, `{count}`; both templates stand inside `N_` in the call."""
    return Message(many, {"count": count, **values}, text)


@record(frozen=True)
class Either:
    """Alternatives, written as the reader's language writes them: « a, b ou c », a, b or c."""

    words: tuple[object, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.words))


def did_you_mean(near: Iterable[str], otherwise: Message | None = None) -> Message | None:
    """Suggest what was probably meant; `otherwise` where nothing is near."""
    words = tuple(dict.fromkeys(near))
    return say("did you mean {words}?", words=Either(words)) if words else otherwise


@record(frozen=True)
class Euros:
    """Whole euros inside a message, written as the reader's language writes them."""

    amount: int

    def __str__(self) -> str:
        return f"{self.amount} €"


@record(frozen=True)
class Words:
    """A text that the catalogue gives in both languages."""

    fr: str
    en: str


Text = str | Words
"""A text of the program, which is its gettext id, or one of the catalogue."""


def text_of(text: Text) -> Message | Words:
    """Make something to put into a message out of such a text."""
    return Message(text) if isinstance(text, str) else text
