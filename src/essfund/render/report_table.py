"""A report as a table that an adviser reads during an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import N_, say
from essfund.models.fields import FIELDS
from essfund.models.report import Availability, Status, Verdict
from essfund.models.vocabulary import Role
from essfund.render.paper import Column, Line, Row, typeset
from essfund.render.sections import hidden, sections
from essfund.render.shift_words import parts
from essfund.render.wording import (
    CAVEAT,
    FACT,
    SEMICOLON,
    VERDICTS,
    amount,
    availability,
    basis,
    contacts,
    finding,
    left_out_words,
    profile_line,
    question,
    to_know,
    why,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.models.report import Report, Result
    from essfund.render.sections import Section
    from essfund.render.view import View

BEST, ASKED, NAMED = 3, 3, 4
"""How many results get their reasons, how many questions are asked, how many missing facts are named in a terminal."""

INDENT = 3
STYLES = {Verdict.ELIGIBLE: "bold green", Verdict.TO_CHECK: "yellow", Verdict.INELIGIBLE: "red"}


COLUMNS = (
    Column("#", 2, right=True), Column(N_("Instrument"), 0), Column(N_("Family"), 14), Column(N_("Answer"), 17),
    Column(N_("Amount"), 23, right=True), Column(N_("Need"), 6, right=True),
)
FULL = (Column(N_("To know"), 0), Column(N_("Availability"), 0))
"""Columns that a terminal shows as a line below the row, and every other output as columns."""


def render(report: Report, view: View) -> str:
    """Return the report as text; complete and unwrapped if the view has no width."""
    return typeset(_parts(report, view), view)


def _parts(report: Report, view: View) -> Iterator[Line | Row]:
    speak = view.speak
    yield Line(speak.say(say("Financing options on {day}", day=report.as_of)), "bold")
    yield Line(profile_line(report, speak))
    for doubt in report.doubts:
        yield Line(speak.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")
    shown = sections(report, everything=view.everything)
    if not shown:
        yield Line("")
        yield Line(speak.say(say("No instrument of the catalogue is open to this profile.")))
    for section in shown:
        yield Line("")
        yield from _section(section, report, view)
    for title, blocks in parts(report, view.speak):
        yield from (Line(""), Line(title, "bold"))
        for block in blocks:
            if block.heading:
                yield Line(block.heading, "underline")
            yield from (Line(text, "", INDENT if block.heading else 0) for text in block.lines)
    yield from _footer(report, view)


def _section(section: Section, report: Report, view: View) -> Iterator[Line | Row]:
    columns = COLUMNS if view.width is not None else COLUMNS + FULL
    yield Line(view.speak.text(section.title), "bold")
    yield Row([(view.speak.text(column.title), "underline") for column in columns], columns)
    for result in section.results:
        yield Row(_cells(result, report, view), columns)
        if view.width is not None:
            yield Line(_brief(result, report, view), "dim", INDENT)
        if result.rank <= BEST and result.verdict is not Verdict.INELIGIBLE:
            yield from _details(result, report, view)
        if view.scores:
            yield Line(_score(result, view), "dim", INDENT)


def _cells(result: Result, report: Report, view: View) -> list[tuple[str, str]]:
    speak, tool = view.speak, result.instrument.tool
    cells = [
        (str(result.rank), ""),
        (tool.name, ""),
        (speak.say(report.catalogue.vocabularies.family.words(tool.family)), ""),
        (speak.text(VERDICTS[result.verdict]), STYLES[result.verdict]),
        ("" if result.instrument.role is Role.SUPPORT else amount(result.amount, speak), ""),
        ("" if result.need_covered is None else speak.percent(result.need_covered), ""),
    ]
    if view.width is None:
        cells += [(to_know(result, report, speak), ""), (_state(result, view), "")]
    return cells


def _state(result: Result, view: View) -> str:
    state = availability(result, view.speak)
    return f"{state} → {result.successor}" if result.availability is Availability.CLOSED and result.successor else state


def _brief(result: Result, report: Report, view: View) -> str:
    """Return the id, the availability and what is missing, doubtful or reserved, in one or two lines."""
    speak = view.speak
    parts = [f"[{result.instrument.id}] {_state(result, view)}"]
    if result.verdict is Verdict.INELIGIBLE:
        return speak.text(SEMICOLON).join([parts[0], to_know(result, report, speak)])
    if result.missing:
        named = [speak.text(FIELDS[key].label) for key in result.missing[:NAMED]]
        more = len(result.missing) - len(named)
        said = say("missing: {fields}", fields=", ".join(named))
        parts.append(speak.say(say("{missing} and {count} more", missing=said, count=more) if more else said))
    parts += [speak.say(say("to confirm with the funder: {condition}", condition=finding(one, report, speak)))
              for one in result.doubts]
    waiting = sum(one.status is Status.UNKNOWN for one in result.offer.pending)
    if waiting:
        parts.append(speak.say(say("reservations: {count}", count=waiting)))
    parts += [finding(one, report, speak) for one in result.findings if one.answer is not None and one.answer.met]
    return speak.text(SEMICOLON).join(parts)


def _details(result: Result, report: Report, view: View) -> Iterator[Line | Row]:
    speak = view.speak
    reserved = [speak.say(one.reservation.text) for one in result.offer.pending if one.status is Status.UNKNOWN]
    lines = [
        (say("Why"), why(result, report, speak)),
        (say("How much"), basis(result.amount, speak)),
        (say("Subject to"), " ".join(reserved) if view.width is not None else ""),
        (say("Contact"), contacts(result, speak)),
    ]
    for label, text in lines:
        if text:
            yield Line(f"→ {speak.text(FACT).format(field=speak.say(label), value=text)}", "dim", INDENT)


def _score(result: Result, view: View) -> str:
    from essfund.engine.ranking import CRITERIA

    speak = view.speak
    parts = [
        f"{speak.text(CRITERIA[one.id][0])} {speak.number(round(one.value, 2))} × {speak.number(one.weight)}"
        for one in result.criteria
        if one.value is not None
    ]
    return speak.say(say("score {score} = {parts}", score=speak.number(result.score), parts=" + ".join(parts)))


def _footer(report: Report, view: View) -> Iterator[Line | Row]:
    speak = view.speak
    if report.questions:
        yield Line("")
        yield Line(speak.say(say("Questions worth asking next")), "bold")
        for one in report.questions[:ASKED]:
            yield Line(f"- {question(one, speak)}")
    left_out = hidden(report)
    yield Line("")
    if left_out and not view.everything:
        yield Line(speak.say(left_out_words(left_out)))
    yield Line(speak.text(CAVEAT))
