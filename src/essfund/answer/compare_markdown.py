"""Instruments side by side as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.compare import sides, together
from essfund.core.messages import say
from essfund.presenting.table_cells import markdown_table, markdown_text
from essfund.presenting.wording import CAVEAT, profile_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View


def render(report: Report, results: Sequence[Result], view: View) -> str:
    """Return the comparison as Markdown text."""
    tr = view.tr
    title = tr.say(say("Side by side on {day}", day=report.as_of))
    header = ["", *(one.instrument.tool.name for one in results)]
    parts = [f"# {markdown_text(title)}\n", markdown_text(profile_line(report, tr)) + "\n",
             markdown_table(header, [(label, *cells) for label, cells in sides(report, results, tr)])]
    parts += ["".join(f"- {markdown_text(text)}\n" for text in together(report, results, tr))]
    parts.append(f"_{markdown_text(tr.text(CAVEAT))}_\n")
    return "\n".join(part for part in parts if part)
