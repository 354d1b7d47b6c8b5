"""Golden cases: what a catalogue must answer, written as YAML by people who need not program."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from essfund.core.messages import N_
from essfund.core.record import record
from essfund.model.authored_types import READ_IN, Accepted, Day, Id, Ids, Line, about
from essfund.model.fields import FIELDS, TESTED
from essfund.model.plan_case import PlanCase

VerdictName = Literal["eligible", "to_check", "ineligible"]
AvailabilityName = Literal["open", "unverified", "upcoming", "probably_not_yet", "suspended", "probably_ended", "closed"]
PlaceName = Literal["first", "only_if", "unlikely", "later", "ended", "refused", "closed"]
Facts = Annotated[
    dict[str, Any], WithJsonSchema({"$comment": "profile", "type": "object", "additionalProperties": True}),
    about(N_("What is known of the enterprise and its project; a field left out is unknown.")),
]
ADDED_TOO = "fields"
"""Mark of a list of fields in a schema: the fields that a catalogue adds belong to it too."""

TestedField = Annotated[str, WithJsonSchema({"$comment": ADDED_TOO, "type": "string", "enum": list(TESTED)})]


@record(frozen=True)
class ExpectedAmount:
    """Bounds in whole euros; None is « no bound known »."""

    min: Annotated[int | None, about(N_("The floor, in whole euros."))] = None
    max: Annotated[int | None, about(N_("The ceiling, in whole euros; null says that no ceiling is known."))] = None


@record(frozen=True)
class ExpectedAnswer:
    """What is expected of one instrument. Only what is given is compared."""

    verdict: Annotated[VerdictName | None, about(N_("The answer: eligible, to_check or ineligible."))] = None
    offer: Annotated[Id | None, about(N_("The offer that leads, by its id."))] = None
    availability: Annotated[AvailabilityName | None, about(N_("Whether it can be asked for on the day."))] = None
    place: Annotated[PlaceName | None, about(N_("Where it stands in the advice: first, only_if, unlikely…"))] = None
    amount: Annotated[ExpectedAmount | None, about(N_("What it gives, in whole euros."))] = None
    missing: Annotated[tuple[TestedField, ...] | None, about(N_("Every field that can still change the answer."))] = None
    because: Annotated[tuple[str, ...] | None, about(N_("Every condition that refuses, by its id."))] = None
    doubts: Annotated[tuple[str, ...] | None, about(N_("Every condition that leaves the answer open, by its id."))] = None
    ceiling: Annotated[int | None, about(N_("The ceiling alone, in whole euros."))] = None


Expected = Annotated[
    ExpectedAnswer,
    BeforeValidator(lambda raw: {"verdict": raw} if isinstance(raw, str) else raw, json_schema_input_type=VerdictName | ExpectedAnswer),
    about(N_("What this instrument must answer: a verdict, or more; only what is given is compared.")),
]


@record(frozen=True)
class Case:
    """One profile on one day, and what some instruments must answer."""

    id: Annotated[Id, about(N_("A name for the case, in words of the field."))]
    says: Annotated[Line, about(N_("What the case shows, in one sentence."))]
    as_of: Annotated[Day, about(N_("The day the question is asked for."))]
    source: Ids
    profile: Facts
    expect: Annotated[dict[Id, Expected], Field(min_length=1), about(N_("What instruments must answer, by id."))]


OTHERS = "others"
"""Key of a series that stands for each id of the field that no other key names."""


@record(frozen=True)
class Series:
    """One instrument along one field (or `as_of`): a bound with its neighbours, the values as people type them."""

    id: Annotated[Id, about(N_("A name for the series, in words of the field."))]
    says: Annotated[Line, about(N_("What the series shows, in one sentence."))]
    as_of: Annotated[Day, about(N_("The day the question is asked for."))]
    source: Ids
    tool: Annotated[Id, about(N_("The instrument asked, by its id."))]
    profile: Facts
    vary: Annotated[str, WithJsonSchema({"$comment": ADDED_TOO, "type": "string", "enum": ["as_of", *FIELDS]}),
                    about(N_("The field that takes each of the values below, or as_of."))]
    verdicts: Annotated[dict[str, VerdictName] | None, about(N_("The answer for each value; `others`: each that is not named."))] = None
    amounts: Annotated[dict[str, int] | None, about(N_("The ceiling for each value, in whole euros."))] = None
    availability: Annotated[dict[str, AvailabilityName] | None, about(N_("Whether it can be asked for, for each value."))] = None


@record(frozen=True)
class AdviceCase:
    """One profile on one day, and what a good adviser says first: the measure of places and weights, never of verdicts.

    An instrument that another one speaks for counts where that one stands.
    """

    id: Annotated[Id, about(N_("A name for the case, in words of the field."))]
    says: Annotated[Line, about(N_("Why a good adviser says it in this order, in one or two sentences."))]
    as_of: Annotated[Day, about(N_("The day the question is asked for."))]
    profile: Facts
    source: Annotated[Ids | None, about(READ_IN)] = None
    leads: Annotated[Id | None, about(N_("The instrument that stands first of all."))] = None
    first_three: Annotated[tuple[Id, ...], about(N_("Instruments that stand among the first three."))] = ()
    first_five: Annotated[tuple[Id, ...], about(N_("Instruments that stand among the first five."))] = ()
    not_on_screen: Annotated[tuple[Id, ...], about(N_("Instruments that are not among the first five."))] = ()
    pending: Annotated[Line | None, about(N_("Why the case does not hold yet; then it is no finding."))] = None


@record(frozen=True)
class CasesDocument:
    """One file of golden cases."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    cases: Annotated[tuple[Case, ...], about(N_("Single cases: one profile on one day."))] = ()
    series: Annotated[tuple[Series, ...], about(N_("Bounds with their neighbours: one field takes several values."))] = ()
    advice: Annotated[tuple[AdviceCase, ...], about(N_("What a good adviser says first to a profile."))] = ()
    plans: Annotated[tuple[PlanCase, ...], about(N_("The financing plan that an adviser would make for a profile."))] = ()
    accepts: Accepted | None = None
