"""Who may have it: the entries of `rules.yaml`, as their authors write them. See `essfund.model.tool` on pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from essfund.core.messages import N_, Words
from essfund.core.record import field, record
from essfund.model.condition import Strength
from essfund.model.tool import SpentField, Tool

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.model.authored_types import (
        EVIDENCE,
        READ_IN,
        Accepted,
        Euros,
        Evidence,
        Id,
        Ids,
        Line,
        OfVocabulary,
        Part,
        Ref,
        Share,
        about,
    )
    from essfund.model.requirement import Requirement


@record(frozen=True, eq=False, repr=False)
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


@record(frozen=True, eq=False, repr=False)
class SharedReservation:
    """A reservation several instruments have in common."""

    text: Annotated[Words, about(N_("What is asked, in words: no field can test it."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


@record(frozen=True, eq=False, repr=False)
class OfferRules:
    """What one offer asks beyond what its instrument asks."""

    accepts: Accepted | None = None
    requires: Annotated[tuple[Requirement, ...], about(N_("Conditions, each with its id, one test, its source and its strength."))] = ()
    reservations: Annotated[tuple[ReservationEntry, ...], about(N_("What no field can test; it never decides by itself."))] = ()


@record(frozen=True, eq=False, repr=False)
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


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Relation:
    """Instruments that exclude one another, or that work together."""

    accepts: Accepted | None = None
    tools: Annotated[tuple[Id, ...], Ref("tool"), Field(min_length=2), about(N_("The instruments: ids of `tools` in tools.yaml."))]
    text: Annotated[Words, about(N_("What holds between them."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


RELATIONS = ("incompatibilities", "pairings", "one_entry", "alternatives")
"""The keys of `rules.yaml` that hold relations."""

PlanSum = Literal["uses", "own", "quasi_own", "grants", "bank_loans", "other_loans", "own_funds"]
PLAN_SUMS: dict[str, str] = {
    "uses": N_("uses of the plan"), "own": N_("what the enterprise and persons bring in"), "quasi_own": N_("equity and quasi-equity"),
    "grants": N_("grants"), "bank_loans": N_("bank loans"), "other_loans": N_("other loans"),
    "own_funds": N_("own funds of the enterprise"),
}
"""The sums of a financing plan by nature, in words. `uses` leaves out the fees of the money; `own_funds` is the field of the profile."""


@record(frozen=True, eq=False, repr=False, kw_only=True)
class PlanCeiling:
    """A ceiling over what some instruments bring together in one plan: a `share` of sums of the plan, or what is left of a fixed sum."""

    accepts: Accepted | None = None
    id: Annotated[Id, about(N_("The name of the ceiling, in words of the field."))]
    tools: Annotated[
        tuple[Id, ...], Ref("tool"), Field(min_length=1),
        about(N_("The instruments whose amounts are added: ids of `tools` in tools.yaml.")),
    ]
    families: Annotated[
        tuple[Annotated[Id, OfVocabulary("family")], ...],
        about(N_("Families whose instruments, those of `reach` alone if it is given, must stand in `tools` or in `besides`.")),
    ] = ()
    reach: Annotated[
        Annotated[Id, OfVocabulary("reach")] | None,
        about(N_("The reach of the instruments that `families` means; left out, all of them.")),
    ] = None
    besides: Annotated[
        tuple[Id, ...], Ref("tool"), about(N_("Instruments of these families that the ceiling does not count, on purpose.")),
    ] = ()
    only_with: Annotated[
        Id | None, Ref("tool"), about(N_("The instrument that asks for it: plans without that one do not know the ceiling."))
    ] = None
    counted: Annotated[
        dict[Id, Annotated[Share, Field(le=100)]],
        about(N_("Percent of an amount that counts, by instrument: the gross grant equivalent of a loan. Left out, all of it counts.")),
    ] = field(default_factory=dict)
    share: Annotated[Share | None, about(N_("Percent of the sums named by `of`: 50 is half of them together."))] = None
    of: Annotated[
        tuple[PlanSum, ...],
        about(N_("Sums of the plan, added. What `tools` bring is in the sum of its nature: no more than the other money is 50 percent "
                 "of it all.")),
    ] = ()
    leaving_out: Annotated[
        tuple[Id, ...], Ref("tool"), about(N_("Instruments whose money is in none of these sums: of one house with `tools`, say.")),
    ] = ()
    fixed: Annotated[
        Annotated[Euros, Field(gt=0)] | None, about(N_("Whole euros that `less` is taken from: what is left of a ceiling is the limit."))
    ] = None
    less: Annotated[SpentField | None, about(N_("The field of the profile taken from `fixed`: what was received of it already."))] = None
    text: Annotated[Words, about(N_("The rule in words, with what its figures leave open."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


@record(frozen=True, eq=False, repr=False, kw_only=True)
class CallOrder:
    """Who must be asked before something else is done."""

    accepts: Accepted | None = None
    families: Annotated[
        tuple[Annotated[Id, OfVocabulary("family")], ...],
        about(N_("Families whose instruments it is about, those of `reach` alone if it is given.")),
    ] = ()
    tools: Annotated[tuple[Id, ...], Ref("tool"), about(N_("Instruments that it is about besides, whatever their reach."))] = ()
    reach: Annotated[
        Annotated[Id, OfVocabulary("reach")] | None,
        about(N_("The reach of the instruments that `families` means; left out, all of them.")),
    ] = None
    before: Annotated[
        Literal["bank", "quote"], about(N_("Before what it must be asked: the bank is seen, or a quote is signed."))
    ]
    text: Annotated[Words, about(N_("Who is called before what, in one sentence."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED

    def is_about(self, key: str, tool: Tool) -> bool:
        """Whether it speaks of an instrument: named, or of one of its families and of its reach."""
        return key in self.tools or (tool.family in self.families and self.reach in {None, tool.reach})


COMBINATIONS = (*RELATIONS, "plan_ceilings", "calls")
"""The keys of `rules.yaml` that say what may stand in one plan, and in which order it is asked for."""


@record(frozen=True, eq=False, repr=False, kw_only=True)
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


@record(frozen=True, eq=False, repr=False, kw_only=True)
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


StatedByCases = Literal["undecided", "bounds", "ceilings", "days"]
"""What the golden cases of a catalogue may be asked to state, kind by kind."""


@record(frozen=True, eq=False, repr=False)
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
    plan_ceilings: Annotated[
        tuple[PlanCeiling, ...], about(N_("Ceilings over what several instruments bring together in one financing plan."))
    ] = ()
    calls: Annotated[
        tuple[CallOrder, ...], about(N_("Who must be asked before the bank or before a quote is signed; the first calls come first."))
    ] = ()
    suppositions: Annotated[
        tuple[Supposition, ...], about(N_("What is supposed of an ordinary enterprise while nobody has said it; it only orders."))
    ] = ()
    cases_state: Annotated[
        tuple[StatedByCases, ...],
        about(N_("What golden cases must state besides answers and the conditions that decide: what is left undecided, bounds with their "
                 "neighbours, ceilings, days with their neighbours.")),
    ] = ()
    accepts: Accepted | None = None
