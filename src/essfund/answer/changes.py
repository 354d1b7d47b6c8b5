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
    """What a report says of each instrument, by its id, in its order."""
    return {item.instrument.id: AnswerSummary(item.verdict, item.availability, item.amount.low, item.amount.high, item.rank)
            for item in report.results}


def shifts_between(
    before: Mapping[str, AnswerSummary], after: Mapping[str, AnswerSummary], causes: Mapping[str, tuple[Cause, ...]] | None = None
) -> AnswerChanges:
    """What differs from one answer to another. Options that only changed places are listed apart."""
    shifts, moves = [], []
    for tool in [*after, *(item for item in before if item not in after)]:
        old, new = before.get(tool), after.get(tool)
        if old is None or new is None or old.outlook != new.outlook:
            shifts.append(AnswerChange(tool, old, new, (causes or {}).get(tool, ())))
        elif old.rank != new.rank and new.living:
            moves.append(Move(tool, old.rank, new.rank))
    return AnswerChanges(tuple(shifts), tuple(moves))


def suppose(report: Report, values: Mapping[str, Hashable], answers: Mapping[str, Answer]) -> WhatIf:
    """What would differ if some facts were others; None makes a fact unknown."""
    after = match(report.catalogue, report.profile.supposing(values, answers), on=report.as_of)
    met = {key: answer.met for key, answer in answers.items()}
    return WhatIf(values, met, shifts_between(told(report), told(after)))


def since(report: Report, earlier: EarlierAnswer) -> Since:
    """What differs from an earlier answer, with the causes: the catalogue changes first, then the day, then the profile."""
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
        answers=tuple(sorted(key for key in {*earlier.profile.answers, *report.profile.answers}
                             if earlier.profile.answers.get(key) != report.profile.answers.get(key))),
        lost=earlier.lost,
        found=shifts_between(earlier.told, told(report), causes),
    )


def changed_fields(before: Profile, after: Profile) -> tuple[str, ...]:
    """Fields of which something else is known, in the order of the profile."""
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
MOST_MOVES, MANY = 8, 4
"""Options named of those that only changed places; instruments that differ in the same way and share a line."""


class ChangeGroup(NamedTuple):
    """A heading and the lines below it; a block without heading is plain lines."""

    heading: str
    lines: list[str]


def title_of_supposition(supposition: WhatIf, report: Report, tr: Translator) -> str:
    """What is supposed, in one line."""
    words, facts = report.catalogue.vocabularies, []
    for key, value in supposition.values.items():
        shown = tr.say(say("not known")) if value is None else seen(FIELDS[key], value, words, tr)
        facts.append(tr.text(FACT).format(field=tr.text(FIELDS[key].label), value=shown))
    facts += [tr.text(FACT).format(field=key, value=tr.text(YES if met else NO)) for key, met in supposition.answers.items()]
    return tr.say(say("What if: {facts}", facts=tr.text(SEMICOLON).join(facts)))


def what_changed(item: Since, report: Report, tr: Translator) -> list[str]:
    """Which of the profile, the catalogue and the day changed, a line each."""
    named = [tr.text(FIELDS[key].label) for key in item.fields] + list(item.answers)
    changed = [message for holds, message in (
        (named, say("the profile changed: {fields}", fields=", ".join(named))),
        (not item.same_catalogue, say("the catalogue changed: edition {before}, now {after}", before=item.edition,
                                      after=report.catalogue.edition)),
        (item.day != report.as_of, say("the day changed: {before}, now {after}", before=item.day, after=report.as_of)),
        (item.lost, say("of the earlier profile, the catalogue of today cannot read: {fields}; why something differs is "
                        "not known then", fields=", ".join(item.lost))),
    ) if holds]
    return [tr.say(message) for message in changed or [say("neither the profile nor the catalogue nor the day changed")]]


