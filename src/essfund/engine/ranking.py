"""Order of options within a place: a sum of named criteria (design, section 3.5); order of questions."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_
from essfund.core.truth import TRUE, UNKNOWN
from essfund.engine.availability import first_day
from essfund.engine.evaluate import prove
from essfund.engine.ordinary import ordinary_enterprises
from essfund.engine.places import PLACES
from essfund.model.fields import FIELDS
from essfund.model.report import Question
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date

    from essfund.engine.dated_instrument import DatedInstrument, DatedOffer
    from essfund.engine.decision import Decision
    from essfund.engine.evaluate import Memo
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.profile import Profile
    from essfund.model.report import Range, Result

NEUTRAL, LITTLE = 0.5, 0.1
"""The value of a criterion that applies but cannot be computed; that of money and guarantees for what is only an idea."""

YEARS_OF_PROOF = 8
"""Years after which a proof of life says no more than none."""

FULL_GUARANTEE = 0.5
"""Share of a loan that guarantors cover as a rule: more is no better."""

IDEA, STUDY = frozenset(["emergence"]), frozenset(["etude"])
RUNNING, TAKEOVER = "developpement", "transmission-reprise"
FEW, FEWER = 0.5, 0.75
"""Specificity from which on support is that of the enterprise's own network; more is asked of one that names no stage."""

SECTOR = "naf"
"""The field that conditions name to shut out sectors in which hardly any enterprise works."""

SAYS_WHAT_IT_IS = ("legal_form", "stage", "amount_needed", "project_cost", "bank_loan", "purposes", "in_difficulty")
"""Facts of which one at least must be known before there is more to speak of than an idea."""


class Scored(NamedTuple):
    """What the criteria look at: one instrument on the day, for one profile. `offer` is the one that leads.

    `funded` are the legal forms for which some money was made; `telling` are the facts without purposes that any project has.
    """

    catalogue: Catalogue
    profile: Profile
    day: date
    instrument: Instrument
    dated_instrument: DatedInstrument
    offer: DatedOffer
    decision: Decision
    suppositions: Mapping[str, Hashable]
    amount: Range
    need: int | None
    need_covered: float | None
    memo: Memo
    funded: frozenset[str]
    telling: Mapping[str, Hashable]
    telling_memo: Memo


def need_coverage(case: Scored) -> float | None:
    """Part of the need that the ceiling covers, of the loan for a guarantee, as its root: a plan has several sources.

    Nothing where no figure is known; support is neutral where money is asked for; a floor above the need lessens it.
    """
    ceiling, need = case.amount.high, case.need
    if case.instrument.role is Role.GUARANTEE:
        loan = case.profile.number("bank_loan")
        if ceiling is None or loan is None or not loan.low:
            return LITTLE if ceiling is None else NEUTRAL
        return sqrt(min(1.0, ceiling / (FULL_GUARANTEE * loan.low)))
    if not case.instrument.role.funds:
        return NEUTRAL if need and not _advice_first(case.profile) else None
    if ceiling is None and not case.amount.low and not case.amount.open_limits:
        return 0.0
    covered = NEUTRAL if case.need_covered is None else case.need_covered
    floored = min(covered, need / case.amount.low) if need and case.amount.low > need else covered
    return sqrt(floored)


