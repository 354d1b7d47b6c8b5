"""What came of a list in numbers: how many rows each instrument says yes, perhaps or no to, what decides, what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.engine.screening import UNKNOWN
from essfund.loading.lists.enterprises import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from essfund.core.messages import Message
    from essfund.engine.screening import ScreenAnswer, Screening
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.enterprises import ListRow
    from essfund.model.catalogue import Instrument
    from essfund.model.verdict import Verdict

Classes = tuple[int, ...]
STEP = 1000
"""Rows after which somebody who waits hears of it."""

MOST_KINDS = 50_000
"""Kinds of rows that wait to be counted."""


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


@dataclass
class RowGroup:
    """Rows that have one value of a field in common, and what each instrument says to them."""

    label: str
    verdicts: list[Counter[Verdict]]
    rows: int = 0

    def add(self, answers: Sequence[ScreenAnswer], rows: int) -> None:
        """Count rows with the same answers."""
        self.rows += rows
        for counter, answer in zip(self.verdicts, answers, strict=True):
            counter[answer.verdict] += rows


@dataclass
class Tally:
    """Rows of a list, counted by their classes; every row is answered, closed, or rejected because it is no record.

    Rows wait by their kind and group until there are many kinds, so that no list grows the memory; `fold` gives them to the instruments.
    """

    screening: Screening
    columns: ListColumns
    source: str
    waiting: Counter[tuple[str, Classes]] = field(default_factory=Counter)
    answered: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    """Cells that could not be read and count as unknown, by column."""
    rejected: int = 0
    """Rows that are no record."""
    closed: int = 0
    other_encoding: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    """Rows in which nothing is known of a fact, by the name of its column."""
    groups: dict[str, RowGroup] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.instruments = [InstrumentTally(instrument) for instrument in self.screening.instruments]

    @property
    def read(self) -> int:
        """All rows."""
        return self.answered + self.closed + self.rejected

    def fold(self, *, grouped: bool) -> None:
        """Give the rows that wait to the instruments that answered them, and to their groups."""
        names = [column.name for column in self.columns.facts]
        found: list[dict[int, list[Any]]] = [{} for _ in self.instruments]
        for (label, classes), rows in self.waiting.items():
            self.answered += rows
            answers = self.screening.answers(classes)
            for counted, answer in zip(found, answers, strict=True):
                counted.setdefault(id(answer), [answer, 0])[1] += rows  # one object for all that are answered alike
            for name, number in zip(names, classes, strict=True):
                if number == UNKNOWN:
                    self.unknown[name] += rows
            if grouped:
                self.groups.setdefault(label, RowGroup(label, [Counter() for _ in answers])).add(answers, rows)
        for tally, counted in zip(self.instruments, found, strict=True):
            for answer, rows in counted.values():
                tally.add(answer, rows)
        self.waiting.clear()

    def by_group(self) -> list[RowGroup]:
        """Groups, the largest first."""
        return sorted(self.groups.values(), key=lambda group: (-group.rows, group.label))


def count(
    rows: Iterable[ListRow | Rejected], tally: Tally, *, write: Callable[[ListRow], None] | None,
    reject: Callable[[ListRow | Rejected, str, Message], None],
    label: Callable[[ListRow], str] | None, tick: Callable[[int], None],
) -> None:
    """Count rows as they come; `write` takes each answered one, `reject` what could not be read of it or why it is none.

    `label` tells the group of a row.
    """
    waiting = tally.waiting
    for number, row in enumerate(rows):
        if isinstance(row, Rejected):
            reject(row, row.column, row.reason)
            tally.closed += bool(row.column)
            tally.rejected += not row.column
            continue
        for unread in row.unread:
            reject(row, unread.column, unread.reason)
            tally.unread[unread.column] += 1
        waiting[label(row) if label else "", row.classes] += 1
        if write:
            write(row)
        if not number % STEP:
            tick(number)
            if len(waiting) >= MOST_KINDS:
                tally.fold(grouped=label is not None)
    tally.fold(grouped=label is not None)
