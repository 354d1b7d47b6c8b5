"""What differs between two answers, and why: one thing is changed at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from essfund.engine.match import match
from essfund.model.changes import AnswerChange, AnswerChanges, AnswerSummary, Cause, Move, Since, Supposition
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.changes import EarlierAnswer
    from essfund.model.profile import Answer, Profile
    from essfund.model.report import Report


def told(report: Report) -> dict[str, AnswerSummary]:
    """Return what a report says of each instrument, by its id, in its order."""
    return {
        result.instrument.id: AnswerSummary(
            result.verdict, result.availability, result.amount.low, result.amount.high, result.rank)
        for result in report.results
    }


def shifts_between(
    before: Mapping[str, AnswerSummary], after: Mapping[str, AnswerSummary], causes: Mapping[str, tuple[Cause, ...]] | None = None
) -> AnswerChanges:
    """Return what differs from one answer to another. Options that only changed places are listed apart."""
    known = causes or {}
    found, moves = [], []
    for tool in [*after, *(one for one in before if one not in after)]:
        old, new = before.get(tool), after.get(tool)
        if old is None or new is None or old.outlook != new.outlook:
            found.append(AnswerChange(tool, old, new, known.get(tool, ())))
        elif old.rank != new.rank and new.living:
            moves.append(Move(tool, old.rank, new.rank))
    return AnswerChanges(tuple(found), tuple(moves))


def suppose(report: Report, values: Mapping[str, Hashable], answers: Mapping[str, Answer]) -> Supposition:
    """Return what would differ if some facts were others; None makes a fact unknown."""
    supposed = report.profile.supposing(values, answers)
    after = match(report.catalogue, supposed, on=report.as_of)
    said = {key: answer.met for key, answer in answers.items()}
    return Supposition(values, said, shifts_between(told(report), told(after)))


def since(report: Report, earlier: EarlierAnswer) -> Since:
    """Return what differs from an earlier answer, with the causes of each difference.

    Today's catalogue is asked about the earlier profile on the earlier day: what differs then is due to the catalogue. Then the
    day is changed, then the profile; each step changes one thing.
    """
    steps: list[Mapping[str, AnswerSummary]] = [earlier.told]
    if not earlier.lost:
        steps += [told(match(report.catalogue, earlier.profile, on=day)) for day in (earlier.day, report.as_of)]
    steps.append(told(report))
    causes: dict[str, tuple[Cause, ...]] = {}
    for cause, (old, new) in zip(Cause, pairwise(steps), strict=False) if not earlier.lost else ():
        for shift in shifts_between(old, new).shifts:
            causes[shift.tool] = (*causes.get(shift.tool, ()), cause)
    return Since(
        day=earlier.day,
        edition=earlier.edition,
        same_catalogue=earlier.digest == report.catalogue.digest,
        fields=changed_fields(earlier.profile, report.profile),
        answers=tuple(sorted(
            key for key in {*earlier.profile.answers, *report.profile.answers}
            if earlier.profile.answers.get(key) != report.profile.answers.get(key)
        )),
        lost=earlier.lost,
        found=shifts_between(earlier.told, told(report), causes),
    )


def changed_fields(before: Profile, after: Profile) -> tuple[str, ...]:
    """Return the fields of which something else is known, in the order of the profile."""
    return tuple(key for key in FIELDS if before.values.get(key) != after.values.get(key))

