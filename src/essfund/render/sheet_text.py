"""Everything that is known of one instrument, with its sources, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.amounts import offer_range
from essfund.engine.availability import availability_on
from essfund.language.sentences import condition_sentence
from essfund.messages import N_, say
from essfund.render.paper import typeset_lines
from essfund.render.wording import AVAILABILITIES, FACT, SEMICOLON, STRENGTHS, amount, contact, limit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.language.speaker import Speaker
    from essfund.models.catalogue import Catalogue, Instrument, Offer
    from essfund.models.condition import Condition, Reservation
    from essfund.models.rulebook import Relation
    from essfund.render.view import View

CONDITIONS, RESERVATIONS, OFFERS = N_("Conditions"), N_("Subject to"), N_("Offers and amounts")
CONTACT = N_("Contact")
MONEY, NOTES, SOURCES, WITH = N_("The money"), N_("Notes"), N_("Sources"), N_("With other instruments")


def render(catalogue: Catalogue, instrument: Instrument, day: date, view: View) -> str:
    """Return the sheet of an instrument on a day."""
    return typeset_lines(_lines(catalogue, instrument, day, view.speak), view)


def _lines(catalogue: Catalogue, instrument: Instrument, day: date, speak: Speaker) -> Iterator[str]:
    tool, words = instrument.tool, catalogue.vocabularies
    yield f"{tool.name} ({instrument.id})"
    family, reach = speak.say(words.family.words(tool.family)), speak.say(words.reach.words(tool.reach))
    price = [speak.say(words.cost.words(tool.cost))] if tool.cost else []
    yield " – ".join([family, reach, tool.provider, *price])
    yield speak.say(tool.summary)
    yield from _state(catalogue, instrument, day, speak)
    place = catalogue.contacts[tool.apply]
    yield speak.text(FACT).format(field=speak.text(CONTACT), value=contact(place, speak))
    for local in place.by_departement:
        where = ", ".join(local.departements)
        local_place = contact(catalogue.contacts[local.contact], speak)
        yield f"  {speak.text(FACT).format(field=where, value=local_place)} ({speak.text(STRENGTHS[local.strength.value])})"
    if tool.plan:
        yield speak.say(say("Printed in the Plan: « {line} »", line=tool.plan.printed))
    yield from _block(OFFERS, [line for offer in instrument.offers for line in _offer(offer, catalogue, speak)], speak)
    if instrument.open_to_all:
        yield speak.say(say("Open to all ({sources})", sources=", ".join(instrument.open_to_all)))
    yield from _block(CONDITIONS, [_condition(one, catalogue, speak) for one in instrument.conditions], speak)
    yield from _block(RESERVATIONS, [_reservation(one, speak) for one in instrument.reservations], speak)
    yield from _block(MONEY, [f"{speak.say(term.words)} ({speak.text(STRENGTHS[term.strength.value])}, {', '.join(term.source)})"
                              for term in tool.conditions_of_money], speak)
    yield from _block(WITH, list(_relations(catalogue, instrument, speak)), speak)
    yield from _block(NOTES, [speak.say(note.words) for note in tool.notes], speak)
    yield from _block(SOURCES, [_source(catalogue, key) for key in tool.sources], speak)


def _state(catalogue: Catalogue, instrument: Instrument, day: date, speak: Speaker) -> Iterator[str]:
    tool = instrument.tool
    state = availability_on(day, tool, catalogue.sources, catalogue.ranking.freshness_months)
    yield speak.say(say("On {day}: {state}; sources read on {checked}", day=day, state=speak.text(AVAILABILITIES[state]),
                        checked=tool.checked_on))
    for fact, words in ((tool.valid_from, N_("From {day} ({strength}, {sources})")),
                        (tool.valid_until, N_("Until {day} ({strength}, {sources})"))):
        if fact:
            yield speak.text(words).format(day=speak.day(fact.day), strength=speak.text(STRENGTHS[fact.strength.value]),
                                           sources=", ".join(fact.source))
    if tool.successor:
        yield speak.say(say("Successor: {id}", id=tool.successor))


def _offer(offer: Offer, catalogue: Catalogue, speak: Speaker) -> Iterator[str]:
    entry = offer.entry
    parts = [amount(offer_range(entry.amount, {}), speak)]
    parts += [f"{limit(one, speak)} ({', '.join(one.source)})" for one in entry.amount.limits]
    if entry.amount.note:
        parts.append(speak.say(entry.amount.note))
    period = [speak.say(day) for day in (entry.first_day, entry.last_day) if day]
    said = speak.text(SEMICOLON).join(parts)
    said = speak.text(FACT).format(field=speak.say(entry.label), value=said) if entry.label else said
    yield said + (f" [{' → '.join(period)}]" if period else "")
    yield from (f"  {_condition(one, catalogue, speak)}" for one in offer.conditions)
    yield from (f"  {_reservation(one, speak)}" for one in offer.reservations)


def _condition(one: Condition, catalogue: Catalogue, speak: Speaker) -> str:
    note = f" – {speak.say(one.note)}" if one.note else ""
    said = condition_sentence(one, catalogue, speak)
    return f"{said} ({one.id}, {speak.text(STRENGTHS[one.strength.value])}, {', '.join(one.sources)}){note}"


def _reservation(one: Reservation, speak: Speaker) -> str:
    return f"{speak.say(one.text)} ({one.id}, {speak.text(STRENGTHS[one.strength.value])}, {', '.join(one.sources)})"


def _relations(catalogue: Catalogue, instrument: Instrument, speak: Speaker) -> Iterator[str]:
    for word, relation in relations(catalogue):
        if instrument.id in relation.tools:
            others = ", ".join(key for key in relation.tools if key != instrument.id)
            yield f"{speak.text(word)} {others} – {speak.say(relation.text)} ({', '.join(relation.source)})"


def relations(catalogue: Catalogue) -> Iterator[tuple[str, Relation]]:
    """Yield what holds between instruments, each with the word for it."""
    for word, found in ((N_("not together with"), catalogue.incompatibilities), (N_("goes with"), catalogue.pairings)):
        yield from ((word, relation) for relation in found)


def _source(catalogue: Catalogue, key: str) -> str:
    source = catalogue.sources[key]
    return " – ".join(part for part in (f"[{key}] {source.title}", source.date, source.url) if part)


def _block(title: str, lines: list[str], speak: Speaker) -> Iterator[str]:
    if lines:
        yield ""
        yield speak.text(title)
        yield from (f"  - {line}" if not line.startswith("  ") else f"    - {line.strip()}" for line in lines)
