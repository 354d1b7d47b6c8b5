"""Boundaries of one instrument: the value just inside and the value just outside each test, amount and day, with both answers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import TRUE, UNKNOWN
from essfund.engine.amounts import formula_of, scale_of
from essfund.engine.golden_cases import refusing
from essfund.engine.match import Matcher
from essfund.engine.pivotal import AGE, CREATED, FieldValue, PivotFinder, plain_number
from essfund.engine.sampling import PLAIN, sample
from essfund.engine.timeline import DAY, availability_days, periods
from essfund.model.field_types import Interval
from essfund.model.field_types.number import LARGEST
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from datetime import date

    from essfund.engine.eligibility import OfferTerms
    from essfund.engine.pivotal import PivotalTest
    from essfund.engine.regions import Region
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Leaf
    from essfund.model.report import Result
    from essfund.model.tool import Amount, Limit

AS_OF = "as_of"
TOGETHER = " + "
"""Between the ids of a field that holds several at once, as people type them."""


class BoundaryNature(Enum):
    """What a boundary belongs to."""

    CONDITION = "condition"
    AMOUNT = "amount"
    PERIOD = "period"
    AVAILABILITY = "availability"


class BoundarySide(NamedTuple):
    """One side of a boundary: values that are answered alike, as people type them; an enterprise with the first one; its answer."""

    values: tuple[str, ...]
    profile: Mapping[str, object]
    day: date
    result: Result


class Boundary(NamedTuple):
    """Two enterprises that differ in one field, or one on two days; inside, the condition is met or the answer is the better one."""

    nature: BoundaryNature
    id: str
    """What turns the answer: a condition, `at_most` or the field of a ceiling, what begins or ends on a day, `availability`."""
    offer: str | None
    field: str
    sources: tuple[str, ...]
    inside: BoundarySide
    outside: BoundarySide
    condition: Condition | None = None


def boundaries(catalogue: Catalogue, instrument: Instrument, day: date) -> tuple[Boundary, ...]:
    """Boundaries that some enterprise shows: of conditions and amounts on a day, then of all days. Raises TooIntricateError."""
    finder = _BoundaryFinder(catalogue, instrument, day)
    found = [*finder.conditions(), *finder.amounts(), *finder.periods()]
    turning = [boundary for boundary in found if _answer(boundary.inside.result) != _answer(boundary.outside.result)]
    return (*turning, *(day for day in finder.availability() if day.inside.result.availability is not day.outside.result.availability))


def _answer(result: Result) -> Hashable:
    """What of a result somebody would notice on the same day."""
    doubts = tuple(finding.condition.id for finding in result.doubts)
    amount = result.amount[:3], result.offer.offer.id, result.need_covered
    return result.verdict, refusing(result), doubts, amount if result.verdict is not Verdict.INELIGIBLE else None


class _BoundaryFinder:
    """Looks for the boundaries of one instrument in a space cut for it alone."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, day: date) -> None:
        self.catalogue, self.instrument, self.day = catalogue, instrument, day
        self.pivots = PivotFinder(catalogue, instrument, day)
        self.space, self.eligibility, self.terms = self.pivots.space, self.pivots.eligibility, self.pivots.terms

    def conditions(self) -> Iterator[Boundary]:
        """Boundaries of every test of the conditions of the day."""
        for pivot in self.pivots.pivots():
            condition, field = pivot.condition, next(iter(pivot.inside.raw))
            yield Boundary(BoundaryNature.CONDITION, condition.short_id, pivot.offer, field, condition.sources, *self._sides(pivot),
                           condition)

    def amounts(self) -> Iterator[Boundary]:
        """Where each computed ceiling reaches the fixed one, and where the need exceeds it."""
        for terms in self.terms:
            amount, name = terms.offer.entry.amount, terms.offer.id if len(self.terms) > 1 else None
            if amount.at_most is None:
                continue
            turning: list[tuple[str, str, int, int, tuple[str, ...]]]
            turning = [(limit.of or "", limit.of or "", _least(limit, amount.at_most), -1, limit.source) for limit in amount.limits
                       if not limit.less]
            if self.instrument.role.funds:
                turning.append(("at_most", "amount_needed", amount.at_most, 1, amount.source or ()))
            for key, field, number, step, sources in turning:
                if sides := self._on_amount(terms, amount, field, (number, number + step)):
                    yield Boundary(BoundaryNature.AMOUNT, key, name, field, sources, *sides)

    def _on_amount(self, terms: OfferTerms, amount: Amount, field: str, numbers: tuple[int, int]
                   ) -> tuple[BoundarySide, BoundarySide] | None:
        """Both sides for somebody who may have an offer on both, and whom no other ceiling limits where that can be."""
        values = [FieldValue(plain_number(FIELDS[field], number), self._cell(field, number)) for number in numbers]
        met = self.eligibility.met(terms.all)
        region = self.space.meet_all(self.pivots.once(met, value) for value in values)
        if self.space.empty(region):
            return None
        refused = self.space.meet_all(self.eligibility.unmet(other.all) for other in self.terms if other is not terms)
        region = self.pivots.wished(region, [self.pivots.once(refused, value) for value in values])[1]
        plenty: dict[str, object] = {}
        for limit in amount.limits:
            if limit.less:
                continue  # nothing spent: that is unknown, and limits nobody
            key, enough = limit.of or "", _least(limit, 2 * (amount.at_most or 0))
            cells = self._cell(key, enough).items()
            within = self.space.meet_all([region, *(self.space.literal(index, 1 << bit) for index, bit in cells)])
            if key != field and not self.space.empty(within):
                region, plenty = within, plenty | plain_number(FIELDS[key], enough)
        return self._side(field, region, values[0], plenty), self._side(field, region, values[1], plenty)

    def _cell(self, field: str, number: int) -> dict[int, int]:
        """Cell in which a number lies; nothing for a field that no condition tests."""
        point = Interval(number, number)
        return {index: bit for index in self.space.of_field.get(field, ()) for bit, cell in enumerate(self.space.variables[index].cells)
                if isinstance(cell, Interval) and not cell.above(point) and not point.above(cell)}

    def periods(self) -> Iterator[Boundary]:
        """Days on which a condition or an offer begins or ends, each with somebody whose answer turns."""
        space, eligible = self.space, self.eligibility.eligible
        for first in sorted(period.first for period in periods([self.instrument], self.day) if period.first):
            days = (first - DAY, first)
            regions = [eligible(self.instrument, either) for either in days]
            shown = [(space.minus(regions[0], regions[1]), days), (space.minus(regions[1], regions[0]), days[::-1])]
            turning = [side for side in shown if not space.empty(side[0])] or [(space.meet(*regions), days)]
            ids, sources = self._begun(first)
            for region, (inside, outside) in turning:
                if not space.empty(region):
                    raw = self._profile(region, inside)
                    sides = self._on(inside, raw), self._on(outside, raw)
                    yield Boundary(BoundaryNature.PERIOD, ", ".join(ids), None, AS_OF, sources, *sides)

    def _begun(self, day: date) -> tuple[list[str], tuple[str, ...]]:
        """What begins on a day or has ended the day before, with the sources that say so."""
        items = [(item.short_id, item.first_day, item.last_day, item.sources) for item in self.instrument.all_conditions]
        entries = [(offer.id, offer.entry) for offer in self.instrument.offers]
        items += [(key, entry.first_day, entry.last_day, entry.amount.source or ()) for key, entry in entries]
        found = [(key, sources) for key, first, last, sources in items if day in (first, last and last + DAY)]
        named = tuple(dict.fromkeys(source for _, sources in found for source in sources))
        return list(dict.fromkeys(key for key, _ in found)), named or self.instrument.tool.sources

    def availability(self) -> Iterator[Boundary]:
        """Days on which the availability turns."""
        tool, catalogue = self.instrument.tool, self.catalogue
        rank = list(Availability)
        for day in sorted(set(availability_days(tool, catalogue))):
            sides = (self._on(either, {}) for either in (day - DAY, day))
            inside, outside = sorted(sides, key=lambda side: rank.index(side.result.availability))
            dated = [fact.source for fact in (tool.valid_from, tool.valid_until) if fact and day in (fact.day, fact.day + DAY)]
            sources = tuple(dict.fromkeys(name for names in dated for name in names)) or tool.running or tool.sources
            yield Boundary(BoundaryNature.AVAILABILITY, "availability", None, AS_OF, sources, inside, outside)

    def _profile(self, region: Region, day: date) -> dict[str, object]:
        """Enterprise of a region, with numbers that people would say where no test tells them from those of the witness."""
        witness = self.eligibility.show(region, day)
        assert witness is not None
        fields = self.catalogue.fields
        units = {key: PLAIN.get(getattr(fields[key].kind, "unit", ""), 0) for key in witness.profile if key != AGE and key in FIELDS}
        numbers = {key: fields[key].kind.read(witness.profile[key], None) for key, unit in units.items() if unit}
        alike = {key: units[key] for key, known in numbers.items() if isinstance(known, Interval)
                 and self._cell(key, known.low or 0) == self._cell(key, units[key] * scale_of(key))}
        return {**witness.profile, **alike}

    def _side(self, field: str, region: Region, value: FieldValue, more: Mapping[str, object] | None = None) -> BoundarySide:
        """Enterprise of a region with a value of one field, and its answer."""
        gone = {AGE, CREATED} if field == AGE else {field}
        raw = {key: plain for key, plain in self._profile(region, self.day).items() if key not in gone}
        return self._on(self.day, {**raw, **(more or {}), **value.raw}, (typed(next(iter(value.raw.values()))),))

    def _sides(self, pivot: PivotalTest) -> tuple[BoundarySide, BoundarySide]:
        """Both sides of a test; fields on which nothing turns are said too where three-valued logic alone does not see it."""
        field, condition, values = pivot.leaf.field, pivot.condition, (pivot.inside, pivot.outside)
        sides = [self._side(field, pivot.region, value) for value in values]
        offers = [offer for side in sides for offer in side.result.offers]
        if any(finding.truth is UNKNOWN for offer in offers for finding in offer.findings if finding.condition is condition):
            known = {field, *sides[0].profile, *sides[1].profile}
            more: dict[str, object] = {}
            for key in set(condition.fields) - known - ({AGE} if CREATED in known else set()):
                cells = self.space.variables[self.space.of_field[key][0]].cells
                more |= sample(key, [cells[-1]], cells, self.space.vocabularies, self.day)
            sides = [self._side(field, pivot.region, value, more) for value in values]
        return self._with_alike(pivot.leaf, values[0], sides[0]), self._with_alike(pivot.leaf, values[1], sides[1])

    def _on(self, day: date, raw: Mapping[str, object], values: tuple[str, ...] = ()) -> BoundarySide:
        """Answer to an enterprise on a day; the day is the value where no other is given."""
        words, fields = self.catalogue.vocabularies, self.catalogue.fields
        profile = {key: raw[key] for key in fields if key in raw}
        known = Profile({key: fields[key].kind.read(plain, words.of(fields[key].vocabulary)) for key, plain in profile.items()})
        result = Matcher(self.catalogue, known, day).result(self.instrument)
        return BoundarySide(values or (day.isoformat(),), profile, day, result)

    def _with_alike(self, leaf: Leaf, value: FieldValue, side: BoundarySide) -> BoundarySide:
        """Add the other ids of a vocabulary that fall on the same side of a test and are answered alike."""
        field = self.catalogue.fields[leaf.field]
        vocabulary = self.catalogue.vocabularies.of(field.vocabulary)
        if vocabulary is None:
            return side
        alike = [term for term in vocabulary.terms if term not in side.values
                 and (field.kind.evaluate(leaf.operator, leaf.argument, frozenset([term])) is TRUE) is value.passes
                 and _answer(self._on(side.day, {**side.profile, leaf.field: [term]}).result) == _answer(side.result)]
        return side._replace(values=(*side.values, *alike))


def typed(value: object) -> str:
    """Value of a profile file as people type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return TOGETHER.join(value) if isinstance(value, list) else str(value)


def _least(limit: Limit, euros: int) -> int:
    """Least number of a field from which a computed ceiling reaches some euros, or the largest that can be written."""
    return min(formula_of(limit).least(euros), LARGEST * scale_of(limit.of or "") - 1)
