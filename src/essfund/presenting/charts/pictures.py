"""SVG to PNG and PDF, by Typst: in the fonts beside this module, so that the same picture is the same bytes on any machine."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from essfund.presenting.charts.text_layout import measured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Standard = Literal["ua-1"]
FONTS = Path(__file__).parent / "fonts"
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
    """Picture as PNG or PDF; a PDF says what it shows. Fonts of the machine are used only for letters that ours lack."""
    inputs = {"picture": svg, "title": title, "alt": alt, "lang": language}
    return compiled(PAGE.format(width=width * CSS_PIXEL), kind, inputs, svg, day)


def compiled(
    markup: str, kind: Literal["png", "pdf"], inputs: dict[str, str], shown: str, day: date, standards: Sequence[Standard] = (),
) -> bytes:
    """Document of Typst as PNG or PDF, dated by `day`.

    `markup` holds no text of a catalogue or a profile: these are `inputs` (`sys.inputs`), so that none is taken for markup. `shown` is
    every text it shows, to know whether our fonts have its letters. `standards` are those of PDF that it meets, unless no font of the
    machine has its letters: a standard forbids to show a gap.
    """
    import typst

    ours = measured(shown.replace("\n", ""))
    compile_: Any = typst.compile  # its types want the root to be of the type of the markup

    def made(met: Sequence[Standard]) -> bytes:
        fonts = typst.Fonts(include_system_fonts=not ours, font_paths=[str(FONTS)])
        found = compile_(markup.encode(), root=str(FONTS), format=kind, ppi=DENSITY, font_paths=fonts, sys_inputs=inputs,
                         timestamp=datetime.combine(day, time(), UTC), pdf_standards=list(met) or None)
        assert isinstance(found, bytes)
        return found

    try:
        return made(standards)
    except typst.TypstError:
        if ours or not standards:
            raise
        return made(())
