"""The financing plan as the page that an adviser reads: uses and resources side by side, what was checked, whom to call."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.financing_plan.words import CALLS, CHANGES, CHECKS, HELP, MISSING, NO_RIGHT, RESOURCES, TOTAL, UNPRICED, USES, WHY, WHY_NOT, PlanWriter, files, helpers
from essfund.presenting.situation import enterprise_line, need_line, supposed_line
from essfund.presenting.terminal import INDENT, Line, Row, TerminalColumn, typeset
from essfund.presenting.view import PAGE
from essfund.presenting.wording import few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.model.plan import Plan, Variant
    from essfund.presenting.view import View

NARROW = 76
"""Columns below which uses and resources stand one below the other."""
AMOUNT, STATE = 13, 12
NAMED = 4


def render(plan: Plan, view: View) -> str:
    """The plan as text: every variant, the reasons of all options with `everything`."""
    return typeset(_parts(plan, view), view)


def _parts(plan: Plan, view: View) -> Iterator[Line | Row]:
    write = PlanWriter(plan, view.tr)
    yield from _head(plan, view)
    for variant in plan.variants:
        yield from (Line(""), Line(write.title(variant), "bold"))
        yield Line(write.why(variant), "dim", INDENT)
        yield from _sides(variant, write, view)
        yield from _below(variant, write, view)
    yield from _foot(plan, write, view)


def _head(plan: Plan, view: View) -> Iterator[Line]:
    tr, report = view.tr, plan.report
    yield Line(tr.say(report.as_of))
    yield Line(enterprise_line(report, tr), "bold")
    yield Line(need_line(report, tr))
    if told := supposed_line(report, tr):
        yield Line(told, "dim")
    for doubt in report.doubts:
        yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")


def _sides(variant: Variant, write: PlanWriter, view: View) -> Iterator[Line | Row]:
    """Uses on the left, resources on the right, each with its total."""
    tr = view.tr
    uses = [(row.label, tr.money(row.amount)) for row in write.uses(variant)]
    uses_total = (tr.text(TOTAL), tr.money(sum(use.amount for use in variant.uses)))
    resources = [(row.label, f"({tr.money(row.amount)})" if row.guarantee else tr.money(row.amount), row.state) for row in write.resources(variant)]
    if variant.missing:
        resources.append((tr.text(MISSING), tr.money(variant.missing), ""))
    resources_total = (tr.text(TOTAL), tr.money(sum(line.amount for line in variant.money) + variant.missing), "")
    stacked = view.accessible or (view.width or PAGE) < NARROW
    if stacked:
        columns = [TerminalColumn("", 0), TerminalColumn(tr.text(N_("euros")), AMOUNT, right=True)]
        yield Line(tr.text(USES), "bold", INDENT)
        yield from (Row([(label, ""), (amount, "")], columns) for label, amount in (*uses, uses_total))
        columns = [*columns, TerminalColumn(tr.text(N_("state")), STATE)]
        yield Line(tr.text(RESOURCES), "bold", INDENT)
        yield from (Row([(label, ""), (amount, ""), (state, "")], columns) for label, amount, state in (*resources, resources_total))
        return
    columns = [TerminalColumn("", 26), TerminalColumn("", AMOUNT - 2, right=True), TerminalColumn("", 0),
               TerminalColumn("", AMOUNT, right=True), TerminalColumn("", STATE)]
    yield Row([(tr.text(USES).upper(), "bold"), ("", ""), (tr.text(RESOURCES).upper(), "bold"), ("", ""), ("", "")], columns)
    for use, resource in zip_longest(uses, resources, fillvalue=("", "", "")):
        yield Row([(use[0], ""), (use[1], ""), *((text, "") for text in resource)], columns)
    yield Row([(uses_total[0], "bold"), (uses_total[1], "bold"), *((text, "bold") for text in resources_total)], columns)


def _below(variant: Variant, write: PlanWriter, view: View) -> Iterator[Line | Row]:
    """What is to be known of each line, what was checked, the calls."""
    tr = view.tr
    for row, line in zip(write.resources(variant), variant.resources, strict=True):
        if line.result:
            said = [text for text in (row.terms, row.paid_to, row.certain, tr.say(say("bound by: {bound}", bound=row.bound_by)) if row.bound_by else "") if text]
            yield Line(f"{row.label} – {'; '.join(said)}", "", INDENT, hang=2)
    wide = 11
    columns = [TerminalColumn("", INDENT - 1), TerminalColumn(tr.text(CHECKS), wide), TerminalColumn("", 0)]
    rows = write.checks(variant)
    for row, check in zip(rows, sorted(variant.checks, key=lambda item: (item.holds is True, item.holds is None)), strict=True):
        if check.holds is True and not view.everything and check.id.startswith(("floor-", "most-")):
            continue
        numbers = f"{row.left} / {row.right}" if check.right is not None else row.left
        yield Row([("", ""), (row.holds, ""), (f"{row.label}: {numbers} ({row.strength})", "")], columns)
    if variant.yearly_repayment:
        yield Line(tr.say(say("To be paid back in a year: {amount}, without interest", amount=tr.money(variant.yearly_repayment))), "", INDENT)
    yield Line(tr.text(CALLS), "bold", INDENT)
    yield from (Line(text, "", INDENT + 2, hang=3) for text in write.calls(variant))
    if view.everything:
        yield Line(tr.text(WHY_NOT), "bold", INDENT)
        yield from (Line(f"{name} – {reason}", "", INDENT + 2, hang=2) for name, reason in write.refused(variant))


def _foot(plan: Plan, write: PlanWriter, view: View) -> Iterator[Line]:
    tr = view.tr
    yield Line("")
    for label, texts in ((CHANGES, write.changes()), (HELP, helpers(plan)), (UNPRICED, [item.instrument.tool.name for item in plan.unpriced])):
        if texts:
            yield Line(f"{tr.text(label).upper()}  {few(texts, NAMED, tr)}", "", INDENT)
    yield Line(tr.text(NO_RIGHT))
