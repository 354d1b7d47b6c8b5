"""The sheet to hand over in the formats of documents; what another room adds stands behind the options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.handout.handout import make_handout
from essfund.presenting.terminal import plain_ascii

if TYPE_CHECKING:
    from essfund.model.report import Report
    from essfund.presenting.document.blocks import Section
    from essfund.presenting.view import View

    Added = tuple[Section, ...]


def render_markdown(report: Report, view: View, added: Added = ()) -> str:
    """Sheet to hand over as Markdown, for a note or a message; its picture is told in words."""
    from essfund.presenting.document.markdown import typed

    return plain_ascii(typed(make_handout(report, view, added)), view)


def render_html(report: Report, view: View, added: Added = ()) -> str:
    """Sheet to hand over, two or three printed pages, as a self-contained HTML page: no script, no network."""
    from essfund.presenting.document.html import typed

    return typed(make_handout(report, view, added))


def render_pdf(report: Report, view: View, added: Added = ()) -> bytes:
    """Sheet to hand over as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same answer."""
    from essfund.presenting.document.typst import typed

    return typed(make_handout(report, view, added))


def render_docx(report: Report, view: View, added: Added = ()) -> bytes:
    """Sheet to hand over as a Word document, to be completed and sent on."""
    from essfund.presenting.document.docx import typed

    return typed(make_handout(report, view, added))
