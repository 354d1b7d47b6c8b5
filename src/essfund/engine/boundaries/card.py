"""What an instrument refers to, as short lines: a reference that changes is seen although no verdict depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation, Strength
    from essfund.model.tool import Contact, DatedFact, Source, Tool
    from essfund.model.vocabulary import Vocabulary

Lines = dict[str, str | dict[str, str]]


def card(instrument: Instrument) -> Lines:
    """Return the lines of one instrument; what is not there has no line."""
    tool = instrument.tool
    found: Mapping[str, str | dict[str, str] | None] = {
        "family": tool.family,
        "reach": tool.reach,
        "cost": tool.cost,
        "plan": tool.plan.section if tool.plan else None,
        "stages": said(", ".join(tool.stages.stages), tool.stages.source, tool.stages.strength) if tool.stages else None,
        "dedicated_to": ", ".join(tool.dedicated_to),
        "apply": tool.apply,
        "successor": tool.successor,
        "valid_from": _day(tool.valid_from),
        "valid_until": _day(tool.valid_until),
        "suspended": _suspended(tool),
        "running": ", ".join(tool.running),
        "checked_on": tool.checked_on.isoformat(),
        "sources": ", ".join(tool.sources),
        "open_to_all": ", ".join(instrument.open_to_all),
        "conditions": {one.short_id: _condition(one) for one in instrument.conditions},
        "offers": {one.id: line for one in instrument.offers if (line := _offer(one))},
        "offer_conditions": {f"{offer.id} {one.short_id}": _condition(one) for offer in instrument.offers for one in offer.conditions},
        "reservations": _reservations(instrument),
        "money": _numbered(said("", term.source, term.strength) for term in tool.conditions_of_money),
        "notes": _numbered(", ".join(note.sources or ()) for note in tool.notes),
    }
    return {key: value for key, value in found.items() if value}


def said(what: str, sources: Iterable[str], strength: Strength) -> str:
    """Return a fact with how well it is known and who says so."""
    return "; ".join(part for part in (what, strength.value, ", ".join(sources)) if part)


def _numbered(lines: Iterable[str]) -> dict[str, str]:
    return {str(place): line for place, line in enumerate(lines, start=1) if line}


def _day(fact: DatedFact | None) -> str | None:
    return said(fact.day.isoformat(), fact.source, fact.strength) if fact else None


def _suspended(tool: Tool) -> str | None:
    pause = tool.suspended
    return f"{pause.first_day}..{pause.last_day or ''}; {', '.join(pause.source)}" if pause else None


def _period(item: Condition) -> str:
    return f"{item.first_day or ''}..{item.last_day or ''}" if item.first_day or item.last_day else ""


def _condition(condition: Condition) -> str:
    return said(_period(condition), condition.sources, condition.strength)


def _offer(offer: Offer) -> str:
    amount = offer.entry.amount
    lines = [said("amount", amount.source, amount.strength)] if amount.source else []
    return " | ".join([*lines, *(said(limit.of or "", limit.source, limit.strength) for limit in amount.limits)])


def _reservations(instrument: Instrument) -> dict[str, str]:
    def line(one: Reservation) -> str:
        return said("", one.sources, one.strength)

    found = {one.short_id: line(one) for one in instrument.reservations}
    return found | {f"{offer.id} {one.short_id}": line(one) for offer in instrument.offers for one in offer.reservations}


def facts(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Return what instruments share: who is called where, when sources speak, what names and codes stand for."""
    words = catalogue.vocabularies
    relations = (("excludes", catalogue.incompatibilities), ("goes_with", catalogue.pairings))
    return {
        "sources": {key: _source(one) for key, one in catalogue.sources.items()},
        "contacts": {key: ", ".join(one.source) for key, one in catalogue.contacts.items()},
        **{
            f"contact {key}": _places(one) for key, one in catalogue.contacts.items() if one.by_departement
        },
        **{
            word: {str(place): said(", ".join(one.tools), one.source, one.strength) for place, one in enumerate(found, start=1)}
            for word, found in relations if found
        },
        "shared conditions": {key: _condition(one) for key, one in catalogue.shared.items()},
        "legal_form sets": _sets(words.legal_form),
        "legal_form codes": {code: ", ".join(entry.forms) for code, entry in words.legal_form.codes.items()},
        "legal_form ess": {key: term.ess_by_form for key, term in words.legal_form.terms.items() if term.ess_by_form},
        "departement sets": _sets(words.departement),
    }


def _places(contact: Contact) -> dict[str, str]:
    """Return whom to call in each département, all of them where several are named."""
    found: dict[str, list[str]] = {}
    for local in contact.by_departement:
        for place in local.departements:
            found.setdefault(place, []).append(f"{local.contact}; {local.strength.value}")
    return {place: " | ".join(named) for place, named in found.items()}


def _source(one: Source) -> str:
    return f"{one.kind} {one.date or ''}".strip()


def _sets(vocabulary: Vocabulary) -> dict[str, str]:
    return {name: ", ".join(sorted(vocabulary.expand(name) or ())) for name in vocabulary.sets}
