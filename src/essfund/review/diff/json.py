"""A comparison as JSON, `essfund.diff/1`: everything, in ids and plain values; words in the reader's language beside them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from essfund.presenting.list_head import reading_plain
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import amount_plain
from essfund.review.diff import model
from essfund.review.diff.gist import headline, tally
from essfund.review.diff.words import field_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.core.diagnostics import Witness
    from essfund.core.language.translator import Translator
    from essfund.model.condition import Condition
    from essfund.presenting.view import View
    from essfund.review.diff import schema
    from essfund.review.diff.list_effect import ListEffect, ListSide


def render(found: model.Comparison, view: View) -> str:
    """The comparison as JSON text."""
    return json_text(plain(found, view.tr))


def plain(found: model.Comparison, tr: Translator) -> schema.DiffPlain:
    """The comparison as plain values."""
    teller = _PlainWriter(found, tr)

    def ids_of(status: model.InstrumentStatus) -> list[str]:
        return [instrument.id for instrument in found.instruments if instrument.status is status]

    listed: schema.DiffListPart = {"list": list_plain(found.listed)} if found.listed else {}
    return {
        "schema": "essfund.diff/1", "as_of": found.day.isoformat(), "changed": found.changed, "old": _side(found.old),
        "new": _side(found.new),
        "summary": {
            "text": headline(found, tr),
            "instruments": {
                "added": ids_of(model.InstrumentStatus.ADDED), "removed": ids_of(model.InstrumentStatus.REMOVED),
                "renamed": ids_of(model.InstrumentStatus.RENAMED), "changed": ids_of(model.InstrumentStatus.CHANGED),
            },
            "golden": {"profiles": found.profiles, "unread": found.unread, **tally(found.instruments)},
        },
        "instruments": [teller.instrument(instrument) for instrument in found.instruments],
        "entries": [
            {"kind": entry.kind.value, "id": entry.id, "touches": list(entry.touches), "fields": teller.fields(entry.fields)}
            for entry in found.entries
        ],
        "vocabulary": [
            {"field": one.field, "id": one.id, "added": one.added, "tools": None if one.tools is None else list(one.tools)}
            for one in found.arrivals
        ],
        **listed,
    }


def list_plain(effect: ListEffect) -> schema.ListEffectPlain:
    """The enterprises of a list as plain values: numbers, and lines of the list."""
    def side(item: ListSide) -> schema.ListSidePlain:
        return {"rows": item.rows, "lines": list(item.lines),
                "by": {key: [{"ids": list(ids), "rows": rows} for ids, rows in counts.items()] for key, counts in item.by.items()}}

    return {
        "read": reading_plain(effect.reading),
        "better": effect.better, "worse": effect.worse, "both": effect.both, "same": effect.same,
        "instruments": [
            {"tool": item.id, "name": item.name, "was": item.was, "added": item.added, "removed": item.removed,
             "moves": [{"old": _value(move.before), "new": _value(move.after), "rows": move.rows} for move in item.moves],
             "wins": side(item.wins), "loses": side(item.loses)}
            for item in effect.instruments
        ],
    }


def _side(side: model.CatalogueVersion) -> schema.VersionPlain:
    return {"name": side.name, "edition": side.catalogue.edition, "digest": side.catalogue.digest}


class _PlainWriter:
    def __init__(self, found: model.Comparison, tr: Translator) -> None:
        self.found, self.tr = found, tr
        self.new = found.new.beside(found.old)
        self.known = self.new.catalogue.fields

    def instrument(self, item: model.InstrumentChange) -> schema.InstrumentChangePlain:
        return {
            "tool": item.id, "name": item.name, "status": item.status.value, "was": item.was, "fields": self.fields(item.fields),
            "effect": self.effect(item.effect) if item.effect else None,
            "golden": {**tally([item]), "changes": [self.golden(change) for change in item.golden]},
        }

    def fields(self, changes: Iterable[model.FieldChange]) -> list[schema.FieldChangePlain]:
        return [
            {
                "path": list(change.path), "old": value_plain(change.old), "new": value_plain(change.new),
                "text": field_line(change, self.found.old if change.new is None else self.new, self.tr),
            }
            for change in changes
        ]

    def effect(self, item: model.Effect) -> schema.EffectPlain:
        return {
            "class": item.turn.value,
            "transitions": [{**_shown(step.shown), "days": [_span(span) for span in step.spans]} for step in item.transitions],
            "rules": [self.rule(rule) for rule in item.rules],
            "amounts": [
                {
                    "offer": change.offer, "kind": change.kind.value, "old": amount_plain(change.before, self.tr),
                    "new": amount_plain(change.after, self.tr), "witness": _witness(change.witness),
                }
                for change in item.amounts
            ],
            "availability": [
                {**_span(change.span), "old": _value(change.before), "new": _value(change.after)} for change in item.availability
            ],
        }

    def rule(self, item: model.RuleEffect) -> schema.RuleEffectPlain:
        condition = item.new or item.old
        return {
            "id": item.id, "offer": item.offer, "origin": condition.origin.value if condition else None,
            "old": self.sentence(item.old, self.found.old), "new": self.sentence(item.new, self.found.new),
            "gained": _shown(item.gained) if item.gained else None, "lost": _shown(item.lost) if item.lost else None,
        }

    def sentence(self, condition: Condition | None, side: model.CatalogueVersion) -> str | None:
        return condition_sentence(condition, side.catalogue, self.tr) if condition else None

    def golden(self, item: model.GoldenChange) -> schema.GoldenChangePlain:
        return {
            "cases": list(item.cases), "as_of": item.day.isoformat(), "profile": item.profile.plain(self.known),
            "old": self.outcome(item.before), "new": self.outcome(item.after), "because": list(item.because),
        }

    def outcome(self, item: model.VersionAnswer | None) -> schema.VersionAnswerPlain | None:
        if item is None:
            return None
        return {
            "verdict": item.verdict.value, "availability": item.availability.value, "offer": item.offer,
            "amount": amount_plain(item.amount, self.tr), "unmet": list(item.unmet),
        }


def _value(enum: Enum | None) -> Any:
    return enum.value if enum else None


def _span(span: model.DayRange) -> schema.DaysPlain:
    return {"first": span.first.isoformat() if span.first else None, "last": span.last.isoformat() if span.last else None}


def _shown(item: model.ChangedEnterprise) -> schema.ShownPlain:
    return {"before": item.before.value, "after": item.after.value, "offer": item.offer, "witness": _witness(item.witness)}


def _witness(witness: Witness) -> schema.DiffWitness:
    return {"profile": dict(witness.profile), "as_of": witness.day.isoformat()}


def value_plain(value: object) -> Any:
    """Any value of a catalogue as JSON holds it; what is left out of an entry stays out."""
    if isinstance(value, model.WrittenTest):
        return value_plain(value.written)
    if isinstance(value, Enum | date):
        return value.value if isinstance(value, Enum) else value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        known = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {key: value_plain(inner) for key, inner in known if inner not in (None, (), {})}
    if isinstance(value, dict):
        return {str(key): value_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [value_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
