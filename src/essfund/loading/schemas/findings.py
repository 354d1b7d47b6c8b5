"""The schema of what `validate --format json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Severity
from essfund.loading.schemas.profile import profile_object
from essfund.loading.schemas.shapes import COUNT, MAYBE_TEXT, TEXT, record, several
from essfund.model.authored_types import CODE

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

PLACE: dict[str, Any] = {"type": ["integer", "null"], "minimum": 1}
DAY: dict[str, Any] = {"type": "string", "format": "date"}


def findings_schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """Return the schema of `essfund.diagnostics/1`. Lines and columns count from 1."""
    witness = record({"profile": {"$ref": "#/$defs/profile"}, "catalogue": MAYBE_TEXT, "as_of": DAY, "shows": MAYBE_TEXT})
    diagnostic = record({
        "code": {"type": "string", "pattern": CODE},
        "severity": {"enum": [one.value for one in Severity]},
        "message": TEXT, "help": MAYBE_TEXT, "file": MAYBE_TEXT,
        "line": PLACE, "column": PLACE, "end_line": PLACE, "end_column": PLACE,
        "witness": {"anyOf": [witness, {"type": "null"}]},
    })
    return {
        "title": "essfund diagnostics",
        **record({
            "schema": {"const": "essfund.diagnostics/1"},
            **{f"{one.value}s": COUNT for one in Severity},
            "instruments": COUNT,
            "cases": COUNT,
            "coverage": {"type": "object", "additionalProperties": record({"stated": COUNT, "all": COUNT})},
            "diagnostics": several(diagnostic),
        }),
        "$defs": {"profile": profile_object(vocabularies, tr)},
    }
