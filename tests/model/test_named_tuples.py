"""Named tuples of ours, held against those of `typing` over drawn calls."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.core import named_tuple
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Callable


class Theirs(typing.NamedTuple):
    size: int
    name: str = "none"
    parts: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.size


class Ours(named_tuple.NamedTuple):
    size: int
    name: str = "none"
    parts: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.size


class Inner(Ours):
    """A class of ours below another."""

    extra = 1


CALLS = st.tuples(st.lists(st.integers(0, 3), max_size=4), st.dictionaries(st.sampled_from(["size", "name", "parts", "other"]), st.integers(0, 3)))


def outcome(call: Callable[[], Any]) -> Any:
    """What a call makes, as a plain tuple, or the kind of error."""
    try:
        return tuple(call())
    except (TypeError, ValueError) as error:
        return type(error)


@law(500)
@given(CALLS, st.dictionaries(st.sampled_from(["size", "name", "other"]), st.integers(0, 3)))
def test_they_are_made_and_changed_as_those_of_typing(call: tuple[list[Any], dict[str, Any]], changes: dict[str, Any]) -> None:
    args, named = call
    made = outcome(lambda: Ours(*args, **named))
    assert made == outcome(lambda: Theirs(*args, **named))
    if isinstance(made, tuple):
        assert outcome(lambda: Ours(*made)._replace(**changes)) == outcome(lambda: Theirs(*made)._replace(**changes))


def test_they_are_made_as_before_once_the_constructor_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ours, "_left", [1])
    monkeypatch.setattr(Ours, "__new__", Ours.__new__)
    before = Ours.__new__
    assert Ours(1) == (1, "none", ())
    assert Ours.__new__ is not before
    test_they_are_made_and_changed_as_those_of_typing()


def test_they_have_what_those_of_typing_have() -> None:
    ours, theirs = Ours(2, "b"), Theirs(2, "b")
    assert (ours.size, ours.name, ours.parts, ours.double) == (2, "b", (), 4)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours._fields, Ours._field_defaults, ours._asdict(), Ours.__match_args__) == (theirs._fields, Theirs._field_defaults, theirs._asdict(), Theirs.__match_args__)
    assert not hasattr(ours, "__dict__")
    assert pickle.loads(pickle.dumps(ours)) == copy.copy(ours) == ours == tuple(theirs)  # noqa: S301 - made one line before
    assert type(copy.copy(ours)) is Ours
    assert hash(ours) == hash(theirs)
    assert tuple(Ours._make([1, 2, 3])) == (1, 2, 3)
    assert (Inner(3).size, Inner(3).extra, Inner._fields) == (3, 1, Ours._fields)
    with pytest.raises(AttributeError):
        setattr(ours, "size", 3)  # noqa: B010 - type checkers refuse the other form
