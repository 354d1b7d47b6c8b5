"""What is defined and never used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.loading.checks.mentions import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.loading.checks.subject import Subject
    from essfund.model.rulebook import RulesDocument


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


CHECK = Check(find_unused, {
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
