"""What differs between two answers, and why: one thing is changed at a time; and how it is said."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.engine.match import match
from essfund.engine.places import LEADING
from essfund.model.changes import AnswerChange, AnswerChanges, AnswerSummary, Cause, ChangeKind, Move, Since, WhatIf
from essfund.model.report import Range
from essfund.model.verdict import Availability, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.sentences import NO, YES, seen
from essfund.presenting.wording import AVAILABILITIES, FACT, SEMICOLON, VERDICTS, amount

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

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
        fields=changed_fields(earlier.profile, report.profile, report.catalogue.fields),
        answers=tuple(sorted(key for key in {*earlier.profile.answers, *report.profile.answers}
                             if earlier.profile.answers.get(key) != report.profile.answers.get(key))),
        lost=earlier.lost,
        found=shifts_between(earlier.told, told(report), causes),
    )


def changed_fields(before: Profile, after: Profile, fields: Iterable[str]) -> tuple[str, ...]:
    """Of some fields those of which something else is known."""
    return tuple(key for key in fields if before.values.get(key) != after.values.get(key))


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
MOST_NAMED, MOST_AGED = 8, 3
"""Instruments that differ in the same way and are named; those of them whose last proof has merely become old."""


class ChangeGroup(NamedTuple):
    """A heading and the lines below it; a block without heading is plain lines."""

    heading: str
    lines: list[str]


def title_of_supposition(supposition: WhatIf, report: Report, tr: Translator) -> str:
    """What is supposed, in one line."""
    words, facts = report.catalogue.vocabularies, []
    for key, value in supposition.values.items():
        shown = tr.say(say("not known")) if value is None else seen(report.catalogue.fields[key], value, words, tr)
        facts.append(tr.text(FACT).format(field=tr.words(report.catalogue.fields[key].label), value=shown))
    facts += [tr.text(FACT).format(field=key, value=tr.text(YES if met else NO)) for key, met in supposition.answers.items()]
    return tr.say(say("What if: {facts}", facts=tr.text(SEMICOLON).join(facts)))


def what_changed(item: Since, report: Report, tr: Translator) -> list[str]:
    """Which of the profile, the catalogue and the day changed, a line each."""
    named = [tr.words(report.catalogue.fields[key].label) for key in item.fields] + list(item.answers)
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
    """What differs for a person, the best news first; a sentence that says so if nothing does.

    What is refused or over both times, and what moved behind the options that lead, makes no difference to anybody.
    """
    shown = [shift for shift in found.shifts if not _out_of_reach(shift)]
    moves = [tr.text(FACT).format(field=name_of(move.tool, report), value=tr.text(CHANGE).format(before=move.before, after=move.after))
             for move in found.moves if min(move.before, move.after) <= LEADING]
    for turn, words in TURNS.items():
        lines = _lines([item for item in shown if item.turn is turn], report, tr)
        if lines:
            yield ChangeGroup(tr.text(words), lines)
    if moves:
        yield ChangeGroup(tr.say(say("Ranks among the first {count}", count=LEADING)), [tr.text(SEMICOLON).join(moves)])
    if not shown and not moves:
        yield ChangeGroup("", [tr.say(say("Nothing differs: no answer, no amount, none of the first {count} ranks.", count=LEADING))])


def _out_of_reach(shift: AnswerChange) -> bool:
    """Whether an instrument is refused, or over, both before and after."""
    answers = shift.before, shift.after
    return all(answer and answer.verdict is Verdict.INELIGIBLE for answer in answers) or (
        all(answer and answer.availability.over for answer in answers))


def _lines(found: Sequence[AnswerChange], report: Report, tr: Translator) -> list[str]:
    """A line for each way in which instruments differ; of many that differ alike it names those that lead."""
    alike: dict[str, list[AnswerChange]] = {}
    for item in found:
        alike.setdefault(_words(item, report, tr), []).append(item)
    lines = []
    for words, items in alike.items():
        names = [f"{name_of(item.tool, report)} [{item.tool}]" for item in items]
        if not words:
            lines += names
        elif len(items) <= (MOST_AGED if items[0].aged else MOST_NAMED):
            lines.append(tr.text(FACT).format(field=tr.text(SEMICOLON).join(names), value=words))
        else:
            first = [name_of(item.tool, report) for item in items if item.after and item.after.living and item.after.rank <= LEADING]
            many = say("{count} instruments: {words}", count=len(items), words=words)
            leading = say("{instruments}, {names} among them", instruments=many, names=", ".join(first))
            lines.append(tr.say(leading if first else many))
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
    if change.causes and not (change.aged and change.causes == (Cause.DAY,)):  # a proof grows old with the days: nothing new
        why = tr.text(AND).join(tr.text(CAUSES[cause]) for cause in change.causes)
        parts.append(tr.say(say("because of {causes}", causes=why)))
    return tr.text(SEMICOLON).join(parts)


def _money(answer: AnswerSummary, tr: Translator) -> str:
    return amount(Range(answer.low, answer.high), tr)


def _difference(before: AnswerSummary, after: AnswerSummary, money: bool, tr: Translator) -> str:
    """What differs: of what is now refused the verdict alone, for nothing else counts then."""
    pairs, aged = [(tr.text(VERDICTS[before.verdict]), tr.text(VERDICTS[after.verdict]))], False
    if after.verdict is not Verdict.INELIGIBLE:
        states = before.availability, after.availability
        aged = states == (Availability.OPEN, Availability.UNVERIFIED)
        pairs += [] if aged else [(tr.text(AVAILABILITIES[states[0]]), tr.text(AVAILABILITIES[states[1]]))]
        pairs += [(_money(before, tr), _money(after, tr))] if money and before.verdict is not Verdict.INELIGIBLE else []
    parts = [tr.text(CHANGE).format(before=old, after=new) for old, new in pairs if old != new]
    parts += [tr.say(say("newer proof missing"))] if aged else []
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
        lines = what_changed(report.since, report, tr)
        found = report.since.found
        if len(lines) == 1:  # it is the cause of everything, and was just told
            found = replace(found, shifts=tuple([shift._replace(causes=()) for shift in found.shifts]))
        yield tr.say(say("Since the answer of {day}", day=report.since.day)), [ChangeGroup("", lines), *blocks(found, report, tr)]
    if report.what_if is not None:
        yield title_of_supposition(report.what_if, report, tr), list(blocks(report.what_if.found, report, tr))
