"""Documents against the models of `essfund.model`, by pydantic. Only reading files needs this module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from essfund.loading.model_schemas import adapter

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.yaml_reader import Document


def validate(role: str, document: Document) -> tuple[Any, list[Diagnostic]]:
    """Return the model of a document, or None and everything that is wrong with its shape."""
    try:
        return adapter(role).validate_python(document.data), []
    except ValidationError as error:
        from essfund.loading.schema_lookup import wanted  # noqa: PLC0415 - only when something is wrong
        from essfund.loading.shape import shape_diagnostics  # noqa: PLC0415 - only when something is wrong

        return None, shape_diagnostics(error, document, wanted(role))
