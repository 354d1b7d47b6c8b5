"""The proof for one instrument as JSON, `essfund.explain/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.report_json import finding_plain, pending_plain, plain, result_plain
from essfund.model.fields import FIELDS
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.model.report import MinimalChange, Report, Result
    from essfund.presenting.view import View

SCHEMA = "essfund.explain/1"


def render(report: Report, result: Result, changes: tuple[MinimalChange, ...], view: View) -> str:
    """Return the explanation as JSON text: every offer with its proof, and the smallest changes."""
    head = plain(report, view.tr)
    found = {
        "schema": SCHEMA,
        **{key: head[key] for key in ("as_of", "catalogue", "profile", "warnings")},
        "result": result_plain(result, report, view.tr),
        "offers": [
            {
                "offer": one.offer.id,
                "verdict": one.verdict.value,
                "conditions": [finding_plain(item, report, view.tr) for item in one.findings],
                "reservations": [pending_plain(item, view.tr) for item in one.pending],
            }
            for one in result.offers
        ],
        "changes": [
            {key: FIELDS[key].kind.plain(value) for key, value in change.values.items()} for change in changes
        ],
        "afterwards": [
            {
                "verdict": change.verdict.value,
                "availability": change.availability.value,
                "until": change.until.isoformat() if change.until else None,
            }
            for change in changes
        ],
    }
    return json_text(found)
