"""Command lines that documents and configuration files hold, parsed as the shell and Typer would, without running them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import typer

from essfund.cli.app import build
from essfund.cli.usage import usage_text
from essfund.core.language.translator import translator

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATORS = {"||", "&&", "|", ";", ">", ">>", "<", "2>", "2>>"}


def essfund_calls(script: str) -> Iterator[list[str]]:
    """Yield the arguments of every call of essfund in a script: what follows the word, up to the next operator."""
    for line in re.sub(r"\\\n", " ", script).splitlines():
        words = shlex.split(line, comments=True)
        starts = [i for i, word in enumerate(words) if word == "essfund" and (i == 0 or words[i - 1] in OPERATORS or "=" in words[i - 1])]
        for start in starts:
            end = next((i for i in range(start, len(words)) if words[i] in OPERATORS), len(words))
            yield words[start + 1:end]


def complaint(argv: list[str]) -> str | None:
    """Return what is wrong with a command line, or None if Typer takes it."""
    tr, words = translator("en"), list(argv)
    command: Any = typer.main.get_command(build(tr))
    while commands := getattr(command, "commands", None):
        if not words or words[0] not in commands:
            return f"there is no command {' '.join(argv)}"
        command = commands[words.pop(0)]
    try:
        command.make_context(command.name, words)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return usage_text(error, tr)
    return None
