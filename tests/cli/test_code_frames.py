"""Diagnostics for people: the frame, its carets under the place whatever the letters, its width, colours, links, commands."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from essfund.core.diagnostics import Diagnostic, Findings, Severity, Span, Witness
from essfund.core.language.translator import translator
from essfund.core.messages import say
from essfund.presenting.notes import witness_command
from essfund.presenting.view import PAGE, View
from essfund.review.diagnostics.places import WIDEST
from essfund.review.diagnostics.text import MANY, render_full

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSI = re.compile(r"\x1b\[[\d;]*m")
LINK = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\")


def shown(text: str, *spans: tuple[int, int, int, int], view: View | None = None, severity: Severity = Severity.ERROR) -> str:
    items = [Diagnostic("CAT010", say("a problem"), severity, Span("dir/é a.yaml", *span), say("a remedy")) for span in spans]
    return render_full(Findings(tuple(items), {"dir/é a.yaml": text}), view or View(translator("en")))


def frame(text: str, *span: int, view: View | None = None) -> list[str]:
    """Return the frame alone, without colours."""
    assert len(span) == 4
    block = ANSI.sub("", LINK.sub("", shown(text, span, view=view))).split("\n")
    return [line for line in block[1:] if not line.lstrip().startswith("= ") and line]


def place(text: str, word: str) -> tuple[int, int, int, int]:
    before = text[: text.index(word)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return line, column, line, column + len(word)


@pytest.mark.parametrize(
    "line",
    ["a: HERE", "œuvre: HERE", "漢字かな: HERE # 漢", "🙂🙂 👩🏽‍🌾 HERE", "e\u0301te\u0301: HERE", "\tclé:\t\tHERE\tx", "« ≥ — ½ »\u00a0: HERE", "ｶﾅ: HERE",
     "\u202e\u200b\x1b[31m: HERE", "☂\ufe0f: HERE"],
)
def test_carets_stand_under_the_place(line: str) -> None:
    lines = frame(f"before: 1\n{line}\nafter: 2\n", *place(f"before: 1\n{line}", "HERE"))
    assert [one.partition("|")[0].strip() for one in lines] == ["", "1", "2", "", "3"]
    source, carets = lines[2], lines[3]
    assert carets.endswith(" ^^^^")
    assert cell_len(source[: source.index("HERE")]) == cell_len(carets[: carets.index("^")])
    assert "\x1b" not in source


def test_wide_letters_get_as_many_carets_as_they_take_columns() -> None:
    assert frame("a: 漢字 b\n", *place("a: 漢字 b", "漢字")) == ["  |", "1 | a: 漢字 b", "  |    ^^^^"]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_long_line_is_cut_around_the_place_to_the_width_of_the_terminal(width: int) -> None:
    view = View(translator("en"), width=width, colour=True)
    for filling in ("x", "漢", "e\u0301"):
        for line in (f"{filling * before}HERE{filling * after}" for before in (0, 5, 10, 20, 27, 40, 300) for after in (0, 300)):
            lines = frame(f"{filling * 200}\n{line}\n", *place(f"{filling * 200}\n{line}", "HERE"), view=view)
            assert max(cell_len(one) for one in lines) <= width, lines
            source, carets = lines[2], lines[3]
            assert cell_len(source[: source.index("HERE")]) == cell_len(carets[: carets.index("^")])
            assert carets.count("^") == 4
            assert source.startswith("2 | …") or line.startswith(source[4:-1].rstrip())
            assert source.endswith("…") or line.endswith(source[5:])
            assert lines[1].endswith("…")


@pytest.mark.parametrize(("view", "most"), [(View(translator("en")), PAGE), (View(translator("en"), width=None), WIDEST + len("1 | "))])
def test_without_a_terminal_lines_are_those_of_a_page_or_longer_and_the_place_is_still_there(view: View, most: int) -> None:
    text = f"{'x' * 5000}HERE{'y' * 5000}"
    source = frame(text, *place(text, "HERE"), view=view)[1]
    assert "HERE" in source
    assert most - 10 < len(source) <= most


def test_a_place_of_several_lines_is_shown_by_its_first_and_its_last() -> None:
    text = "top:\n  a:\n    b: 1\n\n    c: 2\n    d: 3\n  e: 4\n"
    assert frame(text, 2, 3, 6, 9) == [
        "  |",
        "1 | top:",
        "2 |   a:",
        "  |   ^^",
        "… |",
        "6 |     d: 3",
        "  |     ^^^^",
        "7 |   e: 4",
    ]
    assert frame(text, 3, 5, 5, 9) == ["  |", "2 |   a:", "3 |     b: 1", "  |     ^^^^", "4 |", "5 |     c: 2", "  |     ^^^^", "6 |     d: 3"]
    assert frame(text, 6, 5, 7, 1) == ["  |", "5 |     c: 2", "6 |     d: 3", "  |     ^^^^", "7 |   e: 4"], "it ends before line 7"


def test_margins_hold_the_longest_number() -> None:
    text = "".join(f"line{number}\n" for number in range(1, 101))
    assert frame(text, 99, 1, 99, 5) == ["    |", " 98 | line98", " 99 | line99", "    | ^^^^", "100 | line100"]


def test_the_end_of_a_file_is_a_place_and_beyond_it_is_none() -> None:
    assert frame("a: [\n", 2, 1, 2, 1) == ["  |", "1 | a: [", "2 |", "  | ^"]
    assert frame("", 1, 1, 1, 1) == [], "nothing to quote: empty, or not there at all"
    assert frame("a: 1\n", 9, 1, 9, 1) == []
    assert frame("a: 1\n\n\n", 1, 4, 1, 5) == ["  |", "1 | a: 1", "  |    ^"], "blank neighbours are left out"


@pytest.mark.parametrize("severity", list(Severity))
def test_colours_carry_no_meaning(severity: Severity) -> None:
    plain = shown("a: 1\nb: 2\n", (2, 1, 2, 2), severity=severity)
    coloured = shown("a: 1\nb: 2\n", (2, 1, 2, 2), severity=severity, view=View(translator("en"), colour=True))
    assert ANSI.search(coloured)
    assert ANSI.sub("", coloured) == plain
    assert f"{severity.value} [CAT010]" in plain
    assert "help: a remedy" in plain
    assert "essfund explain CAT010" in plain


def test_a_file_is_opened_by_a_click_in_a_terminal_only() -> None:
    terminal = View(translator("en"), width=80, colour=True, directory="/run/here", terminal=True)
    assert LINK.findall(shown("a: 1\n", (1, 1, 1, 2), view=terminal)) == ["file:///run/here/dir/%C3%A9%20a.yaml", ""]
    piped = replace(terminal, terminal=False)
    for view in (piped, replace(piped, width=None), replace(terminal, colour=False)):
        assert not LINK.search(shown("a: 1\n", (1, 1, 1, 2), view=view))
    unread = Diagnostic("IN001", say("this file does not exist"), span=Span("nowhere", 1, 1, 1, 1))
    assert not LINK.search(render_full(Findings((unread,), {}), terminal))


def test_an_old_encoding_gets_plain_letters() -> None:
    text = shown("œuvre: « é »\n", (1, 1, 1, 6), view=View(translator("fr"), encoding="ascii"))
    assert text.isascii()
    assert "?" not in text
    assert "oeuvre" in text


def test_a_long_list_ends_with_what_there_is_of_each_kind() -> None:
    few, many = shown("a: 1\n", *[(1, 1, 1, 2)] * (MANY - 1)), shown("a: 1\n", *[(1, 1, 1, 2)] * MANY)
    assert "By kind:" not in few
    assert many.endswith(f"By kind:\n  {MANY} × CAT010 unknown reference\n\n")


@pytest.mark.parametrize("shell", ["bash", "sh"])
@pytest.mark.parametrize(
    "profile",
    [{"legal_form": "scop", "employees": 12, "esus": False}, {"name": "l’été d'Anne \"$HOME\" `id`", "purposes": ["a b"]}, {"name": "a\\nb\n\t\x1b\u00a0%s"}],
)
def test_the_command_of_a_witness_gives_its_profile_day_and_catalogue(shell: str, profile: Mapping[str, object]) -> None:
    import json

    command = witness_command(Witness(profile, date(2026, 2, 1), None, ("my dir/it's", "more")))
    assert command.isprintable()
    done = subprocess.run([shell, "-c", f'essfund() {{ cat; printf "\\n%s" "$@"; }}\n{command}'], capture_output=True, text=True, check=True)
    given, _, rest = done.stdout.rstrip("\n").partition("\nmatch")
    assert json.loads(given) == profile
    assert rest.split("\n") == ["", "-", "--as-of", "2026-02-01", "--catalogue", "my dir/it's", "--catalogue", "more"]
    assert "--catalogue" not in witness_command(Witness(profile, date(2026, 2, 1)))
