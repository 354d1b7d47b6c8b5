"""Widths of letters, against the fonts that they are those of; text fitted into a room."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from essfund.presenting.charts.font_metrics import EM, OWN, WIDTHS, measured, width
from essfund.presenting.charts.pictures import FONTS
from essfund.presenting.charts.text_layout import ELLIPSIS, fitted, plain
from tests.pictures.making import NAMES
from tests.programs import missing


@pytest.mark.parametrize(("name", "bold"), [("DejaVuSans.ttf", False), ("DejaVuSans-Bold.ttf", True)])
def test_the_tables_hold_exactly_the_letters_of_the_fonts_and_their_widths(name: str, bold: bool) -> None:
    font = TTFont(FONTS / name)
    assert font["head"].unitsPerEm == EM
    assert {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()} == OWN[bold]


@pytest.mark.parametrize(("name", "bold"), [("LiberationSans-Regular.ttf", False), ("LiberationSans-Bold.ttf", True)])
def test_no_letter_is_wider_in_arial_than_it_counts(name: str, bold: bool) -> None:
    found = next(Path("/usr/share/fonts").rglob(name), None)
    if found is None:
        missing("Liberation Sans, whose widths are those of Arial,", "apt-get install fonts-liberation")
    font = TTFont(found)
    widths = {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items() if chr(code) in OWN[bold]}
    assert len(widths) > 200
    assert {char: wide for char, wide in widths.items() if max(wide, OWN[bold][char]) > WIDTHS[bold][char]} == {}


def test_french_is_measured_and_other_scripts_are_guessed_wide() -> None:
    assert measured("Œuvre d’été « à 5\u202f000\u00a0€ » – ½ × 3 → ≥ 2…")
    assert not measured("社会")
    assert width("社会", 10) > width("MM", 10)


@given(st.one_of(st.sampled_from(NAMES), st.text(max_size=80)), st.floats(20, 400), st.integers(1, 6), st.booleans())
def test_fitted_text_is_never_wider_than_its_room_and_loses_nothing_unsaid(text: str, room: float, lines: int, bold: bool) -> None:
    found = fitted(text, room, 11, lines, bold=bold)
    assert 1 <= len(found) <= lines
    assert all(width(line, 11, bold=bold) <= room or len(line) <= 1 for line in found)
    kept, whole = "".join("".join(found).split()), "".join(plain(text).split())
    assert kept == whole or (found[-1].endswith(ELLIPSIS) and whole.startswith(kept.removesuffix(ELLIPSIS)))


@pytest.mark.parametrize(("text", "room", "lines", "expected"), [
    ("Prêt d'honneur Initiative", 90, 3, ["Prêt d'honneur", "Initiative"]),
    ("jusqu’à 20\u00a0000\u00a0€", 60, 3, ["jusqu’à", "20\u00a0000\u00a0€"]),
    ("un deux trois quatre cinq", 60, 2, ["un deux", "trois qua…"]),
])
def test_lines_break_at_spaces_and_never_inside_an_amount(text: str, room: float, lines: int, expected: list[str]) -> None:
    assert fitted(text, room, 11, lines) == expected
