"""What an offer asks of an enterprise: a closed vocabulary of tests held as data, never expressions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from essfund.core.lazily import cached_property
from essfund.core.record import record

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from essfund.core.messages import Words


class Strength(Enum):
    """How well a condition is known. Only established and probable ones may refuse."""

    ESTABLISHED = "established"
    PROBABLE = "probable"
    INFERRED = "inferred"

    __hash__ = object.__hash__  # there is one of each; Enum hashes names in Python, which every table of strengths would pay

    @property
    def refuses(self) -> bool:
        """Whether a FALSE condition of this strength shuts the door. An inference of ours never does."""
        return self is not Strength.INFERRED


@record(frozen=True)
class Leaf:
    """One field against one bound or one set. `written` is the argument as the rule writes it, set names kept."""

    field: str
    operator: str
    argument: Hashable
    written: Hashable

    @property
    def written_plain(self) -> Any:
        """The argument as the rule writes it, as JSON and YAML hold it."""
        return list(self.written) if isinstance(self.written, tuple) else self.written


@record(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Test, ...]


@record(frozen=True)
class AnyOf:
    """One part at least must hold."""

    parts: tuple[Test, ...]


@record(frozen=True)
class Not:
    """The part must not hold."""

    part: Test


Test = Leaf | AllOf | AnyOf | Not

COMBINATIONS: dict[type[Test], str] = {AllOf: "all", AnyOf: "any", Not: "not"}
"""Keys of tests made of other tests, in rules.yaml and in outputs."""


def to_plain(test: Test) -> dict[str, Any]:
    """A test as rules.yaml writes it, shared conditions written out; reading it back gives the same test."""
    if isinstance(test, Leaf):
        return {test.field: test.written_plain if test.operator == "is" else {test.operator: test.written_plain}}
    if isinstance(test, Not):
        return {"not": to_plain(test.part)}
    return {COMBINATIONS[type(test)]: [to_plain(part) for part in test.parts]}


def leaves(test: Test) -> Iterator[Leaf]:
    """Yield every leaf, in reading order."""
    if isinstance(test, Leaf):
        yield test
        return
    for part in [test.part] if isinstance(test, Not) else test.parts:
        yield from leaves(part)


class Origin(Enum):
    """Where a condition comes from."""

    OWN = "own"
    SHARED = "shared"
    FLOOR = "floor"  # made from an amount: the need, or what a ceiling is computed from, must reach the floor


@record(frozen=True)
class Condition:
    """One requirement: its test, how well it is known, and who says so."""

    id: str
    short_id: str  # inside the instrument, or the id of the shared condition
    test: Test
    strength: Strength
    sources: tuple[str, ...]
    origin: Origin = Origin.OWN
    note: Words | None = None
    first_day: date | None = None  # of the period in which it applies, both days included
    last_day: date | None = None

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields it tests, each once, in reading order."""
        return tuple(dict.fromkeys(leaf.field for leaf in leaves(self.test)))

    def applies_on(self, day: date) -> bool:
        """Whether it applies on this day."""
        return within(day, self.first_day, self.last_day)


@record(frozen=True)
class Reservation:
    """A requirement that no field can test. It never decides, unless the adviser answers it by its id."""

    id: str
    short_id: str
    text: Words
    strength: Strength
    sources: tuple[str, ...]
    only_for: tuple[str, ...] = ()
    """Legal forms that it is about; none where it is about all."""

    def concerns(self, forms: frozenset[str] | None) -> bool:
        """Whether it is about an enterprise that has one of these legal forms; of unknown ones it may be."""
        return not self.only_for or forms is None or not forms.isdisjoint(self.only_for)


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies in a period; both ends are included, None is open."""
    return (first is None or day >= first) and (last is None or day <= last)
