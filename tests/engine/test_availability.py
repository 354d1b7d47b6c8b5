"""Availability on a day: sure and probable ends and starts, a successor in service, the last proof of life, the closing day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from essfund.engine.availability import availability_on, closes_on, last_proof
from essfund.engine.timeline import availability_days
from essfund.model.condition import Strength
from essfund.model.tool import DatedFact, Source
from essfund.model.verdict import Availability
from tests.bundled import bundled

CATALOGUE = replace(bundled(), sources={
    "seen-2019": Source(title="seen", date="2019-06", kind="press"),
    "seen-2024": Source(title="seen", date="2024-03-12", kind="press"),
    "undated": Source(title="seen", kind="press"),
})
ENTRY = next(iter(bundled().instruments["socoden"].tool.offers.values()))
TOOL = replace(
    bundled().instruments["socoden"].tool, running=("seen-2019", "undated"), valid_from=None, valid_until=None, successor=None, suspended=None,
    offers={"unique": replace(ENTRY, first_day=None, last_day=None)},
)
ENDS = date(2022, 12, 31)


@pytest.mark.parametrize(("strength", "after", "day"), [
    (Strength.ESTABLISHED, Availability.CLOSED, ENDS),
    (Strength.PROBABLE, Availability.PROBABLY_ENDED, ENDS),
    (Strength.INFERRED, Availability.PROBABLY_ENDED, None),
])
def test_an_end_that_is_not_established_is_probable_and_one_that_we_inferred_no_closing_day(
    strength: Strength, after: Availability, day: date | None,
) -> None:
    tool = replace(TOOL, valid_until=DatedFact(ENDS, ("seen-2019",), strength))
    assert availability_on(ENDS, tool, CATALOGUE) is Availability.UNVERIFIED
    assert availability_on(date(2023, 1, 1), tool, CATALOGUE) is after
    assert closes_on(ENDS, tool) == day
    assert closes_on(date(2023, 1, 1), tool) is None


@pytest.mark.parametrize(("strength", "before"), [
    (Strength.ESTABLISHED, Availability.UPCOMING), (Strength.PROBABLE, Availability.PROBABLY_NOT_YET),
])
def test_a_start_that_is_not_established_is_probable(strength: Strength, before: Availability) -> None:
    tool = replace(TOOL, valid_from=DatedFact(date(2020, 9, 1), ("seen-2019",), strength))
    assert availability_on(date(2020, 8, 31), tool, CATALOGUE) is before
    assert availability_on(date(2020, 9, 1), tool, CATALOGUE).askable


def test_a_successor_in_service_ends_an_instrument_of_which_nothing_was_seen_since() -> None:
    successor = replace(TOOL, running=("seen-2024",))
    catalogue = replace(CATALOGUE, instruments={"after": replace(bundled().instruments["socoden"], id="after", tool=successor)})
    tool = replace(TOOL, successor="after")
    born = date(2024, 3, 12)
    assert availability_on(date(2024, 3, 11), tool, catalogue).askable
    assert availability_on(born, tool, catalogue) is Availability.PROBABLY_ENDED
    assert born in set(availability_days(tool, catalogue))
    assert availability_on(born, replace(tool, running=("seen-2019", "seen-2024")), catalogue) is Availability.OPEN


def test_the_last_proof_is_that_of_the_day_and_not_a_later_one() -> None:
    tool = replace(TOOL, running=("seen-2024", "seen-2019", "undated"))
    assert last_proof(date(2026, 1, 1), tool, CATALOGUE.sources) == "2024-03-12"
    assert last_proof(date(2020, 1, 1), tool, CATALOGUE.sources) == "2019-06"
    assert last_proof(date(2019, 5, 31), tool, CATALOGUE.sources) is None
