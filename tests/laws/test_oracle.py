"""Regions against an independent solver, on the bundled catalogue: who can have an offer, what implies what, what overlaps."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.bundled import bundled
from tests.depth import sliced
from tests.laws.formulas import code_range
from tests.laws.questions import Question, Questions

QUESTIONS = sorted(Questions(bundled()).all(), key=lambda one: one.kind)
KINDS = {kind: list(group) for kind, group in groupby(QUESTIONS, key=lambda one: one.kind)}
BOTH_ANSWERS = {"condition implied by another", "offers that nobody can have both of", "instrument covered by another"}


@pytest.mark.parametrize("kind", sliced(sorted(KINDS), 3))
def test_regions_and_solver_agree(kind: str) -> None:
    answers: dict[bool, list[Question]] = {True: [], False: []}
    for one in KINDS[kind]:
        answer = one.by_regions()
        answers[answer].append(one)
        assert answer is one.by_solver(), one.name
    assert answers[False]
    assert not BOTH_ANSWERS & {kind} or answers[True], "a question that is always answered alike proves little"


def test_there_are_enough_questions() -> None:
    assert {kind: len(listed) for kind, listed in KINDS.items() if len(listed) < 30} == {}
    assert len(QUESTIONS) > 2_000


@pytest.mark.parametrize(("prefix", "low", "high"), [("88", "88.00A", "88.99Z"), ("88.9", "88.90A", "88.99Z"), ("88.99", "88.99A", "88.99Z")])
def test_a_prefix_covers_the_codes_between_its_first_and_its_last(prefix: str, low: str, high: str) -> None:
    assert code_range(prefix) == (code_range(low)[0], code_range(high)[1])
