"""What differs between two answers, as plain values: the keys `what_if` and `since` of `essfund.match/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from essfund.model.changes import AnswerChanges, AnswerSummary, Since, Supposition
    from essfund.model.report import Report


def plain(report: Report) -> dict[str, Any]:
    """Return the keys for what a report carries; none if it carries nothing."""
    found: dict[str, Any] = {}
    if report.what_if is not None:
        found["what_if"] = _supposition(report.what_if)
    if report.since is not None:
        found["since"] = _since(report.since, report)
    return found


def _supposition(one: Supposition) -> dict[str, Any]:
    values = {key: None if value is None else FIELDS[key].kind.plain(value) for key, value in one.values.items()}
    return {"profile": values, "answers": dict(one.answers), **_shifts(one.found)}


def _since(one: Since, report: Report) -> dict[str, Any]:
    return {
        "as_of": one.day.isoformat(),
        "edition": one.edition,
        "changed": {
            "catalogue": not one.same_catalogue, "day": one.day != report.as_of, "profile": [*one.fields, *one.answers],
        },
        "lost": list(one.lost),
        **_shifts(one.found),
    }


def _shifts(found: AnswerChanges) -> dict[str, Any]:
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


def _told(one: AnswerSummary | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "verdict": one.verdict.value, "availability": one.availability.value, "min": one.low, "max": one.high, "rank": one.rank,
    }
