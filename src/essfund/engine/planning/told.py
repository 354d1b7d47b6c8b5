"""What the profile tells of a plan: its uses, and the resources that are there or asked for already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic, Severity
from essfund.core.errors import InvalidInputError
from essfund.core.messages import N_, Euros, Message, say, text_of
from essfund.core.record import replace
from essfund.core.text import fold
from essfund.engine.need import low, top
from essfund.engine.planning.options import fitting, nature_of
from essfund.model.fields import FIELDS
from essfund.model.plan import PlanResource, PlanUse
from essfund.model.plan_line import LineState, Nature, ResourceLine, UseLine, UseNature
from essfund.model.profile import YEAR
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.model.profile import Profile
    from essfund.model.report import Report, Result
    from essfund.model.vocabulary import Vocabularies

PROJECT, FOUND_ALREADY = N_("project"), N_("found already, still to be named")
FIELD_LINES = {"own_contribution": (Nature.OWN, LineState.OBTAINED), "grants_obtained": (Nature.GRANT, LineState.OBTAINED),
               "bank_loan": (Nature.BANK_LOAN, LineState.REQUESTED)}
"""Fields of a profile that are a resource each."""


def problem(message: Message, help_: Message | None = None, *path: object) -> Diagnostic:
    """What is wrong with a plan, and where in the profile."""
    return Diagnostic("PRO006", message, Severity.ERROR, None, help_, path=path)


def uses_of(report: Report) -> tuple[PlanUse, ...]:
    """Uses as told; else the cost of the project, or the amount asked for, as one. Raises InvalidInputError if there is no need."""
    told, facts = report.profile.values.get("uses"), report.facts
    if isinstance(told, tuple) and told:
        return tuple([PlanUse(line.label, line.amount, line.nature, line.supposed) for line in told if isinstance(line, UseLine)])
    whole = top(facts.number("project_cost")) or top(facts.number("amount_needed"))
    if not whole:
        raise InvalidInputError([problem(
            say("there is nothing to finance: neither uses nor the cost of the project are known"),
            say("give --use NAME=EUROS for each thing to pay, or --project-cost, or --amount"))])
    nature = purpose_nature(facts)
    return (PlanUse(purposes_in_words(facts, report.catalogue.vocabularies), whole, nature, supposed=nature is not None),)


def purpose_nature(profile: Profile) -> UseNature | None:
    """Nature of a use whose only purpose says it."""
    purposes = profile.ids("purposes") or frozenset()
    named = {item.value: item for item in UseNature} | {"investissement": UseNature.TANGIBLE}
    return named.get(next(iter(purposes))) if len(purposes) == 1 else None


def purposes_in_words(profile: Profile, words: Vocabularies) -> str | Message:
    """Name of the one use of a project: what the money is for."""
    purposes = sorted(profile.ids("purposes") or ())
    found = words.of("purposes")
    return Message("{words}", {"words": found.words(purposes[0])}) if len(purposes) == 1 and found else Message(PROJECT)


def resources_of(report: Report, whole: int) -> tuple[PlanResource, ...]:
    """Resources as told, each once; what the profile holds to be found already without naming it is a line of its own.

    Raises InvalidInputError for what cannot be, all at once.
    """
    told = report.profile.values.get("resources")
    lines = [line for line in told if isinstance(line, ResourceLine)] if isinstance(told, tuple) else []
    named = {line.label: instrument_named(line.label, report) for line in lines}
    lines = [natured(line, named[line.label], report) for line in lines]
    places = {line.label: ("resources", number) for number, line in enumerate(lines)}
    wrong = [*contradictions(report, lines), *guarantees_apart(lines, places)]
    wrong += [fault for line in lines if (result := named[line.label]) for fault in beyond(line, result, places[line.label])]
    wrong += twice(lines, named, places)
    loans = [line.label for line in lines if line.nature is Nature.BANK_LOAN]
    resources = [from_line(line, named[line.label], loans) for line in lines]
    for key, (nature, state) in FIELD_LINES.items():
        amount = low(report.facts.number(key))
        if amount and not any(line.nature is nature and (key != "grants_obtained" or line.state is LineState.OBTAINED) for line in lines):
            years = report.facts.number("loan_years") if nature is Nature.BANK_LOAN else None
            term = years.high / YEAR if years and years.high and years.low else None
            resources.append(PlanResource(Message(str(FIELDS[key].label)), amount, nature, state, amount, years=term and int(term)))
    held = sum(line.amount for line in resources if not line.guarantee)
    if held > whole:
        wrong.append(problem(say("the resources make {held}, the uses only {whole}", held=Euros(held), whole=Euros(whole)),
                             say("a plan balances: lower a resource, or add what is missing to the uses"), "resources"))
    if wrong:
        raise InvalidInputError(wrong)
    asked = report.need.asked
    if asked is not None and not lines and whole - held > asked:
        resources.append(PlanResource(Message(FOUND_ALREADY), whole - held - asked, Nature.UNTOLD, LineState.OBTAINED, 0))
    return tuple(resources)


def natured(line: ResourceLine, result: Result | None, report: Report) -> ResourceLine:
    """Line with the nature of the instrument that it names, where nobody said another."""
    money = result is not None and result.instrument.role is not Role.SUPPORT
    return replace(line, nature=nature_of(result, report)) if result and money and line.supposed else line


def from_line(line: ResourceLine, result: Result | None, loans: Sequence[str]) -> PlanResource:
    """Resource of a line as told; a guarantee stands on the one loan there is, or on the one that it names."""
    covered = [loan for loan in loans if fold(loan) == fold(line.on)] or (loans if len(loans) == 1 else [])
    on = next(iter(covered), "") if line.nature is Nature.GUARANTEE else ""
    sure = line.amount if line.state is LineState.OBTAINED or result is None else 0
    return PlanResource(line.label, line.amount, line.nature, line.state, sure, result, line.years, line.rate, on, None,
                        fitting(result, line.amount) if result else None, line.supposed)


def twice(
    lines: Sequence[ResourceLine], named: Mapping[str, Result | None], places: Mapping[str, tuple[object, ...]],
) -> Iterator[Diagnostic]:
    """Lines that name an instrument which another names already."""
    first: dict[str, str] = {}
    for line in lines:
        result = named[line.label]
        other = first.setdefault(result.instrument.id, line.label) if result else line.label
        if other != line.label:
            yield problem(say("« {label} » and « {other} » are the same instrument", label=line.label, other=other),
                          say("add them up, or give each its own name"), *places[line.label])


def contradictions(report: Report, lines: Sequence[ResourceLine]) -> Iterator[Diagnostic]:
    """Fields of the profile that say another sum than the lines."""
    told = report.profile
    uses = told.values.get("uses")
    if isinstance(uses, tuple):
        whole = sum(line.amount for line in uses if line.nature is not UseNature.FEES)
        yield from differs(told, "project_cost", whole, say("the uses"))
        yield from asked_beyond(told, sum(line.amount for line in uses))
    for key, (nature, state) in FIELD_LINES.items():
        of_kind = [line.amount for line in lines if line.nature is nature and (key != "grants_obtained" or line.state is state)]
        if of_kind:
            yield from differs(told, key, sum(of_kind), say("the resources"))


def differs(profile: Profile, key: str, whole: int, lines: Message) -> Iterator[Diagnostic]:
    """A field whose number is not the sum of some lines."""
    known = profile.number(key)
    if known is None or ((known.low or 0) <= whole and (known.high is None or whole <= known.high)):
        return
    said: object = Euros(known.low) if known.low is not None and known.low == known.high else FIELDS[key].kind.plain(known)
    yield problem(say("{lines} make {whole}, {field} says {known}", lines=lines, whole=Euros(whole), field=text_of(FIELDS[key].label),
                      known=said), say("keep one of the two, or mend the lines"), key)


def asked_beyond(profile: Profile, whole: int) -> Iterator[Diagnostic]:
    """More that is asked for than there is to pay; less is what is found already."""
    known = profile.number("amount_needed")
    if known is not None and (known.low or 0) > whole:
        yield from differs(profile, "amount_needed", whole, say("the uses"))


def guarantees_apart(lines: Sequence[ResourceLine], places: Mapping[str, tuple[object, ...]]) -> Iterator[Diagnostic]:
    """Guarantees of which nobody can say which one loan they cover."""
    loans = {fold(line.label): line for line in lines if line.nature is Nature.BANK_LOAN}
    covered: dict[str, str] = {}
    for line in (each for each in lines if each.nature is Nature.GUARANTEE):
        loan = loans.get(fold(line.on)) if line.on else next(iter(loans.values())) if len(loans) == 1 else None
        if loan is None:
            names = ", ".join(f"« {each.label} »" for each in loans.values()) or "–"
            yield problem(say("« {label} »: a guarantee covers one loan of the plan", label=line.label),
                          say("add the loan's name behind it: {label}={amount}:garantie,sur NAME; loans told: {names}",
                              label=line.label, amount=line.amount, names=names), *places[line.label])
        elif line.amount > loan.amount:
            yield problem(say("« {label} » guarantees {amount} of a loan of {loan}", label=line.label, amount=Euros(line.amount),
                              loan=Euros(loan.amount)), None, *places[line.label], "amount")
        elif loan.label in covered:
            yield problem(say("« {label} » and « {other} » cover the same loan", label=line.label, other=covered[loan.label]),
                          say("one loan has one guarantee: keep one of them"), *places[line.label])
        else:
            covered[loan.label] = line.label


def instrument_named(label: str, report: Report) -> Result | None:
    """Option that a line names, by its id or its name."""
    wanted = fold(label)
    return next((item for item in report.results if wanted in {fold(item.instrument.id), fold(item.instrument.tool.name)}), None)


def beyond(line: ResourceLine, result: Result, place: tuple[object, ...]) -> Iterator[Diagnostic]:
    """A line that is more than its instrument gives, or less."""
    amount = result.amount
    if result.availability.over and line.state is not LineState.OBTAINED:
        yield problem(say("« {label} » has ended, surely or probably", label=line.label),
                      say("`essfund explain {tool}` says why", tool=result.instrument.id), *place)
    elif result.verdict is Verdict.INELIGIBLE and line.state is not LineState.OBTAINED:
        yield problem(say("« {label} » refuses this enterprise", label=line.label),
                      say("`essfund explain {tool}` says why", tool=result.instrument.id), *place)
    elif amount.high is not None and line.amount > amount.high:
        yield problem(say("« {label} »: {amount}, but it gives {high} here at most", label=line.label, amount=Euros(line.amount),
                          high=Euros(amount.high)),
                      say("`essfund explain {tool}` says why", tool=result.instrument.id), *place, "amount")
    elif line.amount < amount.low:
        yield problem(say("« {label} »: {amount}, but it gives no less than {low}", label=line.label, amount=Euros(line.amount),
                          low=Euros(amount.low)), None, *place, "amount")


