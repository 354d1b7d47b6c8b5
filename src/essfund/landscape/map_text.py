"""The chart for a terminal: one line an instrument, its stages or its amounts drawn with blocks; complete when piped."""

from __future__ import annotations

from itertools import cycle
from math import log10
from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.engine.cartography import MONEY_BANDS
from essfund.landscape.map_amounts import decades, drawn
from essfund.model.condition import Strength
from essfund.model.verdict import Availability, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.charts import words
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.wording import AVAILABILITIES, CAVEAT, FACT, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.engine.cartography import Band, Bar, Chart
    from essfund.presenting.view import View

FILLS = {True: "█▒░▚▌▂", False: "#%=*+@"}
"""One fill a reach: for outputs that hold block letters, and for those that do not."""

STATES = {Availability.OPEN: "o", Availability.UNVERIFIED: "?", Availability.UPCOMING: ">", Availability.SUSPENDED: "=",
          Availability.PROBABLY_NOT_YET: "~", Availability.PROBABLY_ENDED: "-", Availability.CLOSED: "x"}
ANSWERS = {Verdict.ELIGIBLE: "[+]", Verdict.TO_CHECK: "[?]", Verdict.INELIGIBLE: "[-]"}
STYLES = {Verdict.ELIGIBLE: "bold", Verdict.TO_CHECK: "", Verdict.INELIGIBLE: "dim"}
NEEDLE = "|"
CELL, AXIS, ROOMY = 4, 33, 110
UNSURE = N_("~ at the end of a stage: probable or inferred; ? in the last column: not stated")
OPEN_ENDS = N_("- leads to an end that nobody knows; | is a known end, ~ one that is probable or inferred")
COLUMNS = N_("Stages, from left to right: {names}")


def render(chart: Chart, view: View, kind: str, size: object) -> str:  # noqa: ARG001 - a terminal has a width of its own
    """Chart as text."""
    return typeset(_parts(chart, view, kind), view)


def fills(chart: Chart, view: View) -> dict[str, str]:
    """Letter that stands for each reach; were there more than there are letters, the first would come again."""
    return dict(zip(chart.catalogue.vocabularies.reach.terms, cycle(FILLS[view.encoding.lower().startswith("utf")]), strict=False))


def _parts(chart: Chart, view: View, kind: str) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(words.title(chart, kind, tr), "bold")
    yield from map(Line, words.subtitles(chart, kind, tr))
    if view.accessible:
        yield from _told(chart, view, kind)
        return
    stages, money = len(words.stage_words(chart, tr)), [bar for bar in chart.bars if bar.instrument.role is not Role.SUPPORT]
    if kind == "stages":
        yield Line(tr.text(COLUMNS).format(names=" | ".join(words.stage_words(chart, tr))))
    drawing, amounts = CELL * stages + stages - 1 if kind == "stages" else AXIS, 34 if (view.width or ROOMY) >= ROOMY else 22
    columns = [TerminalColumn("", wide) for wide in (drawing, 5 if chart.report else 1, 0, amounts)]
    ends = decades(money)
    for band in chart.bands:
        if kind == "amounts" and band.role is Role.SUPPORT:
            continue
        yield from (Line(""), Line(words.band_words(chart, band, tr), "bold"))
        if kind == "amounts":
            yield Line(money_counts(band, view))
            yield Line(scale(ends, view))
            if chart.need is not None:
                yield Line(f"{' ' * place_on(chart.need, ends)}{NEEDLE} {words.need_words(chart, tr)}")
        else:
            counts = [str(band.at_stage(place)) for place in range(len(chart.stages))]
            yield Line(" ".join(count.center(CELL) for count in counts).rstrip())
        for bar in band.bars:
            picture = stage_cells(bar, chart, stages, view) if kind == "stages" else amount_line(bar, chart, ends, view)
            mark = STATES[bar.availability] + (f" {ANSWERS[bar.result.verdict]}" if bar.result else "")
            style = STYLES[bar.result.verdict] if bar.result else ""
            amount = words.amount_words(bar, tr, short=True)
            yield Row([(picture, ""), (mark, style), (bar.instrument.tool.name, style), (amount, style)], columns)
    yield from (Line(""), *_legend(chart, view, kind))