def moment(case: Scored) -> float | None:
    """Whether this kind of help comes first now: support for an idea or in difficulty, a guarantee beside a bank loan, else money.

    Money for what few enterprises are comes the less first, the fewer they are, while nobody has said that this is one.
    """
    role, tool, profile = case.instrument.role, case.instrument.tool, case.profile
    stages = frozenset(tool.stages.stages if tool.stages else ())
    idea, difficulty = _idea(profile), bool(profile.flag("in_difficulty"))
    lends = bool((loan := profile.number("bank_loan")) and loan.low)
    if role is Role.SUPPORT:
        known, made_for = profile.ids("legal_form"), case.dated_instrument.made_for
        own = specificity(case) >= (FEW if stages else FEWER)
        if made_for and not own and not _made_for_it(case):
            return 0.0
        if idea:
            return NEUTRAL if not stages & IDEA else 1.0 if case.instrument.open_to_all else 0.9
        if difficulty or profile.ids("purposes") == STUDY:
            return 1.0 if own or stages & (profile.ids("stage") or stages) else NEUTRAL
        alone = known is not None and known <= made_for - case.funded
        return 0.0 if not own else 1.0 if alone else 0.3 if lends else 0.5
    if idea:
        return 0.9 if stages == IDEA else 0.3 if stages & IDEA else 0.0 if stages else LITTLE
    if difficulty:
        return 0.4
    money = (1.0 if lends else NEUTRAL) if role is Role.GUARANTEE else NEUTRAL if role is Role.OTHER else 0.6
    return money * (1 - doubt(case))


def _advice_first(profile: Profile) -> bool:
    """Whether advice comes before money: for an idea, in difficulty, for a study."""
    return _idea(profile) or bool(profile.flag("in_difficulty")) or profile.ids("purposes") == STUDY


def _idea(profile: Profile) -> bool:
    """Whether there is no more than an idea yet, or nothing is known at all."""
    return profile.ids("stage") == IDEA or all(profile.values.get(key) is None for key in SAYS_WHAT_IT_IS)


def stage_fit(case: Scored) -> float | None:
    """Fit of the possible stages with those the instrument was made for: 1 for the same, half for a neighbour or where it names none.

    A takeover is the creation of one enterprise and the life of another: what is for running ones fits it.
    """
    stages, known = case.instrument.tool.stages, case.profile.ids("stage")
    if known is None:
        return None
    if stages is None:
        return NEUTRAL
    if RUNNING in stages.stages and TAKEOVER in (case.profile.ids("purposes") or ()):
        return 1.0
    return _nearness(tuple(case.catalogue.vocabularies.stage.terms), stages.stages, known)


@lru_cache(500)
def _nearness(order: tuple[str, ...], stages: tuple[str, ...], known: frozenset[str]) -> float:
    made_for = [order.index(stage) for stage in stages]
    return sum(max(0.0, 1 - min(abs(order.index(stage) - each) for each in made_for) / 2) for stage in known) / len(known)


def specificity(case: Scored) -> float:
    """How much the facts that are known single the instrument out, in bits: 1 for what was made for one form or one quality alone."""
    shut = case.dated_instrument.other_forms if _made_for_it(case) else 0
    for condition, refused in case.offer.singling_out:
        if prove(condition.test, case.telling, case.telling_memo).truth is TRUE:
            shut |= refused
    return ordinary_enterprises(case.catalogue).rarity(shut)


def doubt(case: Scored) -> float:
    """How few enterprises are what an instrument asks and nobody has said.

    Nothing where it was made for the form, as Socoden for Scop, nor for the ESS as a whole: who asks here belongs to it as a rule.
    """
    if _made_for_it(case):
        return 0.0
    unknown = (refused for condition, refused in case.offer.singling_out
               if prove(condition.test, case.profile.values, case.memo).truth is UNKNOWN)
    rarest = max(map(ordinary_enterprises(case.catalogue).rarity, unknown), default=0.0)
    return rarest if rarest >= FEW else 0.0


def _made_for_it(case: Scored) -> bool:
    """Whether the instrument was made for the legal form of the enterprise, alone or among others."""
    known = case.profile.ids("legal_form")
    return known is not None and known <= case.dated_instrument.made_for


def cost(case: Scored) -> float | None:
    """How cheap the money is for the enterprise, by class: a grant 1, a loan at market price least."""
    return case.dated_instrument.cost


def proximity(case: Scored) -> float | None:
    """How near the decision is taken: regional before national."""
    return case.dated_instrument.proximity


def evidence(case: Scored) -> float | None:
    """How well the conditions are known, as a mean over them; an instrument open to all counts as established."""
    return case.offer.evidence


