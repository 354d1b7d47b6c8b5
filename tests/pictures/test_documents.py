"""The pictures of the documentation are those that the commands draw today. `ESSFUND_UPDATE=1 pytest tests/pictures` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.documentation.appointment import SCREENSHOTS
from tests.documentation.shown import assert_shown
from tests.pictures.boxes import SVG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

PICTURES = {
    "landscape-2019.svg": ["map", "--as-of", "2019-06-01"],
    "equity-2019.svg": ["coverage", "--axes", "legal_form,stage", "--as-of", "2019-06-01", "--family", "fonds-propres"],
}


def title(picture: str) -> str | None:
    return ET.fromstring(picture).findtext(f"{SVG}title")


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_of_the_documentation_is_drawn_today(name: str, essfund: Callable[..., Done], root: Path) -> None:
    found = essfund(*PICTURES[name], "-f", "svg", "--lang", "en").out
    assert_shown(root / "docs" / "pictures" / name, found, title)


def test_no_picture_is_left_over(root: Path) -> None:
    assert {path.name for path in (root / "docs" / "pictures").iterdir()} == {*PICTURES, *SCREENSHOTS}
