"""The pictures of the documentation are those that the commands draw today. `ESSFUND_UPDATE=1 pytest tests/pictures` writes them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.documentation.appointment import SCREENSHOTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

PICTURES = {
    "landscape-2019.svg": ["map", "--as-of", "2019-06-01"],
    "equity-2019.svg": ["coverage", "--axes", "legal_form,stage", "--as-of", "2019-06-01", "--family", "fonds-propres"],
}


def without_digest(text: str) -> str:
    """Leave out what changes with every edit of the catalogue, drawn or not."""
    return re.sub(r"sha256:[0-9a-f]{12}", "sha256:…", text)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_of_the_documentation_is_drawn_today(name: str, essfund: Callable[..., Done], root: Path) -> None:
    found = essfund(*PICTURES[name], "-f", "svg", "--lang", "en").out
    path = root / "docs" / "pictures" / name
    if os.environ.get("ESSFUND_UPDATE"):
        path.write_text(found, encoding="utf-8")
    assert without_digest(found) == without_digest(path.read_text(encoding="utf-8"))


def test_no_picture_is_left_over(root: Path) -> None:
    assert {path.name for path in (root / "docs" / "pictures").iterdir()} == {*PICTURES, *SCREENSHOTS}
