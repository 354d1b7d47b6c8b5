"""Where nothing exists: the holes of a supply, one box a hole, each with an enterprise that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.diagnostics import Witness
from essfund.engine.regions import NOTHING, Region
from essfund.engine.sampling import sample
from essfund.engine.supply import known_in

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.engine.supply import Box, Supply


class Hole(NamedTuple):
    """Enterprises for whom nothing of a family can be asked for: what is known of them by field, and one of them.

    A field that may be anything is left out of `known`.
    """

    family: str
    known: Mapping[str, Hashable]
    witness: Witness


class Change(NamedTuple):
    """What changed between two days or two catalogues: holes that opened since, and holes that closed."""

    opened: tuple[Hole, ...]
    closed: tuple[Hole, ...]


def holes(found: Supply, families: Sequence[str]) -> tuple[Hole, ...]:
    """Return every hole of some families, the widest first."""
    return tuple(hole for family in families for hole in _in(found, family, found.hole(family)))


def changed_holes(before: Supply, after: Supply, families: Sequence[str]) -> Change:
    """Return which holes opened and which closed. Both supplies must share a space and axes."""
    opened, closed = [], []
    for family in families:
        old, new = (one.hole(family) for one in (before, after))
        opened += _in(after, family, after.space.meet(new, after.space.negate(old)))
        closed += _in(before, family, before.space.meet(old, before.space.negate(new)))
    return Change(tuple(opened), tuple(closed))


def _in(found: Supply, family: str, region: Region) -> list[Hole]:
    return [] if region == NOTHING else [_hole(found, family, box) for box in found.boxes(region)]


def _hole(found: Supply, family: str, box: Box) -> Hole:
    known: dict[str, Hashable] = {}
    profile: dict[str, object] = {}
    for axis, cells in zip(found.axes, box.cells, strict=True):
        value = known_in(found.space, axis, cells)
        if value is not None:
            known[axis.field] = value
            every = found.space.variables[axis.variable].cells
            first = every[(cells & -cells).bit_length() - 1]
            profile |= sample(axis.field, [first], every, found.space.vocabularies, found.day)
    return Hole(family, known, Witness(profile, found.day))


class Shortages(NamedTuple):
    """The answer of `coverage`: a supply along some fields, its holes in some families, and what changed since another one."""

    supply: Supply
    families: tuple[str, ...]
    holes: tuple[Hole, ...]
    before: Supply | None = None
    change: Change | None = None
