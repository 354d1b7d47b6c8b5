"""A plan as a sheet that an adviser lays on the table of a committee: each variant with its uses and resources, checks and calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Euros, say
from essfund.financing_plan import check_words, words
from essfund.financing_plan.plan_parts import balance, picture
from essfund.financing_plan.words import PlanWriter, told_need
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role
from essfund.presenting import situation
from essfund.presenting.document.blocks import Bullets, Fact, Facts, Form, PaperSheet, Paragraph, Section, Table
from essfund.presenting.registered import register_lines
from essfund.presenting.safe_text import capital, one_line, typesetter
from essfund.presenting.wording import CAVEAT, SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.core.messages import Message
    from essfund.model.plan import Call, Plan, Variant
    from essfund.model.report import Result
    from essfund.model.tool import Contact
    from essfund.presenting.document.blocks import Block
    from essfund.presenting.view import View

NO_BREAK = "\u00a0"
IN_A_SHEET = 2
"""How many variants the sheet to hand over takes up."""
SITUATION = N_("As of {day}, by the catalogue of financing instruments, edition {edition}")
MADE_FROM = N_("Catalogue under {licence}.")
PROJECT, TO_FILL_IN = N_("The project"), N_("For the enterprise to fill in")
PLAN = N_("Financing plan {name}")
NOT_HERE = N_("Why not another option")
REPAID, GAP, BANK = N_("To be paid back in a year"), N_("Cash to be bridged"), N_("the bank")
CHECK_COLUMNS = (N_("Checked"), N_("Here"), N_("Bound"), N_("Result"), N_("Known from"))
CALL_COLUMNS = (N_("Whom to call, in this order"), N_("For"), N_("Before"))
DE_MINIMIS = N_("De minimis aid received in three years")
FIELDS_TO_FILL = (N_("Bank account (IBAN)"), N_("VAT recovered on the uses: all, a part, none"),
                  N_("Cash flow (CAF) of the last year closed"), DE_MINIMIS, N_("Day"), N_("Name and signature"))
AMOUNT_ONLY = ("floor-", "most-")
"""Checks of the floor and the ceiling of one option: its amount was chosen between them."""
ELSEWHERE = {Place.ONLY_IF: N_("open only to others than this enterprise seems to be"), Place.UNLIKELY: N_("unlikely here")}
"""Reasons that the page of a terminal gives with an option to type: paper has none."""


def make_plan_sheet(plan: Plan, view: View) -> PaperSheet:
    """Sheet of a plan, every text on one line and safe; with `everything`, why each other option is in no variant."""
    return PlanMaker(plan, view).made()


def plan_sections(plan: Plan, view: View) -> tuple[Section, ...]:
    """The first variants as sections of a sheet that says the project, the calls and the caveat itself."""
    maker = PlanMaker(plan, view)
    return tuple([maker.variant(item, brief=True) for item in plan.variants[:IN_A_SHEET]])


class PlanMaker:
    """One plan on its way to one sheet."""

    def __init__(self, plan: Plan, view: View) -> None:
        self.plan, self.report, self.view, self.tr = plan, plan.report, view, view.tr
        self.write, self.typeset = PlanWriter(plan, view.tr), typesetter(view.tr.language)

    def text(self, thing: object) -> str:
        """Anything that a message may hold, typeset; a text is translated."""
        return self.typeset(self.tr.text(thing) if isinstance(thing, str) else self.tr.say(thing))

    def made(self) -> PaperSheet:
        """The sheet."""
        report, tr = self.report, self.tr
        name = one_line(str(report.profile.values.get("name", ""))).strip()
        lead = tr.text(SITUATION).format(day=tr.day(report.as_of), edition=report.catalogue.edition)
        foot = " ".join([tr.text(words.NO_RIGHT), tr.text(CAVEAT), tr.text(MADE_FROM).format(licence=report.catalogue.licence)])
        variants = (self.variant(item) for item in self.plan.variants)
        sections = (self.project(), *variants, *self.others(), self.to_fill_in())
        return PaperSheet(tr.language, report.as_of, self.text(words.TITLE), name, self.typeset(lead), sections, self.typeset(foot))

    def project(self) -> Section:
        """Who, the need as a sum, what is supposed, what contradicts itself."""
        report, tr = self.report, self.tr
        blocks: list[Block] = [Paragraph(self.typeset(situation.enterprise_line(report, tr, named=False))),
                               Paragraph(self.typeset(told_need(self.plan, tr)), weighty=True)]
        blocks += [Paragraph(self.typeset(line)) for line in register_lines(report, tr)]
        if supposed := situation.supposed_line(report, tr):
            blocks.append(Paragraph(self.typeset(supposed)))
        blocks += [Paragraph(self.text(say("To be checked: {message}", message=doubt.message))) for doubt in report.doubts]
        return Section("understood", self.text(PROJECT), tuple(blocks))

    def variant(self, variant: Variant, *, brief: bool = False) -> Section:
        """One variant; `brief` leaves out which rules are kept."""
        title, number = self.write.title(variant), self.plan.variants.index(variant) + 1
        blocks: list[Block] = [
            Paragraph(capital(self.typeset(self.write.why(variant)))),
            Paragraph(capital(self.typeset(self.write.outcome(variant))), weighty=True),
            balance(variant, self.write, self.typeset),
            picture(variant, self.write, self.typeset),
            Facts(tuple(self.sums(variant))),
        ]
        if known := tuple(self.lines(variant)):
            blocks.append(Facts(known))
        blocks.append(self.checks(variant, brief=brief))
        if variant.calls:
            blocks.append(self.calls(variant))
        name = self.tr.text(PLAN).format(name=title) if brief else title
        return Section(f"plan-{number}", self.typeset(name), tuple(blocks))

    def sums(self, variant: Variant) -> Iterator[Fact]:
        """What is certain and what is possible, each on its own; what is paid back in a year; what aid paid late leaves open."""
        tr = self.tr
        for label, amount in self.write.sums(variant):
            yield Fact(capital(self.typeset(label)), self.typeset(tr.money(amount)))
        if variant.yearly_repayment:
            repaid = Euros(variant.yearly_repayment)
            yield Fact(self.text(REPAID), self.text(say("{amount}, without interest, from the lines whose term is known", amount=repaid)))
        if variant.cash_gap:
            late = Euros(variant.cash_gap)
            yield Fact(self.text(GAP), self.text(say("{amount} of aid is paid on proof, months late", amount=late)))

    def lines(self, variant: Variant) -> Iterator[Fact]:
        """What is still to be checked of each option, and what keeps its amount from being more; what is said of several is said once."""
        semicolon, names = self.tr.text(SEMICOLON), dict[str, list[str]]()
        for row, line in zip(self.write.resources(variant), variant.resources, strict=True):
            if line.result:
                bound = "" if isinstance(line.bound_by, str | None) else self.tr.say(say("amount bound by: {bound}", bound=row.bound_by))
                names.setdefault(semicolon.join(filter(None, (row.certain, bound))), []).append(row.label)
        for told, labels in names.items():
            yield Fact(self.typeset(semicolon.join(labels)), capital(self.typeset(told)))

    def checks(self, variant: Variant, *, brief: bool) -> Table:
        """What was checked, both numbers of each: what is not kept, then what is to be seen, in full; what is kept, in few words."""
        everything, write = self.view.everything, self.write
        rows = []
        for check in sorted(variant.checks, key=check_words.pressing):
            kept = check.holds is True and not everything
            if not (kept and (brief or check.id.startswith(AMOUNT_ONLY))):
                row = write.check_row(check)
                rows.append((write.short(check) if kept else row.label, row.left, row.right, row.holds, row.strength))
        return self.table(CHECK_COLUMNS, rows, (92, 24, 24, 18, 22))

    def calls(self, variant: Variant) -> Table:
        """Whom to call, in order, for what, and before what."""
        return self.table(CALL_COLUMNS, [self.call(number, item) for number, item in enumerate(variant.calls, start=1)], (66, 60, 54))

    def call(self, number: int, item: Call) -> tuple[str, str, str]:
        """One call."""
        if not item.tools:
            return f"{number}. {self.tr.text(BANK)}", self.write.text(item.label), ""
        names = ", ".join(self.report.catalogue.instruments[tool].tool.name for tool in item.tools)
        called = [" – ".join(filter(None, (contact.name, self.phone(contact)))) for contact in item.contacts]
        return f"{number}. {', '.join(called) or names}", names, capital(", ".join(self.write.before(item)))

    def others(self) -> Iterator[Section]:
        """Why not another option, what would be enough, who helps, and what nobody knows the amount of."""
        plan, semicolon = self.plan, self.tr.text(SEMICOLON)
        if refused := tuple(self.refused(plan.variants[0])):
            yield Section("refused", self.text(NOT_HERE), (Facts(refused),))
        if changes := self.write.changes():
            yield Section("changes", self.text(words.CHANGES), (Bullets(tuple(map(self.typeset, changes))),))
        if helps := [self.helper(result) for result in plan.advisers if result.instrument.role is Role.SUPPORT]:
            yield Section("help", self.text(words.HELP), (Bullets(tuple(helps)),))
        if unpriced := words.named_unpriced(plan):
            yield Section("unpriced", self.text(words.UNPRICED), (Paragraph(self.typeset(semicolon.join(unpriced))),))

    def helper(self, result: Result) -> str:
        """Who helps, and whom to call for it where that is somebody else."""
        name = result.instrument.tool.name
        called = [part for contact in result.contacts for part in (contact.name, self.phone(contact)) if part and part != name]
        return self.typeset(" – ".join((name, *called)))

    def phone(self, contact: Contact) -> str:
        """A telephone number that stays on one line; empty if there is none."""
        return (contact.phone or "").replace(" ", NO_BREAK)

    def refused(self, variant: Variant) -> Iterator[Fact]:
        """Yield the options that are in no variant, those of one reason together; without `everything`, only those that lead."""
        said_elsewhere = {line.tool for item in self.plan.variants for line in item.resources}
        said_elsewhere |= {item.instrument.id for item in self.plan.unpriced}
        found: dict[str, list[str]] = {}
        for tool, reason in variant.refused.items():
            result = self.report.result(tool)
            if tool not in said_elsewhere and (self.view.everything or result.place is Place.FIRST):
                found.setdefault(self.reason(result, reason), []).append(result.instrument.tool.name)
        for said, names in found.items():
            yield Fact(capital(self.typeset(said)), self.typeset(self.tr.text(SEMICOLON).join(names)))

    def reason(self, result: Result, told: Message) -> str:
        """Why an option is not in a variant, without what could be typed."""
        said = self.write.reason(result.instrument.id, told)
        return self.tr.text(ELSEWHERE[result.place]) if result.place in ELSEWHERE and "--" in said else said

    def to_fill_in(self) -> Section:
        """What nobody but the enterprise can say, and its signature."""
        known = "de_minimis_received" in self.report.profile.values
        labels = [self.text(label) for label in FIELDS_TO_FILL if not (known and label == DE_MINIMIS)]
        return Section("fill", self.text(TO_FILL_IN), (Form(tuple(labels)),))

    def table(self, header: Iterable[str], rows: Iterable[Iterable[str]], widths: tuple[int, ...]) -> Table:
        """Table of spoken texts."""
        return Table("", tuple(map(self.text, header)), tuple([tuple(map(self.typeset, row)) for row in rows]), widths)
