"""Models of the files of a catalogue as pydantic validators and JSON Schemas. Only reading files needs this module.

The models name their constraints (`Id`, `Day`, `Field`…) in annotations alone, so that a cached catalogue needs no pydantic.
pydantic looks those names up in the module of each model: they are put there when this module is imported.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import Field, TypeAdapter

from essfund.model import authored_types, rulebook, terms, tool, vocabulary
from essfund.model.case import CasesDocument
from essfund.model.requirement import Requirement
from essfund.model.rulebook import RulesDocument
from essfund.model.tool import Source, Tool, ToolsDocument
from essfund.model.vocabularies_document import VocabulariesDocument

for _module in (tool, rulebook, terms, vocabulary):
    vars(_module).update(
        {name: value for name, value in vars(authored_types).items() if not name.startswith("_")},
        Field=Field,
        Requirement=Requirement,
    )

MODELS: dict[str, Any] = {
    "tools": ToolsDocument, "rules": RulesDocument, "vocabularies": VocabulariesDocument, "cases": CasesDocument,
    "tool": Tool, "source": Source,
}


@cache
def adapter(role: str) -> TypeAdapter[Any]:
    """The validator of one kind of document or entry."""
    return TypeAdapter(MODELS[role])


def model_schema(role: str) -> dict[str, Any]:
    """The JSON Schema of one kind of document as its models make it; `essfund.loading.schemas` makes it fit for people."""
    return dict(closed(adapter(role).json_schema(by_alias=True, mode="validation")))


def closed(node: Any) -> Any:
    """A schema that says of every mapping with named keys that it has no others; not every pydantic says it."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: closed(value) for key, value in node.items()}
    named = isinstance(found.get("properties"), dict) and found.get("type") == "object"
    return {"additionalProperties": False, **found} if named else found
