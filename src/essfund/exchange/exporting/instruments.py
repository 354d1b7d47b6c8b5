"""The columns of instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.exchange.exporting import items
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.exchange.exporting.said import all_conditions, all_reservations, amount_words, ceiling, floor
from essfund.exchange.exporting.structure import all_rules
from essfund.presenting.wording import AVAILABILITIES, contact

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from essfund.exchange.exporting.selection import Selection
    from essfund.exchange.filters import Listed
    from essfund.model.tool import Contact, DatedFact

ENTRY = "tools.yaml, tools.<id>."


def _contact(selection: Selection, item: Listed) -> Contact:
    return selection.catalogue.contacts[item.instrument.tool.apply]


def _link(selection: Selection, item: Listed) -> str | None:
    urls = (selection.catalogue.sources[key].url for key in item.instrument.tool.sources)
    return next((url for url in urls if url), None)


def _day(name: str) -> Callable[[Selection, Listed], date | None]:
    def value(_: Selection, item: Listed) -> date | None:
        fact: DatedFact | None = getattr(item.instrument.tool, name)
        return fact.day if fact else None

    return value


INSTRUMENTS = ExportTable(
    "instruments", N_("Instruments"), "One row an instrument.",
    (
        Column("tool", "id", N_("Id"), "Id of the instrument; it never changes.", "tools.yaml, key under `tools`",
               lambda _, i: i.instrument.id, width=24),
        Column("name", "text", N_("Instrument"), "Name of the instrument.", ENTRY + "name", lambda _, i: i.instrument.tool.name,
               width=34),
        Column("family", "id", N_("Family"), "Kind of financing.", ENTRY + "family", lambda _, i: i.instrument.tool.family,
               vocabulary="family"),
        Column("reach", "id", N_("Reach"), "Regional, national run regionally, or national.", ENTRY + "reach",
               lambda _, i: i.instrument.tool.reach, vocabulary="reach"),
        Column("provider", "text", N_("Provider"), "Who runs it.", ENTRY + "provider", lambda _, i: i.instrument.tool.provider,
               width=28),
        Column("summary", "text", N_("Summary"), "What it is, in one or two sentences.", ENTRY + "summary",
               lambda s, i: s.tr.say(i.instrument.tool.summary), width=60),
        Column("availability", "id", N_("Availability"), "Whether it can be asked for on the day of the export.",
               "worked out from the dates of the entry and of its sources (rules.yaml, ranking.freshness_months)",
               lambda _, i: i.availability.value, words={key.value: text for key, text in AVAILABILITIES.items()}),
        Column("amount_min", "integer", N_("Amount from"), "The least that any of its offers gives; empty if one does not say.",
               ENTRY + "offers.<offer>.amount.at_least", lambda _, i: floor(i.instrument.offers), "euro"),
        Column("amount_max", "integer", N_("Amount up to"), "The most that any of its offers gives; empty if one does not say.",
               ENTRY + "offers.<offer>.amount.at_most", lambda _, i: ceiling(i.instrument.offers), "euro"),
        Column("amount", "text", N_("Amount"), "The range of amounts in words; empty for help without money.",
               "made of the amounts of its offers", lambda s, i: amount_words(s, i.instrument, i.instrument.offers), width=24),
        Column("cost", "id", N_("Cost"), "What the money costs the enterprise.", ENTRY + "cost",
               lambda _, i: i.instrument.tool.cost, vocabulary="cost"),
        Column("stages", "list", N_("Stages"), "Stages of a project it was made for; empty if nobody says.", ENTRY + "stages.in",
               lambda _, i: i.instrument.tool.stages.stages if i.instrument.tool.stages else (), vocabulary="stage"),
        Column("made_for", "list", N_("Made for"), "Legal forms, or sets of them, it was made for.", ENTRY + "dedicated_to",
               lambda _, i: i.instrument.tool.dedicated_to, vocabulary="legal_form"),
        Column("open_to_all", "flag", N_("Open to all"), "Whether a source says that it is open to all.",
               "rules.yaml, instruments.<id>.open_to_all", lambda _, i: bool(i.instrument.open_to_all)),
        Column("conditions", "lines", N_("Conditions"), "What it asks on the day, a sentence each, made from the "
               "tests; what only an offer asks begins with its name, what is not established ends with how well it is known.",
               "rules.yaml, instruments.<id>.requires and offers.<offer>.requires; floors of amounts",
               lambda s, i: all_conditions(s, i.instrument), width=60),
        Column("reservations", "lines", N_("Subject to"), "What no field of a profile can test, a sentence each.",
               "rules.yaml, instruments.<id>.reservations and offers.<offer>.reservations",
               lambda s, i: all_reservations(s, i.instrument), width=60),
        Column("rules", "structure", N_("Rules as data"), "The same conditions and reservations as data (JSON), for programs.",
               "rules.yaml, shared conditions written out",
               lambda _, i: all_rules(i.instrument), width=40),
        Column("offers", "list", N_("Offers"), "Ids of its offers: windows with conditions and amounts of their own.",
               "tools.yaml, keys under tools.<id>.offers", lambda _, i: tuple(one.id for one in i.instrument.offers)),
        Column("money", "lines", N_("The money"), "Duration, rate, security and use of the money.", ENTRY + "conditions_of_money",
               lambda s, i: tuple(s.tr.say(one.words) for one in i.instrument.tool.conditions_of_money), width=40),
        Column("valid_from", "day", N_("From"), "First day, if it is known.", ENTRY + "valid_from.day", _day("valid_from")),
        Column("valid_until", "day", N_("Until"), "Last day, if it is known.", ENTRY + "valid_until.day", _day("valid_until")),
        Column("successor", "id", N_("Successor"), "Id of the instrument that took its place.", ENTRY + "successor",
               lambda _, i: i.instrument.tool.successor),
        Column("contact", "text", N_("Contact"), "Whom to call; it may differ by département, see `tools show`.",
               "tools.yaml, contacts.<apply>", lambda s, i: contact(_contact(s, i), s.tr), width=40),
        Column("contact_url", "url", N_("Contact, link"), "Page of the contact.", "tools.yaml, contacts.<apply>.url",
               lambda s, i: _contact(s, i).url, width=30),
        Column("contact_phone", "text", N_("Telephone"), "Telephone of the contact.", "tools.yaml, contacts.<apply>.phone",
               lambda s, i: _contact(s, i).phone),
        Column("source_url", "url", N_("Source, link"), "Page of the first of its sources that has one.",
               "tools.yaml, sources.<source>.url", _link, width=30),
        Column("notes", "lines", N_("Notes"), "Contradictions between sources, traps and gaps.", ENTRY + "notes",
               lambda s, i: tuple(s.tr.say(one.words) for one in i.instrument.tool.notes), width=40),
        Column("plan_line", "text", N_("Line of the Plan"), "What the Plan prints of it.", ENTRY + "plan.printed",
               lambda _, i: i.instrument.tool.plan.printed if i.instrument.tool.plan else None, width=30),
        Column("checked_on", "day", N_("Checked on"), "Day on which somebody last read its sources.", ENTRY + "checked_on",
               lambda _, i: i.instrument.tool.checked_on),
        Column("sources", "list", N_("Sources"), "Ids of its sources; the table `sources` has them.", ENTRY + "sources",
               lambda _, i: i.instrument.tool.sources, width=30),
    ),
    items.instruments,
    shown=("name", "family", "reach", "provider", "amount_min", "amount_max", "availability", "conditions",
           "reservations", "rules", "contact_url", "source_url", "checked_on"),
)
