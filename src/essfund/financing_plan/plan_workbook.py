"""The financing plan as a workbook: variants compared, a sheet for each with live formulas, why not the other options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.financing_plan.words import (
    CHANGES,
    HELP,
    MISSING,
    NO_RIGHT,
    TITLE,
    UNPRICED,
    WHY,
    WHY_NOT,
    PlanWriter,
    files,
    helpers,
    named_unpriced,
    told_need,
)
from essfund.financing_plan.workbook_cells import Live, Looks, Sheet
from essfund.financing_plan.workbook_ledger import Ledger
from essfund.financing_plan.workbook_variant import FILLED_BY, POSSIBLE, WIDTHS, VariantSheet
from essfund.presenting.registered import register_lines
from essfund.presenting.situation import enterprise_line, supposed_line
from essfund.presenting.spreadsheets import LONGEST_SHEET_NAME, opened
from essfund.presenting.wording import FACT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essfund.model.plan import Plan, Variant
    from essfund.presenting.view import View

COMPARE, EDITION, OPTION = N_("Compare"), N_("Catalogue, edition {edition}"), N_("Instrument")
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
ABOVE = 3
"""Rows between the head of a sheet and its first use: nothing, heading, header."""
SIDE, WIDE = 36, 28
FILES, ALL_USES, ALL_RESOURCES = N_("files to fill in"), N_("total of the uses"), N_("total of the resources")
OWN_SHARE, BANK_SHARE = N_("share of own and quasi-own funds"), N_("share of the banks")
YEARLY, CASH_GAP = N_("paid back in a year where the term is known, without interest"), N_("aid paid on proof, to be bridged")
COMPARED: tuple[tuple[str, str, Callable[[Ledger], Live | None]], ...] = (
    (FILES, "", lambda ledger: Live.of(files(ledger.variant).values["count"])),
    (ALL_USES, "euro", lambda ledger: ledger.uses),
    (ALL_RESOURCES, "euro", lambda ledger: ledger.resources),
    (POSSIBLE, "euro", lambda ledger: ledger.possible),
    (MISSING, "euro", lambda ledger: ledger.missing),
    (OWN_SHARE, "percent", lambda ledger: ledger.own_share if ledger.all_told else None),
    (BANK_SHARE, "percent", lambda ledger: ledger.bank_share),
    (YEARLY, "euro", lambda ledger: ledger.yearly),
    (CASH_GAP, "euro", lambda ledger: ledger.late),
)
"""What variants are compared by: label, how it is written, and where it stands; None where part of it is not told."""


def render(plan: Plan, view: View) -> bytes:
    """The plan as a workbook."""
    return PlanBook(plan, view).made()


class PlanBook:
    """One workbook while it is written."""

    def __init__(self, plan: Plan, view: View) -> None:
        self.plan, self.tr, self.report = plan, view.tr, plan.report
        self.write = PlanWriter(plan, self.tr)
        self.edition = self.tr.text(EDITION).format(edition=self.report.catalogue.edition)
        self.book, self.stream = opened(self.tr.text(TITLE), self.report.as_of, comments=self.edition)
        self.book.set_custom_property("Language", LANGUAGES[self.tr.language])
        self.looks = Looks(self.book, self.tr.language)

    def made(self) -> bytes:
        """The workbook."""
        ledgers = [self.ledger(variant) for variant in self.plan.variants]
        if len(ledgers) > 1:
            self.compare(ledgers)
        for ledger in ledgers:
            self.variant(ledger)
        if any(variant.refused for variant in self.plan.variants):
            self.why_not()
        self.book.close()
        return self.stream.getvalue()

    def name(self, variant: Variant) -> str:
        """Name of the sheet of a variant, as long as a spreadsheet takes it."""
        title = self.write.title(variant)
        return title if len(title) <= LONGEST_SHEET_NAME else f"{title[: LONGEST_SHEET_NAME - 1].rstrip(' ,')}…"

    def ledger(self, variant: Variant) -> Ledger:
        """Rows of a variant, below its head."""
        return Ledger(variant, self.tr, len(self.head("")) + ABOVE)

    def head(self, title: str) -> list[str]:
        """What stands above a variant: title, who, the need, the day and the edition, what is supposed and doubted, what to fill in."""
        tr, report, made = self.tr, self.report, f"{self.tr.say(self.report.as_of)} · {self.edition}"
        lines = [enterprise_line(report, tr), told_need(self.plan, tr), made, *register_lines(report, tr), supposed_line(report, tr)]
        lines += [tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)) for doubt in report.doubts]
        return [f"{tr.text(TITLE)} · {title}", *[line for line in lines if line], tr.text(FILLED_BY)]

    def sheet(self, name: str, widths: Sequence[float], head: int = 1) -> Sheet:
        """A new sheet, its day, edition and page number at the foot of every page."""
        made = Sheet(self.book, name, self.looks, widths, head)
        made.made.set_footer(f"&L{self.tr.say(self.report.as_of)} · {self.edition}&R&P / &N")
        return made

    def variant(self, ledger: Ledger) -> None:
        """The sheet of one variant."""
        sheet = self.sheet(self.name(ledger.variant), WIDTHS)
        title, *lines, legend = self.head(self.write.title(ledger.variant))
        sheet.paragraph(title, "title")
        for line in lines:
            sheet.paragraph(line)
        sheet.paragraph(legend, "input")
        part = VariantSheet(sheet, ledger, self.write)
        for write in (part.uses, part.resources, part.enterprise, part.checks, part.texts):
            write()
        if len(self.plan.variants) == 1:
            self.foot(sheet)

    def compare(self, ledgers: Sequence[Ledger]) -> None:
        """Variants side by side: numbers that follow those of their sheets."""
        tr = self.tr
        sheet = self.sheet(tr.text(COMPARE), (SIDE, *[WIDE] * len(ledgers)), head=2)
        sheet.paragraph(f"{tr.text(TITLE)} · {enterprise_line(self.report, tr)}", "title")
        sheet.header(["", *[self.write.title(ledger.variant) for ledger in ledgers]])
        for label, look, value in COMPARED:
            sheet.text(0, self.write.text(tr.text(label)), "box")
            for column, ledger in enumerate(ledgers, start=1):
                name = self.name(ledger.variant).replace("'", "''")
                live = value(Ledger(ledger.variant, tr, ledger.first_use, f"'{name}'!"))
                sheet.live(column, live or tr.say(say("not known")), *([look] if look else []), "right", "box")
            sheet.next()
        sheet.text(0, tr.text(WHY), "box")
        for column, ledger in enumerate(ledgers, start=1):
            sheet.text(column, self.write.text(self.write.why(ledger.variant)), "box")
        sheet.next()
        sheet.row += 1
        self.foot(sheet)
        sheet.paragraph(tr.text(NO_RIGHT), "dim")

    def foot(self, sheet: Sheet) -> None:
        """What would be enough, who helps, what is in no sum."""
        for label, texts in ((CHANGES, self.write.changes()), (HELP, helpers(self.plan)), (UNPRICED, named_unpriced(self.plan))):
            if texts:
                sheet.paragraph(self.tr.text(FACT).format(field=self.tr.text(label), value=", ".join(texts)))

    def why_not(self) -> None:
        """Each option that is not in a variant, with the reason."""
        tr, variants = self.tr, self.plan.variants
        sheet = self.sheet(tr.text(WHY_NOT), (SIDE, *[WIDE] * len(variants)), head=2)
        sheet.paragraph(tr.text(WHY_NOT), "title")
        sheet.header([tr.text(OPTION), *[self.write.title(variant) for variant in variants]])
        for tool in dict.fromkeys(tool for variant in variants for tool in variant.refused):
            sheet.text(0, self.report.catalogue.instruments[tool].tool.name, "box")
            for column, variant in enumerate(variants, start=1):
                reason = self.write.reason(tool, variant.refused[tool]) if tool in variant.refused else say("in this plan")
                sheet.text(column, self.write.text(reason), "box")
            sheet.next()
