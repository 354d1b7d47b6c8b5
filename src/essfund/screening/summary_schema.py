"""Shape of `screen --format json`, `essfund.screen/1`: the contract that `essfund schema screen` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from essfund.loading.schemas.outputs import output_schema
from essfund.presenting.json_shapes import CataloguePlain, ColumnReadPlain, Day, FieldKey, RowsReadPlain

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

Rows = Annotated[int, Field(ge=0)]


class VerdictsPlain(TypedDict):
    """Rows by verdict; they add up to the rows that were answered."""

    eligible: Rows
    to_check: Rows
    ineligible: Rows


class InstrumentPlain(TypedDict):
    """One instrument: rows by verdict and by place, rows in which a field is missing, rows that a condition refuses."""

    tool: str
    name: str
    verdicts: VerdictsPlain
    places: dict[str, Rows]
    missing: dict[FieldKey, Rows]
    refused_by: dict[str, Rows]


class GroupPlain(TypedDict):
    """Rows with one value of the field of `--by`, by instrument and verdict."""

    label: str
    rows: Rows
    verdicts: dict[str, VerdictsPlain]


class ScreenPlain(TypedDict):
    """A whole list in numbers."""

    schema: Literal["essfund.screen/1"]
    as_of: Day
    catalogue: CataloguePlain
    common: dict[str, object]
    rows: RowsReadPlain
    columns: list[ColumnReadPlain]
    instruments: list[InstrumentPlain]
    groups: list[GroupPlain]


def screen_schema(_: str, vocabularies: Vocabularies, __: Translator) -> dict[str, Any]:
    """JSON Schema of the summary of a list."""
    return output_schema(ScreenPlain, "essfund summary of a list", vocabularies)