def certainty(case: Scored) -> float | None:
    """How near the verdict is to a yes: 1 for eligible, hardly less for what is supposed, less for each other fact that is missing."""
    if case.decision.verdict is Verdict.ELIGIBLE:
        return 1.0
    missing = sum(key not in case.suppositions and key != SECTOR for key in case.decision.missing)
    return 2 / (2 + missing) if missing else 0.9


def proof_of_life(case: Scored) -> float | None:
    """How fresh the last proof of life is: 1 while it counts as fresh, less with every year, 0 after eight or without any."""
    seen = case.dated_instrument.last_proof
    if seen is None:
        return 0.0
    days, fresh = (case.day - first_day(seen)).days, case.catalogue.ranking.freshness_months * 365 / 12
    return min(1.0, max(0.0, 1 - (days - fresh) / (365 * YEARS_OF_PROOF - fresh)))


CRITERIA: dict[str, tuple[str, Callable[[Scored], float | None]]] = {
    "need_coverage": (N_("share of the need covered"), need_coverage),
    "moment": (N_("comes first now"), moment),
    "stage_fit": (N_("fit of the stage"), stage_fit),
    "specificity": (N_("made for this kind of enterprise"), specificity),
    "certainty": (N_("nearness of a yes"), certainty),
    "cost": (N_("cost to the enterprise"), cost),
    "proof_of_life": (N_("proof of life"), proof_of_life),
    "proximity": (N_("proximity"), proximity),
    "evidence": (N_("strength of evidence"), evidence),
}
"""Every criterion: its label and how it is computed. Its weight stands in `rules.yaml`."""


def measures_of(case: Scored) -> dict[str, float | None]:
    """Return the value of every criterion."""
    return {key: compute(case) for key, (_, compute) in CRITERIA.items()}


def score(measures: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    """Return the weighted mean of the criteria that apply, in [0, 1]."""
    total = weighted = 0.0
    for key, value in measures.items():
        if value is not None:
            weight = weights.get(key, 0.0)
            total += weight
            weighted += value * weight
    return round(weighted / total, 4) if total else 0.0


def second_guarantee(result: Result) -> Result:
    """Return a guarantee as one that does not come first, since another one stands for the loan."""
    measures = {**result.measures, "moment": min(NEUTRAL, result.measures["moment"] or 0.0)}
    return result._replace(measures=measures, score=score(measures, result.weights))


VERDICTS = {verdict: place for place, verdict in enumerate(Verdict)}


def order(result: Result) -> tuple[int, bool, float, str]:
    """Return the sort key: the place, within it what comes now before what does not, then the score.

    The id comes last, so that the order is the same on every machine.
    """
    return PLACES[result.place], not result.comes_now, -result.score, result.instrument.id


def questions_for(results: Sequence[Result]) -> tuple[Question, ...]:
    """Return every field worth asking, most useful first.

    An instrument that waits for one field alone counts 1 for it, one that waits for four counts a quarter for each; what stands
    first counts in full, the others half, what has ended nothing. Equal fields are ordered by the effort of answering.
    """
    weight: dict[str, float] = {}
    settles: dict[str, list[str]] = {}
    touches: dict[str, list[str]] = {}
    for result in results:
        if result.verdict is not Verdict.TO_CHECK or result.availability.over:
            continue
        worth = 1 if result.place is Place.FIRST else NEUTRAL
        for key in result.missing:
            weight[key] = weight.get(key, 0) + worth / len(result.missing)
            touches.setdefault(key, []).append(result.instrument.id)
            if key in result.settling:
                settles.setdefault(key, []).append(result.instrument.id)
    places = {key: index for index, key in enumerate(FIELDS)}
    ordered = sorted(weight, key=lambda key: (-round(weight[key], 6), FIELDS[key].effort, places[key]))
    return tuple(Question(key, tuple(settles.get(key, ())), tuple(touches[key])) for key in ordered)
