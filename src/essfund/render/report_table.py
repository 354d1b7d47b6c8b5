"""A report as a table that an adviser reads during an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.messages import N_, say
from essfund.models.report import Availability, Verdict
from essfund.render.paper import typeset, words
from essfund.render.sections import hidden, sections
from essfund.render.wording import (
    CAVEAT,
    VERDICTS,
    amount,
    availability,
    basis,
    contacts,
    profile_line,
    question,
    to_know,
    why,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from essfund.models.report import Report, Result
    from essfund.render.sections import Section
    from essfund.render.view import View

WIDE = 104
"""Columns from which family, need covered and availability have columns of their own."""

BEST, ASKED = 3, 3
STYLES = {Verdict.ELIGIBLE: "bold green", Verdict.TO_CHECK: "yellow", Verdict.INELIGIBLE: "red"}


class Column(NamedTuple):
    """A heading, its width in a terminal (0 shares what is left) and whether it is ranged right."""

    title: str
    width: int
    right: bool = False


WIDE_COLUMNS = (
    Column("#", 2, right=True), Column(N_("Instrument"), 20), Column(N_("Family"), 11), Column(N_("Answer"), 10),
    Column(N_("Amount"), 12, right=True), Column(N_("Need"), 5, right=True), Column(N_("To know"), 0),
    Column(N_("Availability"), 12),
)
NARROW_COLUMNS = (
    Column("#", 2, right=True), Column(N_("Instrument"), 20), Column(N_("Answer"), 14),
    Column(N_("Amount"), 12, right=True), Column(N_("To know"), 0),
)


def render(report: Report, view: View) -> str:
    """Return the report as text; complete and unwrapped if the view has no width."""
    return typeset(_parts(report, view), view)


def _parts(report: Report, view: View) -> Iterator[RenderableType]:
    speak = view.speak
    yield words(speak.say(say("Financing options on {day}", day=report.as_of)), "bold")
    yield words(profile_line(report, speak))
    for doubt in report.doubts:
        yield words(speak.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")
    shown = sections(report, everything=view.everything)
    columns = WIDE_COLUMNS if view.width is None or view.width >= WIDE else NARROW_COLUMNS
    if not shown:
        yield words("")
        yield words(speak.say(say("No instrument of the catalogue is open to this profile.")))
    for section in shown:
        yield words("")
        yield from _section(section, columns, report, view)
    yield from _footer(report, view)


def _section(section: Section, columns: Sequence[Column], report: Report, view: View) -> Iterator[RenderableType]:
    yield words(view.speak.text(section.title), "bold")
    yield _grid(columns, [[words(view.speak.text(column.title), "underline") for column in columns]], view)
    for result in section.results:
        yield _grid(columns, [_row(result, columns, report, view)], view)
        if result.rank <= BEST and result.verdict is not Verdict.INELIGIBLE:
            yield from _details(result, report, view)
        if view.scores:
            yield words("     " + _score(result, view))


def _grid(columns: Sequence[Column], rows: Sequence[Sequence[RenderableType]], view: View) -> RenderableType:
    from rich.table import Table  # noqa: PLC0415 - only when a table is wanted

    grid = Table.grid(padding=(0, 2, 0, 0), expand=view.width is not None)
    for column in columns:
        width = (column.width or None) if view.width is not None else None
        ratio = 1 if view.width is not None and not column.width else None
        grid.add_column(width=width, ratio=ratio, justify="right" if column.right and view.width else "left", overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _row(result: Result, columns: Sequence[Column], report: Report, view: View) -> list[RenderableType]:
    speak, tool = view.speak, result.instrument.tool
    family = speak.say(report.catalogue.vocabularies.family.words(tool.family))
    answer = words(speak.text(VERDICTS[result.verdict]), STYLES[result.verdict])
    covered = "" if result.need_covered is None else speak.percent(result.need_covered)
    how_much = "" if tool.family == "accompagnement" else amount(result.amount, speak)
    state = availability(result, speak)
    if result.availability is Availability.CLOSED and result.successor:
        state += f" → {result.successor}"
    known = to_know(result, report, speak)
    if columns is WIDE_COLUMNS:
        return [words(result.rank), words(tool.name), words(family), answer, words(how_much), words(covered), words(known),
                words(state)]
    answer.append(f"\n({state})", style="")
    money = f"{how_much}\n({covered})" if covered else how_much
    return [words(result.rank), words(f"{tool.name}\n({family})"), answer, words(money), words(known)]


def _details(result: Result, report: Report, view: View) -> Iterator[RenderableType]:
    speak = view.speak
    lines = [
        (say("Why"), why(result, report, speak)),
        (say("How much"), basis(result.amount, speak)),
        (say("Contact"), contacts(result, speak)),
    ]
    said = " | ".join(f"{speak.say(label)} : {text}" for label, text in lines if text)
    if said:
        yield _indented(f"→ {said}", view)


def _indented(text: str, view: View) -> RenderableType:
    from rich.padding import Padding  # noqa: PLC0415 - only when a table is wanted

    shown = words(text, "dim" if view.colour else "")
    return shown if view.width is None else Padding(shown, (0, 0, 0, 4))


def _score(result: Result, view: View) -> str:
    from essfund.engine.ranking import CRITERIA  # noqa: PLC0415 - only when asked for

    speak = view.speak
    parts = [
        f"{speak.text(CRITERIA[one.id][0])} {speak.number(round(one.value, 2))} x {speak.number(one.weight)}"
        for one in result.criteria
        if one.value is not None
    ]
    return f"{speak.say(say('score'))} {speak.number(result.score)} = {' + '.join(parts)}"


def _footer(report: Report, view: View) -> Iterator[RenderableType]:
    speak = view.speak
    if report.questions:
        yield words("")
        yield words(speak.say(say("Questions worth asking next")), "bold")
        for one in report.questions[:ASKED]:
            yield words(f"- {question(one, report, speak)}")
    left_out = hidden(report)
    yield words("")
    if left_out and not view.everything:
        yield words(speak.say(say("{count} instruments are not eligible; --all shows them and why", count=left_out)))
    yield words(speak.text(CAVEAT))
