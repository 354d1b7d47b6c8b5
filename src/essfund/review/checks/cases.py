"""What the golden cases do not state: verdicts that no case expects, conditions that decide in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import About, Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.model.verdict import Verdict
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.review.checks.subject import ValidationSubject


def find_unstated(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments without an eligible or a refused case, and conditions that are never alone in refusing."""
    if subject.tried is None:
        return
    verdicts, reasons = set(subject.coverage.verdicts), set(subject.coverage.reasons)
    for instrument in subject.catalogue.instruments.values():
        for verdict in (Verdict.ELIGIBLE, Verdict.INELIGIBLE):
            if f"{instrument.id} {verdict.value}" in verdicts:
                yield Fault(
                    "CAT041", say("no golden case expects `{tool}` to be {verdict}", tool=instrument.id, verdict=verdict.value), "tools",
                    ("tools", instrument.id), say("write one in cases/, with the source that says so"), on_key=True,
                    about=About("rules", instrument.id),
                )
        for condition in instrument.all_conditions:
            if f"{instrument.id} {condition.id}" in reasons:
                yield Fault(
                    "CAT042", say("`{id}` decides in no golden case", id=condition.id), *place_of(instrument, condition),
                    say("write a case of `{tool}` that meets everything but this", tool=instrument.id),
                    about=About("rules", instrument.id),
                )


CHECK = Check(find_unstated, {
    "CAT041": CodePage(
        N_("verdict without a golden case"),
        N_("No golden case expects this instrument to be eligible, or none expects it to be refused."),
        N_("Write the case: a profile of which the source says so."),
        why=N_("A rule that was written wrong, or loosened by mistake, would be noticed by nobody."), severity=Severity.WARNING,
        example=Example("cases/exemples.yaml", good="      don-exemple: {verdict: eligible, amount: {min: 0, max: 10000}}\n", bad="",
                        found_in="tools.yaml"),
    ),
    "CAT042": CodePage(
        N_("condition that decides in no golden case"),
        N_("In no golden case is this condition the only one that refuses (or, if it is only inferred, that leaves a doubt)."),
        N_("Write a case that meets everything but this condition."),
        why=N_("The condition could be removed or changed, and every golden case would still hold."), severity=Severity.WARNING,
        example=Example("cases/exemples.yaml", good="    profile: {legal_form: association, purposes: [recrutement]}\n",
                        bad="    profile: {legal_form: sarl, purposes: [recrutement]}\n", found_in="rules.yaml"),
    ),
}, needs_cases=True)
