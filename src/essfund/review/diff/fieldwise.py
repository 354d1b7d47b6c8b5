"""Field by field: every difference between two values of the models, whatever they are, at its path.

Nothing is listed here: the fields are those that the dataclasses declare, under the keys that the files use, so a field that
is added to a model is compared from then on.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from essfund.core.messages import Words
from essfund.review.diff.alignment import align, name_of, same
from essfund.review.diff.model import Asked, FieldChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from dataclasses import Field

WHOLE = (Words, Asked)
"""Values that are shown whole, before and after, although they have parts."""

ALIAS = re.compile(r"""alias=["'](\w+)["']""")
QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
UNITS = {"Euros": "euro", "Share": "percent"}


def key_of(declared: Field[Any]) -> str:
    """Return the key under which files write a field: its name, or what its declaration gives instead."""
    if "key" in declared.metadata:
        return str(declared.metadata["key"])
    found = ALIAS.search(str(declared.type))
    return found[1] if found else declared.name


def unit_of(declared: Field[Any]) -> str:
    """Return the unit of a field, by the type that its declaration names."""
    words = re.findall(r"\w+", QUOTED.sub("", str(declared.type)))
    return next((unit for word, unit in UNITS.items() if word in words), "")


def differences(old: object, new: object, path: tuple[str, ...] = (), unit: str = "") -> Iterator[FieldChange]:
    """Yield every difference between two values, the smallest that can be named."""
    if same(old, new):
        return
    if is_dataclass(old) and type(old) is type(new) and not isinstance(old, WHOLE):
        for one in fields(old):
            inner = (*path, key_of(one))
            yield from differences(getattr(old, one.name), getattr(new, one.name), inner, unit_of(one))
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _mappings(old, new, path)
    elif isinstance(old, tuple) and isinstance(new, tuple) and any(map(is_dataclass, (*old, *new))):
        yield from _lists(old, new, path)
    else:
        yield FieldChange(path, old, new, unit)


def _mappings(old: Mapping[str, object], new: Mapping[str, object], path: tuple[str, ...]) -> Iterator[FieldChange]:
    for key in [*new, *(key for key in old if key not in new)]:
        yield from differences(old.get(key), new.get(key), (*path, str(key)))


def _lists(old: Sequence[object], new: Sequence[object], path: tuple[str, ...]) -> Iterator[FieldChange]:
    for place, pair in enumerate(align(old, new), start=1):
        yield from differences(pair.old, pair.new, (*path, label_of(pair.new or pair.old, place)))


def label_of(item: object, place: int) -> str:
    """Return how an item of a list is called in a path: what names it, or its place."""
    return name_of(item) or str(place)
