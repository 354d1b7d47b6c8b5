"""The order in which people read a report: money, guarantees, support, other help, then what is refused or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, counted
from essfund.model.verdict import Availability, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

MONEY, GUARANTEES = N_("Financing"), N_("Guarantees (they make a loan possible)")
SUPPORT, OTHER = N_("Support"), N_("Other help")
TITLES = {Role.GUARANTEE: GUARANTEES, Role.SUPPORT: SUPPORT, Role.OTHER: OTHER} | {role: MONEY for role in Role if role.funds}
CLOSED, REFUSED = N_("Closed instruments"), N_("Not eligible")


class ReportSection(NamedTuple):
    """A heading and the results below it."""

    title: str
    results: Sequence[Result]


def sections(report: Report, *, everything: bool) -> list[ReportSection]:
    """Return the sections that are not empty; refused instruments only if everything is wanted. Each result stands in one."""
    found: dict[str, list[Result]] = {title: [] for title in (MONEY, GUARANTEES, SUPPORT, OTHER, REFUSED, CLOSED)}
    for result in report.results:
        if everything or result.verdict is not Verdict.INELIGIBLE:
            found[_title(result)].append(result)
    return [ReportSection(title, results) for title, results in found.items() if results]


def _title(result: Result) -> str:
    if result.availability is Availability.CLOSED:
        return CLOSED
    return REFUSED if result.verdict is Verdict.INELIGIBLE else TITLES[result.instrument.role]


def left_out(report: Report, view: View) -> list[str]:
    """Return what is said of the refused instruments that a view leaves out; nothing if there are none."""
    count = 0 if view.everything else sum(result.verdict is Verdict.INELIGIBLE for result in report.results)
    words = counted(count, N_("{count} instrument is not eligible; --all shows it and why"),
                    N_("{count} instruments are not eligible; --all shows them and why"))
    return [view.tr.say(words)] if count else []
