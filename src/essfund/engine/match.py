"""From a catalogue and a profile to a report: the story of design section 5, one step a line."""

from __future__ import annotations

from bisect import insort
from itertools import combinations
from typing import TYPE_CHECKING

from essfund.core.record import replace
from essfund.core.truth import FALSE, TRUE
from essfund.engine.amounts import hull, offer_range, remembered
from essfund.engine.dated_instrument import dated_instruments
from essfund.engine.decision import AskedConditions, Decision, by_kleene, decide_alone, decider
from essfund.engine.evaluate import prove
from essfund.engine.need import brought, greatest_loan, left_to_find, need_of, share_of_need, worked_out
from essfund.engine.places import advised, supposed
from essfund.engine.possible import ATTAINABLE
from essfund.engine.ranking import Asker, Scored, does_as_well, measures_of, order, questions_for, score, second
from essfund.engine.warnings import ProfileOnDay, input_warnings
from essfund.engine.world import derived
from essfund.model.condition import Leaf
from essfund.model.field_types import Interval
from essfund.model.report import Finding, OfferResult, Pending, Report, Result
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

    from essfund.engine.dated_instrument import DatedInstrument, DatedOffer
    from essfund.engine.decision import Diagram
    from essfund.engine.evaluate import Memo
    from essfund.engine.possible import Possible
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Reservation
    from essfund.model.profile import Profile
    from essfund.model.report import Range
    from essfund.model.tool import Contact


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
    found = sorted((matcher.result(instrument) for instrument in catalogue.instruments.values()), key=order)
    ranked = grouped(in_turn(found, catalogue), catalogue)
    for rank, result in enumerate(ranked, start=1):
        result.rank = rank
    results = tuple(ranked)
    questions = questions_for(results, catalogue.fields, {*matcher.suppositions, *worked_out(matcher.need)})
    world = catalogue.facts if matcher.contradicted else ()
    doubts = input_warnings(ProfileOnDay(profile, matcher.profile, on, catalogue.vocabularies, world))
    return Report(on, catalogue, profile, matcher.profile, results, questions, doubts,
                  derived=matcher.derived, supposed=matcher.suppositions, need=matcher.need)


def sums_of_lines(profile: Profile) -> dict[str, Hashable]:
    """Return the fields that lines of a plan add up to, if there are any."""
    if "uses" not in profile.values and "resources" not in profile.values:
        return {}
    from essfund.engine.plan_sums import summed  # noqa: PLC0415 - most profiles have no lines

    return summed(profile)


def in_turn(ranked: Sequence[Result], catalogue: Catalogue) -> list[Result]:
    """Let what is asked for in the place of another option, or after it, come no sooner than other money."""
    later = {*other_guarantees(ranked), *later_steps(ranked, catalogue)}
    found = [each for each in ranked if each.instrument.id not in later]
    for each in ranked if later else ():
        if each.instrument.id in later:
            insort(found, second(each), key=order)
    return found


def other_guarantees(ranked: Sequence[Result]) -> set[str]:
    """Return the guarantees behind the best that can be asked for: one loan has one guarantee."""
    guarantees = [result for result in ranked if result.instrument.role is Role.GUARANTEE and result.measures]
    best = next((result.instrument.id for result in guarantees if result.place is Place.FIRST), None)
    return {result.instrument.id for result in guarantees} - {best} if best else set()


def later_steps(ranked: Sequence[Result], catalogue: Catalogue) -> set[str]:
    """Return, of the instruments that meet one need, those after which one comes that does as much: they are named in their order."""
    found = {result.instrument.id: result for result in ranked if result.place is Place.FIRST} if catalogue.alternatives else {}
    return {later.instrument.id for relation in catalogue.alternatives
            for first, later in combinations([found[tool] for tool in relation.tools if tool in found], 2) if does_as_well(first, later)}


