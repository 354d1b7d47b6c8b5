"""What can still become of each instrument, given what is known: regions cut down to the enterprises that are still possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import EVERYTHING, HELD, NOTHING, Region
from essfund.model.field_types import Interval, SeveralType
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.core.truth import Truth
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.profile import Profile
    from essfund.model.report import Report, Result

Cells = tuple[tuple[int, int], ...]
"""For each variable of a field, the set of cells that an answer leaves."""


class Outcome(NamedTuple):
    """Where one instrument is eligible and where it is refused, and the fields that its amount still depends on."""

    eligible: Region
    refused: Region
    limits: frozenset[str] = frozenset()


class Outcomes:
    """The prospects of the instruments of a catalogue on one day, and how an answer changes them."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        self.catalogue, self.day = catalogue, day
        self.eligibility = Eligibility(catalogue)
        self.space = self.eligibility.space
        self.signatures: dict[str, list[tuple[Truth, ...]]] = {}
        self.narrowed: dict[tuple[Region, Cells], Region] = {}
        self.fields: dict[Region, frozenset[str]] = {}

    def of(self, report: Report) -> dict[str, Outcome]:
        """Return what is open of every instrument that is not closed, by its id; the settled ones are left out.

        Raises TooIntricateError where the rules hang together in too many ways.
        """
        self.space.left = self.space.budget
        values = report.profile.on(report.as_of).values
        known = tuple(one for key in self.space.of_field if key in values for one in self.cells_of(key, values[key]))
        found = {}
        for result in report.results:
            if result.availability is not Availability.CLOSED:
                eligible, refused = self._regions(result.instrument, report.profile)
                one = Outcome(self.narrow(eligible, known), self.narrow(refused, known), limits_of(result, values))
                if self.open_fields(one):
                    found[result.instrument.id] = one
        return found

    def _regions(self, instrument: Instrument, profile: Profile) -> tuple[Region, Region]:
        """Return where an instrument is eligible and where it is refused; the adviser's answers override its conditions."""
        eligible, refused = NOTHING, EVERYTHING
        for terms in self.eligibility.terms(instrument, self.day):
            said = [(one, profile.answer_to(instrument.id, one)) for one in terms.all]
            reserved = [profile.answer_to(instrument.id, one) for one in (*instrument.reservations, *terms.offer.reservations)]
            met = self.eligibility.met(one for one, answer in said if answer is None)
            unmet = self.eligibility.unmet(one for one, answer in said if answer is None)
            if any(answer is not None and not answer.met for answer in (*(answer for _, answer in said), *reserved)):
                met, unmet = NOTHING, EVERYTHING
            eligible, refused = self.space.join(eligible, met), self.space.meet(refused, unmet)
        return eligible, refused

    def cells_of(self, key: str, value: Hashable) -> Cells:
        """Return the cells of a field in which a value may lie."""
        places, kind = self.space.of_field[key], FIELDS[key].kind
        if isinstance(kind, SeveralType):
            return tuple((index, HELD if self._holds(key, index, value) else 1) for index in places)
        vocabulary = self.catalogue.vocabularies.of(FIELDS[key].vocabulary)
        tests = [(leaf.operator, leaf.argument) for leaf in self.catalogue.leaves_by_field[key]]
        parts = {self._signature(key, part) for part in kind.cells(tests, value, vocabulary)}
        if key not in self.signatures:
            self.signatures[key] = [self._signature(key, cell) for cell in self.space.variables[places[0]].cells]
        return ((places[0], sum(1 << bit for bit, one in enumerate(self.signatures[key]) if one in parts)),)

    def _signature(self, key: str, value: Hashable) -> tuple[Truth, ...]:
        kind = FIELDS[key].kind
        return tuple(kind.evaluate(leaf.operator, leaf.argument, value) for leaf in self.catalogue.leaves_by_field[key])

    def _holds(self, key: str, index: int, value: Hashable) -> bool:
        """Whether a set of ids holds one that no test tells from the id of a variable."""
        atom = self.space.variables[index].cells[1]
        assert isinstance(value, frozenset)
        return self._signature(key, atom) in {self._signature(key, frozenset([one])) for one in value}

    def answers(self, key: str, values: Mapping[str, Hashable]) -> list[Cells]:
        """Return the answers to a question that the rules tell apart; of a field that holds several ids, those of one id."""
        places = self.space.of_field.get(key, ())
        if isinstance(FIELDS[key].kind, SeveralType):
            return [tuple((index, HELD if index == one else 1) for index in places) for one in places]
        known = self.cells_of(key, values[key])[0][1] if key in values and places else -1
        return [
            ((index, 1 << bit),) for index in places for bit in range(len(self.space.variables[index].cells)) if known >> bit & 1
        ]

    def after(self, one: Outcome, key: str, answer: Cells) -> Outcome:
        """Return a prospect once a question is answered."""
        return Outcome(self.narrow(one.eligible, answer), self.narrow(one.refused, answer), one.limits - {key})

    def narrow(self, region: Region, cells: Cells) -> Region:
        """Return a region within some cells."""
        found = self.narrowed.get((region, cells))
        if found is None:
            found = self.narrowed[region, cells] = self.space.narrowed(region, dict(cells))
        return found

    def open_fields(self, one: Outcome) -> frozenset[str]:
        """Return the fields whose value can still change the verdict or, unless it is refused, the amount."""
        verdict = self.depends_on(one.eligible) | self.depends_on(one.refused)
        return verdict if one.refused == EVERYTHING else verdict | one.limits

    def depends_on(self, region: Region) -> frozenset[str]:
        """Return the fields that a region depends on."""
        if region not in self.fields:
            self.fields[region] = self.space.depends_on(region)
        return self.fields[region]


def limits_of(result: Result, values: Mapping[str, Hashable]) -> frozenset[str]:
    """Return the fields, not known exactly, from which the amount of an instrument that is not refused is computed."""
    if result.verdict is Verdict.INELIGIBLE:
        return frozenset()
    named = {limit.of for limit in result.amount.open_limits if limit.of}
    return frozenset(key for key in named if not exactly(values.get(key)))


def exactly(known: Hashable) -> bool:
    """Whether a number is known exactly."""
    return isinstance(known, Interval) and known.low == known.high
