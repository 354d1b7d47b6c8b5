"""Shapes that several JSON outputs share. Renderers name them for type checkers only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from essfund.model.case import ADDED_TOO
from essfund.model.condition import Strength
from essfund.model.fields import FIELDS
from essfund.model.registered import RegisterState
from essfund.model.terms import PAID_TO, PAYMENTS

if TYPE_CHECKING:
    from enum import Enum


def values_of(members: type[Enum]) -> Any:
    """The JSON Schema of the values of an enumeration, as an annotation of `str`."""
    return WithJsonSchema({"enum": [member.value for member in members]})


Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
StrengthValue = Annotated[str, values_of(Strength)]


class AmountPlain(TypedDict):
    """Whole euros; null is « no bound known »."""

    min: int | None
    max: int | None
    certain: int | None
    basis: str


class TermsPlain(TypedDict):
    """What the money costs; null is « not known ». Lists hold one number, or the least and the greatest."""

    rate: str | None
    rate_percent: list[float] | None
    years: list[float] | None
    deferral_months: list[int] | None
    fee: str | None
    fee_percent: list[float] | None
    least_fee: int | None
    security: str | None
    paid_to: Annotated[str, WithJsonSchema({"enum": list(PAID_TO)})] | None
    paid: Annotated[str, WithJsonSchema({"enum": list(PAYMENTS)})] | None
    delay: str | None
    other: str | None
    strength: StrengthValue
    source: str


class NeedPlain(TypedDict):
    """What is left to find, in whole euros, and what it was worked out from; null is « not known »."""

    amount: int | None
    of: dict[str, int | None]


class CataloguePlain(TypedDict):
    """The catalogue that answered."""

    edition: str
    digest: Digest


class MainContact(TypedDict):
    """Whom to call first."""

    name: str
    url: str | None


class ContactPlain(MainContact):
    """Whom to call."""

    phone: str | None


FieldKey = Annotated[str, WithJsonSchema({"$comment": ADDED_TOO, "enum": list(FIELDS)})]
"""Key of a field, one that the catalogue adds too."""


class RegisterPlain(TypedDict):
    """What came from a register: `fields` hold what it says, `told_otherwise` what it says of fields that were told otherwise.

    `day` is the day on which the register last changed what it says. `hints` are no facts, and were not taken.
    """

    register: str
    label: str
    day: Day | None
    fields: list[FieldKey]
    employees_year: int | None
    told_otherwise: dict[str, Any]
    hints: dict[str, bool]
    state: Annotated[str, values_of(RegisterState)]
    partly_public: bool


class WarningPlain(TypedDict):
    """Valid but doubtful input."""

    code: str
    message: str


class RowsReadPlain(TypedDict):
    """Rows of a list: `read` is the sum of the others."""

    read: Count
    answered: Count
    ceased: Count
    rejected: Count


class ColumnReadPlain(TypedDict):
    """One column: field, name, the preset that knows it, rows in which nothing is known of it, cells that were not understood."""

    field: FieldKey
    column: str
    preset: str
    unknown: Count
    unread: Count


class ListReadPlain(TypedDict):
    """What was read of a list; `unused` are the names of columns that told nothing."""

    name: str
    rows: RowsReadPlain
    columns: list[ColumnReadPlain]
    unused: list[str]
