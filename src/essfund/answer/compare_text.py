"""Instruments side by side as text: in columns where a terminal is wide enough, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.compare import sides, together
from essfund.core.messages import say
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.wording import CAVEAT, FACT, profile_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

LABEL, NARROWEST = 14, 26
"""Columns for what is compared, and at least for each instrument."""


def render(report: Report, results: Sequence[Result], view: View) -> str:
    """Return the comparison as text."""
    return typeset(_parts(report, results, view), view)


def _parts(report: Report, results: Sequence[Result], view: View) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(tr.say(say("Side by side on {day}", day=report.as_of)), "bold")
    yield Line(profile_line(report, tr))
    yield Line("")
    names = [f"{one.instrument.tool.name} [{one.instrument.id}]" for one in results]
    wide = view.width is not None and view.width >= LABEL + NARROWEST * len(results)
    columns = [TerminalColumn("", LABEL), *(TerminalColumn("", 0) for _ in results)]
    if wide:
        yield Row([("", ""), *((name, "bold") for name in names)], columns)
    for label, cells in sides(report, results, tr):
        if wide:
            yield Row([(label, "bold"), *((cell, "") for cell in cells)], columns)
            continue
        yield Line(label, "bold")
        yield from (Line(tr.text(FACT).format(field=name, value=cell), "", 2) for name, cell in zip(names, cells, strict=True) if cell)
    yield Line("")
    yield from (Line(text) for text in together(report, results, tr))
    yield Line(tr.text(CAVEAT))
