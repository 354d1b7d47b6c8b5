"""Entries whose keys are out of their usual order: found in the data alone, so that validating does not wait for fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Fault
from essfund.core.messages import say
from essfund.loading.key_order import misplaced
from essfund.loading.schema_lookup import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.loading.schema_lookup import Expectation

MISPLACED = "CAT092"


def find_disorder(role: str, document: str, data: object) -> Iterator[Fault]:
    """Yield a fault for each entry of a file, by its role, whose keys are out of order; `document` is how faults call it."""
    yield from _inside(data, wanted(role), document, ())


def _inside(data: object, wanted_here: Expectation, document: str, path: tuple[object, ...]) -> Iterator[Fault]:
    if isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _inside(inner, wanted_here.item, document, (*path, index))
    elif isinstance(data, dict):
        keys = list(data)
        order = misplaced(keys, wanted_here.order) if path else None
        if order:
            yield disorder(keys, order, document, path)
        for key, inner in data.items():
            yield from _inside(inner, wanted_here.under(key), document, (*path, key))


def disorder(keys: Sequence[str], order: Sequence[int], document: str, path: tuple[object, ...]) -> Fault:
    """Make the fault of an entry whose keys should come in this order; it stands at the first key out of place."""
    first = next(key for index, key in zip(order, keys, strict=True) if keys[index] != key)
    usual = ", ".join(keys[index] for index in order)
    return Fault(MISPLACED, say("these keys are out of the usual order"), document, (*path, first),
                 say("`--fix` puts them in order: {keys}", keys=usual), on_key=True)
