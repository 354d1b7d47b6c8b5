"""The sheet to hand over as a self-contained HTML page, and as PDF: A4, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from essfund.handout.blocks import BESIDE, Card, Facts, Picture, kind
from essfund.handout.handout import make_handout
from essfund.handout.picture import NARROW, WIDE, drawn, svg
from essfund.presenting.charts.pictures import compiled
from essfund.presenting.content_security_policy import digest
from essfund.presenting.safe_text import picture_text

if TYPE_CHECKING:
    from essfund.handout.blocks import Block
    from essfund.model.report import Report
    from essfund.presenting.charts.pictures import Standard
    from essfund.presenting.view import View

HERE = Path(__file__).parent


def render_html(report: Report, view: View) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def picture(of: Picture, wide: int, name: str) -> Markup:
        """Return the picture as markup: its tree escaped every text when it was written."""
        return Markup(picture_text(tostring(drawn(of, wide, f"{name}-"), encoding="unicode")))  # noqa: S704 - see the docstring

    style = (HERE / "handout.css").read_text(encoding="utf-8")
    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return world.get_template("handout.html").render(
        sheet=make_handout(report, view), kind=kind, beside=BESIDE, picture=picture, widths={"wide": WIDE, "narrow": NARROW},
        style=Markup(style), style_digest=digest(style),  # noqa: S704 - our own file
    ) + "\n"


STANDARD: Standard = "ua-1"


def render_pdf(report: Report, view: View) -> bytes:
    """Return the sheet as PDF."""
    sheet = make_handout(report, view)
    sections = [{"key": one.key, "title": one.title, "blocks": [plain(block) for block in one.blocks]} for one in sheet.sections]
    told = {"language": sheet.language, "title": sheet.title, "name": sheet.name, "heading": sheet.heading, "lead": sheet.lead,
            "colon": sheet.colon, "beside": BESIDE, "sections": sections}
    text = json.dumps(told, ensure_ascii=False)
    return compiled((HERE / "handout.typ").read_text(encoding="utf-8"), "pdf", {"sheet": text}, text, sheet.day, (STANDARD,))


def plain(block: Block) -> dict[str, Any]:
    """Return a block as plain values, its kind among them."""
    match block:
        case Picture():
            found: dict[str, Any] = {"title": block.title, "alt": block.alt, "svg": svg(block, WIDE)}
        case Facts():
            found = {"facts": [one._asdict() for one in block.facts]}
        case Card():
            found = block._asdict()
            found |= {"facts": [one._asdict() for one in block.facts], "callers": [one._asdict() for one in block.callers]}
        case _:
            found = block._asdict()
    return {"kind": kind(block), **found}
