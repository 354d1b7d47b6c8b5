"""The offers of one instrument side by side: windows along one number that overlap at an edge, or leave a hole between."""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say, text_of
from essfund.engine.regions import NOTHING
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.model.field_types import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.engine.eligibility import Eligibility, OfferTerms
    from essfund.engine.regions import Region
    from essfund.model.catalogue import Instrument
    from essfund.review.checks.subject import ValidationSubject


def find_windows(subject: ValidationSubject) -> Iterator[Fault]:
    """Find, along every number that two offers of an instrument bound, enterprises between both, and enterprises in both."""
    known = subject.catalogue.fields
    for instrument in subject.catalogue.instruments.values():
        eligibility, done = subject.around(instrument), set[tuple[str, ...]]()
        for day in days_that_differ([instrument], subject.day):
            terms = eligibility.terms(instrument, day)
            tested = [{key for item in offer.own for key in item.fields if known[key].kind.name == "number"} for offer in terms]
            for field in (key for key in known if sum(key in fields for fields in tested) > 1):
                for key, fault in _along(eligibility, instrument, terms, field, day):
                    if key not in done:
                        done.add(key)
                        yield fault


def _along(
    eligibility: Eligibility, instrument: Instrument, terms: Sequence[OfferTerms], field: str, day: date
) -> Iterator[tuple[tuple[str, ...], Fault]]:
    path = ("instruments", instrument.id, "offers")
    label = text_of(eligibility.space.vocabularies.fields[field].label)
    hole = between(eligibility, [eligibility.met(term.all) for term in terms], field)
    if not eligibility.space.empty(hole):
        shows = say("this enterprise is between two offers and has neither")
        yield ("hole", field), Fault(
            "CAT076", say("the offers of `{tool}` leave a hole: {field}", tool=instrument.id, field=label), "rules", path,
            say("if the source leaves this hole, say so in `accepts`; otherwise correct a bound"), on_key=True,
            witness=eligibility.show(hole, day, shows),
        )
    for first, second in combinations(terms, 2):
        both, edge = overlap(eligibility, first, second, field)
        if both != NOTHING:
            shows = say("this enterprise may have `{first}` and `{second}`", first=first.offer.id, second=second.offer.id)
            yield ("overlap", field, first.offer.id, second.offer.id), Fault(
                "CAT075",
                say("the offers `{first}` and `{second}` overlap: {field}", first=first.offer.id, second=second.offer.id,
                    field=label),
                "rules", (*path, second.offer.id), say("if the source lets them overlap, say so in `accepts`; otherwise "
                                                       "correct a bound"),
                on_key=True, severity=None if edge else Severity.NOTE, witness=eligibility.show(both, day, shows),
            )


def between(eligibility: Eligibility, offers: Sequence[Region], field: str) -> Region:
    """The enterprises in no offer that would be in one with less of a number, and in one with more of it."""
    space = eligibility.space
    (index,) = space.of_field[field]
    count = len(space.variables[index].cells)
    everywhere = space.join_all(offers)
    slices = [space.given(everywhere, index, cell) for cell in range(count)]
    found = space.join_all(
        space.meet_all((
            space.literal(index, 1 << cell), space.negate(slices[cell]), space.join_all(slices[:cell]), space.join_all(slices[cell + 1:]),
        ))
        for cell in range(1, count - 1)
    )
    return space.meet(found, space.possible)


def overlap(eligibility: Eligibility, first: OfferTerms, second: OfferTerms, field: str) -> tuple[Region, bool]:
    """Enterprises in both offers, if the two follow one another along a number, and whether they share only an edge."""
    space = eligibility.space
    if not all(any(field in item.fields for item in terms.own) for terms in (first, second)):
        return NOTHING, False
    (index,) = space.of_field[field]
    cells, regions = space.variables[index].cells, [eligibility.met(terms.all) for terms in (first, second)]
    one, other = ({cell for cell in range(len(cells)) if not space.empty(space.given(region, index, cell))} for region in regions)
    if one <= other or other <= one:
        return NOTHING, False
    scale = getattr(space.vocabularies.fields[field].kind, "scale", 1)
    return space.meet_all((*regions, space.possible)), sum(_length(cells[cell]) for cell in one & other) <= scale


def _length(cell: object) -> float:
    return cell.high - cell.low + 1 if isinstance(cell, Interval) and cell.low is not None and cell.high is not None else inf


CHECK = Check(find_windows, {
    "CAT075": CodePage(
        N_("offers that overlap at an edge"),
        N_("Two offers of an instrument follow one another along a number, and some enterprises are in both. More than one unit in "
           "common is often meant, and only noted."),
        N_("Decide to which offer the edge belongs: one bound is strict, the other is not. If the source really lets both be "
           "had, say so in `accepts`."),
        why=N_("At the edge the better amount is shown, perhaps one that the funder refuses there."), severity=Severity.WARNING,
        example=Example("rules.yaml", good="          - {id: moins-de-trois-ans, age_years: {less_than: 3}, source: reglement}\n",
                        bad="          - {id: moins-de-trois-ans, age_years: {at_most: 3}, source: reglement}\n", found_in="rules.yaml"),
    ),
    "CAT076": CodePage(
        N_("hole between two offers"),
        N_("Two offers of an instrument follow one another along a number, and some enterprises between them have neither."),
        N_("Move a bound so that they meet. If the source really leaves the hole, say so in `accepts`."),
        why=N_("An enterprise in the hole is refused for being too large for one offer and too small for the next."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", good="          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n",
                        bad="          - {id: plus-de-trois-ans, age_years: {more_than: 3}, source: reglement}\n", found_in="rules.yaml"),
    ),
})
