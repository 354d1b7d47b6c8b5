"""What the golden cases do not state: verdicts that no case expects, conditions that decide in none, and what `cases_state` asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import About, Fault, Severity
from essfund.core.messages import N_, Message, say
from essfund.loading.checks.check import Check
from essfund.model.verdict import Verdict
from essfund.review.case_coverage import Demand, demands
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


ASKED_FOR = {"undecided": "verdicts", "bounds": "bounds", "ceilings": "ceilings", "days": "days"}
"""The kind of facts that each word of `cases_state` asks for."""


def find_unasked(subject: ValidationSubject) -> Iterator[Fault]:
    """Find what the catalogue itself wants its golden cases to state and none does; a bound once, where it stands first."""
    if subject.tried is None:
        return
    kinds = {ASKED_FOR[word] for word in subject.rules.cases_state}
    absent = {(kind, line) for kind in kinds for line in getattr(subject.coverage, kind)}
    for demand in demands(subject.catalogue):
        if (demand.kind, demand.line) not in absent:
            continue
        absent.discard((demand.kind, demand.line))
        tool, line = demand.instrument.id, demand.line
        if demand.kind == "verdicts" and not line.endswith(f" {Verdict.TO_CHECK.value}"):
            continue
        yield Fault("CAT043", SAID[demand.kind](tool, line.removeprefix(f"{tool} ").removeprefix(f"{tool}.")), *_stands(demand),
                    say("write one that leaves out a fact on which it hangs") if demand.kind == "verdicts" else
                    say("write one in cases/; `essfund boundaries {tool} --write FILE` writes both sides of its bounds, "
                        "what lies next to them goes into a series", tool=tool),
                    about=About("rules", tool))


SIDES = {
    "below": N_("no golden case stands just below the bound `{bound}`"), "at": N_("no golden case stands on the bound `{bound}`"),
    "above": N_("no golden case stands just above the bound `{bound}`"),
}
SAID: Mapping[str, Callable[[str, str], Message]] = {
    "verdicts": lambda tool, _: say("no golden case leaves `{tool}` undecided", tool=tool),
    "bounds": lambda _, line: say(SIDES[line.rpartition(" ")[2]], bound=line.rpartition(" ")[0]),
    "ceilings": lambda _, line: say("this ceiling decides an amount in no golden case: {ceiling}", ceiling=line),
    "days": lambda _, line: say("no golden case is asked on {day}, where the answer turns or next to it", day=line),
}


def _stands(demand: Demand) -> tuple[str, tuple[object, ...]]:
    """Document and path of what should be stated."""
    if demand.condition is not None:
        return place_of(demand.instrument, demand.condition)
    base = ("tools", demand.instrument.id)
    return "tools", base if demand.offer is None else (*base, "offers", demand.offer, "amount")


ASKED_CHECK = Check(find_unasked, {
    "CAT043": CodePage(
        N_("what golden cases should state"),
        N_("`cases_state` in rules.yaml says what the golden cases of this catalogue state besides answers: what is left undecided, each "
           "bound with its neighbours, each ceiling, each day with its neighbours. No case states this one."),
        N_("Write the case, or let `essfund boundaries` write it and hold it against the source."),
        why=N_("A slip of one euro, one employee or one day at a place where no case stands is seen by nobody."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", at="ranking:\n", good="cases_state: [ceilings]\nranking:\n", bad="cases_state: [days]\nranking:\n",
                        found_in="tools.yaml"),
    ),
}, needs_cases=True)

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
