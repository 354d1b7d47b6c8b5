"""First screen of an appointment: who, the need, what to ask for first and of whom, the next questions; everything else is counted."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from essfund.answer.next_commands import foot
from essfund.core.messages import N_, counted, say
from essfund.engine.places import advice
from essfund.model.verdict import Place, Verdict
from essfund.presenting.advice import (
    PLACES,
    cost,
    desk_names,
    doubts,
    here,
    in_place_of,
    limits_here,
    named_with,
    only_if,
    proof,
    stands_for,
    successor,
    time_left,
    verdict,
)
from essfund.presenting.situation import MIDDLE, derived_line, enterprise_line, need_line, supposed_line
from essfund.presenting.terminal import INDENT, Line, Row, TerminalColumn, labelled, typeset
from essfund.presenting.view import PAGE
from essfund.presenting.wording import SEMICOLON, confirmed, few, next_questions, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.engine.places import Advice
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

SIZES = (
    (5, 2, 6, 3), (5, 2, 3, 3), (5, 2, 3, 2), (5, 1, 2, 2), (5, 1, 1, 2), (5, 1, 1, 1),
    (4, 2, 3, 3), (4, 1, 2, 2), (3, 2, 3, 3), (3, 1, 1, 2),
)
"""How many options lead, how much support, how many others are named and questions asked."""
TRIED = (*((size, 2) for size in SIZES if size[0] == SIZES[0][0]), *((size, lines) for size in SIZES for lines in (2, 1)))
"""Sizes, each with the lines that say what to type: the first that is short enough is taken, for options count more than commands."""

WIDE, LINES, LINES_NARROW, LINES_STACKED = 100, 40, 48, 58
"""Columns of a wide page, and how many lines a page takes: wide, narrow, and too narrow for cells, where one scrolls anyway."""
NARROW = 76
"""Columns below which an option is written as lines and not as cells."""

COST, COST_NARROW = 26, 17
"""Letters in a line of the column of costs; the first screen says them in two."""

WAITING = 2
BULLET = 2
SOON = 60
"""Days ahead of a closing within which its day is said wherever the instrument is named."""


def render_text(report: Report, view: View) -> str:
    """Return the report as the page that an adviser reads during an appointment: one screen, or with `everything` the whole list."""
    asked = [typeset([Line(f"· {text}", hang=BULLET)], view) for text in next_questions(report, SIZES[0][-1], view.tr)]
    wide, first = (view.width or PAGE) >= WIDE, advice(report).first
    if view.everything:
        return typeset(_whole(report, view), view) + _foot(asked, first, view)
    head = typeset(chain(_head(report, view), _changes(report, view)), view)
    entries = [typeset(_entry(result, first, report, view), view) for result in first]
    aside = typeset(_labelled(_aside(report, view.tr, typed=wide), view), view)
    text, highest = "", LINES if wide else LINES_STACKED if _narrow(view) else LINES_NARROW
    named = dict[int, tuple[list[str], list[str]]]()
    for (most, supports, also, questions), lines in TRIED:
        if most not in named:
            named[most] = _named(report, advice(report, most), view.tr)
        beside = typeset(_labelled(_beside(*named[most], supports, also, view.tr), view), view)
        text = f"{head}\n{_leading(entries[:most], view)}\n{beside}{aside}" + _foot(asked[:questions], first[:most], view, lines)
        if view.accessible or text.count("\n") <= highest:
            break
    return text


def _leading(entries: Sequence[str], view: View) -> str:
    if not entries:
        return typeset([Line(view.tr.say(say("No instrument of the catalogue is open to this profile.")))], view)
    return typeset(_heading(view.tr.text(PLACES[Place.FIRST]), view), view) + "".join(entries)


def _named(report: Report, screen: Advice, tr: Translator) -> tuple[list[str], list[str]]:
    """Names of what stands beside the options that lead: support with its desk, and other options."""
    return [named_with(each, desk_names(each, tr, short=True)) for each in screen.support], _also(screen.also, report, tr)


def _beside(support: Sequence[str], others: Sequence[str], supports: int, also: int, tr: Translator) -> list[tuple[str, str]]:
    """As many names as there is room for, and how many others there are."""
    return [(N_("Support"), few(support, supports, tr)), (N_("Also"), few(others, also, tr))]


def _aside(report: Report, tr: Translator, *, typed: bool) -> list[tuple[str, str]]:
    """What is for others, for later, or nothing; with the options that say otherwise, if they are `typed`."""
    return [(N_("Only if"), MIDDLE.join(only_if(report, tr, typed=typed))), (N_("Later"), _later(report, tr)),
            (N_("Set aside"), _set_aside(report, tr))]


def _labelled(texts: Sequence[tuple[str, str]], view: View) -> Iterator[Line | Row]:
    for label, text in texts:
        if text:
            named = view.tr.text(label)
            yield Line(labelled(named, text, view) if view.accessible else f"{named.upper()}  {text}", "", INDENT)


def _head(report: Report, view: View) -> Iterator[Line | Row]:
    tr = view.tr
    day = tr.say(report.as_of)
    who = enterprise_line(report, tr)
    if not view.accessible and len(who) + len(day) + 1 < (view.width or PAGE):
        who += day.rjust((view.width or PAGE) - len(who) - 1)
    else:
        yield Line(day)
    yield Line(who, "bold")
    yield Line(need_line(report, tr))
    yield from (Line(told, "dim") for told in (*_register_lines(report, tr), derived_line(report, tr), supposed_line(report, tr)) if told)
    for doubt in report.doubts:
        yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")


def _room(view: View) -> int | None:
    """Letters in which costs are said: two lines of the column, or as many as it takes where everything is asked for."""
    return None if view.everything else 2 * (COST if (view.width or PAGE) >= WIDE else COST_NARROW + 5)


def _columns(view: View) -> tuple[TerminalColumn, ...]:
    narrow, tr = (view.width or PAGE) < WIDE, view.tr
    return (
        TerminalColumn("", 2), TerminalColumn("", 0), TerminalColumn(tr.text(N_("here")), 17 if narrow else 18, right=True),
        TerminalColumn(tr.text(N_("what it costs")), COST_NARROW if narrow else COST, short=tr.text(N_("costs"))),
        TerminalColumn(tr.text(N_("whom to call")), 16 if narrow else 19, short=tr.text(N_("call"))),
    )


def _heading(title: str, view: View) -> Iterator[Line | Row]:
    columns = _columns(view)
    yield Row([("", ""), (title.upper(), "bold"), *((column.title, "dim") for column in columns[2:])], columns, heading=True,
              stacked=_narrow(view))


def _narrow(view: View) -> bool:
    return (view.width or PAGE) < NARROW


def _entry(result: Result, listed: Sequence[Result], report: Report, view: View) -> Iterator[Line | Row]:
    """One option in the list in which it stands: what it brings, costs, whom to call; and why."""
    tr = view.tr
    first = next(each for each in listed if each.desk == result.desk)
    call = desk_names(result, tr, short=True) if first is result else tr.say(say("same call as {rank}", rank=first.rank))
    name, cells = result.instrument.tool.name, [here(result, report, tr), cost(result, report, tr, _room(view)), call]
    yield Row([(f"{result.rank:2}", ""), (name, "bold"), *((cell, "") for cell in cells)], _columns(view), stacked=_narrow(view))
    why = _detail(result, listed, report, view)
    yield Line(labelled(tr.text(N_("why")), why, view) if _narrow(view) or view.accessible else why, "dim", INDENT)
    if view.scores:
        yield Line(_score(result, view), "dim", INDENT)


def _detail(result: Result, above: Sequence[Result], report: Report, view: View) -> str:
    """Why, in one line: in place of what, what it speaks for, what decides, what limits the amount, the day it closes, the proof."""
    tr = view.tr
    if result.verdict is Verdict.INELIGIBLE:
        return tr.text(SEMICOLON).join([*refusals(result, report, tr), f"[{result.instrument.id}]"])
    numbers = {each.instrument.id: each.rank for each in above}
    parts = [in_place_of(result, numbers, report, tr), stands_for(result, report, tr)]
    parts += [verdict(result, report, tr), limits_here(result, tr), *doubts(result, report, tr)[:1], time_left(result, tr)]
    parts += confirmed(result, report, tr) if view.everything else []
    parts += [proof(result, tr)] if result.place not in {Place.ENDED, Place.CLOSED} else [successor(result, report, tr)]
    return tr.text(SEMICOLON).join(part for part in parts if part)


def _score(result: Result, view: View) -> str:
    from essfund.engine.ranking import CRITERIA

    tr = view.tr
    parts = [
        f"{tr.text(CRITERIA[item.id][0])} {tr.number(round(item.value, 2))} × {tr.number(item.weight)}"
        for item in result.criteria
        if item.value is not None
    ]
    return tr.say(say("score {score} = {parts}", score=tr.number(result.score), parts=" + ".join(parts)))


def _later(report: Report, tr: Translator) -> str:
    later = [f"{each.instrument.tool.name} ({time_left(each, tr)})" for each in report.results if each.place is Place.LATER]
    return few(later, WAITING, tr)


def _also(results: Sequence[Result], report: Report, tr: Translator) -> list[str]:
    """Names of what else may be asked for; what closes soon comes first, with its day."""
    soon = {each: None for each in results if each.closes_on and (each.closes_on - report.as_of).days <= SOON}
    named = [f"{each.instrument.tool.name} ({time_left(each, tr)})" for each in soon]
    return named + [each.instrument.tool.name for each in results if each not in soon]


def _set_aside(report: Report, tr: Translator) -> str:
    counts = Counter([result.place for result in report.results])
    words = {
        Place.REFUSED: (N_("1 refused"), N_("{count} refused")),
        Place.UNLIKELY: (N_("1 unlikely"), N_("{count} unlikely")),
        Place.ENDED: (N_("1 probably ended"), N_("{count} probably ended")),
        Place.CLOSED: (N_("1 closed"), N_("{count} closed")),
    }
    parts = [tr.say(counted(counts[place], *texts)) for place, texts in words.items() if counts[place]]
    return MIDDLE.join(parts) + "  (--all)" if parts else ""


def _changes(report: Report, view: View) -> Iterator[Line | Row]:
    if report.since is None and report.what_if is None:
        return
    from essfund.answer.changes import comparisons

    for title, blocks in comparisons(report, view.tr):
        yield from (Line(""), Line(title, "bold"))
        for block in blocks:
            if block.heading:
                yield Line(block.heading, "underline")
            yield from (Line(text, "", INDENT if block.heading else 0) for text in block.lines)
    yield from (Line(""), Line(view.tr.text(N_("The answer as it stands")), "bold"))


def _register_lines(report: Report, tr: Translator) -> Iterator[str]:
    """What came from a register, where somebody asked it."""
    if report.profile.register is not None:
        from essfund.presenting.registered import register_lines

        yield from register_lines(report, tr)


def _foot(questions: Sequence[str], leading: Sequence[Result], view: View, lines: int = 2) -> str:
    head = typeset([Line(""), Line(view.tr.text(N_("Ask the person now")).upper(), "bold")], view) if questions else ""
    caveat = view.tr.text(N_("Nothing is granted: a committee decides."))
    return head + "".join(questions) + typeset([Line(""), *foot(caveat, leading, view, lines)], view)


def _whole(report: Report, view: View) -> Iterator[Line | Row]:
    """Yield every instrument, by place, in the same words."""
    yield from chain(_head(report, view), _changes(report, view))
    for place in Place:
        results = [result for result in report.results if result.place is place]
        if results:
            yield Line("")
            yield from _heading(f"{view.tr.text(PLACES[place])} ({len(results)})", view)
            for result in results:
                yield from _entry(result, results, report, view)
