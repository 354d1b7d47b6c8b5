"""A comparison in a few words: what became of each instrument, and how much of it there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.presenting.wording import AVAILABILITIES, SEMICOLON
from essfund.review.diff.model import AmountKind, EffectKind, InstrumentStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.model.verdict import Availability
    from essfund.review.diff.model import Comparison, DayRange, GoldenChange, InstrumentChange
    from essfund.review.diff.schema import TallyPlain

STATUSES = {
    InstrumentStatus.ADDED: N_("new instrument"), InstrumentStatus.REMOVED: N_("instrument taken out"),
    InstrumentStatus.RENAMED: N_("other id"), InstrumentStatus.CHANGED: N_("changed"),
}
TURNS = {
    EffectKind.WIDER: N_("some win it, nobody loses it"), EffectKind.NARROWER: N_("some lose it, nobody wins it"),
    EffectKind.BOTH: N_("some win it, others lose it"), EffectKind.NOBODY: N_("nobody wins or loses it"),
    EffectKind.UNDECIDED: N_("too intricate to say exactly who wins or loses it"),
}
OTHER_OFFERS, WORDS_ONLY = N_("other offers for some"), N_("in words only")
AMOUNTS = {
    AmountKind.HIGHER: N_("ceiling raised for some"), AmountKind.LOWER: N_("ceiling lowered for some"),
    AmountKind.STATED: N_("ceiling stated now"), AmountKind.UNSTATED: N_("ceiling no longer stated"),
    AmountKind.FLOOR_UP: N_("floor raised"), AmountKind.FLOOR_DOWN: N_("floor lowered"),
}
NOT_THERE = N_("not there")
COUNTED = {
    "better": N_("better: {count}"), "worse": N_("worse: {count}"), "more": N_("higher ceiling: {count}"),
    "less": N_("lower ceiling: {count}"), "other": N_("other difference: {count}"),
}


def tally(changes: Iterable[InstrumentChange]) -> TallyPlain:
    """Count the answers to golden profiles: a better verdict, a worse one, the same with more or less money, another difference."""
    sorts = Counter(sort_of(item) for change in changes for item in change.golden)
    return {"better": sorts["better"], "worse": sorts["worse"], "more": sorts["more"], "less": sorts["less"], "other": sorts["other"]}


def tally_words(counts: TallyPlain, tr: Translator) -> str:
    """The numbers in words; nothing if all are 0."""
    return ", ".join(tr.text(COUNTED[key]).format(count=count) for key, count in counts.items() if count)


def sort_of(change: GoldenChange) -> str:
    """Which of the numbers of a tally a change counts in."""
    if change.step:
        return "better" if change.step > 0 else "worse"
    return "more" if change.money > 0 else "less" if change.money < 0 else "other"


def gist(change: InstrumentChange, day: date, tr: Translator) -> str:
    """What became of one instrument on one line, as seen on a day."""
    return tr.text(SEMICOLON).join(_gist(change, day, tr)) or tr.text(WORDS_ONLY)


def _gist(change: InstrumentChange, day: date, tr: Translator) -> Iterator[str]:
    if change.status is not InstrumentStatus.CHANGED:
        yield tr.text(STATUSES[change.status])
    effect = change.effect
    if effect is None or change.old is None or change.new is None:
        return
    if effect.turn is not EffectKind.NOBODY or effect.rules:
        yield tr.text(TURNS[effect.turn])
    if effect.moves_offers:
        yield tr.text(OTHER_OFFERS)
    yield from dict.fromkeys(tr.text(AMOUNTS[amount.kind]) for amount in effect.amounts)
    for item in sorted(effect.availability, key=lambda other: _far(other.span, day))[:1]:
        yield turned(availability(item.before, tr), availability(item.after, tr))


def _far(span: DayRange, day: date) -> tuple[bool, int]:
    """How far a stretch of days is from a day; what is over comes last."""
    if span.last and span.last < day:
        return True, (day - span.last).days
    return False, (span.first - day).days if span.first and span.first > day else 0


def turned(before: str, after: str) -> str:
    """A change of one word."""
    return f"{before} → {after}"


def availability(state: Availability | None, tr: Translator) -> str:
    """An availability in words."""
    return tr.text(AVAILABILITIES[state] if state else NOT_THERE)


def headline(found: Comparison, tr: Translator) -> list[str]:
    """The summary: how much differs, who wins, who loses, what the golden profiles say."""
    if not found.changed:
        return [tr.say(say("Nothing changed: the two catalogues say the same"))]
    lines = [tr.say(say("Instruments that differ: {count} of {all}", count=len(found.instruments),
                           all=len({*found.old.catalogue.instruments, *found.new.catalogue.instruments})))]
    effects = [(item, item.effect) for item in found.instruments if item.effect]
    turns, kinds = ({kind: [item for item, effect in effects if item.old and item.new and effect.turn is kind] for kind in EffectKind},
                    {kind: [item for item, effect in effects if any(it.kind is kind for it in effect.amounts)] for kind in AmountKind})
    groups = (
        (N_("New: {names}"), [item for item in found.instruments if item.status is InstrumentStatus.ADDED]),
        (N_("Taken out: {names}"), [item for item in found.instruments if item.status is InstrumentStatus.REMOVED]),
        (N_("Some win, nobody loses: {names}"), turns[EffectKind.WIDER]),
        (N_("Some lose, nobody wins: {names}"), turns[EffectKind.NARROWER]),
        (N_("Some win, others lose: {names}"), turns[EffectKind.BOTH]),
        (N_("Other offers for some: {names}"), [item for item, effect in effects if effect.moves_offers]),
        (N_("Ceiling raised for some: {names}"), kinds[AmountKind.HIGHER]),
        (N_("Ceiling lowered for some: {names}"), kinds[AmountKind.LOWER]),
        (N_("Open or closed on other days: {names}"), [item for item, effect in effects if effect.availability]),
    )
    lines += [tr.text(template).format(names=_names(group)) for template, group in groups if group]
    said = tally_words(tally(found.instruments), tr) or tr.say(say("no answer differs"))
    lines.append(tr.say(say("Golden profiles: {count} asked of both; answers: {answers}", count=found.profiles, answers=said)))
    if found.unread:
        lines.append(tr.say(say("Golden profiles that one of the catalogues cannot read: {count}", count=found.unread)))
    if found.entries:
        lines.append(tr.say(say("Other entries that differ: {count}", count=len(found.entries))))
    return lines


MOST_NAMED = 12


def _names(group: Sequence[InstrumentChange]) -> str:
    """Ids of some instruments, not more than can be read."""
    return ", ".join(item.id for item in group[:MOST_NAMED]) + (f" … (+{len(group) - MOST_NAMED})" if len(group) > MOST_NAMED else "")


def span_words(span: DayRange, tr: Translator) -> str:
    """A stretch of days in words."""
    if span.first and span.last:
        return tr.say(say("from {first} to {last}", first=span.first, last=span.last))
    if span.first:
        return tr.say(say("from {first} on", first=span.first))
    return tr.say(say("until {last}", last=span.last)) if span.last else tr.say(say("on every day"))
