"""What the lines of a plan add up to, as fields of the profile. Imported where there are lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.field_types import Interval
from essfund.model.plan_line import LineState, Nature, ResourceLine, UseNature
from essfund.model.profile import YEAR

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from essfund.model.profile import Profile


def summed(profile: Profile) -> dict[str, Hashable]:
    """Return the fields that lines of a plan add up to, where nobody told them: cost, own contribution, bank loan, grants, its term."""
    told = profile.values
    uses, resources = told.get("uses"), told.get("resources")
    lines: Sequence[ResourceLine] = resources if isinstance(resources, tuple) else ()
    parts = {
        "project_cost": [line for line in uses if line.nature is not UseNature.FEES] if isinstance(uses, tuple) else [],
        "own_contribution": [line for line in lines if line.nature is Nature.OWN],
        "bank_loan": [line for line in lines if line.nature is Nature.BANK_LOAN],
        "grants_obtained": [line for line in lines if line.nature is Nature.GRANT and line.state is LineState.OBTAINED],
    }
    found: dict[str, Hashable] = {key: whole for key, part in parts.items() if (whole := total(tuple(part)))}
    terms = {round(line.years * YEAR) for line in parts["bank_loan"] if isinstance(line, ResourceLine) and line.years}
    if len(terms) == 1:
        found["loan_years"] = Interval(*terms, *terms)
    return {key: value for key, value in found.items() if key not in told}


def total(lines: object) -> Interval | None:
    """Sum of some lines, if there are any."""
    found = lines if isinstance(lines, tuple) else ()
    whole = sum(line.amount for line in found)
    return Interval(whole, whole) if found else None
