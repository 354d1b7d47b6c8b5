"""The list of instruments as a table, CSV, JSON and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted
from essfund.engine.amounts import hull, offer_range
from essfund.model.vocabulary import Role
from essfund.presenting.safe_text import json_text
from essfund.presenting.table_cells import csv_text, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.wording import AVAILABILITIES, amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View


ROWS_HEADER = (N_("Id"), N_("Instrument"), N_("Family"), N_("Reach"), N_("Amount"), N_("Availability"), N_("Successor"))


def row(catalogue: Catalogue, listed: Listed, view: View) -> tuple[str, ...]:
    """Return one instrument in words; its amount is what the catalogue says before anything is known of an enterprise."""
    tool, words, tr = listed.instrument.tool, catalogue.vocabularies, view.tr
    money = amount(hull([offer_range(offer.entry.amount) for offer in listed.instrument.offers]), tr)
    return (
        listed.instrument.id,
        tool.name,
        tr.say(words.family.words(tool.family)),
        tr.say(words.reach.words(tool.reach)),
        "" if listed.instrument.role is Role.SUPPORT else money,
        tr.text(AVAILABILITIES[listed.availability]),
        tool.successor or "",
    )


COLUMNS = (
    TerminalColumn(ROWS_HEADER[0], 0), TerminalColumn(ROWS_HEADER[1], 0), TerminalColumn(ROWS_HEADER[2], 14),
    TerminalColumn(ROWS_HEADER[3], 12), TerminalColumn(ROWS_HEADER[4], 23, right=True),
    TerminalColumn(ROWS_HEADER[5], 13), TerminalColumn(ROWS_HEADER[6], 12),
)
NARROW = (0, 1, 4, 5)
"""The columns that a terminal of fewer than `WIDE` columns shows."""

WIDE = 120


def render_table(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as a table."""
    shown = NARROW if view.width is not None and view.width < WIDE else range(len(COLUMNS))
    columns = [COLUMNS[i] for i in shown]
    parts: list[Line | Row] = [Row([(view.tr.text(column.title), "underline") for column in columns], columns)]
    for listed in listing:
        cells = row(catalogue, listed, view)
        parts.append(Row([(cells[i], "") for i in shown], columns))
    total = counted(len(listing), N_("{count} instrument"), N_("{count} instruments"))
    parts.append(Line(view.tr.say(total)))
    return typeset(parts, view)


CSV_HEADER = (
    "tool", "name", "family", "reach", "provider", "amount_min", "amount_max", "availability", "successor", "summary",
    "checked_on", "sources",
)


def render_csv(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:  # noqa: ARG001 - one shape for every format
    """The list of instruments as CSV: ids and plain numbers."""
    return csv_text(CSV_HEADER, [_row(listed, view) for listed in listing])


def _row(listed: Listed, view: View) -> tuple[object, ...]:
    tool = listed.instrument.tool
    money = hull([offer_range(offer.entry.amount) for offer in listed.instrument.offers])
    return (
        listed.instrument.id, tool.name, tool.family, tool.reach, tool.provider, money.low, money.high,
        listed.availability.value, tool.successor or "", view.tr.say(tool.summary), tool.checked_on.isoformat(),
        " ".join(tool.sources),
    )


SCHEMA = "essfund.tools/1"


def render_json(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as JSON, `essfund.tools/1`."""
    tools = []
    for listed in listing:
        tool = listed.instrument.tool
        money = hull([offer_range(offer.entry.amount) for offer in listed.instrument.offers])
        tools.append({
            "tool": listed.instrument.id,
            "name": tool.name,
            "family": tool.family,
            "reach": tool.reach,
            "provider": tool.provider,
            "amount": {"min": money.low, "max": money.high},
            "availability": listed.availability.value,
            "successor": tool.successor,
            "summary": view.tr.say(tool.summary),
        })
    found = {
        "schema": SCHEMA,
        "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "tools": tools,
    }
    return json_text(found)


def render_markdown(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """The list of instruments as a Markdown table."""
    return markdown_table([view.tr.text(word) for word in ROWS_HEADER], [row(catalogue, item, view) for item in listing])
