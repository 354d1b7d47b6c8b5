"""What is defined and never used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.checks.check import Check, When
from essfund.checks.mentions import mentions
from essfund.codes import Code
from essfund.diagnostics import Fault, Severity
from essfund.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.checks.subject import Subject
    from essfund.models.rulebook import RulesDocument


def find_unused(subject: Subject) -> Iterator[Fault]:
    """Find sources, contacts, shared conditions and shared reservations that nothing uses."""
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
    "CAT030": Code(
        N_("defined but never used"),
        N_("A source, a contact or a shared condition that nothing uses is dead weight, or a reference was forgotten."),
        N_("Use it or remove it."),
        severity=Severity.WARNING,
    ),
}, When.READING)
