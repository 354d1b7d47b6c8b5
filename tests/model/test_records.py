"""Records are what dataclasses are, for every law that we know of: made, compared, shown, replaced, validated."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from essfund.core import record as records
from essfund.core.record import field, names_of, record, replace

if TYPE_CHECKING:
    from collections.abc import Callable

Make = Any
"""`record` or `dataclass`: what is made differs from one to the other at run time only."""


def classes(make: Make) -> dict[str, Any]:
    """The same four classes, made one way."""

    @make(frozen=True)
    class Base:
        """Base."""

        size: int
        name: str = "none"
        unit: ClassVar[str] = "euro"

    @make(frozen=True)
    class Child(Base):
        """Child."""

        parts: tuple[str, ...] = ()
        note: str = (field if make is record else dataclasses.field)(default="", compare=False, repr=False)

    @make
    class Counted:
        """Counted."""

        seen: list[int] = (field if make is record else dataclasses.field)(default_factory=list)
        total: int = (field if make is record else dataclasses.field)(default=0, init=False)

        def __post_init__(self) -> None:
            self.total = sum(self.seen)

    @make(frozen=True, eq=False, repr=False)
    class Named:
        """Named."""

        first: int
        _: KW_ONLY
        second: int = 2
        third: int = 3

    return {made.__name__: made for made in (Base, Child, Counted, Named)}


OURS, THEIRS = classes(record), classes(dataclasses.dataclass)
VALUES = st.one_of(st.integers(0, 3), st.sampled_from(["a", "none"]))
NAMES = ("size", "name", "parts", "note", "seen", "total", "first", "second", "third", "other")


def outcome(made: Callable[..., Any], args: list[Any], named: dict[str, Any]) -> Any:
    """The fields of what a call makes, or that it refuses."""
    try:
        return {name: value for name, value in vars(made(*args, **named)).items() if name != "_"}
    except TypeError as error:
        return type(error)


@given(st.sampled_from(sorted(OURS)), st.lists(st.integers(0, 3), max_size=5), st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), max_size=4))
def test_a_record_is_made_of_what_makes_a_dataclass(name: str, args: list[Any], named: dict[str, Any]) -> None:
    if name == "Counted":
        args, named = [[arg] for arg in args], {key: [value] for key, value in named.items()}
    assert outcome(OURS[name], args, named) == outcome(THEIRS[name], args, named)


@given(st.integers(0, 3), st.sampled_from(["a", "none"]), st.integers(0, 3), st.sampled_from(["a", "none"]), st.sampled_from(["", "x"]))
def test_equal_hashed_and_shown_like_dataclasses(size: int, name: str, other_size: int, other_name: str, note: str) -> None:
    one, other = OURS["Child"](size, name, (), note), OURS["Child"](other_size, other_name)
    theirs, their_other = THEIRS["Child"](size, name, (), note), THEIRS["Child"](other_size, other_name)
    assert (one == other) == (theirs == their_other)
    assert one != other or hash(one) == hash(other)
    assert repr(one) == repr(theirs)
    assert one != OURS["Base"](size, name)
    assert OURS["Counted"].__hash__ is None


def test_identity_where_nothing_compares() -> None:
    named = OURS["Named"]
    assert named(1) != named(1)
    assert repr(named(1)).endswith(">")


@pytest.mark.parametrize("name", sorted(OURS))
def test_fields_are_those_of_a_dataclass(name: str) -> None:
    def told(made: Any) -> list[tuple[Any, ...]]:
        return [(each.name, each.kw_only, each.init, each.compare, each.repr, each.default is dataclasses.MISSING) for each in dataclasses.fields(made)]

    assert told(OURS[name]) == told(THEIRS[name])
    assert names_of(OURS[name]) == tuple(each.name for each in dataclasses.fields(THEIRS[name]))


def test_a_frozen_record_does_not_change() -> None:
    made = OURS["Child"](1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.size = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.size
    assert replace(made, size=2) == dataclasses.replace(made, size=2) == OURS["Child"](2)
    assert vars(replace(OURS["Counted"]([1, 2]), seen=[4])) == {"seen": [4], "total": 4}
    with pytest.raises(TypeError):
        replace(made, sise=2)
    assert copy.deepcopy(made) == made


def test_a_record_of_a_module_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(3))) == Kept(3)  # noqa: S301 - made in the line itself


@record(frozen=True)
class Kept:
    """Record of a module."""

    size: int


def test_the_constructor_compiled_later_makes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "PAYS", 2)
    for name, theirs in THEIRS.items():
        ours = classes(record)[name]
        before = ours.__init__
        made = [outcome(ours, [[1]] if name == "Counted" else [1], {}) for _ in range(5)]
        assert ours.__init__ is not before
        assert made == [outcome(theirs, [[1]] if name == "Counted" else [1], {})] * 5


def test_pydantic_validates_records() -> None:
    reader = TypeAdapter(Kept)
    assert reader.validate_python({"size": "4"}) == Kept(4)
    with pytest.raises(ValidationError):
        reader.validate_python({"size": "four"})


def test_no_class_of_ours_is_compiled_when_it_is_imported() -> None:
    """Records that are nobody's instance yet, in a process of their own: `dataclasses` was not asked for one of them."""
    asked = (
        "import dataclasses, sys\n"
        "compiled = []\n"
        "make = dataclasses._process_class\n"
        "def seen(cls, *rest):\n"
        "    compiled.append(cls.__module__)\n"
        "    return make(cls, *rest)\n"
        "dataclasses._process_class = seen\n"
        "import essfund.cli.app, essfund.engine.match, essfund.loading.cache\n"
        "print([name for name in compiled if name.startswith('essfund')])"
    )
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"
