"""Golden cases: what a catalogue must answer, written as YAML by people who need not program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from essfund.models.authoring import Accepted, Day, Id, Ids, Line

VerdictName = Literal["eligible", "to_check", "ineligible"]
AvailabilityName = Literal["open", "unverified", "upcoming", "suspended", "closed"]


@dataclass(frozen=True)
class ExpectedAmount:
    """Bounds in whole euros; None is « no bound known »."""

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True)
class Expectation:
    """What is expected of one instrument. Only what is given is compared; `because` names every refusing condition.

    `ceiling` is that of a series, where the floor is not looked at.
    """

    verdict: VerdictName | None = None
    offer: Id | None = None
    availability: AvailabilityName | None = None
    amount: ExpectedAmount | None = None
    missing: tuple[str, ...] | None = None
    because: tuple[str, ...] | None = None
    doubts: tuple[str, ...] | None = None
    ceiling: int | None = None


def read_expectation(raw: object) -> object:
    """Accept a bare verdict for an expectation that says no more."""
    return {"verdict": raw} if isinstance(raw, str) else raw


@dataclass(frozen=True)
class Case:
    """One profile on one day, and what some instruments must answer."""

    id: Id
    says: Line
    as_of: Day
    source: Ids
    profile: dict[str, Any]
    expect: Annotated[dict[Id, Annotated[Expectation, BeforeValidator(read_expectation)]], Field(min_length=1)]


@dataclass(frozen=True)
class Series:
    """One instrument along one field (or along `as_of`): a bound with its limit and its neighbours.

    Keys are values as people type them. `amounts` are ceilings in whole euros.
    """

    id: Id
    says: Line
    as_of: Day
    source: Ids
    tool: Id
    profile: dict[str, Any]
    vary: str
    verdicts: dict[str, VerdictName] | None = None
    amounts: dict[str, int] | None = None
    availability: dict[str, AvailabilityName] | None = None


@dataclass(frozen=True)
class CasesDocument:
    """One file of golden cases."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    cases: tuple[Case, ...] = ()
    series: tuple[Series, ...] = ()
    accepts: Accepted | None = None
