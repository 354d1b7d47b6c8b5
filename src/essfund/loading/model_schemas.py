"""Models of the files of a catalogue as pydantic validators and JSON Schemas. Only reading files needs this module.

The models name their constraints (`Id`, `Day`, `Field`…) in annotations alone, so that a cached catalogue needs no pydantic.
pydantic looks those names up in the module of each model: they are put there when this module is imported.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import Field as PydanticField
from pydantic import TypeAdapter

from essfund.model import added_field, authored_types, rulebook, terms, tool, vocabulary
from essfund.model.case import CasesDocument
from essfund.model.requirement import ADDED, Requirement
from essfund.model.rulebook import RulesDocument
from essfund.model.tool import Source, Tool, ToolsDocument
from essfund.model.vocabularies_document import VocabulariesDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.fields import Field

for _module in (tool, rulebook, terms, vocabulary, added_field):
    vars(_module).update(
        {name: value for name, value in vars(authored_types).items() if not name.startswith("_")},
        Field=PydanticField,
        Requirement=Requirement,
    )

MODELS: dict[str, Any] = {
    "tools": ToolsDocument, "rules": RulesDocument, "vocabularies": VocabulariesDocument, "cases": CasesDocument,
    "tool": Tool, "source": Source,
}


CATALOGUES = 8
"""Catalogues with fields of their own whose validators are kept."""


def adapter(role: str, added: Sequence[Field] = ()) -> TypeAdapter[Any]:
    """The validator of one kind of document or entry, whose conditions may test `added` fields too."""
    return _adapter(role, tuple(added) if role in {"rules", "vocabularies"} else ())


@lru_cache(CATALOGUES * len(MODELS))
def _adapter(role: str, added: tuple[Field, ...]) -> TypeAdapter[Any]:
    with testing(added):
        return TypeAdapter(MODELS[role])


@contextmanager
def testing(added: Sequence[Field]) -> Iterator[None]:
    """Make schemas of conditions that may test added fields too."""
    before = ADDED.set(tuple(added))
    try:
        yield
    finally:
        ADDED.reset(before)


def model_schema(role: str, added: Sequence[Field] = ()) -> dict[str, Any]:
    """The JSON Schema of one kind of document as its models make it; `essfund.loading.schemas` makes it fit for people."""
    return dict(closed(adapter(role, added).json_schema(by_alias=True, mode="validation")))


def closed(node: Any) -> Any:
    """A schema that says of every mapping with named keys that it has no others; not every pydantic says it."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: closed(value) for key, value in node.items()}
    named = isinstance(found.get("properties"), dict) and found.get("type") == "object"
    return {"additionalProperties": False, **found} if named else found
