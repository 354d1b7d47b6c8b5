"""Strong Kleene logic, as tables."""

from __future__ import annotations

from itertools import product

import pytest

from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth, every, negate, some

ORDER = {FALSE: 0, UNKNOWN: 1, TRUE: 2}


@pytest.mark.parametrize(("left", "right"), list(product(Truth, Truth)))
def test_conjunction_is_the_least_and_disjunction_the_greatest(left: Truth, right: Truth) -> None:
    assert ORDER[every([left, right])] == min(ORDER[left], ORDER[right])
    assert ORDER[some([left, right])] == max(ORDER[left], ORDER[right])
    assert negate(every([left, right])) is some([negate(left), negate(right)])


def test_nothing_to_hold_holds_and_nothing_to_choose_fails() -> None:
    assert every([]) is TRUE
    assert some([]) is FALSE


def test_not_unknown_is_unknown() -> None:
    assert negate(UNKNOWN) is UNKNOWN
    assert negate(TRUE) is FALSE
    assert negate(FALSE) is TRUE


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_is_no_python_boolean(truth: Truth) -> None:
    with pytest.raises(TypeError):
        bool(truth)
