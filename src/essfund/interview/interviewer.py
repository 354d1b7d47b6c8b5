"""The course of an interview: what is known, what was asked, the way back, and the next question.

A conversation comes first: where the enterprise is, what it is, where, what the money is for, how much. Then the question whose answer
settles most: every answer that the rules tell apart is tried on all that is open, each counted alike, for nobody knows who will come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.errors import TooIntricateError
from essfund.engine.outcomes import Outcomes, limits_of
from essfund.engine.regions import EVERYTHING, IMPOSSIBLE, NOTHING
from essfund.interview.answers import is_sure, read_answer
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.verdict import Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence
    from datetime import date

    from essfund.engine.outcomes import Outcome
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Report
    from essfund.model.vocabulary import Vocabularies


@dataclass(frozen=True)
class InterviewState:
    """Where an interview stands: fields asked, in order; of them those put off, asked once more, and those to be confirmed."""

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    before: InterviewState | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> InterviewState:
        """Course after an answer as typed, which replaces what was known. Raises `ParseError`."""
        told, value = read_answer(key, text, words)
        return self._after(key, self.profile.supposing({told: value}), unsure=() if is_sure(key, text) else (told,))

    def unknown(self, key: str) -> InterviewState:
        """Course after a question that the person cannot answer: it is not asked again."""
        return self._after(key, self.profile)

    def skip(self, key: str) -> InterviewState:
        """Course after a question that is put off. Put off twice, it is not asked again."""
        return self._after(key, self.profile, put_off=key not in self.skipped)

    def back(self) -> InterviewState:
        """Course before the last question; this one if there was none."""
        return self.before or self

    @property
    def unanswered(self) -> frozenset[str]:
        """Fields that were asked for in vain and are not put off."""
        known = self.profile.values.keys()
        return frozenset(key for key in self.asked if key not in known and FIELDS[key].follows not in known and key not in self.skipped)

    def _after(self, key: str, profile: Profile, *, put_off: bool = False, unsure: tuple[str, ...] = ()) -> InterviewState:
        others = tuple(item for item in self.skipped if item != key)
        doubtful = (*(item for item in self.unsure if item not in {key, *unsure}), *unsure)
        return InterviewState(profile, (*self.asked, key), (*others, key) if put_off else others, doubtful, self)


class Topic(NamedTuple):
    """One thing that a conversation comes to: fields of which one suffices, in order; a field without which it is not worth asking."""

    fields: tuple[str, ...]
    given: str | None = None


CONVERSATION = (
    Topic(("stage",)), Topic(("legal_form",)), Topic(("departement",)), Topic(("purposes",)), Topic(("project_cost", "amount_needed")),
    Topic(("bank_loan",)), Topic(("own_contribution",), "project_cost"), Topic(("grants_obtained",), "project_cost"),
)
"""What an adviser asks first, in the order of a conversation. Measured (benchmarks/interview.py): with it the first screen holds still
earlier than where each question is the one that settles most."""


def next_topic(topics: Sequence[Topic], values: Mapping[str, Hashable], passed: Collection[str]) -> str | None:
    """Field that the conversation comes to next; None when it is over. What is known or follows is not asked."""
    for topic in topics:
        if not any(key in values for key in topic.fields) and (topic.given is None or topic.given in values):
            left = [key for key in topic.fields if key not in passed]
            if left:
                return left[0]
    return None


PART = 0.3
"""What an answer is worth that settles nothing of an instrument but leaves fewer facts open, beside 1 for settling it.
Measured (benchmarks/interview.py): with 0 the worst small case takes 16 % more questions than the best order, with 0.3 it takes
9 %; with 1 less is settled after five and eight questions."""


LEADING, PLACE_WEIGHTS = 5, {Place.FIRST: 1.0, Place.ONLY_IF: 0.5, Place.UNLIKELY: 0.5, Place.LATER: 0.2, Place.ENDED: 0.0}
LEADING_WEIGHT = 3.0
NO_WEIGHTS: Mapping[str, float] = {}


def _weights(report: Report) -> dict[str, float]:
    leading = [result.instrument.id for result in report.results if result.place is Place.FIRST][:LEADING]
    return {result.instrument.id: PLACE_WEIGHTS.get(result.place, 1.0) for result in report.results} | dict.fromkeys(leading, LEADING_WEIGHT)


class Step(NamedTuple):
    """The field to ask next, and what hangs on its answer: ids of instruments in the order of the report.

    Some answer alone `opens` or `closes` an instrument; `touches` are those whose verdict depends on it, `amounts` those whose amount
    does; `decided` is how many verdicts it settles on average over the answers that the rules tell apart.
    """

    field: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    touches: tuple[str, ...]
    amounts: tuple[str, ...]
    decided: float


class Interviewer:
    """Chooses questions for one catalogue and one day; keeps what it has worked out from one question to the next."""

    def __init__(self, catalogue: Catalogue, on: date, topics: Sequence[Topic] = CONVERSATION) -> None:
        self.prospects, self.topics = Outcomes(catalogue, on), topics

    def next_step(self, report: Report, passed: Collection[str] = ()) -> Step | None:
        """Next topic, then the field most worth asking, none of those `passed`; None if no answer can change anything."""
        touches, amounts = _hanging(report)
        topic = next_topic(self.topics, report.facts.values, passed)
        wanted = [topic] if topic else [key for key in FIELDS if (key in touches or key in amounts) and key not in passed]
        if not wanted:
            return None
        try:
            prospects = self.prospects.of(report)
            best, effect = self.best(wanted, prospects, report.facts.values, _weights(report))
        except TooIntricateError:
            best = max(wanted, key=lambda key: (len(touches.get(key, ())), -FIELDS[key].effort))
            effect = AnswerEffects(0, 0, (), ())
        return Step(best, effect.opens, effect.closes, tuple(touches.get(best, ())), tuple(amounts.get(best, ())), effect.decided)

    def best(
        self, wanted: Sequence[str], prospects: Mapping[str, Outcome], values: Mapping[str, Hashable],
        weights: Mapping[str, float] = NO_WEIGHTS,
    ) -> tuple[str, AnswerEffects]:
        """Field whose answers settle most, the easiest of equals, and what they do."""
        effects = {key: self.outcome(key, prospects, values, weights) for key in wanted}
        best = min(effects, key=lambda key: (-round(effects[key].value, 6), FIELDS[key].effort))
        return best, effects[best]

    def outcome(
        self, key: str, prospects: Mapping[str, Outcome], values: Mapping[str, Hashable], weights: Mapping[str, float] = NO_WEIGHTS,
    ) -> AnswerEffects:
        """What the answers to a question do to some instruments, on average."""
        answers = self.prospects.answers(key, values) or [()]
        decided, value, opens, closes = 0.0, 0.0, [], []
        for tool, before in prospects.items():
            left = self.prospects.open_fields(before)
            if key not in left:
                continue
            after = [item for answer in answers if (item := self.prospects.after(before, key, answer)).level != IMPOSSIBLE]
            if not after:
                continue
            if self.prospects.depends_on(before.level):
                decided += sum(not self.prospects.depends_on(item.level) for item in after) / len(after)
            value += weights.get(tool, 1) * sum(worth(left, self.prospects.open_fields(item)) for item in after) / len(after)
            if any(item.level == EVERYTHING for item in after) and before.level != EVERYTHING:
                opens.append(tool)
            if any(item.level == NOTHING for item in after):
                closes.append(tool)
        return AnswerEffects(decided, value, tuple(opens), tuple(closes))


class AnswerEffects(NamedTuple):
    """What a question does on average: verdicts decided, its worth, and what some answer opens or closes."""

    decided: float
    value: float
    opens: tuple[str, ...]
    closes: tuple[str, ...]


def worth(before: frozenset[str], after: frozenset[str]) -> float:
    """What an answer is worth for one instrument that depended on some fields and now depends on others."""
    return PART * (1 - len(after) / len(before)) if after else 1


def _hanging(report: Report) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By field, the instruments whose verdict depends on it and those whose amount does; closed ones count nothing."""
    touches: dict[str, list[str]] = {}
    amounts: dict[str, list[str]] = {}
    for result in report.results:
        if result.availability.over:
            continue
        for key in result.missing if result.verdict is Verdict.TO_CHECK else ():
            touches.setdefault(key, []).append(result.instrument.id)
        for key in limits_of(result, report.facts):
            amounts.setdefault(key, []).append(result.instrument.id)
    return touches, amounts
