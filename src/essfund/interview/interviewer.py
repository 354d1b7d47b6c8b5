"""The course of an interview: what is known, what was asked, the way back, and which question to ask next.

That is the question whose answer settles most, as far as the rules can tell before it is given. Every answer that the rules tell apart is
tried on everything that is still open, each counted alike: nobody knows which enterprises will come. A question is asked only if some
answer to it can change a verdict or an amount.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.errors import TooIntricateError
from essfund.engine.outcomes import Outcomes, limits_of
from essfund.engine.regions import EVERYTHING, IMPOSSIBLE, NOTHING
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping
    from datetime import date

    from essfund.engine.outcomes import Outcome
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Report
    from essfund.model.vocabulary import Vocabularies


@dataclass(frozen=True)
class InterviewState:
    """Where an interview stands.

    `asked` are the fields asked so far, in order; `skipped` those put off, which are asked once more when nothing else is
    left; `before` is the course before the last question.
    """

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    before: InterviewState | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> InterviewState:
        """Return the course after an answer as typed, which replaces what was known. Raises `ParseError`."""
        told, value = read_answer(key, text, words)
        return self._after(key, self.profile.supposing({told: value}))

    def unknown(self, key: str) -> InterviewState:
        """Return the course after a question that the person cannot answer: it is not asked again."""
        return self._after(key, self.profile)

    def skip(self, key: str) -> InterviewState:
        """Return the course after a question that is put off. Put off twice, it is not asked again."""
        return self._after(key, self.profile, put_off=key not in self.skipped)

    def back(self) -> InterviewState:
        """Return the course before the last question; this one if there was none."""
        return self.before or self

    def _after(self, key: str, profile: Profile, *, put_off: bool = False) -> InterviewState:
        others = tuple(item for item in self.skipped if item != key)
        return InterviewState(profile, (*self.asked, key), (*others, key) if put_off else others, self)


def read_answer(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    """Return the field that an answer tells, and its value: the field asked for, or one from which it follows.

    Raises:
        ParseError: if the text is neither; it then says what may be answered to the question.
    """
    other = FIELDS[key].follows
    if other is not None:
        try:
            return other, FIELDS[other].kind.read(text, words.of(FIELDS[other].vocabulary))
        except ParseError:
            pass
    return key, FIELDS[key].kind.read(text, words.of(FIELDS[key].vocabulary))


PART = 0.3
"""What an answer is worth that settles nothing of an instrument but leaves fewer facts open, beside 1 for settling it.
Measured (benchmarks/interview.py): with 0 the worst small case takes 16 % more questions than the best order, with 0.3 it takes
9 %; with 1 less is settled after five and eight questions."""


class Step(NamedTuple):
    """The field to ask next, and what hangs on its answer: ids of instruments in the order of the report.

    `opens` are instruments that some answer to this field alone would make eligible, `closes` those that some answer would
    refuse; `touches` those whose verdict depends on it, `amounts` those whose amount it can change. `decided` is how many
    verdicts the answer settles on average over the answers that the rules tell apart.
    """

    field: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    touches: tuple[str, ...]
    amounts: tuple[str, ...]
    decided: float


class Interviewer:
    """Chooses questions for one catalogue and one day; keeps what it has worked out from one question to the next."""

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self.prospects = Outcomes(catalogue, on)

    def next_step(self, report: Report, passed: Collection[str] = ()) -> Step | None:
        """Return the field most worth asking; None if no answer can change anything.

        `passed` are fields that are not to be asked: skipped, not known to the person, or asked already.
        """
        values = report.facts.values
        touches, amounts = _hanging(report)
        wanted = [key for key in FIELDS if (key in touches or key in amounts) and key not in passed]
        if not wanted:
            return None
        try:
            best, found = self.best(wanted, self.prospects.of(report), values)
        except TooIntricateError:
            best = max(wanted, key=lambda key: (len(touches.get(key, ())), -FIELDS[key].effort))
            found = AnswerEffects(0, 0, (), ())
        return Step(best, found.opens, found.closes, tuple(touches.get(best, ())), tuple(amounts.get(best, ())), found.decided)

    def best(
        self, wanted: Iterable[str], prospects: Mapping[str, Outcome], values: Mapping[str, Hashable]
    ) -> tuple[str, AnswerEffects]:
        """Return the field whose answer is worth most, the easiest to answer of equals, and what its answers do."""
        outcomes = {key: self.outcome(key, prospects, values) for key in wanted}
        best = min(outcomes, key=lambda key: (-round(outcomes[key].value, 6), FIELDS[key].effort))
        return best, outcomes[best]

    def outcome(self, key: str, prospects: Mapping[str, Outcome], values: Mapping[str, Hashable]) -> AnswerEffects:
        """Return what the answers to a question do to some instruments, on average."""
        answers = self.prospects.answers(key, values) or [()]
        decided, value, opens, closes = 0.0, 0.0, [], []
        for tool, before in prospects.items():
            left = self.prospects.open_fields(before)
            if key not in left:
                continue
            after = [item for answer in answers if (item := self.prospects.after(before, key, answer)).level != IMPOSSIBLE]
            if not after:
                continue
            decided += sum(self._settled(item) for item in after) / len(after) if not self._settled(before) else 0
            value += sum(worth(left, self.prospects.open_fields(item)) for item in after) / len(after)
            if any(item.level == EVERYTHING for item in after) and before.level != EVERYTHING:
                opens.append(tool)
            if any(item.level == NOTHING for item in after):
                closes.append(tool)
        return AnswerEffects(decided, value, tuple(opens), tuple(closes))

    def _settled(self, outcome: Outcome) -> bool:
        """Whether the verdict no longer depends on anything."""
        return not self.prospects.depends_on(outcome.level)


class AnswerEffects(NamedTuple):
    """What a question does on average: verdicts decided, its worth, and what some answer opens or closes."""

    decided: float
    value: float
    opens: tuple[str, ...]
    closes: tuple[str, ...]


def worth(before: frozenset[str], after: frozenset[str]) -> float:
    """Return what an answer is worth for one instrument that depended on some fields and now depends on others."""
    return PART * (1 - len(after) / len(before)) if after else 1


def _hanging(report: Report) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return, by field, the instruments whose verdict depends on it and those whose amount does; closed ones count nothing."""
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
