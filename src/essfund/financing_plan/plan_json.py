"""A financing plan as JSON, `essfund.plan/1`: the contract of design section 6. Ids never change; labels follow the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.financing_plan.words import PlanWriter, unpriced_names
from essfund.presenting import advice
from essfund.presenting.registered import register_plain
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.financing_plan import plan_schema as shapes
    from essfund.model.plan import Call, Change, Plan, PlanResource, Variant
    from essfund.presenting.view import View


def render(plan: Plan, view: View) -> str:
    """Plan as JSON text."""
    return json_text(plain(plan, view))


def plain(plan: Plan, view: View) -> shapes.PlanPlain:
    """Plan as plain values."""
    report, write = plan.report, PlanWriter(plan, view.tr)
    found: shapes.PlanPlain = {
        "schema": "essfund.plan/1",
        "as_of": report.as_of.isoformat(),
        "catalogue": {"edition": report.catalogue.edition, "digest": report.catalogue.digest},
        "profile": report.profile.plain(report.catalogue.fields),
        "supposed": dict(report.supposed),
        "need": {"amount": report.need.amount, "of": dict(report.need.parts)},
        "covers": plan.covers,
        "variants": [variant_plain(variant, write) for variant in plan.variants],
        "changes": [change_plain(item, write) for item in plan.changes],
        "unpriced": unpriced_names(plan),
        "advisers": [result.instrument.id for result in plan.advisers],
        "warnings": [{"code": doubt.code, "message": view.tr.say(doubt.message)} for doubt in report.doubts],
    }
    if (register := register_plain(report, view.tr)) is not None:
        found["register"] = register
    return found


def variant_plain(variant: Variant, write: PlanWriter) -> shapes.VariantPlain:
    """One variant as plain values."""
    tr = write.tr
    return {
        "id": variant.id,
        "prefers": variant.prefers,
        "certain": variant.certain,
        "title": write.title(variant),
        "why": [tr.say(item) for item in variant.why],
        "uses": [{"label": write.text(use.label), "amount": use.amount, "nature": use.nature.value if use.nature else None,
                  "supposed": use.supposed, "tool": use.tool or None} for use in variant.uses],
        "resources": [resource_plain(line, write) for line in variant.resources],
        "missing": variant.missing,
        "checks": [{"id": check.id, "label": write.check(check), "left": check.left, "right": check.right, "unit": check.unit,
                    "holds": check.holds, "strength": check.strength, "source": list(check.source)} for check in variant.checks],
        "yearly_repayment": variant.yearly_repayment,
        "cash_gap": variant.cash_gap,
        "calls": [call_plain(item, write) for item in variant.calls],
        "refused": {tool: write.reason(tool, reason) for tool, reason in variant.refused.items()},
    }


def resource_plain(line: PlanResource, write: PlanWriter) -> shapes.ResourcePlain:
    """One resource as plain values; the terms of what the profile tells are its term and rate."""
    row, offer = write.resource(line), line.offer
    return {
        "label": write.text(line.label),
        "tool": line.tool or None,
        "offer": offer.offer.id if offer else None,
        "amount": line.amount,
        "nature": line.nature.value,
        "state": line.state.value,
        "certain": line.certain,
        "certain_amount": min(line.amount, line.sure),
        "verdict": line.result.verdict.value if line.result else None,
        "missing": list(line.result.missing) if line.result else [],
        "guarantee": line.guarantee,
        "on": write.text(line.on) if line.on else None,
        "years": line.years,
        "rate_percent": line.rate,
        "terms": advice.terms_plain(line.result, write.tr) if line.result else None,
        "paid_to": line.result.terms.paid_to if line.result and line.result.terms else None,
        "bound_by": row.bound_by or None,
    }


def call_plain(item: Call, write: PlanWriter) -> shapes.CallPlain:
    """One call as plain values."""
    return {
        "desk": item.desk or None, "label": write.text(item.label) if item.label else None,
        "contacts": [{"name": contact.name, "url": contact.url, "phone": contact.phone} for contact in item.contacts],
        "before": item.before.isoformat() if item.before else None, "before_step": item.order.before if item.order else None,
        "tools": list(item.tools),
    }


def change_plain(item: Change, write: PlanWriter) -> shapes.ChangePlain:
    """One change as plain values."""
    fields = write.report.catalogue.fields
    return {"profile": {key: fields[key].kind.plain(value) for key, value in item.values.items()}, "text": write.change(item)}
