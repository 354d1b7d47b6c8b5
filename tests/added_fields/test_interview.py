"""A conversation at a terminal about the fields that a catalogue adds: asked in its words, saved, noted as not known, resumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.added_fields.making import CHOICE, FLAG, NUMBER, ON, catalogue
from tests.interview.terminal import CTRL_D, ENTER, Terminal

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {FLAG: "je ne sais pas", NUMBER: "environ 20", CHOICE: "3", "bank_loan": "10k", "employees": "3"}
TOLD = ("--legal-form", "association", "--stage", "developpement", "--departement", "31", "--purpose", "investissement", "--amount", "20000",
        "--employees", "3", "--bank-loan", "0")


def asked(terminal: Terminal) -> str:
    """Return the field of the question on the screen."""
    title = re.findall(r"^Question \d+ – (.+)$", terminal.text(), re.MULTILINE)[-1]
    labels = {key: field.label if isinstance(field.label, str) else field.label.en for key, field in catalogue().fields.items()}
    return next(key for key, label in labels.items() if label == title)


@pytest.mark.slow
def test_a_conversation_asks_for_them_and_goes_on_later(tmp_path: Path) -> None:
    file, seen = tmp_path / "profil.yaml", list[str]()
    with Terminal("interview", *ON, *TOLD, "--save", str(file), columns=110) as terminal:
        terminal.ready()
        while "Nothing is left to ask" not in terminal.words():
            seen.append(asked(terminal))
            number = len(seen)
            terminal.type(ANSWERS[seen[-1]] + ENTER)
            terminal.wait_for(lambda: "Nothing is left" in terminal.words() or f"Question {number + 1} –" in terminal.text())  # noqa: B023 - called at once
            assert number < 10
        assert terminal.finish() == 0
    assert {FLAG, NUMBER, CHOICE} <= set(seen)
    text = file.read_text(encoding="utf-8")
    assert "part_insertion: 16..24\n" in text
    assert "zone_rurale: [hors-zone]\n" in text
    assert "# does not know: qpv\n" in text
    with Terminal("interview", str(file), *ON, "--save", str(file), "--fact", "part_insertion=", columns=110) as terminal:
        terminal.ready()
        assert asked(terminal) == NUMBER
        terminal.type(CTRL_D)
        terminal.finish()
