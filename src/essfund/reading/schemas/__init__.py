"""JSON Schemas (2020-12) of everything people or programs write and read: made from the models and fields themselves.

`SCHEMAS` is the registry: `essfund schema`, the files of `schemas/` and their tests derive from it. Each name leads to a
function of the name, the vocabularies and the language of the descriptions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from essfund.language.speaker import Speaker
    from essfund.models.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CATALOGUE_FILES = ("tools", "rules", "vocabularies", "cases")
SCHEMAS: dict[str, str] = {
    **dict.fromkeys(CATALOGUE_FILES, "essfund.reading.schemas.files:file_schema"),
    "profile": "essfund.reading.schemas.profile:profile_schema",
    "report": "essfund.reading.schemas.report:report_schema",
    "diagnostics": "essfund.reading.schemas.findings:findings_schema",
    "diff": "essfund.reading.schemas.comparison:comparison_schema",
}


def schema(name: str, vocabularies: Vocabularies, speak: Speaker) -> dict[str, Any]:
    """Return one schema. Raises KeyError for a name that `SCHEMAS` does not have."""
    module, _, function = SCHEMAS[name].partition(":")
    found: dict[str, Any] = getattr(import_module(module), function)(name, vocabularies, speak)
    return {"$schema": DIALECT, **found}
