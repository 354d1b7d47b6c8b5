"""« Why not »: the smallest changes after which an instrument is no longer refused, the easiest first."""

from __future__ import annotations

from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from essfund.engine.match import Matcher
from essfund.engine.timeline import day_of_age
from essfund.model.condition import leaves
from essfund.model.field_types import Interval
from essfund.model.fields import EffortToChange
from essfund.model.report import MinimalChange
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Leaf
    from essfund.model.fields import Field
    from essfund.model.profile import Profile

LARGEST_CHANGE, ENOUGH, MOST_TRIES = 3, 5, 500
"""Fields that change (of more, it is another enterprise), alternatives worth reading, values tried for one set of fields."""

AGE = "age_years"


def smallest_changes(catalogue: Catalogue, instrument: Instrument, profile: Profile, on: date) -> tuple[MinimalChange, ...]:
    """Minimal changes of at most three fields after which an instrument is no longer refused; none if it is not refused now.

    No set of fields holds another one. The fewest and easiest fields come first (`EffortToChange`), then what makes eligible outright;
    of the changes of the same fields, the nearest is given. An age changes by waiting only: the rules of the day on which it is
    reached apply, and what is closed by then is no way out. Reservations answered with no are not changed.
    """
    matcher = Matcher(catalogue, profile, on)
    if matcher.result(instrument).verdict is not Verdict.INELIGIBLE:
        return ()

    def tried(values: Mapping[str, Hashable]) -> MinimalChange | None:
        """Change with what it leads to; None if the instrument is still refused, or closed by then."""
        age = values.get(AGE)
        least = age.low if isinstance(age, Interval) else None
        day = None if least is None else day_of_age(profile.number("created_on"), least)
        others = {key: value for key, value in values.items() if key != AGE} if day else values
        result = Matcher(catalogue, profile.supposing(others), day or on).result(instrument)
        if result.verdict is Verdict.INELIGIBLE or (day and result.availability is Availability.CLOSED):
            return None
        return MinimalChange(values, result.verdict, result.availability, day)

    tests = _refusing_leaves(matcher, instrument)
    asked = [key for key in catalogue.fields if key in tests and key in matcher.values]
    options = {key: cells for key in asked if (cells := _nearest_first(catalogue, key, tests[key], matcher.values[key]))}
    found: list[MinimalChange] = []
    for size in range(1, LARGEST_CHANGE + 1):
        for chosen in combinations(options, size):
            if not any(set(change.values) < set(chosen) for change in found):
                change = _nearest(tried, {key: options[key] for key in chosen})
                found += [change] if change else []
    return tuple(sorted(found, key=lambda change: _order(change, catalogue.fields))[:ENOUGH])


def _order(change: MinimalChange, fields: Mapping[str, Field]) -> tuple[int, list[int], int]:
    efforts = sorted((int(fields[key].effort_to_change) for key in change.values), reverse=True)
    return len(change.values), efforts, list(Verdict).index(change.verdict)


def _refusing_leaves(matcher: Matcher, instrument: Instrument) -> dict[str, list[Leaf]]:
    """Every leaf of every condition, by field, of fields that stand in a refusing condition of some offer."""
    refusing: set[str] = set()
    every: dict[str, dict[Leaf, None]] = {}
    for offer in matcher.dated_instruments[instrument.id].offers:
        for condition in offer.conditions:
            finding = matcher.finding(instrument.id, condition)
            for leaf in leaves(condition.test):
                every.setdefault(leaf.field, {})[leaf] = None
            refusing |= set(condition.fields) if finding.refuses and finding.answer is None else set()
    return {key: list(tests) for key, tests in every.items() if key in refusing}


def _nearest(tried: Callable[[Mapping[str, Hashable]], MinimalChange | None], options: Mapping[str, Sequence[Hashable]]
             ) -> MinimalChange | None:
    """Nearest change of exactly these fields that opens the door, if there is one."""
    best: MinimalChange | None = None
    for values in islice(product(*options.values()), MOST_TRIES):
        change = tried(dict(zip(options, values, strict=True)))
        if change is not None and change.verdict is Verdict.ELIGIBLE:
            return change
        best = best or change
    return best


def older(cell: Hashable, known: Hashable) -> bool:
    """Whether an age can only be reached by waiting: it begins after the greatest age that is possible now."""
    return isinstance(cell, Interval) and isinstance(known, Interval) and cell.above(known)


def _nearest_first(catalogue: Catalogue, key: str, tests: list[Leaf], known: Hashable) -> list[Hashable]:
    """Other parts into which the rules cut a field; numbers by their distance from what is known, ages only upwards."""
    field = catalogue.fields[key]
    asked = [(leaf.operator, leaf.argument) for leaf in tests]
    others = [cell for cell in field.kind.cells(asked, None, catalogue.vocabularies.of(field.vocabulary)) if cell != known]
    if field.effort_to_change is EffortToChange.TIME:
        others = [cell for cell in others if older(cell, known)]
    if isinstance(known, Interval):
        others.sort(key=lambda cell: _distance(cell, known))
    return others


def _distance(cell: Hashable, known: Interval) -> int:
    assert isinstance(cell, Interval)
    low, high = known.low or 0, known.high if known.high is not None else known.low or 0
    return max(0 if cell.low is None else cell.low - high, 0 if cell.high is None else low - cell.high, 0)
