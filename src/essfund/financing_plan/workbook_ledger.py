"""Where the lines of a variant stand on its sheet, and sums of them as formulas, each with its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.record import record
from essfund.financing_plan.workbook_cells import Live, cell
from essfund.model.plan_line import NATURES, LineState, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.core.language.translator import Translator
    from essfund.model.plan import PlanResource, Variant

LABEL, NATURE, EUROS, SHARE, GUARANTEED, STATE, YEARS, YEARLY, TERMS, PAID_TO, BOUND, CERTAIN, SIGNED = range(13)
"""Columns of the sheet of a variant."""
BETWEEN = 4
"""Rows from the total of the uses to the first resource: nothing, heading, header."""


@record(frozen=True)
class Ledger:
    """Rows of a variant, counted from 0. `sheet` stands before a cell that another sheet names."""

    variant: Variant
    tr: Translator
    first_use: int
    sheet: str = ""

    @property
    def uses_row(self) -> int:
        """Row of the total of the uses."""
        return self.first_use + len(self.variant.uses)

    @property
    def first(self) -> int:
        """Row of the first resource."""
        return self.uses_row + BETWEEN

    @property
    def total_row(self) -> int:
        """Row of the total of the resources; below it the balance, what is missing, how certain it is."""
        return self.first + len(self.variant.resources)

    @property
    def cash_flow_row(self) -> int:
        """Row of the cash flow of a year, which the enterprise fills in; its cash stands below."""
        return self.total_row + 8

    def at(self, row: int, column: int) -> str:
        """Name of a cell."""
        return f"{self.sheet}{cell(row, column)}"

    def span(self, column: int) -> str:
        """Name of a column of the resources."""
        return f"{self.at(self.first, column)}:{cell(max(self.first, self.total_row - 1), column)}"

    @property
    def uses(self) -> Live:
        """Total of the uses."""
        return Live(self.at(self.uses_row, EUROS), sum(use.amount for use in self.variant.uses))

    @property
    def project(self) -> Live:
        """Uses without the fees of the money, which stand last."""
        told = [use for use in self.variant.uses if not use.tool]
        rows = (self.at(self.first_use, EUROS), cell(self.first_use + len(told) - 1, EUROS))
        return Live(f"SUM({':'.join(rows)})", sum(use.amount for use in told))

    @property
    def resources(self) -> Live:
        """Total of the resources, no guarantee among them."""
        return Live(self.at(self.total_row, EUROS), sum(line.amount for line in self.variant.money))

    @property
    def missing(self) -> Live:
        """What is still to be found."""
        return Live(self.at(self.total_row + 2, EUROS), self.variant.missing)

    @property
    def yearly(self) -> Live:
        """What is paid back in a year."""
        return Live(self.at(self.total_row, YEARLY), self.variant.yearly_repayment)

    def line(self, line: PlanResource) -> Live:
        """Amount of a resource; of a guarantee, what it guarantees."""
        place = next(number for number, other in enumerate(self.variant.resources) if other is line)
        return Live(self.at(self.first + place, GUARANTEED if line.guarantee else EUROS), line.amount)

    def lines(self, lines: Iterable[PlanResource]) -> Live:
        """Sum of some resources; 0 if there are none."""
        lines = list(lines)
        return Live("+".join(self.line(line).formula for line in lines) or "0", sum(line.amount for line in lines))

    def of_nature(self, *natures: Nature) -> Live:
        """Sum of the money of some natures."""
        words = [self.tr.text(NATURES[nature]).replace('"', '""') for nature in natures]
        parts = [f'SUMIF({self.span(NATURE)},"{word}",{self.span(EUROS)})' for word in words]
        return Live("+".join(parts), sum(line.amount for line in self.variant.money if line.nature in natures))

    def share(self, *natures: Nature) -> Live:
        """Share of some natures in the resources, to a hundredth, halves up."""
        part, whole = self.of_nature(*natures), self.resources
        ratio = (200 * part.value + whole.value) // (2 * whole.value) / 100 if whole.value else 0
        return Live(f"IF({whole.formula}=0,0,ROUND(100*({part.formula})/{whole.formula},0)/100)", ratio)

    @property
    def own_share(self) -> Live:
        """Share of own and quasi-own funds."""
        return self.share(Nature.OWN, Nature.QUASI_OWN)

    @property
    def bank_share(self) -> Live:
        """Share of the banks."""
        return self.share(Nature.BANK_LOAN)

    @property
    def all_told(self) -> bool:
        """Whether the nature of all the money was told."""
        return all(line.nature is not Nature.UNTOLD for line in self.variant.money)

    @property
    def told(self) -> Live:
        """Money that the enterprise told."""
        return self.lines(line for line in self.variant.money if line.result is None)

    @property
    def sure(self) -> Live:
        """Money of options, as far as it is certain."""
        lines = [line for line in self.variant.money if line.result and line.sure]
        parts = [f"MIN({self.line(line).formula},{line.sure})" for line in lines]
        return Live("+".join(parts) or "0", sum(min(line.amount, line.sure) for line in lines))

    @property
    def possible(self) -> Live:
        """Money of options that is only possible."""
        lines = [line for line in self.variant.money if line.result]
        parts = [f"MAX(0,{self.line(line).formula}-{line.sure})" for line in lines]
        return Live("+".join(parts) or "0", sum(max(0, line.amount - line.sure) for line in lines))

    @property
    def late(self) -> Live:
        """Grants and advances that are paid on proof of what was spent."""
        return self.lines(line for line in self.variant.money if line.late)

    @property
    def ready(self) -> Live:
        """Own money that is there, and the cash that the enterprise fills in."""
        own = self.lines(line for line in self.variant.money if line.state is LineState.OBTAINED and line.nature is Nature.OWN)
        return Live(f"{own.formula}+N({self.at(self.cash_flow_row + 1, EUROS)})", own.value)
