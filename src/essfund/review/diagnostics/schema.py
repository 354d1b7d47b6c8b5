"""Shape of `validate --format json`, `essfund.diagnostics/1`: what `essfund schema diagnostics` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from essfund.core.diagnostics import Severity
from essfund.loading.schemas.outputs import ProfilePlain, output_schema
from essfund.loading.schemas.profile import profile_object
from essfund.model.authored_types import CODE
from essfund.presenting.json_shapes import Count, Day, values_of

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

Position = Annotated[int, Field(ge=1)]
"""Lines and columns count from 1."""


class WitnessPlain(TypedDict):
    """An enterprise that shows a finding."""

    profile: ProfilePlain
    catalogue: str | None
    as_of: Day
    shows: str | None


class CausePlain(TypedDict):
    """The finding that another follows from, by its code and place."""

    code: Annotated[str, Field(pattern=CODE)]
    file: str | None
    line: Position | None
    column: Position | None


class DiagnosticPlain(TypedDict):
    """One finding at its place."""

    code: Annotated[str, Field(pattern=CODE)]
    severity: Annotated[str, values_of(Severity)]
    message: str
    help: str | None
    file: str | None
    line: Position | None
    column: Position | None
    end_line: Position | None
    end_column: Position | None
    witness: WitnessPlain | None
    cause: CausePlain | None


class CountedPlain(TypedDict):
    """How many of all things golden cases state."""

    stated: Count
    all: Count


class CodeCountPlain(TypedDict):
    """How many findings there are of one code with one severity, listed or not."""

    code: Annotated[str, Field(pattern=CODE)]
    severity: Annotated[str, values_of(Severity)]
    count: Count
    title: str


class FindingsPlain(TypedDict):
    """Everything that one run found."""

    schema: Literal["essfund.diagnostics/1"]
    errors: Count
    warnings: Count
    notes: Count
    instruments: Count
    cases: Count
    coverage: dict[str, CountedPlain]
    statistics: list[CodeCountPlain]
    diagnostics: list[DiagnosticPlain]


def findings_schema(_: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """The JSON Schema of findings; profiles follow the vocabularies."""
    return output_schema(FindingsPlain, "essfund diagnostics", vocabularies, {"profile": profile_object(vocabularies, tr)})
