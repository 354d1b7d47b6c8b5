"""Deriving the answers at every edge of an instrument, keeping the standpoints that people have reviewed as far as they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.boundaries.amounts import plenty, turning
from essfund.engine.boundaries.card import card
from essfund.engine.boundaries.days import anchor, steps
from essfund.engine.boundaries.demands import Plan, wanted
from essfund.engine.boundaries.ground import ProbeSet
from essfund.engine.boundaries.values import AGE, AS_OF, CREATED, gathered
from essfund.engine.boundaries.viewpoint import Viewpoint
from essfund.engine.eligibility import days_that_differ
from essfund.engine.sampling import PLAIN, sample
from essfund.model.boundaries import Boundaries, Standpoint
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.report import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from essfund.engine.boundaries.demands import Edge
    from essfund.engine.eligibility import OfferTerms
    from essfund.engine.regions import Region
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.tool import Amount


def derive(catalogue: Catalogue, instrument: Instrument, reviewed: Iterable[Viewpoint] = ()) -> Boundaries:
    """Return the boundaries of an instrument. Standpoints reviewed before come first, if they still show something."""
    ground = ProbeSet(catalogue, instrument)
    plan = Plan(ground)
    known = [view for view in reviewed if view.offer is not None]
    for view in known:
        if view.answer() == Verdict.ELIGIBLE.value:
            plan.take(view)
    days = days_that_differ([instrument], anchor(catalogue, instrument))
    standing = [(day, terms) for day in days for terms in ground.eligibility.terms(instrument, day)]
    for day, terms in standing:
        _complete(plan, day, terms, ground.eligibility.met(terms.all))
    for view in known:
        if plan.open:
            plan.take(view)
    for day, terms in standing:
        wishes = [ground.space.test(condition.test) for condition in terms.all]
        _complete(plan, day, terms, ground.space.possible, wishes)
    places = {offer.id: place for place, offer in enumerate(instrument.offers)}
    taken = sorted(plan.taken, key=lambda pair: places[pair[0].name])
    first = {view.name: view for view, _ in reversed(taken)}
    profiles = tuple(_standpoint(ground, view, fields, first=first[view.name] is view) for view, fields in taken)
    return Boundaries(instrument.id, card(instrument), steps(catalogue, instrument), profiles)


def _complete(plan: Plan, day: date, terms: OfferTerms, start: Region, wishes: Sequence[Region] = ()) -> None:
    """Add standpoints out of a region in front of one offer until they show all that such ones can show.

    `wishes` are regions to stay in where that is possible.
    """
    ground = plan.ground
    if ground.space.empty(start):
        return
    seen = {view.name for view, _ in plan.taken}
    while True:
        region, gained = start, terms.offer.id not in seen
        for edge in _askable(plan.open, terms):
            nearer = ground.space.meet(region, edge.turning)
            if not ground.space.empty(nearer):
                region, gained = nearer, True
        if not gained:
            return
        for wish in wishes:
            nearer = ground.space.meet(region, wish)
            region = region if ground.space.empty(nearer) else nearer
        profile = _profile(ground, region, day, terms)
        if not plan.take(Viewpoint(ground.catalogue, ground.instrument, terms.offer.id, profile, day)):
            return
        seen.add(terms.offer.id)


def _askable(edges: Sequence[Edge], terms: OfferTerms) -> Iterator[Edge]:
    for edge in edges:
        asked = terms.all if edge.field != AS_OF else (*terms.offer.conditions, *terms.common, edge.condition)
        if any(edge.condition is one for one in asked):
            yield edge


def _profile(ground: ProbeSet, region: Region, day: date, terms: OfferTerms) -> Profile:
    """Return an enterprise of a region that says everything the instrument looks at."""
    witness = ground.eligibility.show(region, day)
    assert witness is not None
    raw = {key: _natural(ground, key, value) for key, value in witness.profile.items()}
    for key in _looked_at(ground.instrument, terms):
        if key not in raw and not (key == AGE and CREATED in raw):
            raw |= _plain(ground, key, day)
    raw |= _generous(ground, raw, terms.offer.entry.amount)
    words = ground.catalogue.vocabularies
    return Profile({key: FIELDS[key].kind.read(raw[key], words.of(FIELDS[key].vocabulary)) for key in FIELDS if key in raw})


def _generous(ground: ProbeSet, raw: dict[str, object], amount: Amount) -> dict[str, object]:
    """Return enough of what ceilings are computed from for the fixed ceiling to decide, where no test forbids it."""
    found: dict[str, object] = {}
    for field, enough in plenty(amount).items():
        kind = FIELDS[field].kind
        own = kind.read(raw[field], None)
        assert isinstance(own, Interval)
        for value in (enough, *(cell.high for cell in _cells(ground, field) if isinstance(cell, Interval))):
            if value is None or value <= (own.low or 0):
                continue
            wished = Interval(value, value)
            if ground.place(field, wished) == ground.place(field, own):
                found[field] = kind.plain(wished)
                break
    return found


def _cells(ground: ProbeSet, key: str) -> list[Hashable]:
    field = FIELDS[key]
    tests = [(leaf.operator, leaf.argument) for leaf in ground.leaves.get(key, ())]
    return field.kind.cells(tests, None, ground.catalogue.vocabularies.of(field.vocabulary))


def _natural(ground: ProbeSet, key: str, value: object) -> object:
    """Return a plain number instead of a bound where no test tells them apart."""
    kind, wished = FIELDS[key].kind, PLAIN.get(getattr(FIELDS[key].kind, "unit", ""))
    if wished is None or key == AGE:
        return value
    other, own = (ground.place(key, kind.read(one, None)) for one in (wished, value))
    return wished if other == own else value


def _looked_at(instrument: Instrument, terms: OfferTerms) -> list[str]:
    """Return the fields that conditions, amounts and the order of options look at."""
    tool = instrument.tool
    found = {field for condition in instrument.all_conditions for field in condition.fields}
    found |= {limit.of for limit in terms.offer.entry.amount.limits if limit.of}
    found |= {"amount_needed"} if instrument.role.funds else set()
    found |= {"stage"} if tool.stages else set()
    found |= {"legal_form"} if tool.dedicated_to else set()
    return [key for key in FIELDS if key in found]


def _plain(ground: ProbeSet, key: str, day: date) -> dict[str, object]:
    """Return a field with a plain value: nothing depends on it here."""
    field, words = FIELDS[key], ground.catalogue.vocabularies
    if field.kind.name == "flag":
        return {key: False}
    cells = _cells(ground, key)
    wished = PLAIN.get(getattr(field.kind, "unit", ""), 1) * getattr(field.kind, "scale", 1)
    for one in cells:
        if isinstance(one, Interval) and (one.low or 0) <= wished and (one.high is None or wished <= one.high):
            return sample(key, [one], cells, words, day)
    return sample(key, cells[:1], cells, words, day)


def _standpoint(ground: ProbeSet, view: Viewpoint, fields: Sequence[str], *, first: bool) -> Standpoint:
    words, vary, amounts = ground.catalogue.vocabularies, {}, {}
    for field in fields:
        pairs = [(value, view.changed(field, value)) for value in wanted(ground, view, field)]
        vary[field] = gathered(pairs, field, words)
    if first and view.offer is not None:
        for field, values in turning(view.offer.entry.amount, view.values).items():
            amounts[field] = gathered([(value, view.gives(field, value)) for value in values], field, words)
    return Standpoint(view.day, view.name, view.profile.plain(), view.whole(), vary, amounts)
