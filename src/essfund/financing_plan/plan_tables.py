"""A financing plan as Markdown for a note, and as CSV for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.financing_plan.check_words import CHECK_COLUMNS
from essfund.financing_plan.words import (
    CALLS,
    CHANGES,
    CHECKS,
    HELP,
    MISSING,
    NO_RIGHT,
    RESOURCE_COLUMNS,
    TITLE,
    TOTAL,
    UNPRICED,
    USE_COLUMNS,
    WHY,
    WHY_NOT,
    PlanWriter,
    bracketed,
    helpers,
    named_unpriced,
    told_need,
    why_left_out,
)
from essfund.presenting.registered import register_lines
from essfund.presenting.situation import enterprise_line, supposed_line
from essfund.presenting.table_cells import csv_text, markdown_cell, markdown_table
from essfund.presenting.wording import FACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.model.plan import Plan, Variant
    from essfund.presenting.view import View


def render_markdown(plan: Plan, view: View) -> str:
    """Plan as Markdown: every variant with its tables."""
    tr, report, write = view.tr, plan.report, PlanWriter(plan, view.tr)
    parts = [f"# {tr.text(TITLE)} – {tr.say(report.as_of)}\n"]
    head = (enterprise_line(report, tr), told_need(plan, tr), *register_lines(report, tr), supposed_line(report, tr))
    parts += [markdown_cell(line) + "\n" for line in head if line]
    parts += [f"> {markdown_cell(tr.say(doubt.message))} ({doubt.code})\n" for doubt in report.doubts]
    for variant in plan.variants:
        parts += _variant(variant, write, view)
    left_out = reasons(write.refused_everywhere(), view) if view.everything else []
    blocks = ((why_left_out(plan), left_out), (CHANGES, write.changes()), (HELP, helpers(plan)), (UNPRICED, named_unpriced(plan)))
    for label, texts in blocks:
        if texts:
            parts += [f"## {tr.text(label)}\n", listed(texts)]
    return "\n".join([*parts, f"_{markdown_cell(tr.text(NO_RIGHT))}_\n"])


def _variant(variant: Variant, write: PlanWriter, view: View) -> Iterator[str]:
    """One variant: uses, resources, checks, calls, reasons."""
    tr = view.tr
    yield f"## {markdown_cell(write.title(variant))}\n"
    yield tr.text(FACT).format(field=tr.text(WHY), value=markdown_cell(write.why(variant))) + "\n"
    uses = [(row.label, row.nature, tr.money(row.amount)) for row in write.uses(variant)]
    uses.append((tr.text(TOTAL), "", tr.money(sum(use.amount for use in variant.uses))))
    yield markdown_table([tr.text(word) for word in USE_COLUMNS], uses)
    rows: list[tuple[str, ...]] = [
        (row.label, row.nature, bracketed(row, tr), row.state, row.terms, row.paid_to, row.bound_by, row.certain)
        for row in write.resources(variant)]
    blank = [""] * 5
    if variant.missing:
        rows.append((tr.text(MISSING), "", tr.money(variant.missing), *blank))
    rows.append((tr.text(TOTAL), "", tr.money(sum(line.amount for line in variant.money) + variant.missing), *blank))
    yield markdown_table([tr.text(word) for word in RESOURCE_COLUMNS], rows)
    yield listed(tr.text(FACT).format(field=label, value=tr.money(amount)) for label, amount in write.sums(variant))
    yield f"### {tr.text(CHECKS)}\n"
    yield markdown_table([tr.text(word) for word in CHECK_COLUMNS], write.checks(variant))
    yield f"### {tr.text(CALLS)}\n"
    yield "".join(f"{markdown_cell(text)}\n" for text in write.calls(variant))
    if view.everything and (refused := write.refused(variant)):
        yield f"### {tr.text(WHY_NOT)}\n"
        yield listed(reasons(refused, view))


def reasons(refused: Iterable[tuple[str, str]], view: View) -> list[str]:
    """Options with the reason why they are left out."""
    return [view.tr.say(say("{name}: {reason}", name=name, reason=reason)) for name, reason in refused]


def listed(texts: Iterable[str]) -> str:
    """Texts as a Markdown list."""
    return "".join(f"- {markdown_cell(text)}\n" for text in texts)


CSV_HEADER = ("variant", "side", "label", "tool", "offer", "amount", "counts", "nature", "state", "certain", "years", "rate", "paid_to",
              "bound_by", "on", "as_of")


def render_csv(plan: Plan, view: View) -> str:
    """Plan as CSV: one line a use or resource, ids and plain numbers; `counts` is no for a guarantee, whose amount is in no sum."""
    return csv_text(CSV_HEADER, _rows(plan, PlanWriter(plan, view.tr)), french=view.dialect == "fr")


def _rows(plan: Plan, write: PlanWriter) -> Iterator[tuple[object, ...]]:
    """Lines of all variants."""
    day = plan.report.as_of.isoformat()
    for variant in plan.variants:
        for use in variant.uses:
            yield (variant.id, "use", write.text(use.label), use.tool, "", use.amount, "yes", use.nature.value if use.nature else "",
                   *[""] * 7, day)
        for line in variant.resources:
            offer, terms = line.offer, line.result.terms if line.result else None
            yield (variant.id, "resource", write.text(line.label), line.tool, offer.offer.id if offer else "", line.amount,
                   "no" if line.guarantee else "yes", line.nature.value, line.state.value, "yes" if line.certain else "no",
                   line.years or "", "" if line.rate is None else line.rate, terms.paid_to or "" if terms else "", write.bound(line),
                   write.text(line.on) if line.on else "", day)
        if variant.missing:
            yield (variant.id, "missing", write.tr.text(MISSING), "", "", variant.missing, "yes", *[""] * 8, day)
