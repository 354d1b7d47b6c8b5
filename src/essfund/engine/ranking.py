"""Order of options within a place: a sum of named criteria (design, section 3.5); order of questions."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import TRUE, UNKNOWN, Truth
from essfund.engine.evaluate import truth_of
from essfund.engine.need import worked_out
from essfund.engine.ordinary import funded_forms, ordinary_enterprises, telling
from essfund.engine.places import PLACES
from essfund.model.report import Question
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Meaning, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from essfund.engine.dated_instrument import DatedInstrument, DatedOffer
    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field
    from essfund.model.profile import Profile
    from essfund.model.report import Need, Result

NEUTRAL, LITTLE = 0.5, 0.1
"""The value of a criterion that applies but cannot be computed; that of money and guarantees for what is only an idea."""

MONEY, ANY_GUARANTEE, WORTH_A_FILE = 0.6, 0.7, 0.02
"""How far money comes first when it is asked for, and a guarantee open to all; part of the need below which money does not."""

MONEY_FOR_HARD_TIMES, MONEY_IN_DIFFICULTY = 0.5, 0.2
"""How far money comes first in difficulty: what was made for it, and any other."""

SUPPOSED = 0.9
"""Certainty of a yes of which nothing is open but what is supposed."""

FULL_GUARANTEE = 0.5
"""Share of a loan that guarantors cover as a rule: more is no better."""

FEW, FEWER = 0.5, 0.75
"""Specificity from which on support is that of the enterprise's own network; more is asked of one that names no stage."""

COST, WHOLE = ("project_cost",), 100
"""The field of which many grants pay a share at most, and all of it in percent."""

SECTOR = "naf"
"""The field that conditions name to shut out sectors in which hardly any enterprise works."""

PURPOSES = "purposes"
"""The field of which the form of an enterprise tells nothing."""

SAYS_WHAT_IT_IS = ("legal_form", "stage", "amount_needed", "project_cost", "bank_loan", "purposes", "in_difficulty")
"""Facts of which one at least must be known before there is more to speak of than an idea."""


class Asker:
    """What the criteria look at of the enterprise, whatever the instrument; worked out once a match."""

    def __init__(
        self, catalogue: Catalogue, profile: Profile, suppositions: Mapping[str, Hashable], need: Need
    ) -> None:
        self.profile, self.need = profile, need.amount
        self.supposed = {*suppositions, SECTOR, *worked_out(need)}
        words, purposes = catalogue.vocabularies, profile.ids("purposes")
        takeover = words.purposes.by_meaning[Meaning.TAKEOVER]
        self.ordinary, self.funded = ordinary_enterprises(catalogue), funded_forms(catalogue)
        self.telling, self.telling_truths, self.truths = telling(profile.values, words), dict[int, Truth](), dict[int, Truth]()
        self.forms, self.stages, self.loan = profile.ids("legal_form"), profile.ids("stage"), profile.number("bank_loan")
        self.lends = bool(self.loan and self.loan.low)
        self.difficulty, self.takeover = bool(profile.flag("in_difficulty")), not takeover.isdisjoint(purposes or ())
        self.studies = purposes is not None and purposes <= words.purposes.by_meaning[Meaning.STUDY]
        self.ideas, self.running = words.stage.by_meaning[Meaning.IDEA], words.stage.running
        self.idea = self.only_idea(self.stages) or all(profile.values.get(key) is None for key in SAYS_WHAT_IT_IS)
        """Whether there is no more than an idea yet, or nothing is known at all."""
        self.advice_first = self.idea or self.difficulty or self.studies
        self.order = tuple(words.stage.terms)
        self.nearness: dict[tuple[str, ...], float] = {}

    def only_idea(self, stages: frozenset[str] | None) -> bool:
        """Whether stages are those of an idea and no others."""
        return stages is not None and bool(stages) and stages <= self.ideas

    def made_for(self, instrument: DatedInstrument) -> bool:
        """Whether the instrument was made for the legal form of the enterprise, alone or among others."""
        return self.forms is not None and self.forms <= instrument.made_for

    def specificity(self, instrument: DatedInstrument, offer: DatedOffer) -> float:
        """How much the facts that are known single the instrument out, in bits: 1 for what was made for one form or one quality alone."""
        shut = instrument.other_forms if self.made_for(instrument) else 0
        truths = self.telling_truths
        for test, key, refused, _ in offer.singling_out:
            truth = truths.get(key)
            if truth is None:  # many conditions share a test: it is worked out once
                truth = truths[key] = truth_of(test, self.telling)
            if truth is TRUE:
                shut |= refused
        return self.ordinary.rarity(shut)

    def unsaid(self, instrument: DatedInstrument, offer: DatedOffer) -> list[int]:
        """The ordinary enterprises that conditions shut out of which nobody has said whether they hold, each as bits."""
        own, truths, values = self.made_for(instrument), self.truths, self.profile.values
        found = []
        for test, key, refused, fields in offer.singling_out:
            if own and PURPOSES not in fields:
                continue
            truth = truths.get(key)
            if truth is None:
                truth = truths[key] = truth_of(test, values)
            if truth is UNKNOWN:
                found.append(refused)
        return found

    def near(self, stages: tuple[str, ...], known: frozenset[str]) -> float:
        """How near the known stages are to those that an instrument was made for."""
        if stages not in self.nearness:
            self.nearness[stages] = _nearness(self.order, stages, known)
        return self.nearness[stages]


