"""Everything that is known of one instrument as JSON, `essfund.tool/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.engine.availability import availability_on
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence

if TYPE_CHECKING:
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Reservation
    from essfund.presenting.view import View

SCHEMA = "essfund.tool/1"


def render(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Return the sheet of an instrument on a day as JSON text."""
    from essfund.loading.model_schemas import adapter

    tool = instrument.tool

    def condition(one: Condition) -> dict[str, Any]:
        return {
            "id": one.id, "label": condition_sentence(one, catalogue, view.tr), "fields": list(one.fields),
            "strength": one.strength.value, "source": list(one.sources), "note": view.tr.say(one.note) if one.note else None,
        }

    def reservation(one: Reservation) -> dict[str, Any]:
        return {"id": one.id, "text": view.tr.say(one.text), "strength": one.strength.value, "source": list(one.sources)}

    found = {
        "schema": SCHEMA,
        "as_of": day.isoformat(),
        "id": instrument.id,
        "availability": availability_on(day, tool, catalogue.sources, catalogue.ranking.freshness_months).value,
        **adapter("tool").dump_python(tool, mode="json", by_alias=True, exclude_none=True),
        "open_to_all": list(instrument.open_to_all),
        "conditions": [condition(one) for one in instrument.conditions],
        "reservations": [reservation(one) for one in instrument.reservations],
        "conditions_by_offer": {offer.id: [condition(one) for one in offer.conditions] for offer in instrument.offers},
        "reservations_by_offer": {offer.id: [reservation(one) for one in offer.reservations] for offer in instrument.offers},
        "sources_cited": {
            key: adapter("source").dump_python(catalogue.sources[key], mode="json", exclude_none=True) for key in tool.sources
        },
    }
    return json_text(found)
