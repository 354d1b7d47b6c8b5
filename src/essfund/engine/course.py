"""The course of an interview: what is known, what was asked, and the way back. Each step gives a new course."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from essfund.models.fields import FIELDS
from essfund.models.kinds import Misread
from essfund.models.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.models.vocabulary import Vocabularies


@dataclass(frozen=True)
class Course:
    """Where an interview stands. `asked` are the fields asked so far, `passed` those left open, `before` the last step."""

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    before: Course | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> Course:
        """Return the course after an answer as typed. Raises `Misread` if it cannot be understood."""
        told, value = read_answer(key, text, words)
        values = {one: known for one, known in self.profile.values.items() if one not in {key, *_beside(key)}}
        return self._after(key, profile=replace(self.profile, values={**values, told: value}))

    def leave_open(self, key: str) -> Course:
        """Return the course after a question that the person cannot or does not want to answer."""
        return self._after(key, passed=(*self.passed, key))

    def back(self) -> Course:
        """Return the course before the last question; this one if there was none."""
        return self.before or self

    def _after(self, key: str, *, profile: Profile | None = None, passed: tuple[str, ...] | None = None) -> Course:
        return Course(
            self.profile if profile is None else profile,
            (*self.asked, key),
            self.passed if passed is None else passed,
            self,
        )


def read_answer(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    """Return the field that an answer tells, and its value: the field asked for, or one from which it follows.

    Raises:
        Misread: if the text is neither; it then says what may be answered to the question.
    """
    for other in _beside(key):
        try:
            return other, FIELDS[other].kind.read(text, words.of(FIELDS[other].vocabulary))
        except Misread:
            continue
    return key, FIELDS[key].kind.read(text, words.of(FIELDS[key].vocabulary))


def _beside(key: str) -> tuple[str, ...]:
    """Return the field that also answers the question for this one, if there is one."""
    other = FIELDS[key].follows
    return (other,) if other else ()
