"""Shape of `plan --format json`, `essfund.plan/1`: the contract that `essfund schema plan` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from essfund.loading.schemas.outputs import output_schema
from essfund.model.plan import PREFERENCES
from essfund.model.plan_line import LineState, Nature, UseNature
from essfund.model.verdict import Verdict
from essfund.presenting.json_shapes import (
    CataloguePlain,
    ContactPlain,
    Day,
    FieldKey,
    NeedPlain,
    RegisterPlain,
    TermsPlain,
    WarningPlain,
    values_of,
)

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

Euros = Annotated[int, Field(ge=0)]
PreferenceValue = Annotated[str, WithJsonSchema({"enum": list(PREFERENCES)})]


class UsePlain(TypedDict):
    """One use; `nature` is null where nobody said it, `tool` names the option whose fee it is."""

    label: str
    amount: Euros
    nature: Annotated[str, values_of(UseNature)] | None
    supposed: bool
    tool: str | None


class ResourcePlain(TypedDict):
    """One resource; a guarantee's amount is what it guarantees, and in no sum."""

    label: str
    tool: str | None
    offer: str | None
    amount: Euros
    nature: Annotated[str, values_of(Nature)]
    state: Annotated[str, values_of(LineState)]
    certain: bool
    certain_amount: Euros
    verdict: Annotated[str, values_of(Verdict)] | None
    missing: list[FieldKey]
    guarantee: bool
    on: str | None
    years: float | None
    rate_percent: float | None
    terms: TermsPlain | None
    paid_to: str | None
    bound_by: str | None


class CheckPlain(TypedDict):
    """One check with its two numbers; null where a number is not known, `holds` where that leaves it open or it is only said."""

    id: str
    label: str
    left: int | None
    right: int | None
    unit: Literal["euro", "percent", "count"]
    holds: bool | None
    strength: Literal["established", "probable", "inferred", "usage"]
    source: list[str]


class CallPlain(TypedDict):
    """One telephone call; `before` is the last day, `before_step` what it has to come before. A bank has a label and no desk."""

    desk: str | None
    label: str | None
    contacts: list[ContactPlain]
    before: Day | None
    before_step: Literal["bank", "quote"] | None
    tools: list[str]


class VariantPlain(TypedDict):
    """One plan: the sum of the resources without the guarantees + `missing` = the sum of the uses, to the euro."""

    id: str
    prefers: PreferenceValue
    certain: bool
    title: str
    why: list[str]
    uses: list[UsePlain]
    resources: list[ResourcePlain]
    missing: Euros
    checks: list[CheckPlain]
    yearly_repayment: Euros
    cash_gap: Euros
    calls: list[CallPlain]
    refused: dict[str, str]


class ChangePlain(TypedDict):
    """The smallest change of one fact after which a plan covers the need."""

    profile: dict[str, Any]
    text: str


class PlanPlain(TypedDict):
    """The whole plan, in whole euros; the first variant is what was asked for."""

    schema: Literal["essfund.plan/1"]
    as_of: Day
    catalogue: CataloguePlain
    profile: dict[str, Any]
    supposed: dict[str, Any]
    need: NeedPlain
    covers: bool
    variants: Annotated[list[VariantPlain], Field(min_length=1)]
    changes: list[ChangePlain]
    unpriced: list[str]
    advisers: list[str]
    warnings: list[WarningPlain]
    register: NotRequired[RegisterPlain]


def plan_schema(_: str, vocabularies: Vocabularies, __: Translator) -> dict[str, Any]:
    """JSON Schema of a plan."""
    return output_schema(PlanPlain, "essfund financing plan", vocabularies)
