"""What rules and amounts carry, side by side with what a text claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from essfund.model.condition import leaves
from essfund.model.field_types.number import NumberType, first_passing_or_failing
from essfund.model.fields import FIELDS
from essfund.review.checks.prose.claims import AMOUNT, EACH, SHARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.model.catalogue import Instrument, Offer
    from essfund.model.condition import Condition
    from essfund.model.tool import Amount
    from essfund.review.checks.prose.claims import Bound, Claim

LOWER, UPPER = ("at_least", "more_than"), ("at_most", "less_than")
WHOLE = 100


class Carried(NamedTuple):
    """One bound as a rule or an amount has it: `written` is how it stands in the file."""

    operator: str
    value: int
    written: str


@dataclass(frozen=True)
class Scope:
    """Every bound that a text may speak of, by quantity."""

    bounds: dict[str, list[Carried]]

    def of(self, quantity: str) -> list[Carried]:
        """Return the bounds of a quantity, each once."""
        return list(dict.fromkeys(self.bounds.get(quantity, ())))

    def holds(self, claim: Claim, *, one_end: bool = False) -> bool:
        """Whether a claim is carried: every end of it, or one end if that is enough. A share has a ceiling only."""
        ends = [one for one in claim.bounds if claim.quantity != SHARE or one.upper is not False or one.operator]
        return (any if one_end else all)(self._meets(claim, one) for one in ends)

    def _meets(self, claim: Claim, bound: Bound) -> bool:
        quantity, scale = claim.quantity, _scale(claim.quantity)
        listed = self.of(quantity)
        if quantity == AMOUNT:
            listed += [one for key, found in self.bounds.items() if _unit(key) == "euro" for one in found]
        if quantity == SHARE:
            listed += self.of("market_income_share")
            if any(one.value == (WHOLE - bound.value) * scale for one in listed):
                return True
        return any(_same(bound, one, scale, years=_unit(quantity) == "year", either=claim.negated) for one in listed)


def _same(bound: Bound, one: Carried, scale: int, *, years: bool, either: bool) -> bool:
    """Whether a claimed bound is one that is carried: same edge, same side of it."""
    side = one.operator in UPPER
    if bound.upper is not None and bound.upper != side and not either:
        return False
    value = round(bound.value * scale)
    edge = first_passing_or_failing(one.operator, one.value)
    edges = {first_passing_or_failing(bound.operator, value)} if bound.operator else {value, value + 1}
    if years and (bound.operator == "at_most" or not bound.operator) and side:
        edges.add(round((bound.value + 1) * scale))
    return edge in edges


def _scale(quantity: str) -> int:
    return getattr(FIELDS[quantity].kind, "scale", 1) if quantity in FIELDS else WHOLE if quantity == SHARE else 1


def _unit(quantity: str) -> str:
    return getattr(FIELDS[quantity].kind, "unit", "") if quantity in FIELDS else ""


def scope_of(instrument: Instrument, offer: Offer | None = None) -> Scope:
    """Return what an instrument carries with one of its offers, or with all of them."""
    offers = [offer] if offer else instrument.offers
    conditions = [*instrument.conditions, *(one for each in offers for one in each.conditions)]
    found = _collect(_of_conditions(conditions))
    for each in offers:
        for key, one in _of_amount(each.entry.amount):
            found.setdefault(key, []).append(one)
    return Scope(found)


def scope_of_condition(condition: Condition) -> Scope:
    """Return what one condition carries."""
    return Scope(_collect(_of_conditions([condition])))


def _collect(pairs: Iterable[tuple[str, Carried]]) -> dict[str, list[Carried]]:
    found: dict[str, list[Carried]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def _of_conditions(conditions: Iterable[Condition]) -> Iterator[tuple[str, Carried]]:
    for condition in conditions:
        for leaf in leaves(condition.test):
            if isinstance(FIELDS[leaf.field].kind, NumberType) and isinstance(leaf.argument, int):
                yield leaf.field, Carried(leaf.operator, leaf.argument, f"{leaf.field}: {{{leaf.operator}: {leaf.written}}}")


def _of_amount(amount: Amount) -> Iterator[tuple[str, Carried]]:
    if amount.at_least is not None:
        yield AMOUNT, Carried("at_least", amount.at_least, f"amount: {{at_least: {amount.at_least}}}")
    if amount.at_most is not None:
        yield AMOUNT, Carried("at_most", amount.at_most, f"amount: {{at_most: {amount.at_most}}}")
    for limit in amount.limits:
        if limit.each:
            yield EACH, Carried("at_most", limit.each, f"limits: {{each: {limit.each}, of: {limit.of}}}")
        if limit.share:
            yield SHARE, Carried("at_most", round(limit.share * WHOLE), f"limits: {{share: {limit.share:g}, of: {limit.of}}}")
