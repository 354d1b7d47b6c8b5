"""Conditions to a verdict, exactly: undecided only where two completions of the profile really differ.

Kleene logic is sound but not exact: `age < 3` in one offer and `age >= 3` in the other are each unknown, yet one of them holds.
So each instrument is one diagram (`regions`) that ends in the three levels of a verdict, made once for a catalogue. Cut down to the
cells that a profile leaves possible it is the answer, and the fields that it still looks at can change the verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from essfund.core.errors import TooIntricateError
from essfund.core.lazily import cached_property
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import FALSE, TRUE, UNKNOWN
from essfund.engine.evaluate import prove
from essfund.engine.possible import MOST_REMEMBERED, Possible, Remnants, Sight, ValueCells, taking
from essfund.engine.regions import DOUBTFUL, EVERYTHING, IMPOSSIBLE, NOTHING, Region, Space
from essfund.engine.world import heeding, world
from essfund.model.catalogue import leaves_by_field
from essfund.model.condition import Leaf
from essfund.model.verdict import LEVELS, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    from essfund.engine.evaluate import Memo
    from essfund.engine.possible import Remnant
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.model.report import Trace

VERDICTS = {NOTHING: Verdict.INELIGIBLE, DOUBTFUL: Verdict.TO_CHECK, EVERYTHING: Verdict.ELIGIBLE}
"""The levels of a verdict, the worst first; a diagram that does not come down to one of them leaves it to be checked."""

MOST_STEPS = 20_000
"""Work on the diagram of one instrument before it is given up. The largest of the bundled catalogue takes 1,800."""

MOST_VARIABLES, MOST_JUDGED = 200, 250_000
"""A catalogue that asks more of one space has none: each profile then gets a space of its own for each instrument."""

MOST_DIAGRAMS = 10_000
"""Diagrams of one catalogue that are kept."""

FEW, MOST_SEEN = 30, 5_000
"""Decisions from which on a diagram looks at what it sees alone, and how many of those it remembers."""


class AskedConditions(NamedTuple):
    """What one offer asks on a day: the conditions that the adviser has not answered; `shut` if an answer refuses the offer."""

    conditions: tuple[Condition, ...]
    shut: bool = False


class Decision(NamedTuple):
    """Verdict, the fields that can change it (`settling`: each perhaps alone), as profiles list them, and the verdicts of the offers.

    `attainable` says whether some possible enterprise is eligible.
    """

    verdict: Verdict
    missing: tuple[str, ...]
    settling: tuple[str, ...]
    offers: tuple[Verdict, ...]
    attainable: bool


UNSEEN = Decision(Verdict.TO_CHECK, (), (), (), attainable=False)
"""What stands for a decision that is not remembered: None is one that is."""


def decided(
    verdicts: Sequence[Verdict], fields: Iterable[str], alone: Collection[str], order: Iterable[str], *, attainable: bool,
) -> Decision:
    """Decision of some offers: the verdict of the whole, then those of the offers if there are several. `alone`: see `refusing_alone`.

    Fields come in any order, and go in that of the fields of the catalogue.
    """
    wanted = set(fields)
    missing = tuple([key for key in order if key in wanted]) if wanted else ()
    settling = missing if len(missing) == 1 else tuple([key for key in missing if key in alone])
    return Decision(verdicts[0], missing, settling, tuple(verdicts[1:]) or (verdicts[0],), attainable)


def refusing_alone(offers: Sequence[AskedConditions]) -> frozenset[str]:
    """Fields of which one answer alone may refuse an instrument: none where there are several offers, for another may be had."""
    conditions = offers[0].conditions if len(offers) == 1 else ()
    return frozenset([condition.fields[0] for condition in conditions if len(condition.fields) == 1 and condition.strength.refuses])


class Diagram:
    """The verdict of instruments that ask the same, the best of their offers, as diagrams of a space; decisions are remembered."""

    def __init__(self, space: Space, roots: tuple[Region, ...], alone: frozenset[str]) -> None:
        self.space, self.roots, self.alone = space, roots, alone
        self.known: dict[Hashable, Decision | None] = {}
        self.seen: dict[Hashable, Decision | None] = {}
        self.remnants: Remnants | None = None
        self.by_remnants: dict[tuple[Remnant, ...], Decision | None] = {}
        self.best_ends: dict[Hashable, int] = {}

    @cached_property
    def situation(self) -> Callable[[tuple[int, ...]], Hashable]:
        """What gives the part of what is possible on which the verdict depends."""
        return taking(sorted(self.space.support(*self.roots)))

    @cached_property
    def sights(self) -> tuple[Callable[[tuple[int, ...]], Hashable], list[tuple[int, Sight]]]:
        """What the diagram sees of the cells in which variables may lie: all of them where it tells every cell apart, else some parts."""
        edges_of: dict[int, set[int]] = {}
        for variable, edges in map(self.space.nodes.__getitem__, self.space.below(*self.roots)):
            edges_of.setdefault(variable, set()).update([cells for cells, _ in edges])
        sights = {variable: Sight(edges) for variable, edges in edges_of.items()}
        whole = [variable for variable, sight in sights.items() if len(sight.parts) == len(self.space.variables[variable].cells)]
        return taking(whole), [(variable, sight) for variable, sight in sights.items() if variable not in whole]

    @cached_property
    def tied(self) -> frozenset[str]:
        """Fields that facts of the world tie to one another."""
        bound = self.space.reach(self.roots[0])[1] >> 1
        return frozenset([variable.field for place, variable in enumerate(self.space.variables) if bound >> place & 1])

    def decide(self, possible: Possible) -> Decision | None:
        """Decision in what is possible; None where no enterprise is, by the facts of the world."""
        situation = self.situation(possible.inside)
        found = self.known.get(situation, UNSEEN)
        if found is UNSEEN:
            if len(self.known) >= MOST_REMEMBERED:
                self.known.clear()
            found = self._decide(possible) if len(self.known) < FEW and not self.seen else self._by_sight(possible)
            self.known[situation] = found
        return found

    def _by_sight(self, possible: Possible) -> Decision | None:
        """Decision by what the diagram sees of what is possible: a process that answers many profiles seldom sees anything new."""
        whole, parts = self.sights
        inside = possible.inside
        seen = whole(inside), *[sight[inside[variable]] for variable, sight in parts]
        found = self.seen.get(seen, UNSEEN)
        if found is UNSEEN:
            if len(self.seen) >= MOST_SEEN:
                self.seen.clear()
            found = self.seen[seen] = self._decide(possible)
        return found

    def best_end(self, possible: Possible) -> int:
        """Return the best verdict in what is possible, as `BEST` counts."""
        situation = self.situation(possible.inside)
        found = self.best_ends.get(situation)
        if found is None:
            if len(self.best_ends) >= MOST_REMEMBERED:
                self.best_ends.clear()
            found = self.best_ends[situation] = possible.best_end(self.roots[0])
        return found

    def _decide(self, possible: Possible) -> Decision | None:
        if possible.remnants is not self.remnants:
            self.remnants, self.by_remnants = possible.remnants, {}
        left = tuple([possible.cut_down(root) for root in self.roots])
        if left not in self.by_remnants:
            self.by_remnants[left] = self._decision(left, possible.remnants)
        return self.by_remnants[left]

    def _decision(self, left: tuple[Remnant, ...], remnants: Remnants) -> Decision | None:
        """Decision where this is left of the roots."""
        ends = [remnants.settled(each) for each in left]
        if ends[0] == IMPOSSIBLE:
            return None
        verdicts = [VERDICTS.get(end, Verdict.TO_CHECK) for end in ends]
        return decided(verdicts, remnants.needed(left[0], self.tied), self.alone, self.space.vocabularies.fields,
                       attainable=remnants.attains(ends[0]))


class Decider:
    """The diagrams of one catalogue, each made when it is first needed, and the cells in which values lie."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.space = Space(catalogue.leaves_by_field, catalogue.vocabularies, instruments=len(catalogue.instruments))
        self.everything = tuple([variable.all for variable in self.space.variables])
        self.cells = ValueCells(self.space).cells
        self.intricate = len(self.space.variables) > MOST_VARIABLES or any(
            len(self.space.variables[places[0]].cells) * len(catalogue.leaves_by_field[key]) > MOST_JUDGED
            for key, places in self.space.of_field.items()
        )
        self.diagrams: dict[Hashable, Diagram | None] = {}
        self.alike: dict[tuple[tuple[Region, ...], frozenset[str]], Diagram] = {}
        self.kept: dict[str, Sequence[tuple[Sequence[Sequence[int]], Sequence[Region], Sequence[str]]]] = {}  # as in `Compiled`
        self.facts = catalogue.facts
        self.worlds: dict[frozenset[str], Region] = {}
        self.remnants = Remnants(self.space)

    def diagram(self, offers: Sequence[AskedConditions], of: Instrument | None = None) -> Diagram | None:
        """Diagram of an instrument that makes these offers; None if it is too intricate. Told whose it is, it need not be made."""
        key = self.key(offers)
        if key not in self.diagrams and of and of.id in self.kept:
            self._take(of, self.kept.pop(of.id))
        if key not in self.diagrams:
            if len(self.diagrams) >= MOST_DIAGRAMS:
                self.diagrams.clear()
                self.alike.clear()
            self.diagrams[key] = None if self.intricate else self._made(offers)
        return self.diagrams[key]

    def diagram_of(self, instrument: Instrument, asked: Callable[[], Sequence[AskedConditions]]) -> Diagram | None:
        """Diagram of what an instrument asks on a day, which nobody looks at where one diagram was kept for all days."""
        if len(rows := self.kept.get(instrument.id, ())) != 1:
            return self.diagram(asked(), instrument)
        return self.diagram_on(*rows[0][1:]) if rows[0][1] else None

    def _take(self, instrument: Instrument, rows: Iterable[tuple[Sequence[Sequence[int]], Sequence[Region], Sequence[str]]]) -> None:
        """Add what was kept for an instrument."""
        for asked, roots, alone in rows:
            offers = [AskedConditions(tuple([instrument.all_conditions[place] for place in places])) for places in asked]
            self.diagrams[self.key(offers)] = self.diagram_on(roots, alone) if roots else None

    def _made(self, offers: Sequence[AskedConditions]) -> Diagram | None:
        fields = fields_of(offers)
        heeded = fields.intersection([key for fact in self.facts for key in fact.fields])
        try:
            if heeded not in self.worlds:
                self.space.start(MOST_STEPS)
                self.worlds[heeded] = world(self.space, self.facts, fields)
            return self.diagram_on(roots_of(self.space, offers, self.worlds[heeded]), refusing_alone(offers))
        except TooIntricateError:
            return None

    def diagram_on(self, roots: Sequence[Region], alone: Collection[str]) -> Diagram:
        """Diagram with these roots, one for all instruments that ask the same."""
        key = tuple(roots), frozenset(alone)
        if key not in self.alike:
            self.alike[key] = Diagram(self.space, *key)
        return self.alike[key]

    def key(self, offers: Sequence[AskedConditions]) -> Hashable:
        """What tells diagrams apart: the conditions of the catalogue are the same objects as long as it lives."""
        return tuple([(asked.shut, *map(id, asked.conditions)) for asked in offers])

    def possible(self, values: Mapping[str, Hashable]) -> Possible | None:
        """What some known values leave possible; None if a value lies in none of the catalogue's own cells."""
        return None if self.intricate else self.within(self.everything, values)

    def within(self, cells_known: Sequence[int], values: Mapping[str, Hashable]) -> Possible | None:
        """Sets of cells cut down by what else is known; None if a value lies in none of the catalogue's own."""
        inside = list(cells_known)
        for key in values.keys() & self.space.of_field.keys():
            cells = self.cells(key, values[key])
            if not cells:
                return None
            for index, bits in cells:
                inside[index] = bits
        return self.left_in(tuple(inside))

    def left_in(self, inside: tuple[int, ...]) -> Possible:
        """What is possible in some sets of cells, one of each variable; when too much is remembered others begin anew."""
        if self.remnants.full:
            self.remnants = Remnants(self.space)
        return Possible(self.remnants, inside)


