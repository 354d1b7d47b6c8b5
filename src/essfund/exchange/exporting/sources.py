"""The columns of sources."""

from __future__ import annotations

from essfund.core.messages import N_
from essfund.exchange.exporting import items
from essfund.exchange.exporting.column import Column, ExportTable

ENTRY = "tools.yaml, sources.<source>."
KINDS_OF_SOURCE = {
    "plan": N_("the Plan"), "law": N_("law"), "official": N_("official page"), "operator": N_("operator"),
    "secondary": N_("secondary source"), "press": N_("press"),
}

SOURCES = ExportTable(
    "sources", N_("Sources"), "One row a source that the instruments exported rest on.",
    (
        Column("source", "id", N_("Id"), "Id of the source.", "tools.yaml, key under `sources`", lambda _, i: i.key, width=30),
        Column("title", "text", N_("Title"), "What it is.", ENTRY + "title", lambda _, i: i.source.title, width=70),
        Column("date", "text", N_("Date"), "Year, month or day it speaks of; empty if it is undated.", ENTRY + "date",
               lambda _, i: i.source.date),
        Column("url", "url", N_("Link"), "Where it is, if it is on the web.", ENTRY + "url", lambda _, i: i.source.url, width=50),
        Column("kind", "id", N_("Kind"), "What kind of source it is.", ENTRY + "kind", lambda _, i: i.source.kind,
               words=KINDS_OF_SOURCE),
        Column("note", "text", N_("Note"), "What to know of it.", ENTRY + "note",
               lambda s, i: s.tr.say(i.source.note) if i.source.note else None, width=40),
        Column("cited_by", "list", N_("Cited by"), "Ids of the instruments exported that rest on it.",
               "worked out from everything the instruments cite", lambda _, i: i.cited_by, width=40),
    ),
    items.sources,
)
