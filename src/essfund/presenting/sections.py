"""The order in which people read a report: money, guarantees, support, then what is closed or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, counted
from essfund.engine.ranking import CASH, MONEYLESS
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

MONEY, GUARANTEES, SUPPORT = N_("Financing"), N_("Guarantees (they make a loan possible)"), N_("Support")
CLOSED, REFUSED = N_("Closed instruments"), N_("Not eligible")


class ReportSection(NamedTuple):
    """A heading and the results below it."""

    title: str
    results: Sequence[Result]


def sections(report: Report, *, everything: bool) -> list[ReportSection]:
    """Return the sections that are not empty; refused instruments only if everything is wanted."""
    living = [r for r in report.results if r.availability is not Availability.CLOSED]
    options = [r for r in living if r.verdict is not Verdict.INELIGIBLE]
    closed = [r for r in report.results if r.availability is Availability.CLOSED]
    if not everything:
        closed = [r for r in closed if r.verdict is not Verdict.INELIGIBLE]
    found = [
        ReportSection(MONEY, [r for r in options if r.instrument.tool.family in CASH]),
        ReportSection(GUARANTEES, [r for r in options if r.instrument.tool.family == "garantie"]),
        ReportSection(SUPPORT, [r for r in options if r.instrument.tool.family == MONEYLESS]),
        ReportSection(REFUSED, [r for r in living if r.verdict is Verdict.INELIGIBLE] if everything else []),
        ReportSection(CLOSED, closed),
    ]
    return [section for section in found if section.results]


def left_out(report: Report, view: View) -> list[str]:
    """Return what is said of the refused instruments that a view leaves out; nothing if there are none."""
    count = 0 if view.everything else sum(result.verdict is Verdict.INELIGIBLE for result in report.results)
    words = counted(count, N_("{count} instrument is not eligible; --all shows it and why"),
                    N_("{count} instruments are not eligible; --all shows them and why"))
    return [view.tr.say(words)] if count else []
