"""What the parser refuses, in plain words, at the place where the person must look."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from essfund.core.language.translator import translator
from essfund.loading.yaml_problems import PROBLEMS, refusal
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from essfund.core.diagnostics import Diagnostic


def refused(text: str) -> Diagnostic:
    found = parse(text, "x", reviewed=True)
    assert [item.code for item in found.diagnostics] == ["IN004"]
    return found.diagnostics[0]


@pytest.mark.parametrize(("text", "place"), [
    ('a: 1\nb: "never\nc: 2\n', (2, 4)),
    ("a: 1\nb: 'never\nc: 2\n", (2, 4)),
    ('a:\n  b: "one\n  c: "two"\n  d: 3\n', (2, 6)),
    ('a:\n  - b: "one\n  - c: "two\n    d: 3"\n', (2, 8)),
    ('a: {b: "one}\nc: "two"\n', (1, 8)),
    ('a: "Prêt”\nb: 2\n', (1, 4)),
])
def test_a_quote_that_is_not_closed_is_shown_where_it_opens(text: str, place: tuple[int, int]) -> None:
    found = refused(text)
    assert found.span
    assert (found.span.line, found.span.column) == place
    assert "quote" in str(found.message)
    assert "straight" in str(found.help) if "”" in text else "close it" in str(found.help)


def test_a_text_on_several_lines_is_no_open_quote() -> None:
    assert parse('a: "one\n  two"\nb: 3\n', "x", reviewed=True).diagnostics == []
    found = refused('a:\n  b: "one\n    two" x\n')
    assert found.span
    assert (found.span.line, found.span.column) == (3, 10)


@pytest.mark.parametrize(("text", "words"), [
    ("a:\n\tb: 1\n", "this line is indented with a tab: use spaces"),
    ("\ta: 1\n", "this line is indented with a tab: use spaces"),
    ("a: [\n  1, \t@x]\n", "a value cannot begin with this character"),
    ("- \t- x\n  - y: \t- z\n", "a tab stands here: use spaces"),
])
def test_a_tab_is_called_one(text: str, words: str) -> None:
    assert words in str(refused(text).message)


@pytest.mark.parametrize("problem", [*PROBLEMS, "expected <block end>, but found '<scalar>'", "what no version has said yet", ""])
def test_nothing_is_told_in_the_words_of_the_parser(problem: str) -> None:
    mark = SimpleNamespace(index=0)
    found = refusal(SimpleNamespace(problem=problem, problem_mark=mark, context="while scanning", context_mark=mark), "x", None)
    told = str(found.message).removeprefix("this is not valid YAML: ")
    assert told
    assert told != problem
    assert not (problem and problem in told)


@pytest.mark.parametrize("text", ["name: “Prêt”\n", "name: ‘Prêt’\n", "“name”: Prêt\n", "- „Prêt“\n", "{day: “2026-01-01”}\n"])
def test_typographic_quotes_are_named(text: str) -> None:
    assert [item.code for item in parse(text, "x", reviewed=True).diagnostics] == ["IN012"]
    assert parse(text, "x").diagnostics == []


@pytest.mark.parametrize("text", ["name: “Prêt” à tous\n", "name: “a” et “b”\n", "name: '“Prêt”'\n", "name: l’aide\n", "name: >-\n  “Prêt”\n"])
def test_typographic_quotes_inside_a_text_stay(text: str) -> None:
    assert parse(text, "x", reviewed=True).diagnostics == []


ENGLISH = re.compile(r"\b(?:found|expected|did not|while|mapping|scanning|parsing|the|of|is not|token|character)\b")
PIECES = [*"{}[]:,&*#?|->!%@\\\"'`\t", "---", "...", "%YAML 1.3\n", "%TAG ! x\n", "<<: *a", "&a", "!<x", "!e!x", "? ", "|9\n", "|0\n", '"\\q"', '"\\u12"', "\n\t- a"]


def test_broken_files_are_told_in_french_alone() -> None:
    """Drawn breaks of a file: what is wrong and what to do is said in French, whatever the parser called it."""
    draw, told, text = Random(13), set[str](), (Path(__file__).parents[1] / "checks/base/tools.yaml").read_text(encoding="utf-8")[:900]
    for _ in range(400):
        broken = text
        for _ in range(draw.randrange(1, 4)):
            place = draw.randrange(len(broken))
            broken = broken[:place] + draw.choice(PIECES) + broken[place + draw.randrange(3):]
        for item in parse(broken, "x").diagnostics:
            told |= {re.sub("`[^`]*`|«[^»]*»", "", translator("fr").say(words)) for words in (item.message, item.help) if words}
    assert len(told) > 15
    assert [words for words in told if ENGLISH.search(words)] == []
