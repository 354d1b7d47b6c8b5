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
    from essfund.model.tool import Tool
    from essfund.model.vocabulary import Vocabularies

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


CHECK = Check(find_references, {})
