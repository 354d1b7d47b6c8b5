"""Random profiles over the real catalogue, what is left open in them, and every way to complete it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from essfund.core.truth import FALSE
from essfund.engine.evaluate import prove
from essfund.engine.world import derived
from essfund.model.condition import leaves
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import YEAR, Profile

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from essfund import Catalogue, Instrument

MOST_COMPLETIONS = 3000


def asked(instrument: Instrument) -> dict[str, list[tuple[str, Hashable]]]:
    """Return every test of an instrument, by field; and the fields its amounts are computed from, without a test."""
    found: dict[str, list[tuple[str, Hashable]]] = {}
    for condition in instrument.all_conditions:
        for leaf in leaves(condition.test):
            found.setdefault(leaf.field, []).append((leaf.operator, leaf.argument))
    for offer in instrument.offers:
        for limit in offer.entry.amount.limits:
            for key in limit.fields:
                found.setdefault(key, [])
    return found


def cells(catalogue: Catalogue, key: str, tests: list[tuple[str, Hashable]], known: Hashable | None) -> list[Hashable]:
    """Return the parts into which the tests cut what a field may be."""
    field = FIELDS[key]
    return field.kind.cells(tests, known, catalogue.vocabularies.of(field.vocabulary))


def completions(
    catalogue: Catalogue, instrument: Instrument, profile: Profile
) -> Iterator[tuple[dict[str, Hashable], Profile]]:
    """Yield every possible completion that the rules of an instrument can tell apart. Yields nothing if there are too many."""
    tests = asked(instrument)
    options = {key: cells(catalogue, key, found, profile.values.get(key)) for key, found in tests.items() if found}
    total = 1
    for cell in options.values():
        total *= len(cell)
    if total > MOST_COMPLETIONS:
        return
    for values in product(*options.values()):
        chosen = dict(zip(options, values, strict=True))
        if possible(catalogue, {**profile.values, **chosen}):
            yield chosen, Profile({**profile.values, **chosen}, profile.answers)


def possible(catalogue: Catalogue, values: Mapping[str, Hashable]) -> bool:
    """Return whether some enterprise of which this is told contradicts no fact of the world."""
    told = {**values, **(derived(catalogue.facts, values, catalogue.vocabularies) or {})}
    return all(prove(fact.test, told, {}).truth is not FALSE for fact in catalogue.facts)


def numbers(scale: int, tests: list[tuple[str, Hashable]]) -> st.SearchStrategy[Interval]:
    """Return numbers near the bounds of the rules, exact or as ranges."""
    edges = sorted({bound for _, bound in tests if isinstance(bound, int)} | {0, 5 * scale})
    near = st.sampled_from([max(0, edge + step) for edge in edges for step in (-1, 0, 1)])
    exact = near.map(lambda value: Interval(value, value))
    ranged = st.tuples(near, near).map(lambda pair: Interval(min(pair), max(pair)))
    return exact | ranged | near.map(lambda value: Interval(value, None))


def value_of(catalogue: Catalogue, key: str, tests: list[tuple[str, Hashable]]) -> st.SearchStrategy[Hashable]:
    """Return values of a field, known exactly or in part."""
    field = FIELDS[key]
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    if field.kind.name == "number":
        return numbers(YEAR if key == "age_years" else getattr(field.kind, "scale", 1), tests)
    if field.kind.name == "flag":
        return st.booleans()
    if vocabulary is not None:
        most = 3 if field.kind.name == "choice" else 2
        return st.frozensets(st.sampled_from(sorted(vocabulary.ids)), min_size=1, max_size=most)
    return st.sampled_from(["64", "01", "88.99B", "62.01Z", "68.20A", "6"])


@st.composite
def profiles(draw: st.DrawFn, catalogue: Catalogue, instrument: Instrument, known: float = 0.6) -> Profile:
    """Return partial profiles that speak of the fields of one instrument."""
    values: dict[str, Hashable] = {}
    for key, tests in asked(instrument).items():
        if draw(st.floats(0, 1)) < known:
            values[key] = draw(value_of(catalogue, key, tests))
    return Profile(values)
