"""The tutorial from the appointment to the bank shows what the program shows. `ESSFUND_UPDATE=1 pytest tests/documentation` rewrites it."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.documentation.appointment import PAGE as APPOINTMENT
from tests.documentation.shown import assert_shown, first_lines, made_with_this_catalogue
from tests.interview.test_page import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

PAGE = Path(__file__).parents[2] / "docs/tutorial/from-the-appointment-to-the-bank.md"
SHOWN = {"plan": "whole", "lines": "table", "refused": "error", "quote": "table", "exclude": "table", "require": "variant", "least-bank": "table"}
"""The parts of the page, in order, and how much of what the command shows stands in each."""


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def files() -> dict[str, str]:
    return dict(re.findall(r"^```yaml\n# file: (\S+)\n(.*?)^```$", text(), re.MULTILINE | re.DOTALL))


def commands() -> list[list[str]]:
    """Return what the page types, in order, without the name of the program."""
    typed = "".join(re.findall(r"^```sh\n(.*?)^```$", text(), re.MULTILINE | re.DOTALL)).replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in typed.splitlines() if line.startswith("essfund ")]


def cut(out: str, kind: str) -> str:
    """Return the head and the first variant, that variant, or its lines up to the totals; what is left out is marked."""
    if kind == "error":
        return out.strip("\n")
    head, first = out.split("\nB ·", maxsplit=1)[0].split("\nA ·")
    if kind == "table":
        lines = first.splitlines()
        first = "\n".join(lines[: next(number for number, line in enumerate(lines) if line.startswith("   Total")) + 1])
    return "\n".join([*([head] if kind == "whole" else ["[…]"]), f"A ·{first.rstrip()}", "[…]"])


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page."""
    monkeypatch.chdir(tmp_path)
    for name, body in files().items():
        (tmp_path / name).write_text(body, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("kept")
def test_the_tutorial_shows_what_the_program_shows(essfund: Callable[..., Done]) -> None:
    wanted = text()
    for (name, kind), argv in zip(SHOWN.items(), commands(), strict=False):
        done = essfund(*argv)
        assert done.code == (3 if kind == "error" else 0), (argv, done.err)
        wanted = put(wanted, name, f"```text\n{cut(done.out or done.err, kind)}\n```\n")
    assert_shown(PAGE, wanted, first_lines)


def test_it_goes_on_where_the_appointment_ended() -> None:
    saved = re.search(r"<!-- profile -->\n```text\n(.*?)```", APPOINTMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert saved
    assert files()["rendez-vous.yaml"] == saved[1]


def test_what_the_enterprise_fills_in_is_in_the_document(essfund: Callable[..., Done], kept: Path) -> None:
    last = [argv for argv in commands() if "--output" in argv]
    assert [argv[-1] for argv in last] == ["plan.xlsx", "plan.pdf"]
    assert essfund(*last[-1][:-1], "plan.html").code == 0
    document = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", (kept / "plan.html").read_text(encoding="utf-8"))).replace("\u00ad", "").split())
    said = " ".join(re.search(r"^What no program knows.*?\n\n", text(), re.MULTILINE | re.DOTALL)[0].split())  # type: ignore[index]
    labels = re.findall(r"« (.+?) »", said)
    assert len(labels) == 6
    assert [label for label in labels if label not in document] == []
    if made_with_this_catalogue(PAGE):
        assert re.search(r"7\s216\s€", document)
        assert "7,216 euros" in said
