"""The JSON Schema of `essfund diff --format json`, `essfund.diff/1`."""

from __future__ import annotations

from typing import Any

from essfund.models.comparison import AmountKind, Kind, Status, Turn
from essfund.models.fields import FIELDS
from essfund.models.report import Availability
from essfund.reading.schemas import AMOUNT, DIALECT, MAYBE_TEXT, TEXT, VERDICT, list_of, object_of

DAY: dict[str, Any] = {"type": "string", "format": "date"}
MAYBE_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
STATE: dict[str, Any] = {"enum": [one.value for one in Availability]}
MAYBE_STATE: dict[str, Any] = {"enum": [*STATE["enum"], None]}
SPAN: dict[str, Any] = {"first": MAYBE_DAY, "last": MAYBE_DAY}
WITNESS = object_of({"profile": {"type": "object"}, "as_of": DAY})
SHOWN: dict[str, Any] = {"before": VERDICT, "after": VERDICT, "offer": MAYBE_TEXT, "witness": WITNESS}
TALLY = {key: COUNT for key in ("better", "worse", "more", "less", "other")}
FIELDS_CHANGED = list_of(object_of({"path": list_of(TEXT), "old": {}, "new": {}, "text": TEXT}))


def comparison_schema() -> dict[str, Any]:
    """Return the schema of a comparison. A witness that is null proves that there is nobody; days that are null have no end."""
    side = object_of({"name": TEXT, "edition": TEXT, "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}})
    return {"$schema": DIALECT, "title": "essfund diff", **object_of({
        "schema": {"const": "essfund.diff/1"},
        "as_of": DAY,
        "changed": {"type": "boolean"},
        "old": side,
        "new": side,
        "summary": object_of({
            "text": list_of(TEXT),
            "instruments": object_of({one.value: list_of(TEXT) for one in Status}),
            "golden": object_of({"profiles": COUNT, "unread": COUNT, **TALLY}),
        }),
        "instruments": list_of(_instrument()),
        "entries": list_of(object_of({
            "kind": {"enum": [one.value for one in Kind]}, "id": TEXT, "touches": list_of(TEXT), "fields": FIELDS_CHANGED,
        })),
        "vocabulary": list_of(object_of({
            "field": {"enum": list(FIELDS)}, "id": TEXT, "added": {"type": "boolean"}, "tools": list_of(TEXT),
        })),
    })}


def _instrument() -> dict[str, Any]:
    outcome = object_of({"verdict": VERDICT, "availability": STATE, "offer": TEXT, "amount": AMOUNT, "unmet": list_of(TEXT)})
    change = object_of({
        "cases": list_of(TEXT), "as_of": DAY, "profile": {"type": "object"}, "old": _maybe(outcome), "new": _maybe(outcome),
        "because": list_of(TEXT),
    })
    return object_of({
        "tool": TEXT, "name": TEXT, "status": {"enum": [one.value for one in Status]}, "was": MAYBE_TEXT, "fields": FIELDS_CHANGED,
        "effect": _maybe(_effect()), "golden": object_of({**TALLY, "changes": list_of(change)}),
    })


def _effect() -> dict[str, Any]:
    rule = object_of({
        "id": TEXT, "offer": MAYBE_TEXT, "origin": {"enum": ["own", "shared", "floor", None]}, "old": MAYBE_TEXT, "new": MAYBE_TEXT,
        "gained": _maybe(object_of(SHOWN)), "lost": _maybe(object_of(SHOWN)),
    })
    amount = object_of({
        "offer": TEXT, "kind": {"enum": [one.value for one in AmountKind]}, "old": AMOUNT, "new": AMOUNT, "witness": WITNESS,
    })
    return object_of({
        "class": {"enum": [one.value for one in Turn]},
        "transitions": list_of(object_of({**SHOWN, "days": list_of(object_of(SPAN))})),
        "rules": list_of(rule),
        "amounts": list_of(amount),
        "availability": list_of(object_of({**SPAN, "old": MAYBE_STATE, "new": MAYBE_STATE})),
    })


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
