"""Which instruments of a catalogue pass a filter on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.availability import availability_on
from essfund.models.tool import FAMILIES
from essfund.spelling import fold

if TYPE_CHECKING:
    from datetime import date

    from essfund.models.catalogue import Catalogue, Instrument
    from essfund.models.report import Availability


class Listed(NamedTuple):
    """One instrument and its availability on the day."""

    instrument: Instrument
    availability: Availability


def list_instruments(
    catalogue: Catalogue,
    *,
    on: date,
    search: str | None = None,
    family: frozenset[str] = frozenset(),
    reach: frozenset[str] = frozenset(),
    availability: frozenset[str] = frozenset(),
) -> tuple[Listed, ...]:
    """Return the instruments that pass every filter, by family in the order of the Plan, then as the catalogue lists them.

    An empty filter lets everything through; every word of `search` must occur in the names or the summaries.
    """
    words = fold(search or "").split("-")
    found = []
    for instrument in catalogue.instruments.values():
        tool = instrument.tool
        state = availability_on(on, tool, catalogue.sources, catalogue.ranking.freshness_months)
        text = fold(f"{instrument.id} {tool.name} {tool.provider} {tool.summary.fr} {tool.summary.en}")
        passes = (
            (not family or tool.family in family)
            and (not reach or tool.reach in reach)
            and (not availability or state.value in availability)
            and all(word in text for word in words)
        )
        if passes:
            found.append(Listed(instrument, state))
    return tuple(sorted(found, key=lambda one: FAMILIES.index(one.instrument.tool.family)))
