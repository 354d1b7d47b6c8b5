"""What a profile cannot hold of an interview, as comments of its file: what is to be confirmed, what the person does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.text import fold
from essfund.interview.interviewer import InterviewState
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from essfund.model.profile import Profile

UNSURE, UNKNOWN = {"fr": "à confirmer :", "en": "to be confirmed:"}, {"fr": "ne sait pas :", "en": "does not know:"}
"""How the comments begin, by language; a later interview understands both."""

COMMENT = re.compile(r"^# *([^:\n]{1,30}?) *: *(.{1,2000})$", re.MULTILINE)


def notes_of(course: InterviewState, language: str, fields: Collection[str] = FIELDS) -> str:
    """Return the comments that go below a profile; empty if there is nothing to note."""
    known = course.profile.values
    lines = (UNSURE, [key for key in course.unsure if key in known]), (UNKNOWN, [key for key in fields if key in course.unanswered])
    return "".join(f"# {begin[language]} {', '.join(keys)}\n" for begin, keys in lines if keys)


def resumed(profile: Profile, text: str, told: Collection[str] = (), fields: Collection[str] = FIELDS) -> InterviewState:
    """Return where an interview goes on from a profile and the text of its file; what options have `told` since is sure."""
    noted: dict[str, Sequence[str]] = {fold(found[1]): re.findall(r"\w+", found[2]) for found in COMMENT.finditer(text)}
    unsure, unknown = ([key for begin in words.values() for key in noted.get(fold(begin), ())] for words in (UNSURE, UNKNOWN))
    return InterviewState(profile, unsure=tuple(key for key in dict.fromkeys(unsure) if key in profile.values and key not in told),
                          passed=tuple(key for key in dict.fromkeys(unknown) if key in fields and key not in profile.values))
