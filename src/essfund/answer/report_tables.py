"""A report as a table: for an appointment, as Markdown for a note, as CSV for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.changes import comparisons
from essfund.core.messages import N_, say
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Status, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.table_cells import csv_text, markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.wording import (
    CAVEAT,
    FACT,
    SEMICOLON,
    VERDICTS,
    amount,
    availability,
    basis,
    confirmed,
    contacts,
    finding,
    left_out,
    profile_line,
    question,
    reservations,
    sections,
    to_confirm,
    to_know,
    why,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.report import Report, Result
    from essfund.presenting.view import View
    from essfund.presenting.wording import ReportSection

BEST, ASKED, NAMED = 3, 3, 4
"""How many results get their reasons, how many questions are asked, how many missing facts are named in a terminal."""

QUESTIONS = N_("Questions worth asking next")

INDENT = 3
STYLES = {Verdict.ELIGIBLE: "bold green", Verdict.TO_CHECK: "yellow", Verdict.INELIGIBLE: "red"}


COLUMNS = (
    TerminalColumn("#", 2, right=True), TerminalColumn(N_("Instrument"), 0), TerminalColumn(N_("Family"), 14),
    TerminalColumn(N_("Answer"), 17),
    TerminalColumn(N_("Amount"), 23, right=True), TerminalColumn(N_("Need"), 6, right=True),
)
FULL = (TerminalColumn(N_("To know"), 0), TerminalColumn(N_("Availability"), 0))
"""Columns that a terminal shows as a line below the row, and every other output as columns."""


def render_text(report: Report, view: View) -> str:
    """Return the report as a table that an adviser reads during an appointment.

    It is complete and unwrapped if the view has no width.
    """
    return typeset(_parts(report, view), view)


def _parts(report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(tr.say(say("Financing options on {day}", day=report.as_of)), "bold")
    yield Line(profile_line(report, tr))
    for doubt in report.doubts:
        yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")
    shown = sections(report, everything=view.everything)
    if not shown:
        yield Line("")
        yield Line(tr.say(say("No instrument of the catalogue is open to this profile.")))
    for section in shown:
        yield Line("")
        yield from _section(section, report, view)
    for title, blocks in comparisons(report, view.tr):
        yield from (Line(""), Line(title, "bold"))
        for block in blocks:
            if block.heading:
                yield Line(block.heading, "underline")
            yield from (Line(text, "", INDENT if block.heading else 0) for text in block.lines)
    yield from _footer(report, view)


def _section(section: ReportSection, report: Report, view: View) -> Iterator[Line | Row]:
    columns = COLUMNS if view.width is not None else COLUMNS + FULL
    yield Line(view.tr.text(section.title), "bold")
    yield Row([(view.tr.text(column.title), "underline") for column in columns], columns)
    for result in section.results:
        yield Row(_cells(result, report, view), columns)
        if view.width is not None:
            yield Line(_brief(result, report, view), "dim", INDENT)
        if result.rank <= BEST and result.verdict is not Verdict.INELIGIBLE:
            yield from _details(result, report, view)
        if view.scores:
            yield Line(_score(result, view), "dim", INDENT)


def _cells(result: Result, report: Report, view: View) -> list[tuple[str, str]]:
    tr, tool = view.tr, result.instrument.tool
    cells = [
        (str(result.rank), ""),
        (tool.name, ""),
        (tr.say(report.catalogue.vocabularies.family.words(tool.family)), ""),
        (tr.text(VERDICTS[result.verdict]), STYLES[result.verdict]),
        ("" if result.instrument.role is Role.SUPPORT else amount(result.amount, tr), ""),
        ("" if result.need_covered is None else tr.percent(result.need_covered), ""),
    ]
    if view.width is None:
        cells += [(to_know(result, report, tr), ""), (_state(result, view), "")]
    return cells


def _state(result: Result, view: View) -> str:
    state = availability(result, view.tr)
    return f"{state} → {result.successor}" if result.availability is Availability.CLOSED and result.successor else state


def _brief(result: Result, report: Report, view: View) -> str:
    """Return the id, the availability and what is missing, doubtful or reserved, in one or two lines."""
    tr = view.tr
    parts = [f"[{result.instrument.id}] {_state(result, view)}"]
    if result.verdict is Verdict.INELIGIBLE:
        return tr.text(SEMICOLON).join([parts[0], to_know(result, report, tr)])
    if result.missing:
        named = [tr.text(FIELDS[key].label) for key in result.missing[:NAMED]]
        more = len(result.missing) - len(named)
        said = say("missing: {fields}", fields=", ".join(named))
        parts.append(tr.say(say("{missing} and {count} more", missing=said, count=more) if more else said))
    parts += to_confirm(result, report, tr)
    waiting = reservations(result, Status.UNKNOWN, tr)
    parts += [tr.say(say("reservations: {count}", count=len(waiting)))] if waiting else []
    parts += confirmed(result, report, tr)
    return tr.text(SEMICOLON).join(parts)


def _details(result: Result, report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    lines = [
        (say("Why"), why(result, report, tr)),
        (say("How much"), basis(result.amount, tr)),
        (say("Subject to"), " ".join(reservations(result, Status.UNKNOWN, tr)) if view.width is not None else ""),
        (say("Contact"), contacts(result, tr)),
    ]
    for label, text in lines:
        if text:
            yield Line(f"→ {tr.text(FACT).format(field=tr.say(label), value=text)}", "dim", INDENT)


def _score(result: Result, view: View) -> str:
    from essfund.engine.ranking import CRITERIA

    tr = view.tr
    parts = [
        f"{tr.text(CRITERIA[item.id][0])} {tr.number(round(item.value, 2))} × {tr.number(item.weight)}"
        for item in result.criteria
        if item.value is not None
    ]
    return tr.say(say("score {score} = {parts}", score=tr.number(result.score), parts=" + ".join(parts)))


def _footer(report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    if report.questions:
        yield from (Line(""), Line(tr.text(QUESTIONS), "bold"))
        yield from (Line(f"- {question(item, tr)}") for item in report.questions[:ASKED])
    yield from (Line(""), *map(Line, left_out(report, view)), Line(tr.text(CAVEAT)))


MARKDOWN_HEADER = (
    N_("Rank"), N_("Instrument"), N_("Family"), N_("Answer"), N_("Amount"), N_("Need covered"), N_("To know"),
    N_("Availability"), N_("Contact"),
)


def render_markdown(report: Report, view: View) -> str:
    """Return the report as Markdown: what an adviser pastes into a note or a ticket."""
    tr = view.tr
    title = tr.say(say("Financing options on {day}", day=report.as_of))
    parts = [f"# {title}\n", markdown_cell(profile_line(report, tr)) + "\n"]
    parts += [f"> {markdown_cell(tr.say(doubt.message))} ({doubt.code})\n" for doubt in report.doubts]
    for section in sections(report, everything=view.everything):
        parts.append(f"## {tr.text(section.title)}\n")
        header = [tr.text(word) for word in MARKDOWN_HEADER]
        parts.append(markdown_table(header, [_markdown_row(result, report, view) for result in section.results]))
    for title, blocks in comparisons(report, tr):
        parts.append(f"## {markdown_cell(title)}\n")
        for block in blocks:
            parts += [f"### {markdown_cell(block.heading)}\n"] if block.heading else []
            parts.append("".join(f"- {markdown_cell(text)}\n" for text in block.lines))
    if report.questions:
        parts.append(f"## {tr.text(QUESTIONS)}\n")
        parts.append("".join(f"- {markdown_cell(question(q, tr))}\n" for q in report.questions[:ASKED]))
    parts += [f"{text}\n" for text in left_out(report, view)]
    parts.append(f"_{markdown_cell(tr.text(CAVEAT))}_\n")
    return "\n".join(parts)


def _markdown_row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tool, tr = result.instrument.tool, view.tr
    family = tr.say(report.catalogue.vocabularies.family.words(tool.family))
    covered = "" if result.need_covered is None else tr.percent(result.need_covered)
    successor = f" → {result.successor}" if result.successor else ""
    return (
        result.rank, tool.name, family, tr.text(VERDICTS[result.verdict]), amount(result.amount, tr), covered,
        to_know(result, report, tr), availability(result, tr) + successor, contacts(result, tr),
    )


CSV_HEADER = (
    "rank", "tool", "name", "family", "reach", "verdict", "availability", "offer", "amount_min", "amount_max",
    "need_covered", "score", "missing", "answer", "reasons", "to_know", "reservations", "contact", "successor", "as_of",
)


def render_csv(report: Report, view: View) -> str:
    """Return the report as CSV: one line an instrument, ids and plain numbers for machines, words for people."""
    return csv_text(CSV_HEADER, [_csv_row(result, report, view) for result in report.results])


def _csv_row(result: Result, report: Report, view: View) -> tuple[object, ...]:
    tool, tr = result.instrument.tool, view.tr
    waiting = [item.reservation.id for item in result.offer.pending if item.status is Status.UNKNOWN]
    return (
        result.rank, result.instrument.id, tool.name, tool.family, tool.reach, result.verdict.value,
        result.availability.value, result.offer.offer.id, result.amount.low, result.amount.high,
        None if result.need_covered is None else round(result.need_covered, 4), result.score, " ".join(result.missing),
        tr.text(VERDICTS[result.verdict]), "; ".join(finding(reason, report, tr) for reason in result.reasons),
        to_know(result, report, tr), " ".join(waiting), contacts(result, tr), result.successor or "",
        report.as_of.isoformat(),
    )
