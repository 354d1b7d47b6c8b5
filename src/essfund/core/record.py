"""Records: classes of named values, declared and used as dataclasses are, for which no code is compiled when they are imported.

`dataclasses` writes Python text for each class and compiles it, which took a sixth of the time of a whole command. The methods here
are the same functions for every class. `dataclasses.fields`, `replace` and pydantic find what they look for: it is made when they
look for it. Type checkers see dataclasses (decision 0045).
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass as record
    from dataclasses import field, replace

__all__ = ["field", "metadata_of", "names_of", "record", "replace"]

if not TYPE_CHECKING:

    def record(made: type | None = None, *, frozen: bool = False, eq: bool = True, repr: bool = True, kw_only: bool = False) -> Any:  # noqa: A002 - the word of dataclasses
        """Make a record of a class, whose annotations are its fields. The words mean what they mean for a dataclass."""
        if made is None:
            return lambda made: record(made, frozen=frozen, eq=eq, repr=repr, kw_only=kw_only)
        declared = _declared(made, kw_only)
        made.__record_fields__ = {**getattr(made, "__record_fields__", {}), **declared}
        made.__dataclass_fields__ = _Fields(made)
        made.__init__ = _constructor(made)
        if repr:
            made.__repr__ = _written
        if eq:
            made.__eq__ = _comparison(made)
            made.__hash__ = _hashing(made) if frozen else None
        if frozen:
            made.__setattr__ = made.__delattr__ = _refusal
        return made

    def field(**said: Any) -> Any:
        """Field that says more than its type: `default`, `default_factory`, `compare`, `repr`, `init`, `kw_only`, `metadata`."""
        return _Said(said)

    def replace(record: Any, /, **changes: Any) -> Any:
        """Record like another, but for some fields."""
        kept = {name: getattr(record, name) for name, field in record.__record_fields__.items() if field.said.get("init", True)}
        return type(record)(**{**kept, **changes})


class _Said(dict[str, Any]):
    """What `field` was told, until its class is made."""


class _Declared(NamedTuple):
    """Field of a record. What has a default can be left out."""

    kw_only: bool
    said: dict[str, Any]


def names_of(made: type) -> tuple[str, ...]:
    """Names of the fields of a record, in their order."""
    return tuple(made.__record_fields__)  # type: ignore[attr-defined] # type checkers see a dataclass


def metadata_of(made: type) -> dict[str, Mapping[str, Any]]:
    """What each field of a record says besides its type and default, by its name."""
    fields: dict[str, _Declared] = made.__record_fields__  # type: ignore[attr-defined] # as above
    return {name: field.said.get("metadata", {}) for name, field in fields.items()}


def _declared(made: type, kw_only: bool) -> dict[str, _Declared]:
    """Fields that a class declares itself, whose defaults are left as attributes of the class."""
    declared = {}
    for name, hint in list(made.__annotations__.items()):
        if hint == "KW_ONLY":  # said of the fields that follow; it is none itself
            kw_only = True
            del made.__annotations__[name]
        elif not hint.startswith("ClassVar"):
            said = vars(made).get(name, _NOTHING)
            told: dict[str, Any] = said if isinstance(said, _Said) else {} if said is _NOTHING else {"default": said}
            declared[name] = _Declared(told.get("kw_only", kw_only), told)
            if isinstance(said, _Said):
                if "default" in told:
                    setattr(made, name, told["default"])
                else:
                    delattr(made, name)
    return declared


_NOTHING = object()


class _Fields:
    """Fields as `dataclasses` describes them, which replace themselves there when somebody looks: also those of the bases."""

    def __init__(self, made: type) -> None:
        self.made = made

    def __get__(self, _: object, owner: type) -> Any:
        from dataclasses import dataclass  # noqa: PLC0415 - most runs need no fields
        from dataclasses import field as described  # noqa: PLC0415

        for name, (kw_only, said) in self.made.__record_fields__.items():  # type: ignore[attr-defined] # set by `record`
            if name in self.made.__annotations__ and (kw_only or not said.keys() <= {"default"}):
                setattr(self.made, name, described(**{**said, "kw_only": kw_only}))
        del self.made.__dataclass_fields__  # type: ignore[attr-defined] # it is this, and does not come back
        dataclass(init=False, repr=False, eq=False)(self.made)
        return self.made.__dataclass_fields__  # type: ignore[attr-defined] # a dataclass now


class _Shape(NamedTuple):
    """What making a value takes: its fields, those by place, those that may still be named after so many by place, what follows."""

    fields: dict[str, _Declared]
    by_place: tuple[str, ...]
    by_name: tuple[frozenset[str], ...]
    then: Callable[[Any], None] | None


def _shape(made: type) -> _Shape:
    """Shape of the values of a record."""
    fields: dict[str, _Declared] = made.__record_fields__  # type: ignore[attr-defined] # set by `record`
    taken = {name: field for name, field in fields.items() if field.said.get("init", True)}
    by_place = tuple(name for name, field in taken.items() if not field.kw_only)
    by_name = tuple(frozenset(taken).difference(by_place[:count]) for count in range(len(by_place) + 1))
    return _Shape(fields, by_place, by_name, getattr(made, "__post_init__", None))


def _constructor(made: type) -> Callable[..., None]:
    """`__init__` of a record, until so many values were made that compiling one pays."""
    shape: _Shape | None = None
    left = PAYS

    def __init__(self: Any, /, *args: Any, **given: Any) -> None:  # noqa: N807 - the method of each record
        nonlocal shape, left
        if shape is None:
            shape = _shape(made)
        left -= 1
        if left == 0:
            made.__init__ = _compiled(made, shape)  # type: ignore[misc] # of the next values
        if len(args) >= len(shape.by_name) or not given.keys() <= shape.by_name[len(args)]:
            raise TypeError(_misfit(made, shape, args, given))
        for name, value in zip(shape.by_place, args):  # noqa: B905 - as many as are given
            _set(self, name, value)
        for name, value in given.items():
            _set(self, name, value)
        if len(args) + len(given) != len(shape.fields):
            _complete(self, shape, {*shape.by_place[:len(args)], *given})
        if shape.then is not None:
            shape.then(self)

    return __init__


PAYS = 4_000
"""Values of one record after which compiling its constructor (0.4 ms; up to 10 to import what compiles) costs less than 1 µs a value."""

_set = object.__setattr__  # not `__dict__`, which would make every attribute of the value slower to read


def _complete(self: Any, shape: _Shape, known: set[str]) -> None:
    """Fill in the fields that were left out. Raises TypeError if one has no default."""
    for name, (_, said) in shape.fields.items():
        if name not in known:
            if "default" in said:
                _set(self, name, said["default"])
            elif "default_factory" in said:
                _set(self, name, said["default_factory"]())
            else:
                message = f"{type(self).__name__}() lacks {name!r}"
                raise TypeError(message)


def _misfit(made: type, shape: _Shape, args: tuple[Any, ...], given: dict[str, Any]) -> str:
    """What is wrong with the arguments of a constructor."""
    if len(args) > len(shape.by_place):
        return f"{made.__name__}() takes {len(shape.by_place)} values by place, not {len(args)}"
    unknown = [name for name in given if name not in shape.by_name[0]]
    return f"{made.__name__}() has no field {unknown[0]!r}" if unknown else f"{made.__name__}() got a field twice"


def _compiled(made: type, shape: _Shape) -> Any:
    """The constructor that `dataclasses` compiles for these fields."""
    from dataclasses import dataclass  # noqa: PLC0415 - short runs compile nothing
    from dataclasses import field as described  # noqa: PLC0415

    body: dict[str, Any] = {name: described(**{**said, "kw_only": kw_only}) for name, (kw_only, said) in shape.fields.items()}
    body |= {"__annotations__": dict.fromkeys(shape.fields, "object"), "__module__": __name__}
    if shape.then is not None:
        body["__post_init__"] = shape.then
    frozen = made.__setattr__ is _refusal
    compiled: Any = dataclass(repr=False, eq=False, frozen=frozen)(type(made.__name__, (), body))
    return compiled.__init__


def _compared(made: type) -> Callable[[Any], Any]:
    """The fields by which values are compared, of a value."""
    names = [name for name, field in made.__record_fields__.items() if field.said.get("compare", True)]  # type: ignore[attr-defined] # set by `record`
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def _comparison(made: type) -> Callable[[Any, Any], bool]:
    compared: Callable[[Any], Any] | None = None

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807 - the method of each record
        nonlocal compared
        if other.__class__ is not self.__class__:
            return NotImplemented
        if compared is None:
            compared = _compared(made)
        return bool(compared(self) == compared(other))

    return __eq__


def _hashing(made: type) -> Callable[[Any], int]:
    compared: Callable[[Any], Any] | None = None

    def __hash__(self: Any) -> int:  # noqa: N807 - the method of each record
        nonlocal compared
        if compared is None:
            compared = _compared(made)
        return hash(compared(self))

    return __hash__


def _written(self: Any) -> str:
    """`repr` of a record."""
    fields: dict[str, _Declared] = self.__record_fields__
    shown = (f"{name}={getattr(self, name)!r}" for name, field in fields.items() if field.said.get("repr", True))
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refusal(_: Any, name: str, *__: object) -> None:
    """Refuse to change a frozen record."""
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - nothing does this but tests

    message = f"cannot change field {name!r}"
    raise FrozenInstanceError(message)
