"""Where nothing exists: the holes of a supply, one box a hole, each with an enterprise that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.diagnostics import Witness
from essfund.engine.coverage import known_in
from essfund.engine.regions import NOTHING, Region
from essfund.engine.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.engine.coverage import Box, Coverage


class CoverageGap(NamedTuple):
    """Enterprises for whom nothing of a family can be asked for: what is known of them by field, and one of them.

    A field that may be anything is left out of `known`.
    """

    family: str
    known: Mapping[str, Hashable]
    witness: Witness


class GapChange(NamedTuple):
    """What changed between two days or two catalogues: holes that opened since, and holes that closed."""

    opened: tuple[CoverageGap, ...]
    closed: tuple[CoverageGap, ...]


def holes(found: Coverage, families: Sequence[str]) -> tuple[CoverageGap, ...]:
    """Return every hole of some families, the widest first."""
    return tuple(hole for family in families for hole in _in(found, family, found.hole(family)))


def changed_holes(before: Coverage, after: Coverage, families: Sequence[str]) -> GapChange:
    """Return which holes opened and which closed. Both supplies must share a space and axes."""
    opened, closed = [], []
    for family in families:
        old, new = (one.hole(family) for one in (before, after))
        opened += _in(after, family, after.space.meet(new, after.space.negate(old)))
        closed += _in(before, family, before.space.meet(old, before.space.negate(new)))
    return GapChange(tuple(opened), tuple(closed))


def _in(found: Coverage, family: str, region: Region) -> list[CoverageGap]:
    return [] if region == NOTHING else [_hole(found, family, box) for box in found.boxes(region)]


def _hole(found: Coverage, family: str, box: Box) -> CoverageGap:
    known: dict[str, Hashable] = {}
    profile: dict[str, object] = {}
    for axis, cells in zip(found.axes, box.cells, strict=True):
        value = known_in(found.space, axis, cells)
        if value is not None:
            known[axis.field] = value
            every = found.space.variables[axis.variable].cells
            first = every[(cells & -cells).bit_length() - 1]
            profile |= sample(axis.field, [first], every, found.space.vocabularies, found.day)
    return CoverageGap(family, known, Witness(profile, found.day))


class Shortages(NamedTuple):
    """The answer of `coverage`: a supply along some fields, its holes in some families, and what changed since another one."""

    supply: Coverage
    families: tuple[str, ...]
    holes: tuple[CoverageGap, ...]
    before: Coverage | None = None
    change: GapChange | None = None
