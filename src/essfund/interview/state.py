"""The course of an interview: what is known, what was asked, and the way back. Each step gives a new course."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.vocabulary import Vocabularies


@dataclass(frozen=True)
class InterviewState:
    """Where an interview stands.

    `asked` are the fields asked so far, in order; `skipped` those put off, which are asked once more when nothing else is
    left; `before` is the course before the last question.
    """

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    before: InterviewState | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> InterviewState:
        """Return the course after an answer as typed, which replaces what was known. Raises `Misread`."""
        told, value = read_answer(key, text, words)
        return self._after(key, self.profile.supposing({told: value}))

    def unknown(self, key: str) -> InterviewState:
        """Return the course after a question that the person cannot answer: it is not asked again."""
        return self._after(key, self.profile)

    def skip(self, key: str) -> InterviewState:
        """Return the course after a question that is put off. Put off twice, it is not asked again."""
        return self._after(key, self.profile, put_off=key not in self.skipped)

    def back(self) -> InterviewState:
        """Return the course before the last question; this one if there was none."""
        return self.before or self

    def _after(self, key: str, profile: Profile, *, put_off: bool = False) -> InterviewState:
        others = tuple(one for one in self.skipped if one != key)
        return InterviewState(profile, (*self.asked, key), (*others, key) if put_off else others, self)


def read_answer(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    """Return the field that an answer tells, and its value: the field asked for, or one from which it follows.

    Raises:
        Misread: if the text is neither; it then says what may be answered to the question.
    """
    other = FIELDS[key].follows
    if other is not None:
        try:
            return other, FIELDS[other].kind.read(text, words.of(FIELDS[other].vocabulary))
        except ParseError:
            pass
    return key, FIELDS[key].kind.read(text, words.of(FIELDS[key].vocabulary))
