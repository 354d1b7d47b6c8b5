"""JSON Schemas (2020-12) of everything people or programs write and read: made from the models and fields themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.models.fields import FIELDS
from essfund.reading.validation import adapter

if TYPE_CHECKING:
    from essfund.models.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("tools", "rules", "vocabularies", "cases")
ANSWER = {
    "anyOf": [
        {"type": ["boolean", "string"]},
        {
            "type": "object",
            "properties": {"met": {"type": ["boolean", "string"]}, "note": {"type": "string", "maxLength": 500}},
            "required": ["met"],
            "additionalProperties": False,
        },
    ]
}


def file_schema(role: str) -> dict[str, Any]:
    """Return the schema of one kind of catalogue file. Raises KeyError for an unknown kind."""
    found: dict[str, Any] = adapter(role).json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **found}


def profile_schema(vocabularies: Vocabularies) -> dict[str, Any]:
    """Return the schema of a profile file: every field of `FIELDS`, and the adviser's answers."""
    properties: dict[str, Any] = {
        key: {
            "description": field.question,
            "anyOf": [field.kind.schema(vocabularies.of(field.vocabulary)), {"type": "null"}],
        }
        for key, field in FIELDS.items()
    }
    properties["answers"] = {
        "description": "What the adviser learnt about conditions and reservations, by id.",
        "type": "object",
        "additionalProperties": ANSWER,
    }
    return {
        "$schema": DIALECT,
        "title": "essfund profile",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def object_of(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of a mapping with these keys and no other."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def list_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of such items."""
    return {"type": "array", "items": item}


TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
RATIO: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
VERDICT: dict[str, Any] = {"enum": ["eligible", "to_check", "ineligible"]}
STATUS: dict[str, Any] = {"enum": ["met", "unmet", "unknown"]}
STRENGTH: dict[str, Any] = {"enum": ["established", "probable", "inferred"]}
AMOUNT = object_of({
    "min": {"type": "integer", "minimum": 0}, "max": {"type": ["integer", "null"]},
    "certain": {"type": ["integer", "null"]}, "basis": TEXT,
})
TOLD = object_of({"met": {"type": "boolean"}, "note": TEXT})


def report_schema() -> dict[str, Any]:
    """Return the schema of `match --format json`, `essfund.match/1`. Amounts are whole euros, null is « no bound known »."""
    condition = object_of({
        "id": TEXT, "label": TEXT, "status": STATUS, "strength": STRENGTH, "fields": list_of(TEXT), "source": TEXT,
        "proof": {"type": "object"}, "answer": TOLD,
    }, ("answer",))
    reservation = object_of(
        {"id": TEXT, "text": TEXT, "status": STATUS, "strength": STRENGTH, "source": TEXT, "answer": TOLD}, ("answer",)
    )
    result = object_of({
        "rank": {"type": "integer", "minimum": 1}, "tool": TEXT, "offer": TEXT, "name": TEXT,
        "family": {"enum": ["subvention", "fonds-propres", "pret", "garantie", "accompagnement"]},
        "reach": {"enum": ["regional", "national-decline", "national"]}, "verdict": VERDICT,
        "availability": {"enum": ["open", "unverified", "upcoming", "suspended", "closed"]}, "successor": MAYBE_TEXT,
        "score": {"type": "number", "minimum": 0, "maximum": 1}, "amount": AMOUNT, "need_covered": RATIO,
        "criteria": list_of(object_of({"id": TEXT, "value": RATIO, "weight": {"type": "number", "minimum": 0}})),
        "conditions": list_of(condition), "reservations": list_of(reservation), "missing": list_of({"enum": list(FIELDS)}),
        "offers": list_of(object_of({"offer": TEXT, "label": MAYBE_TEXT, "verdict": VERDICT, "amount": AMOUNT})),
        "contact": {"anyOf": [object_of({"name": TEXT, "url": MAYBE_TEXT}), {"type": "null"}]},
        "contacts": list_of(object_of({"name": TEXT, "url": MAYBE_TEXT, "phone": MAYBE_TEXT})), "notes": list_of(TEXT),
        "checked_on": {"type": "string", "format": "date"},
    })
    return {"$schema": DIALECT, "title": "essfund match report", **object_of({
        "schema": {"const": "essfund.match/1"},
        "as_of": {"type": "string", "format": "date"},
        "catalogue": object_of({"edition": TEXT, "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}}),
        "profile": {"type": "object"},
        "results": list_of(result),
        "questions": list_of(object_of({
            "field": {"enum": list(FIELDS)}, "question": TEXT, "option": TEXT, "settles": list_of(TEXT), "touches": list_of(TEXT),
        })),
        "warnings": list_of(object_of({"code": TEXT, "message": TEXT})),
    })}
