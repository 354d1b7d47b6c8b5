"""What `dispositif-aide` cannot say, beside it as JSON: amounts, greatest age, ESS and ESUS, stages, and the rules themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from essfund.exchange.exporting.bounds import Bounds
from essfund.exchange.exporting.cells import json_bytes
from essfund.exchange.exporting.dispositif_aide import identifier
from essfund.exchange.exporting.values import all_rules, ceiling, floor
from essfund.model.condition import to_plain

if TYPE_CHECKING:
    from essfund.exchange.exporting.selection import Selection
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Offer

SCHEMA = "essfund.dispositif-aide/1"
STATUSES = ("ess", "esus", "siae", "entreprise_adaptee", "general_interest", "cgscop_member")


def write(selection: Selection) -> bytes:
    """Return the sidecar of the instruments chosen."""
    found = {
        "schema": SCHEMA,
        "catalogue": selection.provenance(),
        "dispositifs": {identifier(listed.instrument.id): entry(selection, listed) for listed in selection.listing},
    }
    return json_bytes(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def entry(selection: Selection, listed: Listed) -> dict[str, Any]:
    """Return what is known of one instrument beyond the columns of the schema."""
    one, tool = listed.instrument, listed.instrument.tool
    bounds = Bounds(one, selection.catalogue.vocabularies)
    return {
        "tool": one.id,
        "family": tool.family,
        "reach": tool.reach,
        "availability": listed.availability.value,
        "successor": tool.successor,
        "stages": list(tool.stages.stages) if tool.stages else [],
        "cost": tool.cost,
        "age_years_max": bounds.most("age_years"),
        "statuses": [{"id": c.id, "test": to_plain(c.test), "strength": c.strength.value}
                     for c in one.all_conditions if set(c.fields) & set(STATUSES)],
        "amount": {"min": floor(one.offers), "max": ceiling(one.offers)},
        "offers": {offer.id: amounts(offer) for offer in one.offers},
        "rules": all_rules(one),
        "sources": list(tool.sources),
    }


def amounts(offer: Offer) -> dict[str, Any]:
    """Return the amounts of an offer, its ceilings as formulas, and how well they are known."""
    money = offer.entry.amount
    ceilings = [{"share": one.share, "each": one.each, "of": one.of, "strength": one.strength.value, "sources": list(one.source)}
                for one in money.limits]
    return {"min": money.at_least, "max": money.at_most, "limits": ceilings,
            "strength": money.strength.value if money.source else None, "sources": list(money.source or ())}
