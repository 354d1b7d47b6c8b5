"""What can still become of each instrument, given what is known: regions cut down to the enterprises that are still possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.core.named_tuple import NamedTuple
from essfund.engine.decision import Decider, decider
from essfund.engine.match import Matcher
from essfund.engine.regions import HELD, IMPOSSIBLE, NOTHING, Region
from essfund.model.field_types import SeveralType
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.engine.decision import Diagram
    from essfund.engine.possible import Cells
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile
    from essfund.model.report import Question, Report, Result


class Outcome(NamedTuple):
    """What can still become of one instrument: its diagram cut to what is possible, and the fields its amount still depends on."""

    level: Region
    limits: frozenset[str] = frozenset()


def apart(catalogue: Catalogue) -> Decider:
    """Decider with the diagrams of a catalogue that are made already, in a space of its own, which goes when its owner does."""
    shared, own = decider(catalogue), Decider(catalogue)
    own.space.nodes, own.diagrams, own.kept = shared.space.nodes.copy(), shared.diagrams.copy(), shared.kept.copy()
    return own


class Outcomes:
    """What can become of the instruments of a catalogue on one day, and how an answer changes them."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        self.catalogue, self.day = catalogue, day
        self.decider = apart(catalogue)
        self.space = self.decider.space
        self.narrowed: dict[tuple[Region, Cells], Region] = {}
        self.fields: dict[Region, frozenset[str]] = {}
        self.missing: dict[Region, frozenset[str]] = {}
        """What the last report lists as missing: no more of fields that facts of the world tie to one another than it must."""
        self.settled_ones: dict[Region, Region] = {end: end for end in range(IMPOSSIBLE + 1)}

    def of(self, report: Report) -> dict[str, Outcome]:
        """What is open of each instrument that is not closed; none of settled ones. Raises TooIntricateError for intricate rules."""
        matcher = Matcher(self.catalogue, report.profile, self.day)
        living = [result for result in report.results if not result.availability.over]
        diagrams = [self.decider.diagram(matcher.asked(result.instrument), result.instrument) for result in living]
        possible = self.decider.possible(matcher.values)
        self.space.left = self.space.budget
        outcomes, self.missing = {}, {}
        for result, diagram in zip(living, diagrams, strict=True):
            if diagram is None or possible is None:
                raise TooIntricateError
            level = self.narrow(diagram.roots[0], tuple(enumerate(possible.inside)))
            self.missing[level] = frozenset(result.missing)
            outcomes[result.instrument.id] = Outcome(level, limits_of(result, matcher.profile))
        return {tool: outcome for tool, outcome in outcomes.items() if self.open_fields(outcome)}

    def answers(self, key: str, values: Mapping[str, Hashable]) -> list[Cells]:
        """Answers to a question that the rules tell apart; of a field that holds several ids, those of one id."""
        places = self.space.of_field.get(key, ())
        if isinstance(self.space.vocabularies.fields[key].kind, SeveralType):
            return [tuple((index, HELD if index == held else 1) for index in places) for held in places]
        known = self.decider.cells(key, values[key])[0][1] if key in values and places else -1
        return [((index, 1 << bit),) for index in places for bit in range(len(self.space.variables[index].cells)) if known >> bit & 1]

    def after(self, outcome: Outcome, key: str, answer: Cells) -> Outcome:
        """Outcome once a question is answered."""
        return Outcome(self.narrow(outcome.level, answer), outcome.limits - {key})

    def narrow(self, region: Region, cells: Cells) -> Region:
        """Region within some cells; one of the ends where it no longer depends on anything among possible enterprises."""
        if (region, cells) not in self.narrowed:
            left = self.space.narrowed(region, dict(cells))
            end = self.settled(left)
            self.narrowed[region, cells] = end if end <= IMPOSSIBLE else left
        return self.narrowed[region, cells]

    def open_fields(self, outcome: Outcome) -> frozenset[str]:
        """Fields whose value can still change the verdict or, unless it is refused, the amount."""
        verdict = self.depends_on(outcome.level)
        return verdict if outcome.level == NOTHING else verdict | outcome.limits

    def depends_on(self, region: Region) -> frozenset[str]:
        """Fields that a region depends on."""
        if region in self.missing:
            return self.missing[region]
        if region not in self.fields:
            support = self.space.support(self.settled(region))
            self.fields[region] = frozenset(self.space.variables[index].field for index in support)
        return self.fields[region]

    def settled(self, region: Region) -> Region:
        """Bound region as it is among possible enterprises: what lies outside the world goes with what stands beside it."""
        found = self.settled_ones.get(region)
        if found is None:
            variable, edges = self.space.nodes[region]
            children: dict[Region, int] = {}
            for cells, child in edges:
                target = self.settled(child)
                children[target] = children.get(target, 0) | cells
            beyond = children.pop(IMPOSSIBLE, 0)
            if children:
                children[min(children, key=lambda child: children[child] & -children[child])] |= beyond
            found = self.settled_ones[region] = self.space.node(variable, children) if children else IMPOSSIBLE
        return found


class QuestionEffect(NamedTuple):
    """Ids of the instruments that some answer to a question alone would make eligible, and of those that some answer would refuse."""

    opens: tuple[str, ...]
    closes: tuple[str, ...]


def effect_of(report: Report, question: Question) -> QuestionEffect:
    """What the answers to a question can do to what waits for it; nothing where the rules hang together in too many ways."""
    ours, matcher = decider(report.catalogue), report.results[0].offer.proofs
    assert isinstance(matcher, Matcher)
    if matcher.possible is None:
        return QuestionEffect((), ())
    places, inside = ours.space.of_field.get(question.field, ()), matcher.possible.inside
    if isinstance(report.catalogue.fields[question.field].kind, SeveralType):
        answers = [{index: HELD if index == held else 1 for index in places} for held in places]
    else:
        answers = [{index: 1 << bit} for index in places for bit in range(inside[index].bit_length()) if inside[index] >> bit & 1]
    within = [ours.left_in(tuple([answer.get(index, cells) for index, cells in enumerate(inside)])) for answer in answers]
    found: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    verdicts: dict[Diagram, set[Verdict]] = {}
    for tool in question.touches:
        diagram = matcher.diagram(report.catalogue.instruments[tool])
        if diagram is not None and diagram not in verdicts:
            verdicts[diagram] = {decision.verdict for decision in map(diagram.decide, within) if decision}
        for verdict in verdicts[diagram] if diagram else ():
            found[verdict].append(tool)
    return QuestionEffect(tuple(found[Verdict.ELIGIBLE]), tuple(found[Verdict.INELIGIBLE]))


def limits_of(result: Result, profile: Profile) -> frozenset[str]:
    """Fields, not known exactly, from which the amount of an instrument that is not refused is computed."""
    if result.verdict is Verdict.INELIGIBLE:
        return frozenset()
    known = {key: profile.number(key) for limit in result.amount.open_limits for key in limit.fields}
    return frozenset(key for key, number in known.items() if number is None or number.low != number.high)
