"""The list of instruments as JSON, `essfund.tools/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import hull, offer_range
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

SCHEMA = "essfund.tools/1"


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as JSON text."""
    tools = []
    for listed in listing:
        tool = listed.instrument.tool
        money = hull([offer_range(offer.entry.amount, {}) for offer in listed.instrument.offers])
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
