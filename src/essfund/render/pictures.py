"""SVG to PNG and PDF, by Typst: in the fonts beside this module, so that the same picture is the same bytes on any machine."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from essfund.extras import require
from essfund.render.letters import measured

if TYPE_CHECKING:
    from datetime import date

FONTS = Path(__file__).parent / "fonts"
EXTRA = "essfund[pictures]"
CSS_PIXEL = 0.75
"""Points of a pixel of CSS."""
DENSITY = 192
PAGE = """
#set document(title: sys.inputs.title, date: auto)
#set text(lang: sys.inputs.lang, font: "DejaVu Sans")
#set page(width: {width}pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: {width}pt, alt: sys.inputs.alt)
"""


def printed(svg: str, kind: Literal["png", "pdf"], *, width: float, title: str, alt: str, language: str, day: date) -> bytes:
    """Return a picture as PNG or PDF; a PDF says what it shows. Fonts of the machine are used only for letters that ours lack."""
    require(kind, "typst", EXTRA)
    import typst

    compiled = typst.compile(
        PAGE.format(width=width * CSS_PIXEL).encode(),
        format=kind,
        ppi=DENSITY,
        font_paths=typst.Fonts(include_system_fonts=not measured(svg.replace("\n", "")), font_paths=[str(FONTS)]),
        sys_inputs={"picture": svg, "title": title, "alt": alt, "lang": language},
        timestamp=datetime.combine(day, time(), UTC),
    )
    assert isinstance(compiled, bytes)
    return compiled
