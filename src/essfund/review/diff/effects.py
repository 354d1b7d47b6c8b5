"""Effects of a changed instrument: whether there can be any, by which rule, on which days, and for ids that only one catalogue has."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.core.named_tuple import NamedTuple
from essfund.engine.availability import availability_on
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import EVERYTHING, NOTHING, Space
from essfund.engine.timeline import availability_days, periods_between
from essfund.model.condition import Leaf
from essfund.model.field_types import SeveralType
from essfund.review.diff.fieldwise import align
from essfund.review.diff.model import Arrival, AvailabilityChange, DayRange, RuleEffect

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from essfund.engine.regions import Region
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.model.tool import Amount
    from essfund.review.diff.model import CatalogueVersion, ChangedEnterprise
    from essfund.review.diff.shared_space import Moved, SharedSpace


def rules_of(instrument: Instrument) -> Hashable:
    """Everything that verdicts and amounts depend on, apart from the vocabularies."""
    return (
        tuple((condition.short_id, deciding(condition)) for condition in instrument.conditions),
        tuple(reservation.short_id for reservation in instrument.reservations),
        tuple((
            offer.id, offer.entry.first_day, offer.entry.last_day, formula(offer.entry.amount),
            tuple((item.short_id, deciding(item)) for item in offer.conditions), tuple(item.short_id for item in offer.reservations),
        ) for offer in instrument.offers),
    )


def formula(amount: Amount) -> Hashable:
    """What an amount is computed from, without who says so."""
    return amount.at_least, amount.at_most, tuple((limit.share, limit.each, limit.fixed, limit.fields) for limit in amount.limits)


def dates_of(instrument: Instrument, catalogue: Catalogue) -> Hashable:
    """Everything that the availability of an instrument depends on."""
    tool, pause = instrument.tool, instrument.tool.suspended
    return (
        *((fact.day, fact.strength) if fact else None for fact in (tool.valid_from, tool.valid_until)),
        tuple((offer.first_day, offer.last_day) for offer in tool.offers.values()), (pause.first_day, pause.last_day) if pause else None,
        tuple(sorted(date for name in tool.running if (date := catalogue.sources[name].date))), catalogue.ranking.freshness_months,
    )


def words_of(instrument: Instrument, catalogue: Catalogue) -> Hashable:
    """The ids of every vocabulary that the rules of an instrument ask about: what an unknown field may still be."""
    names = {catalogue.fields[key].vocabulary for condition in instrument.all_conditions for key in condition.fields}
    return tuple((name, found.ids) for name in sorted(filter(None, names)) if (found := catalogue.vocabularies.of(name)))


class ChangedRule(NamedTuple):
    """A condition that is not what it was, or an offer (then both conditions are None) that began, ended or moved."""

    id: str
    offer: str | None
    old: Condition | None
    new: Condition | None

    @property
    def of_offer(self) -> bool:
        """Whether it is an offer."""
        return self.old is None and self.new is None


def rule_effects(ground: SharedSpace) -> tuple[RuleEffect, ...]:
    """The effect of every changed rule of an instrument that both catalogues have."""
    rules = list(changed_rules(ground.before, ground.after)) if ground.before and ground.after else []
    offers = {rule.id for rule in rules if rule.of_offer}
    return tuple(RuleEffect(*rule, *(_first(ground, rule, offers, better=better) for better in (True, False))) for rule in rules)


def changed_rules(before: Instrument, after: Instrument) -> Iterator[ChangedRule]:
    """The conditions and offers that differ in what they decide."""
    yield from _conditions(None, before.conditions, after.conditions)
    old, new = ({offer.id: offer for offer in item.offers} for item in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        pair = [side[key] for side in (old, new) if key in side]
        if len({(offer.entry.first_day, offer.entry.last_day) for offer in pair}) > 1 or len(pair) == 1:
            yield ChangedRule(key, key, None, None)
        if len(pair) > 1:
            yield from _conditions(key, *(offer.conditions for offer in pair))


def _conditions(offer: str | None, old: tuple[Condition, ...], new: tuple[Condition, ...]) -> Iterator[ChangedRule]:
    for pair in align(old, new, lambda item: item.short_id):
        if pair.old is None or pair.new is None or deciding(pair.old) != deciding(pair.new):
            yield ChangedRule((pair.new or pair.old).short_id, offer, pair.old, pair.new)


def deciding(condition: Condition) -> Hashable:
    """What of a condition decides."""
    return condition.test, condition.strength, condition.first_day, condition.last_day


def _first(ground: SharedSpace, rule: ChangedRule, offers: set[str], *, better: bool) -> ChangedEnterprise | None:
    """An enterprise that wins or loses the instrument by a rule; if there is none, one for which its offer alone turns."""
    for moved in [*ground.moved, *(ground.moves(rule.offer) if rule.offer else ())]:
        within = _touched(ground, rule, offers, moved, better=better)
        if within != NOTHING and (found := ground.shown(moved, within, better=better)):
            return found
    return None


def _touched(ground: SharedSpace, rule: ChangedRule, offers: set[str], moved: Moved, *, better: bool) -> Region:
    """Those for whom the rule itself turned, towards a better or a worse answer, where it can have decided.

    A rule of one offer can have decided only for those whom that offer does not refuse, after if they win, before if they lose.
    While no offer runs, all can be looked at: an offer that changed may bring others onto a day, or take them off it.
    """
    space, day = ground.space, moved.period.day
    if rule.of_offer:
        came = ground.running(day, after=better).keys() - ground.running(day, after=not better).keys()
        return space.join_all(_not_refused(ground, offer, day, after=better) for offer in came - (offers - {rule.id}))
    reach = EVERYTHING if rule.offer is None else _not_refused(ground, rule.offer, day, after=better)
    old, new = (_levels(ground, item, day) for item in (rule.old, rule.new))
    turned = [space.meet(old[a], new[b]) for a in range(3) for b in range(3) if a != b and (b > a) is better]
    return space.meet(reach, space.join_all(turned))


def _levels(ground: SharedSpace, condition: Condition | None, day: date) -> tuple[Region, Region, Region]:
    """Those whom a condition refuses, puts in doubt and lets pass."""
    if condition is None or not condition.applies_on(day):
        return NOTHING, NOTHING, EVERYTHING
    met = ground.space.test(condition.test)
    unmet = ground.space.negate(met)
    return (unmet, NOTHING, met) if condition.strength.refuses else (NOTHING, unmet, met)


def _not_refused(ground: SharedSpace, offer: str, day: date, *, after: bool) -> Region:
    terms = ground.running(day, after=after).get(offer)
    return ground.space.negate((ground.new if after else ground.old).unmet(terms.all)) if terms else NOTHING


def availability_changes(before: Instrument, old: Catalogue, after: Instrument, new: Catalogue) -> tuple[AvailabilityChange, ...]:
    """Every stretch of days on which the availability differs, in order: exact, from the beginning of time to its end."""
    sides = (before.tool, old), (after.tool, new)
    edges = (day for side in sides for day in availability_days(*side))
    changes: list[AvailabilityChange] = []
    periods = periods_between(edges, before.tool.checked_on)
    for (was, now), group in groupby(periods, key=lambda period: tuple(availability_on(period.day, *side) for side in sides)):
        if was is not now:
            alike = list(group)
            changes.append(AvailabilityChange(DayRange(alike[0].first, alike[-1].last), was, now))
    return tuple(changes)


def arrivals(old: CatalogueVersion, new: CatalogueVersion, day: date) -> tuple[Arrival, ...]:
    """Every id of a tested field that came or went, with the instruments that enterprises of that kind may have on a day."""
    fields = {**old.catalogue.fields, **new.catalogue.fields}
    return tuple(
        Arrival(key, name, side is new, _open_to(side.catalogue, key, name, day)) for key, field in fields.items() if field.tested
        for side, other in ((new, old), (old, new))
        if (own := side.catalogue.vocabularies.of(field.vocabulary)) and (others := other.catalogue.vocabularies.of(field.vocabulary))
        for name in own.terms if name not in others.ids
    )


def _open_to(catalogue: Catalogue, key: str, name: str, day: date) -> tuple[str, ...] | None:
    """The instruments that some enterprise with this id may have; None if the rules are too intricate to say."""
    operator = "any_of" if isinstance(catalogue.fields[key].kind, SeveralType) else "in"
    such = Leaf(key, operator, frozenset([name]), (name,))
    leaves = dict(catalogue.leaves_by_field)
    try:
        space = Space(leaves | {key: (*leaves.get(key, ()), such)}, catalogue.vocabularies)
        eligibility, region = Eligibility(catalogue, space), space.test(such)
        return tuple(
            item.id for item in catalogue.instruments.values() if not space.empty(space.meet(eligibility.eligible(item, day), region))
        )
    except TooIntricateError:
        return None
