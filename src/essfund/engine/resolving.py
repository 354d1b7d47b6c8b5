"""Tests as written to tests as judged: set names opened, shared conditions replaced, every fault at its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.diagnostics import Fault
from essfund.messages import say
from essfund.models.condition import All, Leaf, Not, Test
from essfund.models.condition import Any as AnyOf
from essfund.models.fields import FIELDS
from essfund.models.kinds import Misread
from essfund.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.models.vocabulary import Vocabularies

Path = tuple[object, ...]
NOTHING = All(())
"""Stands where a test could not be resolved; the fault beside it stops the catalogue from being used."""


class Resolver:
    """Resolves the tests of one rule book. Equal leaves become the same object, so that one match judges each once."""

    def __init__(self, shared: Mapping[str, Mapping[str, Any]], vocabularies: Vocabularies, faults: list[Fault]) -> None:
        self.shared = shared
        self.vocabularies = vocabularies
        self.faults = faults
        self.known: dict[Test, Test] = {}
        self.resolved: dict[str, Test] = {}
        self.used: set[str] = set()

    def fault(self, code: str, path: Path, message: Any, help_: Any = None) -> None:
        """Record what is wrong at a path of the rules."""
        self.faults.append(Fault(code, message, "rules", path, help_))

    def same(self, test: Test) -> Test:
        """Return the one object that stands for all equal tests."""
        return self.known.setdefault(test, test)

    def named(self, name: str, path: Path, inside: tuple[str, ...] = ()) -> Test:
        """Return the test of a shared condition."""
        self.used.add(name)
        if name in self.resolved:
            return self.resolved[name]
        if name not in self.shared:
            near = nearest(name, self.shared)
            self.fault("CAT010", path, say("no shared condition is called `{id}`", id=name),
                       say("did you mean {words}?", words=", ".join(near)) if near else say("define it under `shared`"))
            return NOTHING
        if name in inside:
            self.fault("CAT015", path, say("`{id}` is defined through itself", id=name))
            return NOTHING
        test = self.test(self.shared[name], ("shared", name), (*inside, name))
        self.resolved[name] = test
        return test

    def test(self, raw: Mapping[str, Any], path: Path, inside: tuple[str, ...] = ()) -> Test:
        """Return the test that a checked mapping holds."""
        if "shared" in raw:
            return self.named(raw["shared"], (*path, "shared"), inside)
        if "not" in raw:
            return self.same(Not(self.test(raw["not"], (*path, "not"), inside)))
        for word, kind in (("all", All), ("any", AnyOf)):
            if word in raw:
                parts = tuple(self.test(part, (*path, word, i), inside) for i, part in enumerate(raw[word]))
                return self.same(kind(parts))
        field = next(key for key in raw if key in FIELDS)
        return self.field_test(field, raw[field], (*path, field))

    def field_test(self, field: str, raw: Any, path: Path) -> Test:
        """Return the leaf, or the conjunction of leaves, that tests one field."""
        if not isinstance(raw, dict):
            return self.leaf(field, "is", raw, path)
        parts = tuple(self.leaf(field, operator, value, (*path, operator)) for operator, value in raw.items())
        return parts[0] if len(parts) == 1 else self.same(All(parts))

    def leaf(self, field: str, operator: str, raw: Any, path: Path) -> Test:
        """Return the leaf for one operator of one field."""
        declared = FIELDS[field]
        try:
            argument = declared.kind.argument(operator, raw, self.vocabularies.of(declared.vocabulary))
        except Misread as misread:
            self.fault("CAT010" if isinstance(raw, list) else "CAT003", path, misread.message, misread.help)
            return NOTHING
        written: Hashable = tuple(raw) if isinstance(raw, list) else raw
        if isinstance(written, float) and written.is_integer():
            written = int(written)
        return self.same(Leaf(field, operator, argument, written))
