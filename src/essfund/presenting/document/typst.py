"""A sheet as PDF, by Typst: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.presenting.charts.pictures import compiled
from essfund.presenting.document.blocks import BESIDE, WIDE, Picture, kind

if TYPE_CHECKING:
    from essfund.presenting.charts.pictures import Standard
    from essfund.presenting.document.blocks import Block, PaperSheet

TEMPLATE = Path(__file__).with_name("document.typ")
STANDARD: Standard = "ua-1"


def typed(sheet: PaperSheet) -> bytes:
    """The sheet as PDF."""
    text = json.dumps({
        **{key: getattr(sheet, key) for key in ("language", "title", "name", "heading", "lead", "foot", "colon")}, "beside": BESIDE,
        "sections": [{**item._asdict(), "blocks": [plain(block) for block in item.blocks]} for item in sheet.sections],
    }, ensure_ascii=False)
    return compiled(TEMPLATE.read_text(encoding="utf-8"), "pdf", {"sheet": text}, text, sheet.day, (STANDARD,))


def plain(block: Block) -> dict[str, Any]:
    """A block as plain values, its kind among them."""
    if isinstance(block, Picture):
        return {"kind": kind(block), "title": block.title, "alt": block.alt, "svg": block.svg(WIDE)}
    return {"kind": kind(block), **valued(block)}


def valued(thing: Any) -> Any:
    """A value without named tuples: mappings by their fields."""
    if hasattr(thing, "_asdict"):
        return {key: valued(value) for key, value in thing._asdict().items()}
    return [valued(item) for item in thing] if isinstance(thing, tuple) else thing
