"""Where an instrument stands in the advice: what to say first, what only to others, what last. It changes no verdict (design, 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.model.verdict import Availability, Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from essfund.engine.decision import Decision
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Range

PLACES = {place: number for number, place in enumerate(Place)}
"""The order in which people read places."""


class Advised(NamedTuple):
    """A place, and the suppositions that alone keep the instrument from standing first."""

    place: Place
    only_if: tuple[str, ...] = ()


def supposed(catalogue: Catalogue, values: Mapping[str, Hashable]) -> dict[str, Hashable]:
    """Return what is supposed of an enterprise because nobody has said it."""
    return {item.field: item.value for item in catalogue.suppositions if item.field not in values}


def advised(
    decision: Decision, availability: Availability, amount: Range, suppositions: Mapping[str, Hashable],
    supposing: Callable[[Mapping[str, Hashable]], Decision],
) -> Advised:
    """Return the place of an instrument; `supposing` decides once more with some suppositions, and is asked only where one matters."""
    if availability is Availability.CLOSED:
        return Advised(Place.CLOSED)
    if decision.verdict is Verdict.INELIGIBLE:
        return Advised(Place.REFUSED)
    if availability is Availability.PROBABLY_ENDED:
        return Advised(Place.ENDED)
    if not availability.askable:
        return Advised(Place.LATER)
    if not decision.attainable or amount.short or amount.high == 0:
        return Advised(Place.UNLIKELY)
    open_ones = {key: value for key, value in suppositions.items() if key in decision.missing}
    if not open_ones or supposing(open_ones).attainable:
        return Advised(Place.FIRST)
    alone = [key for key in open_ones if supposing({other: value for other, value in open_ones.items() if other != key}).attainable]
    return Advised(Place.ONLY_IF, tuple(alone or open_ones))