class Scored(NamedTuple):
    """What the criteria look at: one instrument on the day, for one enterprise. `offer` is the one that leads."""

    asker: Asker
    result: Result
    dated_instrument: DatedInstrument
    offer: DatedOffer
    specificity: float


def need_coverage(case: Scored) -> float | None:
    """Part of the need that the ceiling covers, of the loan for a guarantee, as its root: a plan has several sources.

    Nothing where no figure is known; support is neutral where money is asked for; a floor above the need lessens it.
    """
    result, dated, need = case.result, case.dated_instrument, case.asker.need
    amount, role = result.amount, result.instrument.role
    ceiling = amount.high
    if role is Role.GUARANTEE:
        loan = case.asker.loan
        if ceiling is None or loan is None or not loan.low:
            return LITTLE if ceiling is None else NEUTRAL
        return sqrt(min(1.0, ceiling / (FULL_GUARANTEE * loan.low)))
    if not dated.funds:
        return NEUTRAL if need and not case.asker.advice_first else None
    if ceiling is None and not amount.low and not amount.open_limits and not _counts_heads(case):
        return 0.0
    covered = NEUTRAL if result.need_covered is None else result.need_covered * _hold_of_ceiling(case)
    floored = min(covered, need / amount.low) if need and amount.low > need else covered
    return sqrt(floored)


def _counts_heads(case: Scored) -> bool:
    """Whether the amount is so much a head as soon as there is one: unknown at a creation, and no gap."""
    return any(limit.each for offer in case.dated_instrument.offers for limit in offer.offer.entry.amount.limits)


def _hold_of_ceiling(case: Scored) -> float:
    """How far a ceiling holds: half where a part of what must match it was told, the rest was not, and that part does not do.

    Half also of a grant that pays a share of a cost that nobody has told; a loan stands beside the bank's, and so does its share.
    """
    if not case.result.amount.open_limits:
        return 1.0
    values, limits = case.asker.profile.values, [limit for limit in case.result.amount.open_limits if not limit.less]
    grant = case.result.instrument.role is Role.CASH
    part = grant and any(limit.fields == COST and limit.share and limit.share < WHOLE for limit in limits)
    short = case.result.amount.certain is None and any(key in values for limit in limits for key in limit.fields)
    return NEUTRAL if part or short else 1.0


