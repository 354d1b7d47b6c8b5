"""A financing plan: variants of uses and resources, what was checked of each, and what would let one cover the need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.model.plan_line import LineState, Nature

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.core.messages import Message, Words
    from essfund.model.plan_line import UseNature
    from essfund.model.report import OfferResult, Report, Result
    from essfund.model.rulebook import CallOrder, PlanCeiling
    from essfund.model.tool import Contact, Limit

Preference = Literal["fewest-files", "cheapest", "least-bank"]
PREFERENCES: tuple[Preference, ...] = ("fewest-files", "cheapest", "least-bank")
BoundBy: TypeAlias = "Literal['need', 'ceiling'] | Limit | PlanCeiling | None"
Basis = Literal["established", "probable", "inferred", "usage"]
"""How well a check is known; what is only usage refuses nothing."""


class PlanUse(NamedTuple):
    """One use, in whole euros. `nature` is None where nobody said it; the fee of an option names the option by its id."""

    label: str | Message
    amount: int
    nature: UseNature | None = None
    supposed: bool = False
    tool: str = ""


class PlanResource(NamedTuple):
    """One resource, in whole euros; a guarantee's amount is what it guarantees of the loan called `on`, and in no sum.

    `result` is the option in the answer of `match`, None for what the profile tells. Beyond `sure` euros it is only possible.
    `bound_by` is what keeps it from being more: what is to be found, a limit of the option, a ceiling of the plan, its own ceiling.
    """

    label: str | Message
    amount: int
    nature: Nature
    state: LineState
    sure: int
    result: Result | None = None
    years: float | None = None
    rate: float | None = None
    on: str | Message = ""
    bound_by: BoundBy = None
    offer: OfferResult | None = None
    """The window of the instrument that gives this amount."""
    supposed: bool = False
    """Whether its nature was read from its name."""

    @property
    def guarantee(self) -> bool:
        """Whether it is no money."""
        return self.nature is Nature.GUARANTEE

    @property
    def certain(self) -> bool:
        """Whether all of it may be had as far as is known; a committee still decides."""
        return self.amount <= self.sure

    @property
    def tool(self) -> str:
        """Id of the instrument; empty for what the profile tells."""
        return self.result.instrument.id if self.result else ""

    @property
    def yearly(self) -> int:
        """What the enterprise pays back in a year without interest, whole euros, halves up; 0 where the term is not known."""
        return int(self.amount / max(self.years, 1) + 0.5) if self.nature.repaid and self.years else 0

    @property
    def late(self) -> bool:
        """Whether it is paid on proof of what was spent."""
        return bool(self.result and self.result.terms and self.result.terms.paid == "proof")


class PlanCheck(NamedTuple):
    """One check with its two numbers; None where a number is not known. `holds` is None where that leaves it open, or it is only said."""

    id: str
    label: Message | Words
    left: int | None
    right: int | None
    holds: bool | None
    strength: Basis
    unit: Literal["euro", "percent", "count"] = "euro"
    source: tuple[str, ...] = ()
    rule: Limit | PlanCeiling | None = None
    """The formula that was checked, for who says it shortly."""
    tools: tuple[str, ...] = ()
    """Ids of the instruments of the plan that it is about."""


class Call(NamedTuple):
    """One telephone call: a desk, whom to call, the instruments to speak of, what it has to come before, the last day if known."""

    desk: str
    contacts: tuple[Contact, ...]
    tools: tuple[str, ...]
    before: date | None = None
    order: CallOrder | None = None
    label: str | Message = ""
    """Of a call to nobody in the catalogue: the line of the plan."""
    bank: bool = False


@record(frozen=True)
class Variant:
    """One plan that balances: uses = resources without the guarantees + what is missing, to the euro.

    `refused` says why each other option is not in it. Sums are whole euros; `yearly_repayment` is a year of the enterprise, without
    interest, of those lines whose term is known; `cash_gap` are the grants that are paid on proof.
    """

    id: str
    prefers: Preference
    certain: bool
    uses: tuple[PlanUse, ...]
    resources: tuple[PlanResource, ...]
    missing: int
    checks: tuple[PlanCheck, ...]
    yearly_repayment: int
    cash_gap: int
    calls: tuple[Call, ...]
    why: tuple[Message, ...]
    refused: Mapping[str, Message]

    @property
    def money(self) -> tuple[PlanResource, ...]:
        """Resources that are money."""
        return tuple([line for line in self.resources if not line.guarantee])


class Change(NamedTuple):
    """The smallest change of one fact of the profile after which a plan covers the need."""

    values: Mapping[str, Hashable]
    missing: int


@record(frozen=True)
class Plan:
    """Variants of a financing plan, the one that was asked for first, and the answer of `match` that they are made from."""

    report: Report
    variants: tuple[Variant, ...]
    changes: tuple[Change, ...] = ()
    unpriced: tuple[Result, ...] = ()
    """Options that can be asked for and of which nobody knows how much they bring: in no sum."""
    advisers: tuple[Result, ...] = ()
    """Who helps: with a plan that does not cover the need, or where support comes before money."""

    @property
    def covers(self) -> bool:
        """Whether the first variant leaves nothing to be found."""
        return not self.variants[0].missing
