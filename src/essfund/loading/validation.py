"""Documents against the models of `essfund.model`, by pydantic. Only reading files needs this module.

The models name their constraints (`Id`, `Day`, `Field`…) in annotations alone, so that a cached catalogue needs no pydantic.
pydantic looks those names up in the module of each model: they are put there when this module is imported.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import Field, TypeAdapter, ValidationError

from essfund.model import authored_types, rulebook, tool, vocabulary
from essfund.model.case import CasesDocument
from essfund.model.requirement import Requirement
from essfund.model.rulebook import RulesDocument
from essfund.model.tool import Source, Tool, ToolsDocument
from essfund.model.vocabularies_document import VocabulariesDocument

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.yaml_reader import Document

for _module in (tool, rulebook, vocabulary):
    vars(_module).update(
        {name: value for name, value in vars(authored_types).items() if not name.startswith("_")},
        Field=Field,
        Requirement=Requirement,
    )

MODELS: dict[str, Any] = {
    "tools": ToolsDocument,
    "rules": RulesDocument,
    "vocabularies": VocabulariesDocument,
    "cases": CasesDocument,
    "tool": Tool,
    "source": Source,
}


@cache
def adapter(role: str) -> TypeAdapter[Any]:
    """Return the validator of one kind of document or entry."""
    return TypeAdapter(MODELS[role])


def model_schema(role: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of document as its models make it; `essfund.loading.schemas` makes it fit for people."""
    found: dict[str, Any] = _closed(adapter(role).json_schema(by_alias=True, mode="validation"))
    return found


def _closed(node: Any) -> Any:
    """Say of every mapping with named keys that it has no others: all ours are so, and not every pydantic says it."""
    if isinstance(node, list):
        return [_closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {key: _closed(value) for key, value in node.items()}
    named = isinstance(found.get("properties"), dict) and found.get("type") == "object"
    return {"additionalProperties": False, **found} if named else found


def validate(role: str, document: Document) -> tuple[Any, list[Diagnostic]]:
    """Return the model of a document, or None and everything that is wrong with its shape."""
    try:
        return adapter(role).validate_python(document.data), []
    except ValidationError as error:
        from essfund.loading.schema_lookup import wanted  # noqa: PLC0415 - only when something is wrong
        from essfund.loading.shape import shape_diagnostics  # noqa: PLC0415 - only when something is wrong

        return None, shape_diagnostics(error, document, wanted(role))
