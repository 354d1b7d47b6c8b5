"""What money costs: rate, term, deferral, security, fee, who receives it and how it is paid (design, section 2: terms)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from essfund.core.messages import N_, Words
from essfund.core.record import record
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.model.authored_types import Euros, Evidence, Ids, about

PaidTo = Literal["structure", "person"]
Payment = Literal["advance", "instalments", "proof"]
PAID_TO: tuple[str, ...] = get_args(PaidTo)
PAYMENTS: tuple[str, ...] = get_args(Payment)


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Terms:
    """The terms of an offer, or of all offers of an instrument. What nobody established is left out: unknown, never free.

    Numbers are the least and the greatest that a source names: `rate` in percent a year, `years` in years, `deferral` in months,
    `fee` in percent of the amount, paid once, and no less than `least_fee` euros.
    """

    rate: Annotated[
        tuple[Annotated[float, Field(ge=0, le=100, strict=True)], ...],
        Field(max_length=2), about(N_("Percent a year: [2], or the least and the greatest [2, 4]; [0] where there is no interest.")),
    ] = ()
    years: Annotated[
        tuple[Annotated[float, Field(gt=0, le=50, strict=True)], ...],
        Field(max_length=2), about(N_("For how many years: [5], or the least and the greatest [2, 5].")),
    ] = ()
    deferral: Annotated[
        tuple[Annotated[int, Field(ge=0, le=240, strict=True)], ...],
        Field(max_length=2), about(N_("Months before the first repayment: [12], or [0, 24].")),
    ] = ()
    fee: Annotated[
        tuple[Annotated[float, Field(ge=0, le=100, strict=True)], ...],
        Field(max_length=2),
        about(N_("Percent of the amount, paid once; of the guaranteed amount for a guarantee. [0] where there is none.")),
    ] = ()
    least_fee: Annotated[
        Annotated[Euros, Field(gt=0)] | None, about(N_("Whole euros that the fee comes to at least, however small the amount.")),
    ] = None
    security: Annotated[Words | None, about(N_("What security is asked for, in few words."))] = None
    paid_to: Annotated[PaidTo | None, about(N_("Who receives the money: the structure, or a person who brings it in."))] = None
    paid: Annotated[Payment | None, about(N_("How it is paid: in advance, in instalments, or on proof of what was spent."))] = None
    delay: Annotated[Words | None, about(N_("How long it takes from the request to the money, in few words."))] = None
    other: Annotated[
        Words | None, about(N_("What else to know of the cost, in few words: a fee in euros, a margin over a market rate."))
    ] = None
    source: Ids
    strength: Evidence = Strength.ESTABLISHED
