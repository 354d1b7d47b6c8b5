"""Where nothing exists, as JSON, `essfund.coverage/1`: axes, holes with their witnesses, what changed, and every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.landscape.coverage_csv import plain_class
from essfund.landscape.coverage_words import hole_sentence
from essfund.model.fields import FIELDS
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.engine.coverage import CoverageGap, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View

SCHEMA = "essfund.coverage/1"


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:
    """Return everything as JSON text. Raises TooManyCells."""

    def hole(one: CoverageGap) -> dict[str, Any]:
        return {
            "family": one.family, "sentence": hole_sentence(one, catalogue, view.tr),
            "where": {key: FIELDS[key].kind.plain(value) for key, value in one.known.items()},
            "witness": {"profile": dict(one.witness.profile), "as_of": one.witness.day.isoformat()},
        }

    supply = found.supply
    plain = {
        "schema": SCHEMA,
        "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "as_of": supply.day.isoformat(),
        "counted": "eligible" if supply.eligible else "not_refused",
        "axes": [{"field": axis.field, "classes": [plain_class(supply, axis, cells) for cells in axis.classes]} for axis in supply.axes],
        "families": {family: list(supply.families.get(family, ())) for family in found.families},
        "holes": [hole(one) for one in found.holes],
        "since": None if found.before is None else found.before.day.isoformat(),
        "opened": None if found.change is None else [hole(one) for one in found.change.opened],
        "closed": None if found.change is None else [hole(one) for one in found.change.closed],
        "cells": [{"at": list(places), "tools": sorted(tools)} for places, tools in supply.counts()],
    }
    return json_text(plain)
