"""What the golden cases prove: which verdicts, reasons, bounds and days they state, and which they do not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essfund.engine.timeline import DAY, stated_days
from essfund.model.condition import Leaf, leaves
from essfund.model.fields import FIELDS
from essfund.model.profile import YEAR
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.field_types import Interval
    from essfund.model.report import Result


@dataclass
class CaseCoverage:
    """What no case states, by kind; each entry is one line for people. `counts` holds (stated, all) by kind."""

    verdicts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)
    ceilings: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def note(self, kind: str, demanded: Iterable[str], stated: set[str]) -> None:
        """Record what of one kind is demanded and not stated."""
        everything = list(dict.fromkeys(demanded))
        absent = [item for item in everything if item not in stated]
        getattr(self, kind).extend(absent)
        self.counts[kind] = (len(everything) - len(absent), len(everything))


def coverage(catalogue: Catalogue, runs: Iterable[tuple[Trial, Result]]) -> CaseCoverage:
    """Hold what the catalogue contains against what the cases state."""
    done, found = list(runs), CaseCoverage()
    instruments = catalogue.instruments.values()
    found.note("verdicts", _all_verdicts(instruments), {f"{t.tool} {r.verdict.value}" for t, r in done if t.expected.verdict})
    found.note("reasons", _all_reasons(instruments), set(_sole_reasons(done)))
    found.note("bounds", _all_bounds(instruments), set(_stated_bounds(catalogue, done)))
    found.note("ceilings", _all_ceilings(instruments), set(_stated_ceilings(done)))
    found.note("days", _all_days(instruments), {f"{t.tool} {t.day}" for t, _ in done})
    return found


def _all_verdicts(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        yield f"{instrument.id} {Verdict.ELIGIBLE.value}"
        if any(condition.strength.refuses for condition in instrument.all_conditions):
            yield f"{instrument.id} {Verdict.INELIGIBLE.value}"
        if instrument.all_conditions:
            yield f"{instrument.id} {Verdict.TO_CHECK.value}"


def _all_reasons(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        for condition in instrument.all_conditions:
            yield f"{instrument.id} {condition.id}"


def _sole_reasons(done: list[tuple[Trial, Result]]) -> Iterator[str]:
    """Yield the conditions that alone refuse an offer, or, if only inferred, alone leave it to be confirmed."""
    for trial, result in done:
        if not trial.expected.verdict:
            continue
        for offer in result.offers:
            unmet = [f for f in offer.findings if f.status.value == "unmet"]
            refusing = [f for f in unmet if f.condition.strength.refuses]
            alone = refusing if result.verdict is Verdict.INELIGIBLE else unmet
            if len(alone) == 1 and (result.verdict is not Verdict.ELIGIBLE or len(result.offers) > 1):
                yield f"{trial.tool} {alone[0].condition.id}"


def _number_leaves(instrument: Instrument) -> Iterator[Leaf]:
    for condition in instrument.all_conditions:
        for leaf in leaves(condition.test):
            if FIELDS[leaf.field].kind.name == "number":
                yield leaf


def _bound(leaf: Leaf, side: str) -> str:
    return f"{leaf.field} {leaf.operator} {leaf.written} {side}"


def _all_bounds(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        for leaf in _number_leaves(instrument):
            low_end = leaf.argument == 0
            for side in ("at", "above") if low_end else ("below", "at", "above"):
                yield _bound(leaf, side)


def _stated_bounds(catalogue: Catalogue, done: list[tuple[Trial, Result]]) -> Iterator[str]:
    for trial, _ in done:
        facts = trial.profile.on(trial.day)
        for leaf in _number_leaves(catalogue.instruments[trial.tool]):
            known = facts.number(leaf.field)
            side = side_of(leaf, known) if known else None
            if side and trial.expected.verdict:
                yield _bound(leaf, side)


def side_of(leaf: Leaf, known: Interval) -> str | None:
    """Return whether a value is the bound itself or its neighbour by one euro, one person, one day, one percent."""
    bound, scale = leaf.argument, getattr(FIELDS[leaf.field].kind, "scale", 1)
    if not isinstance(bound, int) or known.low is None or known.low != known.high:
        return None
    step = 1 if scale in {1, YEAR} else scale
    if known.low == bound:
        return "at"
    if known.low == bound + step:
        return "above"
    below = (known.low // YEAR == bound // YEAR - 1 and known.low % YEAR >= YEAR - 3) if scale == YEAR else known.low == bound - step
    return "below" if below else None


def _all_ceilings(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        for offer in instrument.offers:
            if offer.entry.amount.at_most is not None:
                yield f"{instrument.id}.{offer.id} at_most"
            for limit in offer.entry.amount.limits:
                yield f"{instrument.id}.{offer.id} {limit.of}"


def _stated_ceilings(done: list[tuple[Trial, Result]]) -> Iterator[str]:
    for trial, result in done:
        if trial.expected.ceiling is None and trial.expected.amount is None:
            continue
        for offer in result.offers:
            amount = offer.amount
            if amount.high == result.amount.high:
                yield f"{trial.tool}.{offer.offer.id} {amount.binding.of if amount.binding else 'at_most'}"


def _all_days(instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        for edge in stated_days(instrument):
            for day in (edge - DAY, edge, edge + DAY):
                yield f"{instrument.id} {day}"
