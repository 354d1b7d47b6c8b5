"""PNG and PDF: what another program reads in them, the same bytes every time and on a machine without fonts."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from essfund.core.errors import UsageError
from essfund.engine.coverage import Shortages, holes
from essfund.engine.supply import supply
from essfund.landscape import coverage_picture, map_picture
from essfund.presenting import formats
from essfund.presenting.formats import FORMATS
from tests.bundled import bundled
from tests.depth import sliced
from tests.pictures.making import CASES, EARLY, chart, view

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done


def pixels(data: bytes) -> tuple[int, int, int]:
    """Return width, height and how many different bytes the lines of a PNG hold."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    wide, tall = struct.unpack(">II", data[16:24])
    body, place = b"", 8
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place:place + 8])
        body += data[place + 8:place + 8 + size] if kind == b"IDAT" else b""
        place += size + 12
    return wide, tall, len(set(zlib.decompress(body)))


def test_a_png_has_two_pixels_for_one_of_the_picture_and_is_not_empty() -> None:
    wide, tall, different = pixels(map_picture.png(chart(CASES[0]), view("fr"), "stages", 800))
    assert wide == 1600
    assert tall > 1000
    assert different > 50


@pytest.mark.parametrize("kind", sliced(["stages", "amounts"], 2))
def test_a_pdf_is_one_page_of_text_that_says_what_it_is(kind: str) -> None:
    read = pypdf.PdfReader(io.BytesIO(map_picture.pdf(chart(CASES[0]), view("fr"), kind, 1123)))
    assert len(read.pages) == 1
    assert float(read.pages[0].mediabox.width) == pytest.approx(1123 * 0.75)
    text = read.pages[0].extract_text()
    assert "Socoden, prêt participatif" in text
    assert re.search(r"\d+\s?k€|\d+\s?000\s?€", text)
    assert read.metadata is not None
    assert "2019" in str(read.metadata.title)
    assert read.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index] # a dictionary of the file


@pytest.mark.slow
def test_the_same_chart_is_printed_to_the_same_bytes() -> None:
    for made in (map_picture.png, map_picture.pdf):
        assert made(chart(CASES[0]), view("fr"), "amounts", 600) == made(chart(CASES[0]), view("fr"), "amounts", 600)


@pytest.mark.slow
def test_fonts_of_the_machine_are_used_only_for_letters_that_ours_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    asked: list[bool] = []
    fonts: Any = typst.Fonts

    def watched(*, include_system_fonts: bool, font_paths: list[str]) -> Any:
        asked.append(include_system_fonts)
        return fonts(include_system_fonts=include_system_fonts, font_paths=font_paths)

    monkeypatch.setattr(typst, "Fonts", watched)
    map_picture.png(chart(CASES[0]), view("fr"), "stages", 700)
    map_picture.png(chart(CASES[4]), view("fr"), "stages", 700)
    assert asked == [False, True]


@pytest.mark.slow
def test_a_heat_map_is_printed_too() -> None:
    catalogue = bundled()
    found = supply(catalogue, EARLY, ("legal_form", "amount_needed"))
    families = ("subvention", "garantie")
    shortages = Shortages(found, families, holes(found, families), None, None)
    assert pixels(coverage_picture.png(catalogue, shortages, view("fr")))[2] > 50
    text = pypdf.PdfReader(io.BytesIO(coverage_picture.pdf(catalogue, shortages, view("fr")))).pages[0].extract_text()
    assert "Garantie" in text


def test_without_the_library_the_command_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch, essfund: Callable[..., Done]) -> None:
    monkeypatch.setattr(formats, "is_missing", lambda _: True)
    done = essfund("map", "-f", "pdf", "-o", "x.pdf", "--lang", "en")
    assert done.code == 2
    assert '-m pip install "essfund[pictures]"' in done.err
    with pytest.raises(UsageError):
        FORMATS["coverage"]["png"].load()
