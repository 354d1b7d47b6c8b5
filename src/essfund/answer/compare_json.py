"""Instruments side by side as JSON, `essfund.compare/1`: the results of `match` for each, and what holds between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.report_json import plain, result_plain
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

SCHEMA = "essfund.compare/1"


def render(report: Report, results: Sequence[Result], view: View) -> str:
    """Return the comparison as JSON text."""
    head, chosen = plain(report, view.tr), {one.instrument.id for one in results}
    return json_text({
        "schema": SCHEMA,
        **{key: head[key] for key in ("as_of", "catalogue", "profile", "warnings")},
        "results": [result_plain(one, report, view.tr) for one in results],
        "relations": [
            {
                "kind": kind,
                "tools": [key for key in relation.tools if key in chosen],
                "text": view.tr.say(relation.text),
                "strength": relation.strength.value,
                "source": ", ".join(relation.source),
            }
            for kind, found in (("incompatible", report.catalogue.incompatibilities), ("pairing", report.catalogue.pairings))
            for relation in found
            if len(chosen.intersection(relation.tools)) > 1
        ],
    })
