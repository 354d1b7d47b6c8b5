"""Holding a catalogue against its golden cases. Pure: profiles come read, failures go out as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import Message, say
from essfund.core.record import record
from essfund.engine.match import Matcher
from essfund.model.verdict import Place, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.model.case import AdviceCase, ExpectedAnswer
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile
    from essfund.model.report import Report, Result

SCREEN = 5
"""Options that the first screen of an appointment leads with."""


@record(frozen=True)
class Trial:
    """One instrument, one profile, one day, and what is expected. `path` leads to the expectation in its file."""

    case: str
    tool: str
    day: date
    profile: Profile
    expected: ExpectedAnswer
    path: tuple[object, ...]


def run(catalogue: Catalogue, trial: Trial) -> tuple[Result, list[Message]]:
    """Answer of the catalogue and every way in which it differs from what is expected."""
    result = Matcher(catalogue, trial.profile, trial.day).result(catalogue.instruments[trial.tool])
    return result, list(differences(result, trial.expected))


def leading(report: Report) -> list[tuple[str, ...]]:
    """What stands first, in order: each entry with the options for which it speaks."""
    spoken_for = {tool for result in report.results for tool in result.replaces}
    return [(result.instrument.id, *result.replaces) for result in report.results
            if result.place is Place.FIRST and result.instrument.id not in spoken_for]


def misadvised(report: Report, case: AdviceCase) -> Iterator[Message]:
    """Every way in which what is said first differs from what a good adviser says."""
    stand = {tool: number for number, entry in enumerate(leading(report), start=1) for tool in entry}
    for most, tools in ((1, [case.leads] if case.leads else []), (3, case.first_three), (5, case.first_five)):
        for tool in tools:
            if stand.get(tool, most + 1) > most:
                yield say("{tool} should be among the first {most}, it stands {place}", tool=tool, most=most,
                          place=stand.get(tool) or report.result(tool).place.value)
    for tool in case.not_on_screen:
        if stand.get(tool, SCREEN + 1) <= SCREEN:
            yield say("{tool} should not be among the first {most}, it stands {place}", tool=tool, most=SCREEN, place=stand[tool])


def refusing(result: Result) -> tuple[str, ...]:
    """Ids of everything that refuses the best offer: conditions, and reservations answered with no."""
    unmet = [finding.condition.id for finding in result.reasons]
    return tuple(unmet + [p.reservation.id for p in result.offer.pending if p.status is Status.UNMET])


def differences(result: Result, expected: ExpectedAnswer) -> Iterator[Message]:
    """What differs."""
    plain = [
        ("verdict", expected.verdict, result.verdict.value),
        ("amount.max", expected.ceiling, result.amount.high),
        ("offer", expected.offer, result.offer.offer.id),
        ("availability", expected.availability, result.availability.value),
        ("place", expected.place, result.place.value),
    ]
    lists = [
        ("missing", expected.missing, result.missing),
        ("because", expected.because, refusing(result)),
        ("doubts", expected.doubts, [finding.condition.id for finding in result.doubts]),
    ]
    pairs = [(what, str(wanted), str(answer)) for what, wanted, answer in plain if wanted is not None]
    if expected.amount is not None:
        pairs.append(("amount.max", str(expected.amount.max), str(result.amount.high)))
        pairs.append(("amount.min", str(expected.amount.min or 0), str(result.amount.low)))
    pairs += [(what, ", ".join(sorted(stated)) or "-", ", ".join(sorted(ids)) or "-") for what, stated, ids in lists
              if stated is not None]
    for what, wanted, answer in pairs:
        if wanted != answer:
            yield say("{tool}: {what} should be {wanted}, the catalogue says {found}", tool=result.instrument.id, what=what,
                      wanted=wanted, found=answer)
