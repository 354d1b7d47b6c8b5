"""Who may have it: the entries of `rules.yaml`, as their authors write them. See `essfund.model.tool` on pydantic."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from essfund.core.messages import N_, Words
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.model.authored_types import EVIDENCE, READ_IN, Accepted, Evidence, Id, Ids, Line, OfVocabulary, Part, Ref, about
    from essfund.model.requirement import Requirement


@dataclass(frozen=True, eq=False, repr=False)
class ReservationEntry:
    """A requirement that no field can test, or the name of a shared one."""

    id: Annotated[Id | None, about(N_("How an adviser answers it; not needed with `shared`."))] = None
    accepts: Accepted | None = None
    shared: Annotated[Id | None, Ref("reservation"), about(N_("A reservation of `shared_reservations`, by its id."))] = None
    text: Annotated[Words | None, about(N_("What is asked, in words: no field can test it."))] = None
    only_for: Annotated[
        tuple[Annotated[Id, OfVocabulary("legal_form", sets=True)], ...],
        about(N_("The legal forms, or sets of forms, that it is about: it is not said to others.")),
    ] = ()
    source: Annotated[Ids | None, about(READ_IN)] = None
    strength: Annotated[Evidence | None, about(EVIDENCE)] = None


@dataclass(frozen=True, eq=False, repr=False)
class SharedReservation:
    """A reservation several instruments have in common."""

    text: Annotated[Words, about(N_("What is asked, in words: no field can test it."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False)
class OfferRules:
    """What one offer asks beyond what its instrument asks."""

    accepts: Accepted | None = None
    requires: Annotated[tuple[Requirement, ...], about(N_("Conditions, each with its id, one test, its source and its strength."))] = ()
    reservations: Annotated[tuple[ReservationEntry, ...], about(N_("What no field can test; it never decides by itself."))] = ()


@dataclass(frozen=True, eq=False, repr=False)
class InstrumentRules:
    """What an instrument asks; or the source that says it is open to all."""

    accepts: Accepted | None = None
    open_to_all: Annotated[Ids | None, about(N_("Where it was read that anybody may ask; then there are no conditions."))] = None
    requires: Annotated[tuple[Requirement, ...], about(N_("Conditions, each with its id, one test, its source and its strength."))] = ()
    reservations: Annotated[tuple[ReservationEntry, ...], about(N_("What no field can test; it never decides by itself."))] = ()
    offers: Annotated[
        dict[Id, Annotated[OfferRules, about(N_("What this offer asks beyond what its instrument asks."))]],
        about(N_("What single offers ask besides, by the id of the offer in tools.yaml.")),
    ] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Relation:
    """Instruments that exclude one another, or that work together."""

    accepts: Accepted | None = None
    tools: Annotated[tuple[Id, ...], Ref("tool"), Field(min_length=2), about(N_("The instruments: ids of `tools` in tools.yaml."))]
    text: Annotated[Words, about(N_("What holds between them."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


RELATIONS = ("incompatibilities", "pairings", "one_entry", "alternatives")
"""The keys of `rules.yaml` that hold relations."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Supposition:
    """What is supposed of an ordinary enterprise while nobody has said it. It orders and never decides."""

    accepts: Accepted | None = None
    field: Annotated[Line, about(N_("A yes-or-no field of the profile, by its key."))]
    value: Annotated[bool, Field(strict=True), about(N_("What is supposed of it: true or false."))]
    except_at: Annotated[
        tuple[Annotated[Id, OfVocabulary("stage")], ...], about(N_("Stages at which it is not supposed: an idea may become anything."))
    ] = ()
    text: Annotated[Words, about(N_("The supposition in few words: healthy finances."))]
    otherwise: Annotated[Words, about(N_("Enterprises of which it is not true, in few words: enterprises in difficulty."))]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RankingRules:
    """How options are put in order: weights of the criteria and the value of each class, all in `rules.yaml`."""

    freshness_months: Annotated[
        int, Field(gt=0, strict=True), about(N_("After how many months without a newer source an instrument counts as unverified."))
    ] = 18
    weights: Annotated[
        dict[str, Annotated[float, Field(ge=0, strict=True)]],
        about(N_("The weight of each criterion; a criterion left out does not count.")),
    ]
    cost: Annotated[
        dict[Annotated[Id, OfVocabulary("cost")], Part],
        about(N_("What each class of cost is worth to the enterprise, from 0 to 1; the dearest money is worth least.")),
    ]
    proximity: Annotated[dict[Annotated[str, OfVocabulary("reach")], Part], about(N_("What each reach is worth, from 0 to 1."))]
    evidence: Annotated[dict[Annotated[str, OfVocabulary("strength")], Part], about(N_("What each strength is worth, from 0 to 1."))]


@dataclass(frozen=True, eq=False, repr=False)
class RulesDocument:
    """The whole of `rules.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    ranking: Annotated[RankingRules, about(N_("How options are put in order."))]
    instruments: Annotated[
        dict[Id, Annotated[InstrumentRules, about(N_("What this instrument asks; or the source that says it is open to all."))]],
        about(N_("Who may have each instrument, by its id in tools.yaml.")),
    ]
    shared: Annotated[
        dict[Id, Annotated[Requirement, about(N_("A condition that several instruments have in common."))]],
        about(N_("Conditions that several instruments have in common, by id.")),
    ] = field(default_factory=dict)
    shared_reservations: Annotated[
        dict[Id, Annotated[SharedReservation, about(N_("A reservation that several instruments have in common."))]],
        about(N_("Reservations that several instruments have in common, by id.")),
    ] = field(default_factory=dict)
    incompatibilities: Annotated[tuple[Relation, ...], about(N_("Instruments that exclude one another."))] = ()
    pairings: Annotated[tuple[Relation, ...], about(N_("Instruments that work together."))] = ()
    one_entry: Annotated[
        tuple[Relation, ...], about(N_("Instruments of one desk that stand for one another: the first one possible speaks for all."))
    ] = ()
    alternatives: Annotated[
        tuple[Relation, ...], about(N_("Instruments that meet one need, one in place of another: the first step stands first."))
    ] = ()
    suppositions: Annotated[
        tuple[Supposition, ...], about(N_("What is supposed of an ordinary enterprise while nobody has said it; it only orders."))
    ] = ()
    accepts: Accepted | None = None
