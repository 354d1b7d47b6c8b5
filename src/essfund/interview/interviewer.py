"""The course of an interview: what is known, what was asked, the way back, and the question whose answer settles most.

Every answer that the rules tell apart is tried on all that is open, each counted alike: nobody knows which enterprises will come.
"""

from __future__ import annotations

from contextlib import suppress
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
    """Where an interview stands: fields asked, in order; those of them put off, asked once more at the end; the course before."""

    profile: Profile = field(default_factory=Profile)
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    before: InterviewState | None = field(default=None, repr=False)

    def answer(self, key: str, text: str, words: Vocabularies) -> InterviewState:
        """Course after an answer as typed, which replaces what was known. Raises `ParseError`."""
        return self._after(key, self.profile.supposing(dict([read_answer(key, text, words)])))

    def unknown(self, key: str) -> InterviewState:
        """Course after a question that the person cannot answer: it is not asked again."""
        return self._after(key, self.profile)

    def skip(self, key: str) -> InterviewState:
        """Course after a question that is put off. Put off twice, it is not asked again."""
        return self._after(key, self.profile, put_off=key not in self.skipped)

    def back(self) -> InterviewState:
        """Course before the last question; this one if there was none."""
        return self.before or self

    def _after(self, key: str, profile: Profile, *, put_off: bool = False) -> InterviewState:
        others = tuple(item for item in self.skipped if item != key)
        return InterviewState(profile, (*self.asked, key), (*others, key) if put_off else others, self)


def read_answer(key: str, text: str, words: Vocabularies) -> tuple[str, Hashable]:
    """Field that an answer tells, the one asked for or one it follows from, and its value. Raises ParseError, with what to answer."""
    other = FIELDS[key].follows
    if other is not None:
        with suppress(ParseError):
            return other, FIELDS[other].kind.read(text, words.of(FIELDS[other].vocabulary))
    return key, FIELDS[key].kind.read(text, words.of(FIELDS[key].vocabulary))


PART = 0.3
"""What an answer is worth that settles nothing of an instrument but leaves fewer facts open, beside 1 for settling it.
Measured (benchmarks/interview.py): with 0 the worst small case takes 16 % more questions than the best order, with 0.3 it takes
9 %; with 1 less is settled after five and eight questions."""


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

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self.prospects = Outcomes(catalogue, on)

    def next_step(self, report: Report, passed: Collection[str] = ()) -> Step | None:
        """Field most worth asking, the easiest of equals, none of those `passed`; None if no answer can change anything."""
        touches, amounts = _hanging(report)
        wanted = [key for key in FIELDS if (key in touches or key in amounts) and key not in passed]
        if not wanted:
            return None
        try:
            prospects = self.prospects.of(report)
            best = self.best(wanted, prospects, report.facts.values)
            effect = self.outcome(best, prospects, report.facts.values)
        except TooIntricateError:
            best = max(wanted, key=lambda key: (len(touches.get(key, ())), -FIELDS[key].effort))
            effect = AnswerEffects(0, 0, (), ())
        return Step(best, effect.opens, effect.closes, tuple(touches.get(best, ())), tuple(amounts.get(best, ())), effect.decided)

    def best(self, wanted: Iterable[str], prospects: Mapping[str, Outcome], values: Mapping[str, Hashable]) -> str:
        """Field whose answer is worth most, the easiest to answer of equals."""
        return min(wanted, key=lambda key: (-round(self.outcome(key, prospects, values).value, 6), FIELDS[key].effort))

    def outcome(self, key: str, prospects: Mapping[str, Outcome], values: Mapping[str, Hashable]) -> AnswerEffects:
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
            value += sum(worth(left, self.prospects.open_fields(item)) for item in after) / len(after)
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
