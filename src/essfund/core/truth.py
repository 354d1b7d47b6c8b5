"""Three-valued truth: what a test says about a set of possible enterprises (design, section 3.1)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """TRUE if every possible value passes, FALSE if none does. No bool: ``if truth:`` would turn ignorance into a yes or a no."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth is neither true nor false to Python: compare it with Truth.TRUE, FALSE or UNKNOWN")


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def negate(truth: Truth) -> Truth:
    """Kleene negation: unknown stays unknown."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE


def every(truths: Iterable[Truth]) -> Truth:
    """Strong Kleene conjunction. One FALSE decides; nothing at all is TRUE."""
    return _combined(truths, FALSE, TRUE)


def some(truths: Iterable[Truth]) -> Truth:
    """Strong Kleene disjunction. One TRUE decides; nothing at all is FALSE."""
    return _combined(truths, TRUE, FALSE)


def _combined(truths: Iterable[Truth], deciding: Truth, result: Truth) -> Truth:
    for truth in truths:
        if truth is deciding:
            return truth
        if truth is UNKNOWN:
            result = UNKNOWN
    return result
