"""References of checked entries to other entries: one walk over the models, led by the marks (`Ref`) in their annotations."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from essfund.core.named_tuple import NamedTuple
from essfund.loading.model_schemas import MODELS
from essfund.model.authored_types import Ref
from essfund.model.requirement import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Walk = Callable[[Any, tuple[object, ...]], Iterator["Reference"]]


class Reference(NamedTuple):
    """An id where it is named: the kind of entry it refers to (source, contact, tool, family…) and the path in its document."""

    kind: str
    id: str
    path: tuple[object, ...]


def references(role: str, model: object) -> Iterator[Reference]:
    """Yield every reference of a checked document or entry, in the order of its keys."""
    if walk := _walk_of(MODELS[role]):
        yield from walk(model, ())


def _walk_of(hint: Any) -> Walk | None:
    """The walk over values of an annotation; None where nothing inside it is marked."""
    if get_origin(hint) is Annotated:
        mark = next((mark for mark in hint.__metadata__ if isinstance(mark, Ref)), None)
        return partial(_of_ids, mark.kind) if mark else _walk_of(hint.__origin__)
    if hint is Requirement:
        return _of_requirement
    if hasattr(hint, "__dataclass_fields__"):
        keys = _keys(hint)
        return partial(_of_model, keys) if keys else None
    # `dict[Id, X]`, `tuple[X, ...]` and `X | None`: what may refer comes last but for None and the dots.
    inner = [part for part in get_args(hint) if part is not ... and part is not type(None)]
    walk = _walk_of(inner[-1]) if inner else None
    return partial(_of_parts, walk) if walk and get_origin(hint) in {dict, tuple} else walk


@cache
def _keys(model: Any) -> tuple[tuple[str, str, Walk], ...]:
    """The attributes of a model in which something is marked: name, key in files, walk."""
    found = []
    for name, hint in get_type_hints(model, include_extras=True).items():
        if walk := _walk_of(hint):
            aliases = (getattr(item, "alias", None) for item in getattr(hint, "__metadata__", ()))
            found.append((name, next(filter(None, aliases), name), walk))
    return tuple(found)


def _of_model(keys: tuple[tuple[str, str, Walk], ...], value: object, path: tuple[object, ...]) -> Iterator[Reference]:
    for name, key, walk in keys:
        item = getattr(value, name)
        if item is not None:
            yield from walk(item, (*path, key))


def _of_parts(walk: Walk, value: Any, path: tuple[object, ...]) -> Iterator[Reference]:
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from walk(item, (*path, key))


def _of_ids(kind: str, value: object, path: tuple[object, ...]) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(kind, value, path)
    elif isinstance(value, (tuple, list)):
        yield from _of_parts(partial(_of_ids, kind), value, path)


def _of_requirement(raw: Mapping[str, Any], path: tuple[object, ...]) -> Iterator[Reference]:
    """Yield the sources of a condition, and the shared conditions that its test names at any depth."""
    yield from _of_ids("source", raw.get("source"), (*path, "source"))
    yield from _of_ids("shared", raw.get("shared"), (*path, "shared"))
    for word in ("all", "any"):
        yield from _of_parts(_of_requirement, raw.get(word, ()), (*path, word))
    if "not" in raw:
        yield from _of_requirement(raw["not"], (*path, "not"))
