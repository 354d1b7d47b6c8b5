"""From two catalogues to everything that differs between them: the story, one step a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from essfund.core.errors import TooIntricateError
from essfund.core.messages import Words
from essfund.model.requirement import SHAPES
from essfund.model.rulebook import InstrumentRules
from essfund.review.diff.amount_effects import amount_effects
from essfund.review.diff.effects import arrivals, availability_changes, dates_of, rule_effects, rules_of, words_of
from essfund.review.diff.fieldwise import MOST_PAIRS, differences, likeness
from essfund.review.diff.golden import golden_changes, questions, readable
from essfund.review.diff.model import (
    Comparison,
    DayRange,
    Effect,
    EffectKind,
    EntryChange,
    EntryKind,
    FieldChange,
    InstrumentChange,
    InstrumentPair,
    InstrumentStatus,
    RequirementText,
    Transition,
    WrittenTest,
)
from essfund.review.diff.shared_space import SharedSpace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.condition import Condition
    from essfund.model.rulebook import OfferRules
    from essfund.model.tool import Tool
    from essfund.review.diff.model import CatalogueVersion, FieldChange, GoldenChange
    from essfund.review.diff.shared_space import Moved


RENAMED, NAMED_ALIKE = 0.7, 0.5
"""An instrument that is gone and one that is new are the same one, renamed, if they and their names are this much alike."""

INSTRUMENTS = {"tools": "tools", "rules": "instruments"}
"""Where the documents hold what `instrument_changes` compares."""

MAPPINGS = {
    EntryKind.SOURCE: ("tools", "sources"), EntryKind.CONTACT: ("tools", "contacts"), EntryKind.SHARED: ("rules", "shared"),
    EntryKind.RESERVATION: ("rules", "shared_reservations"),
}
"""Where the documents hold entries that have an id."""

WHOLES = {EntryKind.RELATION: ("rules", ("incompatibilities", "pairings")), EntryKind.RANKING: ("rules", ("ranking",))}
"""Where they hold what is compared as one entry, by the key of each. What is in none of these tables is the catalogue itself."""


@dataclass(frozen=True, eq=False, repr=False)
class InstrumentText:
    """An instrument as both files write it."""

    tool: Tool
    rules: InstrumentRules


def instrument_text(side: CatalogueVersion, key: str) -> InstrumentText:
    """Return an instrument as its authors wrote it, each condition with the test that it comes to."""
    instrument = side.catalogue.instruments[key]
    written = side.rules.instruments.get(key) or InstrumentRules()
    found = {offer.id: offer.conditions for offer in instrument.offers}
    offers = {
        name: replace(offer, requires=_requirements(offer.requires, found.get(name, ())))
        for name, offer in written.offers.items()
    }
    rules = replace(written, requires=_requirements(written.requires, instrument.conditions), offers=offers)
    return InstrumentText(instrument.tool, rules)


def _requirements(written: Sequence[Mapping[str, Any]], conditions: Sequence[Condition]) -> Any:
    """Return conditions as written; those that follow from amounts come after them and are left out."""
    return tuple(requirement(raw, item.short_id, item) for raw, item in zip(written, conditions, strict=False))


def requirement(raw: Mapping[str, Any], key: str, condition: Condition) -> RequirementText:
    """Return one condition as written."""
    note = raw.get("note")
    return RequirementText(
        key, WrittenTest({word: value for word, value in raw.items() if word in SHAPES}, condition.test), raw.get("strength"),
        tuple(raw.get("source") or ()), Words(note["fr"], note["en"]) if note else None, raw.get("from"), raw.get("until"),
        raw.get("accepts"),
    )


def renamed(old: CatalogueVersion, new: CatalogueVersion) -> dict[str, str]:
    """Return the instruments whose id changed, new ids to old ones: those that are gone, each with what looks most like it."""
    gone = [key for key in old.catalogue.instruments if key not in new.catalogue.instruments]
    come = [key for key in new.catalogue.instruments if key not in old.catalogue.instruments]
    names = [{key: side.catalogue.instruments[key].tool.name for key in keys} for side, keys in ((old, gone), (new, come))]
    few = len(gone) * len(come) <= MOST_PAIRS
    likely = ((a, b) for a in gone for b in come
              if names[0][a] == names[1][b] or (few and likeness(names[0][a], names[1][b]) >= NAMED_ALIKE))
    scores = sorted(
        ((likeness(instrument_text(old, a), instrument_text(new, b)), a, b) for a, b in likely),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    found: dict[str, str] = {}
    for score, a, b in scores:
        if score >= RENAMED and a not in found.values() and b not in found:
            found[b] = a
    return found


def instrument_fields(old: InstrumentText, new: InstrumentText) -> tuple[FieldChange, ...]:
    """Return every field of an instrument that differs, of what exists first, then of who may have it."""
    return (*differences(old.tool, new.tool), *differences(old.rules, new.rules))


def entry_changes(old: CatalogueVersion, new: CatalogueVersion) -> Iterator[EntryChange]:
    """Yield what differs outside the instruments, entry by entry."""
    for kind, (role, name) in MAPPINGS.items():
        before, after = _mapping(old, kind, role, name), _mapping(new, kind, role, name)
        for key in [*after, *(key for key in before if key not in after)]:
            if found := tuple(differences(before.get(key), after.get(key))):
                yield EntryChange(kind, key, found, _users(old, new, kind, key))
    for kind, (role, names) in WHOLES.items():
        for name in names:
            if found := tuple(differences(getattr(getattr(old, role), name), getattr(getattr(new, role), name))):
                yield EntryChange(kind, name, found)
    for section, changes in groupby(differences(old.words, new.words), key=lambda change: change.path[0]):
        yield EntryChange(EntryKind.VOCABULARY, section, tuple(change._replace(path=change.path[1:]) for change in changes))
    yield from _rest(old, new)


def _mapping(side: CatalogueVersion, kind: EntryKind, role: str, name: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = getattr(getattr(side, role), name)
    if kind is not EntryKind.SHARED:
        return entries
    return {key: requirement(raw, key, side.catalogue.shared[key]) for key, raw in entries.items()}


def _rest(old: CatalogueVersion, new: CatalogueVersion) -> Iterator[EntryChange]:
    """Compare what the documents hold besides: the edition, the licence, what is accepted at the top of a file."""
    taken = {*MAPPINGS.values(), *INSTRUMENTS.items(), *((role, name) for role, names in WHOLES.values() for name in names)}
    for role in ("tools", "rules"):
        if found := tuple(differences(_without(getattr(old, role), role, taken), _without(getattr(new, role), role, taken))):
            yield EntryChange(EntryKind.CATALOGUE, role, found)


def _without(document: object, role: str, taken: set[tuple[str, str]]) -> dict[str, object]:
    return {key: value for key, value in vars(document).items() if (role, key) not in taken}


def _users(old: CatalogueVersion, new: CatalogueVersion, kind: EntryKind, key: str) -> tuple[str, ...]:
    """Return the instruments that use a shared condition or reservation, directly or through another one."""
    if kind is EntryKind.SHARED:
        found = [tool for side in (new, old) for tool, rules in side.rules.instruments.items() if key in _reached(side, rules)]
    elif kind is EntryKind.RESERVATION:
        found = [
            tool for side in (new, old) for tool, rules in side.rules.instruments.items()
            if any(reservation.shared == key for part in parts_of(rules) for reservation in part.reservations)
        ]
    else:
        return ()
    return tuple(dict.fromkeys(found))


def parts_of(rules: InstrumentRules) -> tuple[InstrumentRules | OfferRules, ...]:
    """Return the rules of an instrument and those of its offers."""
    return rules, *rules.offers.values()


def _reached(side: CatalogueVersion, rules: InstrumentRules) -> set[str]:
    queue = [name for part in parts_of(rules) for raw in part.requires for name in named_in(raw)]
    found: set[str] = set()
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += named_in(side.rules.shared.get(name, {}))
    return found


def named_in(raw: object) -> list[str]:
    """Return the shared conditions that a condition names, at any depth."""
    if isinstance(raw, list | tuple):
        return [name for part in raw for name in named_in(part)]
    if not isinstance(raw, dict):
        return []
    own = [raw["shared"]] if isinstance(raw.get("shared"), str) else []
    return own + [name for word in ("all", "any", "not") for name in named_in(raw.get(word))]


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
