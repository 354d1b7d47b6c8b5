"""JSON Schemas of what programs write, from the typed dictionaries in the signatures of renderers, where mypy checks every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import TypeAdapter, WithJsonSchema

from essfund.loading.model_schemas import closed
from essfund.model.case import ADDED_TOO

if TYPE_CHECKING:
    from essfund.model.vocabulary import Vocabularies

PROFILE = {"$comment": "profile"}
"""Stands for a reference to the definition `profile`: pydantic follows only references to what it defines itself."""

ProfilePlain = Annotated[dict[str, Any], WithJsonSchema(PROFILE)]
"""A profile as its own schema has it: whoever uses this adds the definition `profile`."""


def output_schema(shape: Any, title: str, vocabularies: Vocabularies, definitions: dict[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an output of a catalogue: every key is there, and no other; fields are those of the catalogue."""
    schema: dict[str, Any] = _finished(closed(TypeAdapter(shape).json_schema()), list(vocabularies.fields))
    defined = {**schema.pop("$defs", {}), **(definitions or {})}
    return {"title": title, **schema, **({"$defs": defined} if defined else {})}


def _finished(node: Any, fields: list[str]) -> Any:
    """A schema without the titles that pydantic makes of names, with references to the profile, and with the fields of the catalogue."""
    if isinstance(node, dict) and node.get("$comment") == PROFILE["$comment"]:
        return {"$ref": "#/$defs/profile"}
    if isinstance(node, dict) and node.get("$comment") == ADDED_TOO:
        return {"enum": fields}
    if isinstance(node, list):
        return [_finished(item, fields) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _finished(value, fields) for key, value in node.items() if key != "title" or not isinstance(value, str)}
