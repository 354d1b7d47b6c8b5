"""Named tuples, declared and used as those of `typing`, for which no code is compiled when they are imported.

`typing` compiles a constructor for each class, which took a twentieth of the time of a command. Type checkers see its `NamedTuple`.
"""

from __future__ import annotations

import collections
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

__all__ = ["NamedTuple"]

PAYS = 400
"""Values of one class after which compiling its constructor (0.2 ms) costs less than doing without."""

_made: Any = tuple.__new__
_read: Any = getattr(collections, "_tuplegetter", lambda place, _: property(itemgetter(place)))  # as `collections` does, in half the time

if not TYPE_CHECKING:

    class _TupleClass(type):
        """Class of the classes: what one annotates are its fields, each read at its place."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
            if bases[0] is tuple or bases[0].__bases__[0] is tuple:
                fields = tuple(space.get("__annotations__", ()))
                space |= {"_fields": fields, "__match_args__": fields, "_left": [PAYS],
                          "_field_defaults": {field: space[field] for field in fields if field in space}, "__slots__": ()}
                space |= {field: _read(place, None) for place, field in enumerate(fields)}
            return super().__new__(cls, name, bases, space)

    class NamedTuple(tuple, metaclass=_TupleClass):  # noqa: SLOT001 - the class of the classes gives them
        """Tuple whose places have names."""

        def __new__(cls, /, *args: Any, **given: Any) -> Self:
            """Make a value of its fields, by place or by name."""
            cls._left[0] -= 1
            if cls._left[0] == 0:
                compiled = collections.namedtuple(cls.__name__, cls._fields, defaults=cls._field_defaults.values())  # noqa: PYI024 - this makes them
                cls.__new__ = staticmethod(compiled.__new__)
            return _made(cls, args) if len(args) == len(cls._fields) and not given else _completed(cls, args, given)

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            return cls(*values)

        def _replace(self, /, **changes: Any) -> Self:
            found = self._make(map(changes.pop, self._fields, self))
            if changes:
                message = f"Got unexpected field names: {list(changes)!r}"
                raise ValueError(message)
            return found

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            """Fields with their names."""
            return f"{self.__class__.__name__}({', '.join(map('{}={!r}'.format, self._fields, self))})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            """What makes a copy."""
            return tuple(self)


def _completed(made: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
    """Value of which some fields are named or left out. Raises TypeError as a function would."""
    rest, defaults = made._fields[len(args):], made._field_defaults
    lost = [name for name in rest if name not in given and name not in defaults]
    if lost or len(args) > len(made._fields) or not given.keys() <= set(rest):
        message = f"{made.__name__}() takes each of {', '.join(made._fields)} once"
        raise TypeError(message)
    return _made(made, (*args, *[given[name] if name in given else defaults[name] for name in rest]))
