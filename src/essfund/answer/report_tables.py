"""A report as Markdown for a note, as CSV for machines; the same words as on the first screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.changes import comparisons
from essfund.core.messages import N_, say
from essfund.model.verdict import Place, Status, Verdict
from essfund.presenting.advice import PLACES, cost, here, proof_and_dates, time_left, verdict
from essfund.presenting.registered import register_lines
from essfund.presenting.situation import derived_line, enterprise_line, need_line, supposed_line
from essfund.presenting.spreadsheets import workbook
from essfund.presenting.table_cells import csv_text, markdown_cell, markdown_table
from essfund.presenting.wording import CAVEAT, SEMICOLON, VERDICTS, contacts, finding, left_out, next_questions, to_know

if TYPE_CHECKING:
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

ASKED = 3
QUESTIONS = N_("Ask the person now")

MARKDOWN_HEADER = (
    N_("Rank"), N_("Instrument"), N_("here"), N_("what it costs"), N_("Answer"), N_("To know"), N_("Proof and dates"), N_("whom to call"),
)


def render_markdown(report: Report, view: View) -> str:
    """Return the report as Markdown: what an adviser pastes into a note or a ticket."""
    tr = view.tr
    title = tr.say(say("Financing options on {day}", day=report.as_of))
    lines = [enterprise_line(report, tr), need_line(report, tr), *register_lines(report, tr), derived_line(report, tr),
             supposed_line(report, tr)]
    parts = [f"# {title}\n", *(markdown_cell(line) + "\n" for line in lines if line)]
    parts += [f"> {markdown_cell(tr.say(doubt.message))} ({doubt.code})\n" for doubt in report.doubts]
    header = [tr.text(word) for word in MARKDOWN_HEADER]
    for place in Place:
        results = [each for each in report.results if each.place is place and (view.everything or place is not Place.REFUSED)]
        if results:
            parts.append(f"## {tr.text(PLACES[place])}\n")
            parts.append(markdown_table(header, [_markdown_row(result, report, view) for result in results]))
    for title, blocks in comparisons(report, tr):
        parts.append(f"## {markdown_cell(title)}\n")
        for block in blocks:
            parts += [f"### {markdown_cell(block.heading)}\n"] if block.heading else []
            parts.append("".join(f"- {markdown_cell(text)}\n" for text in block.lines))
    if asked := next_questions(report, ASKED, tr):
        parts.append(f"## {tr.text(QUESTIONS)}\n")
        parts.append("".join(f"- {markdown_cell(text)}\n" for text in asked))
    parts += [f"{text}\n" for text in left_out(report, view)]
    parts.append(f"_{markdown_cell(tr.text(CAVEAT))}_\n")
    return "\n".join(parts)


def _markdown_row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tr = view.tr
    return (
        result.rank, result.instrument.tool.name, here(result, report, tr), cost(result, report, tr), verdict(result, report, tr),
        to_know(result, report, tr), proof_and_dates(result, report, tr), contacts(result, tr),
    )


CSV_HEADER = (
    "rank", "tool", "name", "family", "reach", "verdict", "place", "only_if", "availability", "last_proof", "closes_on", "offer",
    "brings_min", "brings_max", "amount_min", "amount_max", "need_covered", "cost", "score", "missing", "answer", "reasons", "to_know",
    "reservations", "desk", "contact", "successor", "replaces", "as_of", "dates",
)


def render_csv(report: Report, view: View) -> str:
    """Return the report as CSV: one line an instrument, ids and plain numbers for machines, words for people."""
    return csv_text(CSV_HEADER, [_row(result, report, view) for result in report.results], french=view.dialect == "fr")


def render_xlsx(report: Report, view: View) -> bytes:
    """Report as a workbook with the columns of the CSV."""
    title = view.tr.say(say("Financing options"))
    return workbook(title, CSV_HEADER, [_row(result, report, view) for result in report.results], report.as_of)


def _row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tool, tr = result.instrument.tool, view.tr
    waiting = [item.reservation.id for item in result.offer.pending if item.status is Status.UNKNOWN]
    return (
        result.rank, result.instrument.id, tool.name, tool.family, tool.reach, result.verdict.value, result.place.value,
        " ".join(result.only_if), result.availability.value, result.last_proof or "",
        result.closes_on.isoformat() if result.closes_on else "", result.offer.offer.id, result.brings.low, result.brings.high,
        result.amount.low or None, result.amount.high, None if result.need_covered is None else round(result.need_covered, 4),
        cost(result, report, tr), result.score, " ".join(result.missing), tr.text(VERDICTS[result.verdict]),
        tr.text(SEMICOLON).join(finding(reason, report, tr) for reason in result.reasons) if result.verdict is Verdict.INELIGIBLE else "",
        to_know(result, report, tr), " ".join(waiting), result.desk, contacts(result, tr), result.successor or "",
        " ".join(result.replaces), report.as_of.isoformat(), time_left(result, tr),
    )
