"""What the money itself costs once, as uses of the plan: whole euros, rounded up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Message
from essfund.engine.planning.options import WHOLE, greatest, hundredths
from essfund.model.plan import PlanUse
from essfund.model.plan_line import UseNature

if TYPE_CHECKING:
    from essfund.engine.planning.options import Option
    from essfund.model.plan import PlanResource

FEES_OF, GUARANTEE_FEE = N_("fees: {name}"), N_("cost of the guarantee ({fee} %)")
DEAREST = 300
"""Fee that is supposed of a guarantee of which nobody said it, in hundredths of a percent, to order it: dearer than any that is known."""


def guarantee_use(line: PlanResource) -> PlanUse:
    """The use that a guarantee costs."""
    return PlanUse(Message(GUARANTEE_FEE, {"fee": f"{fee_rate(line) / 100:g}"}), fee_of(line), UseNature.FEES, tool=line.tool)


def fee_of(line: PlanResource, unknown: int = 0) -> int:
    """What a guarantee costs once, in whole euros rounded up; `unknown` is its rate where nobody said it."""
    return -(-line.amount * fee_rate(line, unknown) // WHOLE)


def fee_rate(line: PlanResource, unknown: int = 0) -> int:
    """What a guarantee costs once, in hundredths of a percent."""
    fees = line.result.terms.fee if line.result and line.result.terms else ()
    return hundredths(greatest(fees)) if fees else unknown


def fee_use(option: Option, amount: int) -> PlanUse:
    """What an amount of an option costs once, as a use."""
    return PlanUse(Message(FEES_OF, {"name": option.result.instrument.tool.name}), option.fee(amount), UseNature.FEES, tool=option.id)
