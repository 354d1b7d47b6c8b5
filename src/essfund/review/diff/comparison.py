"""From two catalogues to everything that differs between them: the story, one step a line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from essfund.core.errors import TooIntricateError
from essfund.core.messages import Words
from essfund.core.record import record, replace
from essfund.model.requirement import BESIDE
from essfund.model.rulebook import COMBINATIONS, InstrumentRules
from essfund.review.diff import model
from essfund.review.diff.amount_effects import amount_effects
from essfund.review.diff.effects import arrivals, availability_changes, dates_of, rule_effects, rules_of, words_of
from essfund.review.diff.fieldwise import MOST_PAIRS, differences, likeness
from essfund.review.diff.golden import golden_changes, questions, readable
from essfund.review.diff.shared_space import SharedSpace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from essfund.model.condition import Condition
    from essfund.model.rulebook import OfferRules
    from essfund.model.tool import Tool
    from essfund.review.diff.model import CatalogueVersion
    from essfund.review.diff.shared_space import Moved

RENAMED, NAMED_ALIKE = 0.7, 0.5
"""An instrument that is gone and one that is new are the same one, renamed, if they and their names are this much alike."""

INSTRUMENTS = {"tools": "tools", "rules": "instruments"}
"""Where the documents hold what `instrument_changes` compares."""

MAPPINGS = {
    model.EntryKind.SOURCE: ("tools", "sources"), model.EntryKind.CONTACT: ("tools", "contacts"),
    model.EntryKind.SHARED: ("rules", "shared"), model.EntryKind.RESERVATION: ("rules", "shared_reservations"),
}
"""Where the documents hold entries that have an id."""

WHOLES = {model.EntryKind.RELATION: ("rules", COMBINATIONS), model.EntryKind.RANKING: ("rules", ("ranking",))}
"""Where they hold what is compared as one entry, by the key of each. What is in none of these tables is the catalogue itself."""


@record(frozen=True, eq=False, repr=False)
class InstrumentText:
    """An instrument as both files write it."""

    tool: Tool
    rules: InstrumentRules


def instrument_text(side: CatalogueVersion, key: str) -> InstrumentText:
    """An instrument as its authors wrote it, each condition with the test that it comes to."""
    instrument = side.catalogue.instruments[key]
    written = side.rules.instruments.get(key) or InstrumentRules()
    own = {offer.id: offer.conditions for offer in instrument.offers}
    offers = {name: replace(offer, requires=_requirements(offer.requires, own.get(name, ()))) for name, offer in written.offers.items()}
    rules = replace(written, requires=_requirements(written.requires, instrument.conditions), offers=offers)
    return InstrumentText(instrument.tool, rules)


def _requirements(written: Sequence[Mapping[str, Any]], conditions: Sequence[Condition]) -> Any:
    """Conditions as written; those that follow from amounts come after them and are left out."""
    return tuple(requirement(raw, item.short_id, item) for raw, item in zip(written, conditions, strict=False))


def requirement(raw: Mapping[str, Any], key: str, condition: Condition) -> model.RequirementText:
    """One condition as written."""
    note = raw.get("note")
    return model.RequirementText(
        key, model.WrittenTest({word: value for word, value in raw.items() if word not in BESIDE}, condition.test), raw.get("strength"),
        tuple(raw.get("source") or ()), Words(note["fr"], note["en"]) if note else None, raw.get("from"), raw.get("until"),
        raw.get("accepts"),
    )


def renamed(old: CatalogueVersion, new: CatalogueVersion) -> dict[str, str]:
    """The instruments whose id changed, new ids to old ones: those that are gone, by `formerly`, then with what looks most like them."""
    said = {today: key for key in old.catalogue.instruments if (today := new.catalogue.id_today(key)) != key}
    gone = [key for key in old.catalogue.instruments if key not in new.catalogue.instruments and key not in said.values()]
    come = [key for key in new.catalogue.instruments if key not in old.catalogue.instruments and key not in said]
    names = [{key: side.catalogue.instruments[key].tool.name for key in keys} for side, keys in ((old, gone), (new, come))]
    few = len(gone) * len(come) <= MOST_PAIRS
    likely = ((a, b) for a in gone for b in come
              if names[0][a] == names[1][b] or (few and likeness(names[0][a], names[1][b]) >= NAMED_ALIKE))
    names_before = {key: before for key, before in said.items() if key not in old.catalogue.instruments}
    for score, a, b in sorted((-likeness(instrument_text(old, a), instrument_text(new, b)), a, b) for a, b in likely):
        if -score >= RENAMED and a not in names_before.values() and b not in names_before:
            names_before[b] = a
    return names_before


def entry_changes(old: CatalogueVersion, new: CatalogueVersion) -> Iterator[model.EntryChange]:
    """What differs outside the instruments, entry by entry."""
    for kind, (role, name) in MAPPINGS.items():
        before, after = _mapping(old, kind, role, name), _mapping(new, kind, role, name)
        for key in [*after, *(key for key in before if key not in after)]:
            if found := tuple(differences(before.get(key), after.get(key))):
                yield model.EntryChange(kind, key, found, _users(old, new, kind, key))
    for kind, (role, names) in WHOLES.items():
        for name in names:
            if found := tuple(differences(getattr(getattr(old, role), name), getattr(getattr(new, role), name))):
                yield model.EntryChange(kind, name, found)
    for section, changes in groupby(differences(old.words, new.words), key=lambda change: change.path[0]):
        yield model.EntryChange(model.EntryKind.VOCABULARY, section, tuple(change._replace(path=change.path[1:]) for change in changes))
    yield from _rest(old, new)


def _mapping(side: CatalogueVersion, kind: model.EntryKind, role: str, name: str) -> Mapping[str, Any]:
    entries: Mapping[str, Any] = getattr(getattr(side, role), name)
    if kind is not model.EntryKind.SHARED:
        return entries
    return {key: requirement(raw, key, side.catalogue.shared[key]) for key, raw in entries.items()}


def _rest(old: CatalogueVersion, new: CatalogueVersion) -> Iterator[model.EntryChange]:
    """Compare what the documents hold besides: the edition, the licence, what is accepted at the top of a file."""
    taken = {*MAPPINGS.values(), *INSTRUMENTS.items(), *((role, name) for role, names in WHOLES.values() for name in names)}
    for role in ("tools", "rules"):
        rest = [{key: value for key, value in vars(getattr(side, role)).items() if (role, key) not in taken} for side in (old, new)]
        if found := tuple(differences(rest[0], rest[1])):
            yield model.EntryChange(model.EntryKind.CATALOGUE, role, found)


def _users(old: CatalogueVersion, new: CatalogueVersion, kind: model.EntryKind, key: str) -> tuple[str, ...]:
    users: dict[str, None] = {}
    for side in (new, old):
        for tool, rules in side.rules.instruments.items():
            parts: tuple[InstrumentRules | OfferRules, ...] = (rules, *rules.offers.values())
            if (kind is model.EntryKind.SHARED and any(key in _named_in(part.requires, side) for part in parts)) or (
                kind is model.EntryKind.RESERVATION and any(item.shared == key for part in parts for item in part.reservations)
            ):
                users[tool] = None
    return tuple(users)


def _named_in(raw: object, side: CatalogueVersion) -> Iterator[str]:
    """Shared conditions that a condition names, at any depth and through others; the catalogue is sound, so they do not go round."""
    if isinstance(raw, list | tuple):
        for part in raw:
            yield from _named_in(part, side)
    elif isinstance(raw, dict):
        if isinstance(name := raw.get("shared"), str):
            yield name
            yield from _named_in(side.rules.shared.get(name), side)
        for word in ("all", "any", "not"):
            yield from _named_in(raw.get(word), side)


def compare(old: CatalogueVersion, new: CatalogueVersion, *, day: date) -> model.Comparison:
    """
    Everything that differs: in words; who wins and who loses, exactly; on the golden profiles of both. Pure and deterministic.

    Rules are compared on every day; where several days show the same, the day of the question, `day`, does.
    """
    if old.catalogue.digest == new.catalogue.digest:
        return model.Comparison(old, new, day)
    pairs = paired(old, new)
    profiles = questions([*old.golden, *new.golden])
    both = [profile for profile in profiles if readable(profile.profile, old.catalogue) and readable(profile.profile, new.catalogue)]
    touched = [pair for pair in pairs if pair.rules or pair.dates or pair.words]
    answers = golden_changes(touched, old.catalogue, new.catalogue, both)
    changes = [_instrument(pair, old, new, day, answers.get(pair.id, ())) for pair in pairs]
    return model.Comparison(
        old, new, day, tuple(change for change in changes if change is not None), tuple(entry_changes(old, new)),
        arrivals(old, new, day), len(both), len(profiles) - len(both),
    )


def paired(old: CatalogueVersion, new: CatalogueVersion) -> list[model.InstrumentPair]:
    """Pair the instruments of both catalogues, in the order of the new one; those that are gone come last."""
    names, status = renamed(old, new), model.InstrumentStatus
    pairs = []
    for key, after in new.catalogue.instruments.items():
        before = old.catalogue.instruments.get(names.get(key, key))
        if before is None:
            pairs.append(model.InstrumentPair(key, status.ADDED, None, after))
            continue
        pairs.append(model.InstrumentPair(
            key, status.RENAMED if key in names else status.CHANGED, before, after, rules_of(before) != rules_of(after),
            *(of(before, old.catalogue) != of(after, new.catalogue) for of in (dates_of, words_of)),
        ))
    gone = (item for key, item in old.catalogue.instruments.items() if key not in new.catalogue.instruments and key not in names.values())
    return [*pairs, *(model.InstrumentPair(item.id, status.REMOVED, item, None) for item in gone)]


def _instrument(
    pair: model.InstrumentPair, old: CatalogueVersion, new: CatalogueVersion, day: date, golden: tuple[model.GoldenChange, ...]
) -> model.InstrumentChange | None:
    before, after = pair.before, pair.after
    fields: tuple[model.FieldChange, ...] = ()
    effect = _effect(pair, old, new, day) if pair.rules or pair.dates else None
    if before and after:
        texts = instrument_text(old, before.id), instrument_text(new, after.id)
        fields = (*differences(texts[0].tool, texts[1].tool), *differences(texts[0].rules, texts[1].rules))
        if pair.status is model.InstrumentStatus.CHANGED and (effect is None or effect.quiet) and not fields and not golden:
            return None
    return model.InstrumentChange(pair.id, pair.status, before, after, fields, effect, golden)


TURNS = {
    frozenset({True}): model.EffectKind.WIDER, frozenset({False}): model.EffectKind.NARROWER,
    frozenset({True, False}): model.EffectKind.BOTH, frozenset(): model.EffectKind.NOBODY,
}
"""What became of those who may have an instrument, by whether some are better off and some worse."""


def _effect(pair: model.InstrumentPair, old: CatalogueVersion, new: CatalogueVersion, day: date) -> model.Effect:
    before, after = pair.before, pair.after
    availability = availability_changes(before, old.catalogue, after, new.catalogue) if before and after else ()
    if not pair.rules:
        return model.Effect(model.EffectKind.NOBODY, (), (), (), availability)
    try:
        ground = SharedSpace(old, new, before, after, day)
        transitions = _transitions(ground)
        turn = TURNS[frozenset(transition.shown.better for transition in transitions)]
        return model.Effect(turn, transitions, rule_effects(ground), amount_effects(ground), availability)
    except TooIntricateError:
        return model.Effect(model.EffectKind.UNDECIDED, (), (), (), availability)


def _transitions(ground: SharedSpace) -> tuple[model.Transition, ...]:
    """Every step from one verdict to another that some enterprise takes, with the days on which some does."""
    steps: dict[tuple[int, int], list[Moved]] = {}
    for moved in ground.moved:
        for pair in moved.regions:
            steps.setdefault(pair, []).append(moved)
    return tuple(model.Transition(ground.shown_step(there[0], pair), _spans(there)) for pair, there in steps.items())


def _spans(moved: Sequence[Moved]) -> tuple[model.DayRange, ...]:
    spans: list[model.DayRange] = []
    for item in sorted((moment.period for moment in moved), key=lambda period: (period.first is not None, period.first)):
        follows = spans and spans[-1].last and item.first and (item.first - spans[-1].last).days == 1
        spans.append(model.DayRange(spans.pop().first if follows else item.first, item.last))
    return tuple(spans)
