"""Shapes of the rows that are written: one an enterprise and instrument (long), or one an enterprise (wide)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from essfund.core.record import field, record
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.engine.screening import ScreenAnswer, Screening

Shape = Literal["long", "wide"]
SHAPES: tuple[Shape, ...] = ("long", "wide")
MOST_REMEMBERED = 5_000
"""Wide lines that are remembered."""
NUMBERS = {id(verdict): number for number, verdict in enumerate(Verdict)}
"""Numbers of verdicts by their identity: the hash of a member is written in Python."""
LONG = ("tool", "verdict", "place", "missing", "amount_min", "amount_max")


def long_line(tool: str, answer: ScreenAnswer) -> tuple[object, ...]:
    """What one instrument says, in the columns of `LONG`."""
    return tool, answer.verdict.value, answer.place.value, answer.missing, answer.low or None, answer.high


@record(frozen=True)
class RowShape:
    """What the rows of a list are written as. `wanted` are the verdicts that are kept: lines of long, enterprises of wide."""

    screening: Screening
    shape: Shape
    ids: tuple[str, ...]
    wanted: Collection[Verdict]
    lines: dict[bytes, tuple[tuple[object, ...], ...]] = field(default_factory=dict)

    @property
    def tools(self) -> list[str]:
        """Ids of the instruments, in the order of the catalogue."""
        return [instrument.id for instrument in self.screening.instruments]

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return (*self.ids, *(LONG if self.shape == "long" else (*self.tools, *(verdict.value for verdict in Verdict))))

    @property
    def numbers(self) -> frozenset[str]:
        """Names of the columns that hold whole numbers."""
        return frozenset({"amount_min", "amount_max", *(verdict.value for verdict in Verdict)})

    def tails(self, classes: tuple[int, ...]) -> Iterator[tuple[object, ...]]:
        """What stands behind the identifiers, a tuple a line."""
        answers = self.screening.answers(classes)
        if self.shape == "wide":
            yield from self.wide([answer.verdict for answer in answers])
            return
        for tool, answer in zip(self.tools, answers, strict=True):
            if answer.verdict in self.wanted:
                yield long_line(tool, answer)

    def wide(self, found: list[Verdict]) -> tuple[tuple[object, ...], ...]:
        """Line of the verdicts of every instrument, if one of them is wanted; the same verdicts are made a line once."""
        seen = bytes(map(NUMBERS.__getitem__, map(id, found)))
        if seen not in self.lines:
            if len(self.lines) >= MOST_REMEMBERED:
                self.lines.clear()
            line = (*(verdict.value for verdict in found), *(found.count(verdict) for verdict in Verdict))
            self.lines[seen] = (line,) if any(verdict in self.wanted for verdict in found) else ()
        return self.lines[seen]
