"""Shapes of the rows that are written: one an enterprise and instrument (long), or one an enterprise (wide)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.engine.screening import Screening

Shape = Literal["long", "wide"]
SHAPES: tuple[Shape, ...] = ("long", "wide")
LONG = ("tool", "verdict", "place", "missing", "amount_min", "amount_max")


@dataclass(frozen=True)
class RowShape:
    """What the rows of a list are written as. `wanted` are the verdicts that are kept: lines of long, enterprises of wide."""

    screening: Screening
    shape: Shape
    ids: tuple[str, ...]
    wanted: Collection[Verdict]

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
            if any(answer.verdict in self.wanted for answer in answers):
                found = [answer.verdict for answer in answers]
                yield (*(verdict.value for verdict in found), *(found.count(verdict) for verdict in Verdict))
            return
        for tool, answer in zip(self.tools, answers, strict=True):
            if answer.verdict in self.wanted:
                yield tool, answer.verdict.value, answer.place.value, answer.missing, answer.low or None, answer.high
