"""Golden plans: the financing plan that an adviser would make for a profile, written as YAML beside the golden cases."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from essfund.core.messages import N_
from essfund.core.record import record
from essfund.model.authored_types import Day, Id, Ids, Line, about
from essfund.model.plan import Preference

Told = Annotated[
    dict[str, Any], WithJsonSchema({"$comment": "profile", "type": "object", "additionalProperties": True}),
    about(N_("What is known of the enterprise and its project, with `uses` and `resources` as lines like « Véhicule=35000:materiel ».")),
]
VariantName = Literal["first", "certain", "fewest-files", "cheapest", "least-bank", "otherwise"]
Sum = Annotated[int, Field(ge=0, strict=True)]
CheckIds = tuple[str, ...]


@record(frozen=True)
class ExpectedChecks:
    """Checks of a plan, by their ids; others may stand beside them."""

    kept: Annotated[CheckIds, about(N_("Checks that hold."))] = ()
    open: Annotated[CheckIds, about(N_("Checks that are still to be seen."))] = ()
    not_kept: Annotated[CheckIds, about(N_("Checks that do not hold."))] = ()


@record(frozen=True)
class PlanCase:
    """One profile on one day, and one variant of its financing plan; what is left out is not compared."""

    id: Annotated[Id, about(N_("A name for the plan, in words of the field."))]
    says: Annotated[Line, about(N_("What the plan shows, in one sentence."))]
    because: Annotated[Line, about(N_("Why an adviser makes this plan, and how its amounts are worked out."))]
    as_of: Annotated[Day, about(N_("The day the question is asked for."))]
    source: Ids
    profile: Told
    prefer: Annotated[Preference, about(N_("What is preferred once all that can be is covered."))] = "fewest-files"
    exclude: Annotated[tuple[Id, ...], about(N_("Instruments that are left out."))] = ()
    require: Annotated[tuple[Id, ...], about(N_("Instruments that must be in every plan."))] = ()
    variant: Annotated[VariantName, about(N_(
        "Which of the three variants is meant: the first, the first of which all is certain, the first with another preference, or the "
        "one without the option that leads."))] = "first"
    resources: Annotated[dict[Id, Annotated[int, Field(ge=1, strict=True)]] | None, about(N_(
        "Every instrument that is asked and its whole euros, a guarantee with what it guarantees; {} says none."))] = None
    missing: Annotated[Sum | None, about(N_("What is still to be found, in whole euros."))] = None
    yearly_repayment: Annotated[Sum | None, about(N_("What is paid back in a year without interest, in whole euros."))] = None
    cash_gap: Annotated[Sum | None, about(N_("Grants that are paid on proof, in whole euros."))] = None
    checks: Annotated[ExpectedChecks | None, about(N_("Checks that must be there, by what came of them."))] = None
    never: Annotated[tuple[Id, ...], about(N_("Instruments that are in no variant."))] = ()
    impossible: Annotated[bool, about(N_("Whether no plan can be made at all."))] = False
    pending: Annotated[Line | None, about(N_("Why the plan does not hold yet; then it is no finding."))] = None

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of every instrument that it names."""
        return (*self.exclude, *self.require, *(self.resources or ()), *self.never)
