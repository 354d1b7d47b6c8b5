"""The plan on paper, as a page and as a picture, in the formats of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.financing_plan.plan_document import make_plan_sheet
from essfund.financing_plan.plan_parts import picture
from essfund.financing_plan.plan_picture import together
from essfund.financing_plan.words import TITLE, PlanWriter
from essfund.presenting.charts.svg import svg_text
from essfund.presenting.document.blocks import WIDE
from essfund.presenting.safe_text import typesetter

if TYPE_CHECKING:
    from essfund.model.plan import Plan
    from essfund.presenting.view import View

DAY = N_("{title}, {day}")


def render_html(plan: Plan, view: View) -> str:
    """Plan as a self-contained HTML page that prints on A4: no script, no network."""
    from essfund.presenting.document.html import typed

    return typed(make_plan_sheet(plan, view))


def render_pdf(plan: Plan, view: View) -> bytes:
    """Plan as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same plan."""
    from essfund.presenting.document.typst import typed

    return typed(make_plan_sheet(plan, view))


def render_docx(plan: Plan, view: View) -> bytes:
    """Plan as a Word document, to be completed and sent on."""
    from essfund.presenting.document.docx import typed

    return typed(make_plan_sheet(plan, view))


def render_svg(plan: Plan, view: View) -> str:
    """Uses and resources of the variants as a picture, one variant below another."""
    write, typeset, tr = PlanWriter(plan, view.tr), typesetter(view.tr.language), view.tr
    drawn = [(typeset(write.title(item)), picture(item, write, typeset)) for item in plan.variants]
    parts = (tr.text(TITLE), str(plan.report.profile.values.get("name", "")))
    title = tr.text(DAY).format(title=" – ".join(filter(None, parts)), day=tr.day(plan.report.as_of))
    alt = " ".join(f"{name}. {item.alt}" for name, item in drawn)
    return svg_text(together(drawn, WIDE, typeset(title), alt))
