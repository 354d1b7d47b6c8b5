"""The diagrams of a catalogue as plain data, to be kept with its digest: making them takes longer than a match."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.decision import DECIDERS, AskedConditions, Decider, decider
from essfund.engine.regions import IMPOSSIBLE, Space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.model.catalogue import Catalogue

FIRST = IMPOSSIBLE + 1
"""The number of the first node of a space; those below are the ends of every diagram."""


class Compiled(NamedTuple):
    """The nodes of a space and the diagrams that stand on them, in numbers and ids only."""

    nodes: Sequence[Sequence[int]]
    """Of each: the number of its variable, then a set of cells and a child for each edge; a child has a lower number."""
    diagrams: Sequence[tuple[str, Sequence[Sequence[int]], Sequence[int]]]
    """Of each: an instrument, the places of the conditions that its offers ask, and the roots, none where it was too intricate."""


def compiled(catalogue: Catalogue) -> Compiled:
    """Diagrams of every instrument on every day on which its rules differ."""
    from essfund.engine.eligibility import Eligibility  # noqa: PLC0415 - what is kept is mostly read
    from essfund.engine.timeline import days_that_differ  # noqa: PLC0415 - as above

    ours, found = decider(catalogue), []
    for tool, instrument in catalogue.instruments.items():
        places = {id(condition): place for place, condition in enumerate(instrument.all_conditions)}
        for day in days_that_differ([instrument], date.min):
            offers = [terms.all for terms in Eligibility.terms(instrument, day)]
            diagram = ours.diagram([AskedConditions(conditions) for conditions in offers])
            asked = tuple([tuple([places[id(condition)] for condition in conditions]) for conditions in offers])
            found.append((tool, asked, diagram.roots if diagram else ()))
    kept = sorted(ours.space.below(*[root for _, _, roots in found for root in roots]))
    numbers = {old: new for new, old in enumerate([*range(FIRST), *kept])}
    nodes = tuple([(variable, *(part for cells, child in edges for part in (cells, numbers[child])))
                   for variable, edges in map(ours.space.nodes.__getitem__, kept)])
    return Compiled(nodes, tuple([(tool, asked, tuple([numbers[root] for root in roots])) for tool, asked, roots in found]))


def restore(catalogue: Catalogue, kept: Compiled) -> None:
    """Take the diagrams of a catalogue from plain data, instead of making them. Raises ValueError for what cannot be diagrams."""
    ours = Decider(catalogue)
    _add_nodes(ours.space, kept.nodes)
    for tool, asked, roots in kept.diagrams:
        conditions = catalogue.instruments[tool].all_conditions
        offers = [AskedConditions(tuple([conditions[place] for place in places])) for places in asked]
        most = len(ours.space.nodes)
        if len(roots) not in {0, 1 if len(offers) == 1 else len(offers) + 1} or not all(0 <= root < most for root in roots):
            raise ValueError(tool)
        ours.diagrams[ours.key(offers)] = ours.diagram_on(tuple(roots), offers) if roots else None
    DECIDERS[catalogue] = ours


def _add_nodes(space: Space, nodes: Sequence[Sequence[int]]) -> None:
    """Put nodes into an empty space. Every cell of a variable must lead to one child, made before its parent and below it."""
    for number, (variable, *edges) in enumerate(nodes, start=FIRST):
        pairs, left = tuple(zip(edges[::2], edges[1::2], strict=True)), space.variables[variable].all
        for cells, child in pairs:
            if cells <= 0 or cells & ~left or not 0 <= child < number or space.nodes[child][0] <= variable:
                raise ValueError(number)
            left &= ~cells
        if left:
            raise ValueError(number)
        space.numbers[variable, pairs] = number
        space.nodes.append((variable, pairs))
