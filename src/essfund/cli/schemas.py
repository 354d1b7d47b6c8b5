"""Registry of JSON Schemas: `essfund schema`, the files of `schemas/` and their tests derive from it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from essfund.loading.schemas import CATALOGUE_FILES

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: dict[str, str] = {
    **dict.fromkeys(CATALOGUE_FILES, "essfund.loading.schemas.files:file_schema"),
    "profile": "essfund.loading.schemas.profile:profile_schema",
    "report": "essfund.answer.report_schema:report_schema",
    "diagnostics": "essfund.review.diagnostics.schema:findings_schema",
    "diff": "essfund.review.diff.schema:comparison_schema",
}
"""Each name leads to a function of the name, the vocabularies and the language of the descriptions."""


def schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """Return one schema. Raises KeyError for a name that `SCHEMAS` does not have."""
    module, _, function = SCHEMAS[name].partition(":")
    found: dict[str, Any] = getattr(import_module(module), function)(name, vocabularies, tr)
    return {"$schema": DIALECT, **found}
