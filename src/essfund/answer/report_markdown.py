"""A report as Markdown: what an adviser pastes into a note or a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.changes_words import parts as comparisons
from essfund.core.messages import N_, say
from essfund.presenting.sections import hidden, sections
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.wording import (
    CAVEAT,
    VERDICTS,
    amount,
    availability,
    contacts,
    left_out_words,
    profile_line,
    question,
    to_know,
)

if TYPE_CHECKING:
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

HEADER = (
    N_("Rank"), N_("Instrument"), N_("Family"), N_("Answer"), N_("Amount"), N_("Need covered"), N_("To know"),
    N_("Availability"), N_("Contact"),
)
QUESTIONS = N_("Questions worth asking next")
ASKED = 3


def render(report: Report, view: View) -> str:
    """Return the report as Markdown text."""
    tr = view.tr
    title = tr.say(say("Financing options on {day}", day=report.as_of))
    parts = [f"# {title}\n", markdown_cell(profile_line(report, tr)) + "\n"]
    parts += [f"> {markdown_cell(tr.say(doubt.message))} ({doubt.code})\n" for doubt in report.doubts]
    for section in sections(report, everything=view.everything):
        parts.append(f"## {tr.text(section.title)}\n")
        header = [tr.text(word) for word in HEADER]
        parts.append(markdown_table(header, [_row(result, report, view) for result in section.results]))
    for title, blocks in comparisons(report, tr):
        parts.append(f"## {markdown_cell(title)}\n")
        for block in blocks:
            parts += [f"### {markdown_cell(block.heading)}\n"] if block.heading else []
            parts.append("".join(f"- {markdown_cell(text)}\n" for text in block.lines))
    if report.questions:
        parts.append(f"## {tr.text(QUESTIONS)}\n")
        parts.append("".join(f"- {markdown_cell(question(q, tr))}\n" for q in report.questions[:ASKED]))
    left_out = hidden(report)
    if left_out and not view.everything:
        parts.append(tr.say(left_out_words(left_out)) + "\n")
    parts.append(f"_{markdown_cell(tr.text(CAVEAT))}_\n")
    return "\n".join(parts)


def _row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tool, tr = result.instrument.tool, view.tr
    family = tr.say(report.catalogue.vocabularies.family.words(tool.family))
    covered = "" if result.need_covered is None else tr.percent(result.need_covered)
    successor = f" → {result.successor}" if result.successor else ""
    return (
        result.rank, tool.name, family, tr.text(VERDICTS[result.verdict]), amount(result.amount, tr), covered,
        to_know(result, report, tr), availability(result, tr) + successor, contacts(result, tr),
    )
