"""Lines of a financing plan as people tell them: what the money is for, and where it comes from."""

from __future__ import annotations

from enum import Enum

from essfund.core.messages import N_
from essfund.core.record import record


class UseNature(Enum):
    """What a use pays for; finance lasts as long as what it pays."""

    TANGIBLE = "materiel"
    INTANGIBLE = "immateriel"
    PROPERTY = "immobilier"
    WORKING_CAPITAL = "bfr"
    REPAYMENT = "remboursement"
    FEES = "frais"


class Nature(Enum):
    """What a resource is to the enterprise. A guarantee is beside a loan and never money."""

    OWN = "apport"
    QUASI_OWN = "quasi-fonds-propres"
    GRANT = "subvention"
    BANK_LOAN = "pret-bancaire"
    LOAN = "pret"
    GUARANTEE = "garantie"
    UNTOLD = "non-precise"

    @property
    def repaid(self) -> bool:
        """Whether the enterprise pays it back."""
        return self in {Nature.QUASI_OWN, Nature.BANK_LOAN, Nature.LOAN}


class LineState(Enum):
    """How far the asking for a resource has come."""

    OBTAINED = "acquis"
    REQUESTED = "demande"
    TO_REQUEST = "a-demander"


USE_NATURES = {
    UseNature.TANGIBLE: N_("equipment"), UseNature.INTANGIBLE: N_("intangibles"), UseNature.PROPERTY: N_("property"),
    UseNature.WORKING_CAPITAL: N_("working capital"), UseNature.REPAYMENT: N_("repayments"), UseNature.FEES: N_("cost of the money"),
}
NATURES = {
    Nature.OWN: N_("own money"), Nature.QUASI_OWN: N_("quasi-own funds"), Nature.GRANT: N_("grant"), Nature.BANK_LOAN: N_("bank loan"),
    Nature.LOAN: N_("loan"), Nature.GUARANTEE: N_("guarantee"), Nature.UNTOLD: N_("not told"),
}
STATES = {
    LineState.OBTAINED: N_("obtained"), LineState.REQUESTED: N_("requested"), LineState.TO_REQUEST: N_("to request"),
}
"""Labels of natures and states."""


@record(frozen=True)
class UseLine:
    """One use of the money, in whole euros; `nature` is None where nobody said it and the label does not either."""

    label: str
    amount: int
    nature: UseNature | None = None
    supposed: bool = False
    """Whether the nature was read from the label."""


@record(frozen=True)
class ResourceLine:
    """One resource as told, in whole euros, for so many years at so many percent a year; a guarantee stands `on` a loan, by its label."""

    label: str
    amount: int
    nature: Nature
    state: LineState = LineState.TO_REQUEST
    years: float | None = None
    rate: float | None = None
    on: str = ""
    supposed: bool = False
    """Whether the nature was read from the label."""
