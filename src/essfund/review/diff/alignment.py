"""Which item of a list before is which item of the list after: by what names it, else by likeness."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from essfund.core.messages import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ALIKE = 0.5
"""Two items that nothing names are the same one, changed, if they are at least this much alike."""

MOST_PAIRS = 2_500
"""Beyond, likeness is not looked at: items that nothing names came and went."""


class Pair(NamedTuple):
    """One item before and after; None where there is none."""

    old: Any
    new: Any


def name_of(item: object) -> str | None:
    """Return what names an item within its list: its id, what it stands for, whom it joins; None if nothing does."""
    found = getattr(item, "id", None) or getattr(item, "shared", None) or getattr(item, "contact", None)
    return found or " + ".join(getattr(item, "tools", ())) or None


def align(old: Sequence[Any], new: Sequence[Any], named: Callable[[Any], str | None] = name_of) -> list[Pair]:
    """Pair the items of two lists, in the order of the new one; items that are gone come last."""
    left, partner = list(old), {}
    judges: tuple[Callable[[Any, Any], bool], ...] = (same, lambda a, b: named(b) is not None and named(a) == named(b))
    for evaluate in judges:
        for place, item in enumerate(new):
            found = next((one for one in left if place not in partner and evaluate(one, item)), None)
            if found is not None:
                partner[place] = found
                left = [one for one in left if one is not found]
    free = [(place, item) for place, item in enumerate(new) if place not in partner]
    few = len(left) * len(free) <= MOST_PAIRS
    scores = ((likeness(one, item), -i, -place) for i, one in enumerate(left) for place, item in free) if few else ()
    likely = sorted(scores, reverse=True)
    taken: set[int] = set()
    for score, i, place in likely:
        if score >= ALIKE and -place not in partner and -i not in taken:
            partner[-place] = left[-i]
            taken.add(-i)
    pairs = [Pair(partner.get(place), item) for place, item in enumerate(new)]
    return pairs + [Pair(one, None) for i, one in enumerate(left) if i not in taken]


def same(old: object, new: object) -> bool:
    """Whether two values hold the same; our models compare by identity, so their fields are looked at."""
    if old is new:
        return True
    if is_dataclass(old) and type(old) is type(new):
        if isinstance(old, Words) or type(old).__eq__ is not object.__eq__:
            return old == new
        return all(same(getattr(old, one.name), getattr(new, one.name)) for one in fields(old))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(value, new[key]) for key, value in old.items())
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(same, old, new))
    return old == new


def likeness(old: object, new: object) -> float:
    """Return how much alike two values are, in [0, 1]; of fields that both leave out nothing is concluded."""
    if same(old, new):
        return 1.0
    if isinstance(old, str) and isinstance(new, str):
        return SequenceMatcher(None, old, new, autojunk=False).ratio()
    if isinstance(old, Words) and isinstance(new, Words):
        return likeness(old.fr, new.fr)
    if isinstance(old, dict) and isinstance(new, dict):
        return _mean([likeness(old[key], new[key]) if key in old and key in new else 0.0 for key in {**old, **new}])
    if is_dataclass(old) and type(old) is type(new):
        pairs = [(getattr(old, one.name), getattr(new, one.name)) for one in fields(old)]
        return _mean([likeness(*pair) for pair in pairs if pair[0] or pair[1]])
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        both = sum(any(same(one, other) for other in new) for one in old)
        return both / max(len(old), len(new), 1)
    return 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
