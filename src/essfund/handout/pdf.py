"""The sheet to hand over as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.handout.blocks import BESIDE, Card, Facts, Picture, kind
from essfund.handout.handout import make_handout
from essfund.handout.picture import WIDE, svg
from essfund.presenting.charts.pictures import compiled

if TYPE_CHECKING:
    from essfund.handout.blocks import Block
    from essfund.model.report import Report
    from essfund.presenting.charts.pictures import Standard
    from essfund.presenting.view import View

TEMPLATE = Path(__file__).parent / "handout.typ"
STANDARD: Standard = "ua-1"


def render(report: Report, view: View) -> bytes:
    """Return the sheet as PDF."""
    sheet = make_handout(report, view)
    sections = [{"key": one.key, "title": one.title, "blocks": [plain(block) for block in one.blocks]} for one in sheet.sections]
    told = {"language": sheet.language, "title": sheet.title, "name": sheet.name, "heading": sheet.heading, "lead": sheet.lead,
            "colon": sheet.colon, "beside": BESIDE, "sections": sections}
    text = json.dumps(told, ensure_ascii=False)
    return compiled(TEMPLATE.read_text(encoding="utf-8"), "pdf", {"sheet": text}, text, sheet.day, (STANDARD,))


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
