"""The golden profiles of both catalogues, held against the instruments that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.core.truth import FALSE, TRUE, UNKNOWN
from essfund.engine.evaluate import prove
from essfund.engine.match import Matcher
from essfund.model.field_types import Interval
from essfund.model.verdict import Status, Verdict
from essfund.review.diff.effects import changed_rules, deciding, formula
from essfund.review.diff.model import GoldenChange, VersionAnswer

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from essfund.core.truth import Truth
    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.model.fields import Field
    from essfund.model.profile import Profile
    from essfund.model.report import Result
    from essfund.review.diff.effects import ChangedRule
    from essfund.review.diff.model import InstrumentPair


class GoldenQuestion(NamedTuple):
    """One profile on one day, with every golden case that asks about it, and for which instruments."""

    cases: tuple[str, ...]
    tools: frozenset[str]
    profile: Profile
    day: date


def questions(golden: Iterable[Trial]) -> list[GoldenQuestion]:
    """Each profile once a day, in the order of the cases."""
    found: dict[Hashable, GoldenQuestion] = {}
    for item in golden:
        key = (item.day, frozenset(item.profile.values.items()), frozenset(item.profile.answers.items()))
        known = found.get(key, GoldenQuestion((), frozenset(), item.profile, item.day))
        found[key] = known._replace(cases=tuple(dict.fromkeys((*known.cases, item.case))), tools=known.tools | {item.tool})
    return list(found.values())


def readable(profile: Profile, catalogue: Catalogue) -> bool:
    """Whether a catalogue knows every field and every id that a profile holds."""
    return all(_readable(known, catalogue.fields.get(key), catalogue) for key, known in profile.values.items())


def _readable(known: Hashable, field: Field | None, catalogue: Catalogue) -> bool:
    if field is None or not isinstance(known, HELD.get(field.kind.name, object)):
        return False
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    return vocabulary is None or (isinstance(known, frozenset) and known <= vocabulary.ids)


HELD: dict[str, type] = {"flag": bool, "number": Interval, "choice": frozenset}
"""What is known of the fields that catalogues add: two of the same key may be of different kinds."""


def _deciding_rules(pair: InstrumentPair) -> tuple[Sequence[ChangedRule] | None, tuple[Condition, ...]]:
    """The conditions by which alone answers can differ (None: by more), and those that hold for every offer before and after."""
    before, after = pair.before, pair.after
    if before is None or after is None:
        return None, ()
    known = {deciding(condition) for condition in before.conditions}
    kept = tuple(condition for condition in after.conditions if condition.strength.refuses and deciding(condition) in known)
    rules = tuple(changed_rules(before, after))
    alone = not pair.words and not any(rule.of_offer for rule in rules) and _shape(before) == _shape(after)
    return rules if alone else None, kept


def _shape(instrument: Instrument) -> Hashable:
    offers = tuple((offer.id, formula(offer.entry.amount)) for offer in instrument.offers)
    return offers, tuple(reservation.short_id for reservation in instrument.all_reservations)


def golden_changes(
    pairs: Sequence[InstrumentPair], old: Catalogue, new: Catalogue, profiles: Iterable[GoldenQuestion]
) -> dict[str, tuple[GoldenChange, ...]]:
    """Return, for each instrument, the profiles whose answer differs, in the order of the cases."""
    found: dict[str, list[GoldenChange]] = {pair.id: [] for pair in pairs}
    deciding_rules = [(pair, *_deciding_rules(pair)) for pair in pairs]
    names = {item.before.id: item.after.id for item in pairs if item.before and item.after and item.before.id != item.after.id}
    before = {after: item for item, after in names.items()}
    for question in profiles:
        matchers = [Matcher(side, answered(question.profile, ids), question.day) for side, ids in ((old, before), (new, names))]
        for pair, rules, kept in deciding_rules:
            if change := _change(pair, rules, kept, question, *matchers):
                found[pair.id].append(change)
    return {key: tuple(changes) for key, changes in found.items()}


def answered(profile: Profile, names: Mapping[str, str]) -> Profile:
    """A profile whose answers speak of instruments by the ids that a catalogue has for them."""
    if not names or not profile.answers:
        return profile
    keys = {key: ".".join([names.get(head, head), *rest]) for key in profile.answers for head, *rest in [key.split(".")]}
    return replace(profile, answers={keys[key]: answer for key, answer in profile.answers.items()})


def _change(
    pair: InstrumentPair, rules: Sequence[ChangedRule] | None, kept: Sequence[Condition], question: GoldenQuestion,
    old: Matcher, new: Matcher,
) -> GoldenChange | None:
    states = [side.dated_instruments[it.id].availability if it else None for side, it in ((old, pair.before), (new, pair.after))]
    if states[0] is states[1] and rules is not None and all(_decided_alike(rule, old, new) for rule in rules):
        return None
    if not question.profile.answers and any(_level(condition, new) == (FALSE, True) for condition in kept):
        return None
    before, after = (side.result(it) if it else None for side, it in ((old, pair.before), (new, pair.after)))
    if not _differ(before, after):
        return None
    was, now = (_outcome(result) if result else None for result in (before, after))
    stated = any(it and it.id in question.tools for it in (pair.before, pair.after))
    return GoldenChange(question.cases, stated, question.profile, question.day, was, now, _because(before, after))


def _decided_alike(rule: ChangedRule, old: Matcher, new: Matcher) -> bool:
    """Whether a changed condition is decided, and decided alike, on both sides: it cannot be what makes an answer differ."""
    level = _level(rule.old, old)
    return level is not None and level == _level(rule.new, new)


def _level(condition: Condition | None, side: Matcher) -> tuple[Truth, bool] | None:
    if condition is None or not condition.applies_on(side.day):
        return TRUE, True
    if side.profile.answers:
        return None
    truth = prove(condition.test, side.values, side.memo).truth
    return None if truth is UNKNOWN else (truth, truth is TRUE or condition.strength.refuses)


def _outcome(result: Result) -> VersionAnswer:
    unmet = tuple(finding.condition.id for finding in result.findings if finding.status is Status.UNMET)
    return VersionAnswer(result.verdict, result.availability, result.offer.offer.id, result.amount, unmet)


def _differ(before: Result | None, after: Result | None) -> bool:
    """Whether two answers differ for somebody: what is refused before and after is refused, whatever its amount or its state."""
    if all(item is None or item.verdict is Verdict.INELIGIBLE for item in (before, after)):
        return False
    answers = [(item.verdict, item.availability, item.offer.offer.id, item.amount[:3]) if item else None for item in (before, after)]
    return answers[0] != answers[1]


def _because(before: Result | None, after: Result | None) -> tuple[str, ...]:
    """The conditions whose status differs, in the offers that both sides have; one that is not there asks nothing."""
    old, new = ({item.offer.id: {it.condition.short_id: it for it in item.findings} for item in side.offers} if side else {}
                for side in (before, after))
    return tuple(dict.fromkeys(
        (now.get(key) or was[key]).condition.id
        for offer, now in new.items() if (was := old.get(offer)) is not None for key in now | was
        if len({side[key].status if key in side else Status.MET for side in (was, now)}) > 1
    ))
