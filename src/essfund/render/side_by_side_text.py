"""Instruments side by side as text: in columns where a terminal is wide enough, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.render.paper import Column, Line, Row, typeset
from essfund.render.side_by_side import sides, together
from essfund.render.wording import CAVEAT, FACT, profile_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.models.report import Report, Result
    from essfund.render.view import View

LABEL, NARROWEST = 14, 26
"""Columns for what is compared, and at least for each instrument."""


def render(report: Report, results: Sequence[Result], view: View) -> str:
    """Return the comparison as text."""
    return typeset(_parts(report, results, view), view)


def _parts(report: Report, results: Sequence[Result], view: View) -> Iterator[Line | Row]:
    speak = view.speak
    yield Line(speak.say(say("Side by side on {day}", day=report.as_of)), "bold")
    yield Line(profile_line(report, speak))
    yield Line("")
    names = [f"{one.instrument.tool.name} [{one.instrument.id}]" for one in results]
    wide = view.width is not None and view.width >= LABEL + NARROWEST * len(results)
    columns = [Column("", LABEL), *(Column("", 0) for _ in results)]
    if wide:
        yield Row([("", ""), *((name, "bold") for name in names)], columns)
    for label, cells in sides(report, results, speak):
        if wide:
            yield Row([(label, "bold"), *((cell, "") for cell in cells)], columns)
            continue
        yield Line(label, "bold")
        yield from (Line(speak.text(FACT).format(field=name, value=cell), "", 2) for name, cell in zip(names, cells, strict=True) if cell)
    yield Line("")
    yield from (Line(text) for text in together(report, results, speak))
    yield Line(speak.text(CAVEAT))
