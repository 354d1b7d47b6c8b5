"""Answers at the edges of one instrument, derived from the catalogue and reviewed by people: one file of `boundaries/`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from essfund.model.authored_types import Day, Id, Line

UNKNOWN, OTHERS, ALL = "unknown", "others", "all"
"""Among values: the field is left out; every id of the vocabulary that is not listed; every id, where none is."""

NOT_OFFERED = "not_offered"
"""The answer on a day on which the offer cannot be looked at."""


def read_text(raw: object) -> object:
    """Accept a number or a yes-or-no where a text stands: a list of one value needs no quotes."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw) if isinstance(raw, int | float) else raw


Text = Annotated[Line, BeforeValidator(read_text)]
Listed = Annotated[str, BeforeValidator(read_text), Field(min_length=1, max_length=20_000)]
"""Values as people type them, separated by commas."""

Answers = dict[Line, Listed]
"""For each answer the values that get it. An answer is a verdict and the conditions that are not met."""


@dataclass(frozen=True)
class Standpoint:
    """One profile that is as eligible as can be for one offer, and what becomes of the answer when one field changes.

    `answer` is that of the whole instrument; `vary` holds the verdict of the offer, `amounts` what it gives.
    """

    as_of: Day
    offer: Id
    profile: dict[str, Any]
    answer: dict[str, Text]
    vary: dict[str, Answers] = field(default_factory=dict)
    amounts: dict[str, Answers] = field(default_factory=dict)


@dataclass(frozen=True)
class Boundaries:
    """One instrument: what it refers to, its availability from each day on, and its answers at every edge."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    tool: Id
    card: dict[str, Text | dict[str, Text]]
    days: dict[str, Text]
    profiles: tuple[Standpoint, ...] = ()


@dataclass(frozen=True)
class Groundwork:
    """What all instruments share: sources, contacts, relations, the meaning of names and codes; each line is one fact."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    facts: dict[Line, dict[str, Text]]
