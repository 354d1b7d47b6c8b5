"""Holding a catalogue against its golden cases. Pure: profiles come read, failures go out as messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essfund.core.messages import Message, say
from essfund.engine.match import Matcher
from essfund.model.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.model.case import ExpectedAnswer
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile
    from essfund.model.report import Result


@dataclass(frozen=True)
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
