"""Who may have it: the entries of `rules.yaml`, as their authors write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field

from essfund.messages import Words  # noqa: TC001 - pydantic reads the annotations when it validates
from essfund.models.authoring import Id, Ids
from essfund.models.condition import Strength
from essfund.models.requirement import Requirement  # noqa: TC001 - pydantic reads the annotations when it validates

Part = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True)
class ReservationEntry:
    """A requirement that no field can test, or the name of a shared one."""

    id: Id | None = None
    shared: Id | None = None
    text: Words | None = None
    source: Ids | None = None
    strength: Strength | None = None


@dataclass(frozen=True)
class SharedReservation:
    """A reservation several instruments have in common."""

    text: Words
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True)
class OfferRules:
    """What one offer asks beyond what its instrument asks."""

    requires: tuple[Requirement, ...] = ()
    reservations: tuple[ReservationEntry, ...] = ()


@dataclass(frozen=True)
class InstrumentRules:
    """What an instrument asks; or the source that says it is open to all."""

    open_to_all: Ids | None = None
    requires: tuple[Requirement, ...] = ()
    reservations: tuple[ReservationEntry, ...] = ()
    offers: dict[Id, OfferRules] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """Instruments that exclude one another, or that work together."""

    tools: Annotated[tuple[Id, ...], Field(min_length=2)]
    text: Words
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True)
class RankingRules:
    """How options are put in order: weights of the criteria and the value of each class, all in `rules.yaml`."""

    weights: dict[str, Annotated[float, Field(ge=0)]]
    cost: dict[Id, Part]
    proximity: dict[str, Part]
    evidence: dict[str, Part]
    freshness_months: Annotated[int, Field(gt=0, strict=True)] = 18


@dataclass(frozen=True)
class RulesDocument:
    """The whole of `rules.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    ranking: RankingRules
    instruments: dict[Id, InstrumentRules]
    shared: dict[Id, Requirement] = field(default_factory=dict)
    shared_reservations: dict[Id, SharedReservation] = field(default_factory=dict)
    incompatibilities: tuple[Relation, ...] = ()
    pairings: tuple[Relation, ...] = ()
