"""Incompatibilities and pairings between instruments that no enterprise can ever have together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.engine.regions import NOTHING
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.catalogue import Instrument
    from essfund.review.checks.subject import ValidationSubject


def find_relations(subject: ValidationSubject) -> Iterator[Fault]:
    """Find relations in which no two instruments have an enterprise in common, on any day on which both run."""
    rules, known = subject.rules, subject.catalogue.instruments
    for word, relations in (("incompatibilities", rules.incompatibilities), ("pairings", rules.pairings)):
        for index, relation in enumerate(relations):
            tools = [known[name] for name in relation.tools if name in known]
            if not any(meets(subject, pair) for pair in combinations(tools, 2)):
                yield Fault("CAT080", say("no enterprise can have two of {tools}", tools=list(relation.tools)), "rules",
                            (word, index, "tools"), say("remove the relation, or correct the rules of one of them"))


def meets(subject: ValidationSubject, pair: Sequence[Instrument]) -> bool:
    """Whether some enterprise is refused by neither instrument on some day on which both run."""
    eligibility = subject.around(*pair)
    space = eligibility.space
    first = max([one.tool.valid_from.day for one in pair if one.tool.valid_from], default=None)
    last = min([one.tool.valid_until.day for one in pair if one.tool.valid_until], default=None)
    if first and last and first > last:
        return False
    return any(
        space.minus(space.possible, space.join_all(eligibility.refused(one, day) for one in pair)) != NOTHING
        for day in days_that_differ(pair, subject.day)
    )


CHECK = Check(find_relations, {
    "CAT080": CodePage(
        N_("relation that nobody can meet"),
        N_("Two instruments are said to exclude one another, or to work together, and every enterprise is refused by one of them: "
           "their conditions, or their periods, never meet."),
        N_("Remove the relation, or correct the conditions that keep the instruments apart."),
        why=N_("The relation looks like knowledge and is never used; a wrong condition often hides behind it."),
        severity=Severity.WARNING,
        example=Example(
            "rules.yaml",
            at="instruments:\n  pret-exemple:\n",
            good="instruments:\n  pret-exemple:\n",
            bad="incompatibilities:\n"
            "  - tools: [pret-exemple, don-exemple]\n"
            "    text: {fr: L’un ou l’autre., en: One or the other.}\n"
            "    source: reglement\n"
            "instruments:\n  pret-exemple:\n",
        ),
    ),
})
