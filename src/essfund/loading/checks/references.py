"""References between entries: ids that nothing defines, and definitions that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.text import nearest
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any

    from essfund.loading.checks.check import Subject
    from essfund.model.rulebook import InstrumentRules, RulesDocument
    from essfund.model.tool import OfferEntry, Tool, ToolsDocument
    from essfund.model.vocabulary import Vocabularies


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


WORDS = {
    "source": say("no source is called `{id}`"),
    "contact": say("no contact is called `{id}`"),
    "tool": say("no instrument is called `{id}`"),
    "form": say("no legal form or set of forms is called `{id}`"),
    "cost": say("no class of cost is called `{id}`"),
    "family": say("no family is called `{id}`"),
    "stage": say("no stage is called `{id}`"),
    "plan_section": say("no part of the Plan is called `{id}`"),
    "departements": say("no set of départements is called `{id}`"),
}


def find_references(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, instruments and words of the vocabularies that are named and not defined."""
    tools, rules, vocabularies = subject.tools, subject.rules, subject.catalogue.vocabularies
    defined: dict[str, Collection[str]] = {"source": tools.sources, "contact": tools.contacts, "tool": tools.tools}
    for mention in mentions(tools, rules):
        known = defined.get(mention.kind)
        if known is not None and mention.id not in known:
            yield unknown(mention.kind, mention.id, known, mention.document, mention.path)
    forms = {**vocabularies.legal_form.terms, **vocabularies.legal_form.sets}
    for key, tool in tools.tools.items():
        for i, name in enumerate(tool.dedicated_to):
            if name not in forms:
                yield unknown("form", name, forms, "tools", ("tools", key, "dedicated_to", i))
        if tool.cost and (tool.cost not in vocabularies.cost.terms or tool.cost not in rules.ranking.cost):
            yield unknown("cost", tool.cost, vocabularies.cost.terms, "tools", ("tools", key, "cost"))
        yield from _words(tool, vocabularies, ("tools", key))
    home, sets = vocabularies.territory, vocabularies.departement.sets
    if home and home.departements not in sets:
        yield unknown("departements", home.departements, sets, "vocabularies", ("territory", "departements"))


def _words(tool: Tool, vocabularies: Vocabularies, path: tuple[object, ...]) -> Iterator[Fault]:
    """Find the family, the stages and the part of the Plan that no vocabulary has; one that lists no parts takes any."""
    named = [("family", tool.family, (*path, "family"))]
    named += [("stage", stage, (*path, "stages", "in", i)) for i, stage in enumerate(tool.stages.stages if tool.stages else ())]
    if tool.plan and vocabularies.plan_section.terms:
        named.append(("plan_section", tool.plan.section, (*path, "plan", "section")))
    for kind, name, place in named:
        vocabulary = vocabularies.of(kind)
        if vocabulary and name not in vocabulary.terms:
            yield unknown(kind, name, vocabulary.terms, "tools", place)


def unknown(kind: str, name: str, known: Collection[str], document: str, path: tuple[object, ...]) -> Fault:
    """Make the fault of a name that leads nowhere, with the names that look like it."""
    near = nearest(name, known)
    help_ = did_you_mean(near, say("define it, or correct the id"))
    return Fault("CAT010", say(WORDS[kind].template, id=name), document, path, help_)


REFERENCES_CHECK = Check(find_references, {})


def find_unused(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, shared conditions, shared reservations and words of the vocabularies that nothing uses."""
    tools, rules = subject.tools, subject.rules
    used = {(mention.kind, mention.id) for mention in mentions(tools, rules)}
    used |= {("shared", name) for name in _shared_names(rules)}
    defined = (
        ("source", tools.sources, "tools", "sources"),
        ("contact", tools.contacts, "tools", "contacts"),
        ("shared", rules.shared, "rules", "shared"),
        ("reservation", rules.shared_reservations, "rules", "shared_reservations"),
    )
    for kind, names, document, word in defined:
        for name in names:
            if (kind, name) not in used:
                yield Fault("CAT030", say("`{id}` is defined and never used", id=name), document, (word, name),
                            say("use it or remove it"), on_key=True)


    if subject.own_words:
        yield from _idle_words(subject)


def _idle_words(subject: Subject) -> Iterator[Fault]:
    """Find named sets that no rule, no instrument and no other set uses, purposes that no rule tests, and unused costs."""
    words, tools = subject.words, subject.tools.tools.values()
    named = {str(name) for leaves in subject.catalogue.leaves_by_field.values() for leaf in leaves if isinstance(leaf.written, tuple)
             for name in leaf.written}
    named |= {name for tool in tools for name in tool.dedicated_to}
    sets = {"legal_form_sets": words.legal_form_sets, "departement_sets": words.departement_sets}
    named |= {words.territory.departements} if words.territory else set()
    named |= {member for group in sets.values() for one in group.values() for member in one.members}
    idle = [(section, name) for section, group in sets.items() for name in group if name not in named]
    idle += [("purposes", name) for name in words.purposes if name not in named]
    idle += [("costs", name) for name in words.costs if name not in {tool.cost for tool in tools}]
    for section, name in idle:
        yield Fault("CAT031", say("`{id}` is a word that nothing in the catalogue uses", id=name), "vocabularies", (section, name),
                    say("use it, remove it, or say in `accepts` for whom it is kept"), on_key=True)


def _shared_names(rules: RulesDocument) -> Iterator[str]:
    entries: list[Any] = list(rules.shared.values())
    for instrument in rules.instruments.values():
        entries += instrument.requires
        for offer in instrument.offers.values():
            entries += offer.requires
    while entries:
        raw = entries.pop()
        if isinstance(raw, dict):
            if isinstance(raw.get("shared"), str):
                yield raw["shared"]
            entries += [part for word in ("all", "any") for part in raw.get(word, ())]
            if "not" in raw:
                entries.append(raw["not"])


UNUSED_CHECK = Check(find_unused, {
    "CAT030": CodePage(
        N_("defined but never used"),
        N_("A source, a contact, a shared condition or a shared reservation is defined, and nothing names it."),
        N_("Name it where it belongs, or remove it."),
        why=N_("Either it was forgotten where it belongs, and an instrument lacks a condition or a contact; or everybody reads it and "
               "keeps it up to date for nothing."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            at="\ntools:\n",
            good="\ntools:\n",
            bad="  permanence:\n"
            "    name: Permanence de la Maison de l’économie sociale\n"
            "    source: reglement\n"
            "\ntools:\n",
        ),
    ),
    "CAT031": CodePage(
        N_("word that nothing uses"),
        N_("A set of legal forms or départements that no rule, instrument or other set names, a purpose that no rule tests, or a "
           "class of cost that no instrument has."),
        N_("Use it or remove it; or say in `accepts`, at the top of vocabularies.yaml, for whom it is kept."),
        why=N_("A rule that should have named it was perhaps written by hand, form by form, and forgot one."),
        severity=Severity.NOTE,
        example=Example(
            "vocabularies.yaml",
            good="departement_sets: {}\n",
            bad='departement_sets:\n  ouest: {fr: Ouest, en: West, members: ["31"]}\n',
        ),
    ),
})
