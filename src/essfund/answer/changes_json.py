"""What differs between two answers, as plain values: the keys `what_if` and `since` of `essfund.match/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from essfund.answer.report_schema import ChangesPlain, SincePlain, SummaryPlain, WhatIfPlain
    from essfund.model.changes import AnswerChanges, AnswerSummary, Since, Supposition
    from essfund.model.report import Report


def what_if_plain(one: Supposition) -> WhatIfPlain:
    """Return what would differ."""
    values = {key: None if value is None else FIELDS[key].kind.plain(value) for key, value in one.values.items()}
    return {"profile": values, "answers": dict(one.answers), **_shifts(one.found)}


def since_plain(one: Since, report: Report) -> SincePlain:
    """Return what differs from an earlier answer."""
    return {
        "as_of": one.day.isoformat(),
        "edition": one.edition,
        "changed": {
            "catalogue": not one.same_catalogue, "day": one.day != report.as_of, "profile": [*one.fields, *one.answers],
        },
        "lost": list(one.lost),
        **_shifts(one.found),
    }


def _shifts(found: AnswerChanges) -> ChangesPlain:
    return {
        "differs": [
            {
                "tool": one.tool,
                "turn": one.turn.value,
                "before": _told(one.before),
                "after": _told(one.after),
                "causes": [cause.value for cause in one.causes],
            }
            for one in found.shifts
        ],
        "moves": [{"tool": one.tool, "before": one.before, "after": one.after} for one in found.moves],
    }


def _told(one: AnswerSummary | None) -> SummaryPlain | None:
    if one is None:
        return None
    return {
        "verdict": one.verdict.value, "availability": one.availability.value, "min": one.low, "max": one.high, "rank": one.rank,
    }
