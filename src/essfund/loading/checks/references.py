"""Ids that nothing defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Fault
from essfund.core.messages import did_you_mean, say
from essfund.core.similar_words import nearest
from essfund.loading.checks.check import Check
from essfund.loading.checks.mentions import mentions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.loading.checks.subject import Subject

WORDS = {
    "source": say("no source is called `{id}`"),
    "contact": say("no contact is called `{id}`"),
    "tool": say("no instrument is called `{id}`"),
    "form": say("no legal form or set of forms is called `{id}`"),
    "cost": say("no class of cost is called `{id}`"),
}


def find_references(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, instruments, legal forms and classes of cost that are named and not defined."""
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


def unknown(kind: str, name: str, known: Collection[str], document: str, path: tuple[object, ...]) -> Fault:
    """Make the fault of a name that leads nowhere, with the names that look like it."""
    near = nearest(name, known)
    help_ = did_you_mean(near, say("define it, or correct the id"))
    return Fault("CAT010", say(WORDS[kind].template, id=name), document, path, help_)


CHECK = Check(find_references, {})
