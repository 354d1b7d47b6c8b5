"""From a catalogue and a profile to a report: the story of design section 5, one step a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.truth import FALSE, TRUE
from essfund.engine.amounts import hull, offer_range, share_of_need
from essfund.engine.dated_instrument import dated_instruments
from essfund.engine.decision import Decision, Stake, decide
from essfund.engine.evaluate import prove
from essfund.engine.questions import questions_for
from essfund.engine.ranking import VERDICTS, Scored, criteria_of, order, score
from essfund.engine.warnings import input_warnings
from essfund.model.condition import AllOf, Condition, Reservation
from essfund.model.report import Finding, OfferResult, Pending, Report, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from essfund.engine.evaluate import Memo
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.profile import Profile
    from essfund.model.report import Trace
    from essfund.model.tool import Contact

ALWAYS = AllOf(())


def match(catalogue: Catalogue, profile: Profile, *, on: date) -> Report:
    """
    Rank every instrument of a catalogue for one enterprise.

    Args:
        catalogue: from `load_catalogue`; it is not changed.
        profile: what is known, however little.
        on: the day the question is asked for; ages, periods and availability follow from it.

    Returns:
        A report that holds every instrument, the refused and closed ones too, each with its proof. Pure and
        deterministic: the same input gives the same report on any machine.
    """
    matcher = Matcher(catalogue, profile, on)
    ranked = sorted((matcher.result(instrument) for instrument in catalogue.instruments.values()), key=order)
    results = tuple(result._replace(rank=place) for place, result in enumerate(ranked, start=1))
    doubts = input_warnings(profile, on, catalogue.vocabularies)
    return Report(on, catalogue, profile, results, questions_for(results), doubts)


class Matcher:
    """One profile on one day, ready to be held against instruments; proofs of shared conditions are made once."""

    def __init__(self, catalogue: Catalogue, profile: Profile, on: date) -> None:
        self.catalogue = catalogue
        self.profile = profile.on(on)
        self.day = on
        self.values = self.profile.values
        self.dated_instruments = dated_instruments(catalogue, on)
        self.memo: Memo = {}

    def result(self, instrument: Instrument) -> Result:
        """Return the answer for one instrument; its rank comes later."""
        standing = self.dated_instruments[instrument.id]
        common = self.findings(instrument, standing.conditions)
        pending = self.pending(instrument, instrument.reservations)
        own = [
            (self.findings(instrument, one.conditions), self.pending(instrument, one.offer.reservations))
            for one in standing.offers
        ]
        decision = self.decide(common, pending, own)
        found = tuple([
            self.offer_result(one.offer, common, pending, own[i], decision if len(own) == 1 else None)
            for i, one in enumerate(standing.offers)
        ])
        place = 0 if len(found) == 1 else min(range(len(found)), key=lambda i: nearness(found[i]))
        return self.ranked(instrument, decision, place, found)

    def ranked(self, instrument: Instrument, decision: Decision, place: int, found: tuple[OfferResult, ...]) -> Result:
        """Put the parts of a result together with its score; `place` is that of the best offer."""
        standing, tool = self.dated_instruments[instrument.id], instrument.tool
        open_offers = [one.amount for one in found if one.verdict is not Verdict.INELIGIBLE]
        sure = [one.amount for one in found if one.verdict is Verdict.ELIGIBLE]
        amount = hull(open_offers or [one.amount for one in found], sure)
        covered = share_of_need(amount, self.values)
        evidence = standing.offers[place].evidence
        criteria = criteria_of(Scored(self.catalogue, self.profile, instrument, standing, covered, evidence))
        return Result(
            rank=0,
            instrument=instrument,
            verdict=decision.verdict,
            availability=standing.availability,
            offer=found[place],
            offers=found,
            amount=amount,
            need_covered=covered if instrument.role.funds else None,
            score=score(criteria),
            criteria=criteria,
            missing=decision.missing,
            contacts=contacts_for(self.catalogue, tool.apply, self.values.get("departement")),
            successor=tool.successor,
        )

    def offer_result(
        self,
        offer: Offer,
        common: tuple[Finding, ...],
        pending: tuple[Pending, ...],
        own: tuple[tuple[Finding, ...], tuple[Pending, ...]],
        decision: Decision | None,
    ) -> OfferResult:
        """Return the answer for one offer; an only offer shares the decision of its instrument."""
        verdict = (decision or self.decide(common, pending, [own])).verdict
        return OfferResult(offer, verdict, offer_range(offer.entry.amount, self.values), common + own[0], pending + own[1])

    def findings(self, instrument: Instrument, conditions: tuple[Condition, ...]) -> tuple[Finding, ...]:
        """Prove conditions; an answer of the adviser overrides the proof."""
        proved = [(condition, prove(condition.test, self.values, self.memo)) for condition in conditions]
        if not self.profile.answers:
            return tuple([Finding(condition, trace.truth, trace, None) for condition, trace in proved])
        return tuple(self.answered(instrument, condition, trace) for condition, trace in proved)

    def answered(self, instrument: Instrument, condition: Condition, trace: Trace) -> Finding:
        """Return a condition with its proof and what the adviser answered."""
        answer = self.profile.answer_to(instrument.id, condition)
        truth = trace.truth if answer is None else TRUE if answer.met else FALSE
        return Finding(condition, truth, trace, answer)

    def pending(self, instrument: Instrument, reservations: Iterable[Reservation]) -> tuple[Pending, ...]:
        """Return reservations with the answers given to them."""
        return tuple([Pending(reservation, self.profile.answer_to(instrument.id, reservation)) for reservation in reservations])

    def decide(
        self,
        common: tuple[Finding, ...],
        pending: tuple[Pending, ...],
        own: list[tuple[tuple[Finding, ...], tuple[Pending, ...]]],
    ) -> Decision:
        """Return the exact verdict over the offers given."""
        return decide(stakes(common, pending), [stakes(*one) for one in own], self.values, self.catalogue)


def nearness(one: OfferResult) -> tuple[int, int]:
    """Return how near an offer is to being had: its verdict, then how many conditions refuse it."""
    refusing = sum(f.truth is FALSE and (f.answer is not None or f.condition.strength.refuses) for f in one.findings)
    return VERDICTS[one.verdict], refusing


def stakes(findings: Iterable[Finding], pending: Iterable[Pending]) -> list[Stake]:
    """Return what can still refuse: conditions that are not met, and reservations the adviser answered with no.

    An answer always counts in full, whatever the strength of the condition.
    """
    found = [
        Stake(f.condition.test, f.truth, f.answer is not None or f.condition.strength.refuses, f.trace)
        for f in findings
        if f.truth is not TRUE
    ]
    found += [Stake(ALWAYS, FALSE, refuses=True, trace=None) for p in pending if p.answer is not None and not p.answer.met]
    return found


def contacts_for(catalogue: Catalogue, name: str, places: object) -> tuple[Contact, ...]:
    """Return whom to call: the local contact of every département still possible, or the general one."""
    contact = catalogue.contacts.get(name)
    if contact is None:
        return ()
    if not contact.by_departement or not isinstance(places, frozenset):
        return (contact,)
    local = [one.contact for one in contact.by_departement if places & set(one.departements)]
    found = tuple(catalogue.contacts[key] for key in dict.fromkeys(local) if key in catalogue.contacts)
    return found or (contact,)
