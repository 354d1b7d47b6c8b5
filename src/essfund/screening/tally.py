"""What came of a list in numbers: how many rows each instrument says yes, perhaps or no to, what decides, what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.screening import UNKNOWN
from essfund.loading.lists.enterprises import Rejected
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from essfund.core.messages import Message
    from essfund.engine.screening import ScreenAnswer, Screening
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.enterprises import ListRow
    from essfund.model.catalogue import Instrument

Classes = tuple[int, ...]
STEP = 1000
"""Rows after which somebody who waits hears of it."""


@dataclass
class InstrumentTally:
    """One instrument over a list: rows by verdict, and rows in which a fact is missing or a condition refuses."""

    instrument: Instrument
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    refused_by: Counter[str] = field(default_factory=Counter)

    def add(self, answer: ScreenAnswer, rows: int) -> None:
        """Count the rows that get an answer."""
        self.verdicts[answer.verdict] += rows
        self.places[answer.place.value] += rows
        for key in answer.missing:
            self.missing[key] += rows
        for condition in answer.refused_by:
            self.refused_by[condition] += rows


class RowGroup(NamedTuple):
    """Rows that have one value of a field in common, and what each instrument says to them."""

    label: str
    rows: int
    verdicts: tuple[Counter[Verdict], ...]


@dataclass
class Tally:
    """Rows of a list, counted by their classes; every row is answered, closed, or rejected because it is no record."""

    screening: Screening
    columns: ListColumns
    source: str
    rows: Counter[Classes] = field(default_factory=Counter)
    groups: dict[str, Counter[Classes]] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    """Cells that could not be read and count as unknown, by column."""
    rejected: int = 0
    """Rows that are no record."""
    closed: int = 0
    other_encoding: int = 0

    @cached_property
    def answered(self) -> int:
        """Rows with an answer."""
        return self.rows.total()

    @property
    def read(self) -> int:
        """All rows."""
        return self.rows.total() + self.closed + self.rejected

    @cached_property
    def instruments(self) -> list[InstrumentTally]:
        """Every instrument over the rows that were answered, in the order of the catalogue."""
        found = [InstrumentTally(instrument) for instrument in self.screening.instruments]
        for tally, each, counted in zip(found, self.screening.sensitivities, self.by_key(self.rows), strict=True):
            for key, rows in counted.items():
                tally.add(each.known[key], rows)
        return found

    def by_key(self, counted: Counter[Classes]) -> list[Counter[int]]:
        """Rows by what each instrument can tell of them; every one has its answer."""
        found = [Counter[int]() for _ in self.screening.instruments]
        for classes, rows in counted.items():
            self.screening.answers(classes)
            for counter, key in zip(found, self.screening.keys(classes), strict=True):
                counter[key] += rows
        return found

    @cached_property
    def unknown(self) -> dict[str, int]:
        """Rows that say nothing of a fact, by the name of its column."""
        names = [column.name for column in self.columns.facts]
        found = Counter[str]()
        for classes, rows in self.rows.items():
            for name, number in zip(names, classes, strict=True):
                found[name] += rows if number == UNKNOWN else 0
        return dict(found)

    def by_group(self) -> list[RowGroup]:
        """Groups, the largest first."""
        found = []
        for label, counted in self.groups.items():
            verdicts = [Counter[Verdict]() for _ in self.screening.instruments]
            for verdict, each, by_key in zip(verdicts, self.screening.sensitivities, self.by_key(counted), strict=True):
                for key, rows in by_key.items():
                    verdict[each.known[key].verdict] += rows
            found.append(RowGroup(label, counted.total(), tuple(verdicts)))
        return sorted(found, key=lambda group: (-group.rows, group.label))


def count(
    rows: Iterable[ListRow | Rejected], tally: Tally, *, write: Callable[[ListRow], None] | None,
    reject: Callable[[ListRow | Rejected, str, Message], None],
    label: Callable[[ListRow], str] | None, tick: Callable[[int], None],
) -> None:
    """Count rows as they come; `write` takes each answered one, `reject` what could not be read of it or why it is none.

    `label` tells the group of a row.
    """
    counted, groups = tally.rows, tally.groups
    for number, row in enumerate(rows):
        if isinstance(row, Rejected):
            reject(row, row.column, row.reason)
            tally.closed += bool(row.column)
            tally.rejected += not row.column
            continue
        for unread in row.unread:
            reject(row, unread.column, unread.reason)
            tally.unread[unread.column] += 1
        counted[row.classes] += 1
        if label:
            groups.setdefault(label(row), Counter())[row.classes] += 1
        if write:
            write(row)
        if not number % STEP:
            tick(number)
