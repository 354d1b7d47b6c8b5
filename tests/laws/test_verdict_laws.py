"""The three laws of design section 3.1, by brute force over the real catalogue: sound, relevant, exact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from essfund import Profile, Verdict
from essfund.engine.match import Matcher
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import law, sliced
from tests.laws.completions import asked, cells, completions, possible, profiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund import Instrument, Result

CATALOGUE = bundled()
INSTRUMENTS = sorted(CATALOGUE.instruments)
DAYS = [date(2010, 1, 15), date(2019, 6, 1), date(2023, 6, 1), LAST_CHECKED]
FEW = law(12, unchecked=list(HealthCheck))


def answer(instrument: Instrument, profile: Profile, day: date) -> Result:
    return Matcher(CATALOGUE, profile, day).result(instrument)


@pytest.mark.parametrize("tool", sliced(INSTRUMENTS, 6))
@law(16, unchecked=list(HealthCheck))
@given(data=st.data())
def test_all_completions_agree_on_the_verdict_and_the_missing_fields_are_a_least_set_that_decides_it(tool: str, data: st.DataObject) -> None:
    instrument = CATALOGUE.instruments[tool]
    day = data.draw(st.sampled_from(DAYS))
    profile = data.draw(profiles(CATALOGUE, instrument, known=0.75))
    every = [(chosen, answer(instrument, complete, day).verdict) for chosen, complete in completions(CATALOGUE, instrument, profile)]
    assume(every)
    whole = answer(instrument, profile, day)
    reached = {verdict for _, verdict in every}
    assert whole.verdict is (next(iter(reached)) if len(reached) == 1 else Verdict.TO_CHECK), reached

    def decide(fields: Iterable[str]) -> bool:
        """Return whether the verdict follows from some fields alone."""
        told: dict[tuple[object, ...], set[Verdict]] = {}
        for chosen, verdict in every:
            told.setdefault(tuple(chosen[key] for key in fields), set()).add(verdict)
        return all(len(verdicts) == 1 for verdicts in told.values())

    asked_of = every[0][0].keys()
    relevant = {key for key in asked_of if not decide(asked_of - {key})}
    missing = set(whole.missing)
    assert relevant <= missing
    assert decide(missing)
    assert not any(decide(missing - {key}) for key in missing)


@pytest.mark.parametrize("tool", sliced(INSTRUMENTS, 6))
@FEW
@given(data=st.data())
def test_knowing_more_never_flips_a_verdict(tool: str, data: st.DataObject) -> None:
    instrument = CATALOGUE.instruments[tool]
    day = data.draw(st.sampled_from(DAYS))
    profile = data.draw(profiles(CATALOGUE, instrument, known=0.5))
    before = answer(instrument, profile, day).verdict
    tests = asked(instrument)
    open_fields = [key for key, found in tests.items() if found]
    for key in data.draw(st.permutations(open_fields)):
        options = cells(CATALOGUE, key, tests[key], profile.values.get(key))
        profile = profile.knowing(key, data.draw(st.sampled_from(options)))
        assume(possible(CATALOGUE, profile.values))
        after = answer(instrument, profile, day).verdict
        assert before is Verdict.TO_CHECK or after is before
        before = after


@pytest.mark.parametrize("tool", sliced(INSTRUMENTS, 6))
@FEW
@given(data=st.data())
def test_the_amount_of_a_partial_profile_contains_that_of_every_completion(tool: str, data: st.DataObject) -> None:
    instrument = CATALOGUE.instruments[tool]
    day = data.draw(st.sampled_from(DAYS))
    profile = data.draw(profiles(CATALOGUE, instrument, known=0.8))
    whole = answer(instrument, profile, day)
    for low, high, certain, *_ in (whole.amount, *(offer.amount for offer in whole.offers)):
        assert certain is None or (low <= certain and (high is None or certain <= high))
    for _, complete in completions(CATALOGUE, instrument, profile):
        part = answer(instrument, complete, day)
        if part.verdict is Verdict.INELIGIBLE:
            continue
        assert whole.amount.low <= part.amount.low
        assert whole.amount.high is None or (part.amount.high is not None and part.amount.high <= whole.amount.high)
        if whole.amount.certain is not None:
            assert part.amount.high is None or part.amount.high >= whole.amount.certain
