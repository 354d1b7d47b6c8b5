"""Everything that is known of one instrument, with its sources, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, say
from essfund.engine.availability import availability_on, closes_on, last_proof
from essfund.presenting.advice import all_terms
from essfund.presenting.amounts import offer_amount
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.terminal import typeset_lines
from essfund.presenting.wording import FACT, SEMICOLON, STRENGTHS, contact, limit, relations, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition, Reservation
    from essfund.model.terms import Terms
    from essfund.model.tool import MoneyTerm
    from essfund.presenting.view import View

CONDITIONS, RESERVATIONS, OFFERS, CONTACT = N_("Conditions"), N_("Subject to"), N_("Offers and amounts"), N_("Contact")
MONEY, NOTES, SOURCES, WITH = N_("The money"), N_("Notes"), N_("Sources"), N_("With other instruments")


def render_text(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Everything that is known of one instrument, with its sources, as text."""
    return typeset_lines(_lines(catalogue, instrument, day, view.tr), view)


def _lines(catalogue: Catalogue, instrument: Instrument, day: date, tr: Translator) -> Iterator[str]:
    tool, words = instrument.tool, catalogue.vocabularies
    yield f"{tool.name} ({instrument.id})"
    price = [tr.say(words.cost.words(tool.cost))] if tool.cost else []
    yield " – ".join([tr.say(words.family.words(tool.family)), tr.say(words.reach.words(tool.reach)), tool.provider, *price])
    yield tr.say(tool.summary)
    yield from _state(catalogue, instrument, day, tr)
    place = catalogue.contacts[tool.apply]
    yield tr.text(FACT).format(field=tr.text(CONTACT), value=contact(place, tr))
    for local in place.by_departement:
        fact = tr.text(FACT).format(field=", ".join(local.departements), value=contact(catalogue.contacts[local.contact], tr))
        yield f"  {fact} ({tr.text(STRENGTHS[local.strength.value])})"
    if tool.plan:
        yield tr.say(say("Printed in the Plan: « {line} »", line=tool.plan.printed))
    yield from _block(OFFERS, [line for offer in instrument.offers for line in _offer(offer, catalogue, tr)], tr)
    if instrument.open_to_all:
        yield tr.say(say("Open to all ({sources})", sources=", ".join(instrument.open_to_all)))
    yield from _block(CONDITIONS, [_condition(condition, catalogue, tr) for condition in instrument.conditions], tr)
    yield from _block(RESERVATIONS, [_reservation(reservation, tr) for reservation in instrument.reservations], tr)
    money = [_sourced(said, terms, tr) for said, terms in all_terms(instrument, tr)]
    yield from _block(MONEY, [*money, *(_sourced(tr.say(term.words), term, tr) for term in tool.conditions_of_money)], tr)
    yield from _block(WITH, list(_relations(catalogue, instrument, tr)), tr)
    yield from _block(NOTES, [tr.say(note.words) for note in tool.notes], tr)
    sources = [(key, catalogue.sources[key]) for key in tool.sources]
    yield from _block(SOURCES, [" – ".join(filter(None, (f"[{key}] {source.title}", source.date, source.url)))
                                for key, source in sources], tr)


def _state(catalogue: Catalogue, instrument: Instrument, day: date, tr: Translator) -> Iterator[str]:
    tool = instrument.tool
    proof = last_proof(day, tool, catalogue.sources)
    said = state(tool, availability_on(day, tool, catalogue), closes_on(day, tool), tr, proof=proof)
    yield tr.say(say("On {day}: {state}; sources read on {checked}", day=day, state=said, checked=tool.checked_on))
    for fact, words in ((tool.valid_from, N_("From {day} ({strength}, {sources})")),
                        (tool.valid_until, N_("Until {day} ({strength}, {sources})"))):
        if fact:
            yield tr.text(words).format(day=tr.day(fact.day), strength=tr.text(STRENGTHS[fact.strength.value]),
                                           sources=", ".join(fact.source))
    if tool.formerly:
        yield tr.say(say("Called {ids} before", ids=", ".join(tool.formerly)))
    if tool.successor:
        yield tr.say(say("Successor: {id}", id=_named(catalogue, tool.successor)))


