"""Order of options within a place: a sum of named criteria (design, section 3.5); order of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_
from essfund.core.truth import TRUE
from essfund.engine.availability import first_day
from essfund.engine.places import PLACES
from essfund.model.fields import FIELDS
from essfund.model.report import Question
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from essfund.engine.dated_instrument import DatedInstrument
    from essfund.engine.decision import Decision
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.profile import Profile
    from essfund.model.report import Range, Result

NEUTRAL, LITTLE = 0.5, 0.1
"""The value of a criterion that applies but cannot be computed; that of an instrument about which no figure is known."""

YEARS_OF_PROOF = 8
"""Years after which a proof of life says no more than none."""


class Scored(NamedTuple):
    """What the criteria look at: one instrument on the day, for one profile."""

    catalogue: Catalogue
    profile: Profile
    day: date
    instrument: Instrument
    dated_instrument: DatedInstrument
    decision: Decision
    amount: Range
    need_covered: float | None
    evidence: float | None


def need_coverage(case: Scored) -> float | None:
    """Share of the need that the ceiling covers; of what brings no money, nothing. Without a known figure, little."""
    if not case.instrument.role.funds:
        return None
    if case.amount.high is None and not case.amount.low:
        return LITTLE
    return NEUTRAL if case.need_covered is None else case.need_covered


def moment(case: Scored) -> float | None:
    """Whether this kind of help comes first now: support for an idea or in difficulty, a guarantee beside a bank loan, else money."""
    role, loan = case.instrument.role, case.profile.number("bank_loan")
    idea = case.profile.ids("stage") == frozenset(["emergence"])
    if role is Role.SUPPORT:
        return 1.0 if idea or case.profile.flag("in_difficulty") else 0.0
    if role is Role.GUARANTEE:
        return LITTLE if idea else NEUTRAL if loan is None else 1.0
    return LITTLE if idea else NEUTRAL if role is Role.OTHER else 0.9


def stage_fit(case: Scored) -> float | None:
    """Part of the possible stages that the instrument was made for."""
    stages, known = case.instrument.tool.stages, case.profile.ids("stage")
    if stages is None or known is None:
        return None
    return len(known & set(stages.stages)) / len(known)


def specificity(case: Scored) -> float | None:
    """How much the facts that are known single the instrument out: form, approvals, purposes. 1 for this kind of enterprise alone."""
    known, dated, general = case.profile.ids("legal_form"), case.dated_instrument, 1.0
    if known is not None and known <= dated.made_for:
        general *= (len(dated.made_for) - 1) / len(case.catalogue.vocabularies.legal_form.ids)
    for leaf, rarity in dated.singling_out:
        value = case.profile.values.get(leaf.field)
        if value is not None and FIELDS[leaf.field].kind.evaluate(leaf.operator, leaf.argument, value) is TRUE:
            general *= 1 - rarity
    return None if known is None and general == 1 else 1 - general


def cost(case: Scored) -> float | None:
    """How cheap the money is for the enterprise, by class: a grant 1, a loan at market price least."""
    return case.dated_instrument.cost


def proximity(case: Scored) -> float | None:
    """How near the decision is taken: regional before national."""
    return case.dated_instrument.proximity


def evidence(case: Scored) -> float | None:
    """How well the conditions are known, as a mean over them; an instrument open to all counts as established."""
    return case.evidence


def certainty(case: Scored) -> float | None:
    """How near the verdict is to a yes: 1 for eligible, less for each fact that is still missing."""
    return 1.0 if case.decision.verdict is Verdict.ELIGIBLE else 1 / (1 + max(1, len(case.decision.missing)))


def proof_of_life(case: Scored) -> float | None:
    """How fresh the last proof of life is: 1 on its day, 0 after eight years or without any."""
    seen = case.dated_instrument.last_proof
    return max(0.0, 1 - (case.day - first_day(seen)).days / (365 * YEARS_OF_PROOF)) if seen else 0.0


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


VERDICTS = {verdict: place for place, verdict in enumerate(Verdict)}


def order(result: Result) -> tuple[int, float, str]:
    """Return the sort key: the place, within it the score, then the id, so that the order is the same on every machine."""
    return PLACES[result.place], -result.score, result.instrument.id


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
