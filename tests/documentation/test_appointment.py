"""The tutorial of a whole appointment shows what the program shows. `ESSFUND_UPDATE=1 pytest tests/documentation` rewrites it."""

from __future__ import annotations

import re

import pytest

from tests.documentation.appointment import COMMANDS, PAGE, PICTURES, SCREENSHOTS, SHEET, parts
from tests.documentation.shown import assert_shown, first_lines
from tests.interview.test_page import put

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.slow
def test_the_tutorial_shows_what_the_program_shows() -> None:
    wanted = PAGE.read_text(encoding="utf-8")
    for name, text in parts().items():
        wanted = put(wanted, name, f"```text\n{text.strip(chr(10))}\n```\n")
    assert_shown(PAGE, wanted, first_lines)


def test_the_tutorial_names_the_commands_whose_outputs_it_shows() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").replace("\\\n", " ").split())
    for argv in [*COMMANDS.values(), (*SHEET, "fiche.pdf")]:
        assert f"essfund {' '.join(argv)}" in page


def test_its_pictures_are_there_and_shown() -> None:
    linked = re.findall(r"\]\(\.\./pictures/([\w-]+\.png)\)", PAGE.read_text(encoding="utf-8"))
    assert set(linked) == set(SCREENSHOTS)
    for name in linked:
        assert (PICTURES / name).read_bytes().startswith(PNG), name
