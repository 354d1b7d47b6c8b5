"""The bundled catalogue as checks look at it, and pieces of it with other texts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from essfund.core.messages import Words
from essfund.model.catalogue import Offer
from essfund.model.rulebook import InstrumentRules
from essfund.model.tool import OfferEntry
from essfund.review.checks.prose import bounds, days, forms, texts
from essfund.review.checks.subject import ValidationSubject
from tests.bundled import LAST_CHECKED, loaded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.core.diagnostics import Fault
    from essfund.model.condition import Condition
    from essfund.model.tool import Amount

DAY = LAST_CHECKED
PROSE = (bounds.CHECK, forms.CHECK, days.CHECK, texts.CHECK)


@cache
def bundled() -> ValidationSubject:
    """Return the bundled catalogue, as validated on a day on which nothing is stale."""
    subject = loaded().subject
    assert subject is not None
    return ValidationSubject(**vars(subject), day=DAY)


def saying(
    fr: str, en: str, conditions: Iterable[Condition] = (), amount: Amount | None = None, *, base: str = "novess", offer: str = "unique"
) -> ValidationSubject:
    """Return a catalogue of one instrument that has this summary, these conditions and this amount, and no other text."""
    subject = bundled()
    old = subject.catalogue.instruments[base]
    entry = OfferEntry(amount=amount) if amount else OfferEntry()
    tool = replace(old.tool, summary=Words(fr, en), offers={offer: entry}, conditions_of_money=(), notes=(), plan=None,
                   valid_from=None, valid_until=None)
    instrument = replace(old, tool=tool, conditions=tuple(conditions), reservations=(), offers=(Offer(offer, entry, (), ()),))
    return replace(
        subject,
        tools=replace(subject.tools, tools={base: tool}, sources={}, contacts={}),
        rules=replace(subject.rules, instruments={base: InstrumentRules()}, shared={}, shared_reservations={}, incompatibilities=(), pairings=()),
        catalogue=replace(subject.catalogue, instruments={base: instrument}),
    )


def found(subject: ValidationSubject) -> list[Fault]:
    """Return what the checks of texts find."""
    return [fault for check in PROSE for fault in check.find(subject)]


def codes(subject: ValidationSubject) -> set[str]:
    return {fault.code for fault in found(subject)}
