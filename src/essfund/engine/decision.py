"""Conditions to a verdict, exactly: undecided only where two completions of the profile really differ.

Kleene logic is sound but not exact: `age < 3` in one offer and `age >= 3` in the other are each unknown, yet one of them
holds. Where every unknown field is tested once, Kleene is exact and cheap; elsewhere `Diagram` decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from essfund.core.truth import FALSE, UNKNOWN, Truth
from essfund.engine.diagram import DOUBTFUL, GRANTED, REFUSED, Diagram, Group, Open
from essfund.model.condition import Leaf
from essfund.model.fields import FIELDS
from essfund.model.verdict import LEVELS, Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from essfund.model.catalogue import Catalogue
    from essfund.model.condition import Test
    from essfund.model.report import Trace


class Stake(NamedTuple):
    """One condition in the balance: its test, its truth so far, whether FALSE shuts the door, and its proof."""

    test: Test
    truth: Truth
    refuses: bool
    trace: Trace | None


class Decision(NamedTuple):
    """A verdict, and the fields whose answer can still change it, in the order of the profile."""

    verdict: Verdict
    missing: tuple[str, ...]


def together(stakes: Iterable[Stake]) -> tuple[int, int]:
    """Return the worst and best level of conditions that must all hold."""
    low = high = GRANTED
    for stake in stakes:
        worst = REFUSED if stake.refuses else DOUBTFUL
        low = min(low, worst)
        if stake.truth is FALSE:
            high = min(high, worst)
    return low, high


def decide(
    common: Sequence[Stake],
    offers: Sequence[Sequence[Stake]],
    values: Mapping[str, Hashable],
    catalogue: Catalogue,
) -> Decision:
    """Return the exact verdict of an instrument, its common conditions and the best of its offers, and what it depends on."""
    low, high = together(common)
    if offers:
        ranges = [together(offer) for offer in offers]
        low, high = min(low, max(r[0] for r in ranges)), min(high, max(r[1] for r in ranges))
    if low == high:
        return Decision(LEVELS[low], ())
    if len(offers) <= 1:
        stakes = [stake for group in (common, *offers) for stake in group if stake.truth is UNKNOWN]
        opened = [(stake, open_leaves(stake)) for stake in stakes]
        fields = [leaf.field for _, found in opened for leaf in found]
        if len(set(fields)) == len(fields):
            relevant = {leaf.field for stake, found in opened if stake.refuses or high == GRANTED for leaf in found}
            return Decision(Verdict.TO_CHECK, in_profile_order(relevant))
    groups = [_group(common), *[_group(offer) for offer in offers]]
    known = DECISIONS.setdefault(catalogue, {})
    key = _situation(groups, values)
    if key not in known:
        if len(known) >= MOST_DECISIONS:
            known.clear()
        level, left = Diagram(groups[0], groups[1:], values, catalogue.vocabularies).read()
        known[key] = Decision(Verdict.TO_CHECK if level is None else LEVELS[level], in_profile_order(left))
    return known[key]


DECISIONS: WeakKeyDictionary[Catalogue, dict[object, Decision]] = WeakKeyDictionary()
"""Decisions of diagrams already read, by what was undecided: they repeat from one profile to the next."""

MOST_DECISIONS = 20_000


def _situation(groups: Sequence[Group], values: Mapping[str, Hashable]) -> object:
    """Return what a diagram depends on: the undecided leaves of every condition, and what is partly known of their fields."""
    shape = tuple([(g.cap, tuple([(id(o.test), o.refuses, tuple(map(id, o.leaves))) for o in g.open])) for g in groups])
    fields = {leaf.field for group in groups for one in group.open for leaf in one.leaves}
    partly = tuple([(key, values[key]) for key in sorted(fields) if key in values])
    return shape, partly


def _group(stakes: Sequence[Stake]) -> Group:
    cap = GRANTED
    opened = []
    for stake in stakes:
        if stake.truth is FALSE:
            cap = min(cap, REFUSED if stake.refuses else DOUBTFUL)
        elif stake.truth is UNKNOWN:
            opened.append(Open(stake.test, stake.refuses, open_leaves(stake)))
    return Group(cap, opened if cap == GRANTED else [one for one in opened if one.refuses and cap != REFUSED])


def open_leaves(stake: Stake) -> tuple[Leaf, ...]:
    """Return the unknown leaves whose truth still matters to an unknown condition."""
    found: list[Leaf] = []
    if stake.trace is not None:
        _collect(stake.trace, found)
    return tuple(found)


def _collect(trace: Trace, found: list[Leaf]) -> None:
    if trace.truth is UNKNOWN:
        if isinstance(trace.test, Leaf):
            found.append(trace.test)
        for part in trace.parts:
            _collect(part, found)


def in_profile_order(fields: Iterable[str]) -> tuple[str, ...]:
    """Return fields in the order in which a profile declares them."""
    wanted = set(fields)
    return tuple([key for key in FIELDS if key in wanted]) if wanted else ()
