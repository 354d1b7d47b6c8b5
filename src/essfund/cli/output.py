"""Results to standard output or to a file; none over a file that is read, nor over somebody's YAML."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

from essfund.cli.environment import catalogue_layers
from essfund.cli.streams import trouble
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import say
from essfund.presenting.formats import KNOWN_ENDINGS, chosen_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message
    from essfund.presenting.formats import Format


PATIENCE = 1.0
"""Seconds of silence: what is done by then needs no bar."""


class Progress:
    """Counts steps; shows a bar once a second has gone by, whether steps were counted or not, and leaves no trace of it."""

    def __init__(self, tr: Translator, what: Message, total: int, *, still: bool = False) -> None:
        self.title, self.total, self.done, self.still = tr.say(what), total, 0, still
        self.bar: Any = None
        self.task: Any = None
        from threading import Timer  # noqa: PLC0415 - most commands count nothing

        self.timer = Timer(PATIENCE, self.show)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        """Begin to count; nothing is shown where nobody watches."""
        if sys.stderr.isatty() and not self.still:
            self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self.timer.cancel()
        if self.timer.is_alive():
            self.timer.join()
        if self.bar is not None:
            self.bar.stop()

    def show(self) -> None:
        """Show the bar; it moves by itself until steps are counted."""
        from rich.console import Console  # noqa: PLC0415 - most work is done before
        from rich.progress import Progress as Bar  # noqa: PLC0415 - most work is done before

        bar = Bar(console=Console(stderr=True), transient=True)
        self.task = bar.add_task(self.title, total=self.total or None, completed=self.done)
        bar.start()
        self.bar = bar

    def tick(self, steps: int = 1) -> None:
        """Count steps."""
        self.done += steps
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done, total=max(self.total, self.done))


WRITTEN = {"output": "--output", "ics": "--ics", "sidecar": "--sidecar", "datapackage": "--datapackage", "save": "--save",
           "new_file": "--write", "tables": "--tables"}
"""Parameters of commands that name a file to write, and their options."""

READ = ("profile", "register", "since", "file", "listed", "paths", "old", "new", "directory", "catalogue", "against")
"""Parameters of commands that name a file to read, or a catalogue."""

YAML = frozenset({".yaml", ".yml"})
STDIN = "-"


def refuse_overwriting(given: Mapping[str, Any]) -> None:
    """Raise UsageError for a file to write that is an ending alone, is read too, is written twice, or is YAML, written by hand."""
    targets = {option: given[name] for name, option in WRITTEN.items() if given.get(name) not in {None, "", STDIN}}
    if not targets:
        return
    from pathlib import Path  # noqa: PLC0415 - most runs write no file

    for option, path in targets.items():
        ending = Path(path).name
        if ending.casefold() in KNOWN_ENDINGS:
            raise UsageError(say("{option}: `{path}` is an ending without a name before it", option=option, path=path),
                             say("name the file, like result{ending}", ending=ending))
    for (first, path), (second, other) in combinations(targets.items(), 2):
        if os.path.realpath(path) == os.path.realpath(other) or (_identity(path) and _identity(path) == _identity(other)):
            raise UsageError(say("{first} and {second} would write the same file", first=first, second=second), say("name another file"))
    targets.pop("--write", None)  # golden cases are added below those of a file that holds some, and to no other
    targets.pop("--save", None)  # an interview may go on with the profile that it reads; `cli.saving` refuses every other file
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
    """What a command reads: files, the files of catalogues, the descriptor of standard input."""
    from pathlib import Path  # noqa: PLC0415 - as above

    for name in READ:
        value = given.get(name) or (list(map(str, catalogue_layers())) if name == "catalogue" else None)
        for path in value if isinstance(value, list) else [value] if value else []:
            yield path
            if os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
                yield from (*Path(path).glob("*.yaml"), *Path(path).glob("*/*.yaml"))
            if path == STDIN:
                with suppress(AttributeError, OSError, ValueError):  # none, closed, or not a file of the system
                    yield sys.stdin.fileno()


def _identity(place: str | int | Path) -> tuple[int, int] | None:
    """What two names of one regular file have in common, links of both kinds included; None if there is none."""
    with suppress(OSError, ValueError):
        status = os.stat(place)  # noqa: PTH116 - a descriptor too
        return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
    return None


def write_result(result: str | bytes, destination: Path | None, *, private: bool = False) -> None:
    """Write a result. Raises OutputError if it cannot be; a file then holds what it held before. `private`: see `replace_file`."""
    if destination is None:
        write_out(result)
        return
    from essfund.cli.writing import replace_file  # noqa: PLC0415 - most runs write no file

    try:
        replace_file(destination, result, private=private)
    except OSError as error:
        raise OutputError(trouble(error, destination)) from None


def write_out(result: str | bytes) -> None:
    """Write to standard output, bytes as they are. A reader that went away is no error; a full disk is."""
    try:
        if isinstance(result, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(result)
        else:
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(result.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        quiet_stdout()
    except OSError as error:
        from pathlib import Path  # noqa: PLC0415 - hardly ever needed

        quiet_stdout()
        raise OutputError(trouble(error, Path("stdout"))) from None


def quiet_stdout() -> None:
    """Let the interpreter flush into nothing at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_format(command: str, name: str | None, destination: Path | None) -> Format:
    """Format of a result. Raises UsageError where its file may not end so, or a terminal would be shown bytes."""
    form = chosen_format(command, name, destination)
    if form.binary and destination is None and sys.stdout.isatty():
        raise UsageError(say("the format `{name}` is not text", name=form.name), say("give --output FILE"))
    return form


def write_error(text: str) -> None:
    """Write to standard error, if anybody can read it."""
    with suppress(OSError, ValueError):
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()
