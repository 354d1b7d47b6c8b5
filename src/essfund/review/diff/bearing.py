"""What of an instrument its answers depend on: two catalogues that agree here answer alike, and nothing need be worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.model.tool import Amount


def rules_of(instrument: Instrument) -> Hashable:
    """Return everything that verdicts and amounts depend on, apart from the vocabularies."""
    return (
        tuple(map(_condition, instrument.conditions)),
        tuple(one.short_id for one in instrument.reservations),
        tuple(
            (
                offer.id, offer.entry.first_day, offer.entry.last_day, formula(offer.entry.amount),
                tuple(map(_condition, offer.conditions)), tuple(one.short_id for one in offer.reservations),
            )
            for offer in instrument.offers
        ),
    )


def _condition(one: Condition) -> Hashable:
    return one.short_id, one.test, one.strength, one.first_day, one.last_day


def formula(amount: Amount) -> Hashable:
    """Return what an amount is computed from, without who says so."""
    return amount.at_least, amount.at_most, tuple((limit.share, limit.each, limit.of) for limit in amount.limits)


def dates_of(instrument: Instrument, catalogue: Catalogue) -> Hashable:
    """Return everything that the availability of an instrument depends on."""
    tool, pause = instrument.tool, instrument.tool.suspended
    return (
        *((fact.day, fact.strength) if fact else None for fact in (tool.valid_from, tool.valid_until)),
        tuple((offer.first_day, offer.last_day) for offer in tool.offers.values()),
        (pause.first_day, pause.last_day) if pause else None,
        tuple(sorted(date for name in tool.running if (date := catalogue.sources[name].date))),
        catalogue.ranking.freshness_months,
    )


def words_of(instrument: Instrument, catalogue: Catalogue) -> Hashable:
    """Return the ids of every vocabulary that the rules of an instrument ask about: what an unknown field may still be."""
    from essfund.model.fields import FIELDS

    names = {FIELDS[key].vocabulary for one in instrument.all_conditions for key in one.fields}
    return tuple((name, found.ids) for name in sorted(filter(None, names)) if (found := catalogue.vocabularies.of(name)))
