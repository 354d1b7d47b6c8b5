"""The sheet of one variant: uses and resources with live sums, what was checked, whom to call, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.financing_plan.check_words import HOLDS, STRENGTHS, pressing
from essfund.financing_plan.words import CALLS, CHECKS, MISSING, NO_RIGHT, RESOURCES, TOTAL, USES, WHY
from essfund.financing_plan.workbook_cells import Live, cell
from essfund.financing_plan.workbook_checks import SIGNS, live_check
from essfund.financing_plan.workbook_ledger import (
    BOUND,
    CERTAIN,
    EUROS,
    GUARANTEED,
    LABEL,
    NATURE,
    PAID_TO,
    SHARE,
    SIGNED,
    STATE,
    TERMS,
    YEARLY,
    YEARS,
)
from essfund.model.plan_line import NATURES, STATES, USE_NATURES, LineState
from essfund.presenting.sentences import NO, YES
from essfund.presenting.wording import FACT, to_know

if TYPE_CHECKING:
    from essfund.financing_plan.words import PlanWriter, ResourceRow
    from essfund.financing_plan.workbook_cells import Sheet
    from essfund.financing_plan.workbook_ledger import Ledger
    from essfund.model.plan import PlanCheck, PlanResource

WIDTHS = (29, 14, 11, 7, 12, 12, 10, 11, 24, 10, 18, 13, 11)
TO_FILL = N_("to be filled in by the enterprise")
FILLED_BY = N_("Cells of this colour are empty: to be filled in by the enterprise, which alone knows.")
USE_HEADER = (
    N_("use"), N_("nature"), N_("in euros"), N_("share"), N_("VAT not recovered, in this amount"), N_("account"), N_("quote signed on"),
)
RESOURCE_HEADER = (
    N_("resource"), N_("nature"), N_("in euros"), N_("share"), N_("guaranteed, in no sum"), N_("state"), N_("term in years"),
    N_("paid back in a year, without interest"), N_("terms"), N_("paid to"), N_("bound by"), N_("certain or possible"), N_("signed on"),
)
CHECK_HEADER = (N_("check"), "", N_("here"), "", N_("bound"), N_("result"), N_("known from"), N_("more"))
TOLD, SURE, POSSIBLE = N_("told by the enterprise"), N_("eligible a priori"), N_("only possible")
BALANCE, CASH_FLOW, VAT = N_("Balance: uses less resources"), N_("Cash flow (CAF) of a year"), N_("VAT is recovered")
NO_TERM, CASH, CHECKED = N_("term?"), N_("Cash that bridges aid until it is paid"), N_("To be checked before asking")


class VariantSheet:
    """Writes one variant on its sheet, part by part; the rows are those that the ledger holds."""

    def __init__(self, sheet: Sheet, ledger: Ledger, write: PlanWriter) -> None:
        self.sheet, self.ledger, self.write, self.tr, self.variant = sheet, ledger, write, write.tr, ledger.variant

    def uses(self) -> None:
        """Uses with their total; VAT, account and day of the quote are left to the enterprise."""
        sheet, total = self.sheet, self.ledger.uses_row
        sheet.heading(self.tr.text(USES))
        sheet.header(self.header(USE_HEADER, filled=(GUARANTEED, STATE, YEARS)))
        for use, row in zip(self.variant.uses, self.write.uses(self.variant), strict=True):
            sheet.text(LABEL, row.label, "box")
            sheet.text(NATURE, row.nature, "box")
            if use.nature is None or use.supposed:
                sheet.choice(NATURE, [self.tr.text(word) for word in USE_NATURES.values()])
            sheet.number(EUROS, row.amount, "euro", "box")
            self.share(row.amount, total)
            for column, look in ((GUARANTEED, "euro"), (STATE, "input"), (YEARS, "day")):
                sheet.to_fill(column, self.tr.text(TO_FILL), look)
            sheet.next()
        self.total(self.ledger.first_use, self.ledger.uses.value, YEARS)

    def resources(self) -> None:
        """Resources with their total, the balance, what is missing, and how much is told, certain and only possible."""
        sheet, ledger, tr = self.sheet, self.ledger, self.tr
        sheet.heading(tr.text(RESOURCES))
        sheet.header(self.header(RESOURCE_HEADER, filled=(SIGNED,)))
        for line, row in zip(self.variant.resources, self.write.resources(self.variant), strict=True):
            self.resource(line, row)
        self.total(ledger.first, ledger.resources.value, SIGNED)
        self.yearly_total()
        balance = ledger.uses.value - ledger.resources.value
        for label, live in ((BALANCE, Live(f"{ledger.uses.formula}-{ledger.resources.formula}", balance)),
                            (MISSING, Live(f"MAX(0,{cell(ledger.total_row + 1, EUROS)})", self.variant.missing))):
            sheet.wide(LABEL, NATURE, self.write.text(tr.text(label)), "bold")
            sheet.formula(EUROS, live, "euro", "bold")
            sheet.next()
        for label, live in ((TOLD, ledger.told), (SURE, ledger.sure), (POSSIBLE, ledger.possible)):
            sheet.wide(LABEL, NATURE, tr.say(say("Resources: {what}", what=tr.text(label))))
            sheet.live(EUROS, live, "euro")
            sheet.next()

    def resource(self, line: PlanResource, row: ResourceRow) -> None:
        """One resource; what a guarantee covers stands in a column that no sum takes."""
        sheet = self.sheet
        for column in range(SIGNED):
            sheet.text(column, "", "box")
        sheet.text(LABEL, row.label, "box")
        sheet.text(NATURE, row.nature, "box")
        if line.guarantee:
            sheet.number(GUARANTEED, line.amount, "euro", "box")
        else:
            sheet.number(EUROS, line.amount, "euro", "box")
            sheet.choice(NATURE, [self.tr.text(word) for word in NATURES.values()])
            self.share(line.amount, self.ledger.total_row)
        sheet.text(STATE, row.state, "box")
        sheet.choice(STATE, [self.tr.text(word) for word in STATES.values()])
        if line.nature.repaid:
            self.repaid(line)
        for column, text in ((TERMS, row.terms), (PAID_TO, row.paid_to), (BOUND, row.bound_by), (CERTAIN, self.certain(line, row))):
            sheet.text(column, text, "box")
        sheet.to_fill(SIGNED, self.tr.text(TO_FILL), "day")
        sheet.next()

    def repaid(self, line: PlanResource) -> None:
        """Years over which a line is paid back, and what it takes a year; the enterprise says a term that nobody knows."""
        sheet = self.sheet
        if line.years:
            sheet.number(YEARS, line.years, "box")
        else:
            sheet.to_fill(YEARS, self.tr.text(TO_FILL))
        euros, years, unknown = cell(sheet.row, EUROS), cell(sheet.row, YEARS), self.tr.text(NO_TERM)
        live = Live(f'IF(N({years})>0,ROUND({euros}/{years},0),"{unknown}")', line.yearly if line.years else unknown)
        sheet.formula(YEARLY, live, "euro", "box", "right")

    def yearly_total(self) -> None:
        """What is paid back in a year, in the row of the total that was just written."""
        sheet, ledger = self.sheet, self.ledger
        sheet.row = ledger.total_row
        live = Live(f"SUM({ledger.span(YEARLY)})" if self.variant.resources else "0", self.variant.yearly_repayment)
        sheet.formula(YEARLY, live, "euro", "total")
        sheet.next()

    def share(self, amount: int, total: int) -> None:
        """Share of an amount in its total."""
        sheet, whole = self.sheet, f"{cell(total, EUROS)[0]}${total + 1}"
        of = self.ledger.uses.value if total == self.ledger.uses_row else self.ledger.resources.value
        sheet.formula(SHARE, Live(f"IF({whole}=0,0,{cell(sheet.row, EUROS)}/{whole})", amount / of if of else 0), "percent", "box")

    def total(self, first: int, value: int, last: int) -> None:
        """Total of the rows from the first to the one above, its line as far as the last column."""
        sheet, row = self.sheet, self.sheet.row
        for column in range(last + 1):
            sheet.text(column, self.tr.text(TOTAL) if column == LABEL else "", "total")
        sheet.formula(EUROS, Live(f"SUM({cell(first, EUROS)}:{cell(row - 1, EUROS)})" if row > first else "0", value), "euro", "total")
        sheet.next()

    def header(self, words: tuple[str, ...], filled: tuple[int, ...]) -> list[str]:
        """Words of a header; of columns that the enterprise fills in they say so."""
        tr = self.tr
        said = enumerate([tr.text(word) for word in words])
        return [tr.say(say("{what} (to be filled in)", what=word)) if column in filled else word for column, word in said]

    def certain(self, line: PlanResource, row: ResourceRow) -> str:
        """Whether a line is certain; what is to be checked of one that is only possible stands below."""
        return self.tr.say(say("possible, see below")) if self.open(line) else row.certain

    def open(self, line: PlanResource) -> bool:
        """Whether something is to be checked of a line."""
        unsure = line.result is not None and not line.certain and line.state is not LineState.OBTAINED
        return unsure and bool(self.to_know(line))

    def to_know(self, line: PlanResource) -> str:
        """What is to be checked of a line."""
        return to_know(line.result, self.write.report, self.tr) if line.result else ""

    def enterprise(self) -> None:
        """What only the enterprise knows."""
        sheet, tr = self.sheet, self.tr
        sheet.heading(self.write.text(tr.text(TO_FILL)))
        for label, choice in ((CASH_FLOW, ()), (CASH, ()), (VAT, (tr.text(YES), tr.text(NO)))):
            sheet.wide(LABEL, NATURE, tr.text(label), "box")
            sheet.to_fill(EUROS, tr.text(TO_FILL), *([] if choice else ["euro"]), one_of=choice)
            sheet.next()

    def checks(self) -> None:
        """Checks: what is not kept first, then what is to be seen."""
        sheet, tr = self.sheet, self.tr
        sheet.heading(tr.text(CHECKS))
        words = [tr.text(word) if word else "" for word in CHECK_HEADER]
        sheet.wide(LABEL, NATURE, words[0], "head", "box")
        for column, word in ((EUROS, words[2]), (SHARE, ""), (GUARANTEED, words[4]), (STATE, words[5]), (YEARS, words[6])):
            sheet.text(column, word, "head", "box")
        sheet.wide(YEARLY, SIGNED, words[7], "head", "box")
        sheet.next()
        first = sheet.row
        for check in sorted(self.variant.checks, key=pressing):
            self.check(check)
        sheet.marked(first, STATE, tr.text(HOLDS[False]))

    def check(self, check: PlanCheck) -> None:
        """One check: both numbers, how they compare, how well it is known, the rule in full where it was said shortly."""
        sheet, tr = self.sheet, self.tr
        made = live_check(check, self.ledger, self.write.report, sheet.row)
        short, full = self.write.short(check), self.write.check(check)
        unit = () if check.unit == "count" else (check.unit,)
        sheet.wide(LABEL, NATURE, short, "box")
        for column, live in ((EUROS, made.left), (GUARANTEED, made.right)):
            sheet.live(column, live or self.write.number(None, check), *unit, "box")
        sheet.text(SHARE, SIGNS[made.compared], "centre", "box")
        sheet.live(STATE, made.result, "bold", "box")
        sheet.text(YEARS, tr.text(STRENGTHS[check.strength]), "box")
        sheet.wide(YEARLY, SIGNED, full if full != short else "", "box")
        sheet.next()

    def texts(self) -> None:
        """Calls in their order, what is to be checked of each line, why this plan, and that it is no right."""
        sheet, tr = self.sheet, self.tr
        sheet.heading(tr.text(CALLS))
        for text in self.write.calls(self.variant):
            sheet.paragraph(self.write.text(text))
        if asked := [line for line in self.variant.resources if self.open(line)]:
            sheet.heading(tr.text(CHECKED))
        for line in asked:
            sheet.paragraph(tr.text(FACT).format(field=self.write.text(line.label), value=self.to_know(line)))
        sheet.heading(tr.text(WHY))
        sheet.paragraph(self.write.text(self.write.why(self.variant)))
        sheet.row += 1
        sheet.paragraph(tr.text(NO_RIGHT), "dim")
