"""The schema of what `match --format json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.models.fields import FIELDS
from essfund.models.tool import FAMILIES, REACHES

if TYPE_CHECKING:
    from essfund.language.speaker import Speaker
    from essfund.models.vocabulary import Vocabularies


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
RATIO: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
VERDICT: dict[str, Any] = {"enum": ["eligible", "to_check", "ineligible"]}
STATUS: dict[str, Any] = {"enum": ["met", "unmet", "unknown"]}
STRENGTH: dict[str, Any] = {"enum": ["established", "probable", "inferred"]}
TOLD = _object({"met": {"type": "boolean"}, "note": TEXT})


def report_schema(name: str, vocabularies: Vocabularies, speak: Speaker) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """Return the schema of `match --format json`, `essfund.match/1`. Amounts are whole euros, null is « no bound known »."""
    amount = _object({
        "min": {"type": "integer", "minimum": 0}, "max": {"type": ["integer", "null"]},
        "certain": {"type": ["integer", "null"]}, "basis": TEXT,
    })
    condition = _object({
        "id": TEXT, "label": TEXT, "status": STATUS, "strength": STRENGTH, "fields": _list(TEXT), "source": TEXT,
        "proof": {"type": "object"}, "answer": TOLD,
    }, ("answer",))
    reservation = _object(
        {"id": TEXT, "text": TEXT, "status": STATUS, "strength": STRENGTH, "source": TEXT, "answer": TOLD}, ("answer",)
    )
    result = _object({
        "rank": {"type": "integer", "minimum": 1}, "tool": TEXT, "offer": TEXT, "name": TEXT,
        "family": {"enum": list(FAMILIES)},
        "reach": {"enum": list(REACHES)}, "verdict": VERDICT,
        "availability": {"enum": ["open", "unverified", "upcoming", "suspended", "closed"]}, "successor": MAYBE_TEXT,
        "score": {"type": "number", "minimum": 0, "maximum": 1}, "amount": amount, "need_covered": RATIO,
        "criteria": _list(_object({"id": TEXT, "value": RATIO, "weight": {"type": "number", "minimum": 0}})),
        "conditions": _list(condition), "reservations": _list(reservation), "missing": _list({"enum": list(FIELDS)}),
        "offers": _list(_object({"offer": TEXT, "label": MAYBE_TEXT, "verdict": VERDICT, "amount": amount})),
        "contact": {"anyOf": [_object({"name": TEXT, "url": MAYBE_TEXT}), {"type": "null"}]},
        "contacts": _list(_object({"name": TEXT, "url": MAYBE_TEXT, "phone": MAYBE_TEXT})), "notes": _list(TEXT),
        "checked_on": {"type": "string", "format": "date"},
    })
    return {"title": "essfund match report", **_object({
        "schema": {"const": "essfund.match/1"},
        "as_of": {"type": "string", "format": "date"},
        "catalogue": _object({"edition": TEXT, "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}}),
        "profile": {"type": "object"},
        "results": _list(result),
        "questions": _list(_object({
            "field": {"enum": list(FIELDS)}, "question": TEXT, "option": TEXT, "settles": _list(TEXT), "touches": _list(TEXT),
        })),
        "warnings": _list(_object({"code": TEXT, "message": TEXT})),
    })}