def grouped(ranked: Sequence[Result], catalogue: Catalogue) -> list[Result]:
    """Let one option speak for those of its desk that stand for it: the first of them leads, the others follow all that lead."""
    leads: dict[int, str] = {}
    members: dict[str, list[str]] = {}
    entries: dict[str, list[int]] = {}
    for number, relation in enumerate(catalogue.one_entry):
        for tool in relation.tools:
            entries.setdefault(tool, []).append(number)
    for tool in [result.instrument.id for result in ranked if result.place is Place.FIRST]:
        for number in entries.get(tool, ()):
            lead = leads.setdefault(number, tool)
            members.setdefault(lead, []).append(tool)
    others = {member for lead, group in members.items() for member in group if member != lead}
    if not others:
        return list(ranked)
    told = [result._replace(replaces=tuple(members[result.instrument.id][1:])) if result.instrument.id in members else result
            for result in ranked]
    found = [result for result in told if result.instrument.id not in others]
    behind = sum([result.place is Place.FIRST for result in found])
    found[behind:behind] = [result for result in told if result.instrument.id in others]
    return found


UNSCORED = (Place.REFUSED, Place.CLOSED)
"""Places within which nobody chooses: no criterion counts, the id orders."""


class Matcher:
    """One profile on one day, ready to be held against instruments; proofs of shared conditions are made once."""

    def __init__(self, catalogue: Catalogue, profile: Profile, on: date) -> None:
        self.catalogue = catalogue
        dated = profile.on(on)
        lines = sums_of_lines(dated)
        told = replace(dated, values={**dated.values, **lines}) if lines else dated
        left = left_to_find(told)
        worked = lines if left is None else {**lines, "amount_needed": left}
        follows = derived(catalogue.facts, {**told.values, **worked}, catalogue.vocabularies)
        self.contradicted = follows is None
        """Whether what was told cannot all be true, by a fact of the world."""
        self.derived = {**worked, **(follows or {})}
        self.profile = replace(told, values={**told.values, **self.derived}) if self.derived else told
        self.day = on
        self.values = self.profile.values
        self.need = need_of(self.profile)
        self.lent = greatest_loan(self.profile)
        self.suppositions = supposed(catalogue, self.values)
        self.dated_instruments = dated_instruments(catalogue, on)
        self.memo: Memo = {}
        self.asker = Asker(catalogue, self.profile, self.suppositions, self.need)
        self.places, self.weights = self.profile.ids("departement"), catalogue.ranking.weights
        self.decider = decider(catalogue)
        self.possible = self.decider.possible(self.values)
        self.where_supposed: dict[tuple[str, ...], Possible | None] = {}

    def result(self, instrument: Instrument) -> Result:
        """Return the answer for one instrument; its rank comes later."""
        dated, decision = self.dated_instruments[instrument.id], self.decide(instrument)
        result = Result(dated, decision.verdict, decision.missing, decision.settling, decision.offers, self, self.weights)
        result.place, result.only_if = advised(result, dated, self.need, self.suppositions, self.attainable,
                                                may_be_had=decision.attainable)
        if result.place not in UNSCORED:
            result.measures = self.measures(result, dated)
            result.score = score(result.measures, self.weights)
            result.comes_now = result.measures["moment"] != 0
        return result

    def offers(self, result: Result) -> tuple[OfferResult, ...]:
        """Return what each offer of an instrument gives."""
        tool = result.instrument.id
        return tuple([
            OfferResult(dated.offer, verdict, self.range(dated), tool, dated.conditions, self.reservations_for(tool, dated), self)
            for dated, verdict in zip(self.dated_instruments[tool].offers, result.of_offers, strict=True)
        ])

    def best_offer(self, result: Result) -> OfferResult:
        """Return the offer that is nearest to being had."""
        return result.offers[self.best_of(result)]

    def amount(self, result: Result) -> Range:
        """Return what the offers that may still be had give."""
        dated = self.dated_instruments[result.instrument.id]
        if len(dated.offers) == 1:
            return self.range(dated.offers[0])
        if self.profile.answers or dated.for_some:
            return amount_of(result.offers)
        return remembered(dated.amounts, (result.of_offers, self.seen(dated.figures)), lambda: joined(
            result.of_offers, [self.range(each) for each in dated.offers], [bool(each.offer.reservations) for each in dated.offers]))

    def seen(self, figures: Sequence[str]) -> tuple[Hashable, ...]:
        """Return what is known of what amounts depend on."""
        return tuple(map(self.values.get, figures))

    def need_covered(self, result: Result) -> float | None:
        """Return which part of the need the amount covers, if it is money."""
        funds = self.dated_instruments[result.instrument.id].funds
        return share_of_need(result.amount, self.need.amount) if funds else None

    def brings(self, result: Result) -> Interval:
        """Return what an instrument can bring here."""
        if result.instrument.role.funds:
            return brought(result.amount, self.need.amount)
        return brought(self.guaranteed(result.amount, result.offers), None)

    def contacts(self, result: Result) -> tuple[tuple[Contact, ...], str]:
        """Return whom to call, and the desk."""
        return contacts_for(self.catalogue, result.instrument.tool.apply, self.places)

    def range(self, dated: DatedOffer) -> Range:
        """Return what an offer gives here."""
        seen = self.seen(dated.figures)
        found = dated.ranges.get(seen)
        return found or remembered(dated.ranges, seen, lambda: offer_range(dated.offer.entry.amount, self.profile))

    def guaranteed(self, amount: Range, offers: tuple[OfferResult, ...]) -> Range:
        """Return what is guaranteed here: a bank that has told nothing yet lends no more than the project costs."""
        most = self.lent
        if most is None or amount.high is None:
            return amount
        told = replace(self.profile, values={**self.profile.values, "bank_loan": Interval(0, most)})
        return amount_of([each._replace(amount=offer_range(each.offer.entry.amount, told)) for each in offers])

    def measures(self, result: Result, dated: DatedInstrument) -> dict[str, float | None]:
        """Return the value of every criterion for an instrument, by the offer that leads."""
        offer = dated.offers[self.best_of(result)]
        return measures_of(Scored(self.asker, result, dated, offer, self.asker.specificity(dated, offer)))

    def decide(self, instrument: Instrument, supposing: Mapping[str, Hashable] | None = None) -> Decision:
        """Return the exact verdict of an instrument and of its offers, and what it depends on; with some suppositions, if any."""
        diagram, possible = self.diagram(instrument), self.possible
        if diagram and possible and (decision := diagram.decide((supposing and self._supposing(possible, supposing)) or possible)):
            return decision
        values, memo = ({**self.values, **supposing}, {}) if supposing else (self.values, self.memo)
        alone = by_kleene if diagram and possible else decide_alone
        return alone(self.asked(instrument), values, self.catalogue, memo)

    def attainable(self, instrument: Instrument, supposing: Mapping[str, Hashable]) -> bool:
        """Return whether some possible enterprise is eligible, if some suppositions hold."""
        diagram, possible = self.diagram(instrument), self.possible and self._supposing(self.possible, supposing)
        end = diagram.best_end(possible) if diagram and possible else 0
        return end == ATTAINABLE if end else self.decide(instrument, supposing).attainable

    def _supposing(self, possible: Possible, supposing: Mapping[str, Hashable]) -> Possible | None:
        """Return what is possible with some of the suppositions of this profile; worked out once for all instruments."""
        key = tuple(supposing)
        if key not in self.where_supposed:
            self.where_supposed[key] = self.decider.within(possible.inside, supposing)
        return self.where_supposed[key]

    def diagram(self, instrument: Instrument) -> Diagram | None:
        """Return the diagram of what an instrument asks of this enterprise; None if it is too intricate."""
        return self.decider.diagram(self.asked(instrument)) if self.profile.answers else self.dated_instruments[instrument.id].diagram

    def asked(self, instrument: Instrument) -> tuple[AskedConditions, ...]:
        """Return what each offer of an instrument asks; a condition that the adviser answered asks no more.

        An answer always counts in full, whatever the strength of the condition.
        """
        dated_instrument = self.dated_instruments[instrument.id]
        if not self.profile.answers:
            return dated_instrument.asked
        return tuple([self._left(instrument.id, dated) for dated in dated_instrument.offers])

    def _left(self, tool: str, dated: DatedOffer) -> AskedConditions:
        conditions = [(item, self.profile.answer_to(tool, item)) for item in dated.conditions]
        answers = [answer for _, answer in conditions] + [self.profile.answer_to(tool, item) for item in dated.reservations]
        shut = any(answer is not None and not answer.met for answer in answers)
        return AskedConditions(tuple([item for item, answer in conditions if answer is None]), shut)

    def reservations_for(self, tool: str, dated: DatedOffer) -> tuple[Reservation, ...]:
        """Return the reservations of an offer that are about this enterprise, or that the adviser answered."""
        forms = self.profile.ids("legal_form") if dated.for_some else None
        if forms is None:
            return dated.reservations
        return tuple([item for item in dated.reservations if item.concerns(forms) or self.profile.answer_to(tool, item)])

    def finding(self, tool: str, condition: Condition) -> Finding:
        """Return a condition with its proof and what the adviser answered, which overrides the proof."""
        trace, answer = prove(condition.test, self.values, self.memo), self.profile.answer_to(tool, condition)
        truth = trace.truth if answer is None else TRUE if answer.met else FALSE
        return Finding(condition, truth, trace, answer)

    def pending(self, tool: str, reservation: Reservation) -> Pending:
        """Return a reservation with the answer given to it."""
        return Pending(reservation, self.profile.answer_to(tool, reservation))

    def best_of(self, result: Result) -> int:
        """Return the place of the offer that is nearest to being had.

        The best verdict, then the fewest conditions that refuse it, then those that are missed by least. The first conditions are
        shared by all offers.
        """
        verdicts = result.of_offers
        if len(verdicts) == 1:
            return 0
        for verdict in (Verdict.ELIGIBLE, Verdict.TO_CHECK):
            if verdict in verdicts:
                return verdicts.index(verdict)
        tool, dated = result.instrument.id, self.dated_instruments[result.instrument.id]
        found = [[self.finding(tool, condition) for condition in offer.conditions[dated.shared:]] for offer in dated.offers]
        short = [[missed_by(finding) for finding in findings if finding.refuses] for findings in found]
        return min(range(len(short)), key=lambda place: (len(short[place]), sum(short[place])))