DECIDERS: WeakKeyDictionary[Catalogue, Decider] = WeakKeyDictionary()


def decider(catalogue: Catalogue) -> Decider:
    """Decider of a catalogue."""
    if catalogue not in DECIDERS:
        DECIDERS[catalogue] = Decider(catalogue)
    return DECIDERS[catalogue]


def fields_of(offers: Iterable[AskedConditions]) -> frozenset[str]:
    """Fields that some offers look at."""
    return frozenset([key for asked in offers for condition in asked.conditions for key in condition.fields])


def roots_of(space: Space, offers: Sequence[AskedConditions], possible: Region) -> tuple[Region, ...]:
    """Diagrams of the best of some offers and, if there are several, of each of them, bound to what is possible.

    Raises TooIntricateError.
    """
    space.start(MOST_STEPS)
    levels = [space.among_possible(_level(space, asked)) for asked in offers]
    roots = [space.join_all(levels), *levels] if len(levels) > 1 else levels
    return tuple([space.bound(root, possible) for root in roots])


def _level(space: Space, asked: AskedConditions) -> Region:
    """Diagram of one offer: as good as its worst condition. An inferred one never does more than leave a doubt."""
    if asked.shut:
        return NOTHING
    met = [(condition.strength.refuses, space.test(condition.test)) for condition in asked.conditions]
    return space.meet_all(region if refuses else space.join(region, DOUBTFUL) for refuses, region in met)


