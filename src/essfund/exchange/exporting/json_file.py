"""The catalogue as one JSON document: its files as their authors wrote them, so that it can be read back.

`essfund --catalogue FILE.json` takes it as the catalogue it was made of.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from essfund.exchange.exporting.cells import json_bytes
from essfund.exchange.exporting.values import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument

SCHEMA = "essfund.export/1"


def write(selection: Selection) -> bytes:
    """Return the documents of the instruments chosen, with the sentences of their conditions beside them."""
    documents = selection.documents()
    tools, rules, left_out = cut(documents["tools"], documents["rules"], [one.instrument.id for one in selection.listing])
    sentences = {}
    for listed in selection.listing:
        selection.tick()
        sentences[listed.instrument.id] = said(selection, listed.instrument)
    found = {
        "schema": SCHEMA,
        "catalogue": selection.provenance(),
        "language": selection.tr.language,
        "filters": dict(selection.filters),
        "left_out": left_out,
        "availability": {listed.instrument.id: listed.availability.value for listed in selection.listing},
        "sentences": sentences,
        "tools": tools,
        "rules": rules,
        "vocabularies": documents["vocabularies"],
    }
    return json_bytes(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def said(selection: Selection, one: Instrument) -> dict[str, Any]:
    """Return the sentences of an instrument and of each of its offers, by the id of what is asked."""
    return {
        "instrument": {asked.id: sentence(selection, asked) for asked in one.asked()},
        "offers": {offer.id: {asked.id: sentence(selection, asked) for asked in offer.asked()} for offer in one.offers},
    }


def cut(tools: Mapping[str, Any], rules: Mapping[str, Any], chosen: list[str]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return the documents of some instruments, in their own order, and what leads out of them: it cannot be kept."""
    kept = set(chosen)
    successors = {}
    entries = {}
    for key, entry in tools["tools"].items():
        if key not in kept:
            continue
        if entry.get("successor") not in {None, *kept}:
            successors[key] = entry["successor"]
            entry = {name: value for name, value in entry.items() if name != "successor"}  # noqa: PLW2901 - a copy, without it
        entries[key] = entry
    relations, dropped = {}, []
    for name in ("incompatibilities", "pairings"):
        if name in rules:
            relations[name] = [one for one in rules[name] if set(one["tools"]) <= kept]
            dropped += [one["tools"] for one in rules[name] if not set(one["tools"]) <= kept]
    own = {key: entry for key, entry in rules["instruments"].items() if key in kept}
    left_out = {"instruments": len(tools["tools"]) - len(entries), "successors": successors, "relations": dropped}
    return {**tools, "tools": entries}, {**rules, "instruments": own, **relations}, left_out
