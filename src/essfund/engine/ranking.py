"""Order of options: availability and verdict first, then a sum of named criteria (design, section 3.5); order of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_
from essfund.model.fields import FIELDS
from essfund.model.report import Question
from essfund.model.verdict import Availability, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from essfund.engine.dated_instrument import DatedInstrument
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.profile import Profile
    from essfund.model.report import Result

SIDES = {role: 0 if role.funds else place for place, role in enumerate(Role)}
"""Money first; what brings none is ranked beside it, not against it."""

NEUTRAL = 0.5
"""The value of a criterion that applies but cannot be computed: neither an advantage nor a fault."""


class Scored(NamedTuple):
    """What the criteria look at: one instrument on the day, for one profile."""

    catalogue: Catalogue
    profile: Profile
    instrument: Instrument
    dated_instrument: DatedInstrument
    need_covered: float | None
    evidence: float | None


def need_coverage(case: Scored) -> float | None:
    """Return the part of the need that the ceiling covers; only for families that bring money, and if a need is given."""
    if not case.instrument.role.funds or "amount_needed" not in case.profile.values:
        return None
    return NEUTRAL if case.need_covered is None else case.need_covered


def stage_fit(case: Scored) -> float | None:
    """Return which part of the possible stages the instrument was made for."""
    stages, known = case.instrument.tool.stages, case.profile.ids("stage")
    if stages is None or known is None:
        return None
    return len(known & set(stages.stages)) / len(known)


def specificity(case: Scored) -> float | None:
    """Return how much the instrument was made for this legal form: 1 for this form alone, 0 for every form."""
    known, made_for = case.profile.ids("legal_form"), case.dated_instrument.made_for
    if known is None:
        return None
    if not known <= made_for:
        return 0.0
    return 1 - (len(made_for) - 1) / len(case.catalogue.vocabularies.legal_form.ids)


def cost(case: Scored) -> float | None:
    """Return how cheap the money is for the enterprise, by class: a grant 1, a loan at market price least."""
    return case.dated_instrument.cost


def proximity(case: Scored) -> float | None:
    """Return how near the decision is taken: regional before national."""
    return case.dated_instrument.proximity


def evidence(case: Scored) -> float | None:
    """Return how well the conditions are known, as a mean over them; an instrument open to all counts as established."""
    return case.evidence


CRITERIA: dict[str, tuple[str, Callable[[Scored], float | None]]] = {
    "need_coverage": (N_("share of the need covered"), need_coverage),
    "stage_fit": (N_("fit of the stage"), stage_fit),
    "specificity": (N_("made for this legal form"), specificity),
    "cost": (N_("cost to the enterprise"), cost),
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


AVAILABILITIES = {availability: place for place, availability in enumerate(Availability)}
TIERS = {
    Availability.OPEN: 0,
    Availability.UNVERIFIED: 0,
    Availability.UPCOMING: 1,
    Availability.SUSPENDED: 1,
    Availability.CLOSED: 2,
}
"""Open and unverified instruments can both be asked for as far as anybody knows: see docs/decisions/0006."""

VERDICTS = {verdict: place for place, verdict in enumerate(Verdict)}


def order(result: Result) -> tuple[int, int, int, int, float, int, str]:
    """Return the sort key.

    Closed instruments last, refused ones before them; money before guarantees before support before other help; then what can be
    asked for before what cannot yet, eligible before to be checked, the score, an open instrument before an unverified one, the id.
    """
    closed = result.availability is Availability.CLOSED
    place = 2 if closed else 1 if result.verdict is Verdict.INELIGIBLE else 0
    return (
        place,
        SIDES[result.instrument.role],
        TIERS[result.availability],
        VERDICTS[result.verdict],
        -result.score,
        AVAILABILITIES[result.availability],
        result.instrument.id,
    )


def questions_for(results: Sequence[Result]) -> tuple[Question, ...]:
    """Return every field worth asking, most useful first.

    An instrument that waits for one field alone counts 1 for it, one that waits for four counts a quarter for each;
    closed instruments count nothing. Equal fields are ordered by the effort of answering, then as profiles list them.
    """
    weight: dict[str, float] = {}
    settles: dict[str, list[str]] = {}
    touches: dict[str, list[str]] = {}
    for result in results:
        if result.verdict is not Verdict.TO_CHECK or result.availability is Availability.CLOSED:
            continue
        for key in result.missing:
            weight[key] = weight.get(key, 0) + 1 / len(result.missing)
            touches.setdefault(key, []).append(result.instrument.id)
            if key in result.settling:
                settles.setdefault(key, []).append(result.instrument.id)
    places = {key: index for index, key in enumerate(FIELDS)}
    ordered = sorted(weight, key=lambda key: (-round(weight[key], 6), FIELDS[key].effort, places[key]))
    return tuple(Question(key, tuple(settles.get(key, ())), tuple(touches[key])) for key in ordered)
