"""A comparison as JSON, `essfund.diff/1`: everything, in ids and plain values; words in the reader's language beside them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

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


def render(found: model.Comparison, view: View) -> str:
    """Return the comparison as JSON text."""
    return json_text(plain(found, view.tr))


def plain(found: model.Comparison, tr: Translator) -> schema.DiffPlain:
    """Return the comparison as plain values."""
    teller = _PlainWriter(found, tr)

    def ids_of(status: model.InstrumentStatus) -> list[str]:
        return [one.id for one in found.instruments if one.status is status]

    return {
        "schema": "essfund.diff/1",
        "as_of": found.day.isoformat(),
        "changed": found.changed,
        "old": _side(found.old),
        "new": _side(found.new),
        "summary": {
            "text": headline(found, tr),
            "instruments": {
                "added": ids_of(model.InstrumentStatus.ADDED), "removed": ids_of(model.InstrumentStatus.REMOVED),
                "renamed": ids_of(model.InstrumentStatus.RENAMED), "changed": ids_of(model.InstrumentStatus.CHANGED),
            },
            "golden": {"profiles": found.profiles, "unread": found.unread, **tally(found.instruments)},
        },
        "instruments": [teller.instrument(one) for one in found.instruments],
        "entries": [
            {"kind": one.kind.value, "id": one.id, "touches": list(one.touches), "fields": teller.fields(one.fields)}
            for one in found.entries
        ],
        "vocabulary": [
            {"field": one.field, "id": one.id, "added": one.added, "tools": None if one.tools is None else list(one.tools)}
            for one in found.arrivals
        ],
    }


def _side(side: model.CatalogueVersion) -> schema.VersionPlain:
    return {"name": side.name, "edition": side.catalogue.edition, "digest": side.catalogue.digest}


class _PlainWriter:
    def __init__(self, found: model.Comparison, tr: Translator) -> None:
        self.found, self.tr = found, tr

    def instrument(self, one: model.InstrumentChange) -> schema.InstrumentChangePlain:
        return {
            "tool": one.id,
            "name": one.name,
            "status": one.status.value,
            "was": one.was,
            "fields": self.fields(one.fields),
            "effect": self.effect(one.effect) if one.effect else None,
            "golden": {**tally([one]), "changes": [self.golden(change) for change in one.golden]},
        }

    def fields(self, changes: Iterable[model.FieldChange]) -> list[schema.FieldChangePlain]:
        return [
            {
                "path": list(one.path), "old": value_plain(one.old), "new": value_plain(one.new),
                "text": field_line(one, self.found.old if one.new is None else self.found.new, self.tr),
            }
            for one in changes
        ]

    def effect(self, one: model.Effect) -> schema.EffectPlain:
        return {
            "class": one.turn.value,
            "transitions": [{**_shown(step.shown), "days": [_span(span) for span in step.spans]} for step in one.transitions],
            "rules": [self.rule(rule) for rule in one.rules],
            "amounts": [
                {
                    "offer": change.offer, "kind": change.kind.value, "old": amount_plain(change.before, self.tr),
                    "new": amount_plain(change.after, self.tr), "witness": _witness(change.witness),
                }
                for change in one.amounts
            ],
            "availability": [
                {**_span(change.span), "old": _value(change.before), "new": _value(change.after)} for change in one.availability
            ],
        }

    def rule(self, one: model.RuleEffect) -> schema.RuleEffectPlain:
        return {
            "id": one.id,
            "offer": one.offer,
            "origin": _value((one.new or one.old).origin) if one.new or one.old else None,  # type: ignore[union-attr] # one of them is there
            "old": self.sentence(one.old, self.found.old),
            "new": self.sentence(one.new, self.found.new),
            "gained": _shown(one.gained) if one.gained else None,
            "lost": _shown(one.lost) if one.lost else None,
        }

    def sentence(self, one: Condition | None, side: model.CatalogueVersion) -> str | None:
        return condition_sentence(one, side.catalogue, self.tr) if one else None

    def golden(self, one: model.GoldenChange) -> schema.GoldenChangePlain:
        return {
            "cases": list(one.cases), "as_of": one.day.isoformat(), "profile": one.profile.plain(), "old": self.outcome(one.before),
            "new": self.outcome(one.after), "because": list(one.because),
        }

    def outcome(self, one: model.VersionAnswer | None) -> schema.VersionAnswerPlain | None:
        if one is None:
            return None
        return {
            "verdict": one.verdict.value, "availability": one.availability.value, "offer": one.offer,
            "amount": amount_plain(one.amount, self.tr), "unmet": list(one.unmet),
        }


def _value(one: Enum | None) -> Any:
    return one.value if one else None


def _span(span: model.DayRange) -> schema.DaysPlain:
    return {"first": span.first.isoformat() if span.first else None, "last": span.last.isoformat() if span.last else None}


def _shown(one: model.ChangedEnterprise) -> schema.ShownPlain:
    return {"before": one.before.value, "after": one.after.value, "offer": one.offer, "witness": _witness(one.witness)}


def _witness(one: Witness) -> schema.DiffWitness:
    return {"profile": dict(one.profile), "as_of": one.day.isoformat()}


def value_plain(value: object) -> Any:
    """Return any value of a catalogue as JSON holds it; what is left out of an entry stays out."""
    if isinstance(value, model.WrittenTest):
        return value_plain(value.written)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        known = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {key: value_plain(inner) for key, inner in known if inner not in (None, (), {})}
    if isinstance(value, dict):
        return {str(key): value_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [value_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
