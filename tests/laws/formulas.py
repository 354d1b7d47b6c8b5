"""The conditions of a catalogue as formulas of a solver, written from what tests say and not from how the engine cuts fields."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import z3

from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.model.catalogue import Catalogue
    from essfund.model.condition import Condition, Test
    from essfund.model.vocabulary import Vocabulary

FINENESS = {"percent": 100, "year": 366}
"""Parts of a unit that can be told apart: hundredths of a percent; days of a year, of which the longest has 366."""

DIGITS, LETTERS = 4, 26
"""A whole NAF code is four digits and a letter; as a number, the digits count before the letter."""


def code_range(prefix: str) -> tuple[int, int]:
    """Return the least number of a code that begins so, and the least number above those that do."""
    digits, letter = re.fullmatch(r"(\d{2,4})([A-Z]?)", prefix.replace(".", "")).groups()  # type: ignore[union-attr] # checked when read
    low, width = int(digits.ljust(DIGITS, "0")) * LETTERS, 10 ** (DIGITS - len(digits)) * LETTERS
    return (low + ord(letter) - ord("A"), low + ord(letter) - ord("A") + 1) if letter else (low, low + width)


class Formulas:
    """One solver that knows what fields can hold; every question is asked of it and taken back."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.solver = z3.Solver()
        self.solver.set("timeout", 60_000)
        self.formulas: dict[Test, Any] = {}
        self.asked = 0
        for key, field in FIELDS.items():
            if field.tested:
                self.solver.add(self._possible(key))

    def _possible(self, key: str) -> Any:
        """Return what holds of a field in every enterprise."""
        kind = FIELDS[key].kind.name
        if kind == "several":
            return z3.Or([z3.Bool(f"{key} {one}") for one in self._words(key).terms])
        if kind == "choice":
            return z3.And(z3.Int(key) >= 0, z3.Int(key) < len(self._words(key).terms))
        if kind == "code":
            return z3.And(z3.Int(key) >= 0, z3.Int(key) < 10**DIGITS * LETTERS)
        if kind == "number":
            lowest, highest = getattr(FIELDS[key].kind, "lowest", 0), {"percent": 100}.get(self._unit(key))
            bounds = [] if lowest is None else [z3.Int(key) >= 0]
            return z3.And([*bounds, *([] if highest is None else [z3.Int(key) <= highest * self._fineness(key)])])
        return z3.BoolVal(val=True)

    def _words(self, key: str) -> Vocabulary:
        found = self.catalogue.vocabularies.of(FIELDS[key].vocabulary)
        assert found is not None
        return found

    def _unit(self, key: str) -> str:
        return str(getattr(FIELDS[key].kind, "unit", ""))

    def _fineness(self, key: str) -> int:
        return FINENESS.get(self._unit(key), 1)

    @cached_property
    def numbers(self) -> dict[str, dict[str, int]]:
        """For each choice the number that stands for an id."""
        return {
            key: {one: place for place, one in enumerate(self._words(key).terms)}
            for key, field in FIELDS.items() if field.kind.name == "choice"
        }

    def ids(self, key: str, written: Iterable[str]) -> set[str]:
        """Return the ids that names in a rule stand for: sets are opened as the vocabulary writes them."""
        words, found, queue = self._words(key), set(), list(written)
        while queue:
            name = queue.pop()
            if name in words.terms:
                found.add(name)
            else:
                queue += words.sets[name].members
        return found

    def leaf(self, leaf: Leaf) -> Any:
        """Return the formula of one test, from what the rule writes."""
        key, operator, written = leaf.field, leaf.operator, leaf.written
        if isinstance(written, bool):
            return z3.Bool(key) if written else z3.Not(z3.Bool(key))
        if isinstance(written, int | float):
            value, bound = z3.Int(key), round(written * self._fineness(key))
            return {"at_least": value >= bound, "more_than": value > bound, "at_most": value <= bound, "less_than": value < bound}[operator]
        assert isinstance(written, tuple)
        if operator in {"starts_with", "not_starts_with"}:
            parts = [z3.And(z3.Int(key) >= low, z3.Int(key) < high) for low, high in map(code_range, written)]
        elif operator in {"any_of", "none_of"}:
            parts = [z3.Bool(f"{key} {one}") for one in self.ids(key, written)]
        else:
            parts = [z3.Int(key) == self.numbers[key][one] for one in self.ids(key, written)]
        return z3.Or(parts) if operator in {"in", "any_of", "starts_with"} else z3.Not(z3.Or(parts))

    def test(self, test: Test) -> Any:
        """Return the formula of a test."""
        found = self.formulas.get(test)
        if found is None:
            if isinstance(test, Leaf):
                found = self.leaf(test)
            elif isinstance(test, Not):
                found = z3.Not(self.test(test.part))
            else:
                parts = [self.test(part) for part in test.parts]
                found = z3.And(parts) if isinstance(test, AllOf) else z3.Or(parts)
            self.formulas[test] = found
        return found

    def met(self, conditions: Iterable[Condition]) -> Any:
        """Return the formula of conditions that all hold."""
        return z3.And([self.test(one.test) for one in conditions])

    def somebody(self, *formulas: Any) -> bool:
        """Whether some enterprise satisfies all formulas."""
        self.asked += 1
        self.solver.push()
        self.solver.add(*formulas)
        answer = self.solver.check()
        self.solver.pop()
        assert answer != z3.unknown, "the solver gave up"
        return bool(answer == z3.sat)
