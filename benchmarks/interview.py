"""How many questions until everything is settled: ours, a fixed order, and what no order can do without.

    python benchmarks/interview.py [ENTERPRISES [DAY]]

Enterprises are drawn by tests/laws/enterprises.py. Settled: no verdict of an instrument that is not closed, and no amount of
one that is not refused, depends on anything unknown. A fact is indispensable for an enterprise if, all others known, the answer
still depends on it: no order of questions settles everything without asking it. Small cases are a few instruments whose best
order, over answers that are all as likely, is found by trying every order. The first screen holds still once no later answer
changes which options lead it.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from essfund import Profile, load_catalogue, match  # noqa: E402 - found beside this script
from essfund.engine.need import left_to_find  # noqa: E402 - found beside this script
from essfund.engine.outcomes import Outcome, Outcomes  # noqa: E402 - found beside this script
from essfund.engine.places import LEADING, advice  # noqa: E402 - found beside this script
from essfund.interview.interviewer import CONVERSATION, Interviewer  # noqa: E402 - found beside this script
from essfund.model.fields import FIELDS  # noqa: E402 - found beside this script
from tests.laws.enterprises import draw  # noqa: E402 - found beside this script

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from essfund import Report
    from essfund.engine.possible import Cells

State = tuple[tuple[str, Outcome], ...]
"""The instruments that are still open, by id, and what can still become of them."""

SMALL, INSTRUMENTS, MOST_FIELDS = 60, 4, 6
"""How many small cases, of how many instruments, that depend on at most so many fields."""

ALMOST = 0.9


class Course:
    """Interviews of one catalogue on one day, without terminal."""

    def __init__(self, day: date) -> None:
        catalogue = load_catalogue()
        self.catalogue, self.interviewer = catalogue, Interviewer(catalogue, day)
        self.prospects: Outcomes = self.interviewer.prospects
        report = match(catalogue, Profile(), on=day)
        self.start: State = tuple(self.prospects.of(report).items())
        self.prospects.space.left = 10**12  # all interviews of a run together; each question has its own bound in use
        self.chosen = cache(self._chosen)

    def open(self, state: State) -> list[str]:
        found = frozenset().union(*[self.prospects.open_fields(one) for _, one in state])
        return [key for key in FIELDS if key in found]

    def after(self, state: State, key: str, answer: Cells) -> State:
        found = [(tool, self.prospects.after(one, key, answer)) for tool, one in state]
        return tuple([(tool, one) for tool, one in found if self.prospects.open_fields(one)])

    def _chosen(self, state: State) -> str:
        return self.interviewer.best(self.open(state), dict(state), {})[0]

    def in_order(self, state: State) -> str:
        return self.open(state)[0]

    def in_conversation(self, state: State) -> str:
        """Return the topics of the conversation first, those that matter no more left out, then what settles most."""
        open_ = self.open(state)
        return next((key for topic in CONVERSATION for key in topic if key in open_), None) or self.chosen(state)

    def by_shares(self, state: State) -> str:
        """Return the first question of `match`: an instrument that waits for one field counts 1 for it, of four a quarter each."""
        weight: dict[str, float] = {}
        for _, one in state:
            left = self.prospects.open_fields(one)
            for key in left:
                weight[key] = weight.get(key, 0) + 1 / len(left)
        return min(self.open(state), key=lambda key: (-round(weight[key], 6), FIELDS[key].effort))

    def ask(self, choose: Callable[[State], str], whole: Mapping[str, Cells]) -> list[int]:
        """Return how many instruments are still open before each question and after the last."""
        state, left = self.start, []
        while state:
            left.append(len(state))
            key = choose(state)
            state = self.after(state, key, whole[key])
        return [*left, 0]

    def indispensable(self, whole: Mapping[str, Cells]) -> int:
        """Count the facts without which, all others known, something stays open."""
        count = 0
        for key in self.open(self.start):
            state = self.start
            for other in whole:
                if other != key:
                    state = self.after(state, other, whole[other])
            count += bool(state)
        return count


def leading(report: Report) -> frozenset[str]:
    """Return the options that lead the first screen."""
    return frozenset(result.instrument.id for result in advice(report, LEADING).first)


def until_still(course: Course, interviewer: Interviewer, day: date, whole: Mapping[str, Hashable]) -> tuple[int, int]:
    """Return after how many questions the options that lead no longer change, and how many are asked in all."""
    told = Profile()
    report = match(course.catalogue, told, on=day)
    screens = [leading(report)]
    while (step := interviewer.next_step(report)) is not None:
        told = told.knowing(step.field, whole[step.field])
        report = match(course.catalogue, told, on=day)
        screens.append(leading(report))
    return next(number for number in range(len(screens)) if set(screens[number:]) == {screens[-1]}), len(screens) - 1


def consistent(enterprise: dict[str, Hashable]) -> dict[str, Hashable]:
    """Return an enterprise that needs what is left to find for its project."""
    rest = {key: value for key, value in enterprise.items() if key != "amount_needed"}
    left = left_to_find(Profile(rest))
    return enterprise if left is None else {**enterprise, "amount_needed": left}


def quartiles(numbers: Sequence[int]) -> str:
    ordered = sorted(numbers)
    return ", ".join(str(ordered[min(len(ordered) * part // 4, len(ordered) - 1)]) for part in (1, 2, 3))


def small_cases(course: Course, chance: Random) -> list[State]:
    """Return groups of instruments that depend on few fields together."""
    found: list[State] = []
    for _ in range(100_000):
        case = tuple(sorted(chance.sample(course.start, INSTRUMENTS), key=lambda one: one[0]))
        if len(course.open(case)) <= MOST_FIELDS and case not in found:
            found.append(case)
        if len(found) == SMALL:
            break
    return found


def expected(course: Course, choose: Callable[[State], list[str]], state: State, known: dict[State, float]) -> float:
    """Return the mean number of questions from here on, every answer as likely, with the best of the fields to choose from."""
    if not state:
        return 0
    if state not in known:
        known[state] = 1 + min(
            sum(expected(course, choose, course.after(state, key, one), known) for one in answers) / len(answers)
            for key in choose(state)
            if (answers := course.prospects.answers(key, {}))
        )
    return known[state]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date(2026, 11, 25)  # noqa: PLR2004 - the second argument
    course, chance = Course(day), Random(20261125)
    every = course.open(course.start)
    drawn = [consistent(draw(course.catalogue, chance)) for _ in range(count)]
    ours_to_place = course.prospects.decider.space.of_field  # what only amounts depend on lies in no cell
    people = [{key: course.prospects.decider.cells(key, value) if key in ours_to_place else () for key, value in one.items() if key in every}
              for one in drawn]
    print(f"{day}: {len(course.start)} instruments open at the start, on {len(every)} fields; {count} enterprises")
    needed = [course.indispensable(one) for one in people]
    print(f"{'every field, always':38}{len(every):8.2f}")
    for name, choose in (("fixed order, what matters no more left out", course.in_order), ("questions of match", course.by_shares),
                         ("what settles most", course.chosen), ("ours: conversation, then what settles most", course.in_conversation)):
        start = time.perf_counter()
        courses = [course.ask(choose, one) for one in people]
        spent = time.perf_counter() - start
        total = sum(len(left) - 1 for left in courses) / count
        almost = sum(next(n for n, open_ in enumerate(left) if open_ <= (1 - ALMOST) * left[0]) for left in courses) / count
        settled = [sum(left[0] - left[min(n, len(left) - 1)] for left in courses) / count for n in (3, 5, 8)]
        print(f"{name:44}{total:6.2f} questions; to {ALMOST:.0%} of the instruments settled {almost:.2f}; settled after 3, 5, 8: "
              + ", ".join(f"{one:.1f}" for one in settled) + f"; {1000 * spent / sum(map(len, courses)):.2f} ms a question")
    print(f"{'indispensable facts (no order does with less)':44}{sum(needed) / count:6.2f}")
    for name, topics in (("what settles most, no conversation", ()), ("ours", CONVERSATION)):
        interviewer = Interviewer(course.catalogue, day, topics)
        still = [until_still(course, interviewer, day, one) for one in drawn]
        print(f"{name:44} first screen still after (quartiles) {quartiles([first for first, _ in still])} questions, "
              f"mean {sum(first for first, _ in still) / count:.2f}, of {sum(last for _, last in still) / count:.2f}")
    cases = small_cases(course, chance)
    best: dict[State, float] = {}
    ours: dict[State, float] = {}
    pairs = [(expected(course, course.open, one, best), expected(course, lambda state: [course.chosen(state)], one, ours)) for one in cases]
    ratios = sorted(mine / optimum for optimum, mine in pairs)
    print(f"{len(cases)} small cases of {INSTRUMENTS} instruments and at most {MOST_FIELDS} fields: ours / best order "
          f"{sum(mine for _, mine in pairs) / sum(optimum for optimum, _ in pairs):.3f} together, worst {ratios[-1]:.3f}")


if __name__ == "__main__":
    main()