def moment(case: Scored) -> float | None:
    """Whether this kind of help comes first now: support for an idea or in difficulty, a guarantee beside a bank loan, else money.

    A guarantee comes the less first, the less of the loan it covers, and hardly sooner than money if it is open to all. Money for what
    few enterprises are does not come now while nobody has said that this is one, nor money that covers next to nothing.
    """
    role, asker, stages = case.result.instrument.role, case.asker, case.dated_instrument.stages
    if role is Role.SUPPORT:
        return _moment_of_support(case)
    if asker.idea:
        return 0.9 if asker.only_idea(stages) else 0.3 if stages & asker.ideas else 0.0 if stages else LITTLE
    if asker.difficulty:
        return MONEY_FOR_HARD_TIMES if case.offer.for_hard_times else MONEY_IN_DIFFICULTY
    most = 1.0 if case.offer.singling_out else ANY_GUARANTEE
    covering = max(NEUTRAL, min(most, need_coverage(case) or 0.0)) if asker.lends else NEUTRAL
    money = covering if role is Role.GUARANTEE else NEUTRAL if role is Role.OTHER else MONEY
    worth = case.result.need_covered is None or case.result.need_covered >= WORTH_A_FILE
    return money if worth and not doubtful(case) else 0.0


def _moment_of_support(case: Scored) -> float:
    """How much support comes first: the own network where money is sought, the door open to all while no form is chosen."""
    asker, stages, made_for = case.asker, case.dated_instrument.stages, case.dated_instrument.made_for
    own = case.specificity >= (FEW if stages else FEWER)
    if made_for and not own and not asker.made_for(case.dated_instrument):
        return 0.0
    if asker.idea:
        return NEUTRAL if not stages & asker.ideas else 1.0 if case.result.instrument.open_to_all else 0.9
    if asker.difficulty or asker.studies:
        return 1.0 if own or stages & (asker.stages or stages) else NEUTRAL
    if asker.forms is None and case.result.instrument.open_to_all and stages & (asker.stages or frozenset()):
        return LITTLE
    alone = asker.forms is not None and asker.forms <= made_for - asker.funded
    return 0.0 if not own else 1.0 if alone else 0.3 if asker.lends or asker.need else 0.5


def stage_fit(case: Scored) -> float | None:
    """Fit of the possible stages with those the instrument was made for: 1 for the same, half for a neighbour or where it names none.

    A takeover is the creation of one enterprise and the life of another: what is for running ones fits it.
    """
    stages, known = case.result.instrument.tool.stages, case.asker.stages
    if known is None:
        return None
    if stages is None:
        return NEUTRAL
    if case.asker.takeover and not case.asker.running.isdisjoint(stages.stages):
        return 1.0
    return case.asker.near(stages.stages, known)


def _nearness(order: tuple[str, ...], stages: tuple[str, ...], known: frozenset[str]) -> float:
    made_for = [order.index(stage) for stage in stages]
    return sum(max(0.0, 1 - min(abs(order.index(stage) - each) for each in made_for) / 2) for stage in known) / len(known)


def specificity(case: Scored) -> float:
    """How much the facts that are known single the instrument out, in bits: 1 for what was made for one form or one quality alone."""
    return case.specificity


def doubtful(case: Scored) -> bool:
    """Whether few enterprises are what an instrument asks and nobody has said.

    Never where it was made for the form, as Socoden for Scop, nor for the ESS as a whole: who asks here belongs to it as a rule;
    but what the money is for, no form says.
    """
    return max(map(case.asker.ordinary.rarity, case.asker.unsaid(case.dated_instrument, case.offer)), default=0.0) >= FEW


def certainty(case: Scored) -> float | None:
    """How near the verdict is to a yes: 1 for eligible, hardly less for what is supposed, less for each other fact that is missing."""
    if case.result.verdict is Verdict.ELIGIBLE:
        return 1.0
    missing = len(case.result.missing) - len(case.asker.supposed.intersection(case.result.missing))
    return 2 / (2 + missing) if missing else SUPPOSED