def _told(chart: Chart, view: View, kind: str) -> Iterator[Line | Row]:
    """Yield what the chart draws in words, for who does not see it."""
    tr = view.tr
    titles = (words.STAGES, words.AMOUNT, words.REACH, words.STATE, words.ANSWER)
    columns = [TerminalColumn("", 0), *(TerminalColumn(tr.text(title), 0) for title in titles)]
    for band in chart.bands:
        if kind == "amounts" and band.role is Role.SUPPORT:
            continue
        yield from (Line(""), Line(words.band_words(chart, band, tr), "bold"))
        yield Line(money_counts(band, view) if kind == "amounts" else stage_counts(chart, band, view))
        for bar in band.bars:
            facts = (words.stages_of(chart, bar, tr), words.amount_words(bar, tr), words.reach_words(chart, bar, tr),
                     words.state_words(bar, tr), words.answer_words(bar, tr))
            yield Row([(bar.instrument.tool.name, ""), *((fact, "") for fact in facts)], columns)
    yield from (Line(""), *([Line(tr.text(CAVEAT))] if chart.report else []), *map(Line, words.remarks(chart, kind, tr)))


def stage_counts(chart: Chart, band: Band, view: View) -> str:
    """How many instruments of a family are made for each stage, in words."""
    facts = (view.tr.text(FACT).format(field=name, value=band.at_stage(place))
             for place, name in enumerate(words.stage_words(chart, view.tr)[: len(chart.stages)]))
    return " · ".join(facts)


def money_counts(band: Band, view: View) -> str:
    """How many instruments of a family give some amount of each round band."""
    facts = (view.tr.text(FACT).format(field=words.money_words(money, view.tr), value=band.in_money(money)) for money in MONEY_BANDS)
    return " · ".join(fact.replace(" ", "\u00a0") for fact in facts)


def stage_cells(bar: Bar, chart: Chart, count: int, view: View) -> str:
    """Bar as cells below the columns: filled where it was made for, with a tilde where that is uncertain."""
    fill = fills(chart, view)[bar.instrument.tool.reach]
    full = fill * CELL if bar.stages_strength is Strength.ESTABLISHED else fill * (CELL - 1) + "~"
    cells = [full if place in bar.stages else "." * CELL for place in range(len(chart.stages))]
    if count > len(cells):
        cells.append("." * CELL if bar.stages else fill * (CELL - 1) + "?")
    return " ".join(cells)


def scale(ends: tuple[int, int], view: View) -> str:
    """Labels of the axis, each at its place."""
    (low, high), line = ends, ""
    for power in range(low, high + 1):
        label = words.short_money(10**power, view.tr).replace("\u00a0", " ")
        place = round((power - low) / (high - low) * (AXIS - 1))
        place = min(place, AXIS - len(label)) if power == high else max(0, place - len(label) // 2)
        if place >= len(line) + (1 if line else 0):
            line = line.ljust(place) + label
    return line


def place_on(euros: int, ends: tuple[int, int]) -> int:
    """Place of an amount on the axis."""
    low, high = ends
    return min(AXIS - 1, max(0, round((log10(max(euros, 1)) - low) / (high - low) * (AXIS - 1))))


def amount_line(bar: Bar, chart: Chart, ends: tuple[int, int], view: View) -> str:
    """Bar along the axis."""
    if not drawn(bar):
        return " " * AXIS
    known = [place_on(end, ends) for end in (bar.amount.low or None, bar.amount.high) if end is not None]
    first = known[0] if bar.amount.low else 0
    last = AXIS - 1 if bar.amount.high is None else known[-1]
    fill = fills(chart, view)[bar.instrument.tool.reach] if bar.amount.low and bar.amount.high is not None else "-"
    line = [" "] * first + [fill] * (last + 1 - first) + [" "] * (AXIS - 1 - last)
    for place in known:
        line[place] = "|" if bar.amount_strength is Strength.ESTABLISHED else "~"
    return "".join(line)


def _legend(chart: Chart, view: View, kind: str) -> Iterator[Line]:
    tr, reach, letter = view.tr, chart.catalogue.vocabularies.reach, fills(chart, view)

    def named(heading: str, items: Iterable[str]) -> Line:
        return Line(tr.text(FACT).format(field=tr.text(heading), value="   ".join(items)))

    yield named(words.REACH, (f"{letter[item] * 3} {tr.say(reach.words(item))}" for item in letter))
    yield Line(tr.text(UNSURE if kind == "stages" else OPEN_ENDS))
    shown = {bar.availability for bar in chart.bars}
    yield named(words.STATE, (f"{STATES[item]} {tr.text(AVAILABILITIES[item])}" for item in Availability if item in shown))
    if chart.report:
        yield named(words.ANSWER, (f"{ANSWERS[item]} {tr.text(VERDICTS[item])}" for item in Verdict))
        yield Line(tr.text(CAVEAT))
    yield from map(Line, words.remarks(chart, kind, tr))
