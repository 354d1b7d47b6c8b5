"""Widths of letters, against the fonts that they are those of; text fitted into a room."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from essfund.presenting.charts import text_layout
from essfund.presenting.charts.pictures import FONTS
from essfund.presenting.charts.text_layout import BOLD, ELLIPSIS, EM, REGULAR, TABLE, fitted, measured, plain, width
from tests.pictures.making import NAMES
from tests.programs import missing

WIDER_IN_ARIAL = {"regular": {"\u202f": 410, "·": 682}, "bold": {"\u202f": 410}}
"""Letters that Arial has wider than Liberation Sans, which has its widths else."""


def widths(path: Path) -> dict[str, int]:
    """Return the widths of the letters of a font file."""
    font = TTFont(path)
    assert font["head"].unitsPerEm == EM
    return {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}


@pytest.mark.parametrize(("name", "table"), [("DejaVuSans.ttf", REGULAR), ("DejaVuSans-Bold.ttf", BOLD)])
def test_the_table_holds_exactly_the_letters_of_our_fonts_and_none_is_wider(name: str, table: dict[str, int]) -> None:
    ours = widths(FONTS / name)
    assert ours.keys() == table.keys()
    assert {char: wide for char, wide in ours.items() if wide > table[char]} == {}


def test_the_table_holds_the_wider_of_dejavu_and_arial() -> None:
    """`ESSFUND_UPDATE=1` writes it."""
    tables = {}
    for weight, ours, other in (("regular", "DejaVuSans", "LiberationSans-Regular"), ("bold", "DejaVuSans-Bold", "LiberationSans-Bold")):
        path = next(Path("/usr/share/fonts").rglob(f"{other}.ttf"), None)
        if path is None:
            missing("Liberation Sans, whose widths are those of Arial,", "apt-get install fonts-liberation")
        arial, own = widths(path) | WIDER_IN_ARIAL[weight], widths(FONTS / f"{ours}.ttf")
        assert len(arial.keys() & own.keys()) > 200
        by_width: dict[int, str] = {}
        for char in sorted(own):
            wide = max(own[char], arial.get(char, 0))
            by_width[wide] = by_width.get(wide, "") + char
        tables[weight] = dict(sorted(by_width.items()))
    text = json.dumps(tables, indent=0) + "\n"
    if os.environ.get("ESSFUND_UPDATE"):
        TABLE.write_text(text, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == text


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


@pytest.mark.parametrize("text", ["x", "x ", "-", " ", "e\u0301", "\u0301", "中", "Association-"])
def test_a_name_without_end_is_measured_once_whatever_it_is_made_of(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Counter[str]()

    def measured_again(char: str, bold: bool) -> int:
        asked[char] += 1
        return (BOLD if bold else REGULAR).get(char, 1000)

    monkeypatch.setattr(text_layout, "_advance", measured_again)
    name = (text * 2000)[:2000]
    assert fitted(name, 150, 11, 2, bold=True)
    assert asked.total() < 5 * len(name)
