"""« Why not »: the smallest changes to a profile after which an instrument is no longer refused."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from essfund.engine.matching import Matcher
from essfund.models.condition import leaves
from essfund.models.fields import FIELDS
from essfund.models.kinds import Interval
from essfund.models.report import Change, Verdict
from essfund.truth import FALSE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from datetime import date

    from essfund.models.catalogue import Catalogue, Instrument
    from essfund.models.condition import Leaf
    from essfund.models.profile import Profile

LARGEST_CHANGE = 3
"""More fields than this to change is another enterprise, not a change."""

ENOUGH = 5
"""Alternatives worth reading."""


def smallest_changes(catalogue: Catalogue, instrument: Instrument, profile: Profile, on: date) -> tuple[Change, ...]:
    """Return the changes of fewest fields after which the instrument is eligible, or at least no longer refused.

    Empty if it is not refused now, or if nothing within three fields would help. Among changes of the same fields the one
    nearest to the present values is given. Reservations answered with no are not changed.
    """
    matcher = Matcher(catalogue, profile, on)
    if matcher.result(instrument).verdict is not Verdict.INELIGIBLE:
        return ()
    seen = matcher.values
    tests = _refusing_leaves(matcher, instrument)
    fields = [key for key in FIELDS if key in tests and key in seen]
    for size in range(1, LARGEST_CHANGE + 1):
        found = [
            change
            for chosen in combinations(fields, size)
            if (change := _change(catalogue, instrument, profile.on(on), on, {key: tests[key] for key in chosen}))
        ]
        if found:
            return tuple(sorted(found, key=lambda change: _rank(catalogue, instrument, profile.on(on), on, change))[:ENOUGH])
    return ()


def _rank(catalogue: Catalogue, instrument: Instrument, profile: Profile, on: date, change: Change) -> int:
    """Order changes of the same size: those that make the instrument eligible outright come first."""
    verdict = _after(catalogue, instrument, profile, on, change.values)
    return list(Verdict).index(verdict)


def _refusing_leaves(matcher: Matcher, instrument: Instrument) -> dict[str, list[Leaf]]:
    """Return every leaf of every condition, by field, of fields that stand in a refusing condition of some offer."""
    refusing: set[str] = set()
    every: dict[str, dict[Leaf, None]] = {}
    standing = matcher.standings[instrument.id]
    for one in standing.offers:
        for finding in matcher.findings(instrument, standing.conditions + one.conditions):
            for leaf in leaves(finding.condition.test):
                every.setdefault(leaf.field, {})[leaf] = None
                if finding.truth is FALSE and finding.answer is None and finding.condition.strength.refuses:
                    refusing.add(leaf.field)
    return {key: list(found) for key, found in every.items() if key in refusing}


def _change(
    catalogue: Catalogue, instrument: Instrument, profile: Profile, on: date, tests: Mapping[str, list[Leaf]]
) -> Change | None:
    """Return the nearest change of exactly these fields that opens the door, if there is one."""
    options = [list(_nearest_first(catalogue, key, found, profile.values[key])) for key, found in tests.items()]
    best: Change | None = None
    for values in product(*options):
        chosen = dict(zip(tests, values, strict=True))
        verdict = _after(catalogue, instrument, profile, on, chosen)
        if verdict is Verdict.ELIGIBLE:
            return Change(chosen)
        if verdict is Verdict.TO_CHECK and best is None:
            best = Change(chosen)
    return best


def _nearest_first(catalogue: Catalogue, key: str, tests: list[Leaf], known: Hashable) -> Iterator[Hashable]:
    """Yield the other parts into which the rules cut a field; numbers by their distance from what is known."""
    field = FIELDS[key]
    asked = [(leaf.operator, leaf.argument) for leaf in tests]
    cells = field.kind.cells(asked, None, catalogue.vocabularies.of(field.vocabulary))
    others = [cell for cell in cells if cell != known]
    if isinstance(known, Interval):
        low, high = known
        others.sort(key=lambda cell: _distance(cell, low or 0, high if high is not None else low or 0))
    yield from others


def _distance(cell: Hashable, low: int, high: int) -> int:
    assert isinstance(cell, Interval)
    if cell.low is not None and cell.low > high:
        return cell.low - high
    if cell.high is not None and cell.high < low:
        return low - cell.high
    return 0


def _after(
    catalogue: Catalogue, instrument: Instrument, profile: Profile, on: date, values: Mapping[str, Hashable]
) -> Verdict:
    """Return the verdict with some fields changed."""
    return Matcher(catalogue, profile.supposing(values), on).result(instrument).verdict
