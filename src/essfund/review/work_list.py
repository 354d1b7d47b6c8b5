"""The work list of a catalogue: which source to renew first, and the instruments that hang on it, as a table, JSON and CSV."""

from __future__ import annotations

from datetime import date
from enum import Enum
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from essfund.core.errors import InvalidInputError
from essfund.core.messages import N_, counted, say
from essfund.core.named_tuple import NamedTuple
from essfund.engine.availability import availability_on, closes_on, first_day, last_proof, months_before, supporting_source
from essfund.loading.catalogue import load_texts, read_texts
from essfund.model.verdict import Availability
from essfund.presenting.safe_text import json_text, typesetter
from essfund.presenting.table_cells import csv_text
from essfund.presenting.terminal import Line, TerminalColumn, tabled, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from essfund.core.diagnostics import Span
    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.tool import Tool
    from essfund.presenting.view import View

SCHEMA = "essfund.due/1"


class Due(Enum):
    """Why an instrument is to be looked at again, the most pressing first."""

    ENDS = "ends"
    NEVER = "never"
    OLD = "old"
    AGEING = "ageing"
    ENDED = "ended"
    UNREAD = "unread"


WHY = {
    Due.ENDS: N_("ends on {day}"), Due.NEVER: N_("never seen at work"), Due.OLD: N_("last proof: {year}"),
    Due.AGEING: N_("proof of {year}, soon too old"), Due.ENDED: N_("probably ended"), Due.UNREAD: N_("sources read on {checked}"),
}
ENDING = (Due.ENDS, Due.ENDED)


class DueInstrument(NamedTuple):
    """One instrument of the list. `proof` is the last day, month or year it was seen at work; `source` says so, or is its first."""

    instrument: Instrument
    file: str
    line: int
    due: Due
    source: str
    proof: str | None
    ends: date | None
    successor: Instrument | None
    relieved: bool
    """Whether its successor can be asked for."""

    @property
    def urgency(self) -> tuple[int, bool, date, str]:
        """Place in the list: the reason, what nothing replaces, the oldest proof or the nearest end."""
        seen = self.ends if self.due is Due.ENDS else first_day(self.proof) if self.proof else None
        return [*Due].index(self.due), self.relieved, seen or date.min, self.instrument.id


class WorkList(NamedTuple):
    """What is due in one catalogue, source by source; `file` is the tools.yaml of its uppermost layer."""

    catalogue: Catalogue
    file: str
    day: date
    months: int
    due: tuple[DueInstrument, ...]


def work_list(places: Sequence[Path], day: date | None, months: int) -> WorkList:
    """What is due in a catalogue, its layers given the lowest first, on a day or within so many months. Raises InvalidInputError.

    No day is the newest `checked_on` of the catalogue. Instruments of files that are lent are others' work.
    """
    loaded = load_texts(read_texts(places))
    catalogue = loaded.catalogue
    if catalogue is None:
        raise InvalidInputError(loaded.diagnostics)
    day = day or catalogue.last_checked
    document = loaded.documents["tools"]
    own = [(instrument, place) for key, instrument in catalogue.instruments.items()
           if (place := document.span(("tools", key), key=True)) and not document.home(("tools", key))[0].lent]
    found = [item for instrument, place in own if (item := _due(catalogue, instrument, place, day, months))]
    found.sort(key=lambda item: item.urgency)
    first = {item.source: number for number, item in reversed([*enumerate(found)])}
    return WorkList(catalogue, document.name, day, months, tuple(sorted(found, key=lambda item: first[item.source])))


def _due(catalogue: Catalogue, instrument: Instrument, place: Span, day: date, months: int) -> DueInstrument | None:
    """An instrument that is to be looked at again; None for one that has closed, or is known well enough for so long."""
    tool, state = instrument.tool, availability_on(day, instrument.tool, catalogue)
    ends, proof = closes_on(day, tool), last_proof(day, tool, catalogue.sources)
    due = _why(tool, state, proof, ends, day=day, months=months, fresh=catalogue.ranking.freshness_months)
    if due is None:
        return None
    successor = catalogue.instruments.get(tool.successor or "")
    relieved = successor is not None and availability_on(day, successor.tool, catalogue).askable
    source = supporting_source(day, tool, catalogue.sources)
    return DueInstrument(instrument, place.file, place.line, due, source, proof, ends, successor, relieved)


def _why(tool: Tool, state: Availability, proof: str | None, ends: date | None, *, day: date, months: int, fresh: int) -> Due | None:
    old, soon = months_before(day, fresh), months_before(day, fresh - months)
    if state is Availability.CLOSED:
        return None
    if ends and months_before(ends, months) <= day:
        return Due.ENDS
    if state.over:
        return Due.ENDED
    if proof is None:
        return Due.NEVER
    seen = first_day(proof)
    if seen < soon:
        return Due.OLD if seen < old else Due.AGEING
    return Due.UNREAD if tool.checked_on < soon else None


