"""Instruments side by side as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.render.cells import markdown_table, markdown_text
from essfund.render.side_by_side import sides, together
from essfund.render.wording import CAVEAT, profile_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.models.report import Report, Result
    from essfund.render.view import View


def render(report: Report, results: Sequence[Result], view: View) -> str:
    """Return the comparison as Markdown text."""
    speak = view.speak
    title = speak.say(say("Side by side on {day}", day=report.as_of))
    header = ["", *(one.instrument.tool.name for one in results)]
    parts = [f"# {markdown_text(title)}\n", markdown_text(profile_line(report, speak)) + "\n",
             markdown_table(header, [(label, *cells) for label, cells in sides(report, results, speak)])]
    parts += ["".join(f"- {markdown_text(text)}\n" for text in together(report, results, speak))]
    parts.append(f"_{markdown_text(speak.text(CAVEAT))}_\n")
    return "\n".join(part for part in parts if part)
