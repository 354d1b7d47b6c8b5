"""The columns of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.exchange.exporting import items
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.exchange.exporting.said import amount_words, ceiling, floor, limits, sentences
from essfund.exchange.exporting.structure import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.exchange.exporting.items import OfferItem
    from essfund.exchange.exporting.selection import Selection

ENTRY = "tools.yaml, tools.<id>.offers.<offer>."


def _first(key: str, beside: str) -> Callable[[Selection, OfferItem], Any]:
    """Return what the first ceiling that has `beside` says under `key`."""

    def value(_: Selection, item: OfferItem) -> Any:
        found = (one for one in item.offer.entry.amount.limits if getattr(one, beside) is not None)
        return next((getattr(one, key) for one in found), None)

    return value


OFFERS = ExportTable(
    "offers", N_("Offers"), "One row an offer: a window of an instrument with conditions and amounts of its own.",
    (
        Column("tool", "id", N_("Id"), "Id of the instrument.", "tools.yaml, key under `tools`", lambda _, i: i.instrument.id, width=24),
        Column("offer", "id", N_("Offer"), "Id of the offer, unique inside the instrument.",
               "tools.yaml, key under tools.<id>.offers", lambda _, i: i.offer.id),
        Column("name", "text", N_("Instrument"), "Name of the instrument.", "tools.yaml, tools.<id>.name",
               lambda _, i: i.instrument.tool.name, width=34),
        Column("label", "text", N_("Label"), "Name of the offer, if it has one.", ENTRY + "label",
               lambda s, i: s.tr.say(i.offer.entry.label) if i.offer.entry.label else None, width=30),
        Column("family", "id", N_("Family"), "Kind of financing.", "tools.yaml, tools.<id>.family",
               lambda _, i: i.instrument.tool.family, vocabulary="family"),
        Column("from", "day", N_("From"), "First day of the offer, if it has one.", ENTRY + "from",
               lambda _, i: i.offer.entry.first_day),
        Column("until", "day", N_("Until"), "Last day of the offer, if it has one.", ENTRY + "until",
               lambda _, i: i.offer.entry.last_day),
        Column("runs", "flag", N_("Runs on the day"), "Whether the day of the export lies between these days.",
               "worked out from them", lambda s, i: i.offer.entry.runs_on(s.day)),
        Column("amount_min", "integer", N_("Amount from"), "The least it gives; empty if nobody says.", ENTRY + "amount.at_least",
               lambda _, i: floor([i.offer]), "euro"),
        Column("amount_max", "integer", N_("Amount up to"), "The most it gives; for a guarantee, the guaranteed amount. Empty if "
               "nobody says.", ENTRY + "amount.at_most", lambda _, i: ceiling([i.offer]), "euro"),
        Column("amount", "text", N_("Amount"), "The range of amounts in words.", "made of the two",
               lambda s, i: amount_words(s, i.instrument, [i.offer]), width=24),
        Column("share", "number", N_("Share"), "Ceiling as a share of `share_of`.", ENTRY + "amount.limits, first with a share",
               _first("share", "share"), "percent"),
        Column("share_of", "id", N_("Share of"), "Field of the profile that the share is of.",
               ENTRY + "amount.limits, first with a share", _first("of", "share")),
        Column("each", "integer", N_("Euros per head"), "Ceiling in euros for each head of `each_of`.",
               ENTRY + "amount.limits, first with each", _first("each", "each"), "euro"),
        Column("each_of", "id", N_("Heads"), "Field of the profile that is counted.", ENTRY + "amount.limits, first with each",
               _first("of", "each")),
        Column("limits", "lines", N_("Ceilings"), "Every ceiling computed from the profile, in words.", ENTRY + "amount.limits",
               lambda s, i: limits(s, i.offer.entry.amount), width=40),
        Column("amount_strength", "id", N_("Amount, strength"), "How well the amounts are known.", ENTRY + "amount.strength",
               lambda _, i: i.offer.entry.amount.strength.value if i.offer.entry.amount.source else None, vocabulary="strength"),
        Column("amount_sources", "list", N_("Amount, sources"), "Who says the amounts.", ENTRY + "amount.source",
               lambda _, i: i.offer.entry.amount.source or ()),
        Column("amount_note", "text", N_("Amount, note"), "What to know of the amounts.", ENTRY + "amount.note",
               lambda s, i: s.tr.say(i.offer.entry.amount.note) if i.offer.entry.amount.note else None, width=40),
        Column("conditions", "lines", N_("Conditions"), "What the instrument and this offer ask, a sentence each.",
               "rules.yaml, instruments.<id>", lambda s, i: sentences(s, (*i.instrument.conditions, *i.offer.conditions)), width=60),
        Column("reservations", "lines", N_("Subject to"), "What no field of a profile can test, a sentence each.",
               "rules.yaml, instruments.<id>", lambda s, i: sentences(s, (*i.instrument.reservations, *i.offer.reservations)), width=60),
        Column("rules", "structure", N_("Rules as data"), "The same conditions and reservations as data (JSON), for programs.",
               "rules.yaml, shared conditions written out",
               lambda _, i: rules((*i.instrument.conditions, *i.offer.conditions),
                                  (*i.instrument.reservations, *i.offer.reservations)), width=40),
    ),
    items.offers,
    shown=("name", "label", "family", "from", "until", "amount", "limits", "conditions", "reservations"),
)
