"""Who may have it: the entries of `rules.yaml`, as their authors write them. See `essfund.models.tool` on pydantic."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from essfund.messages import Words
from essfund.models.condition import Strength

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.models.authoring import Accepted, Id, Ids, Part
    from essfund.models.requirement import Requirement


@dataclass(frozen=True, eq=False, repr=False)
class ReservationEntry:
    """A requirement that no field can test, or the name of a shared one."""

    id: Id | None = None
    accepts: Accepted | None = None
    shared: Id | None = None
    text: Words | None = None
    source: Ids | None = None
    strength: Strength | None = None


@dataclass(frozen=True, eq=False, repr=False)
class SharedReservation:
    """A reservation several instruments have in common."""

    text: Words
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False)
class OfferRules:
    """What one offer asks beyond what its instrument asks."""

    accepts: Accepted | None = None
    requires: tuple[Requirement, ...] = ()
    reservations: tuple[ReservationEntry, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class InstrumentRules:
    """What an instrument asks; or the source that says it is open to all."""

    accepts: Accepted | None = None
    open_to_all: Ids | None = None
    requires: tuple[Requirement, ...] = ()
    reservations: tuple[ReservationEntry, ...] = ()
    offers: dict[Id, OfferRules] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Relation:
    """Instruments that exclude one another, or that work together."""

    accepts: Accepted | None = None
    tools: Annotated[tuple[Id, ...], Field(min_length=2)]
    text: Words
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RankingRules:
    """How options are put in order: weights of the criteria and the value of each class, all in `rules.yaml`."""

    freshness_months: Annotated[int, Field(gt=0, strict=True)] = 18
    weights: dict[str, Annotated[float, Field(ge=0, strict=True)]]
    cost: dict[Id, Part]
    proximity: dict[str, Part]
    evidence: dict[str, Part]


@dataclass(frozen=True, eq=False, repr=False)
class RulesDocument:
    """The whole of `rules.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    ranking: RankingRules
    instruments: dict[Id, InstrumentRules]
    shared: dict[Id, Requirement] = field(default_factory=dict)
    shared_reservations: dict[Id, SharedReservation] = field(default_factory=dict)
    incompatibilities: tuple[Relation, ...] = ()
    pairings: tuple[Relation, ...] = ()
    accepts: Accepted | None = None