def decide_alone(offers: Sequence[AskedConditions], values: Mapping[str, Hashable], catalogue: Catalogue, memo: Memo) -> Decision:
    """Decision for one profile, in a space cut for what is still possible to it; by Kleene logic if even that is too much."""
    fields, conditions = fields_of(offers), [condition for asked in offers for condition in asked.conditions]
    space = Space(leaves_by_field([*conditions, *heeding(catalogue.facts, fields)]), catalogue.vocabularies, values)
    try:
        diagram = Diagram(space, roots_of(space, offers, world(space, catalogue.facts, fields)), refusing_alone(offers))
    except TooIntricateError:
        return by_kleene(offers, values, catalogue, memo)
    possible = Possible(Remnants(space), tuple([variable.all for variable in space.variables]))
    return diagram.decide(possible) or by_kleene(offers, values, catalogue, memo)


def by_kleene(offers: Sequence[AskedConditions], values: Mapping[str, Hashable], catalogue: Catalogue, memo: Memo) -> Decision:
    """Decision that is sound and perhaps not exact: what is open stays open, and every field behind it counts."""
    proofs = [[(condition.strength.refuses, prove(condition.test, values, memo)) for condition in asked.conditions] for asked in offers]
    ranges = [(0, 0) if asked.shut else _range(proof) for asked, proof in zip(offers, proofs, strict=True)]
    whole = max(low for low, _ in ranges), max(high for _, high in ranges)
    verdicts = [LEVELS[low] if low == high else Verdict.TO_CHECK for low, high in (whole, *ranges)]
    undecided = [trace for (low, high), proof in zip(ranges, proofs, strict=True) if low < high for _, trace in proof]
    fields = () if whole[0] == whole[1] else [leaf.field for trace in undecided for leaf in open_leaves(trace)]
    return decided(verdicts, fields, refusing_alone(offers), catalogue.fields, attainable=whole[1] == len(LEVELS) - 1)


def _range(proof: Iterable[tuple[bool, Trace]]) -> tuple[int, int]:
    """Worst and best level of conditions that must all hold."""
    judged = [(0 if refuses else 1, trace.truth) for refuses, trace in proof]
    best = len(LEVELS) - 1
    low = min((worst for worst, truth in judged if truth is not TRUE), default=best)
    return low, min((worst for worst, truth in judged if truth is FALSE), default=best)


def open_leaves(trace: Trace) -> Iterator[Leaf]:
    """Unknown leaves whose truth still matters to an unknown condition."""
    if trace.truth is UNKNOWN:
        if isinstance(trace.test, Leaf):
            yield trace.test
        for part in trace.parts:
            yield from open_leaves(part)
