"""Verdict on an offer, availability of an instrument, status of a condition."""

from __future__ import annotations

from enum import Enum

from essfund.core.truth import FALSE, TRUE, Truth


class Verdict(Enum):
    """The answer for one instrument. Eligible a priori: a committee always decides."""

    ELIGIBLE = "eligible"
    TO_CHECK = "to_check"
    INELIGIBLE = "ineligible"

    __hash__ = object.__hash__  # there is one of each; Enum hashes names in Python, which every table of verdicts would pay


LEVELS = (Verdict.INELIGIBLE, Verdict.TO_CHECK, Verdict.ELIGIBLE)  # verdicts, the worst first


class Availability(Enum):
    """Whether an instrument can be asked for on a day (design, section 3.4)."""

    OPEN = "open"
    UNVERIFIED = "unverified"
    UPCOMING = "upcoming"
    PROBABLY_NOT_YET = "probably_not_yet"
    SUSPENDED = "suspended"
    PROBABLY_ENDED = "probably_ended"
    CLOSED = "closed"

    @property
    def askable(self) -> bool:
        """Whether it can be asked for, as far as anybody knows."""
        return self is Availability.OPEN or self is Availability.UNVERIFIED

    @property
    def over(self) -> bool:
        """Whether it has ended, surely or probably."""
        return self is Availability.CLOSED or self is Availability.PROBABLY_ENDED


class Place(Enum):
    """What to say of an instrument, and when: advice, never a verdict (design, section 3.5)."""

    FIRST = "first"
    ONLY_IF = "only_if"
    UNLIKELY = "unlikely"
    LATER = "later"
    ENDED = "ended"
    REFUSED = "refused"
    CLOSED = "closed"

    __hash__ = object.__hash__  # there is one of each; Enum hashes names in Python, which every order of options would pay


class Status(Enum):
    """What became of one condition."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, truth: Truth) -> Status:
        """The status a truth stands for."""
        return cls.MET if truth is TRUE else cls.UNMET if truth is FALSE else cls.UNKNOWN
