"""Every place where a document names a source, a contact or an instrument: what references and unused ids are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from essfund.model.rulebook import InstrumentRules, RulesDocument
    from essfund.model.tool import OfferEntry, Tool, ToolsDocument


class Mention(NamedTuple):
    """An id, what it should be (source, contact, tool), and where it stands."""

    kind: str
    id: str
    document: str
    path: tuple[object, ...]


def mentions(tools: ToolsDocument, rules: RulesDocument) -> Iterator[Mention]:
    """Yield every mention of both documents."""
    for key, tool in tools.tools.items():
        yield from _of_tool(tool, ("tools", key))
    for key, contact in tools.contacts.items():
        yield from _sources(contact.source, "tools", ("contacts", key, "source"))
        for i, local in enumerate(contact.by_departement):
            yield Mention("contact", local.contact, "tools", ("contacts", key, "by_departement", i, "contact"))
    for key, raw in rules.shared.items():
        yield from _sources(raw.get("source"), "rules", ("shared", key, "source"))
    for key, reservation in rules.shared_reservations.items():
        yield from _sources(reservation.source, "rules", ("shared_reservations", key, "source"))
    for key, entry in rules.instruments.items():
        yield from _of_rules(entry, ("instruments", key))
    for word, relations in (("incompatibilities", rules.incompatibilities), ("pairings", rules.pairings)):
        for i, relation in enumerate(relations):
            yield from _sources(relation.source, "rules", (word, i, "source"))
            for j, name in enumerate(relation.tools):
                yield Mention("tool", name, "rules", (word, i, "tools", j))


def _of_tool(tool: Tool, path: tuple[object, ...]) -> Iterator[Mention]:
    yield Mention("contact", tool.apply, "tools", (*path, "apply"))
    yield from _sources(tool.sources, "tools", (*path, "sources"))
    yield from _sources(tool.running, "tools", (*path, "running"))
    if tool.successor:
        yield Mention("tool", tool.successor, "tools", (*path, "successor"))
    if tool.stages:
        yield from _sources(tool.stages.source, "tools", (*path, "stages", "source"))
    for word, fact in (("valid_from", tool.valid_from), ("valid_until", tool.valid_until), ("suspended", tool.suspended)):
        if fact:
            yield from _sources(fact.source, "tools", (*path, word, "source"))
    for i, term in enumerate(tool.conditions_of_money):
        yield from _sources(term.source, "tools", (*path, "conditions_of_money", i, "source"))
    for i, note in enumerate(tool.notes):
        yield from _sources(note.sources, "tools", (*path, "notes", i, "sources"))
    yield from _of_offers(tool.offers, path)


def _of_offers(offers: Mapping[str, OfferEntry], path: tuple[object, ...]) -> Iterator[Mention]:
    for name, offer in offers.items():
        place = (*path, "offers", name, "amount")
        yield from _sources(offer.amount.source, "tools", (*place, "source"))
        for i, limit in enumerate(offer.amount.limits):
            yield from _sources(limit.source, "tools", (*place, "limits", i, "source"))


def _of_rules(entry: InstrumentRules, path: tuple[object, ...]) -> Iterator[Mention]:
    yield from _sources(entry.open_to_all, "rules", (*path, "open_to_all"))
    yield from _of_requirements(entry.requires, path)
    yield from _of_reservations(entry.reservations, path)
    for name, offer in entry.offers.items():
        yield from _of_requirements(offer.requires, (*path, "offers", name))
        yield from _of_reservations(offer.reservations, (*path, "offers", name))


def _of_requirements(entries: Iterable[Mapping[str, Any]], path: tuple[object, ...]) -> Iterator[Mention]:
    for i, raw in enumerate(entries):
        yield from _sources(raw.get("source"), "rules", (*path, "requires", i, "source"))


def _of_reservations(entries: Iterable[Any], path: tuple[object, ...]) -> Iterator[Mention]:
    for i, entry in enumerate(entries):
        yield from _sources(entry.source, "rules", (*path, "reservations", i, "source"))
        if entry.shared:
            yield Mention("reservation", entry.shared, "rules", (*path, "reservations", i, "shared"))


def _sources(ids: Iterable[str] | None, document: str, path: tuple[object, ...]) -> Iterator[Mention]:
    for i, name in enumerate(ids or ()):
        yield Mention("source", name, document, (*path, i))
