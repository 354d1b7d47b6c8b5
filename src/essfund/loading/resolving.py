"""Tests as written to tests as judged: set names opened, shared conditions replaced, every fault at its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import About, Enough, Fault
from essfund.core.messages import Message, did_you_mean, say
from essfund.core.text import nearest
from essfund.model.condition import AllOf, AnyOf, Leaf, Not, Test, leaves
from essfund.model.field_types import ParseError, SeveralType

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.catalogue import Instrument
    from essfund.model.vocabulary import Vocabularies


MOST_TESTS = 300  # tests in the conditions of an instrument, and in one condition; shared ones opened
MOST_GROUPS = 10
"""Groups of ids that an instrument tells apart in a field that holds several at once: any of their sets may be the answer."""


def excess(instrument: Instrument, vocabularies: Vocabularies) -> Message | None:
    """What there is too much of in the conditions of an instrument."""
    asked = [leaf for condition in instrument.all_conditions for leaf in leaves(condition.test)]
    if len(asked) > MOST_TESTS:
        return say("the conditions of `{id}` hold more than {count} tests", id=instrument.id, count=MOST_TESTS)
    for key, field in vocabularies.fields.items():
        tests = [(leaf.operator, leaf.argument) for leaf in asked if leaf.field == key]
        if tests and isinstance(field.kind, SeveralType):
            groups = field.kind.atoms(tests, vocabularies.of(field.vocabulary))
            if len(groups) > MOST_GROUPS:
                return say("the conditions of `{id}` tell more than {count} groups of ids apart in `{field}`", id=instrument.id,
                           count=MOST_GROUPS, field=key)
    return None


Path = tuple[object, ...]
NOTHING = AllOf(())  # stands where a test could not be resolved; the fault beside it stops the catalogue from being used
DEEPEST_TEST, DEEPEST_SHARED, MOST_OPENED = 40, 10, 2_000_000
"""Nesting of a condition, shared ones opened; shared conditions one inside another; tests and ids in all conditions together."""


class Resolver:
    """Resolves the tests of one rule book. Equal leaves become the same object, so that one match judges each once."""

    def __init__(
        self, shared: Mapping[str, Mapping[str, Any]], vocabularies: Vocabularies, faults: list[Fault], document: str = "rules"
    ) -> None:
        self.shared = shared
        self.document = document
        self.vocabularies = vocabularies
        self.faults = faults
        self.known: dict[Test, Test] = {}
        self.resolved: dict[str, Test] = {}
        self.used: set[str] = set()
        self.extents: dict[int, tuple[int, int]] = {id(NOTHING): (1, 1)}
        self.opened = 0

    def fault(self, code: str, path: Path, message: Any, help_: Any = None, about: About | None = None) -> None:
        """Record what is wrong at a path of the document."""
        self.faults.append(Fault(code, message, self.document, path, help_, about=about))

    def same(self, test: Test, path: Path) -> Test:
        """The one object that stands for all equal tests, unless the test grows beyond what anybody reviews."""
        parts = () if isinstance(test, Leaf) else (test.part,) if isinstance(test, Not) else test.parts
        extents = [self.extents[id(part)] for part in parts]
        size, depth = sum(extent[0] for extent in extents) or 1, max((extent[1] for extent in extents), default=0) + 1
        if size > MOST_TESTS or depth > DEEPEST_TEST:
            self.fault("IN007", path, say("this condition holds more than {count} tests, or is nested deeper than {depth} levels",
                                          count=MOST_TESTS, depth=DEEPEST_TEST), say("split it"))
            return NOTHING
        self.weigh(size, path)
        found = self.known.setdefault(test, test)
        self.extents[id(found)] = size, depth
        return found

    def weigh(self, opened: int, path: Path) -> None:
        """Count the tests and ids that come of what is written; stop where a short file stands for far too many."""
        self.opened += opened
        if self.opened > MOST_OPENED:
            self.fault("IN007", path, say("the conditions of this file stand for more than {count} tests and ids", count=MOST_OPENED),
                       say("use fewer or smaller sets and shared conditions"))
            raise Enough

    def named(self, name: str, path: Path, inside: tuple[str, ...] = ()) -> Test:
        """The test of a shared condition."""
        self.used.add(name)
        if name in self.resolved:
            self.weigh(self.extents[id(self.resolved[name])][0], path)
            return self.resolved[name]
        if name not in self.shared:
            near = nearest(name, self.shared)
            self.fault("CAT010", path, say("no shared condition is called `{id}`", id=name),
                       did_you_mean(near, say("define it under `shared`")), About("shared", name, "".join(near[:1])))
            return NOTHING
        if name in inside:
            self.fault("CAT015", path, say("`{id}` is defined through itself", id=name), say("write the test out in one of them"))
            return NOTHING
        if len(inside) >= DEEPEST_SHARED:
            self.fault("IN007", path, say("shared conditions are defined through more than {count} others", count=DEEPEST_SHARED),
                       say("write the test out"))
            return NOTHING
        self.resolved[name] = self.test(self.shared[name], ("shared", name), (*inside, name))
        return self.resolved[name]

    def test(self, raw: Mapping[str, Any], path: Path, inside: tuple[str, ...] = ()) -> Test:
        """The test that a checked mapping holds."""
        if "shared" in raw:
            return self.named(raw["shared"], (*path, "shared"), inside)
        if "not" in raw:
            return self.same(Not(self.test(raw["not"], (*path, "not"), inside)), path)
        for word, kind in (("all", AllOf), ("any", AnyOf)):
            if word in raw:
                parts = tuple(self.test(part, (*path, word, i), inside) for i, part in enumerate(raw[word]))
                return self.same(kind(parts), path)
        field = next(key for key in raw if key in self.vocabularies.fields)
        bounds, path = raw[field], (*path, field)
        if not isinstance(bounds, dict):
            return self.leaf(field, "is", bounds, path)
        parts = tuple(self.leaf(field, operator, value, (*path, operator)) for operator, value in bounds.items())
        return parts[0] if len(parts) == 1 else self.same(AllOf(parts), path)

    def leaf(self, field: str, operator: str, raw: Any, path: Path) -> Test:
        """The leaf for one operator of one field."""
        declared = self.vocabularies.fields[field]
        try:
            argument = declared.kind.argument(operator, raw, self.vocabularies.of(declared.vocabulary))
        except ParseError as parse_error:
            code = "CAT010" if isinstance(raw, list) else "CAT003"
            about = About(field, str(parse_error.message)) if code == "CAT010" else None
            self.fault(code, path, parse_error.message, parse_error.help, about)
            return NOTHING
        written: Hashable = tuple(raw) if isinstance(raw, list) else raw
        if isinstance(written, float) and written.is_integer():
            written = int(written)
        self.weigh(len(argument) if isinstance(argument, frozenset) else 0, path)
        return self.same(Leaf(field, operator, argument, written), path)
