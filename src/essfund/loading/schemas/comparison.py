"""The JSON Schema of `essfund diff --format json`, `essfund.diff/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.loading.schemas.profile import profile_object
from essfund.loading.schemas.shapes import AMOUNT, COUNT, MAYBE_TEXT, TEXT, record, several
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Verdict
from essfund.review.diff.model import AmountKind, EffectKind, EntryKind, InstrumentStatus

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

VERDICT: dict[str, Any] = {"enum": [one.value for one in Verdict]}
DAY: dict[str, Any] = {"type": "string", "format": "date"}
MAYBE_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
STATE: dict[str, Any] = {"enum": [one.value for one in Availability]}
MAYBE_STATE: dict[str, Any] = {"enum": [*STATE["enum"], None]}
SPAN: dict[str, Any] = {"first": MAYBE_DAY, "last": MAYBE_DAY}
PROFILE = {"$ref": "#/$defs/profile"}
WITNESS = record({"profile": PROFILE, "as_of": DAY})
SHOWN: dict[str, Any] = {"before": VERDICT, "after": VERDICT, "offer": MAYBE_TEXT, "witness": WITNESS}
TALLY = dict.fromkeys(("better", "worse", "more", "less", "other"), COUNT)
FIELDS_CHANGED = several(record({"path": several(TEXT), "old": {}, "new": {}, "text": TEXT}))


def comparison_schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """Return the schema of a comparison. A witness that is null proves that there is nobody; days that are null have no end."""
    side = record({"name": TEXT, "edition": TEXT, "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}})
    return {"title": "essfund diff", **record({
        "schema": {"const": "essfund.diff/1"},
        "as_of": DAY,
        "changed": {"type": "boolean"},
        "old": side,
        "new": side,
        "summary": record({
            "text": several(TEXT),
            "instruments": record({one.value: several(TEXT) for one in InstrumentStatus}),
            "golden": record({"profiles": COUNT, "unread": COUNT, **TALLY}),
        }),
        "instruments": several(_instrument()),
        "entries": several(record({
            "kind": {"enum": [one.value for one in EntryKind]}, "id": TEXT, "touches": several(TEXT), "fields": FIELDS_CHANGED,
        })),
        "vocabulary": several(record({
            "field": {"enum": list(FIELDS)}, "id": TEXT, "added": {"type": "boolean"}, "tools": _maybe(several(TEXT)),
        })),
    }), "$defs": {"profile": profile_object(vocabularies, tr)}}


def _instrument() -> dict[str, Any]:
    outcome = record({"verdict": VERDICT, "availability": STATE, "offer": TEXT, "amount": AMOUNT, "unmet": several(TEXT)})
    change = record({
        "cases": several(TEXT), "as_of": DAY, "profile": PROFILE, "old": _maybe(outcome), "new": _maybe(outcome),
        "because": several(TEXT),
    })
    return record({
        "tool": TEXT, "name": TEXT, "status": {"enum": [one.value for one in InstrumentStatus]}, "was": MAYBE_TEXT,
        "fields": FIELDS_CHANGED,
        "effect": _maybe(_effect()), "golden": record({**TALLY, "changes": several(change)}),
    })


def _effect() -> dict[str, Any]:
    rule = record({
        "id": TEXT, "offer": MAYBE_TEXT, "origin": {"enum": ["own", "shared", "floor", None]}, "old": MAYBE_TEXT, "new": MAYBE_TEXT,
        "gained": _maybe(record(SHOWN)), "lost": _maybe(record(SHOWN)),
    })
    amount = record({
        "offer": TEXT, "kind": {"enum": [one.value for one in AmountKind]}, "old": AMOUNT, "new": AMOUNT, "witness": WITNESS,
    })
    return record({
        "class": {"enum": [one.value for one in EffectKind]},
        "transitions": several(record({**SHOWN, "days": several(record(SPAN))})),
        "rules": several(rule),
        "amounts": several(amount),
        "availability": several(record({**SPAN, "old": MAYBE_STATE, "new": MAYBE_STATE})),
    })


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
