"""Depth of the tests: what runs by default, and what is left to the slow run of `.ci/run`.

By default a test runs a slice of its cases and a law a twentieth of its examples, always the same ones. The slow run does the rest, of what is drawn others each time:

    pytest -n auto -m "slow or hypothesis" --hypothesis-profile full
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from _pytest.mark import ParameterSet

Case = TypeVar("Case")

settings.register_profile("quick", deadline=None, derandomize=True)
settings.register_profile("full", deadline=None)
settings.load_profile("quick")  # before `--hypothesis-profile` is heeded


def law(examples: int, *, unchecked: Collection[HealthCheck] = ()) -> settings:
    """Return the settings of a law that tries so many examples in four slow runs: each draws others."""
    full = settings.get_current_profile_name() == "full"
    return settings(max_examples=max(2, examples // 4 if full else examples // 20), suppress_health_check=unchecked)


def drawn(items: Collection[Case]) -> list[Case]:
    """Return half of what is tried at every place in the slow run, others each time, in their order; all of it by default."""
    found = list(items)
    if settings.get_current_profile_name() != "full":
        return found
    kept = set(Random().sample(range(len(found)), (len(found) + 1) // 2))
    return [item for place, item in enumerate(found) if place in kept]


def sliced(cases: Iterable[Case], every: int, *, always: Collection[Case] = ()) -> list[Case | ParameterSet]:
    """Return the cases of a parametrized test: one out of so many, and those named, run by default, the others in the slow run."""
    return [
        case if place % every == 0 or case in always else pytest.param(*case if isinstance(case, tuple) else (case,), marks=pytest.mark.slow)
        for place, case in enumerate(cases)
    ]
