"""A report as CSV: one line an instrument, ids and plain numbers for machines, words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.verdict import Status
from essfund.presenting.table_cells import csv_text
from essfund.presenting.wording import VERDICTS, contacts, finding, to_know

if TYPE_CHECKING:
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

HEADER = (
    "rank", "tool", "name", "family", "reach", "verdict", "availability", "offer", "amount_min", "amount_max",
    "need_covered", "score", "missing", "answer", "reasons", "to_know", "reservations", "contact", "successor", "as_of",
)


def render(report: Report, view: View) -> str:
    """Return every instrument of the report as CSV text."""
    return csv_text(HEADER, [_row(result, report, view) for result in report.results])


def _row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tool, tr = result.instrument.tool, view.tr
    waiting = [one.reservation.id for one in result.offer.pending if one.status is Status.UNKNOWN]
    return (
        result.rank, result.instrument.id, tool.name, tool.family, tool.reach, result.verdict.value,
        result.availability.value, result.offer.offer.id, result.amount.low, result.amount.high,
        None if result.need_covered is None else round(result.need_covered, 4), result.score, " ".join(result.missing),
        tr.text(VERDICTS[result.verdict]), "; ".join(finding(one, report, tr) for one in result.reasons),
        to_know(result, report, tr), " ".join(waiting), contacts(result, tr), result.successor or "",
        report.as_of.isoformat(),
    )
