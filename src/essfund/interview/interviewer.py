"""The course of an interview: what is known, what was asked, the way back, and the next question.

A conversation comes first: where the enterprise is, what it is, where, what the money is for, how much. Then the question whose answer
settles most: every answer that the rules tell apart is tried on all that is open, each counted alike, for nobody knows who will come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.engine.need import FOUND, asked_as
from essfund.engine.outcomes import Outcomes, effect_of, limits_of
from essfund.engine.regions import EVERYTHING, IMPOSSIBLE, NOTHING
from essfund.interview.answers import is_sure, read_answer
from essfund.model.fields import FOLLOWS, told_too
from essfund.model.profile import Profile
from essfund.model.report import Question
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping, Sequence
    from datetime import date

    from essfund.engine.outcomes import Outcome
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Report
    from essfund.model.vocabulary import Vocabularies


@record(frozen=True)
class InterviewState:
    """Where an interview stands: fields asked, in order; of them those put off, asked once more, and those to be confirmed.

    `passed` are fields that the person could not answer in an earlier interview: they are not asked again.
    """

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    before: InterviewState | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> InterviewState:
        """Course after an answer as typed, which replaces what was known. Raises `ParseError`."""
        told, value = read_answer(key, text, words)
        values = self.profile.values
        too = {other: known for other, known in told_too(key, text).items() if FOLLOWS.get(other) not in values}
        profile = self.profile.supposing({**too, told: value})
        return self._after(key, profile, unsure=() if is_sure(key, text, words) else (told,))

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
        """Fields that were asked for in vain, now or earlier, and are not put off."""
        known = self.profile.values.keys()
        asked = [key for key in (*self.passed, *self.asked) if key not in self.skipped]
        return frozenset(key for key in asked if key not in known and FOLLOWS.get(key) not in known)

    def _after(self, key: str, profile: Profile, *, put_off: bool = False, unsure: tuple[str, ...] = ()) -> InterviewState:
        others = tuple(item for item in self.skipped if item != key)
        doubtful = (*(item for item in self.unsure if item not in {key, *unsure}), *unsure)
        return InterviewState(profile, (*self.asked, key), (*others, key) if put_off else others, doubtful, self.passed, self)


CONVERSATION: tuple[tuple[str, ...], ...] = (
    ("stage",), ("legal_form",), ("departement",), ("employees",), ("purposes",), ("project_cost", "amount_needed"), ("bank_loan",),
)
"""What an adviser asks first, in the order of a conversation; of two fields the second is asked where the first is not known."""

NOT_YET = frozenset({"bank_loan", "cgscop_member", "esus", "market_income_share", "de_minimis_received", "in_difficulty"})
"""What only an enterprise has that exists: nobody is asked that of an idea."""


def is_idea(report: Report) -> bool:
    """Whether there is no more than an idea."""
    stage, words = report.facts.ids("stage"), report.catalogue.vocabularies.stage
    return stage is not None and stage <= words.by_meaning[Meaning.IDEA]


def out_of_place(report: Report) -> frozenset[str]:
    """Fields that a conversation leaves out: what an idea cannot have, and who works there, unless it is running."""
    stage, running = report.facts.ids("stage"), report.catalogue.vocabularies.stage.running
    works = stage is not None and stage <= running
    return (NOT_YET if is_idea(report) else frozenset()) | (frozenset() if works else frozenset(["employees"]))

def next_topic(topics: Sequence[Sequence[str]], values: Mapping[str, Hashable], passed: Collection[str]) -> str | None:
    """Field that the conversation comes to next; None when it is over. What is known or follows is not asked."""
    for topic in topics:
        left = [key for key in topic if key not in passed]
        if left and not any(key in values for key in topic):
            return left[0]
    return None


def put_as(key: str, values: Mapping[str, Hashable], passed: Collection[str]) -> str:
    """Field to ask for instead of another: where the cost is known, what is there already says how much is needed."""
    if key != "amount_needed" or "project_cost" not in values:
        return key
    return next((part for part in FOUND if part not in values and part not in passed), key)


def left_to_ask(report: Report, in_vain: Collection[str]) -> tuple[Question, ...]:
    """Questions of a report without those that the person could not answer; of a sum that follows, the first part not asked in vain."""
    questions: dict[str, Question] = {}
    for item in report.questions:
        left = [key for key in asked_as([item.field], report) if not {key, item.field} & set(in_vain)]
        if left:
            questions.setdefault(left[0], item._replace(field=left[0]))
    return tuple(questions.values())


PART = 0.3
"""What an answer is worth that settles nothing of an instrument but leaves fewer facts open, beside 1 for settling it.
Measured (benchmarks/interview.py): with 0 the worst small case takes 16 % more questions than the best order, with 0.3 it takes
9 %; with 1 less is settled after five and eight questions."""


LEADING, LEADING_WEIGHT = 5, 3.0
PLACE_WEIGHTS = {Place.FIRST: 1.0, Place.ONLY_IF: 0.5, Place.UNLIKELY: 0.5, Place.REFUSED: 1.0, Place.LATER: 0.2, Place.ENDED: 0.0}
"""How much an instrument counts by where it stands: what leads the first screen most. Measured on 100 enterprises, both after the
conversation: with it the first screen holds still after 12 questions, where each counts alike after 14."""

NO_WEIGHTS: Mapping[str, float] = {}


def weights_of(report: Report) -> dict[str, float]:
    """How much each instrument counts in the choice of a question."""
    leading = [result.instrument.id for result in report.results if result.place is Place.FIRST][:LEADING]
    found = {result.instrument.id: PLACE_WEIGHTS.get(result.place, 1.0) for result in report.results}
    return found | dict.fromkeys(leading, LEADING_WEIGHT)


class Step(NamedTuple):
    """The field to ask next, and what hangs on its answer: ids of instruments in the order of the report.

    Some answer alone `opens` or `closes` an instrument; `touches` are those whose verdict depends on it, `amounts` those whose amount
    does.
    """

    field: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    touches: tuple[str, ...]
    amounts: tuple[str, ...]


class Interviewer:
    """Chooses questions for one catalogue and one day; keeps what it has worked out from one question to the next."""

    def __init__(self, catalogue: Catalogue, on: date, topics: Sequence[Sequence[str]] = CONVERSATION) -> None:
        """Without topics nobody converses, and every instrument counts alike: what the order is measured against."""
        self.prospects, self.topics = Outcomes(catalogue, on), topics

    def next_step(self, report: Report, passed: Collection[str] = ()) -> Step | None:
        """Next topic, then the field most worth asking, none of those `passed`; None if no answer can change anything."""
        touches, amounts = _hanging(report)
        values = report.facts.values
        beside = {*passed, *out_of_place(report)}
        if topic := next_topic(self.topics, values, beside):
            waiting = tuple(touches.get(topic, ()))
            effect = effect_of(report, Question(topic, (), waiting))  # nothing is compared: what answers do needs no more than this
            return Step(put_as(topic, values, beside), effect.opens, effect.closes, waiting, tuple(amounts.get(topic, ())))
        wanted = [key for key in report.catalogue.fields if (key in touches or key in amounts) and self._askable(key, report, passed)]
        if not wanted:
            return None
        best, opens, closes = self._most_settling(wanted, report, touches)
        asked = put_as(best, values, beside) if self.topics else best
        return Step(asked, opens, closes, tuple(touches.get(best, ())), tuple(amounts.get(best, ())))

    def _most_settling(
        self, wanted: Sequence[str], report: Report, touches: Mapping[str, Sequence[str]],
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The field most worth asking, and what some answer to it opens and closes."""
        weights = weights_of(report) if self.topics else NO_WEIGHTS
        try:
            best, effect = self.best(wanted, self.prospects.of(report), report.facts.values, weights)
        except TooIntricateError:
            return max(wanted, key=lambda key: (len(touches.get(key, ())), -report.catalogue.fields[key].effort)), (), ()
        return best, effect.opens, effect.closes

    def _askable(self, key: str, report: Report, passed: Collection[str]) -> bool:
        """Whether a question may be put at all: not what follows from what was told, nor what an idea cannot have."""
        values, idea = report.facts.values, is_idea(report)
        subtracted = key == "amount_needed" and key in values and all(part in values for part in ("project_cost", *FOUND))
        return key not in passed and not (self.topics and (subtracted or (idea and key in NOT_YET)))

    def best(
        self, wanted: Sequence[str], prospects: Mapping[str, Outcome], values: Mapping[str, Hashable],
        weights: Mapping[str, float] = NO_WEIGHTS,
    ) -> tuple[str, AnswerEffects]:
        """Field whose answers settle most, the easiest of equals, and what they do."""
        effects = {key: self.outcome(key, prospects, values, weights) for key in wanted}
        best = min(effects, key=lambda key: (-round(effects[key].value, 6), self.prospects.space.vocabularies.fields[key].effort))
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
