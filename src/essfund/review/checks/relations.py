"""Instruments side by side: relations that no enterprise can meet, and instruments that another one covers."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.engine.regions import IMPOSSIBLE, NOTHING
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.model.rulebook import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.engine.eligibility import Eligibility
    from essfund.engine.regions import Region, Space
    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Amount
    from essfund.review.checks.subject import ValidationSubject


def find_relations(subject: ValidationSubject) -> Iterator[Fault]:
    """Find relations in which no two instruments have an enterprise in common, on any day on which both run."""
    rules, known = subject.rules, subject.catalogue.instruments
    for word in RELATIONS:
        for index, relation in enumerate(getattr(rules, word)):
            tools = [known[name] for name in relation.tools if name in known]
            if not any(meets(subject, pair) for pair in combinations(tools, 2)):
                yield Fault("CAT080", say("no enterprise can have two of {tools}", tools=list(relation.tools)), "rules",
                            (word, index, "tools"), say("remove the relation, or correct the rules of one of them"))


def meets(subject: ValidationSubject, pair: Sequence[Instrument]) -> bool:
    """Whether some enterprise is refused by neither instrument on some day on which both run."""
    eligibility = subject.around(*pair)
    space = eligibility.space
    first = max([item.tool.valid_from.day for item in pair if item.tool.valid_from], default=None)
    last = min([item.tool.valid_until.day for item in pair if item.tool.valid_until], default=None)
    if first and last and first > last:
        return False
    return any(
        space.minus(space.possible, space.join_all(eligibility.refused(item, day) for item in pair)) != NOTHING
        for day in days_that_differ(pair, subject.day)
    )


RELATION_CHECK = Check(find_relations, {
    "CAT080": CodePage(
        N_("relation that nobody can meet"),
        N_("Two instruments are said to exclude one another, or to work together, and every enterprise is refused by one of them: "
           "their conditions, or their periods, never meet."),
        N_("Remove the relation, or correct the conditions that keep the instruments apart."),
        why=N_("The relation looks like knowledge and is never used; a wrong condition often hides behind it."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", at="instruments:\n  pret-exemple:\n", good="instruments:\n  pret-exemple:\n",
                        bad="incompatibilities:\n"
                        "  - tools: [pret-exemple, don-exemple]\n"
                        "    text: {fr: L’un ou l’autre., en: One or the other.}\n"
                        "    source: reglement\n"
                        "instruments:\n  pret-exemple:\n"),
    ),
})


def find_covered(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments that another of the family covers, for as much money, at no higher cost; the first that does is named."""
    families: dict[str, list[_Member]] = {}
    for instrument in subject.catalogue.instruments.values():
        families.setdefault(instrument.tool.family, []).append(_member(subject, instrument))
    for members in families.values():
        for member in members:
            wider = (other for other in members if other is not member and _may_cover(member, other))
            covering = next((other.instrument for other in wider if all(
                _covers_on(subject.eligibility, member.instrument, other.instrument, day)
                for day in days_that_differ([member.instrument, other.instrument], subject.day)
            )), None)
            if covering is not None:
                tool, other, region = member.instrument.id, covering.id, subject.eligibility.eligible(member.instrument, subject.day)
                yield Fault(
                    "CAT074", say("whoever may have `{tool}` may have `{other}`, for as much", tool=tool, other=other), "rules",
                    ("instruments", tool), say("check that a condition of `{other}` was not forgotten", other=other), on_key=True,
                    witness=subject.eligibility.show(region, subject.day, say("this enterprise may have both")),
                )


class _Member(NamedTuple):
    """An instrument with what rules out most pairs at once: its shadow on the day, its highest ceiling, what it costs."""

    instrument: Instrument
    shadow: int
    ceiling: int
    cost: float


def shadow_of(space: Space, region: Region) -> int:
    """Cells at which a region holds something, as bits of one number: those of a region within another are among the other's."""
    shadows = [0] * len(space.variables)
    seen: set[Region] = set()
    queue = [] if region == NOTHING else [(-1, region)]
    while queue:
        above, node = queue.pop()
        index, edges = space.nodes[node] if node > IMPOSSIBLE else (len(space.variables), ())
        for skipped in range(above + 1, index):
            shadows[skipped] = space.variables[skipped].all
        if node in seen:
            continue
        seen.add(node)
        for cells, child in edges:
            if child != NOTHING:
                shadows[index] |= cells
                queue.append((index, child))
    whole = 0
    for variable, cells in zip(space.variables, shadows, strict=True):
        whole = whole << len(variable.cells) | cells
    return whole


def _member(subject: ValidationSubject, instrument: Instrument) -> _Member:
    eligibility, tool = subject.eligibility, instrument.tool
    space = eligibility.space
    shadow = shadow_of(space, space.meet(eligibility.eligible(instrument, subject.day), space.possible))
    ceiling = max((offer.amount.at_most for offer in tool.offers.values() if offer.amount.at_most is not None), default=0)
    return _Member(instrument, shadow, ceiling, subject.rules.ranking.cost.get(tool.cost or "", -1.0))


def _may_cover(item: _Member, other: _Member) -> bool:
    """Whether nothing rules out at once that the second covers the first. Unknown ceilings and costs do."""
    as_good = 0 < item.ceiling <= other.ceiling and 0 <= item.cost <= other.cost
    return as_good and item.shadow & ~other.shadow == 0 and _runs_as_long(item.instrument, other.instrument)


def _covers_on(eligibility: Eligibility, instrument: Instrument, other: Instrument, day: date) -> bool:
    space, theirs = eligibility.space, eligibility.terms(other, day)
    for terms in eligibility.terms(instrument, day):
        mine = eligibility.met(terms.all)
        as_good = [eligibility.met(t.all) for t in theirs if gives_as_much(terms.offer.entry.amount, t.offer.entry.amount)]
        if space.empty(mine) or not space.within(mine, space.join_all(as_good)):
            return False
    return True


def gives_as_much(amount: Amount, other: Amount) -> bool:
    """Whether the second amount is surely at least the first: both ceilings known, and no limit that the first has not."""
    mine, theirs = ({(limit.fields, limit.share, limit.each, limit.fixed) for limit in item.limits} for item in (amount, other))
    return amount.at_most is not None and other.at_most is not None and other.at_most >= amount.at_most and theirs <= mine


def _runs_as_long(instrument: Instrument, other: Instrument) -> bool:
    mine, start, end = instrument.tool, other.tool.valid_from, other.tool.valid_until
    early = start is None or (mine.valid_from is not None and start.day <= mine.valid_from.day)
    late = end is None or (mine.valid_until is not None and end.day >= mine.valid_until.day)
    return early and late


COVERED_CHECK = Check(find_covered, {
    "CAT074": CodePage(
        N_("instrument covered by another"),
        N_("Whoever may have this instrument may have another one of the same family, for at least as much money and at no higher "
           "cost, as long as it runs. Only known ceilings are compared: a gap is no promise."),
        N_("Check the conditions of the wider one against its source; if both are right, nothing needs to be done."),
        why=N_("Either a condition of the wider instrument was forgotten, and people are promised what they will not get; or the "
               "narrower one could be left out of a short list."),
        severity=Severity.NOTE,
        example=Example("rules.yaml", good="      - {id: moins-de-dix-ans, age_years: {less_than: 10}, source: reglement}\n"
                        "      - {id: pas-pour-recruter, purposes: {none_of: [recrutement]}, source: reglement}\n",
                        bad="      - {id: pas-trop-grande, employees: {less_than: 250}, source: reglement}\n", found_in="rules.yaml"),
    ),
})