def blocks(found: AnswerChanges, report: Report, tr: Translator) -> Iterator[ChangeGroup]:
    """What differs, the best news first; a sentence that says so if nothing does."""
    if not found.shifts and not found.moves:
        yield ChangeGroup("", [tr.say(say("Nothing differs: no answer, no amount, no place."))])
        return
    refused = [shift for shift in found.shifts if all(answer and answer.verdict is Verdict.INELIGIBLE for answer in shift[1:3])]
    ended = [shift for shift in found.shifts if all(answer and answer.availability.over for answer in shift[1:3])]
    shown = [shift for shift in found.shifts if shift not in refused and shift not in ended]
    for turn, words in TURNS.items():
        lines = _lines([item for item in shown if item.turn is turn], report, tr)
        if lines:
            yield ChangeGroup(tr.text(words), lines)
    if refused:
        both = counted(len(refused), N_("{count} instrument is refused before and after, and otherwise differs"),
                       N_("{count} instruments are refused before and after, and otherwise differ"))
        yield ChangeGroup("", [tr.say(both)])
    moves = [tr.text(FACT).format(field=name_of(move.tool, report), value=tr.text(CHANGE).format(before=move.before, after=move.after))
             for move in found.moves]
    if moves:
        yield ChangeGroup(tr.say(say("Other places in the order")), [few(moves, MOST_MOVES, tr)])


def _lines(found: Sequence[AnswerChange], report: Report, tr: Translator) -> list[str]:
    """A line for each instrument; those that differ in the same way share one, if they are many."""
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


def _words(change: AnswerChange, report: Report, tr: Translator) -> str:
    """What differs for an instrument, and why if that is known; nothing where it only went."""
    known, parts = report.catalogue.instruments.get(change.tool), []
    money = known is None or known.role is not Role.SUPPORT
    if change.before and change.after:
        parts.append(_difference(change.before, change.after, money, tr))
    elif change.after:
        parts.append(tr.text(VERDICTS[change.after.verdict]))
        parts += [_money(change.after, tr)] if money and change.after.verdict is not Verdict.INELIGIBLE else []
    if change.causes:
        why = tr.text(AND).join(tr.text(CAUSES[cause]) for cause in change.causes)
        parts.append(tr.say(say("because of {causes}", causes=why)))
    return tr.text(SEMICOLON).join(parts)


def _money(answer: AnswerSummary, tr: Translator) -> str:
    return amount(Range(answer.low, answer.high), tr)


def _difference(before: AnswerSummary, after: AnswerSummary, money: bool, tr: Translator) -> str:
    pairs = [(tr.text(VERDICTS[before.verdict]), tr.text(VERDICTS[after.verdict])),
             (tr.text(AVAILABILITIES[before.availability]), tr.text(AVAILABILITIES[after.availability]))]
    if money and Verdict.INELIGIBLE not in (before.verdict, after.verdict):
        pairs.append((_money(before, tr), _money(after, tr)))
    parts = [tr.text(CHANGE).format(before=old, after=new) for old, new in pairs if old != new]
    if money and before.verdict is Verdict.INELIGIBLE and after.verdict is not Verdict.INELIGIBLE:
        parts.append(_money(after, tr))
    return tr.text(SEMICOLON).join(parts)


def name_of(tool: str, report: Report) -> str:
    """Name of an instrument; the id of one that the catalogue no longer has."""
    known = report.catalogue.instruments.get(tool)
    return known.tool.name if known else tool


def comparisons(report: Report, tr: Translator) -> Iterator[tuple[str, list[ChangeGroup]]]:
    """Each comparison that a report carries: its title and its blocks."""
    if report.since is not None:
        changed = ChangeGroup("", what_changed(report.since, report, tr))
        yield tr.say(say("Since the answer of {day}", day=report.since.day)), [changed, *blocks(report.since.found, report, tr)]
    if report.what_if is not None:
        yield title_of_supposition(report.what_if, report, tr), list(blocks(report.what_if.found, report, tr))
