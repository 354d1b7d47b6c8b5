"""Field by field: every difference between two values of the models, at its path; items of lists are paired by name, else by likeness."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from pydantic import Field
from pydantic.fields import FieldInfo

from essfund.core.messages import Words
from essfund.core.named_tuple import NamedTuple
from essfund.model import authored_types
from essfund.model.requirement import Requirement
from essfund.review.diff.model import FieldChange, RequirementText, WrittenTest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ALIKE = 0.5
"""Two items that nothing names are the same one, changed, if they are at least this much alike."""

MOST_PAIRS = 2_500
"""Beyond, likeness is not looked at: items that nothing names came and went."""


class Pair(NamedTuple):
    """One item before and after; None where there is none."""

    old: Any
    new: Any


def name_of(item: object) -> str | None:
    """What names an item within its list: its id, what it stands for, whom it joins; None if nothing does."""
    found = getattr(item, "id", None) or getattr(item, "shared", None) or getattr(item, "contact", None)
    return found or " + ".join(getattr(item, "tools", ())) or None


def align(old: Sequence[Any], new: Sequence[Any], named: Callable[[Any], str | None] = name_of) -> list[Pair]:
    """Pair the items of two lists, in the order of the new one; items that are gone come last."""
    left, partner = dict(enumerate(old)), dict[int, Any]()
    criteria: tuple[Callable[[Any, Any], bool], ...] = (same, lambda a, b: named(b) is not None and named(a) == named(b))
    for matches in criteria:
        for place, item in enumerate(new):
            match = next((i for i, other in left.items() if place not in partner and matches(other, item)), None)
            if match is not None:
                partner[place] = left.pop(match)
    free = [place for place in range(len(new)) if place not in partner]
    if len(left) * len(free) <= MOST_PAIRS:
        for distance, i, place in sorted((1 - likeness(old[i], new[place]), i, place) for i in left for place in free):
            if distance <= 1 - ALIKE and i in left and place not in partner:
                partner[place] = left.pop(i)
    return [*(Pair(partner.get(place), item) for place, item in enumerate(new)), *(Pair(item, None) for item in left.values())]


def same(old: object, new: object) -> bool:
    """Whether two values hold the same; our models compare by identity, so their fields are looked at."""
    if old is new:
        return True
    if is_dataclass(old) and type(old) is type(new):
        if isinstance(old, Words) or type(old).__eq__ is not object.__eq__:
            return old == new
        return all(same(getattr(old, field.name), getattr(new, field.name)) for field in fields(old))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(value, new[key]) for key, value in old.items())
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(same, old, new))
    return old == new


def likeness(old: object, new: object) -> float:
    """How much alike two values are, in [0, 1]; of fields that both leave out nothing is concluded."""
    if same(old, new):
        return 1.0
    if isinstance(old, str) and isinstance(new, str):
        return SequenceMatcher(None, old, new, autojunk=False).ratio()
    if isinstance(old, Words) and isinstance(new, Words):
        return likeness(old.fr, new.fr)
    if isinstance(old, dict) and isinstance(new, dict):
        return _mean([likeness(old[key], new[key]) if key in old and key in new else 0.0 for key in {**old, **new}])
    if is_dataclass(old) and type(old) is type(new):
        pairs = [(getattr(old, field.name), getattr(new, field.name)) for field in fields(old)]
        return _mean([likeness(*pair) for pair in pairs if pair[0] or pair[1]])
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        both = sum(any(same(item, other) for other in new) for item in old)
        return both / max(len(old), len(new), 1)
    return 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


WHOLE = (Words, WrittenTest)
"""Values that are shown whole, before and after, although they have parts."""

UNITS: tuple[tuple[Any, str], ...] = ((authored_types.Euros, "euro"), (authored_types.Share, "percent"))


class DeclaredField(NamedTuple):
    """Field of a model: its name, the key under which files write it, and its unit."""

    name: str
    key: str
    unit: str


@cache
def declared_fields(model: type[Any]) -> tuple[DeclaredField, ...]:
    """The fields of a model as its annotations declare them."""
    names = {**vars(authored_types), "Field": Field, "Requirement": Requirement}
    hints = {} if model is RequirementText else get_type_hints(model, localns=names, include_extras=True)
    return tuple(
        DeclaredField(
            field.name,
            field.metadata.get("key") or next((item.alias for item in extras if isinstance(item, FieldInfo) and item.alias), field.name),
            # an alias of a type leaves only its own constraint in the annotations that use it
            next((unit for alias, unit in UNITS if any(item is alias.__metadata__[0] for item in extras)), ""),
        )
        for field in fields(model) for extras in [tuple(_extras(hints.get(field.name)))]
    )


def _extras(hint: object) -> Iterator[object]:
    yield from getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from _extras(inner)


def differences(old: object, new: object, path: tuple[str, ...] = (), unit: str = "") -> Iterator[FieldChange]:
    """Every difference between two values, the smallest that can be named."""
    if same(old, new):
        return
    if is_dataclass(old) and type(old) is type(new) and not isinstance(old, WHOLE):
        for field in declared_fields(type(old)):  # type: ignore[arg-type] # the class can be hashed, whatever its instances are
            yield from differences(getattr(old, field.name), getattr(new, field.name), (*path, field.key), field.unit)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in (new | old):
            yield from differences(old.get(key), new.get(key), (*path, str(key)))
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(map(is_dataclass, (*old, *new))):
        for place, pair in enumerate(align(old, new), start=1):
            yield from differences(pair.old, pair.new, (*path, name_of(pair.new or pair.old) or str(place)))
    else:
        yield FieldChange(path, old, new, unit)