CRITERIA: dict[str, tuple[str, Callable[[Scored], float | None] | None]] = {
    "need_coverage": (N_("share of the need covered"), need_coverage),
    "moment": (N_("comes first now"), moment),
    "stage_fit": (N_("fit of the stage"), stage_fit),
    "specificity": (N_("made for this kind of enterprise"), specificity),
    "certainty": (N_("nearness of a yes"), certainty),
    "cost": (N_("cost to the enterprise"), None),
    "proof_of_life": (N_("proof of life"), None),
    "proximity": (N_("proximity"), None),
    "evidence": (N_("strength of evidence"), None),
}
"""Every criterion: its label and how it is computed, or None where `DatedOffer.measures` holds it. Its weight stands in `rules.yaml`."""

COMPUTED = [(key, compute) for key, (_, compute) in CRITERIA.items() if compute]
"""Criteria that depend on who asks: those come first."""


def measures_of(case: Scored) -> dict[str, float | None]:
    """Return the value of every criterion."""
    measures = {key: compute(case) for key, compute in COMPUTED}
    measures.update(case.offer.measures)
    return measures


def score(measures: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    """Return the weighted mean of the criteria that apply, in [0, 1]."""
    total = weighted = 0.0
    for key, value in measures.items():
        if value is not None:
            weight = weights.get(key, 0.0)
            total += weight
            weighted += value * weight
    return round(weighted / total, 4) if total else 0.0


def does_as_well(result: Result, other: Result) -> bool:
    """Whether an option covers the need as well as another one, and nothing about it is open but what is supposed."""
    covered, wanted, sure = result.measures["need_coverage"], other.measures["need_coverage"], result.measures["certainty"]
    return covered is not None and wanted is not None and covered >= wanted and sure is not None and sure >= SUPPOSED


def second(result: Result) -> Result:
    """Return an option as one that does not come first, since another one comes before it or stands in its place."""
    moment = min(NEUTRAL, result.measures["moment"] or 0.0)
    measures = {**result.measures, "moment": moment}
    return result._replace(measures=measures, score=score(measures, result.weights), comes_now=moment != 0)


def order(result: Result) -> tuple[int, bool, float, str]:
    """Return the sort key: the place, within it what comes now before what does not, then the score.

    The id comes last, so that the order is the same on every machine.
    """
    return PLACES[result.place], not result.comes_now, -result.score, result.instrument.id


PRESUMED = 0.3
"""What a question counts whose answer is supposed, or worked out from others."""


def questions_for(results: Sequence[Result], fields: Mapping[str, Field], presumed: Collection[str] = ()) -> tuple[Question, ...]:
    """Return every field worth asking, most useful first.

    An instrument that waits for one field alone counts 1 for it, one that waits for four counts a quarter for each; what stands
    first counts in full, the others half, what has ended nothing; what is `presumed` counts less. Equal fields are ordered by the
    effort of answering.
    """
    settles: defaultdict[str, list[str]] = defaultdict(list)
    touched: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for result in results:
        if result.verdict is not Verdict.TO_CHECK or not result.missing or result.availability.over:
            continue
        tool = result.instrument.id
        share = tool, (1.0 if result.place is Place.FIRST else NEUTRAL) / len(result.missing)
        for key in result.missing:
            touched[key].append(share)
        for key in result.settling:
            settles[key].append(tool)
    tools, weight = dict[str, tuple[str, ...]](), dict[str, float]()
    for key, shares in touched.items():
        tools[key], parts = zip(*shares, strict=True)
        weight[key] = sum(parts) * (PRESUMED if key in presumed else 1)
    places = {key: index for index, key in enumerate(fields)}
    ordered = sorted(touched, key=lambda key: (-round(weight[key], 6), fields[key].effort, places[key]))
    return tuple(Question(key, tuple(settles.get(key, ())), tools[key]) for key in ordered)
