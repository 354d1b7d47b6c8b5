"""From two catalogues to everything that differs between them: the story, one step a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.review.diff.amount_effects import amount_effects
from essfund.review.diff.effects import arrivals, availability_changes, dates_of, rule_effects, rules_of, words_of
from essfund.review.diff.entries import entry_changes, instrument_fields, instrument_text, renamed
from essfund.review.diff.golden import golden_changes, questions, readable
from essfund.review.diff.model import (
    Comparison,
    DayRange,
    Effect,
    EffectKind,
    InstrumentChange,
    InstrumentPair,
    InstrumentStatus,
    Transition,
)
from essfund.review.diff.shared_space import SharedSpace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from essfund.review.diff.model import CatalogueVersion, FieldChange, GoldenChange
    from essfund.review.diff.shared_space import Moved


def compare(old: CatalogueVersion, new: CatalogueVersion, *, day: date) -> Comparison:
    """
    Compare two catalogues.

    Args:
        old: the catalogue before.
        new: the catalogue after.
        day: the day the question is asked for. Rules are compared on every day; where several days show the same, this one does.

    Returns:
        What differs in words, field by field; for each instrument whose answers can differ, who wins and who loses, exactly;
        and what it does to the golden profiles of both catalogues. Pure and deterministic.
    """
    if old.catalogue.digest == new.catalogue.digest:
        return Comparison(old, new, day)
    pairs = _pairs(old, new)
    profiles = questions([*old.golden, *new.golden])
    both = [profile for profile in profiles if readable(profile.profile, old.catalogue) and readable(profile.profile, new.catalogue)]
    touched = [pair for pair in pairs if pair.rules or pair.dates or pair.words]
    answers = golden_changes(touched, old.catalogue, new.catalogue, both)
    changes = [_instrument(pair, old, new, day, answers.get(pair.id, ())) for pair in pairs]
    return Comparison(
        old, new, day,
        instruments=tuple(change for change in changes if change is not None),
        entries=tuple(entry_changes(old, new)),
        arrivals=arrivals(old, new, day),
        profiles=len(both),
        unread=len(profiles) - len(both),
    )


def _pairs(old: CatalogueVersion, new: CatalogueVersion) -> list[InstrumentPair]:
    """Pair the instruments of both catalogues, in the order of the new one; those that are gone come last."""
    names = renamed(old, new)
    found = []
    for key, after in new.catalogue.instruments.items():
        before = old.catalogue.instruments.get(names.get(key, key))
        if before is None:
            found.append(InstrumentPair(key, InstrumentStatus.ADDED, None, after, rules=True, dates=False, words=False))
            continue
        status = InstrumentStatus.RENAMED if key in names else InstrumentStatus.CHANGED
        found.append(InstrumentPair(
            key, status, before, after,
            rules=rules_of(before) != rules_of(after),
            dates=dates_of(before, old.catalogue) != dates_of(after, new.catalogue),
            words=words_of(before, old.catalogue) != words_of(after, new.catalogue),
        ))
    gone = (item for key, item in old.catalogue.instruments.items() if key not in new.catalogue.instruments and key not in names.values())
    return [*found, *(InstrumentPair(one.id, InstrumentStatus.REMOVED, one, None, rules=True, dates=False, words=False) for one in gone)]


def _instrument(
    pair: InstrumentPair, old: CatalogueVersion, new: CatalogueVersion, day: date, golden: tuple[GoldenChange, ...]
) -> InstrumentChange | None:
    before, after = pair.before, pair.after
    fields: tuple[FieldChange, ...] = ()
    effect = _effect(pair, old, new, day) if pair.rules or pair.dates else None
    if before and after:
        fields = instrument_fields(instrument_text(old, before.id), instrument_text(new, after.id))
        if pair.status is InstrumentStatus.CHANGED and (effect is None or effect.quiet) and not fields and not golden:
            return None
    return InstrumentChange(pair.id, pair.status, before, after, fields, effect, golden)


def _effect(pair: InstrumentPair, old: CatalogueVersion, new: CatalogueVersion, day: date) -> Effect:
    before, after = pair.before, pair.after
    availability = availability_changes(before, old.catalogue, after, new.catalogue) if before and after else ()
    if not pair.rules:
        return Effect(EffectKind.NOBODY, (), (), (), availability)
    try:
        ground = SharedSpace(old, new, before, after, day)
        transitions = _transitions(ground)
        better, worse = (any(transition.shown.better is wins for transition in transitions) for wins in (True, False))
        turn = (EffectKind.BOTH if better and worse else EffectKind.WIDER if better
                else EffectKind.NARROWER if worse else EffectKind.NOBODY)
        return Effect(turn, transitions, rule_effects(ground), amount_effects(ground), availability)
    except TooIntricateError:
        return Effect(EffectKind.UNDECIDED, (), (), (), availability)


def _transitions(ground: SharedSpace) -> tuple[Transition, ...]:
    """Return every step from one verdict to another that some enterprise takes, with the days on which some does."""
    found = []
    for pair in dict.fromkeys(pair for moved in ground.moved for pair in moved.regions):
        there = [moved for moved in ground.moved if pair in moved.regions]
        shown = ground.shown_step(there[0], pair)
        found.append(Transition(shown, _spans(there)))
    return tuple(found)


def _spans(moved: Sequence[Moved]) -> tuple[DayRange, ...]:
    """Return the days of some periods, neighbours joined, in order."""
    found: list[DayRange] = []
    for item in sorted((moment.period for moment in moved), key=lambda period: (period.first is not None, period.first)):
        previous = found[-1] if found else None
        if previous and previous.last and item.first and (item.first - previous.last).days == 1:
            found[-1] = DayRange(previous.first, item.last)
        else:
            found.append(DayRange(item.first, item.last))
    return tuple(found)
