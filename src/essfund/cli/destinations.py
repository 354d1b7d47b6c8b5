"""Files that a command writes: none that it reads, and nobody's YAML file."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WRITTEN = ("output", "ics", "sidecar", "save")
"""Parameters of commands that name a file to write."""

READ = ("profile", "since", "file", "paths", "old", "new", "directory", "catalogue", "against")
"""Parameters of commands that name a file to read, or a catalogue."""

YAML = frozenset({".yaml", ".yml"})
STDIN = "-"


def refuse_overwriting(given: Mapping[str, Any]) -> None:
    """Raise UsageError where a file to write is also read, is written twice, or is a YAML file: people write those by hand.

    `--save` of an interview may go on with the profile that it reads; `cli.saving` refuses every other file.
    """
    targets = {f"--{name}": given[name] for name in WRITTEN if given.get(name) not in {None, "", STDIN}}
    for (first, path), (second, other) in combinations(targets.items(), 2):
        if os.path.realpath(path) == os.path.realpath(other) or (_identity(path) and _identity(path) == _identity(other)):
            raise UsageError(say("{first} and {second} would write the same file", first=first, second=second), say("name another file"))
    targets.pop("--save", None)
    present = {option: path for option, path in targets.items() if _identity(path)}
    inputs = {_identity(place) for place in _inputs(given)} if present else set()
    for option, path in present.items():
        if _identity(path) in inputs:
            raise UsageError(say("{option}: `{path}` is read by this command and would be lost", option=option, path=path),
                             say("name another file"))
        if not YAML.isdisjoint(Path(name).suffix.casefold() for name in (path, os.path.realpath(path))):
            raise UsageError(say("{option}: `{path}` exists already, and no result replaces a YAML file", option=option, path=path),
                             say("name another file"))


def _inputs(given: Mapping[str, Any]) -> Iterator[str | int | Path]:
    """Yield what a command reads: files, the files of catalogues, the descriptor of standard input."""
    for name in READ:
        value = given.get(name)
        for path in value if isinstance(value, list) else [value] if value else []:
            yield path
            if os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
                yield from (*Path(path).glob("*.yaml"), *Path(path).glob("*/*.yaml"))
            if path == STDIN:
                with suppress(AttributeError, OSError, ValueError):  # none, closed, or not a file of the system
                    yield sys.stdin.fileno()


def _identity(place: str | int | Path) -> tuple[int, int] | None:
    """Return what two names of one regular file have in common, links of both kinds included; None if there is none."""
    try:
        found = os.stat(place)  # noqa: PTH116 - a descriptor too
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
