"""What is defined and never used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.checks.mentions import mentions
from essfund.diagnostics import Fault, Severity
from essfund.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.models.rulebook import RulesDocument
    from essfund.models.tool import ToolsDocument
    from essfund.models.vocabulary import Vocabularies


def check_unused(tools: ToolsDocument, rules: RulesDocument, vocabularies: Vocabularies) -> Iterator[Fault]:  # noqa: ARG001 - one shape
    """Find sources, contacts, shared conditions and shared reservations that nothing uses."""
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
                            say("use it or remove it"), on_key=True, severity=Severity.WARNING)


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
