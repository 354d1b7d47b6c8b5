"""JSON Schemas (2020-12) of everything people or programs write and read: made from the models and fields themselves.

`SCHEMAS` is the registry: `essfund schema`, the files of `schemas/` and their tests derive from it. Each name leads to a
function of the name, the vocabularies and the language of the descriptions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CATALOGUE_FILES = ("tools", "rules", "vocabularies", "cases")
SCHEMAS: dict[str, str] = {
    **dict.fromkeys(CATALOGUE_FILES, "essfund.loading.schemas.files:file_schema"),
    "profile": "essfund.loading.schemas.profile:profile_schema",
    "report": "essfund.loading.schemas.report:report_schema",
    "diagnostics": "essfund.loading.schemas.findings:findings_schema",
    "diff": "essfund.loading.schemas.comparison:comparison_schema",
}


def schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """Return one schema. Raises KeyError for a name that `SCHEMAS` does not have."""
    module, _, function = SCHEMAS[name].partition(":")
    found: dict[str, Any] = getattr(import_module(module), function)(name, vocabularies, tr)
    return {"$schema": DIALECT, **found}
