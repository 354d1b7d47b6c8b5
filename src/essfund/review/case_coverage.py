"""What the golden cases prove: which verdicts, reasons, bounds and days they state, and which they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.engine.timeline import DAY, stated_days
from essfund.model.condition import Leaf, leaves
from essfund.model.field_types import JUDGES
from essfund.model.profile import YEAR
from essfund.model.verdict import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.model.field_types import Interval
    from essfund.model.fields import Field
    from essfund.model.report import Result


@record
class CaseCoverage:
    """What no case states, by kind; each entry is one line for people. `counts` holds (stated, all) by kind."""

    verdicts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)
    ceilings: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


def coverage(catalogue: Catalogue, runs: Iterable[tuple[Trial, Result]]) -> CaseCoverage:
    """What the catalogue contains, held against what the cases state."""
    covered = CaseCoverage()
    stated = {fact for trial, result in runs for fact in _stated(catalogue, trial, result)}
    demanded = list(dict.fromkeys((fact.kind, fact.line) for fact in demands(catalogue)))
    for kind in ("verdicts", "reasons", "bounds", "ceilings", "days"):
        every = [line for of, line in demanded if of == kind]
        absent = [line for line in every if (kind, line) not in stated]
        setattr(covered, kind, absent)
        covered.counts[kind] = (len(every) - len(absent), len(every))
    return covered


class Demand(NamedTuple):
    """A fact that cases should state: its kind, a line for people, and whose it is; of an offer its id, of a bound the condition."""

    kind: str
    line: str
    instrument: Instrument
    offer: str | None = None
    condition: Condition | None = None


def demands(catalogue: Catalogue) -> Iterator[Demand]:
    """Every fact that cases should state, in the order of the catalogue; a bound once for each instrument that has it."""
    for instrument in catalogue.instruments.values():
        yield from _demanded(instrument)


def _demanded(instrument: Instrument) -> Iterator[Demand]:
    conditions = instrument.all_conditions
    refusing = any(item.strength.refuses for item in conditions)
    possible = {Verdict.ELIGIBLE: True, Verdict.INELIGIBLE: refusing, Verdict.TO_CHECK: bool(conditions)}
    yield from (Demand("verdicts", f"{instrument.id} {verdict.value}", instrument) for verdict, wanted in possible.items() if wanted)
    yield from (Demand("reasons", f"{instrument.id} {condition.id}", instrument, condition=condition) for condition in conditions)
    for condition, leaf in _number_leaves(instrument):
        for side in ("below", "at", "above"):
            if side != "below" or leaf.argument != 0:
                yield Demand("bounds", _bound(leaf, side), instrument, condition=condition)
    for offer in instrument.offers:
        amount = offer.entry.amount
        keys = [*(["at_most"] if amount.at_most is not None else []), *("+".join(limit.fields) for limit in amount.limits)]
        yield from (Demand("ceilings", f"{instrument.id}.{offer.id} {key}", instrument, offer.id) for key in keys)
    for edge in stated_days(instrument):
        yield from (Demand("days", f"{instrument.id} {day}", instrument) for day in (edge - DAY, edge, edge + DAY))


def _stated(catalogue: Catalogue, trial: Trial, result: Result) -> Iterator[tuple[str, str]]:
    """Facts that one case states, in the same terms."""
    yield "days", f"{trial.tool} {trial.day}"
    if trial.expected.ceiling is not None or trial.expected.amount is not None:
        for offer in result.offers:
            if offer.amount.high == result.amount.high:
                binding = offer.amount.binding
                yield "ceilings", f"{trial.tool}.{offer.offer.id} {'+'.join(binding.fields) if binding else 'at_most'}"
    if not trial.expected.verdict:
        return
    yield "verdicts", f"{trial.tool} {result.verdict.value}"
    for offer in result.offers:  # a condition that alone refuses an offer or, if only inferred, alone leaves it to be confirmed
        unmet = [finding.condition for finding in offer.findings if finding.status is Status.UNMET]
        alone = [item for item in unmet if item.strength.refuses] if result.verdict is Verdict.INELIGIBLE else unmet
        if len(alone) == 1 and (result.verdict is not Verdict.ELIGIBLE or len(result.offers) > 1):
            yield "reasons", f"{trial.tool} {alone[0].id}"
    facts = trial.profile.on(trial.day)
    for _, leaf in _number_leaves(catalogue.instruments[trial.tool]):
        if (known := facts.number(leaf.field)) and (side := _side_of(leaf, catalogue.fields[leaf.field], known)):
            yield "bounds", _bound(leaf, side)


def _number_leaves(instrument: Instrument) -> Iterator[tuple[Condition, Leaf]]:
    every = ((condition, leaf) for condition in instrument.all_conditions for leaf in leaves(condition.test))
    return ((condition, leaf) for condition, leaf in every if JUDGES[leaf.operator].name == "number")


def _bound(leaf: Leaf, side: str) -> str:
    return f"{leaf.field} {leaf.operator} {leaf.written} {side}"


def _side_of(leaf: Leaf, field: Field, known: Interval) -> str | None:
    """Whether a value is the bound itself or its neighbour by one euro, one person, one day, one percent."""
    bound, scale = leaf.argument, getattr(field.kind, "scale", 1)
    if scale == YEAR and isinstance(bound, int) and not field.follows and known.low is not None:  # years that no day tells
        return {-1: "below", 0: "at", 1: "above"}.get((known.low - bound) // YEAR)
    if not isinstance(bound, int) or known.low is None or known.low != known.high:
        return None
    step = 1 if scale in {1, YEAR} else scale
    below = (known.low // YEAR == bound // YEAR - 1 and known.low % YEAR >= YEAR - 3) if scale == YEAR else known.low == bound - step
    return "at" if known.low == bound else "above" if known.low == bound + step else "below" if below else None
