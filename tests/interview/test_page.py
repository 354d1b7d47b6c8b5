"""The how-to page shows what the program shows. `ESSFUND_UPDATE=1 pytest tests/interview` rewrites it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.cli.dialogue import TYPED
from tests.documentation.shown import assert_shown, first_lines
from tests.interview.terminal import CTRL_C, Terminal
from tests.interview.test_terminal import ANSWERS, asked

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/how-to/interview.md"
COLUMNS, SHOWN = 96, 2


def put(page: str, name: str, body: str) -> str:
    """Return the page with the part between two comments replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert pattern.search(page), name
    return pattern.sub(lambda found: f"{found[1]}{body}{found[2]}", page)


def transcript() -> str:
    with Terminal("interview", "--legal-form", "scop", "--as-of", "2019-06-01", columns=COLUMNS, lines=60) as terminal:
        terminal.ready()
        for number in range(1, SHOWN + 1):
            terminal.answer(ANSWERS.get(asked(terminal, "fr"), "non"), f"Question {number + 1} –")
        text = terminal.text()
        terminal.type(CTRL_C)
        terminal.wait("Enregistrer")
        terminal.type(CTRL_C)
        assert terminal.finish() == 130
    return f"```text\n{text}\n```\n"


def table() -> str:
    def cell(one: tuple[str, ...]) -> str:
        return ", ".join(f"`{word}`" for word in one)

    rows = [f"| {cell(tuple(filter(None, (one.sign, *one.words['fr']))))} | {cell(one.words['en'])} | {one.help} |\n" for one in TYPED]
    return "".join(["| typed | in English | what it does |\n", "| --- | --- | --- |\n", *rows])


def test_the_page_shows_what_the_program_shows(root: Path) -> None:
    path = root / PAGE
    wanted = put(put(path.read_text(encoding="utf-8"), "transcript", transcript()), "typed", table())
    assert_shown(path, wanted, first_lines)
    assert table() in path.read_text(encoding="utf-8")
