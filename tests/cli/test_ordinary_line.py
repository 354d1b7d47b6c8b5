"""An ordinary command line means the same, read with Typer or without; whatever is not ordinary is left to Typer."""

from __future__ import annotations

import os
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from essfund.cli import app, parameters
from essfund.cli.command_list import COMMANDS, CommandEntry
from essfund.cli.declaring import Declared, declared
from essfund.cli.ordinary_line import read_line
from essfund.core.errors import UsageError
from essfund.core.language.translator import translator

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUES = st.sampled_from(["scop", "12", "", "a b", "-", "x=y", "fr", "JSON", "TABLE", "auto", "mémo", "5..10", "csv", "-3", "--all", "--"])


def options_of(entry: CommandEntry) -> dict[str, Declared]:
    return dict(declared(resolve_name(entry.record)))


WORDS = {word for entry in COMMANDS for word in entry.words} | {"--accessible", "--no-accessible"}
"""What decides how the application is made."""
BUILD, COMMAND = app.build, typer.main.get_command


@cache
def application(words: frozenset[str]) -> Any:
    """Return the application for lines with these words: making it takes most of the time of a line that runs nothing."""
    return COMMAND(BUILD(translator("en"), sorted(words)))


def with_typer(argv: list[str]) -> Any:
    """Return the record and values that Typer reads, or None where it refuses."""
    seen: list[tuple[type[Any], Mapping[str, Any]]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parameters, "run_command", lambda record, values, _: seen.append((record, dict(values))))
        patch.setattr(app, "build", lambda _, line: frozenset(line) & WORDS)
        patch.setattr(typer.main, "get_command", application)
        try:
            app.invoke(argv, translator("en"))
        except UsageError:
            return None
    return seen[0] if seen else None


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Draw a command with some of its options, most of them as they are typed, some as they are not."""
    entry = draw(st.sampled_from(COMMANDS))
    options = options_of(entry)
    words = list(entry.words)
    for option in draw(st.lists(st.sampled_from(list(options.values())), max_size=5)):
        names = [name for pair in option.names for name in pair.split("/")]
        known = st.sampled_from([*option.choices]) if option.choices else VALUES
        value = draw(known if draw(st.booleans()) else VALUES)
        if not names:
            words.append(value)
            continue
        name = draw(st.sampled_from(names))
        form = draw(st.sampled_from(["plain", "plain", "plain", "equals", "odd"]))
        if form == "odd":
            words.append(draw(st.sampled_from([name[:-1], name.upper(), f"{name}{value}", "--help", "-h", "--", "-x"])))
        elif form == "equals":
            words.append(f"{name}={value}")
        else:
            words += [name] if option.switch else [name, value]
    return words


@given(lines())
def test_an_ordinary_line_is_read_as_typer_reads_it(argv: list[str]) -> None:
    ordinary = read_line(argv)
    if ordinary is not None:
        record, values = with_typer(argv)
        assert ordinary[0] is record
        assert ordinary[1] == {key: value for key, value in values.items() if key in ordinary[1]}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: " ".join(entry.words))
def test_every_option_of_every_command_is_ordinary(entry: CommandEntry) -> None:
    options = options_of(entry)
    arguments = ["words" for option in options.values() if not option.names]
    for key, option in options.items():
        for name in [name for pair in option.names for name in pair.split("/")]:
            value = [] if option.switch else [[*option.choices][-1] if option.choices else "5"]
            argv = [*entry.words, name, *value, *arguments]
            argv += [word for other, one in options.items() if one.required and one.names and other != key
                     for word in (one.names[0], next(iter(one.choices), "5"))]
            ordinary = read_line(argv)
            if any(one.choices for one in options.values() if not one.names):
                continue  # an argument that is a choice is none of these words
            assert ordinary is not None, argv
            record, values = with_typer(argv)
            assert ordinary == (record, {name: values[name] for name in ordinary[1]})


@pytest.mark.parametrize("argv", [
    ["match", "--help"], ["match", "-h"], ["--help"], [], ["tools"], ["mtach"], ["match", "--legal-from", "scop"], ["match", "--legal-form"],
    ["match", "--format", "docs"], ["match", "--all=yes"], ["match", "a", "b"], ["explain"], ["--lang", "en", "match"], ["match", "-fjson"],
    ["match", "--legal-form", "--all"],
])
def test_what_is_not_ordinary_is_left_to_typer(argv: list[str]) -> None:
    assert read_line(argv) is None


def test_completion_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "_ESSFUND_COMPLETE", "complete_bash")
    assert read_line(["match"]) is None


def test_the_language_of_the_environment_counts_where_none_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "ESSFUND_LANG", "EN_us.UTF-8")
    assert read_line(["match"]) is not None
    monkeypatch.setitem(os.environ, "ESSFUND_LANG", "de")
    assert read_line(["match"]) is None
