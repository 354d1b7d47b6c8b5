"""First screen of an appointment: who, the need, what to ask for first and of whom, the next questions; everything else is counted."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from essfund.answer.changes import comparisons
from essfund.core.messages import N_, counted, say
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.advice import (
    MIDDLE,
    PLACES,
    cost,
    enterprise_line,
    here,
    need_line,
    proof,
    successor,
    supposed_line,
    time_left,
    verdict,
)
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.view import PAGE
from essfund.presenting.wording import SEMICOLON, basis, confirmed, few, question, refusals, to_confirm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

MOST, LEAST = 5, 3
"""Options that lead; fewer where the screen would not hold them."""

WIDE, LINES, LINES_NARROW = 100, 40, 48
NARROW = 76
"""Columns below which an option is written as lines and not as cells."""

ASKED, SUPPORTS, ALSO, GROUPED = 3, 2, 6, 3
INDENT = 3


class Screen(NamedTuple):
    """What the first screen is made of."""

    first: Sequence[Result]
    support: Sequence[Result]
    also: Sequence[Result]


def render_text(report: Report, view: View) -> str:
    """Return the report as the page that an adviser reads during an appointment: one screen, or with `everything` the whole list."""
    if view.everything:
        return typeset(_whole(report, view), view)
    lines = LINES if (view.width or PAGE) >= WIDE else LINES_NARROW
    text, foot = "", tuple(_foot(report, view))
    for most in range(MOST, LEAST - 1, -1):
        text = typeset(chain(_screen(report, view, most), foot), view)
        if text.count("\n") <= lines:
            break
    return text


def chosen(report: Report, most: int) -> Screen:
    """Choose what leads, which support is named beside it, and what else may be asked for; grouped options speak through one."""
    spoken_for = {tool for result in report.results for tool in result.replaces}
    able = [result for result in report.results if result.place is Place.FIRST and result.instrument.id not in spoken_for]
    leading = [result for result in able if result.measures.get("moment") != 0][:most]
    rest = [result for result in able if result not in leading]
    support = [result for result in rest if result.instrument.role is Role.SUPPORT]
    return Screen(leading, support, [result for result in rest if result not in support])


def _screen(report: Report, view: View, most: int) -> Iterator[Line | Row]:
    tr, screen = view.tr, chosen(report, most)
    yield from chain(_head(report, view), _changes(report, view))
    yield Line("")
    if screen.first:
        yield from _entries(tr.text(PLACES[Place.FIRST]), screen.first, report, view)
    else:
        yield Line(tr.say(say("No instrument of the catalogue is open to this profile.")))
    yield Line("")
    labelled = [
        (N_("Support"), few([_named(each, tr) for each in screen.support], SUPPORTS, tr)),
        (N_("Also"), few([each.instrument.tool.name for each in screen.also], ALSO, tr)),
        (N_("Only if"), MIDDLE.join(_only_if(report, tr))),
        (N_("Later"), few([_later(each, tr) for each in report.results if each.place is Place.LATER], SUPPORTS, tr)),
        (N_("Set aside"), _set_aside(report, tr)),
    ]
    yield from (Line(f"{tr.text(label).upper()}  {text}", "", INDENT) for label, text in labelled if text)


def _head(report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    day = tr.say(report.as_of)
    who = enterprise_line(report, tr)
    if len(who) + len(day) + 1 < (view.width or PAGE):
        who += day.rjust((view.width or PAGE) - len(who) - 1)
    else:
        yield Line(day)
    yield Line(who, "bold")
    yield Line(need_line(report, tr))
    told = supposed_line(report, tr)
    if told:
        yield Line(told, "dim")
    for doubt in report.doubts:
        yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")


def _columns(view: View) -> tuple[TerminalColumn, ...]:
    narrow = (view.width or PAGE) < WIDE
    return (
        TerminalColumn("", 2, right=True), TerminalColumn("", 0), TerminalColumn(N_("here"), 17 if narrow else 18, right=True),
        TerminalColumn(N_("what it costs"), 18 if narrow else 22), TerminalColumn(N_("whom to call"), 16 if narrow else 20),
    )


def _entries(title: str, results: Sequence[Result], report: Report, view: View) -> Iterator[Line | Row]:
    tr, columns = view.tr, _columns(view)
    wide = (view.width or PAGE) >= NARROW
    if wide:
        yield Row([("", ""), (title.upper(), "bold"), *((tr.text(column.title), "dim") for column in columns[2:])], columns)
    else:
        yield Line(title.upper(), "bold")
    called: dict[str, int] = {}
    for result in results:
        first = called.setdefault(result.desk, result.rank)
        call = _called(result, tr) if first == result.rank else tr.say(say("same call as {rank}", rank=first))
        cells = [here(result, tr), cost(result, report, tr), call]
        if wide:
            yield Row([(str(result.rank), ""), (result.instrument.tool.name, "bold"), *((cell, "") for cell in cells)], columns)
        else:
            yield Line(f"{result.rank} {result.instrument.tool.name}", "bold")
            yield Line(" ; ".join(cell for cell in cells if cell), "", INDENT)
        yield Line(_detail(result, results, report, view), "dim", INDENT)
        if view.scores:
            yield Line(_score(result, view), "dim", INDENT)


def _called(result: Result, tr: Translator) -> str:
    return tr.text(N_(" or ")).join(contact.name for contact in result.contacts)


def _detail(result: Result, above: Sequence[Result], report: Report, view: View) -> str:
    """Why, in one line: in place of what, what it speaks for, what decides, what limits the amount, the day it closes, the proof."""
    tr = view.tr
    if result.verdict is Verdict.INELIGIBLE:
        return tr.text(SEMICOLON).join([*refusals(result, report, tr), f"[{result.instrument.id}]"])
    parts = []
    for relation in report.catalogue.alternatives:
        others = [each.rank for each in above if each.rank < result.rank and each.instrument.id in relation.tools]
        if result.instrument.id in relation.tools and others:
            parts.append(tr.say(say("in place of {rank}", rank=others[0])))
            break
    if result.replaces:
        names = ", ".join(report.catalogue.instruments[tool].tool.name for tool in result.replaces)
        parts.append(tr.say(say("stands for {names} too", names=names)))
    told = confirmed(result, report, tr) if view.everything else []
    parts += [verdict(result, tr), basis(result.amount, tr), *_doubt(result, report, tr), *told, time_left(result, tr)]
    parts += [proof(result, tr)] if result.place not in {Place.ENDED, Place.CLOSED} else [successor(result, report, tr)]
    return tr.text(SEMICOLON).join(part for part in parts if part)


def _doubt(result: Result, report: Report, tr: Translator) -> list[str]:
    if result.amount.short:
        return [tr.say(say("not as things stand: {amount} of other money is missing", amount=tr.money(result.amount.short)))]
    return to_confirm(result, report, tr)[:1]


def _score(result: Result, view: View) -> str:
    from essfund.engine.ranking import CRITERIA

    tr = view.tr
    parts = [
        f"{tr.text(CRITERIA[item.id][0])} {tr.number(round(item.value, 2))} × {tr.number(item.weight)}"
        for item in result.criteria
        if item.value is not None
    ]
    return tr.say(say("score {score} = {parts}", score=tr.number(result.score), parts=" + ".join(parts)))


def _named(result: Result, tr: Translator) -> str:
    return f"{result.instrument.tool.name} – {_called(result, tr)}"


def _later(result: Result, tr: Translator) -> str:
    return f"{result.instrument.tool.name} ({time_left(result, tr)})"


def _only_if(report: Report, tr: Translator) -> Iterator[str]:
    """Yield the groups of options that only enterprises out of the ordinary may ask for: « innovation sociale : FISO, Créalia »."""
    for item in report.catalogue.suppositions:
        names = [each.instrument.tool.name for each in report.results if each.place is Place.ONLY_IF and each.only_if[0] == item.field]
        if names:
            listed = ", ".join(names) if len(names) <= GROUPED else str(len(names))
            yield tr.say(say("{fact}: {names}", fact=item.otherwise, names=listed))


def _set_aside(report: Report, tr: Translator) -> str:
    counts = {place: sum(result.place is place for result in report.results) for place in Place}
    words = {
        Place.REFUSED: (N_("1 refused"), N_("{count} refused")),
        Place.UNLIKELY: (N_("1 unlikely"), N_("{count} unlikely")),
        Place.ENDED: (N_("1 probably ended"), N_("{count} probably ended")),
        Place.CLOSED: (N_("1 closed"), N_("{count} closed")),
    }
    parts = [tr.say(counted(counts[place], *texts)) for place, texts in words.items() if counts[place]]
    return MIDDLE.join(parts) + "  (--all)" if parts else ""


def _changes(report: Report, view: View) -> Iterator[Line | Row]:
    for title, blocks in comparisons(report, view.tr):
        yield from (Line(""), Line(title, "bold"))
        for block in blocks:
            if block.heading:
                yield Line(block.heading, "underline")
            yield from (Line(text, "", INDENT if block.heading else 0) for text in block.lines)


def _foot(report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    if report.questions:
        yield from (Line(""), Line(tr.text(N_("Ask the person now")).upper(), "bold"))
        yield from (Line(f"· {question(item, report, tr)}") for item in report.questions[:ASKED])
    yield from (Line(""), Line(tr.text(N_("Nothing is granted: a committee decides."))))


def _whole(report: Report, view: View) -> Iterator[Line | Row]:
    """Yield every instrument, by place, in the same words."""
    yield from chain(_head(report, view), _changes(report, view))
    for place in Place:
        results = [result for result in report.results if result.place is place]
        if results:
            yield Line("")
            yield from _entries(f"{view.tr.text(PLACES[place])} ({len(results)})", results, report, view)
    yield from _foot(report, view)
