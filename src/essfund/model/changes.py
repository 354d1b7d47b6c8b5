"""What differs between two answers: with one thing supposed, or since an earlier appointment."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.model.profile import Profile


class AnswerSummary(NamedTuple):
    """What an answer says of one instrument; amounts in whole euros, None is no bound known."""

    verdict: Verdict
    availability: Availability
    low: int
    high: int | None
    rank: int

    @property
    def outlook(self) -> tuple[object, ...]:
        """All but the rank, which moves when others do; a refused instrument gives nothing, so its amount does not count."""
        amount = (self.low, self.high) if self.verdict is not Verdict.INELIGIBLE else ()
        return self.verdict, self.availability, *amount

    @property
    def living(self) -> bool:
        """Whether it is an option: neither refused nor over."""
        return self.verdict is not Verdict.INELIGIBLE and not self.availability.over


class Cause(Enum):
    """Why an answer differs from an earlier one."""

    CATALOGUE = "catalogue"
    DAY = "day"
    PROFILE = "profile"


class ChangeKind(Enum):
    """What became of an instrument, the best news first."""

    GAINED = "gained"
    TO_CHECK = "to_check"
    LOST = "lost"
    REOPENED = "reopened"
    CLOSED = "closed"
    AVAILABILITY = "availability"
    AMOUNT = "amount"
    ADDED = "added"
    REMOVED = "removed"


CHANGE_OF_VERDICT = {Verdict.ELIGIBLE: ChangeKind.GAINED, Verdict.TO_CHECK: ChangeKind.TO_CHECK, Verdict.INELIGIBLE: ChangeKind.LOST}


class AnswerChange(NamedTuple):
    """One instrument whose answer differs; None where the catalogue of that answer does not have it."""

    tool: str
    before: AnswerSummary | None
    after: AnswerSummary | None
    causes: tuple[Cause, ...] = ()  # in the order tried; none where one thing alone was changed, or where it cannot be known

    @property
    def aged(self) -> bool:
        """Whether its last proof of life is no longer recent, and nothing else differs."""
        old, new = self.before, self.after
        return old is not None and new is not None and old.availability is Availability.OPEN and (
            new.outlook == old._replace(availability=Availability.UNVERIFIED).outlook)

    @property
    def turn(self) -> ChangeKind:
        """What became of it."""
        if self.before is None or self.after is None:
            return ChangeKind.ADDED if self.before is None else ChangeKind.REMOVED
        if self.before.verdict is not self.after.verdict:
            return CHANGE_OF_VERDICT[self.after.verdict]
        if self.before.availability is not self.after.availability:
            if self.before.availability.over is not self.after.availability.over:
                return ChangeKind.CLOSED if self.after.availability.over else ChangeKind.REOPENED
            return ChangeKind.AVAILABILITY
        return ChangeKind.AMOUNT


class Move(NamedTuple):
    """An option whose place in the order differs, and nothing else of it."""

    tool: str
    before: int
    after: int


@record(frozen=True)
class AnswerChanges:
    """Everything that differs: instruments in the order of the later answer, and options that only changed places."""

    shifts: tuple[AnswerChange, ...]
    moves: tuple[Move, ...]


@record(frozen=True)
class WhatIf:
    """What would differ if some facts were others; a value of None is a fact that would not be known."""

    values: Mapping[str, Hashable]
    answers: Mapping[str, bool]
    found: AnswerChanges


@record(frozen=True)
class Since:
    """What differs from an earlier answer: which of profile, catalogue and day changed, and what followed from each."""

    day: date
    edition: str
    same_catalogue: bool
    fields: tuple[str, ...]  # of the profile, that changed
    answers: tuple[str, ...]  # ids that the adviser answered otherwise
    lost: tuple[str, ...]  # fields of the earlier profile that today's catalogue cannot read: causes are not known then
    found: AnswerChanges


@record(frozen=True, repr=False)
class EarlierAnswer:
    """The day, the catalogue and the profile of an earlier answer, and what it said of each instrument, by id."""

    day: date
    edition: str
    digest: str
    profile: Profile
    lost: tuple[str, ...]  # fields of its profile, or ids of its answers, that today's catalogue cannot read
    told: Mapping[str, AnswerSummary]
