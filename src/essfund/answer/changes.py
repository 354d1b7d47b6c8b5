"""What differs between two answers, and why: one thing is changed at a time; and how it is said."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, counted, say
from essfund.engine.match import match
from essfund.model.changes import AnswerChange, AnswerChanges, AnswerSummary, Cause, ChangeKind, Move, Since, WhatIf
from essfund.model.fields import FIELDS
from essfund.model.report import Range
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.sentences import NO, YES, seen
from essfund.presenting.wording import AVAILABILITIES, FACT, SEMICOLON, VERDICTS, amount, few

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from essfund.core.language.translator import Translator
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
    for tool in [*after, *(item for item in before if item not in after)]:
        old, new = before.get(tool), after.get(tool)
        if old is None or new is None or old.outlook != new.outlook:
            found.append(AnswerChange(tool, old, new, known.get(tool, ())))
        elif old.rank != new.rank and new.living:
            moves.append(Move(tool, old.rank, new.rank))
    return AnswerChanges(tuple(found), tuple(moves))


def suppose(report: Report, values: Mapping[str, Hashable], answers: Mapping[str, Answer]) -> WhatIf:
    """Return what would differ if some facts were others; None makes a fact unknown."""
    supposed = report.profile.supposing(values, answers)
    after = match(report.catalogue, supposed, on=report.as_of)
    said = {key: answer.met for key, answer in answers.items()}
    return WhatIf(values, said, shifts_between(told(report), told(after)))


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


TURNS = {
    ChangeKind.GAINED: N_("Now eligible a priori"),
    ChangeKind.TO_CHECK: N_("Now to be checked"),
    ChangeKind.LOST: N_("Now not eligible"),
    ChangeKind.REOPENED: N_("Open again"),
    ChangeKind.CLOSED: N_("Now closed"),
    ChangeKind.AVAILABILITY: N_("Availability"),
    ChangeKind.AMOUNT: N_("Other amounts"),
    ChangeKind.ADDED: N_("New in the catalogue"),
    ChangeKind.REMOVED: N_("No longer in the catalogue"),
}
CAUSES = {Cause.CATALOGUE: N_("the catalogue"), Cause.DAY: N_("the day"), Cause.PROFILE: N_("the profile")}
CHANGE, AND = N_("{before} → {after}"), N_(" and ")
MOST_MOVES = 8
"""Options that are named of those that only changed places."""

MANY = 4
"""Instruments that differ in the same way and share a line."""


class ChangeGroup(NamedTuple):
    """A heading and the lines below it; a block without heading is plain lines."""

    heading: str
    lines: list[str]


def title_of_supposition(supposition: WhatIf, report: Report, tr: Translator) -> str:
    """Return what is supposed, in one line."""
    words, facts = report.catalogue.vocabularies, []
    for key, value in supposition.values.items():
        shown = tr.say(say("not known")) if value is None else seen(FIELDS[key], value, words, tr)
        facts.append(tr.text(FACT).format(field=tr.text(FIELDS[key].label), value=shown))
    facts += [tr.text(FACT).format(field=key, value=tr.text(YES if met else NO)) for key, met in supposition.answers.items()]
    return tr.say(say("What if: {facts}", facts=tr.text(SEMICOLON).join(facts)))


def what_changed(item: Since, report: Report, tr: Translator) -> list[str]:
    """Return which of the profile, the catalogue and the day changed, a line each."""
    lines = []
    if item.fields or item.answers:
        named = [tr.text(FIELDS[key].label) for key in item.fields] + list(item.answers)
        lines.append(tr.say(say("the profile changed: {fields}", fields=", ".join(named))))
    if not item.same_catalogue:
        lines.append(tr.say(say("the catalogue changed: edition {before}, now {after}", before=item.edition,
                                   after=report.catalogue.edition)))
    if item.day != report.as_of:
        lines.append(tr.say(say("the day changed: {before}, now {after}", before=item.day, after=report.as_of)))
    if item.lost:
        lines.append(tr.say(say("of the earlier profile, the catalogue of today cannot read: {fields}; why something differs is "
                                   "not known then", fields=", ".join(item.lost))))
    return lines or [tr.say(say("neither the profile nor the catalogue nor the day changed"))]


def blocks(found: AnswerChanges, report: Report, tr: Translator) -> Iterator[ChangeGroup]:
    """Yield what differs, the best news first; a sentence that says so if nothing does."""
    if not found.shifts and not found.moves:
        yield ChangeGroup("", [tr.say(say("Nothing differs: no answer, no amount, no place."))])
        return
    shown = [shift for shift in found.shifts if not _refused_all_along(shift) and not _over_all_along(shift)]
    for turn, words in TURNS.items():
        lines = _lines([item for item in shown if item.turn is turn], report, tr)
        if lines:
            yield ChangeGroup(tr.text(words), lines)
    hidden = sum(map(_refused_all_along, found.shifts))
    if hidden:
        refused = counted(hidden, N_("{count} instrument is refused before and after, and otherwise differs"),
                          N_("{count} instruments are refused before and after, and otherwise differ"))
        yield ChangeGroup("", [tr.say(refused)])
    moves = [tr.text(FACT).format(field=name_of(move.tool, report), value=tr.text(CHANGE).format(before=move.before, after=move.after))
             for move in found.moves]
    if moves:
        yield ChangeGroup(tr.say(say("Other places in the order")), [few(moves, MOST_MOVES, tr)])


def _refused_all_along(change: AnswerChange) -> bool:
    return all(answer is not None and answer.verdict is Verdict.INELIGIBLE for answer in (change.before, change.after))


def _over_all_along(change: AnswerChange) -> bool:
    """Whether nobody could or can ask for it: what has ended is no news."""
    return all(answer is not None and answer.availability.over for answer in (change.before, change.after))


def _lines(found: Sequence[AnswerChange], report: Report, tr: Translator) -> list[str]:
    """Return a line for each instrument; those that differ in the same way share one, if they are many."""
    alike: dict[str, list[str]] = {}
    for item in found:
        alike.setdefault(_words(item, report, tr), []).append(f"{name_of(item.tool, report)} [{item.tool}]")
    lines = []
    for words, tools in alike.items():
        if words and len(tools) > MOST_MOVES:
            lines.append(tr.say(say("{count} instruments: {words}", count=len(tools), words=words)))
        elif words and len(tools) >= MANY:
            lines.append(f"{words} – {tr.text(SEMICOLON).join(tools)}")
        else:
            lines += [tr.text(FACT).format(field=tool, value=words) if words else tool for tool in tools]
    return lines


def _words(one: AnswerChange, report: Report, tr: Translator) -> str:
    """Return what differs for an instrument, and why if that is known; nothing where it only went."""
    parts, money = [], _gives_money(one.tool, report)
    if one.before and one.after:
        parts.append(_difference(one.before, one.after, money, tr))
    elif one.after:
        parts.append(tr.text(VERDICTS[one.after.verdict]))
        parts += [amount(Range(one.after.low, one.after.high), tr)] if money and one.after.verdict is not Verdict.INELIGIBLE else []
    if one.causes:
        why = tr.text(AND).join(tr.text(CAUSES[cause]) for cause in one.causes)
        parts.append(tr.say(say("because of {causes}", causes=why)))
    return tr.text(SEMICOLON).join(parts)


def _difference(before: AnswerSummary, after: AnswerSummary, money: bool, tr: Translator) -> str:
    parts = []
    if before.verdict is not after.verdict:
        parts.append((tr.text(VERDICTS[before.verdict]), tr.text(VERDICTS[after.verdict])))
    if before.availability is not after.availability:
        parts.append((tr.text(AVAILABILITIES[before.availability]), tr.text(AVAILABILITIES[after.availability])))
    old, new = (amount(Range(item.low, item.high), tr) for item in (before, after))
    if money and old != new and Verdict.INELIGIBLE not in (before.verdict, after.verdict):
        parts.append((old, new))
    said = [tr.text(CHANGE).format(before=item, after=other) for item, other in parts]
    if money and before.verdict is Verdict.INELIGIBLE and after.verdict is not Verdict.INELIGIBLE:
        said.append(new)
    return tr.text(SEMICOLON).join(said)


def name_of(tool: str, report: Report) -> str:
    """Return the name of an instrument; the id of one that the catalogue no longer has."""
    known = report.catalogue.instruments.get(tool)
    return known.tool.name if known else tool


def _gives_money(tool: str, report: Report) -> bool:
    known = report.catalogue.instruments.get(tool)
    return known is None or known.role is not Role.SUPPORT


def comparisons(report: Report, tr: Translator) -> Iterator[tuple[str, list[ChangeGroup]]]:
    """Yield each comparison that a report carries: its title and its blocks."""
    if report.since is not None:
        changed = ChangeGroup("", what_changed(report.since, report, tr))
        yield tr.say(say("Since the answer of {day}", day=report.since.day)), [changed, *blocks(report.since.found, report, tr)]
    if report.what_if is not None:
        yield title_of_supposition(report.what_if, report, tr), list(blocks(report.what_if.found, report, tr))
