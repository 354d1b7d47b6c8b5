"""References between entries: ids that nothing defines, and definitions that nothing uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import About, Fault, Severity
from essfund.core.messages import N_, Either, did_you_mean, say
from essfund.core.text import nearest
from essfund.loading.checks.check import Check
from essfund.loading.references import references

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.loading.checks.check import Subject
    from essfund.loading.references import Reference


WORDS = {
    "source": say("no source is called `{id}`"),
    "contact": say("no contact is called `{id}`"),
    "tool": say("no instrument is called `{id}`"),
    "legal_form": say("no legal form or set of forms is called `{id}`"),
    "cost": say("no class of cost is called `{id}`"),
    "family": say("no family is called `{id}`"),
    "reach": say("no reach is called `{id}`"),
    "stage": say("no stage is called `{id}`"),
    "plan_section": say("no part of the Plan is called `{id}`"),
    "departements": say("no set of départements is called `{id}`"),
}


LISTED = frozenset({"cost", "family", "reach", "stage", "plan_section"})
"""Kinds of words of which there are so few that all of them are named."""

DEFINE = say("define it, or correct the id")
HELP = {
    "source": say("write it under `sources` of tools.yaml, or correct the id"),
    "contact": say("write it under `contacts` of tools.yaml, or correct the id"),
}


def mentions(subject: Subject) -> Iterator[tuple[str, Reference]]:
    """Yield every reference of the instruments and of their rules, with its document."""
    for document, model in (("tools", subject.tools), ("rules", subject.rules)):
        yield from ((document, reference) for reference in references(document, model))


def find_references(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, instruments and words of the vocabularies that are named and not defined."""
    tools, vocabularies = subject.tools, subject.catalogue.vocabularies
    forms, costs = vocabularies.legal_form, vocabularies.cost.terms
    defined: dict[str, Collection[str]] = {
        "source": tools.sources, "contact": tools.contacts, "tool": tools.tools, "legal_form": {**forms.terms, **forms.sets},
        "family": vocabularies.family.terms, "reach": vocabularies.reach.terms, "stage": vocabularies.stage.terms,
        "cost": [cost for cost in costs if cost in subject.rules.ranking.cost],
    }
    if vocabularies.plan_section.terms:  # a vocabulary that lists no parts takes any
        defined["plan_section"] = vocabularies.plan_section.terms
    for document, (kind, name, path) in mentions(subject):
        if kind == "tool" and (today := subject.catalogue.id_today(name)) != name:
            yield Fault("CAT010", say(WORDS[kind].template, id=name), document, path, say("it is called `{id}` now", id=today),
                        about=About(kind, name, today))
        elif kind in defined and name not in defined[kind]:
            yield unknown(kind, name, costs if kind == "cost" else defined[kind], document, path)
    home, sets = vocabularies.territory, vocabularies.departement.sets
    if home and home.departements not in sets:
        yield unknown("departements", home.departements, sets, "vocabularies", ("territory", "departements"))


def unknown(kind: str, name: str, known: Collection[str], document: str, path: tuple[object, ...]) -> Fault:
    """Make the fault of a name that leads nowhere, with the names that look like it."""
    near = nearest(name, known)
    listed = Either(tuple(known)) if kind in LISTED and known else None
    otherwise = say("one of: {words}; another one goes into vocabularies.yaml", words=listed) if listed else HELP.get(kind, DEFINE)
    help_ = did_you_mean(near, otherwise)
    return Fault("CAT010", say(WORDS[kind].template, id=name), document, path, help_, about=About(kind, name, "".join(near[:1])))


REFERENCES_CHECK = Check(find_references, {})


def find_unused(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, shared conditions, shared reservations and words of the vocabularies that nothing uses."""
    tools, rules = subject.tools, subject.rules
    used = {(reference.kind, reference.id) for _, reference in mentions(subject)}
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
                            say("use it or remove it"), on_key=True, about=About(kind, name))
    yield from _idle_words(subject, used)


def _idle_words(subject: Subject, used: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Find named sets that no rule, instrument, other set nor person uses, purposes that no rule tests, and unused costs."""
    words = subject.words
    named = {str(name) for leaves in subject.catalogue.leaves_by_field.values() for leaf in leaves if isinstance(leaf.written, tuple)
             for name in leaf.written}
    named |= {name for kind, name in used if kind == "legal_form"}
    sets = {key: getattr(words, key) for key in ("legal_form_sets", "departement_sets", "stage_sets")}
    named |= {words.territory.departements} if words.territory else set()
    named |= {member for group in sets.values() for item in group.values() for member in item.members}
    idle = [(section, name) for section, group in sets.items() for name, item in group.items() if name not in named and not item.aliases]
    idle += [("purposes", name) for name in words.purposes if name not in named]
    idle += [("costs", name) for name in words.costs if ("cost", name) not in used]
    for section, name in idle:
        yield Fault("CAT031", say("`{id}` is a word that nothing in the catalogue uses", id=name), "vocabularies", (section, name),
                    say("use it, remove it, or say in `accepts` for whom it is kept"), on_key=True)


UNUSED_CHECK = Check(find_unused, {
    "CAT030": CodePage(
        N_("defined but never used"),
        N_("A source, a contact, a shared condition or a shared reservation is defined, and nothing names it."),
        N_("Name it where it belongs, or remove it."),
        why=N_("Either it was forgotten where it belongs, and an instrument lacks a condition or a contact; or everybody reads it and "
               "keeps it up to date for nothing."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at="\ntools:\n", good="\ntools:\n",
                        bad="  permanence:\n    name: Permanence de la Maison de l’économie sociale\n    source: reglement\n\ntools:\n"),
    ),
    "CAT031": CodePage(
        N_("word that nothing uses"),
        N_("A set of legal forms or départements that no rule, instrument or other set names, a purpose that no rule tests, or a "
           "class of cost that no instrument has."),
        N_("Use it or remove it; or say in `accepts`, at the top of vocabularies.yaml, for whom it is kept."),
        why=N_("A rule that should have named it was perhaps written by hand, form by form, and forgot one."),
        severity=Severity.NOTE,
        example=Example("vocabularies.yaml", good="departement_sets: {}\n",
                        bad='departement_sets:\n  ouest: {fr: Ouest, en: West, members: ["31"]}\n'),
    ),
})
