"""Which changed rule makes whom win or lose: for each one an enterprise, or the proof that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.regions import EVERYTHING, NOTHING
from essfund.review.diff.alignment import align
from essfund.review.diff.model import RuleEffect

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from essfund.engine.regions import Region
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition
    from essfund.review.diff.ground import Moved, SharedSpace
    from essfund.review.diff.model import ChangedEnterprise


class ChangedRule(NamedTuple):
    """A condition that is not what it was, or an offer (then both conditions are None) that began, ended or moved."""

    id: str
    offer: str | None
    old: Condition | None
    new: Condition | None


def rule_effects(ground: SharedSpace) -> tuple[RuleEffect, ...]:
    """Return the effect of every changed rule of an instrument that both catalogues have."""
    if ground.before is None or ground.after is None:
        return ()
    found = []
    for rule in changed_rules(ground.before, ground.after):
        gained, lost = (_first(ground, rule, better=better) for better in (True, False))
        found.append(RuleEffect(rule.id, rule.offer, rule.old, rule.new, gained, lost))
    return tuple(found)


def changed_rules(before: Instrument, after: Instrument) -> Iterator[ChangedRule]:
    """Yield the conditions and offers that differ in what they decide."""
    yield from _conditions(None, before.conditions, after.conditions)
    old, new = ({offer.id: offer for offer in one.offers} for one in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        one, other = old.get(key), new.get(key)
        if one and other:
            if (one.entry.first_day, one.entry.last_day) != (other.entry.first_day, other.entry.last_day):
                yield ChangedRule(key, key, None, None)
            yield from _conditions(key, one.conditions, other.conditions)
        else:
            yield ChangedRule(key, key, None, None)


def _conditions(offer: str | None, old: tuple[Condition, ...], new: tuple[Condition, ...]) -> Iterator[ChangedRule]:
    for pair in align(old, new, lambda one: one.short_id):
        if pair.old is None or pair.new is None or deciding(pair.old) != deciding(pair.new):
            yield ChangedRule((pair.new or pair.old).short_id, offer, pair.old, pair.new)


def deciding(one: Condition) -> Hashable:
    """Return what of a condition decides."""
    return one.test, one.strength, one.first_day, one.last_day


def _first(ground: SharedSpace, rule: ChangedRule, *, better: bool) -> ChangedEnterprise | None:
    """Return an enterprise that wins or loses the instrument by a rule; if there is none, one for which its offer alone turns."""
    for moved in [*ground.moved, *(ground.moves(rule.offer) if rule.offer else ())]:
        within = _touched(ground, rule, moved, better=better)
        if within != NOTHING and (found := ground.shown(moved, within, better=better)):
            return found
    return None


def _touched(ground: SharedSpace, rule: ChangedRule, moved: Moved, *, better: bool) -> Region:
    """Return those for whom the rule itself turned, towards a better or a worse answer, where it can have decided.

    A rule of one offer can have decided only for those whom that offer does not refuse, after if they win, before if they lose.
    """
    space, day = ground.space, moved.period.day
    if rule.old is None and rule.new is None:
        return space.join_all(_not_refused(ground, one, day, after=better) for one in _moved_offers(ground, rule, day, came=better))
    reach = EVERYTHING if rule.offer is None else _not_refused(ground, rule.offer, day, after=better)
    old, new = (_levels(ground, one, day) for one in (rule.old, rule.new))
    turned = [space.meet(old[a], new[b]) for a in range(3) for b in range(3) if a != b and (b > a) is better]
    return space.meet(reach, space.join_all(turned))


def _levels(ground: SharedSpace, condition: Condition | None, day: date) -> tuple[Region, Region, Region]:
    """Return those whom a condition refuses, puts in doubt and lets pass."""
    if condition is None or not condition.applies_on(day):
        return NOTHING, NOTHING, EVERYTHING
    met = ground.space.test(condition.test)
    unmet = ground.space.negate(met)
    return (unmet, NOTHING, met) if condition.strength.refuses else (NOTHING, unmet, met)


def _moved_offers(ground: SharedSpace, rule: ChangedRule, day: date, *, came: bool) -> set[str]:
    """Return the offers that a change of one offer brings onto a day, or takes off it: while none runs, all can be looked at."""
    before, after = (_running(ground, day, after=one) for one in (False, True))
    moved = after - before if came else before - after
    own = {one.id for one in changed_rules(*_both(ground)) if one.old is None and one.new is None}
    return {one for one in moved if one == rule.offer or one not in own}


def _running(ground: SharedSpace, day: date, *, after: bool) -> set[str]:
    eligibility, instrument = (ground.new, _both(ground)[1]) if after else (ground.old, _both(ground)[0])
    return {terms.offer.id for terms in eligibility.terms(instrument, day)}


def _not_refused(ground: SharedSpace, offer: str, day: date, *, after: bool) -> Region:
    eligibility, instrument = (ground.new, _both(ground)[1]) if after else (ground.old, _both(ground)[0])
    found = [terms for terms in eligibility.terms(instrument, day) if terms.offer.id == offer]
    return eligibility.space.negate(eligibility.unmet(found[0].all)) if found else NOTHING


def _both(ground: SharedSpace) -> tuple[Instrument, Instrument]:
    assert ground.before is not None
    assert ground.after is not None
    return ground.before, ground.after
