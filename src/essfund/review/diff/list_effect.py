"""What a change does to the enterprises of a list, in numbers: who wins, who loses, and on which lines some of them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.model.verdict import LEVELS

if TYPE_CHECKING:
    from essfund.model.list_reading import ListReading
    from essfund.model.verdict import Verdict

SPLITS = ("legal_form", "departement")
"""Fields by which winners and losers are counted apart, where the list tells them."""

Ids = tuple[str, ...]
"""What a list tells of a field: every id that is possible, sorted; none where it tells nothing."""


class VerdictMove(NamedTuple):
    """Enterprises that go from one verdict to another; None: that catalogue does not have the instrument, and so opens nothing."""

    before: Verdict | None
    after: Verdict | None
    rows: int

    @property
    def better(self) -> bool:
        """Whether they win."""
        return level(self.after) > level(self.before)


class ListSide(NamedTuple):
    """Those who win an instrument, or those who lose it: how many, on which lines the first stand, how many by each split."""

    rows: int
    lines: tuple[int, ...]
    by: dict[str, dict[Ids, int]]


class ListedInstrument(NamedTuple):
    """One instrument that answers some enterprise otherwise; `was` is its id before, if that is another one."""

    id: str
    name: str
    was: str | None
    added: bool
    removed: bool
    moves: tuple[VerdictMove, ...]
    wins: ListSide
    loses: ListSide


class ListEffect(NamedTuple):
    """Rows for which something gets better, worse, both, or nothing changes: they add up to the rows answered."""

    reading: ListReading
    better: int
    worse: int
    both: int
    same: int
    instruments: tuple[ListedInstrument, ...]


def level(verdict: Verdict | None) -> int:
    """How good a verdict is; an instrument that is not there is no better than one that refuses."""
    return LEVELS.index(verdict) if verdict else 0