FIRST = 10
"""So many instruments stand on one screen, each source with a heading of its own."""
COLUMNS = (TerminalColumn(N_("Instrument"), 0), TerminalColumn(N_("Line"), 6, right=True), TerminalColumn(N_("Why"), 0))


def render_table(lists: Sequence[WorkList], view: View) -> str:
    """Work lists for people: below each source a line an instrument; the first ones unless all are wanted."""
    return typeset((part for one in lists for part in _table(one, view)), view)


def _table(work: WorkList, view: View) -> Iterator[Any]:
    tr = view.tr
    sources = len({item.source for item in work.due})
    yield Line(tr.say(say("To renew on {day}, or within {months} months", day=work.day, months=work.months)), "bold")
    many = counted(sources, N_("{instruments} of {all} instruments, {count} source; lines are those of {file}"),
                   N_("{instruments} of {all} instruments, {count} sources; lines are those of {file}"),
                   instruments=len(work.due), all=len(work.catalogue.instruments), file=work.file)
    yield Line(tr.say(many))
    shown = work.due if view.everything else work.due[:FIRST]
    below = "" if view.accessible else "  "
    wide, digits = (max((len(str(told)) for told in column), default=0) for column in
                    ([item.instrument.id for item in shown], [_line(item, work) for item in shown]))
    widths = (len(below) + wide, digits, 0)
    columns = [column._replace(title=tr.text(column.title), width=width) for column, width in zip(COLUMNS, widths, strict=True)]
    typeset_text = typesetter(tr.language)
    for source, items in groupby(shown, key=lambda item: item.source):
        yield Line(typeset_text(_heading(work.catalogue, source)), "bold", hang=2)
        rows = [[f"{below}{item.instrument.id}", _line(item, work), why(item, tr)] for item in items]
        yield from [*tabled(columns, rows, view)][1:]
    if more := len(work.due) - len(shown):
        yield Line(tr.say(counted(more, N_("{count} other instrument: --all"), N_("{count} other instruments: --all"))))


def _line(item: DueInstrument, work: WorkList) -> str:
    """The line of an instrument; of one that stands in a lower layer, with the folder of that."""
    return str(item.line) if item.file == work.file else f"{PurePath(item.file).parent.name}:{item.line}"


def _heading(catalogue: Catalogue, source: str) -> str:
    said = catalogue.sources[source]
    return f"{source} – {said.title}" + (f" ({said.date})" if said.date and said.date[:4] not in said.title else "")


def why(item: DueInstrument, tr: Translator) -> str:
    """Why an instrument is due, and of one that ends or has ended what takes its place."""
    said = tr.text(WHY[item.due]).format(day=tr.say(item.ends) if item.ends else "", year=(item.proof or "")[:4],
                                         checked=tr.say(item.instrument.tool.checked_on))
    if item.due not in ENDING:
        return said
    if item.successor is None:
        return tr.say(say("{state}, no successor", state=said))
    return tr.say(say("{state}; then {id}", state=said, id=item.successor.id) if item.relieved
                  else say("{state}; then {id}, not open either", state=said, id=item.successor.id))


FACTS = ("source", "source_date", "source_title", "source_url", "tool", "name", "provider", "contact", "file", "line", "due",
         "last_proof", "checked_on", "ends_on", "successor", "successor_open")


def _facts(work: WorkList) -> Iterator[dict[str, Any]]:
    """One instrument of the list after the other, in ids and plain values."""
    for item in work.due:
        tool, source = item.instrument.tool, work.catalogue.sources[item.source]
        yield dict(zip(FACTS, (
            item.source, source.date, source.title, source.url, item.instrument.id, tool.name, tool.provider,
            work.catalogue.contacts[tool.apply].name, item.file, item.line, item.due.value, item.proof, tool.checked_on.isoformat(),
            item.ends.isoformat() if item.ends else None, tool.successor, item.relieved if item.successor else None,
        ), strict=True))


def render_csv(lists: Sequence[WorkList], view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Work lists as CSV, a row an instrument."""
    rows = [facts | {"successor_open": {None: None}.get(facts["successor_open"], str(facts["successor_open"]).lower())}
            for work in lists for facts in _facts(work)]
    return csv_text(FACTS, [tuple(row.values()) for row in rows])


def render_json(lists: Sequence[WorkList], view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Work lists as JSON, `essfund.due/1`."""
    first = lists[0]
    return json_text({"schema": SCHEMA, "as_of": first.day.isoformat(), "within_months": first.months,
                      "due": [facts for work in lists for facts in _facts(work)]})
