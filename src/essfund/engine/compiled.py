"""The diagrams of a catalogue as plain data, to be kept with its digest: making them takes longer than a match."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, chain, pairwise, repeat
from operator import gt, lt
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.engine.decision import DECIDERS, AskedConditions, Decider, decider
from essfund.engine.regions import BELOW, IMPOSSIBLE, Space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.model.catalogue import Catalogue

FIRST = IMPOSSIBLE + 1
"""The number of the first node of a space; those below are the ends of every diagram."""

Kept = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], tuple[str, ...]]
"""Where the conditions that the offers of an instrument ask stand among all of its own; the roots, none where it was too intricate;
the fields of which one answer alone may refuse it."""


class Compiled(NamedTuple):
    """The nodes of a space and the diagrams that stand on them, in numbers and ids only."""

    cuts: Sequence[Sequence[int]]
    """Of each way to look at a variable: its number, then sets of cells that are all of its cells together."""
    cut_of: Sequence[int]
    """Of each node its cut."""
    children: Sequence[int]
    """Of each node a child for each set of cells, one node after the other; a child has a lower number."""
    diagrams: Mapping[str, Sequence[Kept]]
    """Of each instrument its diagrams."""


def compiled(catalogue: Catalogue) -> Compiled:
    """Diagrams of every instrument on every day on which its rules differ."""
    from essfund.engine.eligibility import Eligibility  # noqa: PLC0415 - what is kept is mostly read
    from essfund.engine.timeline import days_that_differ  # noqa: PLC0415 - as above

    ours = decider(catalogue)
    found: dict[str, dict[Kept, None]] = {}
    for tool, instrument in catalogue.instruments.items():
        places = {id(condition): place for place, condition in enumerate(instrument.all_conditions)}
        for day in days_that_differ([instrument], date.min):
            offers = [terms.all for terms in Eligibility.terms(instrument, day)]
            diagram = ours.diagram([AskedConditions(conditions) for conditions in offers], instrument)
            asked = tuple([tuple([places[id(condition)] for condition in conditions]) for conditions in offers])
            row = (asked, diagram.roots, tuple(sorted(diagram.alone))) if diagram else (asked, (), ())
            found.setdefault(tool, {})[row] = None
    kept = sorted(ours.space.below(*[root for rows in found.values() for _, roots, _ in rows for root in roots]))
    numbers = {old: new for new, old in enumerate([*range(FIRST), *kept])}
    nodes = list(map(ours.space.nodes.__getitem__, kept))
    cut_of = [(variable, *(cells for cells, _ in edges)) for variable, edges in nodes]
    cuts = {cut: number for number, cut in enumerate(dict.fromkeys(cut_of))}
    return Compiled(
        tuple(cuts), tuple(map(cuts.__getitem__, cut_of)), tuple([numbers[child] for _, edges in nodes for _, child in edges]),
        {tool: tuple([(asked, tuple([numbers[root] for root in roots]), alone) for asked, roots, alone in rows])
         for tool, rows in found.items()},
    )


def restore(catalogue: Catalogue, kept: Compiled) -> None:
    """Take the diagrams of a catalogue from plain data, instead of making them. Raises ValueError for what cannot be diagrams."""
    ours = Decider(catalogue)
    _add_nodes(ours.space, kept)
    most, fields = len(ours.space.nodes), ours.space.of_field.keys()
    for tool, rows in kept.diagrams.items():
        conditions = len(catalogue.instruments[tool].all_conditions)
        for asked, roots, alone in rows:
            fits = len(roots) in {0, 1 if len(asked) == 1 else len(asked) + 1} and _all_below(most, roots)
            if not fits or not fields >= {*alone} or not _all_below(conditions, [*chain.from_iterable(asked)]):
                raise ValueError(tool)
    ours.kept = dict(kept.diagrams)
    DECIDERS[catalogue] = ours


def _all_below(bound: int, numbers: Sequence[int]) -> bool:
    return not numbers or (min(numbers) >= 0 and max(numbers) < bound)


def _add_nodes(space: Space, kept: Compiled) -> None:
    """Put nodes into an empty space. Every cell of a variable must lead to one child, made before its parent and below it."""
    for cut in kept.cuts:
        _check(space, *cut)
    cuts = [(variable, tuple(cells)) for variable, *cells in kept.cuts]
    heads = [cuts[cut] for cut in kept.cut_of]
    edges = tuple(zip(chain.from_iterable([cells for _, cells in heads]), kept.children, strict=True))
    counts, variables = [len(cells) for _, cells in heads], [variable for variable, _ in heads]
    parents = list(chain.from_iterable(map(repeat, range(FIRST, FIRST + len(heads)), counts)))
    looked_at = [*repeat(BELOW, FIRST), *variables].__getitem__
    if min(kept.children, default=0) < 0 or not all(map(gt, parents, kept.children)) \
            or not all(map(lt, map(looked_at, parents), map(looked_at, kept.children))):
        raise ValueError(len(parents))
    slices = pairwise(accumulate(counts, initial=0))
    space.nodes += [(variable, edges[start:end]) for variable, (start, end) in zip(variables, slices, strict=True)]


def _check(space: Space, variable: int, *cells: int) -> None:
    """Check that sets of cells share none and are all of a variable together."""
    left = space.variables[variable].all
    for part in cells:
        if part <= 0 or part & ~left:
            raise ValueError(variable)
        left &= ~part
    if left:
        raise ValueError(variable)
