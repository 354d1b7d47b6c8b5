"""The list of instruments as a table, CSV, JSON and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, counted
from essfund.engine.amounts import hull, offer_range
from essfund.engine.availability import closes_on, last_proof
from essfund.model.verdict import Availability
from essfund.model.vocabulary import Role
from essfund.presenting.amounts import instrument_amount
from essfund.presenting.safe_text import json_text
from essfund.presenting.short_amounts import short_amount
from essfund.presenting.table_cells import csv_text, markdown_table
from essfund.presenting.terminal import Line, TerminalColumn, tabled, typeset
from essfund.presenting.wording import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Range
    from essfund.presenting.view import View

COLUMNS = tuple(TerminalColumn(title, wide) for title, wide in (
    (N_("Id"), 0), (N_("Instrument"), 0), (N_("Family"), 14), (N_("Reach"), 12), (N_("Amount"), 25), (N_("Availability"), 16),
    (N_("Successor"), 12),
))
NARROW, WIDE = (0, 1, 4, 5), 150
"""The columns that a terminal of fewer than `WIDE` columns shows."""
IDS = (0, 6)
"""The columns that hold ids."""

CSV_HEADER = ("tool", "name", "family", "reach", "provider", "amount_min", "amount_max", "availability", "successor", "summary",
              "checked_on", "sources", "closes_on", "suspended")
SCHEMA = "essfund.tools/1"


def row(catalogue: Catalogue, listed: Listed, view: View, *, short: bool = False) -> tuple[str, ...]:
    """One instrument in words; its amount is what the catalogue says before anything is known of an enterprise, `short` in a column."""
    worded = short_amount if short else instrument_amount
    tool, words, tr = listed.instrument.tool, catalogue.vocabularies, view.tr
    return (
        listed.instrument.id, tool.name, tr.say(words.family.words(tool.family)), tr.say(words.reach.words(tool.reach)),
        "" if listed.instrument.role is Role.SUPPORT else worded(listed.instrument, listed.day, tr),
        state(tool, listed.availability, closes_on(listed.day, tool), tr, proof=last_proof(listed.day, tool, catalogue.sources)),
        tool.successor or "",
    )


def _money(listed: Listed) -> Range:
    return hull([offer_range(offer.entry.amount) for offer in listed.instrument.offers])


def render_table(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as a table."""
    shown = NARROW if not view.accessible and view.width is not None and view.width < WIDE else range(len(COLUMNS))
    cells = [row(catalogue, listed, view, short=not view.accessible) for listed in listing]
    ids = {i: max((len(each[i]) for each in cells), default=0) for i in IDS}  # ids are copied: never broken
    columns = [COLUMNS[i]._replace(title=view.tr.text(COLUMNS[i].title), width=ids.get(i, COLUMNS[i].width)) for i in shown]
    total = counted(len(listing), N_("{count} instrument"), N_("{count} instruments"))
    return typeset([*tabled(columns, [[each[i] for i in shown] for each in cells], view), Line(view.tr.say(total))], view)


def _facts(listed: Listed, view: View) -> dict[str, Any]:
    """One instrument by the columns of the CSV file, in ids and plain numbers."""
    tool, money = listed.instrument.tool, _money(listed)
    last = closes_on(listed.day, tool)
    return dict(zip(CSV_HEADER, (
        listed.instrument.id, tool.name, tool.family, tool.reach, tool.provider, money.low or None, money.high,
        listed.availability.value, tool.successor, view.tr.say(tool.summary), tool.checked_on.isoformat(), " ".join(tool.sources),
        last.isoformat() if last else None,
        view.tr.say(tool.suspended.text) if tool.suspended and listed.availability is Availability.SUSPENDED else None,
    ), strict=True))


def render_csv(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:  # noqa: ARG001 - one shape for every format
    """The list of instruments as CSV: ids and plain numbers."""
    return csv_text(CSV_HEADER, [tuple(_facts(listed, view).values()) for listed in listing])


def render_json(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as JSON, `essfund.tools/1`."""
    tools = []
    for facts in (_facts(listed, view) for listed in listing):
        amounts = {"amount": {"min": facts["amount_min"], "max": facts["amount_max"]}}
        others = (*CSV_HEADER[7:10], *CSV_HEADER[12:])
        tools.append({key: facts[key] for key in CSV_HEADER[:5]} | amounts | {key: facts[key] for key in others})
    return json_text({"schema": SCHEMA, "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest}, "tools": tools})


def render_markdown(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as a Markdown table."""
    return markdown_table([view.tr.text(column.title) for column in COLUMNS], [row(catalogue, item, view) for item in listing])
