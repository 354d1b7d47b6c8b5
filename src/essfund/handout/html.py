"""The sheet to hand over, one to three printed pages, as a self-contained HTML page: no script, no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from essfund.handout.blocks import BESIDE, kind
from essfund.handout.handout import make_handout
from essfund.handout.picture import NARROW, WIDE, drawn
from essfund.presenting.content_security_policy import digest
from essfund.presenting.safe_text import picture_text

if TYPE_CHECKING:
    from essfund.handout.blocks import Picture
    from essfund.model.report import Report
    from essfund.presenting.view import View

HERE = Path(__file__).parent


def render(report: Report, view: View) -> str:
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
