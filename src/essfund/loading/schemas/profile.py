"""The schema of a profile: every field of the catalogue, and the adviser's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.model.fields import FACT

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies

MET: dict[str, Any] = {"type": ["boolean", "string"]}
LONGEST_NOTE = 500
SAID_UNKNOWN = ("", "?", "NN", "NSP", "inconnu", "unknown")
"""What says that a field is unknown, as people most often write it; any case and more words are read (`says_unknown`)."""


def profile_schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """The schema of a profile file."""
    return {"title": "essfund profile", **profile_object(vocabularies, tr)}


def profile_object(vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """The schema of a profile wherever one stands: a file, a golden case."""
    properties: dict[str, Any] = {
        name: {"description": tr.words(field.question), "anyOf": [
            _worded(field.kind.schema(vocabularies.of(field.vocabulary)), tr), {"type": "null"}, {"enum": list(SAID_UNKNOWN)}]}
        for key, field in vocabularies.fields.items() for name in names_of(field)
    }
    known = {
        "met": {"description": tr.text(N_("Whether the condition is met: true or false.")), **MET},
        "note": {"description": tr.text(N_("Who said so, and when.")), "type": "string", "maxLength": LONGEST_NOTE},
    }
    answer = {
        "description": tr.text(N_("The answer to one condition: true or false, perhaps with a note.")),
        "anyOf": [MET, {"type": "object", "properties": known, "required": ["met"], "additionalProperties": False}],
    }
    about = tr.text(N_("What the adviser learnt about conditions and reservations, by id."))
    properties["answers"] = {"description": about, "type": "object", "additionalProperties": answer}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def names_of(field: Field) -> tuple[str, ...]:
    """Keys under which a profile tells a field: its own, and its option where it has one."""
    return (field.key,) if field.option.startswith(FACT) else (field.key, field.option.lstrip("-").replace("-", "_"))


def _worded(node: Any, tr: Translator) -> Any:
    """A schema of a kind of field, what it says of keys in the language of the reader."""
    if isinstance(node, list):
        return [_worded(item, tr) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: tr.text(value) if key == "description" and isinstance(value, str) else _worded(value, tr) for key, value in node.items()}