def _offer(offer: Offer, catalogue: Catalogue, tr: Translator) -> Iterator[str]:
    entry = offer.entry
    parts = [offer_amount(entry.amount, tr), *(limit(item, tr) for item in entry.amount.limits if item.less)]
    told = (*(entry.amount.source or ()), *(key for item in entry.amount.limits for key in item.source))
    parts[-1] += f" ({', '.join(dict.fromkeys(told))})" if told else ""
    if entry.amount.note:
        parts.append(tr.say(entry.amount.note))
    period = [tr.say(day) if day else "" for day in (entry.first_day, entry.last_day)]
    said = tr.text(SEMICOLON).join(parts)
    said = tr.text(FACT).format(field=tr.say(entry.label), value=said) if entry.label else said
    yield said + (f" [{' → '.join(period).strip()}]" if any(period) else "")
    yield from (f"  {_condition(condition, catalogue, tr)}" for condition in offer.conditions)
    yield from (f"  {_reservation(reservation, tr)}" for reservation in offer.reservations)


def _condition(condition: Condition, catalogue: Catalogue, tr: Translator) -> str:
    note = f" – {tr.say(condition.note)}" if condition.note else ""
    said = condition_sentence(condition, catalogue, tr)
    return f"{said} ({condition.id}, {tr.text(STRENGTHS[condition.strength.value])}, {', '.join(condition.sources)}){note}"


def _reservation(asked: Reservation, tr: Translator) -> str:
    return f"{tr.say(asked.text)} ({asked.id}, {tr.text(STRENGTHS[asked.strength.value])}, {', '.join(asked.sources)})"


def _sourced(said: str, fact: Terms | MoneyTerm, tr: Translator) -> str:
    return f"{said} ({tr.text(STRENGTHS[fact.strength.value])}, {', '.join(fact.source)})"


def _relations(catalogue: Catalogue, instrument: Instrument, tr: Translator) -> Iterator[str]:
    for word, relation in relations(catalogue):
        if instrument.id in relation.tools:
            others = ", ".join(_named(catalogue, key) for key in relation.tools if key != instrument.id)
            yield f"{tr.text(word)} {others} – {tr.say(relation.text)} ({', '.join(relation.source)})"


def _named(catalogue: Catalogue, key: str) -> str:
    return f"{catalogue.instruments[key].tool.name} [{key}]"


def _block(title: str, lines: list[str], tr: Translator) -> Iterator[str]:
    if lines:
        yield ""
        yield tr.text(title)
        yield from (f"  - {line}" if not line.startswith("  ") else f"    - {line.strip()}" for line in lines)


SCHEMA = "essfund.tool/1"


def render_json(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Everything that is known of one instrument as JSON, `essfund.tool/1`."""
    from essfund.loading.model_schemas import adapter

    tool = instrument.tool

    def condition(one: Condition) -> dict[str, Any]:
        return {
            "id": one.id, "label": condition_sentence(one, catalogue, view.tr), "fields": list(one.fields),
            "strength": one.strength.value, "source": list(one.sources), "note": view.tr.say(one.note) if one.note else None,
        }

    def reservation(one: Reservation) -> dict[str, Any]:
        return {"id": one.id, "text": view.tr.say(one.text), "strength": one.strength.value, "source": list(one.sources)}

    return json_text({
        "schema": SCHEMA, "as_of": day.isoformat(), "id": instrument.id,
        "availability": availability_on(day, tool, catalogue).value,
        **adapter("tool").dump_python(tool, mode="json", by_alias=True, exclude_none=True),
        "open_to_all": list(instrument.open_to_all), "conditions": [condition(item) for item in instrument.conditions],
        "reservations": [reservation(item) for item in instrument.reservations],
        "conditions_by_offer": {offer.id: [condition(item) for item in offer.conditions] for offer in instrument.offers},
        "reservations_by_offer": {offer.id: [reservation(item) for item in offer.reservations] for offer in instrument.offers},
        "sources_cited": {
            key: adapter("source").dump_python(catalogue.sources[key], mode="json", exclude_none=True) for key in tool.sources
        },
    })
