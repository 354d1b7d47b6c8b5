"""The reference: a test against what is known. Short, recursive, never short-circuited; nobody optimises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.truth import UNKNOWN, every, negate, some
from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.field_types import JUDGES
from essfund.model.report import Trace

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.core.truth import Truth
    from essfund.model.condition import AnyOf, Test

Memo = dict[int, Trace]
"""Proofs already made for the same values, by the identity of the test: shared conditions are judged once a match."""


def prove(test: Test, values: Mapping[str, Hashable], memo: Memo) -> Trace:
    """Judge a test and every part of it. A field that is absent from `values` is unknown, here and nowhere else."""
    if id(test) not in memo:
        memo[id(test)] = _prove(test, values, memo)
    return memo[id(test)]


def _prove(test: Test, values: Mapping[str, Hashable], memo: Memo) -> Trace:
    if isinstance(test, Leaf):
        return Trace(test, truth_of(test, values), values.get(test.field), ())
    parts = tuple([prove(part, values, memo) for part in parts_of(test)])
    return Trace(test, combined(test, [part.truth for part in parts]), None, parts)


def truth_of(test: Test, values: Mapping[str, Hashable]) -> Truth:
    """Return what a test says of some values, as its proof does, where nobody asks for the proof."""
    if isinstance(test, Leaf):
        known = values.get(test.field)
        return UNKNOWN if known is None else JUDGES[test.operator].evaluate(test.operator, test.argument, known)
    return combined(test, [truth_of(part, values) for part in parts_of(test)])


def parts_of(test: AllOf | AnyOf | Not) -> tuple[Test, ...]:
    """Return the tests that a test is made of."""
    return (test.part,) if isinstance(test, Not) else test.parts


def combined(test: AllOf | AnyOf | Not, truths: Sequence[Truth]) -> Truth:
    """Return what a test says, by what its parts say."""
    if isinstance(test, Not):
        return negate(truths[0])
    return (every if isinstance(test, AllOf) else some)(truths)
