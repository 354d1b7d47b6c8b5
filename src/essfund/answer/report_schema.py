"""Shape of `match --format json`, `essfund.match/2`: the contract that `essfund schema report` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from essfund.loading.schemas.outputs import output_schema
from essfund.model.changes import Cause, ChangeKind
from essfund.model.verdict import Availability, Place, Status, Verdict
from essfund.presenting.json_shapes import (
    AmountPlain,
    CataloguePlain,
    ContactPlain,
    Day,
    FieldKey,
    MainContact,
    NeedPlain,
    RegisterPlain,
    StrengthValue,
    TermsPlain,
    WarningPlain,
    values_of,
)

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

VerdictValue = Annotated[str, values_of(Verdict)]
PlaceValue = Annotated[str, values_of(Place)]
AvailabilityValue = Annotated[str, values_of(Availability)]
StatusValue = Annotated[str, values_of(Status)]
Ratio = Annotated[float, Field(ge=0, le=1)]
Rank = Annotated[int, Field(ge=1)]


class AnswerPlain(TypedDict):
    """What the adviser answered about a condition or a reservation."""

    met: bool
    note: str


class ConditionPlain(TypedDict):
    """One condition and its proof."""

    id: str
    label: str
    status: StatusValue
    strength: StrengthValue
    fields: list[str]
    source: str
    proof: dict[str, Any]
    answer: NotRequired[AnswerPlain]


class ReservationPlain(TypedDict):
    """What no field can test, subject to which the answer is given."""

    id: str
    text: str
    status: StatusValue
    strength: StrengthValue
    source: str
    answer: NotRequired[AnswerPlain]


class CriterionPlain(TypedDict):
    """One part of a score; null if it does not apply."""

    id: str
    value: Ratio | None
    weight: Annotated[float, Field(ge=0)]


class OfferPlain(TypedDict):
    """One offer of an instrument."""

    offer: str
    label: str | None
    verdict: VerdictValue
    amount: AmountPlain


class BroughtPlain(TypedDict):
    """What an option can bring here, in whole euros: its amount cut to the need; for a guarantee, what it guarantees."""

    min: int | None
    max: int | None


class ResultPlain(TypedDict):
    """The answer for one instrument."""

    rank: Rank
    tool: str
    offer: str
    name: str
    family: str
    reach: str
    verdict: VerdictValue
    place: PlaceValue
    only_if: list[FieldKey]
    availability: AvailabilityValue
    last_proof: str | None
    closes_on: Day | None
    suspended: str | None
    successor: str | None
    replaces: list[str]
    score: Ratio
    brings: BroughtPlain
    terms: TermsPlain | None
    desk: str
    amount: AmountPlain
    need_covered: Ratio | None
    criteria: list[CriterionPlain]
    conditions: list[ConditionPlain]
    reservations: list[ReservationPlain]
    missing: list[FieldKey]
    offers: list[OfferPlain]
    contact: MainContact | None
    contacts: list[ContactPlain]
    notes: list[str]
    checked_on: Day


class SummaryPlain(TypedDict):
    """What an answer says of one instrument, as far as two answers are compared."""

    verdict: VerdictValue
    availability: AvailabilityValue
    min: int | None
    max: int | None
    rank: Rank


class DifferencePlain(TypedDict):
    """One instrument whose answer differs, and why."""

    tool: str
    turn: Annotated[str, values_of(ChangeKind)]
    before: SummaryPlain | None
    after: SummaryPlain | None
    causes: list[Annotated[str, values_of(Cause)]]


class MovePlain(TypedDict):
    """An option that only changed places."""

    tool: str
    before: int
    after: int


class ChangesPlain(TypedDict):
    """Everything that differs between two answers."""

    differs: list[DifferencePlain]
    moves: list[MovePlain]


class WhatIfPlain(ChangesPlain):
    """What would differ if some facts were others."""

    profile: dict[str, Any]
    answers: dict[str, Any]


class ChangedPlain(TypedDict):
    """Which of catalogue, day and profile changed."""

    catalogue: bool
    day: bool
    profile: list[str]


class SincePlain(ChangesPlain):
    """What differs from an earlier answer."""

    as_of: Day
    edition: str
    changed: ChangedPlain
    lost: list[str]


class QuestionPlain(TypedDict):
    """A field worth asking next."""

    field: FieldKey
    question: str
    option: str
    settles: list[str]
    touches: list[str]


class HeadPlain(TypedDict):
    """Who asked, and when."""

    as_of: Day
    catalogue: CataloguePlain
    profile: dict[str, Any]
    warnings: list[WarningPlain]


class ReportPlain(TypedDict):
    """The whole answer. Amounts are whole euros, null is « no bound known »."""

    schema: Literal["essfund.match/2"]
    as_of: Day
    catalogue: CataloguePlain
    profile: dict[str, Any]
    derived: dict[str, Any]
    supposed: dict[str, Any]
    need: NeedPlain
    results: list[ResultPlain]
    questions: list[QuestionPlain]
    warnings: list[WarningPlain]
    register: NotRequired[RegisterPlain]
    what_if: NotRequired[WhatIfPlain]
    since: NotRequired[SincePlain]


def report_schema(_: str, vocabularies: Vocabularies, __: Translator) -> dict[str, Any]:
    """Return the JSON Schema of a report; families and reaches are those of the catalogue."""
    schema = output_schema(ReportPlain, "essfund match report", vocabularies)
    known = {"family": vocabularies.family, "reach": vocabularies.reach}
    schema["$defs"]["ResultPlain"]["properties"] |= {key: {"enum": list(words.terms)} for key, words in known.items()}
    return schema
