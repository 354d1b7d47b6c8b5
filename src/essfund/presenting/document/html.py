"""A sheet as a self-contained HTML page: no script, no network; it prints on A4."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from essfund.presenting.content_security_policy import digest
from essfund.presenting.document.blocks import BESIDE, NARROW, WIDE, Picture, kind
from essfund.presenting.safe_text import picture_text

if TYPE_CHECKING:
    from essfund.presenting.document.blocks import PaperSheet

HERE = Path(__file__).parent
MANY = 3
"""Columns beyond which a table is no table on a telephone."""
STYLES = {"balance": "balance.css"}
"""Style sheets of blocks that not every sheet holds."""


def typed(sheet: PaperSheet) -> str:
    """The sheet as HTML."""
    kinds = {kind(block) for section in sheet.sections for block in section.blocks}
    names = ["document.css", *(name for key, name in STYLES.items() if key in kinds)]
    style = "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)
    pictures = [id(block) for section in sheet.sections for block in section.blocks if isinstance(block, Picture)]

    def picture(of: Picture, wide: int, name: str) -> Markup:
        """Picture as markup, its ids its own: its tree escaped every text when it was written."""
        place = pictures.index(id(of))
        prefix = f"{name}-{place + 1}-" if place else f"{name}-"
        return Markup(picture_text(tostring(of.drawn(wide, prefix), encoding="unicode")))  # noqa: S704 - see the docstring

    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return world.get_template("document.html").render(
        sheet=sheet, kind=kind, MANY=MANY, beside=BESIDE, picture=picture, widths={"wide": WIDE, "narrow": NARROW},
        style=Markup(style), style_digest=digest(style),  # noqa: S704 - our own file
    ) + "\n"