def missed_by(finding: Finding) -> float:
    """Return how far an unmet condition is from being met: a part of the bound for a number, 1 for anything else."""
    test, known = finding.trace.test, finding.trace.seen
    if not isinstance(test, Leaf) or not isinstance(known, Interval) or not isinstance(test.argument, int):
        return 1
    nearest = known.high if test.operator in {"at_least", "more_than"} else known.low
    return 1 if nearest is None else abs(test.argument - nearest) / max(abs(test.argument), abs(nearest), 1)


def reserved(offer: OfferResult) -> bool:
    """Return whether an offer has a reservation of its own that nobody has answered."""
    own = {item.id for item in offer.offer.reservations}
    return bool(own) and any(each.answer is None for each in offer.pending if each.reservation.id in own)


def amount_of(offers: Sequence[OfferResult]) -> Range:
    """Return what the offers that may still be had give; what all would give if none may.

    An offer that still asks something of its own which no field can test, a rating or a security, is no sure one beside another.
    """
    return joined([offer.verdict for offer in offers], [offer.amount for offer in offers], [reserved(offer) for offer in offers])


def joined(verdicts: Sequence[Verdict], amounts: Sequence[Range], reserved: Sequence[bool]) -> Range:
    """Return what several offers give, of each its verdict, its amount, and whether it asks what no field can test."""
    eligible = [place for place, verdict in enumerate(verdicts) if verdict is Verdict.ELIGIBLE]
    sure = [amounts[place] for place in eligible if not reserved[place]] or [amounts[place] for place in eligible]
    possible = [amount for verdict, amount in zip(verdicts, amounts, strict=True) if verdict is not Verdict.INELIGIBLE]
    return hull(possible or amounts, sure)


def contacts_for(catalogue: Catalogue, name: str, places: frozenset[str] | None) -> tuple[tuple[Contact, ...], str]:
    """Return whom to call – the local contact of every département still possible, or the general one –, and the id of the desk."""
    contact = catalogue.contacts.get(name)
    if contact is None:
        return (), name
    if places is None or not contact.by_departement:
        return (contact,), name
    local = [each.contact for each in contact.by_departement if not places.isdisjoint(each.departements)]
    keys = [key for key in dict.fromkeys(local) if key in catalogue.contacts] or [name]
    return tuple([catalogue.contacts[key] for key in keys]), keys[0] if len(keys) == 1 else name
