"""The financing plan as the page that an adviser reads: uses and resources side by side, what is to be seen, whom to call."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.financing_plan.check_words import holds, pressing
from essfund.financing_plan.words import (
    CALLS,
    CHANGES,
    HELP,
    MISSING,
    NO_RIGHT,
    RESOURCES,
    TOTAL,
    UNPRICED,
    USES,
    WHY_NOT,
    PlanWriter,
    bracketed,
    helpers,
    named_unpriced,
    told_need,
    why_left_out,
)
from essfund.model.plan_line import Nature
from essfund.model.tool import Limit
from essfund.presenting.registered import register_lines
from essfund.presenting.situation import MIDDLE, enterprise_line, supposed_line
from essfund.presenting.terminal import INDENT, Line, Row, TerminalColumn, labelled, typeset
from essfund.presenting.view import PAGE
from essfund.presenting.wording import SEMICOLON, few

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.plan import Plan, PlanCheck, Variant
    from essfund.presenting.view import View

NARROW = 84
"""Columns below which uses and resources stand one below the other."""
USE, AMOUNT, STATE, OUTCOME = 28, 12, 11, 11
NAMED = 4


def render(plan: Plan, view: View) -> str:
    """The plan as text; with `everything`, every check with its rule, and why each other option is not in it."""
    return typeset(_parts(plan, view), view)


def _parts(plan: Plan, view: View) -> Iterator[Line | Row]:
    write = PlanWriter(plan, view.tr)
    yield from _head(plan, view)
    for variant in plan.variants:
        yield Line("")
        yield Line(write.title(variant), "bold")
        yield Line(write.outcome(variant), "", INDENT)
        if sums := MIDDLE.join(labelled(label, view.tr.money(amount), view) for label, amount in write.sums(variant)):
            yield Line(sums, "", INDENT)
        yield Line(write.why(variant) if view.everything else view.tr.say(variant.why[0]), "dim", INDENT)
        yield from _stacked(variant, write, view) if view.accessible or (view.width or PAGE) < NARROW else _sides(variant, write, view)
        yield from _lines(variant, write, view)
        yield from _below(variant, write, view)
    yield from _foot(plan, write, view)


def _head(plan: Plan, view: View) -> Iterator[Line]:
    tr, report = view.tr, plan.report
    who, day = enterprise_line(report, tr), tr.say(report.as_of)
    if not view.accessible and len(who) + len(day) + 1 < (view.width or PAGE):
        who += day.rjust((view.width or PAGE) - len(who) - 1)
    else:
        yield Line(day)
    yield Line(who, "bold")
    yield Line(told_need(plan, tr))
    yield from (Line(told, "dim") for told in (*register_lines(report, tr), supposed_line(report, tr)) if told)
    for doubt in report.doubts:
        yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow")


Cells = tuple[str, ...]


def _cells(variant: Variant, write: PlanWriter) -> tuple[list[Cells], list[Cells], Cells, Cells]:
    """Uses and resources as cells, and the total of each; a guarantee stands in brackets and in no total."""
    tr = write.tr
    uses: list[Cells] = [
        (f"{row.label} ({row.nature})" if use.supposed or use.nature is None else row.label, tr.money(row.amount))
        for row, use in zip(write.uses(variant), variant.uses, strict=True)]
    resources: list[Cells] = [
        (write.with_nature(line), bracketed(row, tr), row.state)
        for row, line in zip(write.resources(variant), variant.resources, strict=True)]
    if variant.missing:
        resources.append((write.text(tr.text(MISSING)), tr.money(variant.missing), ""))
    whole = tr.money(sum(use.amount for use in variant.uses))
    found = tr.money(sum(line.amount for line in variant.money) + variant.missing)
    return uses, resources, (tr.text(TOTAL), whole), (tr.text(TOTAL), found, "")


def _sides(variant: Variant, write: PlanWriter, view: View) -> Iterator[Row]:
    """Uses on the left, resources on the right."""
    tr, (uses, resources, left, right) = view.tr, _cells(variant, write)
    columns = [TerminalColumn("", INDENT - 1), TerminalColumn("", USE), TerminalColumn("", AMOUNT, right=True), TerminalColumn("", 0),
               TerminalColumn("", AMOUNT + 1, right=True), TerminalColumn("", STATE)]
    yield Row([("", ""), (tr.text(USES).upper(), "dim"), ("", ""), (tr.text(RESOURCES).upper(), "dim"), ("", ""), ("", "")], columns)
    for use, resource in zip_longest(uses, resources):
        yield Row([("", ""), *((text, "") for text in (*(use or ("", "")), *(resource or ("", "", ""))))], columns)
    yield Row([("", ""), *((text, "bold") for text in (*left, *right))], columns)


def _stacked(variant: Variant, write: PlanWriter, view: View) -> Iterator[Line | Row]:
    """Uses, then resources."""
    tr, (uses, resources, left, right) = view.tr, _cells(variant, write)
    columns = [TerminalColumn("", INDENT - 1), TerminalColumn("", 0), TerminalColumn(tr.text(N_("in euros")), AMOUNT + 1, right=True)]
    yield Line(tr.text(USES), "bold", 0 if view.accessible else INDENT)
    yield from (Row([("", ""), *((text, "") for text in cells)], columns) for cells in (*uses, left))
    columns = [*columns, TerminalColumn(tr.text(N_("state")), STATE)]
    yield Line(tr.text(RESOURCES), "bold", 0 if view.accessible else INDENT)
    yield from (Row([("", ""), *((text, "") for text in cells)], columns) for cells in (*resources, right))


def _lines(variant: Variant, write: PlanWriter, view: View) -> Iterator[Line]:
    """What is to be known of each option: terms, who receives it, what is to be checked, what keeps it from being more."""
    for row, line in zip(write.resources(variant), variant.resources, strict=True):
        if line.result:
            bound = view.tr.say(say("bound by: {bound}", bound=row.bound_by)) if row.bound_by and line.bound_by != "need" else ""
            person = row.paid_to if line.nature is Nature.OWN else ""
            said = [text for text in (row.terms, person, row.certain if view.everything else write.verdict(line), bound) if text]
            yield Line(labelled(write.text(line.label), view.tr.text(SEMICOLON).join(said), view), "dim", INDENT, hang=2)


def _below(variant: Variant, write: PlanWriter, view: View) -> Iterator[Line | Row]:
    """What was checked, what the money does later, the calls."""
    tr = view.tr
    columns = [TerminalColumn("", INDENT - 1), TerminalColumn("", OUTCOME), TerminalColumn("", 0)]
    for check in sorted(variant.checks, key=pressing):
        if view.everything or (_worth_reading(check) and not _said_before(check, variant, write.plan)):
            said = write.check(check) if view.everything else write.short(check)
            outcome = tr.text(holds(check)), "" if check.holds is True else "bold"
            yield Row([("", ""), outcome, (labelled(said, write.numbers(check), view), "")], columns)
    calls = write.calls(variant)
    if calls:
        yield Line(labelled(tr.text(CALLS).upper(), tr.text(SEMICOLON).join(calls), view), "", INDENT, hang=2)
    if view.everything:
        yield from _left_out(WHY_NOT, write.refused(variant), view)


def _left_out(title: str, refused: Sequence[tuple[str, str]], view: View) -> Iterator[Line]:
    """Options with the reason why they are left out; nothing where there are none."""
    if refused:
        yield Line(view.tr.text(title).upper(), "", INDENT)
        yield from (Line(labelled(name, reason, view), "", INDENT + 2, hang=2) for name, reason in refused)


def _worth_reading(check: PlanCheck) -> bool:
    """Whether a check is read first: what is not kept or to be seen beyond the line of usage, and limits of one option that are kept."""
    if check.id in {"own-share", "bank-share", "yearly-repayment"}:
        return False
    return check.holds is not True or isinstance(check.rule, Limit)


def _said_before(check: PlanCheck, variant: Variant, plan: Plan) -> bool:
    """Whether the first variant leaves the same open, with the same numbers: what is left of de minimis stands there for all."""
    first = plan.variants[0]
    return check.holds is None and variant is not first and check[:5] in [other[:5] for other in first.checks]


def _foot(plan: Plan, write: PlanWriter, view: View) -> Iterator[Line]:
    tr = view.tr
    yield Line("")
    if view.everything:
        yield from _left_out(why_left_out(plan), write.refused_everywhere(), view)
    for label, texts in ((CHANGES, write.changes()), (HELP, helpers(plan)), (UNPRICED, named_unpriced(plan))):
        if texts:
            yield Line(labelled(tr.text(label).upper(), few(texts, NAMED, tr), view), "", INDENT, hang=2)
    if not view.everything:
        more = say("Why not another option, and every check: --all; as a workbook or on paper: --output plan.xlsx, plan.pdf")
        yield Line(tr.say(more), "dim")
    yield Line(tr.text(NO_RIGHT))
