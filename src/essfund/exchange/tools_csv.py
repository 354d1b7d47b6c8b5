"""The list of instruments as CSV: ids and plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import hull, offer_range
from essfund.presenting.table_cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

HEADER = (
    "tool", "name", "family", "reach", "provider", "amount_min", "amount_max", "availability", "successor", "summary",
    "checked_on", "sources",
)


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Return the list as CSV text."""
    return csv_text(HEADER, [_row(listed, view) for listed in listing])


def _row(listed: Listed, view: View) -> tuple[object, ...]:
    tool = listed.instrument.tool
    money = hull([offer_range(offer.entry.amount, {}) for offer in listed.instrument.offers])
    return (
        listed.instrument.id, tool.name, tool.family, tool.reach, tool.provider, money.low, money.high,
        listed.availability.value, tool.successor or "", view.tr.say(tool.summary), tool.checked_on.isoformat(),
        " ".join(tool.sources),
    )
