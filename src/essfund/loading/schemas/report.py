"""The schema of what `match --format json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.loading.schemas.shapes import AMOUNT, MAYBE_TEXT, TEXT, record, several
from essfund.model.changes import Cause, ChangeKind
from essfund.model.fields import FIELDS
from essfund.model.tool import REACHES

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies


RATIO: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
VERDICT: dict[str, Any] = {"enum": ["eligible", "to_check", "ineligible"]}
AVAILABILITY: dict[str, Any] = {"enum": ["open", "unverified", "upcoming", "suspended", "closed"]}
STATUS: dict[str, Any] = {"enum": ["met", "unmet", "unknown"]}
STRENGTH: dict[str, Any] = {"enum": ["established", "probable", "inferred"]}
TOLD = record({"met": {"type": "boolean"}, "note": TEXT})


def report_schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:  # noqa: ARG001 - one shape
    """Return the schema of `match --format json`, `essfund.match/1`. Amounts are whole euros, null is « no bound known »."""
    condition = record({
        "id": TEXT, "label": TEXT, "status": STATUS, "strength": STRENGTH, "fields": several(TEXT), "source": TEXT,
        "proof": {"type": "object"}, "answer": TOLD,
    }, ("answer",))
    reservation = record(
        {"id": TEXT, "text": TEXT, "status": STATUS, "strength": STRENGTH, "source": TEXT, "answer": TOLD}, ("answer",)
    )
    result = record({
        "rank": {"type": "integer", "minimum": 1}, "tool": TEXT, "offer": TEXT, "name": TEXT,
        "family": {"enum": list(vocabularies.family.terms)},
        "reach": {"enum": list(REACHES)}, "verdict": VERDICT,
        "availability": AVAILABILITY, "successor": MAYBE_TEXT,
        "score": {"type": "number", "minimum": 0, "maximum": 1}, "amount": AMOUNT, "need_covered": RATIO,
        "criteria": several(record({"id": TEXT, "value": RATIO, "weight": {"type": "number", "minimum": 0}})),
        "conditions": several(condition), "reservations": several(reservation), "missing": several({"enum": list(FIELDS)}),
        "offers": several(record({"offer": TEXT, "label": MAYBE_TEXT, "verdict": VERDICT, "amount": AMOUNT})),
        "contact": {"anyOf": [record({"name": TEXT, "url": MAYBE_TEXT}), {"type": "null"}]},
        "contacts": several(record({"name": TEXT, "url": MAYBE_TEXT, "phone": MAYBE_TEXT})), "notes": several(TEXT),
        "checked_on": {"type": "string", "format": "date"},
    })
    said = {"anyOf": [record({
        "verdict": VERDICT, "availability": AVAILABILITY, "min": {"type": "integer"}, "max": {"type": ["integer", "null"]},
        "rank": {"type": "integer", "minimum": 1},
    }), {"type": "null"}]}
    shifts = {
        "differs": several(record({
            "tool": TEXT, "turn": {"enum": [one.value for one in ChangeKind]}, "before": said, "after": said,
            "causes": several({"enum": [one.value for one in Cause]}),
        })),
        "moves": several(record({"tool": TEXT, "before": {"type": "integer"}, "after": {"type": "integer"}})),
    }
    return {"title": "essfund match report", **record({
        "schema": {"const": "essfund.match/1"},
        "as_of": {"type": "string", "format": "date"},
        "catalogue": record({"edition": TEXT, "digest": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}}),
        "profile": {"type": "object"},
        "results": several(result),
        "questions": several(record({
            "field": {"enum": list(FIELDS)}, "question": TEXT, "option": TEXT, "settles": several(TEXT), "touches": several(TEXT),
        })),
        "warnings": several(record({"code": TEXT, "message": TEXT})),
        "what_if": record({"profile": {"type": "object"}, "answers": {"type": "object"}, **shifts}),
        "since": record({
            "as_of": {"type": "string", "format": "date"}, "edition": TEXT,
            "changed": record({"catalogue": {"type": "boolean"}, "day": {"type": "boolean"}, "profile": several(TEXT)}),
            "lost": several(TEXT), **shifts,
        }),
    }, ("what_if", "since"))}
