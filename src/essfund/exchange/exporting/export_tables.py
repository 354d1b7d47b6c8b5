"""The tables of an export: their columns, each declared once, and those that say where every row comes from."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.exchange.exporting import selection, values
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.exchange.exporting.pivot_tables import PIVOTS
from essfund.model.condition import Condition, to_plain
from essfund.presenting.advice import all_terms
from essfund.presenting.wording import AVAILABILITIES, contact, limit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from essfund.exchange.exporting.selection import ConditionItem, OfferItem, Selection
    from essfund.exchange.filters import Listed
    from essfund.model.tool import Contact

TOOL_ENTRY = "tools.yaml, tools.<id>."
TOOL = Column("tool", "id", N_("Id"), "Id of the instrument.", "tools.yaml, key under `tools`", lambda _, i: i.instrument.id, width=24)
SOURCE_ENTRY = "tools.yaml, sources.<source>."


def _copied(where: str, key: str, kind: str, label: str, meaning: str, **shown: Any) -> Column:
    """Column of a key of an entry, as it stands there."""
    value, source = attrgetter(f"{where}.{key}"), SOURCE_ENTRY if where == "source" else TOOL_ENTRY
    return Column(key, kind, label, meaning, source + key, lambda _, item: value(item), **shown)


_of_tool, _of_source = partial(_copied, "instrument.tool"), partial(_copied, "source")
NAME = _of_tool("name", "text", N_("Instrument"), "Name of the instrument.", width=34)
FAMILY = _of_tool("family", "id", N_("Family"), "Kind of financing.", vocabulary="family")


def _contact(selection: Selection, item: Listed) -> Contact:
    return selection.catalogue.contacts[item.instrument.tool.apply]


def _money(selection: Selection, item: Listed) -> tuple[str, ...]:
    terms = tuple(said for said, _ in all_terms(item.instrument, selection.tr))
    return (*terms, *(selection.tr.say(term.words) for term in item.instrument.tool.conditions_of_money))


def _link(selection: Selection, item: Listed) -> str | None:
    return next(filter(None, (selection.catalogue.sources[key].url for key in item.instrument.tool.sources)), None)


def _day(name: str) -> Callable[[Selection, Listed], date | None]:
    return lambda _, item: fact.day if (fact := getattr(item.instrument.tool, name)) else None


INSTRUMENTS = ExportTable(
    "instruments", N_("Instruments"), "One row an instrument.",
    (
        Column("tool", "id", N_("Id"), "Id of the instrument; it never changes.", "tools.yaml, key under `tools`",
               lambda _, i: i.instrument.id, width=24),
        NAME,
        FAMILY,
        _of_tool("reach", "id", N_("Reach"), "Where it is decided.", vocabulary="reach"),
        _of_tool("provider", "text", N_("Provider"), "Who runs it.", width=28),
        Column("summary", "text", N_("Summary"), "What it is, in one or two sentences.", TOOL_ENTRY + "summary",
               lambda s, i: s.tr.say(i.instrument.tool.summary), width=60),
        Column("availability", "id", N_("Availability"), "Whether it can be asked for on the day of the export.",
               "worked out from the dates of the entry and of its sources (rules.yaml, ranking.freshness_months)",
               lambda _, i: i.availability.value, words={key.value: text for key, text in AVAILABILITIES.items()}),
        Column("amount_min", "integer", N_("Amount from"), "The least that any of its offers gives; empty if one does not say.",
               TOOL_ENTRY + "offers.<offer>.amount.at_least", lambda _, i: values.floor(i.instrument.offers), "euro"),
        Column("amount_max", "integer", N_("Amount up to"), "The most that any of its offers gives; empty if one does not say.",
               TOOL_ENTRY + "offers.<offer>.amount.at_most", lambda _, i: values.ceiling(i.instrument.offers), "euro"),
        Column("amount", "text", N_("Amount"), "What it gives in words, by offer where offers differ; empty if nobody says.",
               "made of the amounts of the offers that run on the day", lambda s, i: values.amount_words(s, i.instrument), width=24),
        _of_tool("cost", "id", N_("Cost"), "What the money costs the enterprise.", vocabulary="cost"),
        Column("stages", "list", N_("Stages"), "Stages of a project it was made for; empty if nobody says.", TOOL_ENTRY + "stages.in",
               lambda _, i: i.instrument.tool.stages.stages if i.instrument.tool.stages else (), vocabulary="stage"),
        Column("made_for", "list", N_("Made for"), "Legal forms, or sets of them, it was made for.", TOOL_ENTRY + "dedicated_to",
               lambda _, i: i.instrument.tool.dedicated_to, vocabulary="legal_form"),
        Column("open_to_all", "flag", N_("Open to all"), "Whether a source says that it is open to all.",
               "rules.yaml, instruments.<id>.open_to_all", lambda _, i: bool(i.instrument.open_to_all)),
        Column("conditions", "lines", N_("Conditions"), "What it asks on the day, a sentence each, made from the "
               "tests; what only an offer asks begins with its name, what is not established ends with how well it is known.",
               "rules.yaml, instruments.<id>.requires and offers.<offer>.requires; floors of amounts",
               lambda s, i: values.all_sentences(s, i.instrument, "conditions"), width=60),
        Column("reservations", "lines", N_("Subject to"), "What no field of a profile can test, a sentence each.",
               "rules.yaml, instruments.<id>.reservations and offers.<offer>.reservations",
               lambda s, i: values.all_sentences(s, i.instrument, "reservations"), width=60),
        Column("rules", "structure", N_("Rules as data"), "The same conditions and reservations as data (JSON), for programs.",
               "rules.yaml, shared conditions written out", lambda _, i: values.all_rules(i.instrument), width=40),
        Column("offers", "list", N_("Offers"), "Ids of its offers: windows with conditions and amounts of their own.",
               "tools.yaml, keys under tools.<id>.offers", lambda _, i: tuple(offer.id for offer in i.instrument.offers)),
        Column("money", "lines", N_("The money"), "Duration, rate, security and use of the money.",
               TOOL_ENTRY + "terms and conditions_of_money", _money, width=40),
        Column("valid_from", "day", N_("From"), "First day, if it is known.", TOOL_ENTRY + "valid_from.day", _day("valid_from")),
        Column("valid_until", "day", N_("Until"), "Last day, if it is known.", TOOL_ENTRY + "valid_until.day", _day("valid_until")),
        _of_tool("successor", "id", N_("Successor"), "Id of the instrument that took its place."),
        Column("contact", "text", N_("Contact"), "Whom to call; it may differ by département, see `tools show`.",
               "tools.yaml, contacts.<apply>", lambda s, i: contact(_contact(s, i), s.tr), width=40),
        Column("contact_url", "url", N_("Contact, link"), "Page of the contact.", "tools.yaml, contacts.<apply>.url",
               lambda s, i: _contact(s, i).url, width=30),
        Column("contact_phone", "text", N_("Telephone"), "Telephone of the contact.", "tools.yaml, contacts.<apply>.phone",
               lambda s, i: _contact(s, i).phone),
        Column("source_url", "url", N_("Source, link"), "Page of the first of its sources that has one.",
               "tools.yaml, sources.<source>.url", _link, width=30),
        Column("notes", "lines", N_("Notes"), "Contradictions between sources, traps and gaps.", TOOL_ENTRY + "notes",
               lambda s, i: tuple(s.tr.say(note.words) for note in i.instrument.tool.notes), width=40),
        Column("plan_line", "text", N_("Line of the Plan"), "What the Plan prints of it.", TOOL_ENTRY + "plan.printed",
               lambda _, i: i.instrument.tool.plan.printed if i.instrument.tool.plan else None, width=30),
        _of_tool("checked_on", "day", N_("Checked on"), "Day on which somebody last read its sources."),
        _of_tool("sources", "list", N_("Sources"), "Ids of its sources; the table `sources` has them.", width=30),
    ),
    lambda chosen: iter(chosen.listing),
    shown=("name", "family", "reach", "provider", "amount_min", "amount_max", "availability", "conditions",
           "reservations", "contact_url", "source_url", "checked_on"),
    key=("tool",),
)

OFFER_ENTRY = "tools.yaml, tools.<id>.offers.<offer>."


def _first(key: str, beside: str) -> Callable[[Selection, OfferItem], Any]:
    """What the first ceiling that has `beside` says under `key`."""
    return lambda _, item: next((getattr(x, key) for x in item.offer.entry.amount.limits if getattr(x, beside) is not None), None)


OFFERS = ExportTable(
    "offers", N_("Offers"), "One row an offer: a window of an instrument with conditions and amounts of its own.",
    (
        TOOL,
        Column("offer", "id", N_("Offer"), "Id of the offer, unique inside the instrument.",
               "tools.yaml, key under tools.<id>.offers", lambda _, i: i.offer.id),
        NAME,
        Column("label", "text", N_("Label"), "Name of the offer, if it has one.", OFFER_ENTRY + "label",
               lambda s, i: s.tr.say(i.offer.entry.label) if i.offer.entry.label else None, width=30),
        FAMILY,
        Column("from", "day", N_("From"), "First day of the offer, if it has one.", OFFER_ENTRY + "from",
               lambda _, i: i.offer.entry.first_day),
        Column("until", "day", N_("Until"), "Last day of the offer, if it has one.", OFFER_ENTRY + "until",
               lambda _, i: i.offer.entry.last_day),
        Column("runs", "flag", N_("Runs on the day"), "Whether the day of the export lies between these days.",
               "worked out from them", lambda s, i: i.offer.entry.runs_on(s.day)),
        Column("amount_min", "integer", N_("Amount from"), "The least it gives; empty if nobody says.", OFFER_ENTRY + "amount.at_least",
               lambda _, i: values.floor([i.offer]), "euro"),
        Column("amount_max", "integer", N_("Amount up to"), "The most it gives; for a guarantee, the guaranteed amount. Empty if "
               "nobody says.", OFFER_ENTRY + "amount.at_most", lambda _, i: values.ceiling([i.offer]), "euro"),
        Column("amount", "text", N_("Amount"), "What it gives in words, with its ceilings; empty if nobody says.",
               "made of its amounts and ceilings", lambda s, i: values.amount_words(s, i.instrument, i.offer), width=24),
        Column("share", "number", N_("Share"), "Ceiling as a share of `share_of`.", OFFER_ENTRY + "amount.limits, first with a share",
               _first("share", "share"), "percent"),
        Column("share_of", "id", N_("Share of"), "Field of the profile that the share is of.",
               OFFER_ENTRY + "amount.limits, first with a share", _first("of", "share")),
        Column("each", "integer", N_("Euros per head"), "Ceiling in euros for each head of `each_of`.",
               OFFER_ENTRY + "amount.limits, first with each", _first("each", "each"), "euro"),
        Column("each_of", "id", N_("Heads"), "Field of the profile that is counted.", OFFER_ENTRY + "amount.limits, first with each",
               _first("of", "each")),
        Column("limits", "lines", N_("Ceilings"), "Every ceiling computed from the profile, in words.", OFFER_ENTRY + "amount.limits",
               lambda s, i: tuple(limit(item, s.tr) for item in i.offer.entry.amount.limits), width=40),
        Column("amount_strength", "id", N_("Amount, strength"), "How well the amounts are known.", OFFER_ENTRY + "amount.strength",
               lambda _, i: i.offer.entry.amount.strength.value if i.offer.entry.amount.source else None, vocabulary="strength"),
        Column("amount_sources", "list", N_("Amount, sources"), "Who says the amounts.", OFFER_ENTRY + "amount.source",
               lambda _, i: i.offer.entry.amount.source or ()),
        Column("amount_note", "text", N_("Amount, note"), "What to know of the amounts.", OFFER_ENTRY + "amount.note",
               lambda s, i: s.tr.say(i.offer.entry.amount.note) if i.offer.entry.amount.note else None, width=40),
        Column("conditions", "lines", N_("Conditions"), "What the instrument and this offer ask, a sentence each.",
               "rules.yaml, instruments.<id>",
               lambda s, i: values.sentences(s, (*i.instrument.conditions, *i.offer.conditions)), width=60),
        Column("reservations", "lines", N_("Subject to"), "What no field of a profile can test, a sentence each.",
               "rules.yaml, instruments.<id>",
               lambda s, i: values.sentences(s, (*i.instrument.reservations, *i.offer.reservations)), width=60),
        Column("rules", "structure", N_("Rules as data"), "The same conditions and reservations as data (JSON), for programs.",
               "rules.yaml, shared conditions written out",
               lambda _, i: values.rules((*i.instrument.conditions, *i.offer.conditions),
                                  (*i.instrument.reservations, *i.offer.reservations)), width=40),
    ),
    selection.offers,
    shown=("name", "label", "family", "from", "until", "amount", "limits", "conditions", "reservations"),
    key=("tool", "offer"),
)

RULES = "rules.yaml, instruments.<id>, "
KINDS_OF_REQUIREMENT = {"condition": N_("condition"), "reservation": N_("reservation")}
ORIGINS = {"own": N_("of the instrument"), "shared": N_("shared"), "floor": N_("floor of the amount")}


def _of_condition(take: Callable[[Selection, Condition], Any], otherwise: Any = None) -> Callable[[Selection, ConditionItem], Any]:
    """What a condition says; `otherwise` of a reservation."""
    return lambda selection, item: take(selection, item.asked) if isinstance(item.asked, Condition) else otherwise


CONDITIONS = ExportTable(
    "conditions", N_("Conditions"), "One row a condition or reservation of an instrument, or of one of its offers.",
    (
        TOOL,
        Column("offer", "id", N_("Offer"), "Id of the offer that asks it; empty if the whole instrument does.",
               "tools.yaml, key under tools.<id>.offers", lambda _, i: i.offer.id if i.offer else None),
        NAME,
        Column("condition", "id", N_("Id of the condition"), "Id by which it is answered (`--answer`).", RULES + "requires and "
               "reservations, id", lambda _, i: i.asked.id, width=40),
        Column("kind", "id", N_("Kind"), "A condition can be tested on a profile, a reservation cannot.", RULES + "requires or "
               "reservations", lambda _, i: "condition" if isinstance(i.asked, Condition) else "reservation",
               words=KINDS_OF_REQUIREMENT),
        Column("sentence", "text", N_("What is asked"), "What is asked, in words; of a condition, made from its test.",
               "made from the test; reservations: " + RULES + "reservations, text", lambda s, i: values.sentence(s, i.asked), width=70),
        Column("test", "structure", N_("Test"), "The test as data (JSON), as rules.yaml writes it, shared conditions written out.",
               RULES + "requires", _of_condition(lambda _, c: to_plain(c.test)), width=40),
        Column("fields", "list", N_("Fields"), "Fields of a profile that it tests.", RULES + "requires",
               _of_condition(lambda _, c: c.fields, ())),
        Column("strength", "id", N_("Strength"), "How well it is known; what is inferred never refuses.", RULES + "strength",
               lambda _, i: i.asked.strength.value, vocabulary="strength"),
        Column("from", "day", N_("From"), "First day on which it applies.", RULES + "requires, from",
               _of_condition(lambda _, c: c.first_day)),
        Column("until", "day", N_("Until"), "Last day on which it applies.", RULES + "requires, until",
               _of_condition(lambda _, c: c.last_day)),
        Column("applies", "flag", N_("Applies on the day"), "Whether it applies on the day of the export.", "worked out from them",
               _of_condition(lambda s, c: c.applies_on(s.day), otherwise=True)),
        Column("origin", "id", N_("Origin"), "Written for the instrument, shared by several, or implied by the floor of an amount.",
               "rules.yaml; tools.yaml for floors", _of_condition(lambda _, c: c.origin.value, "own"), words=ORIGINS),
        Column("sources", "list", N_("Sources"), "Who says so; the table `sources` has them.", RULES + "source",
               lambda _, i: i.asked.sources, width=30),
        Column("note", "text", N_("Note"), "What to know of it.", RULES + "requires, note",
               _of_condition(lambda s, c: s.tr.say(c.note) if c.note else None), width=40),
    ),
    selection.conditions,
    shown=("name", "offer", "sentence", "kind", "strength", "sources", "note"),
)

KINDS_OF_SOURCE = {
    "plan": N_("the Plan"), "law": N_("law"), "official": N_("official page"), "operator": N_("operator"),
    "secondary": N_("secondary source"), "press": N_("press"),
}

SOURCES = ExportTable(
    "sources", N_("Sources"), "One row a source that the instruments exported rest on.",
    (
        Column("source", "id", N_("Id"), "Id of the source.", "tools.yaml, key under `sources`", lambda _, i: i.key, width=30),
        _of_source("title", "text", N_("Title"), "What it is.", width=70),
        _of_source("date", "text", N_("Date"), "Year, month or day it speaks of; empty if it is undated."),
        _of_source("url", "url", N_("Link"), "Where it is, if it is on the web.", width=50),
        _of_source("kind", "id", N_("Kind"), "What kind of source it is.", words=KINDS_OF_SOURCE),
        Column("note", "text", N_("Note"), "What to know of it.", SOURCE_ENTRY + "note",
               lambda s, i: s.tr.say(i.source.note) if i.source.note else None, width=40),
        Column("cited_by", "list", N_("Cited by"), "Ids of the instruments exported that rest on it.",
               "worked out from everything the instruments cite", lambda _, i: i.cited_by, width=40),
    ),
    selection.sources,
    key=("source",),
)

TITLE, TITLE_OF_TABLE = N_("Financing instruments"), N_("Financing instruments: {table}")
MAIN = (INSTRUMENTS, OFFERS, CONDITIONS, SOURCES)
"""The tables of a workbook; another one that is chosen stands there too."""
TABLES: dict[str, ExportTable] = {table.name: table for table in (*MAIN, *PIVOTS)}

PROVENANCE: tuple[Column, ...] = (
    Column("edition", "text", N_("Edition"), "Edition of the catalogue.", "tools.yaml, edition", lambda s, _: s.catalogue.edition),
    Column("digest", "text", N_("Digest"), "SHA-256 of the files of the catalogue: two exports with the same digest say the same.",
           "worked out from the files", lambda s, _: s.catalogue.digest),
    Column("as_of", "day", N_("As of"), "Day of the export (`--as-of`): availability is that of this day.", "`--as-of`, or today",
           lambda s, _: s.day),
    Column("licence", "text", N_("Licence"), "Licence of the data.", "tools.yaml, licence", lambda s, _: s.catalogue.licence),
)
"""Added to every row of formats that have no other place for it: csv, jsonl and parquet."""


def main_table(selection: Selection) -> ExportTable:
    """Table that was chosen."""
    return TABLES[selection.table]


def tables_of(selection: Selection) -> tuple[ExportTable, ...]:
    """Tables of a workbook."""
    return (*MAIN, *(table for table in [main_table(selection)] if table not in MAIN))


def steps(selection: Selection, tables: str) -> int:
    """Number of ticks of a format that holds one of the tables, every one of them or none."""
    counted = {"one": (main_table(selection),), "every": tables_of(selection)}.get(tables, ())
    return sum(1 for table in counted for _ in table.items(selection)) or len(selection.listing)


def heading(selection: Selection) -> str:
    """Title of what is exported."""
    label = selection.tr.text(main_table(selection).label).lower()
    return selection.tr.text(TITLE if selection.table == "instruments" else TITLE_OF_TABLE).format(table=label)
