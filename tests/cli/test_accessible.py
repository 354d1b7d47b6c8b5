"""For who hears the answer: each fact on a line of its own with its label, in every command that sets columns."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.answer.first_screen import render_text
from essfund.cli.session import chosen_accessible
from essfund.core.language.translator import translator
from essfund.presenting import terminal
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset
from essfund.presenting.view import View
from tests.interview.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essfund import Catalogue
    from tests.command_line import Done

PROFILE = ["--legal-form", "scop", "--employees", "12", "--amount", "40000", "--bank-loan", "60000", "--departement", "31"]
DAY = ["--as-of", "2019-06-01"]
CALLS = {
    "match": (["match", *PROFILE, *DAY], ["ici\u00a0: ", "coûte\u00a0: ", "appeler\u00a0: ", "pourquoi\u00a0: "]),
    "match-all": (["match", *PROFILE, *DAY, "--all"], ["ici\u00a0: ", "pourquoi\u00a0: "]),
    "match-what-if": (["match", *PROFILE, *DAY, "--what-if", "employees=3"], ["ici\u00a0: "]),
    "compare": (["compare", "1", "2", *PROFILE, *DAY], ["1 "]),
    "coverage": (["coverage", *DAY, "--axes", "stage,age"], ["Subvention\u00a0: "]),
    "tools-list": (["tools", "list", *DAY], ["Identifiant\u00a0: ", "Montant\u00a0: ", "Successeur\u00a0: "]),
    "tools-show": (["tools", "show", "fiso", *DAY], []),
    "words": (["words"], ["Identifiant\u00a0: ", "Ce que c’est\u00a0: "]),
    "map": (["map", *DAY], ["Stades\u00a0: ", "Montant\u00a0: ", "Portée\u00a0: "]),
    "map-profile": (["map", *PROFILE, *DAY], ["Pour ce profil\u00a0: "]),
    "map-amounts": (["map", *DAY, "--view", "amounts"], ["Montant\u00a0: "]),
    "explain": (["explain", "fiso", *PROFILE, *DAY, "--proof"], []),
}


@pytest.mark.parametrize("name", CALLS)
def test_no_two_cells_stand_on_one_line_and_each_has_its_label(
    name: str, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
) -> None:
    argv, labels = CALLS[name]
    rows: list[tuple[Row, list[str]]] = []

    def never(part: Row, *_: object) -> Iterator[str]:
        pytest.fail(f"set in columns: {part.cells}")

    def watched(part: Row, view: View, stacked: Callable[..., Iterator[Line]] = terminal._stacked) -> Iterator[Line]:
        lines = list(stacked(part, view))
        rows.append((part, [line.text for line in lines]))
        return iter(lines)

    monkeypatch.setattr(terminal, "_set_row", never)
    monkeypatch.setattr(terminal, "_stacked", watched)
    done = essfund(*argv, "--accessible")
    assert done.code == 0
    printed = "".join(done.out.split())
    for row, lines in rows:
        if row.heading:
            continue
        for column, (text, _) in zip(row.columns, row.cells, strict=True):
            if column.label and text:
                assert f"{column.label}\u00a0: {text}" in lines
                assert "".join(text.split()) in printed
        assert len(lines) == sum(bool(column.label and text) for column, (text, _) in zip(row.columns, row.cells, strict=True)) + any(
            not column.label for column in row.columns)
    for label in labels:
        assert any(line.lstrip().startswith(label) for line in done.out.split("\n"))
    assert not {"█", "▒", "░", "│", "─", "╭"}.intersection(done.out)


def test_order_numbers_and_words_are_those_of_the_columns(essfund: Callable[..., Done]) -> None:
    heard, seen = (essfund("match", *PROFILE, *DAY, *more).out for more in (["--accessible"], []))
    names = [line for line in heard.split("\n") if line[:1].isdigit() and line[1] == " "]
    assert len(names) >= 3
    assert [line[0] for line in names] == [line[1] for line in seen.split("\n") if line[:1] == " " and line[1:2].isdigit() and line[2] == " "]


@pytest.mark.parametrize("width", [40, 60, 75])
def test_where_there_is_no_room_for_columns_cells_have_labels(width: int, catalogue: Catalogue) -> None:
    columns = [TerminalColumn("", 4), TerminalColumn("Name", 0), TerminalColumn("What it costs", 9, short="costs")]
    row = Row([("1", ""), ("Socoden", ""), ("3 %", "")], columns, stacked=True)
    assert typeset([row], View(translator("en"), width=width)) == "1\n   Name: Socoden; costs: 3 %\n"
    profile = read_profile(catalogue, {"legal_form": "scop", "employees": 12, "amount_needed": 40000, "bank_loan": 60000})
    page = render_text(match(catalogue, profile, on=date(2019, 6, 1)), View(translator("fr"), width=width))
    words = " ".join(page.replace("\u00a0", " ").split())
    leading = len(re.findall(r"^[1-9] ", page, re.MULTILINE))
    assert leading >= 3
    assert [words.count(f" {label} : ") for label in ("ici", "appeler", "pourquoi")] == [leading] * 3
    assert words.count(" coûte : ") >= leading - 1  # support may say no price


def test_a_terminal_that_moves_no_cursor_is_told_line_by_line() -> None:
    with Terminal("match", *PROFILE, *DAY, lines=120, TERM="dumb") as shown:
        assert shown.finish() == 0
        assert "   ici\u00a0: " in shown.text()


@pytest.mark.parametrize(("argv", "environment", "terminal_", "wanted"), [
    ([], {}, True, False),
    (["--accessible"], {}, False, True),
    ([], {"ESSFUND_ACCESSIBLE": "1"}, False, True),
    ([], {"ACCESSIBLE": "1"}, False, True),
    ([], {"ACCESSIBLE": "0", "TERM": "dumb"}, True, False),
    ([], {"ESSFUND_ACCESSIBLE": "no", "ACCESSIBLE": "1"}, True, False),
    (["--no-accessible"], {"ESSFUND_ACCESSIBLE": "1"}, True, False),
    (["--accessible", "--no-accessible"], {}, True, False),
    ([], {"TERM": "dumb"}, True, True),
    ([], {"TERM": "dumb"}, False, False),
])
def test_who_asks_for_it(argv: list[str], environment: dict[str, str], *, terminal_: bool, wanted: bool,
                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert chosen_accessible(argv, terminal=terminal_) is wanted


def test_the_environment_is_heeded_by_commands_and_help(essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESSFUND_ACCESSIBLE", "1")
    assert essfund("tools", "list", *DAY).out == essfund("tools", "list", *DAY, "--accessible").out
    assert "│" not in essfund("match", "--help").out
    assert "Identifiant\u00a0: " not in essfund("tools", "list", *DAY, "--no-accessible").out
