"""Results to standard output or to a file, whole or not at all; none over a file that is read, nor over somebody's YAML."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from essfund.cli.environment import catalogue_layers
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import Message, say
from essfund.loading.files import TOLD
from essfund.presenting.formats import KNOWN_ENDINGS, chosen_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

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
    try:
        replace_file(destination, result, private=private)
    except OSError as error:
        raise OutputError(trouble(error, destination)) from None


def write_directory(files: Mapping[str, str], destination: Path) -> None:
    """Write files into a new directory, all of them or none. Raises OutputError."""
    import tempfile  # noqa: PLC0415 - only when a directory is written

    try:
        if os.path.lexists(destination) and (not destination.is_dir() or any(destination.iterdir())):
            raise OutputError(say("`{path}` exists already", path=destination))
        place = behind_links(destination)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=hidden(destination)) as name:
            made = Path(name) / "made"
            made.mkdir()
            for filename, text in files.items():
                (made / filename).write_bytes(text.encode("utf-8"))
            made.replace(place)
    except OSError as error:
        raise OutputError(trouble(error, destination)) from None


def write_files(texts: Mapping[Path, str]) -> None:
    """Write several files, all or none; the directory of a new one is made. Raises OutputError; each then holds what it held before."""
    ready: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    path = Path()
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            ready[path] = written_beside(path, text)
        for path, new in ready.items():
            old = path.read_bytes() if path.exists() else None
            new.replace(behind_links(path))
            before[path] = old
    except BaseException as error:
        with suppress(OSError):
            for new in ready.values():
                new.unlink(missing_ok=True)
            for done, data in before.items():
                done.unlink() if data is None else done.write_bytes(data)
        if isinstance(error, OSError):
            raise OutputError(trouble(error, path)) from None
        raise


def trouble(error: OSError, path: Path) -> Message:
    """What to say of a file, or of standard output, that could not be written."""
    if isinstance(error, PermissionError):
        return say("`{path}` may not be written", path=path)
    if isinstance(error, FileNotFoundError) and path.parent.is_dir():
        return say("`{path}` cannot be written: no file can be made in `{directory}`", path=path, directory=path.parent)
    if isinstance(error, FileNotFoundError):
        return say("the directory of `{path}` does not exist", path=path)
    if isinstance(error, IsADirectoryError):
        return say("`{path}` is a directory", path=path)
    if error.errno == errno.EBADF:
        return say("standard output is closed")
    if error.errno == errno.ENOSPC:
        return say("there is no space left to write `{path}`", path=path)
    return say("`{path}` cannot be written: {reason}", path=path, reason=TOLD.get(error.errno or 0) or os.strerror(error.errno or 0))


def replace_file(path: Path, result: str | bytes, *, private: bool = False) -> None:
    """Replace a file in one step. The permissions of the old file stay; a new one that is `private` its owner alone can read."""
    if path.is_dir():
        raise IsADirectoryError
    if path.exists() and not path.is_file():
        path.write_bytes(as_bytes(result))
        return
    new = written_beside(path, result, private=private)
    try:
        new.replace(behind_links(path))
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def behind_links(path: Path) -> Path:
    """Place that a path leads to. Raises OSError for a loop of links, where `Path.resolve` raises RuntimeError or nothing."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return place


def hidden(path: Path) -> str:
    """Beginning of the name of a temporary file beside a destination: no longer than a name may be, with what comes after it."""
    return f".{os.fsdecode(os.fsencode(path.name)[:100])}."


def as_bytes(result: str | bytes) -> bytes:
    """A result as a file holds it."""
    return result if isinstance(result, bytes) else result.encode("utf-8", "replace")


def written_beside(path: Path, result: str | bytes, *, private: bool = False) -> Path:
    """Temporary file, written beside a destination with the permissions of the old file."""
    with opened_beside(path, private=private) as (stream, new):
        stream.write(as_bytes(result))
    return new


@contextmanager
def written_in_pieces(path: Path) -> Iterator[BinaryIO]:
    """A stream that becomes the file when all went well; else the file holds what it held before. Raises OutputError."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        with opened_beside(path) as (stream, new):
            yield stream
        new.replace(behind_links(path))
    except OSError as error:
        raise OutputError(trouble(error, path)) from None


@contextmanager
def folder_in_pieces(path: Path) -> Iterator[Path]:
    """A folder that is there when all went well, and only then. Raises UsageError where something is there, and OutputError."""
    import shutil  # noqa: PLC0415 - only when a folder is written
    import tempfile  # noqa: PLC0415 - as above

    try:
        if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):  # a link to nowhere is something too
            raise UsageError(say("`{path}` is there already", path=path), say("name a folder that is not there yet, or an empty one"))
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=hidden(path)) as made:
            folder = Path(made) / path.name
            folder.mkdir()
            yield folder
            if path.exists():
                path.rmdir()
            shutil.move(folder, path)
    except OSError as error:
        raise OutputError(trouble(error, path)) from None


@contextmanager
def opened_beside(path: Path, *, private: bool = False) -> Iterator[tuple[BinaryIO, Path]]:
    """A stream to a temporary file beside a destination, with the permissions of the old file; it is gone if anything goes wrong."""
    import tempfile  # noqa: PLC0415 - only when a file is written

    handle, name = tempfile.mkstemp(dir=behind_links(path).parent, prefix=hidden(path))
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream, Path(name)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        usual = 0o600 if private else 0o666
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else usual & ~umask)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


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
