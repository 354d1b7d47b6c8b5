"""Reading of an ordinary command line without Typer, whose import and objects cost as much as the answer.

Only what is surely right is read here: options by their whole names, their values, arguments. Any other line (help, completion, a
mistake, a form that is seldom typed) is left to Typer, which knows what to say of it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from essfund.cli.command_list import COMMANDS
from essfund.cli.declaring import declared, filled
from essfund.cli.environment import as_paths
from essfund.cli.output import refuse_overwriting
from essfund.cli.session import Session
from essfund.core.reference import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.cli.declaring import Declared


def read_line(argv: Sequence[str]) -> tuple[type[Any], dict[str, Any]] | None:
    """Record of the options of a command, and the values given; None for a line that Typer is to read."""
    entry = next((entry for entry in COMMANDS if entry.words == tuple(argv[:len(entry.words)])), None)
    if entry is None or "_ESSFUND_COMPLETE" in os.environ:
        return None
    record = resolve(entry.record)
    options = dict(declared(record))
    typed = _typed(argv[len(entry.words):], options)
    values = None if typed is None else _values(typed, options)
    return None if values is None else (record, values)


def run_command(record: type[Any], values: Mapping[str, Any], language: str) -> Any:
    """Run a command with the values of its options. Returns its exit code, or None for 0."""
    refuse_overwriting(values)
    given = filled(record, values)
    common = given.common
    (output,) = as_paths([common.output]) if common.output and common.output != "-" else [None]
    return given.run(Session(language, as_paths(common.catalogue), common.color, output, common.accessible))


def _typed(words: Sequence[str], options: Mapping[str, Declared]) -> dict[str, list[Any]] | None:
    """Values that were typed for each option and argument, in their order; None where a word is not what it seems."""
    names = dict(_names(options))
    places = [key for key, option in options.items() if not option.names]
    typed: dict[str, list[Any]] = {}
    told: Any
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not word.startswith("-") or word == "-":
            if not places:
                return None
            key, told = places[0], word
            if not options[key].many:
                del places[0]
        elif name not in names:
            return None
        else:
            key, told = names[name]
            if told is None:
                told = value if equals else next(rest, None)
                if told is None or (told.startswith("-") and told != "-" and not equals):
                    return None
            elif equals:
                return None
        typed.setdefault(key, []).append(told)
    return typed


def _names(options: Mapping[str, Declared]) -> Iterator[tuple[str, tuple[str, bool | None]]]:
    """What is typed for an option, with its key, and what a switch is then (`--on/--off`); None: a value follows."""
    for key, option in options.items():
        for name in option.names:
            on, _, off = name.partition("/")
            yield on, (key, True if option.switch else None)
            if off:
                yield off, (key, False)


def _values(typed: Mapping[str, list[Any]], options: Mapping[str, Declared]) -> dict[str, Any] | None:
    """Value of each option, given or not; None where one is missing or not among the choices."""
    values: dict[str, Any] = {}
    for key, option in options.items():
        told = typed.get(key) or ([os.environ[option.envvar]] if option.envvar and os.environ.get(option.envvar) else [])
        if option.required and not told:
            return None
        if option.choices:
            told = [option.choice(text) for text in told]
            if None in told:
                return None
        values[key] = told if option.many else told[-1] if told else option.default
    return values
