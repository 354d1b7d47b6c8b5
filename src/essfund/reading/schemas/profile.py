"""The schema of a profile: every field of `FIELDS`, and the adviser's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.messages import N_
from essfund.models.fields import FIELDS

if TYPE_CHECKING:
    from essfund.language.speaker import Speaker
    from essfund.models.vocabulary import Vocabularies

MET: dict[str, Any] = {"type": ["boolean", "string"]}
LONGEST_NOTE = 500


def profile_schema(name: str, vocabularies: Vocabularies, speak: Speaker) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """Return the schema of a profile file."""
    return {"title": "essfund profile", **profile_object(vocabularies, speak)}


def profile_object(vocabularies: Vocabularies, speak: Speaker) -> dict[str, Any]:
    """Return the schema of a profile wherever one stands: a file, a golden case."""
    properties: dict[str, Any] = {
        key: {
            "description": speak.text(field.question),
            "anyOf": [field.kind.schema(vocabularies.of(field.vocabulary)), {"type": "null"}],
        }
        for key, field in FIELDS.items()
    }
    properties["answers"] = {
        "description": speak.text(N_("What the adviser learnt about conditions and reservations, by id.")),
        "type": "object",
        "additionalProperties": _answer(speak),
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _answer(speak: Speaker) -> dict[str, Any]:
    known = {
        "met": {"description": speak.text(N_("Whether the condition is met: true or false.")), **MET},
        "note": {"description": speak.text(N_("Who said so, and when.")), "type": "string", "maxLength": LONGEST_NOTE},
    }
    return {
        "description": speak.text(N_("The answer to one condition: true or false, perhaps with a note.")),
        "anyOf": [MET, {"type": "object", "properties": known, "required": ["met"], "additionalProperties": False}],
    }
