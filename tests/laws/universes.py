"""A universe small enough to be counted: every enterprise there is, and random conditions over its fields.

What a test means is written here a second time, on single enterprises, without the cells and judgements of the engine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from essfund.engine.regions import EVERYTHING, NOTHING, Region, Space
from essfund.model.catalogue import Instrument, Offer
from essfund.model.condition import AllOf, AnyOf, Condition, Leaf, Not, Strength, Test, leaves
from essfund.model.field_types import Interval
from essfund.model.vocabulary import Term, TermSet, Vocabulary
from tests.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from essfund import Catalogue

FORMS, PURPOSES = ("scop", "scic", "sas", "association"), ("bfr", "etude", "export")
CODES, PREFIXES = ("01.11Z", "01.21Z", "88.99B", "88.91A", "88.10A", "47.11F"), ("01", "01.1", "88", "88.9", "88.99B")
MOST = 4
"""Employees go from 0 to this; bounds lie below, so that every side of every bound is inhabited."""

DAY = date(2026, 2, 1)


WHOLE_CATALOGUE = bundled()
TOOL = next(iter(WHOLE_CATALOGUE.instruments.values())).tool


def small_catalogue() -> Catalogue:
    """Return a catalogue without instruments whose vocabularies hold these words."""
    whole = WHOLE_CATALOGUE
    form = Vocabulary({key: Term(key, key) for key in FORMS}, {"coops": TermSet("coops", "coops", ("scop", "scic"))})
    purposes = Vocabulary({key: Term(key, key) for key in PURPOSES})
    words = replace(whole.vocabularies, legal_form=form, purposes=purposes)
    return replace(whole, vocabularies=words, instruments={})


CATALOGUE = small_catalogue()


class Enterprise(NamedTuple):
    """One enterprise, everything known. One that has no purpose is impossible; it stands here to see that nothing rests on it."""

    employees: int
    esus: bool
    legal_form: str
    purposes: frozenset[str]
    naf: str


FIELDS = Enterprise._fields
SUBSETS = [frozenset(pick) for pick in chain.from_iterable(combinations(PURPOSES, size) for size in range(len(PURPOSES) + 1))]
EVERYONE = [Enterprise(*values) for values in product(range(MOST + 1), (True, False), FORMS, SUBSETS, CODES)]
POSSIBLE = sum(1 << place for place, one in enumerate(EVERYONE) if one.purposes)
WHOLE = (1 << len(EVERYONE)) - 1
"""Sets of enterprises are the bits of a whole number here as well, but each bit is one enterprise."""


def known(one: Enterprise) -> dict[str, Hashable]:
    """Return an enterprise as a profile holds it."""
    return {
        "employees": Interval(one.employees, one.employees), "esus": one.esus, "legal_form": frozenset([one.legal_form]),
        "purposes": one.purposes, "naf": one.naf,
    }


def passes(leaf: Leaf, one: Enterprise) -> bool:
    """Whether an enterprise passes one test, as the documentation says it."""
    value, argument = getattr(one, leaf.field), leaf.argument
    if isinstance(value, bool):
        return value is argument
    if isinstance(value, int):
        assert isinstance(argument, int)
        return {"at_least": value >= argument, "at_most": value <= argument, "more_than": value > argument,
                "less_than": value < argument}[leaf.operator]
    assert isinstance(argument, frozenset)
    if isinstance(value, frozenset):
        return bool(value & argument) is (leaf.operator == "any_of")
    if leaf.operator in {"in", "not_in"}:
        return (value in argument) is (leaf.operator == "in")
    return any(value.startswith(prefix) for prefix in argument) is (leaf.operator == "starts_with")


@cache
def members(test: Test) -> int:
    """Return the set of enterprises that pass a test, counted one by one."""
    if isinstance(test, Leaf):
        return sum(1 << place for place, one in enumerate(EVERYONE) if passes(test, one))
    if isinstance(test, Not):
        return WHOLE & ~members(test.part)
    found = WHOLE if isinstance(test, AllOf) else 0
    for part in test.parts:
        found = found & members(part) if isinstance(test, AllOf) else found | members(part)
    return found


def alone(field: str) -> Iterable[int]:
    """Yield the sets of enterprises that differ in one field only."""
    groups: dict[tuple[Hashable, ...], int] = {}
    for place, one in enumerate(EVERYONE):
        rest = tuple(value for name, value in zip(FIELDS, one, strict=True) if name != field)
        groups[rest] = groups.get(rest, 0) | 1 << place
    return groups.values()


ALONE = {field: tuple(alone(field)) for field in FIELDS}


def space_of(tests: Sequence[Test]) -> Space:
    """Return a space that holds some tests."""
    found: dict[str, dict[Leaf, None]] = {}
    for test in tests:
        for leaf in leaves(test):
            found.setdefault(leaf.field, {})[leaf] = None
    return Space({key: tuple(listed) for key, listed in found.items()}, CATALOGUE.vocabularies)


def counted(space: Space, region: Region) -> int:
    """Return the enterprises of a region: those that some way through its diagram leads to."""
    if region in (NOTHING, EVERYTHING):
        return WHOLE if region == EVERYTHING else 0
    index, edges = space.nodes[region]
    found = 0
    for value, mask in holding(space.variables[index].field):
        (child,) = [child for bits, child in edges if bits >> cell_of(space, index, value) & 1]
        found |= mask & counted(space, child)
    return found


@cache
def holding(field: str) -> tuple[tuple[Hashable, int], ...]:
    """Return each value of a field with the enterprises that hold it."""
    found: dict[Hashable, int] = {}
    for place, one in enumerate(EVERYONE):
        value = getattr(one, field)
        found[value] = found.get(value, 0) | 1 << place
    return tuple(found.items())


def cell_of(space: Space, index: int, value: Hashable) -> int:
    """Return the number of the cell of one variable that a value lies in."""
    field, cells = space.variables[index]
    if isinstance(value, frozenset):
        return int(any(_atom(space, index, name) for name in value))
    if field == "naf" and isinstance(value, str):
        fitting = [cell for cell in cells if isinstance(cell, str) and value.startswith(cell.rstrip("\0"))]
        return cells.index(max(fitting, key=len))
    (place,) = [place for place, cell in enumerate(cells) if cell is value or _covers(cell, value)]
    return place


def _covers(cell: Hashable, value: object) -> bool:
    if isinstance(cell, Interval) and isinstance(value, int):
        return (cell.low is None or cell.low <= value) and (cell.high is None or value <= cell.high)
    return isinstance(cell, frozenset) and value in cell


def _atom(space: Space, index: int, name: str) -> bool:
    """Whether one of several ids is the one of a variable, or cannot be told from it."""
    atom = space.variables[index].cells[1]
    assert isinstance(atom, frozenset)
    sets = [test.argument for test in space.tests if isinstance(test, Leaf) and test.field == "purposes"]
    (other,) = atom
    return all((name in found) == (other in found) for found in sets if isinstance(found, frozenset))


# --- random conditions


def names(listed: Sequence[str], most: int) -> st.SearchStrategy[frozenset[str]]:
    """Return sets of some names, never empty."""
    return st.frozensets(st.sampled_from(listed), min_size=1, max_size=most)


def leaf(field: str, operators: Sequence[str], arguments: st.SearchStrategy[Hashable]) -> st.SearchStrategy[Test]:
    """Return tests of one field."""
    return st.builds(lambda operator, argument: Leaf(field, operator, argument, argument), st.sampled_from(operators), arguments)


LEAVES: st.SearchStrategy[Test] = st.one_of(
    leaf("employees", ["at_least", "at_most", "more_than", "less_than"], st.integers(0, MOST - 1)),
    leaf("esus", ["is"], st.booleans()),
    leaf("legal_form", ["in", "not_in"], names(FORMS, 3)),
    leaf("purposes", ["any_of", "none_of"], names(PURPOSES, 3)),
    leaf("naf", ["starts_with", "not_starts_with"], names(PREFIXES, 2)),
)


def _grown(inner: st.SearchStrategy[Test]) -> st.SearchStrategy[Test]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, parts), st.builds(AnyOf, parts), st.builds(Not, inner))


TESTS: st.SearchStrategy[Test] = st.recursive(LEAVES, _grown, max_leaves=5)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Return small instruments: conditions of their own and one to three offers with theirs."""
    tool = TOOL
    number = iter(range(99))

    def some(most: int) -> tuple[Condition, ...]:
        drawn = draw(st.lists(st.tuples(TESTS, st.sampled_from(Strength)), max_size=most))
        named = [(f"c{next(number)}", test, strength) for test, strength in drawn]
        return tuple(Condition(name, name, test, strength, ("source",)) for name, test, strength in named)

    common = some(2)
    entry = next(iter(tool.offers.values()))
    offers = tuple(Offer(f"o{place}", entry, some(2), ()) for place in range(draw(st.integers(1, 3))))
    return Instrument("small", replace(tool, offers={one.id: entry for one in offers}), common, (), offers)
