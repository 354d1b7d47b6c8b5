"""A screened list in numbers, for people and for programs: who may ask, what decides, what was read and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Message, counted, say, text_of
from essfund.model.verdict import Place, Verdict
from essfund.presenting.list_head import head_lines, reading_plain
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import seen
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, tabled, typeset
from essfund.presenting.wording import SEMICOLON

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from essfund.model.fields import Field
    from essfund.presenting.view import View
    from essfund.screening import summary_schema as shapes
    from essfund.screening.tally import InstrumentTally, RowGroup, Tally

LISTED = (Place.FIRST, Place.ONLY_IF, Place.UNLIKELY, Place.LATER)
"""Places that count as something to ask for, now or later; what has ended or refuses everybody is shown with --all."""
COLUMNS = (N_("Instrument"), N_("eligible"), N_("to check"), N_("refused"), N_("what decides most"))
NUMBER, NAME = 10, 36
MOST_SHOWN, MOST_GROUPS, MOST_ASKED = 15, 10, 5
GROUP_COLUMNS = (N_("Rows"), N_("eligible by row"), N_("to check by row"))
ORDER = (Verdict.ELIGIBLE, Verdict.TO_CHECK, Verdict.INELIGIBLE)


class SummaryWriter:
    """A tally in the words of one language."""

    def __init__(self, tally: Tally, view: View) -> None:
        self.tally, self.view, self.tr = tally, view, view.tr

    def shown(self) -> list[InstrumentTally]:
        """Instruments that people read, those that most may ask for first."""
        every = self.view.everything
        found = [item for item in self.tally.instruments if every or any(item.places[place.value] for place in LISTED)]
        found.sort(key=lambda item: [-item.verdicts[verdict] for verdict in ORDER])
        return found if every else found[:MOST_SHOWN]

    def head(self) -> Iterator[str]:
        """What was read, row by row, and what each column told or did not tell."""
        return head_lines(self.tally.reading(), self.tally.screening.catalogue.fields, self.tr, self.common())

    def common(self) -> str:
        """What is known of every enterprise."""
        words, known = self.tally.screening.catalogue.vocabularies, self.tally.screening.common.values
        return self.tr.text(SEMICOLON).join(f"{self.tr.words(words.fields[key].label)} {seen(words.fields[key], value, words, self.tr)}"
                                            for key, value in known.items())

    def field(self, key: str) -> Field:
        """A field of the catalogue."""
        return self.tally.screening.catalogue.fields[key]

    def numbers(self, item: InstrumentTally) -> list[str]:
        """Rows of an instrument by verdict."""
        return [self.tr.number(item.verdicts[verdict]) for verdict in ORDER]

    def decides(self, item: InstrumentTally) -> str:
        """What would have to be asked most, or what refuses most: whichever is in more rows."""
        tr = self.tr
        asked = [(rows, say("ask: {field}", field=text_of(self.field(key).label))) for key, rows in item.missing.most_common(1)]
        refusing = [(rows, say("refuses: {field}", field=self.label(item, key))) for key, rows in item.refused_by.most_common(1)]
        rows, said = max((*asked, *refusing), key=lambda pair: pair[0], default=(0, Message("")))
        return f"{tr.say(said)} ({tr.number(rows)})" if rows else ""

    def label(self, item: InstrumentTally, condition: str) -> str:
        """First field of a condition of an instrument, and that there are others."""
        found = next(each for each in item.instrument.all_conditions if each.id == condition)
        return self.tr.words(self.field(found.fields[0]).label) + ("…" if len(found.fields) > 1 else "")

    def asked(self) -> str:
        """Facts that are missing most, over all instruments."""
        total: Counter[str] | None = None
        for item in self.tally.instruments:
            total = item.missing.copy() if total is None else total + item.missing
        found = total.most_common(MOST_ASKED) if total else []
        return ", ".join(f"{self.tr.words(self.field(key).label)} ({self.tr.number(rows)})" for key, rows in found)

    def groups(self) -> list[tuple[RowGroup, list[str]]]:
        """Groups with their numbers: rows, and how many instruments a row may ask for on average."""
        found = self.tally.by_group()
        kept = found if self.view.everything else found[:MOST_GROUPS]
        return [(group, [self.tr.number(group.rows), *(self.average(group, verdict) for verdict in ORDER[:2])]) for group in kept]

    def average(self, group: RowGroup, verdict: Verdict) -> str:
        """Instruments a row with a verdict, to a tenth."""
        tenths = (10 * sum(counter[verdict] for counter in group.verdicts) + group.rows // 2) // group.rows
        return self.tr.number(tenths / 10)


def render_table(tally: Tally, view: View) -> str:
    """Summary for a terminal."""
    return typeset(parts(tally, view), view)


def parts(tally: Tally, view: View) -> Iterator[Line | Row]:
    """Lines of the summary."""
    write, tr = SummaryWriter(tally, view), view.tr
    first, *others = write.head()
    yield Line(tr.say(say("{list} on {day}", list=tally.source, day=tally.screening.day)), "bold")
    yield Line(first)
    yield from (Line(text, "dim", hang=2) for text in others)
    yield Line("")
    titles = [tr.text(word) for word in COLUMNS]
    numbers = [TerminalColumn(title, NUMBER, right=True) for title in titles[1:-1]]
    columns = [TerminalColumn(titles[0], NAME), *numbers, TerminalColumn(titles[-1], 0)]
    yield from tabled(columns, [[item.instrument.tool.name, *write.numbers(item), write.decides(item)] for item in write.shown()], view)
    if asked := write.asked():
        yield Line("")
        yield Line(tr.say(say("To ask first, by the answers that it keeps open: {fields}", fields=asked)), hang=2)
    yield from _grouped(write, view)
    left_out = len(tally.instruments) - len(write.shown())
    if left_out:
        if not asked and not tally.groups:
            yield Line("")
        more = counted(left_out, N_("{count} other instrument: --all"), N_("{count} other instruments: --all"))
        yield Line(tr.say(more), "dim")


def _grouped(write: SummaryWriter, view: View) -> Iterator[Line | Row]:
    """Groups, if somebody asked for them."""
    groups = write.groups()
    if groups:
        titles = [view.tr.text(word) for word in GROUP_COLUMNS]
        columns = [TerminalColumn("", NAME), *(TerminalColumn(title, 2 * NUMBER, right=True) for title in titles)]
        yield Line("")
        yield from tabled(columns, [[group.label, *numbers] for group, numbers in groups], view)
        if (more := len(write.tally.groups) - len(groups)) > 0:
            others = counted(more, N_("{count} other group: --all"), N_("{count} other groups: --all"))
            yield Line(view.tr.say(others), "dim")


def render_markdown(tally: Tally, view: View) -> str:
    """Summary for a note."""
    write, tr = SummaryWriter(tally, view), view.tr
    head = "".join(f"{markdown_cell(text)}\n\n" for text in write.head())
    rows: list[Sequence[object]] = [[item.instrument.tool.name, *write.numbers(item), write.decides(item)] for item in write.shown()]
    text = f"# {markdown_cell(tr.say(say('{list} on {day}', list=tally.source, day=tally.screening.day)))}\n\n{head}"
    text += markdown_table([tr.text(word) for word in COLUMNS], rows)
    if groups := write.groups():
        header = ["", *(tr.text(word) for word in GROUP_COLUMNS)]
        text += "\n" + markdown_table(header, [[group.label, *numbers] for group, numbers in groups])
    return text


def render_json(tally: Tally, view: View) -> str:  # noqa: ARG001 - all renderers take the same
    """Summary for programs, `essfund.screen/1`."""
    return json_text(plain(tally))


def plain(tally: Tally) -> shapes.ScreenPlain:
    """Summary as plain values."""
    catalogue, read = tally.screening.catalogue, reading_plain(tally.reading())
    return {
        "schema": "essfund.screen/1",
        "as_of": tally.screening.day.isoformat(),
        "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "common": tally.screening.common.plain(tally.screening.catalogue.fields),
        "rows": read["rows"],
        "columns": read["columns"],
        "instruments": [_instrument(item) for item in tally.instruments],
        "groups": [_group(group, tally) for group in tally.by_group()],
    }


def _instrument(item: InstrumentTally) -> shapes.InstrumentPlain:
    return {
        "tool": item.instrument.id, "name": item.instrument.tool.name,
        "verdicts": _verdicts(item.verdicts),
        "places": dict(item.places), "missing": dict(item.missing.most_common()), "refused_by": dict(item.refused_by.most_common()),
    }


def _group(group: RowGroup, tally: Tally) -> shapes.GroupPlain:
    verdicts = zip(tally.screening.instruments, group.verdicts, strict=True)
    return {"label": group.label, "rows": group.rows,
            "verdicts": {instrument.id: _verdicts(counter) for instrument, counter in verdicts}}


def _verdicts(found: Counter[Verdict]) -> shapes.VerdictsPlain:
    return {"eligible": found[Verdict.ELIGIBLE], "to_check": found[Verdict.TO_CHECK], "ineligible": found[Verdict.INELIGIBLE]}
